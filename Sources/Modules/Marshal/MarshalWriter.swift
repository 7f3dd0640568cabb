import CRuntime
import Runtime

/// Writes values in the format of `marshal`. It holds references into the heap and so lives on the native stack only.
struct MarshalWriter {
  private typealias Tag = MarshalModule.Tag

  private let context: Context
  private let version: Int64
  private let allowsCode: Bool
  private var builder: TextBuilder
  /// The numbers of values that were written, by their identity.
  private let references: Dict
  private var depth = 0

  init(_ context: Context, version: Value, allowsCode: Bool) throws(Raised) {
    (self.context, self.allowsCode) = (context, allowsCode)
    self.version = PythonInt.int64(version) ?? MarshalModule.version
    builder = try TextBuilder(context, capacity: 64)
    references = try Dict.make(context, isTextOnly: false)
  }

  mutating func write(all value: Value) throws(Raised) -> Bytes {
    try write(value)
    return try builder.finishBytes(context)
  }

  // MARK: Parts

  private mutating func put(_ byte: UInt8) throws(Raised) { try builder.append(context, codePoint: UInt32(byte)) }

  private mutating func put(_ number: Int, size: Int) throws(Raised) {
    for place in 0..<size { try put(UInt8(truncatingIfNeeded: number >> (8 * place))) }
  }

  private mutating func put(_ bytes: UnsafeRawBufferPointer) throws(Raised) {
    for byte in bytes { try put(byte) }
  }

  private mutating func put(_ number: Double) throws(Raised) {
    try put(Int(bitPattern: UInt(truncatingIfNeeded: number.bitPattern)), size: 8)
  }

  private func raiseUnmarshallable() -> Raised { context.raise(.valueError, "unmarshallable object") }

  /// The tag, and the flag by which later values may refer to this one.
  private mutating func begin(_ tag: UInt8, _ value: Value) throws(Raised) {
    if version < 3 { return try put(tag) }
    try put(tag | Tag.flag)
    try references.set(context, identity(value), to: Value(smallInt: Int64(references.count)))
  }

  private func identity(_ value: Value) -> Value { Value(smallInt: Int64(truncatingIfNeeded: value.bits >> 1)) }

  // MARK: Values

  private mutating func write(_ value: Value) throws(Raised) {
    if depth >= MarshalModule.depthLimit { throw context.raise(.valueError, "object too deeply nested to marshal") }
    try context.checkNativeStack()
    depth += 1
    defer { depth -= 1 }
    switch value {
    case .none: return try put(Tag.none)
    case .true: return try put(Tag.true)
    case .false: return try put(Tag.false)
    case .ellipsis: return try put(Tag.ellipsis)
    case Interpreter(of: context).type(.stopIteration).value: return try put(Tag.stopIteration)
    default: break
    }
    if version >= 3 {
      let known = try references.value(context, for: identity(value))
      if !known.isEmpty {
        try put(Tag.reference)
        return try put(Int(known.smallInt), size: 4)
      }
    }
    if try writeNumber(value) { return }
    if let text = Text(ifExactly: value) { return try write(text) }
    if let bytes = try bytes(of: value) {
      try begin(Tag.bytes, value)
      try put(bytes.count, size: 4)
      return try put(UnsafeRawBufferPointer(start: bytes.base, count: bytes.count))
    }
    if try !writeContainer(value) { try writeCode(value) }
  }

  private func bytes(of value: Value) throws(Raised) -> TextUnits? {
    if let bytes = Bytes(ifExactly: value) { return bytes.units }
    return Bytes(ifHas: value) == nil ? try context.bytes(of: value) : nil
  }

  private mutating func writeNumber(_ value: Value) throws(Raised) -> Bool {
    let type = context.type(of: value)
    if type == Interpreter(of: context).type(Kind.int) {
      if let number = PythonInt.int64(value), let small = Int32(exactly: number) {
        try begin(Tag.int, value)
        try put(Int(small), size: 4)
      } else {
        try writeLong(value)
      }
      return true
    }
    if let complex = Complex(ifExactly: value) {
      try begin(version > 1 ? Tag.complex : Tag.complexText, value)
      try writeFloat(complex.number.real)
      try writeFloat(complex.number.imaginary)
      return true
    }
    guard type == Interpreter(of: context).type(Kind.float), let number = PythonFloat.number(value) else { return false }
    try begin(version > 1 ? Tag.float : Tag.floatText, value)
    try writeFloat(number)
    return true
  }

  private mutating func writeFloat(_ number: Double) throws(Raised) {
    if version > 1 { return try put(number) }
    let text = try context.repr(PythonFloat.make(context, number))
    let shown = String(text).hasSuffix(".0") ? String(String(text).dropLast(2)) : String(text)
    try put(shown.utf8.count, size: 1)
    for byte in shown.utf8 { try put(byte) }
  }

  /// Digits of 15 bits, the least first; their number has the sign.
  private mutating func writeLong(_ value: Value) throws(Raised) {
    let count = (PythonInt.bitLength(value) + Int(MarshalModule.digitBits) - 1) / Int(MarshalModule.digitBits)
    try begin(Tag.longInt, value)
    try put(PythonInt.sign(value) < 0 ? -count : count, size: 4)
    let magnitude = try PythonInt.absolute(context, value)
    let size = (PythonInt.bitLength(value) + 7) / 8
    let bytes = try Bytes.allocate(context, count: size + 2)
    try PythonInt.write(
      context, magnitude, to: bytes.base.assumingMemoryBound(to: UInt8.self), count: size, isLittleEndian: true,
      isSigned: false)
    for digit in 0..<count {
      let bit = digit * Int(MarshalModule.digitBits)
      var word = 0
      for place in 0..<3 where bit / 8 + place < size { word |= Int(bytes.bytes[bit / 8 + place]) << (8 * place) }
      try put(word >> (bit % 8) & 0x7fff, size: 2)
    }
  }

  private mutating func write(_ text: Text) throws(Raised) {
    if version >= 4, text.isASCII {
      let isShort = text.count < 256
      let (interned, plain) =
        isShort ? (Tag.shortInternedASCII, Tag.shortASCII) : (Tag.internedASCII, Tag.ascii)
      try begin(text.isInterned ? interned : plain, text.value)
      try put(text.count, size: isShort ? 1 : 4)
      return try put(UnsafeRawBufferPointer(start: text.base, count: text.count))
    }
    let bytes = try Bytes.make(context, utf8: text)
    try begin(version >= 3 && text.isInterned ? Tag.internedText : Tag.text, text.value)
    try put(bytes.count, size: 4)
    try put(bytes.bytes)
  }

  // MARK: Containers

  private mutating func writeContainer(_ value: Value) throws(Raised) -> Bool {
    if let tuple = Tuple(ifExactly: value) {
      let isShort = version >= 4 && tuple.count < 256
      try begin(isShort ? Tag.shortTuple : Tag.tuple, value)
      try put(tuple.count, size: isShort ? 1 : 4)
      for index in 0..<tuple.count { try write(tuple[index]) }
    } else if List(ifExactly: value) != nil {
      try begin(Tag.list, value)
      try writeElements(context.tuple(of: value))
    } else if let dict = Dict(ifExactly: value) {
      try begin(Tag.dict, value)
      var position = 0
      while let (key, item) = dict.next(&position) {
        try write(key)
        try write(item)
      }
      try put(Tag.null)
    } else if let set = exactSet(value) {
      try begin(set.isFrozen ? Tag.frozenSet : Tag.set, value)
      try writeElements(context.tuple(of: value))
    } else if let slice = Slice(ifExactly: value), version >= 5 {
      try begin(Tag.slice, value)
      for part in [slice.start, slice.stop, slice.step] { try write(part) }
    } else {
      return false
    }
    return true
  }

  private func exactSet(_ value: Value) -> Set? {
    let type = context.type(of: value)
    let isExact = type == Interpreter(of: context).type(Kind.set) || type == Interpreter(of: context).type(Kind.frozenSet)
    return isExact ? Set(ifAny: value) : nil
  }

  private mutating func writeElements(_ elements: Tuple) throws(Raised) {
    try put(elements.count, size: 4)
    for index in 0..<elements.count { try write(elements[index]) }
  }

  private mutating func writeCode(_ value: Value) throws(Raised) {
    guard context.type(of: value) == Interpreter(of: context).type(Kind.code) else { throw raiseUnmarshallable() }
    if !allowsCode { throw context.raise(.valueError, "marshalling code objects is disallowed") }
    guard let bytes = context.serialized(value) else {
      throw context.raise(.valueError, "object too deeply nested to marshal")
    }
    try put(Tag.code)
    try put(bytes.count, size: 4)
    for byte in bytes { try put(byte) }
  }
}
