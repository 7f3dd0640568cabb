import CRuntime
import Runtime

/// `_json.make_encoder`: writes a value, as an encoder's attributes say.
struct JsonEncoderLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// Which `QuoteForm` the encoder of strings is.
  var quotes: Int64
  var sortsKeys: Int64
  var skipsKeys: Int64
  var allowsNaN: Int64
  /// A dict of the containers being written, or None.
  var markers: Value
  var fallback: Value
  var encodeText: Value
  /// Text or None.
  var indent: Value
  var keySeparator: Value
  var itemSeparator: Value
}

struct JsonEncoder: NativeObject {
  /// How strings are written: by this module's functions, which need no call, or by another one.
  enum QuoteForm: Int64 { case other, plain, ascii }

  let pointer: UnsafeMutablePointer<JsonEncoderLayout>
  init(pointer: UnsafeMutablePointer<JsonEncoderLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .jsonEncoder }

  private static let construct: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) in
      for index in 5...6 where Text(ifHas: a[index]) == nil {
        throw c.raise(
          .typeError, "make_encoder() argument \(index) must be str, not \(c.typeName(of: a[index]))")
      }
      if a[1] != .none, Dict(ifHas: a[1]) == nil {
        throw c.raise(.typeError, "make_encoder() argument 1 must be dict or None, not \(c.typeName(of: a[1]))")
      }
      let encoder = try allocate(c, Type(a[0]))
      let layout = encoder.pointer
      layout.pointee.sortsKeys = try c.isTrue(a[7]) ? 1 : 0
      layout.pointee.skipsKeys = try c.isTrue(a[8]) ? 1 : 0
      layout.pointee.allowsNaN = try c.isTrue(a[9]) ? 1 : 0
      layout.pointee.markers = a[1]
      layout.pointee.fallback = a[2]
      layout.pointee.encodeText = a[3]
      layout.pointee.indent = a[4]
      layout.pointee.keySeparator = a[5]
      layout.pointee.itemSeparator = a[6]
      let module = try c.importModule("_json")
      let form: QuoteForm =
        if try a[3] == c.attribute(module, "encode_basestring_ascii") { .ascii }
        else if try a[3] == c.attribute(module, "encode_basestring") { .plain }
        else { .other }
      layout.pointee.quotes = form.rawValue
      return encoder.value
    }
  }

  private static let call: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) in
      let level = try c.sizeArgument(a[2])
      var writer = try JsonWriter(c, JsonEncoder(a[0]), level: level)
      try writer.write(a[1])
      return try Tuple.make(c, writer.finish()).value
    }
  }

  static let declaration = TypeDeclaration(
    native: .jsonEncoder, "_json.Encoder", flags: [.base], trace: .words(from: 40),
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(
          c, "make_encoder",
          "(type, markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
          construct, type, arguments, Int(count), names)
      },
      .window(.call) { c, s, arguments, count, names in
        initializing(c, "_iterencode", "(self, obj, _current_indent_level)", call, s, arguments, Int(count), names)
      },
    ],
    methods: [
      .member("markers") { _, s in JsonEncoder(s).pointer.pointee.markers },
      .member("default") { _, s in JsonEncoder(s).pointer.pointee.fallback },
      .member("encoder") { _, s in JsonEncoder(s).pointer.pointee.encodeText },
      .member("indent") { _, s in JsonEncoder(s).pointer.pointee.indent },
      .member("key_separator") { _, s in JsonEncoder(s).pointer.pointee.keySeparator },
      .member("item_separator") { _, s in JsonEncoder(s).pointer.pointee.itemSeparator },
      .member("sort_keys") { _, s in Value(JsonEncoder(s).pointer.pointee.sortsKeys != 0) },
      .member("skipkeys") { _, s in Value(JsonEncoder(s).pointer.pointee.skipsKeys != 0) },
    ])
}
