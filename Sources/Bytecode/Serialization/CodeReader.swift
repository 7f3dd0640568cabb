extension CodeObject {
  /// The code object of a serialised form. Whatever the bytes, it is made or an error thrown; whether it may be run,
  /// `verify` says.
  public static func deserialize(_ bytes: [UInt8]) throws(CodeFormatError) -> CodeObject {
    var reader = CodeReader(bytes)
    for byte in CodeFormat.magic where try reader.byte() != byte { throw .wrongMagic }
    let code = try reader.code()
    guard reader.isAtEnd else { throw .malformed }
    return code
  }
}

struct CodeReader {
  private let bytes: [UInt8]
  private var index = 0
  private var shared: [(constant: Constant, height: Int)] = []
  /// How many tuples and code objects are being read, each within the one before.
  private var depth = 0
  /// How deep the deepest nests that were read since this was last set to 0. Through references a constant may nest
  /// deeper than the bytes that state it.
  private var height = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { index == bytes.count }

  // MARK: Numbers

  mutating func byte() throws(CodeFormatError) -> UInt8 {
    guard index < bytes.count else { throw .truncated }
    index += 1
    return bytes[index - 1]
  }

  private mutating func number() throws(CodeFormatError) -> UInt64 {
    var value: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      let next = try byte()
      value |= UInt64(next & 127) << shift
      if next < 128 { return value }
    }
    throw .malformed
  }

  private mutating func int32() throws(CodeFormatError) -> Int32 {
    guard let bits = UInt32(exactly: try number()) else { throw .malformed }
    return Int32(bitPattern: bits)
  }

  /// How many things follow, each of at least `size` bytes: a count that the rest cannot hold reserves no memory.
  private mutating func count(of size: Int = 1) throws(CodeFormatError) -> Int {
    guard let count = Int(exactly: try number()) else { throw .malformed }
    guard count <= (bytes.count - index) / size else { throw .truncated }
    return count
  }

  private mutating func word() throws(CodeFormatError) -> UInt64 {
    guard bytes.count - index >= 8 else { throw .truncated }
    let bits = bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: index, as: UInt64.self) }
    index += 8
    return UInt64(littleEndian: bits)
  }

  private mutating func byteString() throws(CodeFormatError) -> [UInt8] {
    let count = try count()
    index += count
    return Array(bytes[(index - count)..<index])
  }

  /// Begins a tuple or code object; what it gives is for `leave`.
  private mutating func enter() throws(CodeFormatError) -> Int {
    depth += 1
    if depth > CodeFormat.maximumDepth { throw .tooDeep }
    let outer = height
    height = 0
    return outer
  }

  private mutating func leave(_ outer: Int) {
    depth -= 1
    height = max(outer, height + 1)
  }

  // MARK: Code objects

  mutating func code() throws(CodeFormatError) -> CodeObject {
    let outer = try enter()
    defer { leave(outer) }
    let header = try header()
    let names = try texts()
    let constants = try constants()
    var instructions: [InstructionWord] = []
    let instructionCount = try count(of: 8)
    instructions.reserveCapacity(instructionCount)
    for _ in 0..<instructionCount { instructions.append(InstructionWord(bits: try word())) }
    let positions = PositionTable(bytes: try byteString(), firstLine: header.firstLine)
    var ranges: [ExceptionRange] = []
    for _ in 0..<(try count(of: 3)) {
      ranges.append(ExceptionRange(start: try int32(), end: try int32(), handler: try int32()))
    }
    return CodeObject(
      header: header, names: names, constants: constants, instructions: instructions, positions: positions,
      exceptionRanges: ranges, registerCount: Int(try int32()))
  }

  private mutating func header() throws(CodeFormatError) -> CodeHeader {
    let identity = try texts()
    guard identity.count == 3 else { throw .malformed }
    var header = CodeHeader(
      name: identity[0], qualifiedName: identity[1], filename: identity[2], firstLine: try int32())
    header.positionalCount = try int32()
    header.positionalOnlyCount = try int32()
    header.keywordOnlyCount = try int32()
    header.flags = CodeFlags(rawValue: UInt32(bitPattern: try int32()))
    header.variableNames = try texts()
    header.cellNames = try texts()
    for _ in header.cellNames { header.cellRegisters.append(Register(Int(try int32()))) }
    header.freeNames = try texts()
    for _ in header.freeNames {
      let capture = try number()
      guard let index = Int32(exactly: capture >> 1) else { throw .malformed }
      header.captures.append(capture & 1 == 0 ? .register(Register(Int(index))) : .free(FreeIndex(Int(index))))
    }
    return header
  }

  private mutating func texts() throws(CodeFormatError) -> [Text] {
    let count = try count()
    var texts: [Text] = []
    texts.reserveCapacity(count)
    for _ in 0..<count {
      guard case .text(let text) = try constant() else { throw .malformed }
      texts.append(text)
    }
    return texts
  }

  // MARK: Constants

  private mutating func constants() throws(CodeFormatError) -> [Constant] {
    let count = try count()
    var constants: [Constant] = []
    constants.reserveCapacity(min(count, 64))
    for _ in 0..<count { constants.append(try constant()) }
    return constants
  }

  private mutating func constant() throws(CodeFormatError) -> Constant {
    guard let tag = CodeFormat.Tag(rawValue: try byte()) else { throw .malformed }
    switch tag {
    case .none: return .none
    case .true: return .true
    case .false: return .false
    case .ellipsis: return .ellipsis
    case .integer:
      let bits = try number()
      return .integer(Int64(bitPattern: bits >> 1) ^ -Int64(bitPattern: bits & 1))
    case .float: return .float(Double(bitPattern: try word()))
    case .complex: return .complex(real: Double(bitPattern: try word()), imaginary: Double(bitPattern: try word()))
    case .code: return .code(try code())
    case .reference:
      guard let index = Int(exactly: try number()), shared.indices.contains(index) else { throw .malformed }
      guard depth + shared[index].height <= CodeFormat.maximumDepth else { throw .tooDeep }
      height = max(height, shared[index].height)
      return shared[index].constant
    case .bigInteger, .text, .bytes, .tuple, .frozenSet, .slice:
      let outer = try enter()
      defer { leave(outer) }
      let constant = try compound(tag)
      shared.append((constant, height + 1))
      return constant
    }
  }

  /// A constant that later ones may refer to.
  private mutating func compound(_ tag: CodeFormat.Tag) throws(CodeFormatError) -> Constant {
    switch tag {
    case .bigInteger: return try bigInteger()
    case .text:
      let bytes = try byteString()
      guard Text.isWellFormed(bytes) else { throw .malformed }
      return .text(Text(bytes))
    case .bytes: return .bytes(try byteString())
    case .tuple: return .tuple(try constants())
    case .frozenSet: return .frozenSet(try constants())
    case .slice: return .slice(start: try constant(), stop: try constant(), step: try constant())
    default: throw .malformed
    }
  }

  private mutating func bigInteger() throws(CodeFormatError) -> Constant {
    let head = try number()
    guard let count = Int(exactly: head >> 1), count <= bytes.count - index else { throw .truncated }
    var limbs: [UInt32] = []
    limbs.reserveCapacity(count)
    for _ in 0..<count {
      guard let limb = UInt32(exactly: try number()) else { throw .malformed }
      limbs.append(limb)
    }
    return Constant(BigInteger(magnitude: limbs, isNegative: head & 1 == 1))
  }
}
