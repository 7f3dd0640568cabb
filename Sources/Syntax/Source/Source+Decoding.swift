extension Source {
  /// From text in UTF-8, with line ends of any kind. `suppliesNewline` ends the last line if the text
  /// does not, as for whole files.
  public convenience init(utf8 text: UnsafeBufferPointer<UInt8>, suppliesNewline: Bool = true) {
    let capacity = text.count + 1 + Source.padding
    let bytes = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    var count = Source.copy(text, withUnixLineEnds: bytes)
    if suppliesNewline, count == 0 || bytes[count - 1] != UInt8(ascii: "\n") {
      (bytes + count).initialize(to: UInt8(ascii: "\n"))
      count += 1
    }
    (bytes + count).initialize(repeating: 0, count: capacity - count)
    self.init(adopting: bytes, count: count)
  }

  /// Turns "\r\n" and "\r" to "\n" while copying; answers how many bytes there are then.
  private static func copy(
    _ text: UnsafeBufferPointer<UInt8>, withUnixLineEnds target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    guard let base = text.baseAddress else { return 0 }
    let carriageReturn = UInt8(ascii: "\r")
    var read = 0
    while read < text.count, base[read] != carriageReturn { read += 1 }
    target.initialize(from: base, count: read)
    var written = read
    while read < text.count {
      if base[read] == carriageReturn {
        (target + written).initialize(to: UInt8(ascii: "\n"))
        read += read + 1 < text.count && base[read + 1] == UInt8(ascii: "\n") ? 2 : 1
      } else {
        (target + written).initialize(to: base[read])
        read += 1
      }
      written += 1
    }
    return written
  }
}
