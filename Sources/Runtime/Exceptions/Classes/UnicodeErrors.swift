import CRuntime

// What could not be encoded, decoded or translated: the object, and which part of it.

extension ExceptionBehavior {
  static let unicodeEncodeError = ExceptionBehavior(slots: [
    .window(.initialize) { c, s, arguments, count, names in
      bridge(c) { () throws(Raised) -> Void in
        try Exception(s).setUnicodeFields(c, arguments, Int(count), names, .encode)
      }
    },
    .unary(.str) { c, s in bridge(c) { () throws(Raised) in try Exception(s).unicodeText(c, .encode) } },
  ])

  static let unicodeDecodeError = ExceptionBehavior(slots: [
    .window(.initialize) { c, s, arguments, count, names in
      bridge(c) { () throws(Raised) -> Void in
        try Exception(s).setUnicodeFields(c, arguments, Int(count), names, .decode)
      }
    },
    .unary(.str) { c, s in bridge(c) { () throws(Raised) in try Exception(s).unicodeText(c, .decode) } },
  ])

  static let unicodeTranslateError = ExceptionBehavior(slots: [
    .window(.initialize) { c, s, arguments, count, names in
      bridge(c) { () throws(Raised) -> Void in
        try Exception(s).setUnicodeFields(c, arguments, Int(count), names, .translate)
      }
    },
    .unary(.str) { c, s in bridge(c) { () throws(Raised) in try Exception(s).unicodeText(c, .translate) } },
  ])
}

private enum UnicodeFailure {
  case encode, decode, translate

  /// The place of the object among fields and arguments; start, end and reason follow it. An encoding comes before it.
  var object: Int { self == .translate ? 0 : 1 }
}

extension Exception {
  fileprivate func setUnicodeFields(
    _ context: Context, _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: Value, _ failure: UnicodeFailure
  ) throws(Raised) {
    try initialize(context, arguments, count, names)
    let wanted = failure.object + 4
    if count != wanted {
      throw context.raise(.typeError, "function takes exactly \(wanted) arguments (\(count) given)")
    }
    for index in 0..<wanted {
      var argument = arguments[index]
      if index == failure.object, failure == .decode { continue }
      if index == failure.object + 1 || index == failure.object + 2 {
        argument = Value(smallInt: Int64(try context.sizeArgument(argument)))
      } else if Text(ifHas: argument) == nil {
        throw context.raise(.typeError, "argument \(index + 1) must be str, not \(context.typeName(of: argument))")
      }
      publish(argument, to: field(index))
    }
    if failure != .decode { return }
    var object = arguments[failure.object]
    if Bytes(ifHas: object) == nil {
      let bytes = try context.bytesLike(object)
      object = try Bytes.make(context, UnsafeRawBufferPointer(start: bytes.base, count: bytes.count)).value
    }
    publish(object, to: field(failure.object))
  }

  fileprivate func unicodeText(_ context: Context, _ failure: UnicodeFailure) throws(Raised) -> Value {
    if load(field(failure.object)).isEmpty { return Text.empty(context).value }
    let reason = String(try context.str(orNone(load(field(failure.object + 3)))))
    let codec = failure == .translate ? "" : "'\(String(try context.str(orNone(load(field(0))))))' codec "
    // What shows itself may have changed the rest.
    let object = load(field(failure.object))
    if object.isEmpty { throw context.raise(.typeError, "UnicodeError 'object' attribute is not set") }
    guard let count = failure == .decode ? Bytes(ifHas: object)?.count : Text(ifHas: object)?.count else {
      let wanted = failure == .decode ? "bytes" : "string"
      throw context.raise(.typeError, "UnicodeError 'object' attribute must be a \(wanted)")
    }
    let (first, last) = (load(field(failure.object + 1)), load(field(failure.object + 2)))
    let start = first.isSmallInt ? Int(first.smallInt) : 0
    let end = last.isSmallInt ? Int(last.smallInt) : 0
    let verb =
      switch failure {
      case .encode: "can't encode"
      case .decode: "can't decode"
      case .translate: "can't translate"
      }
    let unit = failure == .decode ? "byte" : "character"
    if !(0..<count).contains(start) || end &- 1 != start {
      let plural = failure == .decode ? "bytes" : "characters"
      return try Text.make(
        context, "\(codec)\(verb) \(plural) in position \(start)-\(end &- 1): \(reason)").value
    }
    let what: String
    if failure == .decode {
      let byte = Bytes(object).base.load(fromByteOffset: start, as: UInt8.self)
      what = "0x\(hexadecimal(UInt32(byte), 2))"
    } else {
      let point = Text(object).codePoint(at: start)
      let escape = point < 0x100 ? "\\x\(hexadecimal(point, 2))" : point < 0x10000 ? "\\u\(hexadecimal(point, 4))" : "\\U\(hexadecimal(point, 8))"
      what = "'\(escape)'"
    }
    return try Text.make(context, "\(codec)\(verb) \(unit) \(what) in position \(start): \(reason)").value
  }

  private func hexadecimal(_ number: UInt32, _ width: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
