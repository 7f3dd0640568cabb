import CRuntime
import Runtime

// `struct.Struct`: a format, taken apart once.
//
//     ┌────────┬──────┬────────┬────────┬────────┬───────┐
//     │ header │ size │ values │ little │ format │ items │
//     └────────┴──────┴────────┴────────┴────────┴───────┘
//     0        8      16       24       32       40
//
// The items are `StructureItem`s in a bytes object, since what a heap object refers to must be in the heap.

struct StructureLayout: BitwiseCopyable {
  var header: ObjectHeader
  var size: Int64
  var valueCount: Int64
  var isLittleEndian: Int64
  /// A str; *empty* before `__init__`.
  var format: Value
  var items: Value
}

struct Structure: NativeObject {
  let pointer: UnsafeMutablePointer<StructureLayout>
  init(pointer: UnsafeMutablePointer<StructureLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .structure }

  var size: Int { Int(pointer.pointee.size) }
  var isLittleEndian: Bool { pointer.pointee.isLittleEndian != 0 }

  var items: UnsafeBufferPointer<StructureItem> {
    Bytes(load(&pointer.pointee.items)).bytes.bindMemory(to: StructureItem.self)
  }

  /// Takes the format in.
  func initialize(_ context: Context, _ format: Value) throws(Raised) {
    let bytes: Bytes
    if let text = Text(ifHas: format) {
      bytes = Bytes(try context.call(context.getAttribute(text.value, interned(context, "encode")), interned(context, "ascii")))
    } else if let given = Bytes(ifHas: format) {
      bytes = given
    } else {
      throw context.raise(
        .typeError, "Struct() argument 1 must be a str or bytes object, not \(context.typeName(of: format))")
    }
    let units = bytes.bytes.assumingMemoryBound(to: UInt8.self)
    let parsed = try StructureFormat(context, units)
    let table = try Bytes.make(context, parsed.items.flatMap { item in withUnsafeBytes(of: item) { Array($0) } })
    pointer.pointee.size = Int64(parsed.size)
    pointer.pointee.valueCount = Int64(parsed.valueCount)
    pointer.pointee.isLittleEndian = parsed.isLittleEndian ? 1 : 0
    publish(table.value, to: &pointer.pointee.items)
    publish(try Text.make(context, ascii: units).value, to: &pointer.pointee.format)
  }

  /// The structure of a format that a function was given; the last ones are remembered.
  static func of(_ context: Context, _ format: Value) throws(Raised) -> Structure {
    let cache = Dict(try context.value(of: .structures) { () throws(Raised) in try Dict.make(context).value })
    let isPlain = Text(ifExactly: format) != nil || Bytes(ifExactly: format) != nil
    if isPlain {
      let known = try cache.value(context, for: format)
      if !known.isEmpty { return Structure(known) }
    }
    let made = try allocate(context)
    try made.initialize(context, format)
    if isPlain {
      if cache.count >= 100 { cache.clear(context) }
      try cache.set(context, format, to: made.value)
    }
    return made
  }

  // MARK: Packing

  func pack(_ context: Context, _ values: Elements, count: Int, name: StaticString = "pack") throws(Raised) -> Value {
    try requireCount(context, count, name)
    let result = try Bytes.allocate(context, count: size)
    try write(context, values, to: UnsafeMutableRawPointer(mutating: result.base))
    return result.value
  }

  func requireCount(_ context: Context, _ count: Int, _ name: StaticString) throws(Raised) {
    if count == Int(pointer.pointee.valueCount) { return }
    throw Structures.raise(
      context, "\(name) expected \(pointer.pointee.valueCount) items for packing (got \(count))")
  }

  /// Writes the values, whose number is right, to memory of the structure's size, which is zeroed first.
  func write(_ context: Context, _ values: Elements, to target: UnsafeMutableRawPointer) throws(Raised) {
    target.initializeMemory(as: UInt8.self, repeating: 0, count: size)
    var next = 0
    for item in items {
      for index in 0..<item.count {
        let packer = ItemPacker(context: context, item: item, isLittleEndian: isLittleEndian)
        try packer.write(values[next], to: target + item.offset + index * item.size)
        next += 1
      }
    }
  }

  // MARK: Unpacking

  func unpack(_ context: Context, _ source: UnsafeRawPointer) throws(Raised) -> Value {
    let tuple = try Tuple.allocate(context, count: Int(pointer.pointee.valueCount))
    var next = 0
    for item in items {
      for index in 0..<item.count {
        let packer = ItemPacker(context: context, item: item, isLittleEndian: isLittleEndian)
        tuple.elements[next] = try packer.read(from: source + item.offset + index * item.size)
        next += 1
      }
    }
    return tuple.value
  }
}
