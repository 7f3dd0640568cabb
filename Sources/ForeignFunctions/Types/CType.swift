import CFFI
import CRuntime
import Runtime

// What a class knows that stands for a C type: a record behind the class (`Type.metadata`), made when the class is.
//
//     class POINT(Structure)          CType
//     ┌──────────┬────────┬───        ┌────────┬──────┬───────────┬─────────┬─────────┬────────┬───
//     │ metadata │ header │ …    ┌───▶│ header │ size │ alignment │ foreign │ element │ format │ …
//     └────┬─────┴────────┴───   │    └────────┴──────┴───────────┴────┬────┴─────────┴────────┴───
//          └─────────────────────┘                                     ▼
//                                            libffi's ffi_type: its own, or in the bytes of `foreignHolder`
//
// A class without a record is abstract: it has no instances.

enum CForm: UInt8, BitwiseCopyable {
  case simple, structure, union, array, pointer, function

  /// The base of all classes of the form.
  var nativeType: NativeType {
    switch self {
    case .simple: .simple
    case .structure: .structure
    case .union: .union
    case .array: .array
    case .pointer: .pointer
    case .function: .function
    }
  }
}

/// What must be known of the values of a type, besides.
struct CTraits: OptionSet, BitwiseCopyable {
  let rawValue: UInt8
  /// Instances, or a class that has values of the type, have been made: its layout stays as it is.
  static let final = CTraits(rawValue: 1)
  /// Pickling would lose what its pointers lead to.
  static let hasPointer = CTraits(rawValue: 2)
  static let hasUnion = CTraits(rawValue: 4)
  static let hasBitField = CTraits(rawValue: 8)
  /// Numbers lie in memory in the other order of bytes.
  static let isSwapped = CTraits(rawValue: 16)
  /// Values are seen as numbers or texts. Not those of a class derived from a simple type, which may have methods.
  static let isTransparent = CTraits(rawValue: 32)
}

struct CTypeLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// In bytes.
  var size: Int64
  var alignment: Int64
  /// Elements of an array, fields of a structure.
  var length: Int64
  /// The address of libffi's type.
  var foreign: UInt
  var form: CForm
  var traits: CTraits
  /// The letter of a simple type.
  var code: UInt8
  /// `FunctionFlags` of a function type.
  var functionFlags: UInt8
  /// The letter of the simple type itself that an array has elements of, or a pointer leads to, if they are seen as
  /// numbers or texts; else 0.
  var elementCode: UInt8
  var unused: InlineArray<3, UInt8>

  /// What an array has elements of, what a pointer leads to: a class, or *empty*; the letter of a simple type.
  var element: Value
  /// As PEP 3118 writes it.
  var format: Value
  /// A tuple of an array's dimensions, or *empty*.
  var shape: Value
  /// `__pointer_type__`, or *empty*.
  var pointerType: Value
  /// A dict of the array types of this one, by length, as weak references; or *empty*.
  var arrays: Value
  /// A structure's fields, its bases' first: a tuple of `Field`s, or *empty*.
  var fields: Value
  /// What a memoryview says of values (`MemoryExporterLayout`), or *empty* before there is one.
  var description: Value
  /// Bytes that hold libffi's type, or *empty*.
  var foreignHolder: Value

  // Of a function type, each *empty* where it is not said.
  var argumentTypes: Value
  var converters: Value
  var resultType: Value
  var resultCheck: Value
}

struct CType: NativeObject {
  let pointer: UnsafeMutablePointer<CTypeLayout>
  init(pointer: UnsafeMutablePointer<CTypeLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .typeRecord }

  static let declaration = TypeDeclaration(
    native: .typeRecord, "_ctypes.StgInfo", trace: .words(from: 48), slots: [.noConstructor])

  /// The record of a class; nil for a class that stands for no C type, or is abstract.
  @inline(__always)
  init?(of type: Type) {
    let record = type.metadata
    if record.isEmpty { return nil }
    self.init(record)
  }

  /// That of a value, if it is a class that has one.
  init?(ofClass value: Value) {
    guard let type = Type(ifHas: value) else { return nil }
    self.init(of: type)
  }

  static func make(_ context: Context, _ form: CForm, for type: Type) throws(Raised) -> CType {
    if !type.metadata.isEmpty {
      throw context.raise(.systemError, "StgInfo of '\(type.shortName)' is already initialized.")
    }
    let record = try allocate(context)
    record.pointer.pointee.form = form
    record.pointer.pointee.alignment = 1
    record.foreign = foreign_pointer_type()
    type.metadata = record.value
    return record
  }

  var form: CForm { pointer.pointee.form }
  var size: Int { Int(pointer.pointee.size) }
  var alignment: Int { Int(pointer.pointee.alignment) }
  var length: Int { Int(pointer.pointee.length) }
  var traits: CTraits {
    get { pointer.pointee.traits }
    nonmutating set { pointer.pointee.traits = newValue }
  }
  var code: UInt8 { form == .simple ? pointer.pointee.code : 0 }
  var element: Type? { form == .simple ? nil : Type(ifHas: load(&pointer.pointee.element)) }
  var format: Value { load(&pointer.pointee.format) }

  var foreign: UnsafeMutablePointer<ffi_type> {
    get { UnsafeMutablePointer(bitPattern: pointer.pointee.foreign).unsafelyUnwrapped }
    nonmutating set { pointer.pointee.foreign = UInt(bitPattern: newValue) }
  }

  /// The letter of a simple type whose values are seen as numbers or texts, in the machine's order of bytes; else 0.
  var plainCode: UInt8 { traits.contains(.isTransparent) && !traits.contains(.isSwapped) ? code : 0 }

  /// Sets the type of elements.
  func setElement(_ type: Type, _ element: CType) {
    publish(type.value, to: &pointer.pointee.element)
    pointer.pointee.elementCode = element.plainCode
  }

  /// Whether the elements are those of a simple type, which is the letter's: an array of characters, a pointer to some.
  func hasElements(_ code: UInt8) -> Bool { element.flatMap { CType(of: $0) }?.code == code }

  /// A tuple of the format, the bytes of an item, and a tuple of the dimensions.
  @inline(__always)
  func memoryDescription(_ context: Context) throws(Raised) -> Value {
    let known = load(&pointer.pointee.description)
    return known.isEmpty ? try makeDescription(context) : known
  }

  @inline(never)
  private func makeDescription(_ context: Context) throws(Raised) -> Value {
    var unit = self
    while unit.form == .array, let element = unit.element.flatMap({ CType(of: $0) }) { unit = element }
    let empty = try Tuple.empty(context)
    let shape = Tuple(ifHas: load(&pointer.pointee.shape)) ?? empty
    let size = Value(smallInt: Int64(unit.size & (Int.max >> 2)))
    publish(try Tuple.make(context, format, size, shape.value).value, to: &pointer.pointee.description)
    return load(&pointer.pointee.description)
  }

  /// Takes over what a base says of its values' memory and calls.
  func inherit(from base: CType) {
    let header = pointer.pointee.header
    pointer.pointee = base.pointer.pointee
    pointer.pointee.header = header
    publish(.empty, to: &pointer.pointee.pointerType)
    publish(.empty, to: &pointer.pointee.arrays)
    traits.remove(.final)
    base.traits.insert(.final)
  }
}

extension Context {
  /// The record of a class that is to have instances; TypeError for an abstract one.
  func record(of type: Type) throws(Raised) -> CType {
    if let record = CType(of: type) { return record }
    throw raise(.typeError, "abstract class")
  }

  func text(_ string: String) throws(Raised) -> Value { try Text.make(self, string).value }

  /// The attribute that a class's own dict has; *empty* where it has none.
  func own(_ type: Type, _ name: StaticString) throws(Raised) -> Value { try type.ownAttribute(self, interned(name)) }
}

extension Type {
  /// The class's name as messages show it, without its module's.
  var plainName: String {
    let name = shortName
    return name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? name
  }

  var base: Type? { Type(ifHas: mro.count > 1 ? mro[1] : .empty) }
}
