/// The fewest digits that read back as the same double: 0.d₁d₂…dₙ · 10^point.
///
/// Swift's `description` finds them; only their arrangement is Python's own.
struct ShortestDigits {
  private(set) var digits = InlineArray<20, UInt8>(repeating: 0)
  private(set) var count = 0
  private(set) var point = 0

  /// For a positive finite number.
  init(_ number: Double) {
    var description = number.description
    description.withUTF8 { text in
      var isAfterPoint = false
      var place = 0
      while place < text.count, text[place] != UInt8(ascii: "e") {
        let byte = text[place]
        place += 1
        if byte == UInt8(ascii: ".") {
          isAfterPoint = true
          continue
        }
        if count > 0 || byte != UInt8(ascii: "0") {
          if count < 20 { digits[count] = byte }
          count += 1
          if !isAfterPoint { point += 1 }
        } else if isAfterPoint {
          point -= 1
        }
      }
      var exponent = 0
      var isNegative = false
      while place < text.count {
        let byte = text[place]
        if byte == UInt8(ascii: "-") { isNegative = true }
        if byte &- UInt8(ascii: "0") < 10 { exponent = exponent * 10 + Int(byte - UInt8(ascii: "0")) }
        place += 1
      }
      point += isNegative ? -exponent : exponent
    }
    count = min(count, 20)
    while count > 1, digits[count - 1] == UInt8(ascii: "0") { count -= 1 }
  }
}
