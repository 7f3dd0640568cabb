/// How far two names are from each other: moving a character in or out, or changing it, costs 2, changing its case 1.
enum EditDistance {
  static var moveCost: Int { 2 }
  private static var caseCost: Int { 1 }
  /// Longer names are not compared.
  private static var lengthLimit: Int { 40 }

  /// The distance, or something above `limit` where it is beyond that.
  static func between(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int {
    if left == right { return 0 }
    let prefix = zip(left, right).prefix { $0 == $1 }.count
    let (leftRest, rightRest) = (left.dropFirst(prefix), right.dropFirst(prefix))
    let suffix = zip(leftRest.reversed(), rightRest.reversed()).prefix { $0 == $1 }.count
    let (one, other) = (Array(leftRest.dropLast(suffix)), Array(rightRest.dropLast(suffix)))
    if one.isEmpty || other.isEmpty { return (one.count + other.count) * moveCost }
    if one.count > lengthLimit || other.count > lengthLimit { return limit + 1 }
    if abs(one.count - other.count) * moveCost > limit { return limit + 1 }
    // A row of the table for each character of the one name; `row[i]` is the distance to the other's first i.
    var row = (0...other.count).map { $0 * moveCost }
    for (index, byte) in one.enumerated() {
      var diagonal = row[0]
      row[0] = (index + 1) * moveCost
      for place in 1...other.count {
        let changed = diagonal + changeCost(byte, other[place - 1])
        diagonal = row[place]
        row[place] = min(changed, min(diagonal, row[place - 1]) + moveCost)
      }
      if row.min().unsafelyUnwrapped > limit { return limit + 1 }
    }
    return row[other.count]
  }

  private static func changeCost(_ left: UInt8, _ right: UInt8) -> Int {
    if left == right { return 0 }
    return lowercased(left) == lowercased(right) ? caseCost : moveCost
  }

  private static func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
  }
}
