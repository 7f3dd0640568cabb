import CRuntime

// Who keeps an array from changing its size, which is a BufferError. CPython counts the views that are alive. Here a view
// that nobody uses any more is there until a collection, so only those count of which it is certain that they are in use:
//
// - views that a `with` statement has entered, and operations in the midst of Python code: `holds` counts them;
// - views, and native objects that use an array's memory in place, in variables of the functions that the thread is running
//   and of their module: they are looked for when the size is to change, once after a view was made.
//
// Under a view that only other objects refer to the array changes its size, as under every view of PyPy's; the view then
// shows what is left (`MemoryView`).

extension ByteArray {
  /// Set in `holds`, which counts in twos, from when a view is made until a search finds none in a variable.
  private static var isViewed: UInt64 { 1 }

  private var holdsAddress: UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(pointer) + MemoryLayout<ByteArrayLayout>.offset(of: \.holds).unsafelyUnwrapped
  }

  /// Says that there is a view.
  func noteView() { _ = fetch_or_u64(holdsAddress, Self.isViewed) }

  /// From now on until `letGo` the size must not change.
  func hold(_ context: Context) {
    lock(context)
    pointer.pointee.holds &+= 2
    unlock(context)
  }

  func letGo(_ context: Context) {
    lock(context)
    pointer.pointee.holds &-= 2
    unlock(context)
  }

  /// Throws BufferError where it is certain that somebody has a view of the bytes.
  @inline(__always)
  public func requireNoViews(
    _ context: Context, _ message: StaticString = "Existing exports of data: object cannot be re-sized"
  ) throws(Raised) {
    if load_relaxed_u64(holdsAddress) != 0, isHeld(context) { throw context.raise(.bufferError, "\(message)") }
  }

  @inline(never)
  private func isHeld(_ context: Context) -> Bool {
    if load_relaxed_u64(holdsAddress) > Self.isViewed || isInVariable(context) { return true }
    _ = fetch_and_u64(holdsAddress, ~Self.isViewed)
    return false
  }

  /// Whether a variable has a view. Of very many functions the innermost are asked.
  private func isInVariable(_ context: Context) -> Bool {
    let memory = UInt(bitPattern: units.base)..<UInt(bitPattern: units.base) + UInt(max(units.count, 1))
    func isView(_ value: Value) -> Bool {
      if let view = MemoryView(ifHas: value) { return view.array(context) == self }
      guard value.isNative, let exporter = Exporter(context, value), exporter.holder == value else { return false }
      return memory.contains(UInt(bitPattern: exporter.units.base))
    }
    var next = context.callingFrame
    if let globals = (next?.function.pointer.pointee.globals).flatMap({ Dict(ifHas: $0) }), globals.has(isView) {
      return true
    }
    for _ in 0..<64 {
      guard let frame = next else { return false }
      if FrameVariables(frame).has(isView) { return true }
      if let namespace = Dict(ifHas: frame.pointee.locals), namespace.has(isView) { return true }
      next = frame.caller(context)
    }
    return false
  }
}

extension MemoryView {
  /// The array whose bytes are viewed; nil for what cannot change its size, or of a view that was released.
  func array(_ context: Context) -> ByteArray? {
    let exporter = load(&pointer.pointee.exporter)
    return exporter.isEmpty ? nil : Exporter(context, exporter).flatMap { ByteArray(ifHas: $0.holder) }
  }
}

extension Dict {
  fileprivate func has(_ isWanted: (Value) -> Bool) -> Bool {
    var position = 0
    while let (_, value) = next(&position) { if isWanted(value) { return true } }
    return false
  }
}

extension UnitString {
  /// Calls a body that may run Python code, which cannot change the size of an array meanwhile.
  func holding<Result>(_ context: Context, _ body: () throws(Raised) -> Result) throws(Raised) -> Result {
    guard let array = ByteArray(ifHas: value) else { return try body() }
    array.hold(context)
    defer { array.letGo(context) }
    return try body()
  }
}
