import CRuntime
import Runtime

// An object that stands for a value in C memory: its own, or what another object or C code holds.
//
//     ┌────────┬─────────┬──────┬─────────────┬───────┬──────┬─────────┬────────┬───────────────
//     │ header │ address │ size │ description │ index │ base │ objects │ memory │ own bytes …
//     └────────┴────┬────┴──────┴─────────────┴───────┴──────┴─────────┴────────┴───────────────
//                   └────────────────────────────────────────────────────────────▲   or anywhere
//
// Objects do not move, so the address of their own bytes may be given to C. Of what C memory refers to, the object that
// owns the memory keeps a list (`CData+References.swift`).

struct CDataLayout: BitwiseCopyable {
  // A `MemoryExporterLayout`.
  var header: ObjectHeader
  var address: UInt
  var size: Int64
  var description: Value
  /// The place within `base`: an index, or a field's number.
  var index: Int64
  /// Whether the memory is the object's own: in it, or in `memory`.
  var ownsMemory: Bool
  /// The object whose memory this is a part of, or *empty*.
  var base: Value
  /// `_objects`: what must stay alive as long as the memory, or *empty*.
  var objects: Value
  /// The bytes that have replaced the object's own, or *empty*.
  var memory: Value
}

struct CData: ObjectReference {
  let pointer: UnsafeMutablePointer<CDataLayout>
  init(pointer: UnsafeMutablePointer<CDataLayout>) { self.pointer = pointer }
  static var kind: Kind { .native }

  /// The handle of a value that is a ctypes object; nil for any other.
  @inline(__always)
  init?(ifHas value: Value) {
    guard value.isPointer, value.object.pointee.kind & 0x7f == Kind.native.rawValue,
      NativeType.data.number...NativeType.function.number ~= value.object.pointee.flags
    else { return nil }
    self.init(value)
  }

  @inline(__always)
  init?(ifHas value: Value, _ form: NativeType) {
    guard let data = CData(ifHas: value), value.object.pointee.flags == form.number else { return nil }
    self = data
  }

  /// What other objects of C types refer to.
  static let trace = TraceRule.function { object, marker in
    let data = CData(Value(object))
    let marker = Marker(opaque: marker)
    // Memory within an object of the heap, as that of a bytearray, may have been given up by its owner.
    marker.mark(holderOf: data.pointer.pointee.address)
    marker.mark(data.pointer.pointee.description)
    marker.mark(data.pointer.pointee.base)
    marker.mark(data.pointer.pointee.objects)
    marker.mark(data.pointer.pointee.memory)
  }

  /// The first byte. Reading what lies there is reading memory that C code may have written.
  var address: UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(bitPattern: pointer.pointee.address) ?? UnsafeMutableRawPointer(pointer)
  }
  var size: Int { Int(pointer.pointee.size) }
  var base: CData? {
    let base = load(&pointer.pointee.base)
    return base.isEmpty ? nil : CData(base)
  }

  func type(_ context: Context) -> Type { context.type(of: value) }
  func record(_ context: Context) throws(Raised) -> CType { try context.record(of: type(context)) }

  // MARK: Making

  /// Bytes of the layout: the function pointers' is longer.
  private static func layoutSize(_ form: CForm) -> Int {
    form == .function ? MemoryLayout<FunctionPointerLayout>.size : MemoryLayout<CDataLayout>.size
  }

  /// An object with memory of its own, zeroed.
  static func make(_ context: Context, _ type: Type) throws(Raised) -> CData {
    let record = try context.record(of: type)
    if record.size > Int.max / 4 { throw context.raiseMemoryError() }
    let offset = layoutSize(record.form)
    // Enough to align the bytes as C's `malloc` does.
    let data = CData(Value(try context.allocateObject(type, size: offset + record.size + 16)))
    data.pointer.pointee.address = (UInt(bitPattern: data.pointer) + UInt(offset) + 15) & ~15
    data.pointer.pointee.size = Int64(record.size)
    publish(try record.memoryDescription(context), to: &data.pointer.pointee.description)
    data.pointer.pointee.ownsMemory = true
    record.traits.insert(.final)
    return data
  }

  /// An object for memory that others hold: `base`, where it is given.
  static func make(
    _ context: Context, _ type: Type, at address: UnsafeMutableRawPointer?, base: CData? = nil, index: Int = 0
  ) throws(Raised) -> CData {
    let record = try context.record(of: type)
    let data = CData(Value(try context.allocateObject(type, size: layoutSize(record.form))))
    data.pointer.pointee.address = UInt(bitPattern: address)
    data.pointer.pointee.size = Int64(record.size)
    publish(try record.memoryDescription(context), to: &data.pointer.pointee.description)
    data.pointer.pointee.index = Int64(index)
    if let base { publish(base.value, to: &data.pointer.pointee.base) }
    record.traits.insert(.final)
    return data
  }

  /// An object with a copy of a value.
  static func make(_ context: Context, _ type: Type, copying source: UnsafeRawPointer) throws(Raised) -> CData {
    let data = try make(context, type)
    data.address.copyMemory(from: source, byteCount: data.size)
    return data
  }

  /// Gives the object so many bytes of its own, of which the first are those it had.
  func resize(_ context: Context, to size: Int) throws(Raised) {
    if size <= self.size {
      pointer.pointee.size = Int64(size)
      return
    }
    let memory = try Bytes.allocate(context, count: size)
    memory.base.copyMemory(from: address, byteCount: self.size)
    publish(memory.value, to: &pointer.pointee.memory)
    pointer.pointee.address = UInt(bitPattern: memory.base)
    pointer.pointee.size = Int64(size)
  }
}
