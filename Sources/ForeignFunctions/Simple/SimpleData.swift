import CRuntime
import Runtime

/// `_SimpleCData`: what instances of `c_int` and its like have.
enum SimpleData {
  private static func value(_ context: Context, _ data: CData) throws(Raised) -> Value {
    try SimpleCode(data.record(context)).load(context, data.address)
  }

  private static func setValue(_ context: Context, _ data: CData, _ value: Value) throws(Raised) {
    if value.isEmpty { throw context.raise(.typeError, "can't delete attribute") }
    let kept = try SimpleCode(data.record(context)).store(context, value, to: data.address)
    try data.keep(context, kept, at: 0)
  }

  /// Whether the class itself is a simple type, and not derived from one.
  private static func isPlain(_ context: Context, _ type: Type) throws(Raised) -> Bool {
    try type.base == context.type(.simple)
  }

  private static let initialize: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) -> Void in
      let arguments = Tuple(a[1])
      if arguments.count > 1 {
        throw c.raise(.typeError, "__init__ expected at most 1 argument, got \(arguments.count)")
      }
      if arguments.count == 1 { try setValue(c, CData(a[0]), arguments[0]) }
    }
  }

  static let declaration = TypeDeclaration(
    native: .simple, "_ctypes._SimpleCData", nativeBase: .data, metaclass: .simpleClass,
    flags: [.base, .exportsMemory], trace: CData.trace, documentation: "XXX to be provided",
    slots: [
      CDataType.new,
      .window(.initialize) { c, s, arguments, count, names in
        if names.isEmpty, count == 1 {
          return bridge(c) { () throws(Raised) -> Void in try setValue(c, CData(s), arguments[0]) }
        }
        return initializing(c, "__init__", "(self, /, *args, **kwargs)", initialize, s, arguments, Int(count), names)
      },
      .unary(.bool) { c, s in
        let data = CData(s)
        for index in 0..<data.size where data.address.load(fromByteOffset: index, as: UInt8.self) != 0 { return .true }
        return .false
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let type = c.type(of: s)
          if try !isPlain(c, type) { return try c.text("<\(type.plainName) object at \(s.addressString)>") }
          return try c.text("\(type.plainName)(\(c.reprString(value(c, CData(s)))))")
        }
      },
    ],
    methods: [
      .getter(
        "value", { c, s in bridge(c) { () throws(Raised) in try value(c, CData(s)) } },
        set: { c, s, value, _ in bridge(c) { () throws(Raised) -> Void in try setValue(c, CData(s), value) } }),
      .one("__ctypes_from_outparam__") { c, s in
        bridge(c) { () throws(Raised) in try isPlain(c, c.type(of: s)) ? value(c, CData(s)) : s }
      },
      .buffer,
    ])
}
