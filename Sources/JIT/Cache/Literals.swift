import CRuntime
import Runtime

/// What a graph holds that only this process knows by that number, in the order in which it is met there.
struct Literals: Sendable {
  private(set) var addresses: [UInt64] = []
  private(set) var shapes: [UInt32] = []
  private(set) var versions: [UInt32] = []
  private var addressPlaces: [UInt64: Int] = [:]
  private var shapePlaces: [UInt32: Int] = [:]
  private var versionPlaces: [UInt32: Int] = [:]

  /// Whether the word of a value, or a mere number, may be an address: nothing lies so low that it is less.
  static func isAddress(_ bits: UInt64) -> Bool { Value(bits: bits).isPointer && bits >= 1 << 12 }

  mutating func add(address: UInt64) -> Int { Self.place(of: address, &addresses, &addressPlaces) }
  mutating func add(shape: UInt32) -> Int { Self.place(of: shape, &shapes, &shapePlaces) }
  mutating func add(version: UInt32) -> Int { Self.place(of: version, &versions, &versionPlaces) }

  private static func place<Number: Hashable>(
    of number: Number, _ numbers: inout [Number], _ places: inout [Number: Int]
  ) -> Int {
    if let known = places[number] { return known }
    numbers.append(number)
    places[number] = numbers.count - 1
    return numbers.count - 1
  }

  func symbol(ofAddress address: UInt64) -> Symbol? { addressPlaces[address].map { .address($0) } }
  func symbol(ofShape shape: UInt32) -> Symbol? { shapePlaces[shape].map { .shape($0) } }
  func symbol(ofVersion version: UInt32) -> Symbol? { versionPlaces[version].map { .version($0) } }

  /// How many symbols of a kind there are.
  func count(of kind: Symbol.Kind) -> Int {
    switch kind {
    case .address: addresses.count
    case .shape: shapes.count
    case .version: versions.count
    case .runtime: RuntimeFunctions.addresses.count
    case .exits, .image: 1
    }
  }

  /// What a symbol is in this process.
  ///
  /// - Parameters:
  ///   - exits: where the records of exits are.
  ///   - image: where the machine code is.
  func value(of symbol: Symbol, exits: UInt, image: UInt) -> UInt64 {
    switch symbol {
    case .address(let place): addresses[place]
    case .shape(let place): UInt64(shapes[place])
    case .version(let place): UInt64(versions[place])
    case .runtime(let place): UInt64(RuntimeFunctions.addresses[place])
    case .exits: UInt64(exits)
    case .image: UInt64(image)
    }
  }
}
