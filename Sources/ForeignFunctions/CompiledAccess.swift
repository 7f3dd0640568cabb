import CFFI
import CRuntime
import Runtime

// What compiled code does by itself, as the compiler is told (`ForeignAccess`): calls by a plan, and numbers in C's memory.

extension ForeignKind {
  /// Of a simple type, by its letter; nil where only `SimpleCode` knows its values.
  init?(code: UInt8) {
    let integers: [(signed: ForeignKind, unsigned: ForeignKind)] = [
      (.int8, .uint8), (.int16, .uint16), (.int32, .uint32), (.int64, .uint64),
    ]
    switch code {
    case UInt8(ascii: "?"): self = .bool
    case UInt8(ascii: "f"): self = .float
    case UInt8(ascii: "d"): self = .double
    case UInt8(ascii: "z"): self = .string
    case UInt8(ascii: "P"): self = .address
    case _ where "bhilq".utf8.contains(code): self = integers[foreign_size(code).trailingZeroBitCount].signed
    case _ where "BHILQ".utf8.contains(code): self = integers[foreign_size(code).trailingZeroBitCount].unsigned
    default: return nil
    }
  }
}

extension ForeignMemory {
  /// Of numbers of a simple type, by its letter.
  init?(code: UInt8, _ form: Form) {
    guard code != 0, let kind = ForeignKind(code: code), kind.size > 0 else { return nil }
    self.init(kind, form)
  }
}

enum CompiledAccess {
  static let access = ForeignAccess(
    function: { function($0) }, member: { member($0, $1, $2) }, elements: { elements($0, $1) })

  private static func function(_ value: Value) -> ForeignFunction? {
    guard CData(ifHas: value, .function) != nil,
      let plan = CallPlan(ifHas: load(&FunctionPointer(value).pointer.pointee.plan))
    else { return nil }
    let layout = plan.pointer
    return ForeignFunction(
      planOffset: MemoryLayout<FunctionPointerLayout>.offset(of: \.plan).unsafelyUnwrapped, plan: plan.value,
      parameters: (0..<Int(layout.pointee.count)).map { layout.pointee.kinds[$0] }, result: layout.pointee.result,
      address: { CallPlan($2).address($0, $1, $3) ?? ForeignFunction.notSimple },
      value: { context, bits, plan in
        var bits = bits
        return bridge(context) { () throws(Raised) in
          try SimpleCode(CallPlan(plan).pointer.pointee.resultCode).load(context, &bits)
        }
      },
      around: layout.pointee.usesErrno ? { foreign_swap_errno() } : nil)
  }

  /// A field, or the `value` of an instance of a simple type, or of one derived from it.
  private static func member(_ context: Context, _ descriptor: Value, _ type: Type) -> ForeignMemory? {
    if let field = Field(ifHas: descriptor) {
      return ForeignMemory(code: field.pointer.pointee.plainCode, .member(offset: field.byteOffset))
    }
    guard let record = CType(of: type), record.form == .simple, !record.traits.contains(.isSwapped),
      let value = try? context.own(context.type(.simple), "value"), value == descriptor
    else { return nil }
    return ForeignMemory(code: record.code, .member(offset: 0))
  }

  /// A class of Python's may have its own way to its elements.
  private static func elements(_ context: Context, _ type: Type) -> ForeignMemory? {
    guard let record = CType(of: type), record.form == .array || record.form == .pointer,
      let base = try? context.type(record.form.nativeType), !type.overrides(.getItem, of: base),
      !type.overrides(.setItem, of: base)
    else { return nil }
    return ForeignMemory(
      code: record.pointer.pointee.elementCode, record.form == .array ? .array(count: record.length) : .pointer)
  }
}
