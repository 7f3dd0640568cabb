import CRuntime
import Runtime

// `CField`: the descriptor of a structure's field, or of so many bits of one.

struct FieldLayout: BitwiseCopyable {
  var header: ObjectHeader
  var byteSize: Int64
  var byteOffset: Int64
  /// −1 where the field is no bit field.
  var bitSize: Int64
  var bitOffset: Int64
  var index: Int64
  var isAnonymous: Bool
  /// The type's `plainCode`; 0 for bits, too.
  var plainCode: UInt8
  var name: Value
  var type: Value
}

struct Field: NativeObject {
  let pointer: UnsafeMutablePointer<FieldLayout>
  init(pointer: UnsafeMutablePointer<FieldLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .field }

  var name: Value { pointer.pointee.name }
  var type: Type { Type(pointer.pointee.type) }
  var record: CType { CType(of: type).unsafelyUnwrapped }
  var index: Int { Int(pointer.pointee.index) }
  var byteSize: Int { Int(pointer.pointee.byteSize) }
  var byteOffset: Int { Int(pointer.pointee.byteOffset) }
  var isBits: Bool { pointer.pointee.bitSize >= 0 }
  var isAnonymous: Bool {
    get { pointer.pointee.isAnonymous }
    nonmutating set { pointer.pointee.isAnonymous = newValue }
  }

  /// The same field in the structure around this one.
  func moved(_ context: Context, by outer: Field) throws(Raised) -> Field {
    let field = try Field.allocate(context)
    let header = field.pointer.pointee.header
    field.pointer.pointee = pointer.pointee
    field.pointer.pointee.header = header
    field.pointer.pointee.byteOffset += Int64(outer.byteOffset)
    field.pointer.pointee.index = Int64(outer.index)
    return field
  }

  // MARK: Reading and writing

  @inline(__always)
  private func address(_ context: Context, _ object: Value) throws(Raised) -> UnsafeMutableRawPointer {
    guard let data = CData(ifHas: object) else { throw context.raise(.typeError, "not a ctype instance") }
    return data.address + byteOffset
  }

  @inline(__always)
  func get(_ context: Context, _ object: Value) throws(Raised) -> Value {
    let address = try address(context, object)
    let code = pointer.pointee.plainCode
    if code != 0 { return try SimpleCode(code).load(context, address) }
    return try getGenerally(context, object, address)
  }

  @inline(never)
  private func getGenerally(
    _ context: Context, _ object: Value, _ address: UnsafeMutableRawPointer
  ) throws(Raised) -> Value {
    let record = record
    if isBits { return try BitField(self, SimpleCode(record)).load(context, address) }
    if record.form == .array, let element = record.element.flatMap({ CType(of: $0) }),
      let text = try CharacterArray.load(context, element.code, at: address, size: byteSize)
    {
      return text
    }
    return try CData(object).item(context, type, at: address, index: index)
  }

  @inline(__always)
  func set(_ context: Context, _ object: Value, _ value: Value) throws(Raised) {
    let address = try address(context, object)
    let code = pointer.pointee.plainCode
    if code != 0, value.isSmallInt || value.isInlineFloat {
      _ = try SimpleCode(code).store(context, value, to: address)
      return
    }
    try setGenerally(context, object, address, value)
  }

  @inline(never)
  private func setGenerally(
    _ context: Context, _ object: Value, _ address: UnsafeMutableRawPointer, _ value: Value
  ) throws(Raised) {
    if value.isEmpty { throw context.raise(.typeError, "can't delete attribute") }
    let record = record
    if isBits { return try BitField(self, SimpleCode(record)).store(context, value, address) }
    if record.form == .array, let element = record.element.flatMap({ CType(of: $0) }),
      try CharacterArray.store(context, element.code, value, at: address, size: byteSize)
    {
      return
    }
    try CData(object).setItem(context, type, at: address, index: index, to: value)
  }

  // MARK: Making

  private static let new: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) in
      if try !c.isTrue(a[6]) {
        throw c.raise(
          .typeError, "CField is not intended to be used directly; use it via Structure `_fields_` instead")
      }
      let field = try allocate(c)
      let name = try c.textArgument(a[1], "CField() argument 'name'")
      guard let record = CType(ofClass: a[2]) else {
        let shown = try c.reprString(a[1])
        throw c.raise(.typeError, "type of field \(shown) must be a C type")
      }
      field.pointer.pointee.byteSize = try c.machineIndex(of: a[3])
      field.pointer.pointee.byteOffset = try c.machineIndex(of: a[4])
      field.pointer.pointee.index = try c.machineIndex(of: a[5])
      if field.byteSize != record.size {
        let shown = try c.reprString(a[1])
        throw c.raise(
          .valueError, "byte_size of field \(shown) (\(field.byteSize)) does not match type size (\(record.size))")
      }
      field.pointer.pointee.name = try Text.interned(c, name).value
      field.pointer.pointee.type = a[2]
      field.pointer.pointee.bitSize = -1
      field.pointer.pointee.plainCode = record.plainCode
      if a[7] != .none { try setBits(c, field, record, size: a[7], offset: a[8]) }
      return field.value
    }
  }

  private static func setBits(
    _ context: Context, _ field: Field, _ record: CType, size: Value, offset: Value
  ) throws(Raised) {
    let bits = try context.machineIndex(of: size)
    let place = offset == .none ? 0 : try context.machineIndex(of: offset)
    if bits <= 0 {
      let shown = try context.reprString(field.name)
      throw context.raise(.valueError, "number of bits invalid for bit field \(shown)")
    }
    if !BitField.isPossible(record) {
      throw context.raise(.typeError, "bit fields not allowed for type \(field.type.plainName)")
    }
    if bits > record.size * 8 || place < 0 || place + bits > record.size * 8 {
      let shown = try context.reprString(field.name)
      throw context.raise(
        .valueError, "bit field \(shown) overflows its type (\(place) + \(bits) > \(record.size * 8))")
    }
    (field.pointer.pointee.bitSize, field.pointer.pointee.bitOffset) = (bits, place)
    field.pointer.pointee.plainCode = 0
  }

  // MARK: Declaration

  private static func number(_ context: Context, _ number: Int64) -> Value {
    bridge(context) { () throws(Raised) in try PythonInt.make(context, number) }
  }

  static let declaration = TypeDeclaration(
    native: .field, "ctypes.CField", flags: [], trace: .words(from: 56), documentation: "Structure/Union member",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(
          c, "CField",
          "(cls, /, name, type, byte_size, byte_offset, index, _internal_use, bit_size=None, bit_offset=None)",
          new, type, arguments, Int(count), names)
      },
      .ternary(.getDescriptor) { c, s, object, _ in
        if object.isEmpty || object == .none { return s }
        return bridge(c) { () throws(Raised) in try Field(s).get(c, object) }
      },
      .ternary(.setDescriptor) { c, s, object, value in
        bridge(c) { () throws(Raised) -> Void in try Field(s).set(c, object, value) }
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let layout = Field(s).pointer.pointee
          let place = Field(s).isBits
            ? "bit_size=\(layout.bitSize), bit_offset=\(layout.bitOffset)" : "size=\(layout.byteSize)"
          let head = "<ctypes.CField \(try c.reprString(layout.name)) type=\(Field(s).type.plainName)"
          return try c.text("\(head), ofs=\(layout.byteOffset), \(place)>")
        }
      },
    ],
    methods: [
      .member("name") { _, s in Field(s).name },
      .member("type") { _, s in Field(s).pointer.pointee.type },
      .member("offset") { c, s in number(c, Field(s).pointer.pointee.byteOffset) },
      .member("byte_offset") { c, s in number(c, Field(s).pointer.pointee.byteOffset) },
      .member("byte_size") { c, s in number(c, Field(s).pointer.pointee.byteSize) },
      .member("is_bitfield") { _, s in Value(Field(s).isBits) },
      .member("is_anonymous") { _, s in Value(Field(s).isAnonymous) },
      .getter("size", { c, s in
        let layout = Field(s).pointer.pointee
        return number(c, Field(s).isBits ? layout.bitSize << 16 | layout.bitOffset : layout.byteSize)
      }),
      .getter("bit_size", { c, s in
        let layout = Field(s).pointer.pointee
        if Field(s).isBits { return number(c, layout.bitSize) }
        // More than a word holds, of the largest fields.
        return bridge(c) { () throws(Raised) in
          try c.binary(.multiply, PythonInt.make(c, layout.byteSize), Value(smallInt: 8))
        }
      }),
      .getter("bit_offset", { c, s in number(c, Field(s).isBits ? Field(s).pointer.pointee.bitOffset : 0) }),
    ])
}
