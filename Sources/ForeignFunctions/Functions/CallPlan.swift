import CFFI
import CRuntime
import Runtime

// How a function is called whose arguments are all declared, each of a type that travels in one register. It is worked
// out at the first call, and followed as long as the arguments are the ordinary ones of their types: ints for integers,
// floats for floats, bytes for strings. Any other argument, and whatever is to raise, goes the general way.
//
//     integers  ┌──────────┬──────────┬───       floats  ┌──────────┬───
//               │ 3        │ address  │                 │ 2.5      │
//               └──────────┴──────────┴───             └──────────┴───
//                    ▲  f(3, 2.5, b"x")                      ▲

/// What an argument must be to travel without more ado, and how it does.
enum RegisterKind: UInt8, BitwiseCopyable {
  case int8, uint8, int16, uint16, int32, uint32, int64
  case float, double
  /// Bytes, or None.
  case string
  /// What `c_void_p` takes: an address as an int, bytes, None, an array, a pointer.
  case address
  /// A pointer, a reference or an array of the class's target, or None.
  case pointer
  /// An instance of an array class; of a function class.
  case array, function
  /// Any object, as it is: for functions of the interpreter's.
  case object

  var isFloat: Bool { self == .float || self == .double }
}

struct CallPlanLayout: BitwiseCopyable {
  var header: ObjectHeader
  var kinds: InlineArray<16, RegisterKind>
  var count: UInt8
  /// The letter of the result's type; 0 where there is no result.
  var resultCode: UInt8
  var flags: FunctionFlags
  var hasFloats: Bool
  var unused: UInt32
  /// The declared classes: a tuple.
  var types: Value
}

struct CallPlan: NativeObject {
  let pointer: UnsafeMutablePointer<CallPlanLayout>
  init(pointer: UnsafeMutablePointer<CallPlanLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .callPlan }

  static let declaration = TypeDeclaration(
    native: .callPlan, "_ctypes.CallPlan", trace: .words(from: 32), slots: [.noConstructor])

  /// Of a function pointer that is called without `paramflags` and `errcheck`; nil where its types do not allow one.
  static func make(_ context: Context, _ function: FunctionPointer, _ record: CType) throws(Raised) -> CallPlan? {
    let flags = FunctionFlags(rawValue: record.pointer.pointee.functionFlags)
    guard let types = function.converters(record),
      function.resultCheck(record).isEmpty, let code = resultCode(function.resultType(record))
    else { return nil }
    var kinds = InlineArray<16, RegisterKind>(repeating: .int8)
    var (integers, floats) = (0, 0)
    for index in 0..<types.count {
      guard let kind = kind(types[index]) else { return nil }
      if kind.isFloat { floats += 1 } else { integers += 1 }
      if integers > foreignIntegerRegisters || floats > foreignFloatRegisters { return nil }
      kinds[index] = kind
    }
    let plan = try allocate(context)
    let layout = plan.pointer
    (layout.pointee.kinds, layout.pointee.count, layout.pointee.resultCode) = (kinds, UInt8(types.count), code)
    (layout.pointee.flags, layout.pointee.hasFloats) = (flags, floats > 0)
    publish(types.value, to: &layout.pointee.types)
    return plan
  }

  /// The letter of a result that comes back in a register; nil for any other.
  private static func resultCode(_ type: Value) -> UInt8? {
    if type == .none { return 0 }
    if type.isEmpty { return UInt8(ascii: "i") }
    guard let code = CType(ofClass: type)?.plainCode, "bBhHiIlLqQ?cfdzZPO".utf8.contains(code) else { return nil }
    return code
  }

  private static func kind(_ type: Value) -> RegisterKind? {
    guard let record = CType(ofClass: type), !record.traits.contains(.isSwapped) else { return nil }
    switch record.form {
    case .pointer: return .pointer
    case .array: return .array
    case .function: return .function
    case .structure, .union: return nil
    case .simple: break
    }
    let isSigned = "bhilq".utf8.contains(record.code)
    switch record.code {
    case UInt8(ascii: "f"): return .float
    case UInt8(ascii: "d"): return .double
    case UInt8(ascii: "z"): return .string
    case UInt8(ascii: "P"): return .address
    case UInt8(ascii: "O"): return .object
    case _ where !isSigned && !"BHILQ".utf8.contains(record.code): return nil
    default: break
    }
    switch record.size {
    case 1: return isSigned ? .int8 : .uint8
    case 2: return isSigned ? .int16 : .uint16
    case 4: return isSigned ? .int32 : .uint32
    default: return .int64
    }
  }

  // MARK: Calls

  /// Makes a call of the function; nil where an argument is not so simple.
  @inline(__always)
  func call(
    _ context: Context, _ function: @escaping @convention(c) () -> Void, _ arguments: UnsafePointer<Value>
  ) throws(Raised) -> Value? {
    var call = RegisterCall()
    call.function = function
    call.hasFloats = pointer.pointee.hasFloats
    let flags = pointer.pointee.flags
    call.usesErrno = flags.contains(.usesErrno)
    let code = pointer.pointee.resultCode
    call.returnsFloat = code == UInt8(ascii: "d") || code == UInt8(ascii: "f")
    return try withUnsafeMutablePointer(to: &call) { (call) throws(Raised) -> Value? in
      if !place(context, arguments, in: call) { return nil }
      foreign_set_thread(context)
      if flags.contains(.pythonAPI) {
        // It is the interpreter's own: nobody has to wait for it, and it may raise.
        foreign_call_registers(call)
        if !context.pointee.pendingException.isEmpty { throw Raised() }
        return try result(context, call)
      }
      _ = Interpreter(of: context).heap.blocking(context, call) { call in
        foreign_call_registers(call.unsafelyUnwrapped.assumingMemoryBound(to: RegisterCall.self))
        return nil
      }
      return try result(context, call)
    }
  }

  @inline(__always)
  private func result(_ context: Context, _ call: UnsafeMutablePointer<RegisterCall>) throws(Raised) -> Value {
    // What the result leads to may be kept by the arguments, which the call has.
    let code = pointer.pointee.resultCode
    return code == 0 ? .none : try SimpleCode(code).load(context, &call.pointee.result)
  }

  /// Puts the arguments where C finds them; false where one is not so simple.
  @inline(__always)
  private func place(
    _ context: Context, _ arguments: UnsafePointer<Value>, in call: UnsafeMutablePointer<RegisterCall>
  ) -> Bool {
    let (integers, floats, kept) = (foreign_integers(call), foreign_floats(call), foreign_kept(call))
    var (integer, float) = (0, 0)
    for index in 0..<Int(pointer.pointee.count) {
      let value = arguments[index]
      let kind = pointer.pointee.kinds[index]
      switch kind {
      case .float, .double:
        guard let number = PythonFloat.number(value) ?? otherNumber(context, value, index) else { return false }
        floats[float] = kind == .double ? number : Double(bitPattern: UInt64(Float(number).bitPattern))
        float += 1
        continue
      case .int8, .uint8, .int16, .uint16, .int32, .uint32, .int64:
        guard let number = value.isSmallInt ? value.smallInt : otherInteger(context, value, index) else { return false }
        integers[integer] = Self.widened(number, kind)
      default:
        guard let address = address(context, value, kind, index) else { return false }
        integers[integer] = address
        kept[integer] = value.bits
      }
      integer += 1
    }
    return true
  }

  /// The lowest bits of a large int, of a truth value or of an instance of the declared class; nil for anything else.
  @inline(never)
  private func otherInteger(_ context: Context, _ value: Value, _ index: Int) -> Int64? {
    if let number = PythonInt.operand(value) { return Int64(bitPattern: PythonInt.lowestBits(number)) }
    guard let data = instance(context, value, index) else { return nil }
    // Of a shorter one, `widened` takes what belongs to it.
    var bits: Int64 = 0
    withUnsafeMutableBytes(of: &bits) { $0.copyMemory(from: UnsafeRawBufferPointer(start: data.address, count: data.size)) }
    return bits
  }

  /// The number that an int, or an instance of the declared class, is as a float; nil for anything else.
  @inline(never)
  private func otherNumber(_ context: Context, _ value: Value, _ index: Int) -> Double? {
    if value.isSmallInt { return Double(value.smallInt) }
    guard let data = instance(context, value, index) else { return nil }
    if pointer.pointee.kinds[index] == .double { return data.address.loadUnaligned(as: Double.self) }
    return Double(data.address.loadUnaligned(as: Float.self))
  }

  /// An argument that is an instance of its declared class itself, of the size of its type.
  private func instance(_ context: Context, _ value: Value, _ index: Int) -> CData? {
    guard let data = CData(ifHas: value, .simple) else { return nil }
    let type = data.type(context)
    return type.value == Tuple(load(&pointer.pointee.types))[index] && data.size == CType(of: type)?.size ? data : nil
  }

  /// An int as C truncates it to its type, as wide as a register.
  @inline(__always)
  private static func widened(_ number: Int64, _ kind: RegisterKind) -> UInt64 {
    switch kind {
    case .int8: UInt64(bitPattern: Int64(Int8(truncatingIfNeeded: number)))
    case .uint8: UInt64(UInt8(truncatingIfNeeded: number))
    case .int16: UInt64(bitPattern: Int64(Int16(truncatingIfNeeded: number)))
    case .uint16: UInt64(UInt16(truncatingIfNeeded: number))
    case .int32: UInt64(bitPattern: Int64(Int32(truncatingIfNeeded: number)))
    case .uint32: UInt64(UInt32(truncatingIfNeeded: number))
    default: UInt64(bitPattern: number)
    }
  }

  /// What an argument of a type of addresses is for C; nil where that is not so simple.
  @inline(__always)
  private func address(_ context: Context, _ value: Value, _ kind: RegisterKind, _ index: Int) -> UInt64? {
    let type = Type(Tuple(load(&pointer.pointee.types))[index])
    if kind == .string || kind == .address {
      // A zero follows the bytes of the type itself.
      if let bytes = Bytes(ifExactly: value) { return UInt64(UInt(bitPattern: bytes.base)) }
      if kind == .address, value.isSmallInt { return UInt64(bitPattern: value.smallInt) }
    }
    if kind == .object { return holdsObject(value, context) ? nil : value.bits }
    if value == .none { return kind == .array || kind == .function ? nil : 0 }
    if let data = CData(ifHas: value) { return address(of: data, context, kind, type) }
    guard kind == .pointer || kind == .address, let argument = Argument(ifHas: value),
      argument.code == UInt8(ascii: "P")
    else { return nil }
    if kind == .pointer, !isReference(argument, context, to: CType(of: type)?.element) { return nil }
    return argument.address.load(as: UInt64.self)
  }

  /// Whether a value is a `py_object`, of which C gets what is in it.
  private func holdsObject(_ value: Value, _ context: Context) -> Bool {
    CData(ifHas: value, .simple).flatMap { CType(of: $0.type(context)) }?.code == UInt8(ascii: "O")
  }

  private func isReference(_ argument: Argument, _ context: Context, to target: Type?) -> Bool {
    argument.object.isPointer && context.type(of: argument.object) == target
  }

  @inline(__always)
  private func address(of data: CData, _ context: Context, _ kind: RegisterKind, _ type: Type) -> UInt64? {
    let given = data.type(context)
    let own = UInt64(data.pointer.pointee.address)
    if given == type { return kind == .array ? own : data.address.load(as: UInt64.self) }
    guard kind == .pointer || kind == .address, let record = CType(of: given) else { return nil }
    if kind == .address {
      switch record.form {
      case .array: return own
      case .pointer: return data.address.load(as: UInt64.self)
      default: return nil
      }
    }
    guard let target = CType(of: type)?.element else { return nil }
    let isArrayOfTargets = record.form == .array && record.element == target
    return given == target || isArrayOfTargets ? own : nil
  }
}
