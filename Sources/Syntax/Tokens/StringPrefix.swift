/// The letters before a string's opening quote: each of `b`, `u`, `r`, `f`, `t` at most once, in any
/// order and case.
struct StringPrefix: BitwiseCopyable {
  private(set) var isBytes = false
  private(set) var isUnicode = false
  private(set) var isRaw = false
  private(set) var isFormat = false
  private(set) var isTemplate = false

  /// None.
  init() {}

  /// Nil if the bytes are no such prefix, but a name that a quote happens to follow.
  init?(_ bytes: UnsafePointer<UInt8>, count: Int) {
    if count > 5 { return nil }
    for i in 0..<count {
      let isNew: Bool
      switch lowercased(bytes[i]) {
      case UInt8(ascii: "b"): (isNew, isBytes) = (!isBytes, true)
      case UInt8(ascii: "u"): (isNew, isUnicode) = (!isUnicode, true)
      case UInt8(ascii: "r"): (isNew, isRaw) = (!isRaw, true)
      case UInt8(ascii: "f"): (isNew, isFormat) = (!isFormat, true)
      case UInt8(ascii: "t"): (isNew, isTemplate) = (!isTemplate, true)
      default: return nil
      }
      if !isNew { return nil }
    }
  }

  var isFormatted: Bool { isFormat || isTemplate }

  /// The first two letters that do not go together, if any.
  var clash: (UInt8, UInt8)? {
    let (b, f, t, u) = (UInt8(ascii: "b"), UInt8(ascii: "f"), UInt8(ascii: "t"), UInt8(ascii: "u"))
    if isUnicode {
      if isBytes { return (u, b) }
      if isRaw { return (u, UInt8(ascii: "r")) }
      if isFormat { return (u, f) }
      if isTemplate { return (u, t) }
    }
    if isBytes {
      if isFormat { return (b, f) }
      if isTemplate { return (b, t) }
    }
    return isFormat && isTemplate ? (f, t) : nil
  }
}
