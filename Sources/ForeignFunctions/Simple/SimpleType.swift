import CFFI
import CRuntime
import Runtime

/// The class of classes such as `c_int`, whose `_type_` is a letter.
enum SimpleType {
  static let declaration = TypeDeclaration(
    native: .simpleClass, "_ctypes.PyCSimpleType", kind: .type, nativeBase: .typeClass, flags: CTypeClass.flags,
    documentation: "metatype for the PyCSimpleType Objects",
    slots: [
      .window(.initialize) { c, type, arguments, count, names in
        bridge(c) { () throws(Raised) -> Void in
          try CTypeClass.initialize(c, type, arguments, count, names)
          try initialize(c, Type(type))
        }
      }
    ],
    methods: [
      .two("from_param", "(self, value, /)") { c, type, value in
        bridge(c) { () throws(Raised) in try parameter(c, Type(type), value) }
      }
    ] + CTypeClass.constructors)

  private static func initialize(_ context: Context, _ type: Type) throws(Raised) {
    let given = try context.findAttribute(type.value, context.interned("_type_"))
    if given.isEmpty { throw context.raise(.attributeError, "class must define a '_type_' attribute") }
    guard let text = Text(ifHas: given) else {
      throw context.raise(.typeError, "class must define a '_type_' string attribute")
    }
    if text.count != 1 {
      throw context.raise(.valueError, "class must define a '_type_' attribute which must be a string of length 1")
    }
    guard let letter = UInt8(exactly: text.codePoint(at: 0)), "\(SimpleCode.all)".utf8.contains(letter) else {
      throw context.raise(
        .attributeError,
        "class must define a '_type_' attribute which must be\na single character string containing one of the\nsupported types: '\(SimpleCode.all)'.")
    }
    let code = SimpleCode(letter)
    let record = try makeRecord(context, type, code, given)
    if type.base == (try context.type(.simple)) {
      record.traits.insert(.isTransparent)
      if let entry = fromParam(letter) { try type.define(context, entry) }
    } else if let base = type.base.flatMap({ CType(of: $0) }), base.traits.contains(.isSwapped) {
      return try setSwapped(context, record, code)
    }
    if code.canBeSwapped, context.type(of: type.value) == (try context.type(.simpleClass)),
      try context.own(type, "__ctype_be__").isEmpty
    {
      try makeSwapped(context, type, code)
    }
  }

  private static func makeRecord(
    _ context: Context, _ type: Type, _ code: SimpleCode, _ letter: Value
  ) throws(Raised) -> CType {
    let record = try CType.make(context, .simple, for: type)
    record.pointer.pointee.code = code.code
    record.pointer.pointee.size = Int64(foreign_size(code.code))
    record.pointer.pointee.alignment = Int64(foreign_alignment(code.code))
    record.foreign = foreign_type(code.code).unsafelyUnwrapped
    if code.isPointer { record.traits.insert(.hasPointer) }
    publish(letter, to: &record.pointer.pointee.element)
    publish(try context.text(code.format), to: &record.pointer.pointee.format)
    return record
  }

  private static func setSwapped(_ context: Context, _ record: CType, _ code: SimpleCode) throws(Raised) {
    record.traits.insert(.isSwapped)
    publish(try context.text(SimpleCode(code.code, isSwapped: true).format), to: &record.pointer.pointee.format)
  }

  /// The class of the same numbers with their bytes in the other order.
  private static func makeSwapped(_ context: Context, _ type: Type, _ code: SimpleCode) throws(Raised) {
    let dict = try Dict.make(context)
    let copied: [StaticString] = ["_type_", "__module__", "__qualname__"]
    for name in copied {
      let value = try context.findAttribute(type.value, context.interned(name))
      if !value.isEmpty { try dict.set(context, context.interned(name), to: value) }
    }
    // It is one of a pair already, and gets no partner of its own.
    try dict.set(context, context.interned("__ctype_be__"), to: .none)
    let bases = try context.getAttribute(type.value, context.interned("__bases__"))
    let isLittle = Int32(1).littleEndian == 1
    let name = try context.text("\(type.plainName)_\(isLittle ? "be" : "le")")
    let swapped = Type(try context.call(context.type(.simpleClass).value, name, bases, dict.value))
    try setSwapped(context, context.record(of: swapped), code)
    for owner in [type, swapped] {
      try context.setAttribute(owner.value, context.interned("__ctype_le__"), isLittle ? type.value : swapped.value)
      try context.setAttribute(owner.value, context.interned("__ctype_be__"), isLittle ? swapped.value : type.value)
    }
  }

  // MARK: from_param

  /// A parameter as `argtypes` has it converted: an instance, or what one can be made of.
  static func parameter(_ context: Context, _ type: Type, _ value: Value) throws(Raised) -> Value {
    if try context.isInstance(value, of: type.value) { return value }
    let record = try context.record(of: type)
    do throws(Raised) {
      return try Argument.make(context, value, as: SimpleCode(record)).value
    } catch {
      let exception = context.takeException()
      let standIn = try context.standIn(of: value)
      if standIn.isEmpty { throw context.raise(exception) }
      try context.checkNativeStack()
      return try parameter(context, type, standIn)
    }
  }

  /// The `from_param` of the types of addresses, which take more than their own instances.
  private static func fromParam(_ letter: UInt8) -> NativeEntry? {
    switch letter {
    case UInt8(ascii: "z"), UInt8(ascii: "Z"):
      .two("from_param", "(type, value, /)", .classMethod) { c, type, value in
        bridge(c) { () throws(Raised) in try SimpleType.string(c, Type(type), value) }
      }
    case UInt8(ascii: "P"):
      .two("from_param", "(type, value, /)", .classMethod) { c, type, value in
        bridge(c) { () throws(Raised) in try SimpleType.address(c, Type(type), value) }
      }
    default: nil
    }
  }

  /// Of `c_char_p` and `c_wchar_p`: None, text, or what has such characters.
  private static func string(_ context: Context, _ type: Type, _ value: Value) throws(Raised) -> Value {
    if value == .none { return value }
    let record = try context.record(of: type)
    let isWide = record.code == UInt8(ascii: "Z")
    if isWide ? Text(ifHas: value) != nil : Bytes(ifHas: value) != nil {
      return try Argument.make(context, value, as: SimpleCode(record)).value
    }
    if try context.isInstance(value, of: type.value) { return value }
    let character = isWide ? UInt8(ascii: "u") : UInt8(ascii: "c")
    if let data = CData(ifHas: value), let other = CType(of: data.type(context)),
      other.form == .array || other.form == .pointer, other.hasElements(character)
    {
      return value
    }
    if let argument = Argument(ifHas: value), let object = CData(ifHas: argument.object),
      CType(of: object.type(context))?.code == character
    {
      return value
    }
    let standIn = try context.standIn(of: value)
    if standIn.isEmpty { throw context.raiseNoParameter(type, value) }
    try context.checkNativeStack()
    return try string(context, type, standIn)
  }

  /// Of `c_void_p`: whatever has an address.
  private static func address(_ context: Context, _ type: Type, _ value: Value) throws(Raised) -> Value {
    if value == .none { return value }
    let given: UInt8? =
      context.isInt(value)
      ? UInt8(ascii: "P")
      : Bytes(ifHas: value) != nil ? UInt8(ascii: "z") : Text(ifHas: value) != nil ? UInt8(ascii: "Z") : nil
    if let given { return try Argument.make(context, value, as: SimpleCode(given)).value }
    if try context.isInstance(value, of: type.value) { return value }
    if let argument = Argument(ifHas: value), argument.code == UInt8(ascii: "P") { return value }
    if let data = CData(ifHas: value), let other = CType(of: data.type(context)) {
      if other.form == .array || other.form == .pointer { return value }
      let isString = other.code == UInt8(ascii: "z") || other.code == UInt8(ascii: "Z")
      if other.form == .function || isString {
        let code = isString ? UInt8(ascii: "Z") : UInt8(ascii: "P")
        return try Argument.make(context, address: data.address.load(as: UInt.self), code, of: value).value
      }
    }
    let standIn = try context.standIn(of: value)
    if standIn.isEmpty { throw context.raiseNoParameter(type, value) }
    try context.checkNativeStack()
    return try address(context, type, standIn)
  }
}

extension Context {
  /// `_as_parameter_`, which stands for an object in calls; *empty* where it has none.
  func standIn(of value: Value) throws(Raised) -> Value { try findAttribute(value, interned("_as_parameter_")) }

  fileprivate func raiseNoParameter(_ type: Type, _ value: Value) -> Raised {
    let name = (try? type.fullName(self)) ?? type.plainName
    return raise(.typeError, "'\(unqualifiedTypeName(of: value))' object cannot be interpreted as \(name)")
  }
}
