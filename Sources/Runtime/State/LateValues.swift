import CRuntime

/// Values of an interpreter that are made when they are first asked for. Where two threads make one at once, the first
/// to be done is kept.
struct LateValues {
  private let slots: UnsafeMutablePointer<Value>

  /// By `LibraryType.rawValue`, and the standard input, output and error.
  private static var standardFiles: Int { LibraryType.allCases.count }
  private static var noDefault: Int { standardFiles + 3 }
  private static var count: Int { noDefault + 1 }

  init() {
    slots = .allocate(capacity: Self.count)
    slots.initialize(repeating: .empty, count: Self.count)
  }

  func free() { slots.deallocate() }

  func mark(_ marker: Marker) {
    for index in 0..<Self.count { marker.mark(slots[index]) }
  }

  func type(_ library: LibraryType) -> LateValue { LateValue(slot: slots + library.rawValue) }
  func standardFile(_ descriptor: Int) -> LateValue { LateValue(slot: slots + Self.standardFiles + descriptor) }
  /// `typing.NoDefault`.
  var noDefault: LateValue { LateValue(slot: slots + Self.noDefault) }
}

struct LateValue {
  fileprivate let slot: UnsafeMutablePointer<Value>

  /// *Empty* where nobody has asked for it.
  var known: Value { Value(bits: load_acquire_u64(slot)) }

  @inline(__always)
  func value(_ context: Context, _ make: () throws(Raised) -> Value) throws(Raised) -> Value {
    let known = known
    if !known.isEmpty { return known }
    let made = try make()
    return Interpreter(of: context).withHeapLock {
      if slot.pointee.isEmpty { publish(made, to: slot) }
      return slot.pointee
    }
  }
}
