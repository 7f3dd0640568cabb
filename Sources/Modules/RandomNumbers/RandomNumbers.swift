import CRuntime
import Runtime

/// The module `_random`.
enum RandomNumbers {
  static let module = ModuleDeclaration(
    "_random", "A Mersenne Twister.", nativeTypes: [RandomGenerator.declaration])
}

// `_random.Random`: MT19937, by M. Matsumoto and T. Nishimura ("Mersenne Twister", 1998), with their way of seeding by an
// array of 2002.
//
//     ┌────────┬───────┬────────────┐
//     │ header │ index │ 624 × 32 b │
//     └────────┴───────┴────────────┘

struct RandomGeneratorLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// Of the next word to give.
  var index: Int64
}

struct RandomGenerator: NativeObject {
  let pointer: UnsafeMutablePointer<RandomGeneratorLayout>
  init(pointer: UnsafeMutablePointer<RandomGeneratorLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .randomGenerator }

  private static var size: Int { 624 }
  private static var period: Int { 397 }

  private var words: UnsafeMutablePointer<UInt32> {
    UnsafeMutableRawPointer(pointer + 1).assumingMemoryBound(to: UInt32.self)
  }

  // MARK: The twister; the lock is held

  @inline(__always)
  private func nextWord() -> UInt32 {
    if pointer.pointee.index >= Int64(Self.size) { twist() }
    var word = words[Int(pointer.pointee.index)]
    pointer.pointee.index += 1
    word ^= word >> 11
    word ^= word << 7 & 0x9d2c_5680
    word ^= word << 15 & 0xefc6_0000
    return word ^ word >> 18
  }

  private func twist() {
    let words = words
    for index in 0..<Self.size {
      let following = words[index + 1 == Self.size ? 0 : index + 1]
      let mixed = words[index] & 0x8000_0000 | following & 0x7fff_ffff
      let other = words[(index + Self.period) % Self.size]
      words[index] = other ^ mixed >> 1 ^ (mixed & 1 == 0 ? 0 : 0x9908_b0df)
    }
    pointer.pointee.index = 0
  }

  private func seed(_ number: UInt32) {
    words[0] = number
    for index in 1..<Self.size {
      words[index] = 1_812_433_253 &* (words[index - 1] ^ words[index - 1] >> 30) &+ UInt32(index)
    }
    pointer.pointee.index = Int64(Self.size)
  }

  private func seed(_ key: [UInt32]) {
    seed(19_650_218)
    let words = words
    var (index, place) = (1, 0)
    func advance() {
      index += 1
      if index < Self.size { return }
      words[0] = words[Self.size - 1]
      index = 1
    }
    for _ in 0..<max(Self.size, key.count) {
      let previous = words[index - 1]
      words[index] = (words[index] ^ (previous ^ previous >> 30) &* 1_664_525) &+ key[place] &+ UInt32(place)
      advance()
      place = place + 1 == key.count ? 0 : place + 1
    }
    for _ in 1..<Self.size {
      let previous = words[index - 1]
      words[index] = (words[index] ^ (previous ^ previous >> 30) &* 1_566_083_941) &- UInt32(index)
      advance()
    }
    words[0] = 0x8000_0000
  }

  private func locked<Result>(_ context: Context, _ body: () -> Result) -> Result {
    ByteLock.acquire(context, object)
    defer { ByteLock.release(context, object) }
    return body()
  }

  // MARK: Methods

  private func seed(_ context: Context, _ value: Value) throws(Raised) {
    var key: [UInt32] = []
    if value == .none {
      key = [UInt32](repeating: 0, count: Self.size)
      key.withUnsafeMutableBytes { host_random($0.baseAddress.unsafelyUnwrapped, $0.count) }
    } else if let number = PythonInt.operand(value) {
      key = try digits(context, PythonInt.absolute(context, number))
    } else {
      let hash = UInt64(bitPattern: try context.hash(value))
      key = [UInt32(truncatingIfNeeded: hash)]
      if hash >> 32 != 0 { key.append(UInt32(truncatingIfNeeded: hash >> 32)) }
    }
    locked(context) { seed(key) }
  }

  /// The 32-bit digits of an int that is not negative, the least significant first; one at least.
  private func digits(_ context: Context, _ number: Value) throws(Raised) -> [UInt32] {
    var (rest, digits) = (number, [UInt32]())
    if rest.isSmallInt {
      let word = UInt64(rest.smallInt)
      return word >> 32 == 0 ? [UInt32(word)] : [UInt32(truncatingIfNeeded: word), UInt32(word >> 32)]
    }
    let mask = try PythonInt.make(context, UInt64(UInt32.max))
    while PythonInt.sign(rest) != 0 {
      let digit = try PythonInt.and(context, rest, mask)
      digits.append(UInt32(truncatingIfNeeded: digit.smallInt))
      rest = try PythonInt.shiftRight(context, rest, Value(smallInt: 32))
    }
    return digits
  }

  /// A float from 0 up to 1, of 53 bits.
  private func number(_ context: Context) -> Double {
    let (high, low) = locked(context) { (nextWord() >> 5, nextWord() >> 6) }
    return (Double(high) * 67_108_864 + Double(low)) * (1 / 9_007_199_254_740_992)
  }

  private func bits(_ context: Context, _ count: Value) throws(Raised) -> Value {
    let given = try context.index(of: count)
    if PythonInt.sign(given) < 0 { throw context.raise(.valueError, "Cannot convert negative int") }
    if PythonInt.bitLength(given) > 64 {
      throw context.raise(.overflowError, "Python int too large for C uint64_t")
    }
    guard let count = PythonInt.int64(given), count < 1 << 36 else { throw context.raiseMemoryError() }
    if count == 0 { return Value(smallInt: 0) }
    if count <= 32 { return Value(smallInt: Int64(locked(context) { nextWord() >> UInt32(32 - count) })) }
    var words = [UInt32](repeating: 0, count: Int((count + 31) / 32))
    locked(context) { for index in words.indices { words[index] = nextWord() } }
    if count % 32 != 0 { words[words.count - 1] >>= UInt32(32 - count % 32) }
    return try PythonInt.make(context, magnitude: words, isNegative: false)
  }

  private func state(_ context: Context) throws(Raised) -> Value {
    let state = try Tuple.allocate(context, count: Self.size + 1)
    locked(context) {
      for index in 0..<Self.size { state.elements[index] = Value(smallInt: Int64(words[index])) }
      state.elements[Self.size] = Value(smallInt: pointer.pointee.index)
    }
    return state.value
  }

  private func setState(_ context: Context, _ value: Value) throws(Raised) {
    guard let state = Tuple(ifHas: value) else { throw context.raise(.typeError, "state vector must be a tuple") }
    if state.count != Self.size + 1 { throw context.raise(.valueError, "state vector is the wrong size") }
    var new: [UInt32] = []
    new.reserveCapacity(Self.size)
    for index in 0..<Self.size {
      guard let number = PythonInt.operand(state[index]) else {
        throw context.raise(.typeError, "an integer is required")
      }
      if PythonInt.sign(number) < 0 {
        throw context.raise(.overflowError, "can't convert negative value to unsigned int")
      }
      guard let word = PythonInt.int64(number) else {
        throw context.raise(.overflowError, "Python int too large to convert to C unsigned long")
      }
      new.append(UInt32(truncatingIfNeeded: word))
    }
    let index = try Int64(context.sizeArgument(state[Self.size]))
    if index < 0 || index > Int64(Self.size) { throw context.raise(.valueError, "invalid state") }
    locked(context) {
      for place in 0..<Self.size { words[place] = new[place] }
      pointer.pointee.index = index
    }
  }

  static let declaration = TypeDeclaration(
    native: .randomGenerator, "_random.Random", flags: [.base], trace: .leaf,
    documentation: "Random() -> create a random number generator with its own internal state.",
    slots: [
      .window(.new) { c, type, _, _, _ in
        bridge(c) { () throws(Raised) in try allocate(c, Type(type), elements: size * 4).value }
      },
      .window(.initialize) { c, s, arguments, count, names in
        initializing(c, "Random", "(self, seed=None, /)", { c, a in
          bridge(c) { () throws(Raised) -> Void in try RandomGenerator(a[0]).seed(c, a[1]) }
        }, s, arguments, Int(count), names)
      },
    ],
    methods: [
      .one("random") { c, s in
        bridge(c) { () throws(Raised) in try PythonFloat.make(c, RandomGenerator(s).number(c)) }
      },
      .two("seed", "(self, n=None, /)") { c, s, value in
        bridge(c) { () throws(Raised) -> Void in try RandomGenerator(s).seed(c, value) }
      },
      .two("getrandbits", "(self, k, /)") { c, s, count in
        bridge(c) { () throws(Raised) in try RandomGenerator(s).bits(c, count) }
      },
      .one("getstate") { c, s in bridge(c) { () throws(Raised) in try RandomGenerator(s).state(c) } },
      .two("setstate", "(self, state, /)") { c, s, state in
        bridge(c) { () throws(Raised) -> Void in try RandomGenerator(s).setState(c, state) }
      },
    ])
}
