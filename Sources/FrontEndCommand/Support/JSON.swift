// Just enough JSON to hand Python scripts an exception.

extension ByteText {
  /// A JSON string, or null. Everything but ASCII is escaped.
  mutating func append(json text: String?) {
    guard let text else { return append("null") }
    append(byte: UInt8(ascii: "\""))
    for unit in text.utf16 {
      switch unit {
      case 0x22, 0x5C:
        append(byte: UInt8(ascii: "\\"))
        append(byte: UInt8(unit))
      case 0x20..<0x7F:
        append(byte: UInt8(unit))
      default:
        append("\\u")
        append(hexadecimal: UInt32(unit), digits: 4)
      }
    }
    append(byte: UInt8(ascii: "\""))
  }

  /// A JSON number, or null.
  mutating func append(json number: Int32?) {
    if let number { append(number) } else { append("null") }
  }
}
