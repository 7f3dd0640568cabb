import CFFI
import CRuntime
import Runtime

// What `byref` and `from_param` answer: a value as C gets it, with what has to stay alive for it.

struct ArgumentLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// As much of it as the type says: the value as it lies in memory.
  var bits: InlineArray<4, UInt64>
  /// The letter of the simple type that the value is of.
  var code: UInt8
  /// What the value was made of: `_obj`.
  var object: Value
  var kept: Value
}

struct Argument: NativeObject {
  let pointer: UnsafeMutablePointer<ArgumentLayout>
  init(pointer: UnsafeMutablePointer<ArgumentLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .argument }

  var code: UInt8 { pointer.pointee.code }
  var object: Value { load(&pointer.pointee.object) }
  var address: UnsafeMutableRawPointer { UnsafeMutableRawPointer(pointer) + 8 }

  /// A value as one of a simple type.
  static func make(_ context: Context, _ value: Value, as code: SimpleCode) throws(Raised) -> Argument {
    let argument = try allocate(context)
    argument.pointer.pointee.code = code.code
    let kept = try code.store(context, value, to: argument.address)
    publish(kept, to: &argument.pointer.pointee.kept)
    publish(kept, to: &argument.pointer.pointee.object)
    return argument
  }

  /// An address that belongs to an object.
  static func make(_ context: Context, address: UInt, _ code: UInt8, of object: Value) throws(Raised) -> Argument {
    let argument = try allocate(context)
    argument.pointer.pointee.code = code
    argument.address.storeBytes(of: address, as: UInt.self)
    publish(object, to: &argument.pointer.pointee.object)
    return argument
  }

  private func shown(_ context: Context) throws(Raised) -> String {
    let code = SimpleCode(code)
    switch code.code {
    case UInt8(ascii: "z"), UInt8(ascii: "Z"), UInt8(ascii: "P"):
      let address = address.load(as: UInt.self)
      return "<cparam '\(code.letter)' (\(address == 0 ? "(nil)" : "0x\(String(address, radix: 16))"))>"
    case UInt8(ascii: "c"):
      let byte = address.load(as: UInt8.self)
      let isShown = byte >= 0x20 && byte < 0x7f && byte != UInt8(ascii: "'") && byte != UInt8(ascii: "\\")
      let digits = String(byte, radix: 16)
      let text = isShown ? String(Character(Unicode.Scalar(byte))) : "\\x\(digits.utf8.count < 2 ? "0" : "")\(digits)"
      return "<cparam 'c' ('\(text)')>"
    case UInt8(ascii: "b"), UInt8(ascii: "B"), UInt8(ascii: "h"), UInt8(ascii: "H"), UInt8(ascii: "i"),
      UInt8(ascii: "I"), UInt8(ascii: "l"), UInt8(ascii: "L"), UInt8(ascii: "q"), UInt8(ascii: "Q"),
      UInt8(ascii: "d"), UInt8(ascii: "f"):
      return "<cparam '\(code.letter)' (\(try context.reprString(code.load(context, address))))>"
    default: return "<cparam '\(code.letter)' at \(value.addressString)>"
    }
  }

  static let declaration = TypeDeclaration(
    native: .argument, "_ctypes.CArgObject", trace: .words(from: 48),
    slots: [
      .noConstructor,
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try c.text(Argument(s).shown(c)) } },
    ],
    methods: [.member("_obj") { _, s in orNone(Argument(s).object) }])
}
