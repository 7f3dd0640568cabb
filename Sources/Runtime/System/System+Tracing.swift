import CRuntime

extension System {
  /// `settrace` and what belongs to it.
  static let tracing: [NativeEntry] = [
    .one("settrace", "(function, /)", .function) { c, function in
      c.setTraceFunction(function == .none ? .empty : function)
      return .none
    },
    .none("gettrace") { c in orNone(c.tracing?.pointee.traceFunction ?? .empty) },
    .one("setprofile", "(function, /)", .function) { c, function in
      c.setProfileFunction(function == .none ? .empty : function)
      return .none
    },
    .none("getprofile") { c in orNone(c.tracing?.pointee.profileFunction ?? .empty) },
    .two("call_tracing", "(func, args, /)", .function) { c, function, arguments in
      bridge(c) { () throws(Raised) in
        guard let arguments = Tuple(ifHas: arguments) else {
          throw c.raise(
            .typeError, "call_tracing() argument 2 must be tuple, not \(c.typeName(of: arguments))")
        }
        // A trace function lets what it calls be traced, too.
        let wasBusy = c.tracing?.pointee.isBusy ?? false
        c.tracing?.pointee.isBusy = false
        defer { c.tracing?.pointee.isBusy = wasBusy }
        return try c.call(function, arguments)
      }
    },
  ]
}
