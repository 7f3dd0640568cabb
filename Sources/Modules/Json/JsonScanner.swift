import CRuntime
import Runtime

/// `_json.make_scanner`: reads a value of a text, as a decoder's attributes say.
struct JsonScannerLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// Whether control characters in strings are refused.
  var isStrict: Int64
  var objectHook: Value
  var pairsHook: Value
  var makeFloat: Value
  var makeInt: Value
  var makeConstant: Value
}

struct JsonScanner: NativeObject {
  let pointer: UnsafeMutablePointer<JsonScannerLayout>
  init(pointer: UnsafeMutablePointer<JsonScannerLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .jsonScanner }

  private static let construct: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) in
      let scanner = try allocate(c, Type(a[0]))
      let decoder = a[1]
      scanner.pointer.pointee.isStrict = try c.isTrue(c.attribute(decoder, "strict")) ? 1 : 0
      scanner.pointer.pointee.objectHook = try c.attribute(decoder, "object_hook")
      scanner.pointer.pointee.pairsHook = try c.attribute(decoder, "object_pairs_hook")
      scanner.pointer.pointee.makeFloat = try c.attribute(decoder, "parse_float")
      scanner.pointer.pointee.makeInt = try c.attribute(decoder, "parse_int")
      scanner.pointer.pointee.makeConstant = try c.attribute(decoder, "parse_constant")
      return scanner.value
    }
  }

  private static let call: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) in
      let start = try c.sizeArgument(a[2])
      let text = try JsonModule.text(c, a[1])
      if start < 0 { throw c.raise(.valueError, "idx cannot be negative") }
      let scanner = JsonScanner(a[0])
      switch text.width {
      case .one: return try scanner.read(c, text, start, UInt8.self)
      case .two: return try scanner.read(c, text, start, UInt16.self)
      case .four: return try scanner.read(c, text, start, UInt32.self)
      }
    }
  }

  /// A value, and the place behind it.
  private func read<Unit: FixedWidthInteger & UnsignedInteger>(
    _ context: Context, _ text: Text, _ start: Int, _ unit: Unit.Type
  ) throws(Raised) -> Value {
    var reader = JsonReader<Unit>(context, text, self, isStrict: pointer.pointee.isStrict != 0)
    var place = start
    let value = try reader.value(&place)
    return try Tuple.make(context, value, Value(smallInt: Int64(place))).value
  }

  /// A string whose quote is before `start`, and the place behind it.
  static func scan(_ context: Context, _ text: Text, _ start: Int, isStrict: Bool) throws(Raised) -> Value {
    switch text.width {
    case .one: return try scan(context, text, start, isStrict, UInt8.self)
    case .two: return try scan(context, text, start, isStrict, UInt16.self)
    case .four: return try scan(context, text, start, isStrict, UInt32.self)
    }
  }

  private static func scan<Unit: FixedWidthInteger & UnsignedInteger>(
    _ context: Context, _ text: Text, _ start: Int, _ isStrict: Bool, _ unit: Unit.Type
  ) throws(Raised) -> Value {
    var reader = JsonReader<Unit>(context, text, nil, isStrict: isStrict)
    var place = start
    let value = try reader.string(&place, isKey: false)
    return try Tuple.make(context, value, Value(smallInt: Int64(place))).value
  }

  static let declaration = TypeDeclaration(
    native: .jsonScanner, "_json.Scanner", flags: [.base], trace: .words(from: 16),
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(c, "make_scanner", "(type, context)", construct, type, arguments, Int(count), names)
      },
      .window(.call) { c, s, arguments, count, names in
        initializing(c, "scan_once", "(self, string, idx)", call, s, arguments, Int(count), names)
      },
    ],
    methods: [
      .member("strict") { _, s in Value(JsonScanner(s).pointer.pointee.isStrict != 0) },
      .member("object_hook") { _, s in JsonScanner(s).pointer.pointee.objectHook },
      .member("object_pairs_hook") { _, s in JsonScanner(s).pointer.pointee.pairsHook },
      .member("parse_float") { _, s in JsonScanner(s).pointer.pointee.makeFloat },
      .member("parse_int") { _, s in JsonScanner(s).pointer.pointee.makeInt },
      .member("parse_constant") { _, s in JsonScanner(s).pointer.pointee.makeConstant },
    ])
}
