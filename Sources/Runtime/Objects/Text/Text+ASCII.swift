extension Text {
  /// The text with everything beyond ASCII as `\x`, `\u` and `\U` escapes: what `ascii` makes of a `repr`.
  public func escapedASCII(_ context: Context) throws(Raised) -> Text {
    if isASCII { return self }
    var builder = try TextBuilder(context, capacity: count * 2)
    for index in 0..<count {
      let code = codePoint(at: index)
      if code < 0x80 {
        try builder.append(context, codePoint: code)
        continue
      }
      let (letter, digits): (UInt32, Int) = code < 0x100 ? (0x78, 2) : code < 0x10000 ? (0x75, 4) : (0x55, 8)
      try builder.append(context, codePoint: 0x5c)
      try builder.append(context, codePoint: letter)
      for digit in (0..<digits).reversed() {
        let nibble = code >> UInt32(4 * digit) & 15
        try builder.append(context, codePoint: nibble < 10 ? 0x30 + nibble : 0x57 + nibble)
      }
    }
    return try builder.finish(context)
  }
}
