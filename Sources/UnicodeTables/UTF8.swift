// Python's text as bytes: UTF-8 in which surrogates are coded like any other code point.

/// The code point that begins at `position`, which moves behind it. Malformed bytes yield some value and
/// never read beyond the end.
@inline(__always)
func decodeUTF8(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> UInt32 {
  let lead = UInt32(bytes[position])
  position += 1
  if lead < 0x80 { return lead }
  let (length, mask): (Int, UInt32) = lead < 0xE0 ? (1, 0x1F) : lead < 0xF0 ? (2, 0x0F) : (3, 0x07)
  var code = lead & mask
  let end = min(position + length, bytes.count)
  while position < end {
    code = code << 6 | UInt32(bytes[position] & 0x3F)
    position += 1
  }
  return code
}

/// Appends the bytes of a code point.
func encodeUTF8(_ code: UInt32, to bytes: inout [UInt8]) {
  func trail(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: code >> shift & 0x3F | 0x80) }
  switch code {
  case ..<0x80:
    bytes.append(UInt8(truncatingIfNeeded: code))
  case ..<0x800:
    bytes.append(UInt8(truncatingIfNeeded: code >> 6 | 0xC0))
    bytes.append(trail(0))
  case ..<0x10000:
    bytes.append(UInt8(truncatingIfNeeded: code >> 12 | 0xE0))
    bytes.append(trail(6))
    bytes.append(trail(0))
  default:
    bytes.append(UInt8(truncatingIfNeeded: code >> 18 | 0xF0))
    bytes.append(trail(12))
    bytes.append(trail(6))
    bytes.append(trail(0))
  }
}
