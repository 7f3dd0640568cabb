import CRuntime
import Runtime

struct StructureIteratorLayout: BitwiseCopyable {
  var header: ObjectHeader
  var offset: Int64
  var structure: Value
  /// *Empty* at the end.
  var buffer: Value
}

/// What `iter_unpack` gives: a tuple for each record of a buffer.
struct StructureIterator: NativeObject {
  let pointer: UnsafeMutablePointer<StructureIteratorLayout>
  init(pointer: UnsafeMutablePointer<StructureIteratorLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .structureIterator }

  static func make(_ context: Context, _ structure: Structure, _ buffer: Value) throws(Raised) -> Value {
    if structure.size == 0 { throw Structures.raise(context, "cannot iteratively unpack with a struct of length 0") }
    if try context.bytesLike(buffer).count % structure.size != 0 {
      throw Structures.raise(
        context, "iterative unpacking requires a buffer of a multiple of \(structure.size) bytes")
    }
    let iterator = try allocate(context)
    iterator.pointer.pointee.structure = structure.value
    iterator.pointer.pointee.buffer = buffer
    return iterator.value
  }

  private func next(_ context: Context) throws(Raised) -> Value {
    if pointer.pointee.buffer.isEmpty { return .empty }
    let structure = Structure(pointer.pointee.structure)
    let bytes = try context.bytesLike(pointer.pointee.buffer)
    let offset = Int(pointer.pointee.offset)
    if bytes.count - offset < structure.size {
      pointer.pointee.buffer = .empty
      return .empty
    }
    pointer.pointee.offset += Int64(structure.size)
    return try structure.unpack(context, bytes.base + offset)
  }

  private func remaining(_ context: Context) throws(Raised) -> Int {
    if pointer.pointee.buffer.isEmpty { return 0 }
    let count = try context.bytesLike(pointer.pointee.buffer).count - Int(pointer.pointee.offset)
    return max(0, count) / Structure(pointer.pointee.structure).size
  }

  static let declaration = TypeDeclaration(
    native: .structureIterator, "_struct.unpack_iterator", trace: .words(from: 16),
    slots: [
      .noConstructor, .iterateSelf,
      .unary(.next) { c, s in bridge(c) { () throws(Raised) in try StructureIterator(s).next(c) } },
    ],
    methods: [
      .one("__length_hint__") { c, s in
        bridge(c) { () throws(Raised) in Value(smallInt: Int64(try StructureIterator(s).remaining(c))) }
      }
    ])
}
