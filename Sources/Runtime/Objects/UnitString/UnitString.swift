import CRuntime
import UnicodeTables

// `str`, `bytes` and `bytearray` are rows of code units, and most of their methods are the same. They are written once,
// on a handle that asks the object's kind where it matters: what may stand for a part of it, what is white space or a
// letter, and what a result is made of.

struct UnitString {
  let value: Value

  @inline(__always) init(_ value: Value) { self.value = value }

  @inline(__always) var kind: UInt8 { value.object.pointee.kind & ~Kind.derived }
  @inline(__always) var isText: Bool { kind == Kind.text.rawValue }

  /// The units as they are now: those of a bytearray may be others once Python code has run.
  @inline(__always)
  var units: TextUnits {
    if isText { return Text(value).units }
    return kind == Kind.bytes.rawValue ? Bytes(value).units : ByteArray(value).units
  }

  /// Whether each unit is known to be below 128.
  @inline(__always) var isASCIIText: Bool { isText && Text(value).isASCII }

  // MARK: Results

  /// The units from `start` up to `end`, an object of this kind; immutable objects may stand for all of themselves.
  @inline(__always)
  func part(_ context: Context, of units: TextUnits, _ start: Int, _ end: Int) throws(Raised) -> Value {
    if isText { return try Text.slice(context, Text(value), start, end).value }
    if kind == Kind.bytes.rawValue { return try Bytes.slice(context, Bytes(value), start, end).value }
    return try ByteArray.make(context, units.slice(start, end)).value
  }

  /// All units: the object itself, if it is immutable and of the exact class.
  func whole(_ context: Context, _ units: TextUnits) throws(Raised) -> Value {
    try part(context, of: units, 0, units.count)
  }

  /// An object of this kind.
  func make(_ context: Context, _ units: TextUnits) throws(Raised) -> Value {
    if isText { return try Text.make(context, units).value }
    let bytes = UnsafeRawBufferPointer(start: units.base, count: units.count)
    if kind == Kind.bytes.rawValue { return try Bytes.make(context, bytes).value }
    return try ByteArray.make(context, units).value
  }

  /// An object of this kind with `count` bytes that `fill` writes; of text, they are ASCII.
  @inline(__always)
  func make(
    _ context: Context, count: Int, _ fill: (UnsafeMutablePointer<UInt8>) -> Void
  ) throws(Raised) -> Value {
    if isText {
      let text = try Text.allocate(context, count: count, flags: TextFlags.ascii)
      fill(text.base.assumingMemoryBound(to: UInt8.self))
      return count > 1 ? text.value : try Text.make(context, text.units).value
    }
    let bytes = try Bytes.allocate(context, count: count)
    fill(bytes.base.assumingMemoryBound(to: UInt8.self))
    if kind == Kind.bytes.rawValue { return bytes.value }
    return try ByteArray.make(context, storage: bytes, count: count).value
  }

  /// What was built, as an object of this kind.
  func finish(_ context: Context, _ builder: TextBuilder) throws(Raised) -> Value {
    isText ? try builder.finish(context).value : try make(context, builder.units)
  }

  // MARK: Arguments

  /// A part to look for, or to put in. `requirement` is what the TypeError says of an argument of a `str` method.
  @inline(__always)
  func argument(
    _ context: Context, _ value: Value, _ requirement: StaticString
  ) throws(Raised) -> TextUnits {
    if isText {
      if let text = Text(ifHas: value) { return text.units }
      throw context.raise(.typeError, "\(requirement), not \(context.typeName(of: value))")
    }
    return try context.bytesLike(value)
  }

  /// The same where the methods of bytes also take the number of a byte.
  func needle(_ context: Context, _ value: Value, _ function: StaticString) throws(Raised) -> TextUnits {
    if isText {
      if let text = Text(ifHas: value) { return text.units }
      throw context.raise(
        .typeError, "\(function)() argument 1 must be str, not \(context.typeName(of: value))")
    }
    if let bytes = Bytes(ifHas: value) { return bytes.units }
    return try holding(context) { () throws(Raised) in
      if let bytes = try context.bytes(of: value) { return bytes }
      if PythonInt.operand(value) == nil, !context.type(of: value).has(.index) {
        throw context.raise(
          .typeError, "argument should be integer or bytes-like object, not '\(context.typeName(of: value))'")
      }
      return context.interpreter.pointee.texts.character(UInt32(try context.byte(value))).units
    }
  }

  // MARK: Characters

  /// Whether the unit is white space: for bytes, of ASCII only.
  @inline(__always)
  func isSpace(_ code: UInt32) -> Bool { UnitString.isSpace(code, isText: isText) }

  @inline(__always)
  static func isSpace(_ code: UInt32, isText: Bool) -> Bool {
    if code <= 0x20 { return code == 0x20 || code &- 0x09 < 5 || isText && code >= 0x1c }
    return code >= 0x85 && isText && Unicode16.isWhitespace(code)
  }

  @inline(__always)
  func isLower(_ code: UInt32) -> Bool { code < 0x80 ? code &- 0x61 < 26 : isText && Unicode16.isLowercase(code) }

  @inline(__always)
  func isUpper(_ code: UInt32) -> Bool { code < 0x80 ? code &- 0x41 < 26 : isText && Unicode16.isUppercase(code) }

  @inline(__always)
  func isTitle(_ code: UInt32) -> Bool { code >= 0x80 && isText && Unicode16.isTitlecase(code) }

  @inline(__always)
  func isAlphabetic(_ code: UInt32) -> Bool {
    code < 0x80 ? (code | 0x20) &- 0x61 < 26 : isText && Unicode16.isAlphabetic(code)
  }

  @inline(__always)
  func isDigit(_ code: UInt32) -> Bool { code < 0x80 ? code &- 0x30 < 10 : isText && Unicode16.isDigit(code) }

  @inline(__always)
  func isNumeric(_ code: UInt32) -> Bool { code >= 0x80 && isText && Unicode16.isNumeric(code) }
}

extension Context {
  /// The bytes of a bytes-like object as they are now, alive as long as the caller holds them; nil for any other.
  public func bytes(of value: Value) throws(Raised) -> TextUnits? {
    if let bytes = Bytes(ifHas: value) { return bytes.units }
    if let array = ByteArray(ifHas: value) { return array.units }
    if let view = MemoryView(ifHas: value) { return try view.bytes(self) }
    if let exporter = Exporter(self, value) { return exporter.units }
    return try exportedView(of: value)?.bytes(self)
  }

  /// The same without an exception: nil where they are not in a row, or not there any more.
  public func contiguousBytes(of value: Value) -> TextUnits? {
    if let bytes = Bytes(ifHas: value) { return bytes.units }
    if let array = ByteArray(ifHas: value) { return array.units }
    guard let view = MemoryView(ifHas: value) else { return Exporter(self, value)?.units }
    return view.isContiguous && !view.pointer.pointee.exporter.isEmpty ? try? view.bytes(self) : nil
  }

  /// Whether the value has or is a view of memory that must not be changed, or whose bytes are not in a row.
  public func isReadOnlyView(_ value: Value) -> Bool {
    if let view = MemoryView(ifHas: value) { return view.isReadOnly || !view.isContiguous }
    return Exporter(self, value)?.isReadOnly ?? false
  }

  /// The same with TypeError for any other, and BufferError for a view of bytes that are not in a row.
  public func bytesLike(_ value: Value) throws(Raised) -> TextUnits {
    if let view = MemoryView(ifHas: value), !view.isContiguous, !view.pointer.pointee.exporter.isEmpty {
      throw raise(.bufferError, "memoryview: underlying buffer is not C-contiguous")
    }
    if let bytes = try bytes(of: value) { return bytes }
    throw raise(.typeError, "a bytes-like object is required, not '\(typeName(of: value))'")
  }

  /// The number of a byte.
  public func byte(_ value: Value, _ what: StaticString = "byte") throws(Raised) -> UInt8 {
    if value.isSmallInt, let byte = UInt8(exactly: value.smallInt) { return byte }
    let number = try index(of: value)
    if number.isSmallInt, let byte = UInt8(exactly: number.smallInt) { return byte }
    throw raise(.valueError, "\(what) must be in range(0, 256)")
  }
}
