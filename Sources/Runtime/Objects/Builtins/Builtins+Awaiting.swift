import CRuntime

extension Builtins {
  static let awaiting: [NativeEntry] = [
    .one("aiter", "(async_iterable, /)", .function) { c, iterable in
      bridge(c) { () throws(Raised) in
        guard let function = c.type(of: iterable).unary(.asyncIterate) else {
          throw c.raise(.typeError, "'\(c.typeName(of: iterable))' object is not an async iterable")
        }
        let iterator = try check(function(c, iterable))
        if c.type(of: iterator).has(.asyncNext) { return iterator }
        throw c.raise(.typeError, "aiter() returned not an async iterator of type '\(c.typeName(of: iterator))'")
      }
    },
    .window("anext", "(aiterator, default=<unset>, /)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        guard let function = c.type(of: a[0]).unary(.asyncNext) else {
          throw c.raise(.typeError, "'\(c.typeName(of: a[0]))' object is not an async iterator")
        }
        let awaitable = try check(function(c, a[0]))
        return a[1].isEmpty ? awaitable : try Awaitable.make(c, .anext, awaitable, a[1]).value
      }
    },
  ]
}
