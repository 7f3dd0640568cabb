import CRuntime

/// What texts share within an interpreter.
public struct TextState {
  let hashKey: HashKey
  var interned: InternTable
  /// The texts of one code point below 256, by it.
  let characters: UnsafeMutablePointer<Value>
  private(set) var empty: Value = .empty

  init(hashKey: HashKey) {
    self.hashKey = hashKey
    interned = InternTable()
    characters = .allocate(capacity: 256)
    characters.initialize(repeating: .empty, count: 256)
  }

  mutating func fill(_ context: Context) throws(Raised) {
    empty = try Text.allocate(context, count: 0, flags: TextFlags.ascii).value
    for code in 0..<256 {
      let text = try Text.allocate(context, count: 1, flags: code < 128 ? TextFlags.ascii : 0)
      text.base.storeBytes(of: UInt8(code), as: UInt8.self)
      characters[code] = text.value
    }
  }

  /// The text of a code point below 256.
  @inline(__always)
  func character(_ code: UInt32) -> Text { Text(characters[Int(code)]) }

  func mark(_ marker: Marker) {
    marker.mark(empty)
    for code in 0..<256 { marker.mark(characters[code]) }
  }

  mutating func free() {
    interned.free()
    characters.deallocate()
  }
}
