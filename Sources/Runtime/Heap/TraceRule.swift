import CRuntime

/// Where the objects of a kind hold Values and pointers to other cells. Layouts put words that are neither before
/// those that are, so that one number says it for almost all of them.
public struct TraceRule: BitwiseCopyable, Sendable {
  /// Bytes from the object's header to the first word to trace; 0 for none.
  var firstWord: UInt32
  /// Whether loops run over the object's elements, so that a pointer one past the last may be all that is kept of it.
  var hasElements: Bool
  /// Traces objects that need more than that.
  var custom: (@convention(c) (ObjectPointer, UnsafeMutableRawPointer) -> Void)?

  /// An entry for each kind, the derived ones sharing it, then one for each native type.
  static var count: Int { firstNative + 256 }
  fileprivate static var firstNative: Int { 128 }

  /// Refers to nothing.
  public static var leaf: TraceRule { TraceRule(firstWord: 0, hasElements: true, custom: nil) }

  /// Every word from `offset` to the cell's end is a Value, a pointer to a cell, or zero.
  public static func words(from offset: Int, hasElements: Bool = false) -> TraceRule {
    TraceRule(firstWord: UInt32(offset), hasElements: hasElements, custom: nil)
  }

  /// Calls a function with the object and the marker (`Marker(opaque:)`).
  public static func function(
    hasElements: Bool = true, _ trace: @escaping @convention(c) (ObjectPointer, UnsafeMutableRawPointer) -> Void
  ) -> TraceRule {
    TraceRule(firstWord: 0, hasElements: hasElements, custom: trace)
  }
}

extension Heap {
  /// Says how objects of a kind are traced; `kind` is that of the exact type.
  public func setTraceRule(_ rule: TraceRule, for kind: UInt8) {
    let index = kind & 0x7f
    state.pointee.rules[Int(index)] = rule
    if index < 64 {
      state.pointee.ruledKinds.0 |= 1 << UInt64(index)
    } else {
      state.pointee.ruledKinds.1 |= 1 << UInt64(index - 64)
    }
  }
}

extension Heap {
  /// Says how objects of a native module's type are traced.
  func setTraceRule(_ rule: TraceRule, for type: NativeType) {
    state.pointee.rules[TraceRule.firstNative + Int(type.number)] = rule
  }
}

extension HeapState {
  /// How an object is traced.
  @inline(__always)
  func rule(for object: ObjectPointer) -> UnsafeMutablePointer<TraceRule> {
    let kind = object.pointee.kind & 0x7f
    return rules + (kind == Kind.native.rawValue ? TraceRule.firstNative + Int(object.pointee.flags) : Int(kind))
  }

  /// Whether objects of a kind are known to the heap.
  func hasRule(for kind: UInt8) -> Bool {
    let index = UInt64(kind & 0x7f)
    return (index < 64 ? ruledKinds.0 >> index : ruledKinds.1 >> (index - 64)) & 1 != 0
  }
}
