import CFFI
import CRuntime
import Runtime

/// The class of pointer types, whose `_type_` is what they lead to.
enum PointerType {
  static let declaration = TypeDeclaration(
    native: .pointerClass, "_ctypes.PyCPointerType", kind: .type, nativeBase: .typeClass, flags: CTypeClass.flags,
    documentation: "metatype for the Pointer Objects",
    slots: [
      .window(.initialize) { c, type, arguments, count, names in
        bridge(c) { () throws(Raised) -> Void in
          try CTypeClass.initialize(c, type, arguments, count, names)
          try initialize(c, Type(type))
        }
      }
    ],
    methods: [
      .two("set_type", "(self, type, /)") { c, type, target in
        bridge(c) { () throws(Raised) -> Void in
          let record = try CTypeClass.storage(c, Type(type))
          try setTarget(c, Type(type), record, target)
          try c.setAttribute(type, c.interned("_type_"), target)
        }
      },
      .two("from_param", "(self, value, /)") { c, type, value in
        bridge(c) { () throws(Raised) in try parameter(c, Type(type), value) }
      },
    ] + CTypeClass.constructors)

  private static func initialize(_ context: Context, _ type: Type) throws(Raised) {
    let record = try CType.make(context, .pointer, for: type)
    record.pointer.pointee.size = Int64(MemoryLayout<UInt>.size)
    record.pointer.pointee.alignment = Int64(MemoryLayout<UInt>.alignment)
    record.pointer.pointee.length = 1
    record.traits = .hasPointer
    let target = try context.own(type, "_type_")
    if !target.isEmpty {
      try setTarget(context, type, record, target)
    }
    if record.format.isEmpty { publish(try context.text("X{}"), to: &record.pointer.pointee.format) }
  }

  private static func setTarget(
    _ context: Context, _ type: Type, _ record: CType, _ target: Value
  ) throws(Raised) {
    guard let targetType = Type(ifHas: target) else { throw context.raise(.typeError, "_type_ must be a type") }
    let storage = try CTypeClass.storage(context, targetType)
    record.setElement(targetType, storage)
    if load(&storage.pointer.pointee.pointerType).isEmpty {
      publish(type.value, to: &storage.pointer.pointee.pointerType)
    }
    var shape = ""
    if let dimensions = Tuple(ifHas: load(&storage.pointer.pointee.shape)) {
      let sizes = (0..<dimensions.count).map { "\(PythonInt.int64(dimensions[$0]) ?? 0)" }
      shape = "(\(sizes.joined(separator: ",")))"
    }
    let format = storage.format.isEmpty ? "B" : String(Text(storage.format))
    publish(try context.text("&\(shape)\(format)"), to: &record.pointer.pointee.format)
  }

  /// None, an instance, a value of what the type leads to, a pointer to it or an array of it.
  private static func parameter(_ context: Context, _ type: Type, _ value: Value) throws(Raised) -> Value {
    if value == .none { return value }
    let target = try CTypeClass.storage(context, type).elementType(context)
    if try context.isInstance(value, of: target.value) {
      return try Argument.make(context, address: CData(value).pointer.pointee.address, UInt8(ascii: "P"), of: value).value
    }
    if let data = CData(ifHas: value), let record = CType(of: data.type(context)),
      record.form == .pointer || record.form == .array, let element = record.element, element.isSubtype(of: target)
    {
      return value
    }
    if let argument = Argument(ifHas: value), try context.isInstance(argument.object, of: target.value) { return value }
    return try CTypeClass.parameter(context, type, value)
  }
}
