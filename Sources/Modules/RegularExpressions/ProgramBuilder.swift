import Runtime

// The bytes of a program in the making: instructions, and data that they refer to by offset.

struct ProgramBuilder {
  var instructions: [PatternInstruction] = []
  var header = PatternProgramHeader()
  private(set) var data: [UInt8] = []
  /// Sets of bytes, eight to a table of 256 bytes.
  private var narrowSets: [SIMD4<UInt64>] = []
  private var tables: [UInt32] = []
  private var ranges: [UInt32] = []

  init() {
    // Offsets 0 and 1 mean something else.
    data = [UInt8](repeating: 0, count: 8)
  }

  var here: UInt32 { UInt32(instructions.count) }

  mutating func add(_ operation: PatternInstruction.Operation, mode: UInt8 = 0, _ a: UInt32 = 0, _ b: UInt32 = 0, _ c: UInt32 = 0) {
    instructions.append(PatternInstruction(operation: operation, mode: mode, a: a, b: b, c: c))
  }

  // MARK: Data

  /// The offset of so many new zero bytes, a multiple of 8.
  private mutating func reserve(_ count: Int) -> Int {
    let offset = (data.count + 7) & ~7
    data += [UInt8](repeating: 0, count: offset + count - data.count)
    return offset
  }

  mutating func add<Record: BitwiseCopyable>(_ record: Record) -> UInt32 {
    let offset = reserve(MemoryLayout<Record>.size)
    data.withUnsafeMutableBytes { $0.storeBytes(of: record, toByteOffset: offset, as: Record.self) }
    return UInt32(offset)
  }

  mutating func replace<Record: BitwiseCopyable>(_ record: Record, at offset: UInt32) {
    data.withUnsafeMutableBytes { $0.storeBytes(of: record, toByteOffset: Int(offset), as: Record.self) }
  }

  mutating func add(words: [UInt32]) -> UInt32 {
    let offset = reserve(words.count * 4)
    for (index, word) in words.enumerated() { replace(word, at: UInt32(offset + index * 4)) }
    return UInt32(offset)
  }

  /// Code points in units of a width that holds them.
  mutating func add(units: [UInt32], _ width: TextWidth) -> UInt32 {
    let offset = reserve(units.count << width.shift)
    for (index, code) in units.enumerated() {
      for byte in 0..<1 << width.shift { data[offset + index << width.shift + byte] = UInt8(code >> (8 * UInt32(byte)) & 0xff) }
    }
    return UInt32(offset)
  }

  // MARK: Sets

  /// The table in which a bit says for each byte whether it is a member, and where its `ByteRanges` are.
  mutating func table(_ members: SIMD4<UInt64>) -> (offset: UInt32, bit: UInt8, ranges: UInt32) {
    var number = narrowSets.firstIndex(of: members) ?? narrowSets.count
    if number == narrowSets.count {
      if number % 8 == 0 { tables.append(UInt32(reserve(256))) }
      narrowSets.append(members)
      number = narrowSets.count - 1
      let table = Int(tables[number / 8])
      let set = FirstSet(narrow: members)
      for code in 0..<256 where set[code] { data[table + code] |= 1 << UInt8(number % 8) }
      if let few = ByteRanges(set) { ranges.append(add(few)) } else { ranges.append(0) }
    }
    return (tables[number / 8], 1 << UInt8(number % 8), ranges[number])
  }

  mutating func add(_ filter: FirstSet) -> UInt32 {
    let (table, bit, ranges) = table(filter.narrow)
    return add(
      FollowFilter(table: table, ranges: ranges, bit: bit, hasWide: filter.wide != .none, atEnd: filter.atEnd))
  }

  /// What a set has from 256 up.
  mutating func addWideRules(of set: CharacterSet) -> UInt32 {
    if let isMember = set.isWideMember { return isMember ? WideRules.everything : WideRules.nothing }
    var ranges: [(low: UInt32, high: UInt32)] = []
    var caseless: [UInt32] = []
    var categories: UInt32 = 0
    for rule in set.rules {
      switch rule {
      case .range(let low, let high): ranges.append((low, high))
      case .category(let category): categories |= 1 << category.rawValue
      case .caselessRange(let low, let high): caseless += [low, high]
      }
    }
    if set.folding == .unicode {
      // Members below 256 that wider letters fold to.
      for code in 0..<0x100 where set.members[code] { ranges.append((UInt32(code), UInt32(code))) }
    }
    ranges.sort { $0.low < $1.low }
    var merged: [UInt32] = []
    for range in ranges {
      if let last = merged.last, last != .max, range.low <= last + 1 {
        merged[merged.count - 1] = max(last, range.high)
      } else {
        merged += [range.low, range.high]
      }
    }
    let offset = add(
      WideRules(
        isNegated: set.isNegated ? 1 : 0, folding: UInt32(set.folding.rawValue), categories: categories,
        ranges: UInt32(merged.count / 2), caselessRanges: UInt32(caseless.count / 2)))
    _ = add(words: merged + caseless)
    return offset
  }

  // MARK: Branches

  /// A table of which of up to 64 alternatives a character may begin.
  mutating func add(branch firsts: [FirstSet]) -> UInt32 {
    // The first one, of all alternatives, stands for those that a byte cannot number.
    var masks: [UInt64] = [firsts.count == 64 ? .max : 1 << UInt64(firsts.count) - 1]
    func number(_ mask: UInt64) -> UInt8 {
      if let known = masks.firstIndex(of: mask) { return UInt8(known) }
      if masks.count == 256 { return 0 }
      masks.append(mask)
      return UInt8(masks.count - 1)
    }
    func mask(_ holds: (FirstSet) -> Bool) -> UInt64 {
      var mask: UInt64 = 0
      for (index, first) in firsts.enumerated() where holds(first) { mask |= 1 << UInt64(index) }
      return mask
    }
    let wide = number(mask { $0.wide != .none })
    let end = number(mask { $0.atEnd })
    var classes = [UInt8](repeating: 0, count: 256)
    for code in 0..<256 { classes[code] = number(mask { $0[code] }) }
    let offset = reserve(BranchTable.masks + masks.count * 8)
    for code in 0..<256 { data[offset + code] = classes[code] }
    data[offset + BranchTable.wide] = wide
    data[offset + BranchTable.end] = end
    for (index, mask) in masks.enumerated() { replace(mask, at: UInt32(offset + BranchTable.masks + index * 8)) }
    return UInt32(offset)
  }

  // MARK: The whole

  /// The program's bytes.
  mutating func finish() -> [UInt8] {
    let headerSize = MemoryLayout<PatternProgramHeader>.size
    let instructionSize = MemoryLayout<PatternInstruction>.stride
    header.data = UInt32(headerSize + instructions.count * instructionSize)
    let size = Int(header.data) + data.count
    return [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      let memory = UnsafeMutableRawBufferPointer(buffer)
      memory.storeBytes(of: header, as: PatternProgramHeader.self)
      for (index, instruction) in instructions.enumerated() {
        memory.storeBytes(of: instruction, toByteOffset: headerSize + index * instructionSize, as: PatternInstruction.self)
      }
      for (index, byte) in data.enumerated() { buffer[Int(header.data) + index] = byte }
      count = size
    }
  }
}
