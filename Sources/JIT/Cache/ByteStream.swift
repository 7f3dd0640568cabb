/// Numbers as bytes, seven bits in each, so that small ones are short.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func byte(_ byte: UInt8) { bytes.append(byte) }

  mutating func number(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func count(_ count: Int) { number(UInt64(count)) }
  /// A number that may be negative: its sign comes last, as the lowest bit.
  mutating func signed(_ signed: Int) { number(UInt64(bitPattern: Int64(signed << 1 ^ signed >> 63))) }
  mutating func raw(_ raw: [UInt8]) { bytes += raw }

  mutating func block(_ block: [UInt8]) {
    count(block.count)
    raw(block)
  }
}

/// Reads what a `ByteWriter` wrote.
struct ByteReader {
  /// The bytes are not what was to be read.
  struct Malformed: Error {}

  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func byte() throws(Malformed) -> UInt8 {
    guard let byte = rest.popFirst() else { throw Malformed() }
    return byte
  }

  mutating func number() throws(Malformed) -> UInt64 {
    var number: UInt64 = 0
    for place in 0..<10 {
      let byte = try byte()
      number |= UInt64(byte & 0x7f) << UInt64(7 * place)
      if byte < 0x80 { return number }
    }
    throw Malformed()
  }

  /// A number below a bound, which no count or index may reach.
  mutating func count(below bound: Int) throws(Malformed) -> Int {
    let number = try number()
    guard number < UInt64(bound) else { throw Malformed() }
    return Int(number)
  }

  mutating func signed() throws(Malformed) -> Int {
    let number = try number()
    return Int(Int64(bitPattern: number >> 1)) ^ -Int(number & 1)
  }

  mutating func raw(_ count: Int) throws(Malformed) -> ArraySlice<UInt8> {
    guard count <= rest.count else { throw Malformed() }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  mutating func block() throws(Malformed) -> ArraySlice<UInt8> {
    try raw(try count(below: rest.count + 1))
  }
}
