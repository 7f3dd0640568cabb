/// A constant of a code object.
///
/// Two are equal where Python could not tell them apart: `1`, `1.0` and `True` differ, and `0.0` and `-0.0`, also
/// within tuples. An assembler interns by this.
public indirect enum Constant: Sendable {
  case none, `true`, `false`, ellipsis
  case integer(Int64)
  /// An int beyond 64 bits; `init(_: BigInteger)` picks the case.
  case bigInteger(BigInteger)
  case float(Double)
  case complex(real: Double, imaginary: Double)
  case text(Text)
  case bytes([UInt8])
  case tuple([Constant])
  /// The members in the order of the source, which need not differ.
  case frozenSet([Constant])
  case slice(start: Constant, stop: Constant, step: Constant)
  case code(CodeObject)

  /// The int of this value.
  public init(_ value: BigInteger) {
    if let small = Int64(exactly: value) { self = .integer(small) } else { self = .bigInteger(value) }
  }
}

extension Constant: Hashable {
  public static func == (left: Constant, right: Constant) -> Bool {
    switch (left, right) {
    case (.none, .none), (.true, .true), (.false, .false), (.ellipsis, .ellipsis): true
    case (.integer(let l), .integer(let r)): l == r
    case (.bigInteger(let l), .bigInteger(let r)): l == r
    case (.float(let l), .float(let r)): l.bitPattern == r.bitPattern
    case (.complex(let l, let li), .complex(let r, let ri)):
      l.bitPattern == r.bitPattern && li.bitPattern == ri.bitPattern
    case (.text(let l), .text(let r)): l == r
    case (.bytes(let l), .bytes(let r)): l == r
    case (.tuple(let l), .tuple(let r)), (.frozenSet(let l), .frozenSet(let r)): l == r
    case (.slice(let l1, let l2, let l3), .slice(let r1, let r2, let r3)): l1 == r1 && l2 == r2 && l3 == r3
    case (.code(let l), .code(let r)): l === r
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) { hasher.combine(quickHash) }

  /// A hash that agrees with `==`, for tables of constants.
  var quickHash: UInt64 {
    var hash = QuickHash()
    mix(into: &hash)
    return hash.value
  }

  private func mix(into hash: inout QuickHash) {
    switch self {
    case .none: hash.combine(1)
    case .true: hash.combine(2)
    case .false: hash.combine(3)
    case .ellipsis: hash.combine(4)
    case .integer(let value):
      hash.combine(5)
      hash.combine(UInt64(bitPattern: value))
    case .bigInteger(let value):
      hash.combine(6)
      for limb in value.magnitude { hash.combine(UInt64(limb)) }
    case .float(let value):
      hash.combine(7)
      hash.combine(value.bitPattern)
    case .complex(let real, let imaginary):
      hash.combine(8)
      hash.combine(real.bitPattern)
      hash.combine(imaginary.bitPattern)
    case .text(let text):
      hash.combine(9)
      hash.combine(UInt64(text.quickHash))
    case .bytes(let bytes):
      hash.combine(10)
      hash.combine(bytes)
    case .tuple(let items):
      hash.combine(11)
      for item in items { item.mix(into: &hash) }
    case .frozenSet(let items):
      hash.combine(12)
      for item in items { item.mix(into: &hash) }
    case .slice(let start, let stop, let step):
      hash.combine(13)
      start.mix(into: &hash)
      stop.mix(into: &hash)
      step.mix(into: &hash)
    case .code(let code):
      hash.combine(14)
      hash.combine(UInt64(UInt(bitPattern: ObjectIdentifier(code).hashValue)))
    }
  }
}
