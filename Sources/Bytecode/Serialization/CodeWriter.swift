extension CodeObject {
  /// The serialised form; see `CodeFormat`.
  public func serialized() throws(CodeFormatError) -> [UInt8] {
    var writer = CodeWriter()
    writer.out += CodeFormat.magic
    try writer.write(self)
    return writer.out
  }
}

struct CodeWriter {
  fileprivate(set) var out: [UInt8] = []
  /// What may be referred to, in the order in which the reader finishes reading it.
  private var shared = InternTable<Constant>()
  private var depth = 0

  // MARK: Numbers

  private mutating func write(_ number: UInt64) {
    var rest = number
    while rest >= 128 {
      out.append(UInt8(truncatingIfNeeded: rest) | 128)
      rest >>= 7
    }
    out.append(UInt8(truncatingIfNeeded: rest))
  }

  private mutating func write(_ number: Int) { write(UInt64(bitPattern: Int64(number))) }
  private mutating func write(_ number: Int32) { write(UInt64(UInt32(bitPattern: number))) }

  private mutating func write(word: UInt64) {
    for place in stride(from: UInt64(0), to: 64, by: 8) { out.append(UInt8(truncatingIfNeeded: word >> place)) }
  }

  private mutating func write(bytes: [UInt8]) {
    write(bytes.count)
    out += bytes
  }

  // MARK: Code objects

  mutating func write(_ code: CodeObject) throws(CodeFormatError) {
    depth += 1
    defer { depth -= 1 }
    if depth > CodeFormat.maximumDepth { throw .tooDeep }
    try write(code.header)
    try write(code.names)
    write(code.constants.count)
    for constant in code.constants { try write(constant) }
    write(code.instructions.count)
    for word in code.instructions { write(word: word.bits) }
    write(bytes: code.positions.bytes)
    write(code.exceptionRanges.count)
    for range in code.exceptionRanges {
      write(range.start)
      write(range.end)
      write(range.handler)
    }
    write(code.registerCount)
  }

  private mutating func write(_ header: CodeHeader) throws(CodeFormatError) {
    try write([header.name, header.qualifiedName, header.filename])
    write(header.firstLine)
    write(header.positionalCount)
    write(header.positionalOnlyCount)
    write(header.keywordOnlyCount)
    write(UInt64(header.flags.rawValue))
    try write(header.variableNames)
    try write(header.cellNames)
    for register in header.cellRegisters { write(register.index) }
    try write(header.freeNames)
    for capture in header.captures {
      switch capture {
      case .register(let register): write(UInt64(UInt32(bitPattern: register.index)) << 1)
      case .free(let free): write(UInt64(UInt32(truncatingIfNeeded: free.index)) << 1 | 1)
      }
    }
  }

  private mutating func write(_ texts: [Text]) throws(CodeFormatError) {
    write(texts.count)
    for text in texts { try write(.text(text)) }
  }

  // MARK: Constants

  private mutating func write(tag: CodeFormat.Tag) { out.append(tag.rawValue) }

  private mutating func write(_ constant: Constant) throws(CodeFormatError) {
    switch constant {
    case .none: write(tag: .none)
    case .true: write(tag: .true)
    case .false: write(tag: .false)
    case .ellipsis: write(tag: .ellipsis)
    case .integer(let value):
      write(tag: .integer)
      write(UInt64(bitPattern: value << 1 ^ value >> 63))
    case .float(let value):
      write(tag: .float)
      write(word: value.bitPattern)
    case .complex(let real, let imaginary):
      write(tag: .complex)
      write(word: real.bitPattern)
      write(word: imaginary.bitPattern)
    case .code(let code):
      write(tag: .code)
      try write(code)
    case .bigInteger, .text, .bytes, .tuple, .frozenSet, .slice: try writeShared(constant)
    }
  }

  private mutating func writeShared(_ constant: Constant) throws(CodeFormatError) {
    let hash = constant.quickHash
    if let index = shared.index(hash: hash, matches: { $0 == constant }) {
      write(tag: .reference)
      return write(index)
    }
    depth += 1
    defer { depth -= 1 }
    if depth > CodeFormat.maximumDepth { throw .tooDeep }
    switch constant {
    case .bigInteger(let value):
      write(tag: .bigInteger)
      write(value.magnitude.count << 1 | (value.isNegative ? 1 : 0))
      for limb in value.magnitude { write(UInt64(limb)) }
    case .text(let text):
      write(tag: .text)
      write(bytes: text.bytes)
    case .bytes(let bytes):
      write(tag: .bytes)
      write(bytes: bytes)
    case .tuple(let items):
      write(tag: .tuple)
      try write(items)
    case .frozenSet(let items):
      write(tag: .frozenSet)
      try write(items)
    case .slice(let start, let stop, let step):
      write(tag: .slice)
      try write(start)
      try write(stop)
      try write(step)
    case .none, .true, .false, .ellipsis, .integer, .float, .complex, .code: return
    }
    _ = shared.intern(hash: hash, matches: { _ in false }, make: { constant })
  }

  private mutating func write(_ items: [Constant]) throws(CodeFormatError) {
    write(items.count)
    for item in items { try write(item) }
  }
}
