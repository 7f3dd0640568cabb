import CRuntime
import Runtime

// The objects of a snapshot as the runtime makes them.

extension CompiledObject {
  /// Nil where there is none.
  static func row(of snapshot: Snapshot, in graph: Graph) -> UnsafePointer<CompiledObject>? {
    if snapshot.objects.isEmpty { return nil }
    let row = UnsafeMutablePointer<CompiledObject>.allocate(capacity: snapshot.objects.count)
    for (index, object) in snapshot.objects.enumerated() {
      (row + index).initialize(to: CompiledObject(object, of: snapshot, in: graph))
    }
    return UnsafePointer(row)
  }

  static func deallocate(_ row: UnsafePointer<CompiledObject>, count: Int) {
    for index in 0..<count {
      row[index].fields.deallocate()
      row[index].registers.deallocate()
    }
    row.deallocate()
  }

  private init(_ object: VirtualObject, of snapshot: Snapshot, in graph: Graph) {
    let fields = UnsafeMutablePointer<CompiledField>.allocate(capacity: max(object.fields.count, 1))
    for (index, field) in object.fields.enumerated() {
      (fields + index).initialize(to: CompiledField(field, of: snapshot, in: graph))
    }
    let places = snapshot.stores.filter { $0.value == object.node }.map { UInt32($0.register) }
    let registers = UnsafeMutablePointer<UInt32>.allocate(capacity: max(places.count, 1))
    for (index, register) in places.enumerated() { registers[index] = register }
    self.init(
      header: object.header.bits, fields: UnsafePointer(fields), registers: UnsafePointer(registers),
      size: UInt32(object.size), fieldCount: UInt16(object.fields.count), registerCount: UInt16(places.count))
  }
}

extension CompiledField {
  fileprivate init(_ field: VirtualObject.Field, of snapshot: Snapshot, in graph: Graph) {
    var source = graph[field.value].representation == .float ? compiledNumber : compiledWord
    var index = CompiledLayout.numberIndex(fromEnd: field.place)
    if let object = snapshot.objects.firstIndex(where: { $0.node == field.value }) { (source, index) = (compiledObject, object) }
    self.init(offset: UInt32(field.offset), source: UInt16(source.rawValue), index: UInt16(index))
  }
}

extension VirtualObject.Header {
  /// As memory has it.
  fileprivate var bits: UInt64 {
    switch self {
    case .instance(let shape): UInt64(shape) | UInt64(Kind.instance.rawValue) << 32
    case .word(let bits): bits
    }
  }
}
