extension Type {
  /// `__flags__`, as far as our types have what CPython's bits say.
  var visibleFlags: Int64 {
    // Ready; may be a base; made by a statement, or built in and immutable.
    var bits: Int64 = 1 << 12
    if flags.contains(.base) { bits |= 1 << 10 }
    bits |= flags.contains(.heap) ? 1 << 9 | 1 << 14 : 1 << 1 | 1 << 8
    // By this `copyreg` knows that `Generic` has nothing to rebuild an instance with.
    if rootShape.index == BuiltinShape.generic { bits |= 1 << 9 }
    if flags.contains(.heap), flags.contains(.hasDict) { bits |= 1 << 2 | 1 << 4 }
    if flags.contains(.heap), flags.contains(.hasWeakReferences) { bits |= 1 << 3 }
    if flags.contains(.sequence) { bits |= 1 << 5 }
    if flags.contains(.mapping) { bits |= 1 << 6 }
    if flags.contains(.abstract) { bits |= 1 << 20 }
    if flags.contains(.matchesSelf) { bits |= 1 << 22 }
    return bits | layoutBit
  }

  /// The bit by which C code knows instances of some built-in and of what derives from it.
  private var layoutBit: Int64 {
    switch instanceKind {
    case .int: 1 << 24
    case .list: 1 << 25
    case .tuple: 1 << 26
    case .bytes: 1 << 27
    case .text: 1 << 28
    case .dict: 1 << 29
    case .exception: 1 << 30
    case .type: 1 << 31
    default: 0
    }
  }

  /// `__basicsize__`: what an instance needs, as CPython counts it: the header and a word for each slot.
  var instanceSize: Int64 { 16 + 8 * Int64(pointer.pointee.fixedSlots) }
}
