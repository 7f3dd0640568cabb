import CFFI
import CRuntime
import Runtime

/// `CType_Type`: what the classes of all C types have.
enum CTypeClass {
  static let flags: TypeFlags = [.base, .metaclass, .hasDict, .hasWeakReferences]

  static let declaration = TypeDeclaration(
    native: .typeClass, "_ctypes.CType_Type", kind: .type, base: UInt32(Kind.type.rawValue), flags: flags,
    documentation: "metatype for C types",
    slots: [
      .binary(.multiply) { c, type, count in bridge(c) { () throws(Raised) in try array(c, type, count) } },
      .binary(.reflectedMultiply) { c, type, count in bridge(c) { () throws(Raised) in try array(c, type, count) } },
    ],
    methods: [
      .getter(
        "__pointer_type__", { c, s in bridge(c) { () throws(Raised) in try pointerType(c, Type(s)) } },
        set: { c, s, value, _ in
          bridge(c) { () throws(Raised) -> Void in
            publish(value, to: &(try storage(c, Type(s))).pointer.pointee.pointerType)
          }
        }),
      .one("__sizeof__") { c, s in
        bridge(c) { () throws(Raised) in
          let plain = Interpreter(of: c).type(.type).value
          let size = try c.call(c.getAttribute(plain, c.interned("__sizeof__")), s)
          return try c.binary(.add, size, Value(smallInt: Int64(MemoryLayout<CTypeLayout>.size)))
        }
      },
    ])

  /// What `type.__init__` does for a class that has just been made: it checks the arguments.
  static func initialize(
    _ context: Context, _ type: Value, _ arguments: UnsafeMutablePointer<Value>, _ count: Int64, _ names: Value
  ) throws(Raised) {
    guard let initialize = Interpreter(of: context).type(.type).window(.initialize) else { return }
    _ = try check(initialize(context, type, arguments, count, names))
  }

  // MARK: Types made of others

  private static func array(_ context: Context, _ type: Value, _ count: Value) throws(Raised) -> Value {
    guard Type(ifHas: type) != nil else { return .notImplemented }
    if !context.type(of: count).has(.index) {
      throw context.raise(
        .typeError, "can't multiply sequence by non-int of type '\(context.unqualifiedTypeName(of: count))'")
    }
    return try ArrayType.make(context, of: Type(type), count: Int(context.machineIndex(of: count))).value
  }

  /// The record of a class for which something is kept there.
  static func storage(_ context: Context, _ type: Type) throws(Raised) -> CType {
    if let record = CType(of: type) { return record }
    let shown = try context.reprString(type.value)
    throw context.raise(.typeError, "\(shown) must have storage info")
  }

  private static func pointerType(_ context: Context, _ type: Type) throws(Raised) -> Value {
    let known = load(&(try storage(context, type)).pointer.pointee.pointerType)
    if !known.isEmpty { return known }
    let shown = try context.reprString(type.value)
    throw context.raise(
      .attributeError, "type \(shown) has no attribute '__pointer_type__'")
  }

  // MARK: Instances for memory that is there

  static let constructors: [NativeEntry] = [
    .two("from_address", "(self, value, /)") { c, type, address in
      bridge(c) { () throws(Raised) in
        guard let number = PythonInt.operand(address) else { throw c.raise(.typeError, "integer expected") }
        let address = UnsafeMutableRawPointer(bitPattern: UInt(PythonInt.lowestBits(number)))
        return try CData.make(c, Type(type), at: address).value
      }
    },
    .three("from_buffer", "(self, obj, offset=0, /)") { c, type, buffer, offset in
      bridge(c) { () throws(Raised) in try fromBuffer(c, Type(type), buffer, offset) }
    },
    .three("from_buffer_copy", "(self, buffer, offset=0, /)") { c, type, buffer, offset in
      bridge(c) { () throws(Raised) in
        let record = try c.record(of: Type(type))
        let source = try c.bytesLike(buffer)
        let offset = try Int(c.machineIndex(of: offset))
        try requireRoom(c, source.count, record.size, offset)
        return try CData.make(c, Type(type), copying: source.base + offset).value
      }
    },
    .three("in_dll", "(self, dll, name, /)") { c, type, library, name in
      bridge(c) { () throws(Raised) in
        let handle = try Libraries.handle(c, of: library)
        let address = try Libraries.symbol(c, name, in: handle, orRaise: .valueError)
        return try CData.make(c, Type(type), at: UnsafeMutableRawPointer(bitPattern: address)).value
      }
    },
  ]

  private static func fromBuffer(
    _ context: Context, _ type: Type, _ buffer: Value, _ offset: Value
  ) throws(Raised) -> Value {
    let record = try context.record(of: type)
    let view = try context.call(Interpreter(of: context).type(.memoryView).value, buffer)
    if context.isReadOnlyView(view) { throw context.raise(.typeError, "underlying buffer is not writable") }
    guard let bytes = context.contiguousBytes(of: view) else {
      throw context.raise(.typeError, "underlying buffer is not C contiguous")
    }
    let offset = try Int(context.machineIndex(of: offset))
    try requireRoom(context, bytes.count, record.size, offset)
    let data = try CData.make(context, type, at: UnsafeMutableRawPointer(mutating: bytes.base) + offset)
    try data.keep(context, view, at: -1)
    return data.value
  }

  private static func requireRoom(_ context: Context, _ given: Int, _ needed: Int, _ offset: Int) throws(Raised) {
    if offset < 0 { throw context.raise(.valueError, "offset cannot be negative") }
    let (total, overflow) = needed.addingReportingOverflow(offset)
    if overflow || total > given {
      throw context.raise(
        .valueError, "Buffer size too small (\(given) instead of at least \(overflow ? .max : total) bytes)")
    }
  }

  /// `from_param` of all but simple types and pointers.
  static let fromParam: NativeEntry = .two("from_param", "(self, value, /)") { c, type, value in
    bridge(c) { () throws(Raised) in try parameter(c, Type(type), value) }
  }

  /// An instance, or a reference to one.
  static func parameter(_ context: Context, _ type: Type, _ value: Value) throws(Raised) -> Value {
    if try context.isInstance(value, of: type.value) { return value }
    if let argument = Argument(ifHas: value) {
      let object = argument.object
      if try context.isInstance(object, of: type.value) { return value }
      if let record = CType(of: type), record.form == .array, let element = record.element,
        try context.isInstance(object, of: element.value)
      {
        return value
      }
      throw context.raise(
        .typeError,
        "expected \(type.plainName) instance instead of pointer to \(context.unqualifiedTypeName(of: object))")
    }
    let standIn = try context.standIn(of: value)
    if !standIn.isEmpty {
      try context.checkNativeStack()
      return try parameter(context, type, standIn)
    }
    throw context.raise(
      .typeError, "expected \(type.plainName) instance instead of \(context.unqualifiedTypeName(of: value))")
  }
}
