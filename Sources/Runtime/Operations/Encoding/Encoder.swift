import CRuntime

extension Encoding {
  /// `text.encode(encoding, errors)`.
  static func encode(_ context: Context, _ text: Text, _ name: Text, _ errors: Text) throws(Raised) -> Bytes {
    try requireNames(context, name, errors)
    guard let (encoding, isDirect) = named(name) else {
      return try CodecRegistry(context).encode(text, name, errors)
    }
    do throws(Raised) {
      return try encoding.encode(context, text, errors)
    } catch {
      if !isDirect { context.addNote("encoding with '\(String(name))' codec failed") }
      throw error
    }
  }

  /// The name of an encoding or an error handler is one that C's strings can hold.
  public static func requireName(_ context: Context, _ name: Text) throws(Raised) {
    if !name.isASCII, name.units.firstSurrogate != nil {
      _ = try Encoding.utf8.encode(context, name, Text.make(context, "strict" as StaticString))
    }
    if name.units.firstIndex(ofUnit: 0) != nil { throw context.raise(.valueError, "embedded null character") }
  }

  static func requireNames(_ context: Context, _ name: Text, _ errors: Text) throws(Raised) {
    try requireName(context, name)
    try requireName(context, errors)
    if context.interpreter.pointee.settings.flags.isDevelopment { try requireKnown(context, name, errors) }
  }

  /// In development mode, names are looked up even where nothing has to be encoded, or nothing goes wrong.
  private static func requireKnown(_ context: Context, _ name: Text, _ errors: Text) throws(Raised) {
    if named(name) == nil { _ = try CodecRegistry(context).codec(named: name) }
    if ErrorHandling.named(errors) == .registered { _ = try CodecRegistry(context).errorHandler(named: errors) }
  }

  /// The text in this encoding; `errors` names what is done with code points that it lacks.
  public func encode(_ context: Context, _ text: Text, _ errors: Text) throws(Raised) -> Bytes {
    let units = text.units
    switch form {
    case .ascii, .latin1, .utf8:
      if text.isASCII || form == .latin1 && units.width == .one {
        return try Bytes.make(context, UnsafeRawBufferPointer(start: units.base, count: units.count))
      }
      if form == .utf8, units.firstSurrogate == nil { return try Bytes.make(context, utf8: text) }
    default: break
    }
    var encoder = Encoder(context, self, text, errors, try TextBuilder(context, capacity: units.count + 4))
    try encoder.run()
    return try encoder.builder.finishBytes(context)
  }
}

extension TextBuilder {
  /// The bytes of a builder that has nothing else.
  public func finishBytes(_ context: Context) throws(Raised) -> Bytes {
    try Bytes.make(context, UnsafeRawBufferPointer(start: units.base, count: units.count))
  }
}

private struct Encoder {
  let context: Context
  let encoding: Encoding
  let units: TextUnits
  var errors: CodecErrors
  var builder: TextBuilder

  init(_ context: Context, _ encoding: Encoding, _ text: Text, _ errors: Text, _ builder: TextBuilder) {
    (self.context, self.encoding, self.builder) = (context, encoding, builder)
    self.errors = CodecErrors(context, encoding, errors, encoding: text)
    units = text.units
  }

  mutating func run() throws(Raised) {
    if encoding.hasMark { try put(0xfeff) }
    var place = 0
    while place < units.count {
      if canEncode(units[place]) {
        try put(units[place])
        place += 1
        continue
      }
      var end = place + 1
      // Wide encodings report each surrogate by itself.
      if encoding.unitSize == 1 { while end < units.count, !canEncode(units[end]) { end += 1 } }
      place = try handle(place, end)
    }
  }

  private func canEncode(_ code: UInt32) -> Bool {
    switch encoding.form {
    case .ascii: code < 0x80
    case .latin1: code < 0x100
    default: code & 0xffff_f800 != 0xd800
    }
  }

  private mutating func put(_ code: UInt32) throws(Raised) { try encoding.put(context, code, to: &builder) }

  /// Writes what stands for code points that cannot be encoded. Returns where to go on.
  private mutating func handle(_ start: Int, _ end: Int) throws(Raised) -> Int {
    var start = start
    if encoding.unitSize == 1, try errors.unescapesSurrogates() {
      while start < end, units[start] &- 0xdc80 < 0x80 {
        try builder.append(context, codePoint: units[start] - 0xdc00)
        start += 1
      }
      if start == end { return end }
    }
    let (replacement, next) = try errors.encode(start, end, encoding.obstacle)
    if let bytes = Bytes(ifHas: replacement) {
      if bytes.count % encoding.unitSize != 0 { throw errors.raise(start, end, encoding.obstacle) }
      try builder.append(context, bytes: bytes.units)
    } else {
      let text = Text(replacement)
      // Only ASCII is sure to have a place in all of them.
      let isEncodable = encoding.form == .latin1 ? text.width == .one : text.isASCII
      if !isEncodable { throw errors.raise(start, end, encoding.obstacle) }
      for index in 0..<text.count { try put(text.codePoint(at: index)) }
    }
    return next
  }
}
