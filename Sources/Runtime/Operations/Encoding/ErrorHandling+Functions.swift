import CRuntime

// The built-in error handlers as functions: they take an exception and return what stands for the fault and where to go
// on, or raise the exception.

extension ErrorHandling {
  /// In the order of `names`.
  static let functions: [NativeEntry] = [
    .one("strict_errors", "(exception, /)", .function) { c, e in
      bridge(c) { () throws(Raised) -> Void in
        guard let exception = Exception(ifHas: e) else {
          throw c.raise(.typeError, "codec must pass exception instance")
        }
        throw c.raise(exception)
      }
    },
    .one("ignore_errors", "(exception, /)", .function) { c, e in ErrorHandling.ignore.handle(c, e) },
    .one("replace_errors", "(exception, /)", .function) { c, e in ErrorHandling.replace.handle(c, e) },
    .one("xmlcharrefreplace_errors", "(exception, /)", .function) { c, e in
      ErrorHandling.characterReference.handle(c, e)
    },
    .one("backslashreplace_errors", "(exception, /)", .function) { c, e in ErrorHandling.backslashReplace.handle(c, e) },
    .one("namereplace_errors", "(exception, /)", .function) { c, e in ErrorHandling.nameReplace.handle(c, e) },
    .one("surrogatepass", "(exception, /)", .function) { c, e in ErrorHandling.surrogatePass.handle(c, e) },
    .one("surrogateescape", "(exception, /)", .function) { c, e in ErrorHandling.surrogateEscape.handle(c, e) },
  ]

  private func handle(_ context: Context, _ exception: Value) -> Value {
    bridge(context) { () throws(Raised) in
      let fault = try UnicodeFault(context, exception)
      guard let replaced = try replacement(context, for: fault) else { throw context.raise(Exception(exception)) }
      return try Tuple.make(context, replaced.value, Value(smallInt: Int64(replaced.next))).value
    }
  }
}

extension UnicodeFault {
  /// The fault that an exception tells of.
  init(_ context: Context, _ exception: Value) throws(Raised) {
    let type = context.type(of: exception)
    func isInstance(_ kind: ExceptionKind) -> Bool { type.isSubtype(of: Interpreter(of: context).type(kind)) }
    if isInstance(.unicodeEncodeError) {
      direction = .encoding
    } else if isInstance(.unicodeDecodeError) {
      direction = .decoding
    } else if isInstance(.unicodeTranslateError) {
      direction = .translating
    } else {
      let name = try type.fullName(context)
      throw context.raise(.typeError, "don't know how to handle \(name) in error callback")
    }
    let fields = Exception(exception)
    let first = direction == .translating ? 0 : 1
    object = load(fields.field(first))
    if object.isEmpty { throw context.raise(.typeError, "UnicodeError 'object' attribute is not set") }
    let size: Int
    if direction == .decoding {
      guard let bytes = Bytes(ifHas: object) else {
        throw context.raise(.typeError, "UnicodeError 'object' attribute must be a bytes")
      }
      size = bytes.count
    } else {
      guard let text = Text(ifHas: object) else {
        throw context.raise(.typeError, "UnicodeError 'object' attribute must be a string")
      }
      size = text.count
    }
    func place(_ index: Int) -> Int {
      let value = load(fields.field(first + index))
      return value.isSmallInt ? Int(value.smallInt) : 0
    }
    start = min(max(place(1), 0), max(size - 1, 0))
    end = min(max(place(2), 1), size)
    let name = direction == .translating ? Value.empty : load(fields.field(0))
    encoding = name.isEmpty ? nil : Text(ifHas: name).flatMap { Encoding.named($0)?.encoding }
  }
}
