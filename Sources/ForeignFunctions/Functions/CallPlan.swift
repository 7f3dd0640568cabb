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

struct CallPlanLayout: BitwiseCopyable {
  var header: ObjectHeader
  var kinds: InlineArray<16, ForeignKind>
  var count: UInt8
  /// The letter of the result's type; 0 where there is no result.
  var resultCode: UInt8
  var usesErrno: Bool
  var hasFloats: Bool
  var result: ForeignKind
  var unused: (UInt8, UInt8, UInt8)
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
    guard !flags.contains(.pythonAPI), let types = function.converters(record),
      function.resultCheck(record).isEmpty, let code = resultCode(function.resultType(record))
    else { return nil }
    var kinds = InlineArray<16, ForeignKind>(repeating: .int8)
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
    (layout.pointee.usesErrno, layout.pointee.hasFloats) = (flags.contains(.usesErrno), floats > 0)
    layout.pointee.result = code == 0 ? .none : ForeignKind(code: code) ?? .other
    publish(types.value, to: &layout.pointee.types)
    return plan
  }

  /// The letter of a result that comes back in a register; nil for any other.
  private static func resultCode(_ type: Value) -> UInt8? {
    if type == .none { return 0 }
    if type.isEmpty { return UInt8(ascii: "i") }
    guard let record = CType(ofClass: type), record.traits.contains(.isTransparent), !record.traits.contains(.isSwapped),
      "bBhHiIlLqQ?cfdzZP".utf8.contains(record.code)
    else { return nil }
    return record.code
  }

  private static func kind(_ type: Value) -> ForeignKind? {
    guard let record = CType(ofClass: type), !record.traits.contains(.isSwapped) else { return nil }
    switch record.form {
    case .pointer: return .pointer
    case .array: return .array
    case .function: return .function
    case .structure, .union: return nil
    case .simple: return ForeignKind(code: record.code)
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
    call.usesErrno = pointer.pointee.usesErrno
    let code = pointer.pointee.resultCode
    call.returnsFloat = code == UInt8(ascii: "d") || code == UInt8(ascii: "f")
    return try withUnsafeMutablePointer(to: &call) { (call) throws(Raised) -> Value? in
      if !place(context, arguments, in: call) { return nil }
      context.noteForeignCall()
      _ = Interpreter(of: context).heap.blocking(context, call) { call in
        foreign_call_registers(call.unsafelyUnwrapped.assumingMemoryBound(to: RegisterCall.self))
        return nil
      }
      if code == 0 { return Value.none }
      // Where the memory is that the result may lead to is known to the arguments, which are in the call.
      return try SimpleCode(code).load(context, &call.pointee.result)
    }
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
        guard let number = PythonFloat.number(value) ?? (value.isSmallInt ? Double(value.smallInt) : nil) else {
          return false
        }
        floats[float] =
          kind == .double ? number : Double(bitPattern: UInt64(Float(number).bitPattern))
        float += 1
        continue
      case .bool:
        guard value.isSmallInt || value == .true || value == .false else { return false }
        integers[integer] = value == .false || value == Value(smallInt: 0) ? 0 : 1
      case .int8, .uint8, .int16, .uint16, .int32, .uint32, .int64, .uint64:
        guard value.isSmallInt else { return false }
        integers[integer] = Self.widened(value.smallInt, kind)
      default:
        guard let address = address(context, value, index) else { return false }
        integers[integer] = address
        kept[integer] = value.bits
      }
      integer += 1
    }
    return true
  }

  /// An int as C truncates it to its type, as wide as a register.
  @inline(__always)
  private static func widened(_ number: Int64, _ kind: ForeignKind) -> UInt64 {
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
  func address(_ context: Context, _ value: Value, _ index: Int) -> UInt64? {
    let kind = pointer.pointee.kinds[index]
    let type = Type(Tuple(load(&pointer.pointee.types))[index])
    if kind == .string || kind == .address {
      // A zero follows the bytes of the type itself.
      if let bytes = Bytes(ifExactly: value) { return UInt64(UInt(bitPattern: bytes.base)) }
      if kind == .address, value.isSmallInt { return UInt64(bitPattern: value.smallInt) }
    }
    if value == .none { return kind == .array || kind == .function ? nil : 0 }
    if let data = CData(ifHas: value) { return address(of: data, context, kind, type) }
    guard kind == .pointer, let argument = Argument(ifHas: value), argument.code == UInt8(ascii: "P"),
      argument.object.isPointer, context.type(of: argument.object) == CType(of: type)?.element
    else { return nil }
    return argument.address.load(as: UInt64.self)
  }

  @inline(__always)
  private func address(of data: CData, _ context: Context, _ kind: ForeignKind, _ type: Type) -> UInt64? {
    let given = data.type(context)
    if given == type { return kind == .array ? UInt64(data.pointer.pointee.address) : data.address.load(as: UInt64.self) }
    guard kind == .pointer || kind == .address, let record = CType(of: given) else { return nil }
    if kind == .address {
      switch record.form {
      case .array: return UInt64(data.pointer.pointee.address)
      case .pointer: return data.address.load(as: UInt64.self)
      default: return nil
      }
    }
    guard let target = CType(of: type)?.element else { return nil }
    let isArrayOfTargets = record.form == .array && record.element == target
    return given == target || isArrayOfTargets ? UInt64(data.pointer.pointee.address) : nil
  }
}
