import CRuntime
import UnicodeTables

/// A part of an object that could not be encoded, decoded or translated. It lies within the object.
struct UnicodeFault {
  enum Direction { case encoding, decoding, translating }

  let direction: Direction
  /// A text, or bytes that were to be decoded.
  let object: Value
  let start: Int
  let end: Int
  /// The encoding's, where it is one of the built-in ones: surrogates pass in its form.
  let encoding: Encoding?

  var count: Int { max(0, end - start) }
}

/// What an error handler puts in the place of a fault, text or bytes, and where to go on.
struct Replacement {
  let value: Value
  let next: Int
}

/// What is done with what cannot be encoded or decoded.
enum ErrorHandling: BitwiseCopyable {
  case strict, ignore, replace, backslashReplace, surrogateEscape, surrogatePass, characterReference, nameReplace
  /// A function that a program has registered by that name.
  case registered

  static let names: [(name: StaticString, handling: ErrorHandling)] = [
    ("strict", .strict), ("ignore", .ignore), ("replace", .replace), ("xmlcharrefreplace", .characterReference),
    ("backslashreplace", .backslashReplace), ("namereplace", .nameReplace), ("surrogatepass", .surrogatePass),
    ("surrogateescape", .surrogateEscape),
  ]

  static func named(_ name: Text) -> ErrorHandling {
    for row in names where name == row.name { return row.handling }
    return .registered
  }

  // MARK: The built-in handlers

  /// What a built-in handler makes of a fault; nil where that is an error still. TypeError for a handler of another
  /// direction.
  func replacement(_ context: Context, for fault: UnicodeFault) throws(Raised) -> Replacement? {
    switch self {
    case .strict, .registered: return nil
    case .ignore: return Replacement(value: Text.empty(context).value, next: fault.end)
    case .replace:
      var builder = try TextBuilder(context, capacity: 16)
      switch fault.direction {
      case .encoding: try builder.append(context, codePoint: 0x3f, times: fault.count)
      case .decoding: try builder.append(context, codePoint: 0xfffd)
      case .translating: try builder.append(context, codePoint: 0xfffd, times: fault.count)
      }
      return Replacement(value: try builder.finish(context).value, next: fault.end)
    case .backslashReplace: return try described(context, fault) { escaped($0) }
    case .characterReference where fault.direction == .encoding: return try described(context, fault) { "&#\($0);" }
    case .nameReplace where fault.direction == .encoding:
      return try described(context, fault) { code in
        Unicode16.name(of: code).map { "\\N{\($0)}" } ?? escaped(code)
      }
    case .surrogateEscape where fault.direction == .encoding: return try unescapedSurrogates(context, fault)
    case .surrogateEscape where fault.direction == .decoding: return try escapedBytes(context, fault)
    case .surrogatePass where fault.direction == .encoding: return try passedSurrogates(context, fault)
    case .surrogatePass where fault.direction == .decoding: return try passedSurrogate(context, fault)
    default: throw ErrorHandling.raiseUnknown(context, fault.direction.errorKind)
    }
  }

  static func raiseUnknown(_ context: Context, _ kind: ExceptionKind) -> Raised {
    let name = String(Text(Interpreter(of: context).type(kind).pointer.pointee.name))
    return context.raise(.typeError, "don't know how to handle \(name) in error callback")
  }

  /// Each unit of the fault as a word.
  private func described(
    _ context: Context, _ fault: UnicodeFault, _ word: (UInt32) -> String
  ) throws(Raised) -> Replacement {
    let units = fault.direction == .decoding ? Bytes(fault.object).units : Text(fault.object).units
    var builder = try TextBuilder(context, capacity: fault.count * 6)
    for place in fault.start..<max(fault.start, fault.end) {
      for byte in word(units[place]).utf8 { try builder.append(context, codePoint: UInt32(byte)) }
    }
    return Replacement(value: try builder.finish(context).value, next: fault.end)
  }

  /// The bytes that stand behind surrogates from U+DC80 to U+DCFF.
  private func unescapedSurrogates(_ context: Context, _ fault: UnicodeFault) throws(Raised) -> Replacement? {
    let text = Text(fault.object)
    let bytes = try Bytes.allocate(context, count: fault.count)
    for index in 0..<fault.count {
      let code = text.codePoint(at: fault.start + index)
      if code < 0xdc80 || code > 0xdcff { return nil }
      bytes.base.storeBytes(of: UInt8(code - 0xdc00), toByteOffset: index, as: UInt8.self)
    }
    return Replacement(value: bytes.value, next: fault.end)
  }

  /// Bytes from 128 up as such surrogates, four at most.
  private func escapedBytes(_ context: Context, _ fault: UnicodeFault) throws(Raised) -> Replacement? {
    let bytes = Bytes(fault.object).bytes
    var builder = try TextBuilder(context, capacity: 16)
    var place = fault.start
    while place < min(fault.end, fault.start + 4), bytes[place] >= 0x80 {
      try builder.append(context, codePoint: 0xdc00 + UInt32(bytes[place]))
      place += 1
    }
    return place == fault.start ? nil : Replacement(value: try builder.finish(context).value, next: place)
  }

  private func passedSurrogates(_ context: Context, _ fault: UnicodeFault) throws(Raised) -> Replacement? {
    guard let encoding = fault.encoding, encoding.passesSurrogates else { return nil }
    let text = Text(fault.object)
    var builder = try TextBuilder(context, capacity: fault.count * 4)
    for place in fault.start..<max(fault.start, fault.end) {
      let code = text.codePoint(at: place)
      if code & 0xffff_f800 != 0xd800 { return nil }
      try encoding.put(context, code, to: &builder)
    }
    return Replacement(value: try builder.finishBytes(context).value, next: fault.end)
  }

  /// The surrogate at the place, coded like any other code point. Were there more, the codec would ask again.
  private func passedSurrogate(_ context: Context, _ fault: UnicodeFault) throws(Raised) -> Replacement? {
    guard let encoding = fault.encoding, encoding.passesSurrogates else { return nil }
    let bytes = Bytes(fault.object).bytes
    let size = encoding.form == .utf8 ? 3 : encoding.unitSize
    if bytes.count - fault.start < size { return nil }
    let start = bytes[fault.start...]
    let code: UInt32
    if encoding.form == .utf8 {
      let (first, second, third) = (start[fault.start], start[fault.start + 1], start[fault.start + 2])
      if first & 0xf0 != 0xe0 || second & 0xc0 != 0x80 || third & 0xc0 != 0x80 { return nil }
      code = UInt32(first & 0x0f) << 12 | UInt32(second & 0x3f) << 6 | UInt32(third & 0x3f)
    } else {
      code = encoding.unit(bytes.bindMemory(to: UInt8.self), fault.start)
    }
    if code & 0xffff_f800 != 0xd800 { return nil }
    return Replacement(value: try Text.make(context, codePoint: code).value, next: fault.start + size)
  }
}

extension UnicodeFault.Direction {
  var errorKind: ExceptionKind {
    switch self {
    case .encoding: .unicodeEncodeError
    case .decoding: .unicodeDecodeError
    case .translating: .unicodeTranslateError
    }
  }
}

extension Encoding {
  var passesSurrogates: Bool { form != .ascii && form != .latin1 }
}
