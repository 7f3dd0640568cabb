import CFFI
import CRuntime
import Runtime

/// The class of array types, each of which has a `_type_` and a `_length_`.
enum ArrayType {
  static let declaration = TypeDeclaration(
    native: .arrayClass, "_ctypes.PyCArrayType", kind: .type, nativeBase: .typeClass, flags: CTypeClass.flags,
    documentation: "metatype for the Array Objects",
    slots: [
      .window(.initialize) { c, type, arguments, count, names in
        bridge(c) { () throws(Raised) -> Void in
          try CTypeClass.initialize(c, type, arguments, count, names)
          try initialize(c, Type(type))
        }
      }
    ],
    methods: [CTypeClass.fromParam] + CTypeClass.constructors)

  private static func initialize(_ context: Context, _ type: Type) throws(Raised) {
    let length = try length(context, type)
    let element = try context.findAttribute(type.value, context.interned("_type_"))
    if element.isEmpty { throw context.raise(.attributeError, "class must define a '_type_' attribute") }
    guard let item = CType(ofClass: element) else { throw context.raise(.typeError, "_type_ must have storage info") }
    let (size, overflow) = item.size.multipliedReportingOverflow(by: length)
    if overflow { throw context.raise(.overflowError, "array too large") }

    let record = try CType.make(context, .array, for: type)
    record.pointer.pointee.size = Int64(size)
    record.pointer.pointee.alignment = Int64(item.alignment)
    record.pointer.pointee.length = Int64(length)
    record.traits = item.traits.intersection([.hasPointer, .hasUnion, .hasBitField])
    item.traits.insert(.final)
    record.setElement(Type(element), item)
    publish(item.format, to: &record.pointer.pointee.format)
    publish(try shape(context, length, item), to: &record.pointer.pointee.shape)
    for entry in CharacterArray.entries(item.code) { try type.define(context, entry) }
  }

  private static func length(_ context: Context, _ type: Type) throws(Raised) -> Int {
    let given = try context.findAttribute(type.value, context.interned("_length_"))
    if given.isEmpty { throw context.raise(.attributeError, "class must define a '_length_' attribute") }
    guard let number = PythonInt.operand(given) else {
      throw context.raise(.typeError, "The '_length_' attribute must be an integer")
    }
    if PythonInt.sign(number) < 0 {
      throw context.raise(.valueError, "The '_length_' attribute must not be negative")
    }
    guard let length = PythonInt.int64(number) else {
      throw context.raise(.overflowError, "The '_length_' attribute is too large")
    }
    return Int(length)
  }

  private static func shape(_ context: Context, _ length: Int, _ item: CType) throws(Raised) -> Value {
    let own = try Tuple.make(context, PythonInt.make(context, Int64(length)))
    guard let inner = Tuple(ifHas: load(&item.pointer.pointee.shape)) else { return own.value }
    return try own.concatenated(context, with: inner).value
  }

  /// The type of arrays of so many values: the same as long as it is in use.
  static func make(_ context: Context, of element: Type, count: Int) throws(Raised) -> Type {
    if count < 0 { throw context.raise(.valueError, "Array length must be >= 0, not \(count)") }
    guard let item = CType(of: element) else {
      throw context.raise(.typeError, "Expected a type object")
    }
    let key = try PythonInt.make(context, Int64(count))
    if load(&item.pointer.pointee.arrays).isEmpty {
      publish(try Dict.make(context, isTextOnly: false).value, to: &item.pointer.pointee.arrays)
    }
    let known = Dict(load(&item.pointer.pointee.arrays))
    let reference = try known.value(context, for: key)
    if !reference.isEmpty, let type = Type(ifHas: context.target(ofWeakReference: reference)) { return type }

    let namespace = try Dict.make(context)
    try namespace.set(context, context.interned("_length_"), to: key)
    try namespace.set(context, context.interned("_type_"), to: element.value)
    let bases = try Tuple.make(context, context.type(.array).value)
    let name = try context.text("\(element.plainName)_Array_\(count)")
    let type = try context.call(context.type(.arrayClass).value, name, bases.value, namespace.value)
    try known.set(context, key, to: context.weakReference(to: type))
    return Type(type)
  }
}
