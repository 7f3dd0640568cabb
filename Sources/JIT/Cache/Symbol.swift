import Runtime

/// What machine code refers to in a process, under a name that means the same in each. Machine code that has nothing but
/// these is *relocatable*: another process may run it.
enum Symbol: Hashable {
  /// The address of an object or of something that belongs to one, by its place among a graph's literals.
  case address(Int)
  /// A shape, and a number by which the runtime tells whether something changed, by their places there.
  case shape(Int)
  case version(Int)
  /// A function of the runtime, by its place in `RuntimeFunctions`.
  case runtime(Int)
  /// The records of the machine code's exits.
  case exits
  /// The machine code itself.
  case image

  /// Whether it is a number of 32 bits, which instructions hold. Addresses are read from a table beside the code.
  var isNumber: Bool {
    switch self {
    case .shape, .version: true
    case .address, .runtime, .exits, .image: false
    }
  }

  /// The kind and the place, as files and LLVM's modules have them.
  var parts: (kind: Kind, place: Int) {
    switch self {
    case .address(let place): (.address, place)
    case .shape(let place): (.shape, place)
    case .version(let place): (.version, place)
    case .runtime(let place): (.runtime, place)
    case .exits: (.exits, 0)
    case .image: (.image, 0)
    }
  }

  enum Kind: UInt8, CaseIterable { case address, shape, version, runtime, exits, image }

  init(_ kind: Kind, _ place: Int) {
    switch kind {
    case .address: self = .address(place)
    case .shape: self = .shape(place)
    case .version: self = .version(place)
    case .runtime: self = .runtime(place)
    case .exits: self = .exits
    case .image: self = .image
    }
  }

  /// Its name in a module. No library has a function of such a name, about which LLVM would know something.
  var name: String { "\(parts.kind).\(parts.place)" }

  init?(name: String) {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let kind = Kind.allCases.first(where: { "\($0)" == parts[0] }), let place = Int(parts[1])
    else { return nil }
    self.init(kind, place)
  }
}

/// The runtime's functions that machine code calls or jumps to.
enum RuntimeFunctions {
  static let addresses: [UInt] =
    [
      CompiledSupport.perform, CompiledSupport.call, CompiledSupport.performInlined, CompiledSupport.callInlined,
      CompiledSupport.performSlowly, CompiledSupport.callNative, CompiledSupport.allocate, CompiledSupport.append,
      CompiledSupport.boxFloat, CompiledSupport.power, CompiledSupport.leave, CompiledSupport.resume,
      CompiledSupport.raise, CompiledSupport.interpret, CompiledSupport.leaveNative, CompiledSupport.noteBlocked,
      CompiledSupport.leaveBlocked, CompiledSupport.signedInt, CompiledSupport.unsignedInt,
      CompiledSupport.closeGenerator, CompiledSupport.consume, CompiledSupport.boxComplex,
      CompiledSupport.multiplyComplex, CompiledSupport.hypotenuse, CompiledSupport.callWithSize,
      CompiledSupport.callWithNumber, CompiledSupport.callWithNumbers, CompiledSupport.noStorage,
      CompiledSupport.setSlot, CompiledSupport.setStored, CompiledSupport.setElement, CompiledSupport.setGlobal,
      CompiledSupport.callBoundNative,
    ] + (0...UInt8.max).compactMap { QuickOperation(rawValue: $0)?.address }

  private static let places = Dictionary(
    addresses.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })

  /// The symbol of the function at an address, if one is there.
  static func symbol(of address: UInt) -> Symbol? { places[address].map { .runtime($0) } }
}
