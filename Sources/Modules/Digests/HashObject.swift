import CRuntime
import Runtime

/// What all hash objects do alike: they take bytes, under their lock, and give their digest in two notations.
protocol HashObject: ObjectReference {
  /// Takes the message's next bytes. The object's lock is held.
  func take(_ source: UnsafeRawBufferPointer)
}

extension HashObject {
  static var kind: Kind { .native }

  func locked<Result>(_ context: Context, _ body: () -> Result) -> Result {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    return body()
  }

  func update(_ context: Context, _ value: Value) throws(Raised) {
    if Text(ifHas: value) != nil { throw context.raise(.typeError, "Strings must be encoded before hashing") }
    if try context.bytes(of: value) == nil {
      throw context.raise(.typeError, "object supporting the buffer API required")
    }
    let bytes = try context.bytesLike(value)
    let source = UnsafeRawBufferPointer(start: bytes.base, count: bytes.count)
    locked(context) { take(source) }
    keep_alive(value)
  }

  /// The message that a constructor got under one of two names, if it got any.
  func updateFirst(_ context: Context, data: Value, string: Value) throws(Raised) {
    if !data.isEmpty, !string.isEmpty {
      throw context.raise(
        .typeError,
        "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal in a future version.")
    }
    let given = data.isEmpty ? string : data
    if !given.isEmpty { try update(context, given) }
  }
}

extension Context {
  /// The digits of a digest.
  func hexadecimal(_ bytes: [UInt8]) throws(Raised) -> Value {
    let digits: InlineArray<16, UInt8> = [
      0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66,
    ]
    var text: [UInt8] = []
    text.reserveCapacity(2 * bytes.count)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return try Text.make(self, utf8: text).value
  }
}

/// How a message fills block after block.
enum HashBlock {
  /// Puts a message's bytes into blocks of a size, the first of which has some already; answers how many the last one
  /// has. `mix` takes a block that is full: at once or, where the last block is mixed in another way, once more comes.
  @inline(__always)
  static func fill(
    _ size: Int, from filled: Int, with source: UnsafeRawBufferPointer, waitsForMore: Bool = false,
    put: (_ place: Int, _ part: UnsafeRawBufferPointer) -> Void, mix: () -> Void
  ) -> Int {
    var (filled, place) = (filled, 0)
    while place < source.count {
      if filled == size {
        mix()
        filled = 0
      }
      let count = min(size - filled, source.count - place)
      put(filled, UnsafeRawBufferPointer(rebasing: source[place..<(place + count)]))
      (filled, place) = (filled + count, place + count)
    }
    if filled < size || waitsForMore { return filled }
    mix()
    return 0
  }
}
