import CFFI
import CRuntime
import Runtime

// The classes of structures and unions. Where the fields of one lie is computed by the library's `ctypes._layout`, once
// `_fields_` is set; here its answer becomes descriptors in the class, and a type of libffi's.

enum StructureType {
  static let declarations = [
    declaration(.structureClass, "_ctypes.PyCStructType", "metatype for the CData Objects"),
    declaration(.unionClass, "_ctypes.UnionType", "metatype for the Union Objects"),
  ]

  private static func declaration(
    _ native: NativeType, _ name: StaticString, _ documentation: StaticString
  ) -> TypeDeclaration {
    TypeDeclaration(
      native: native, name, kind: .type, nativeBase: .typeClass, flags: CTypeClass.flags, documentation: documentation,
      slots: [
        .window(.initialize) { c, type, arguments, count, names in
          bridge(c) { () throws(Raised) -> Void in
            try CTypeClass.initialize(c, type, arguments, count, names)
            try StructureType.initialize(c, Type(type))
          }
        },
        .ternary(.setAttribute) { c, type, name, value in
          bridge(c) { () throws(Raised) -> Void in try StructureType.setAttribute(c, Type(type), name, value) }
        },
      ],
      methods: [CTypeClass.fromParam] + CTypeClass.constructors)
  }

  private static func form(_ context: Context, _ type: Type) throws(Raised) -> CForm {
    try type.isSubtype(of: context.type(.union)) ? .union : .structure
  }

  private static func initialize(_ context: Context, _ type: Type) throws(Raised) {
    if try !context.own(type, "_abstract_").isEmpty { return }
    let record = try CType.make(context, form(context, type), for: type)
    if record.form == .union { record.traits.insert(.hasUnion) }
    publish(try context.text("B"), to: &record.pointer.pointee.format)
    let fields = try context.own(type, "_fields_")
    if !fields.isEmpty {
      try context.setAttribute(type.value, context.interned("_fields_"), fields)
    } else if let base = type.base.flatMap({ CType(of: $0) }) {
      record.inherit(from: base)
    } else {
      try AggregatePassing.setForeign(context, record)
    }
  }

  private static func setAttribute(
    _ context: Context, _ type: Type, _ name: Value, _ value: Value
  ) throws(Raised) {
    if let text = Text(ifHas: name), text == "_fields_", !value.isEmpty { try setFields(context, type, value) }
    guard let set = Interpreter(of: context).type(.type).ternary(.setAttribute) else { return }
    _ = try check(set(context, type.value, name, value))
  }

  // MARK: Fields

  private static func setFields(_ context: Context, _ type: Type, _ fields: Value) throws(Raised) {
    guard let record = CType(of: type) else {
      throw context.raise(.typeError, "ctypes state is not initialized")
    }
    if record.traits.contains(.final) { throw context.raise(.attributeError, "_fields_ is final") }
    let base = type.base.flatMap { CType(of: $0) }
    let layout = try computedLayout(context, type, fields, isStructure: record.form == .structure, base != nil)
    if record.traits.contains(.final) { throw context.raise(.attributeError, "_fields_ is final") }
    let described = try context.tuple(of: context.getAttribute(layout, context.interned("fields")))
    let size = try count(context, layout, "size")
    let alignment = try count(context, layout, "align")
    guard let format = Text(ifHas: try context.getAttribute(layout, context.interned("format_spec"))) else {
      throw context.raise(.typeError, "format_spec must be a string")
    }

    var traits = record.traits
    if let base {
      traits.formUnion(base.traits.intersection([.hasPointer, .hasUnion, .hasBitField]))
      base.traits.insert(.final)
    }
    for index in 0..<described.count {
      guard let field = Field(ifHas: described[index]) else {
        throw context.raise(
          .typeError, "fields must be of type CField, got \(context.unqualifiedTypeName(of: described[index]))")
      }
      if field.index != index {
        throw context.raise(.valueError, "CField at index \(index) has index \(field.index)")
      }
      try context.setAttribute(type.value, field.name, described[index])
      if field.isBits { traits.insert(.hasBitField) }
      let part = field.record
      traits.formUnion(part.traits.intersection([.hasPointer, .hasUnion, .hasBitField]))
      part.traits.insert(.final)
      if part == record { throw context.raise(.attributeError, "Structure or union cannot contain itself") }
    }
    record.traits = traits.union(.final)
    record.pointer.pointee.size = Int64(size)
    record.pointer.pointee.alignment = Int64(max(alignment, 1))
    record.pointer.pointee.length = Int64(described.count + (base?.length ?? 0))
    publish(format.value, to: &record.pointer.pointee.format)
    var all = described
    if let base, let inherited = Tuple(ifHas: load(&base.pointer.pointee.fields)) {
      all = try inherited.concatenated(context, with: described)
    }
    publish(all.value, to: &record.pointer.pointee.fields)
    try AggregatePassing.setForeign(context, record)
    try addAnonymous(context, type)
  }

  /// What the library says of where the fields lie.
  private static func computedLayout(
    _ context: Context, _ type: Type, _ fields: Value, isStructure: Bool, _ hasBase: Bool
  ) throws(Raised) -> Value {
    let importer = try context.getAttribute(
      context.nativeModule("builtins"), context.interned("__import__"))
    let names = try Tuple.make(context, context.text("get_layout"))
    let globals = try Dict.make(context)
    let module = try context.withWindow(4) { (window) throws(Raised) in
      (window[0], window[1]) = (try context.text("ctypes._layout"), globals.value)
      (window[2], window[3]) = (globals.value, names.value)
      return try context.call(importer, window, count: 4)
    }
    let function = try context.getAttribute(module, context.interned("get_layout"))
    return try context.withWindow(4) { (window) throws(Raised) in
      (window[0], window[1], window[2]) = (type.value, fields, Value(isStructure))
      window[3] = hasBase ? type.base?.value ?? .none : .none
      return try context.call(function, window, count: 4)
    }
  }

  private static func count(
    _ context: Context, _ layout: Value, _ name: StaticString
  ) throws(Raised) -> Int {
    let given = try context.getAttribute(layout, context.interned(name))
    guard let number = PythonInt.operand(given) else { throw context.raise(.typeError, "\(name) must be an int") }
    guard let count = PythonInt.int64(number), count >= 0 else {
      throw context.raise(.valueError, "\(name) must be non-negative")
    }
    return Int(count)
  }

  /// Makes the fields of those that `_anonymous_` names fields of the class itself.
  private static func addAnonymous(_ context: Context, _ type: Type) throws(Raised) {
    let given = try context.findAttribute(type.value, context.interned("_anonymous_"))
    if given.isEmpty { return }
    if !context.type(of: given).has(.length) { throw context.raise(.typeError, "_anonymous_ must be a sequence") }
    let names = try context.tuple(of: given)
    for index in 0..<names.count {
      guard let name = Text(ifHas: names[index]) else {
        throw context.raise(.typeError, "attribute name must be string, not '\(context.unqualifiedTypeName(of: names[index]))'")
      }
      let found = try context.getAttribute(type.value, Text.interned(context, name).value)
      guard let field = Field(ifHas: found) else {
        throw context.raise(
          .attributeError, "'\(String(name))' is specified in _anonymous_ but not in _fields_")
      }
      field.isAnonymous = true
      try addFields(context, of: field, to: type)
    }
  }

  private static func addFields(_ context: Context, of anonymous: Field, to type: Type) throws(Raised) {
    try context.checkNativeStack()
    let listed = try context.getAttribute(anonymous.type.value, context.interned("_fields_"))
    let fields = try context.tuple(of: listed)
    for index in 0..<fields.count {
      let row = try context.tuple(of: fields[index])
      guard row.count > 0, let name = Text(ifHas: row[0]) else { continue }
      let key = try Text.interned(context, name).value
      guard let field = Field(ifHas: try context.getAttribute(anonymous.type.value, key)) else {
        throw context.raise(.typeError, "unexpected type")
      }
      let moved = try field.moved(context, by: anonymous)
      if field.isAnonymous {
        try addFields(context, of: moved, to: type)
      } else {
        try context.setAttribute(type.value, key, moved.value)
      }
    }
  }
}
