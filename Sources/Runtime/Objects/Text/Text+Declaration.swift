import CRuntime
import UnicodeTables

extension Text {
  private func item(_ context: Context, _ key: Value) throws(Raised) -> Value {
    if let slice = Slice(ifExactly: key) {
      let indices = try slice.indices(context, length: count)
      return try Text.slice(context, self, start: indices.start, step: indices.step, count: indices.count).value
    }
    let given = try sequenceIndex(context, key, "string")
    let index = given < 0 ? given + Int64(count) : given
    if index < 0 || index >= Int64(count) { throw context.raise(.indexError, "string index out of range") }
    return try Text.character(context, of: self, at: Int(index)).value
  }

  private static func compare(_ left: Value, _ right: Value, _ comparison: Comparison) -> Value {
    guard let right = Text(ifHas: right) else { return .notImplemented }
    let left = Text(left)
    switch comparison {
    case .equal: return Value(areEqual(left, right))
    case .notEqual: return Value(!areEqual(left, right))
    default: return Value(comparison.holds(compare(left, right), 0))
    }
  }

  /// `str(object)`, or `str(bytes, encoding, errors)`.
  private static func converted(
    _ context: Context, _ object: Value, _ encoding: Value, _ errors: Value
  ) throws(Raised) -> Text {
    if encoding.isEmpty, errors.isEmpty { return object.isEmpty ? empty(context) : try context.str(object) }
    let (encodingName, errorsName) = try UnitString.encodingArguments(context, "str", encoding, errors)
    if object.isEmpty { return empty(context) }
    if Text(ifHas: object) != nil { throw context.raise(.typeError, "decoding str is not supported") }
    guard let bytes = try context.bytes(of: object) else {
      throw context.raise(
        .typeError, "decoding to str: need a bytes-like object, \(context.typeName(of: object)) found")
    }
    return Text(try Encoding.decode(context, object, bytes, encodingName, errorsName))
  }

  static let declaration = TypeDeclaration(
    "str", kind: .text, flags: [.base, .matchesSelf, .concatenates],
    slots: [
      .window(.new) { c, type, arguments, count, names in
        if let object = onlyArgument(type, arguments, count, names) {
          return bridge(c) { () throws(Raised) in try c.str(object).value }
        }
        return initializing(
          c, "str", "(type, object=<unset>, encoding=<unset>, errors=<unset>) unpacking", { c, a in
          bridge(c) { () throws(Raised) in
            var text = try converted(c, a[1], a[2], a[3])
            if !Type(a[0]).flags.contains(.derivedInstances) { return text.value }
            // In a cell of its own: not interned, not a part of a buffer.
            text = try Text.make(c, text.units, flags: text.flags)
            return try c.derived(text.value, size: unitsOffset + text.byteCount, as: Type(a[0]))
          }
        }, type, arguments, Int(count), names)
      },
      .unary(.length) { _, s in Value(smallInt: Int64(Text(s).count)) },
      .unary(.hash) { c, s in bridge(c) { () throws(Raised) in try PythonInt.make(c, hash(c, Text(s))) } },
      .unary(.str) { c, s in bridge(c) { () throws(Raised) in try slice(c, Text(s), 0, Text(s).count).value } },
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try representation(c, Text(s)).value } },
      .unary(.iterate) { c, s in
        bridge(c) { () throws(Raised) in try Adaptor.make(c, over: Text(s)).value }
      },
      .binary(.getItem) { c, s, key in bridge(c) { () throws(Raised) in try Text(s).item(c, key) } },
      .binary(.contains) { c, s, part in
        bridge(c) { () throws(Raised) in Value(try UnitString(s).contains(c, part)) }
      },
      .binary(.add) { c, s, o in
        bridge(c) { () throws(Raised) in
          guard let other = Text(ifHas: o) else {
            throw c.raise(.typeError, "can only concatenate str (not \"\(c.typeName(of: o))\") to str")
          }
          return try concatenate(c, Text(s), other).value
        }
      },
      .binary(.multiply) { c, s, o in
        bridge(c) { () throws(Raised) in try repeated(c, Text(s), times: Int(repetition(c, o))).value }
      },
      .binary(.reflectedMultiply) { c, s, o in
        bridge(c) { () throws(Raised) in try repeated(c, Text(s), times: Int(repetition(c, o))).value }
      },
      .binary(.modulo) { c, s, o in
        bridge(c) { () throws(Raised) in try PercentFormatter.format(c, UnitString(s), o) }
      },
      .binary(.reflectedModulo) { c, s, o in UnitString.formatted(c, o, with: s) },
      .binary(.equal) { _, s, o in compare(s, o, .equal) },
      .binary(.notEqual) { _, s, o in compare(s, o, .notEqual) },
      .binary(.less) { _, s, o in compare(s, o, .less) },
      .binary(.lessEqual) { _, s, o in compare(s, o, .lessEqual) },
      .binary(.greater) { _, s, o in compare(s, o, .greater) },
      .binary(.greaterEqual) { _, s, o in compare(s, o, .greaterEqual) },
    ],
    methods: UnitString.methods(
      strip: "(self, chars=None, /)", join: "(self, iterable, /)", fill: "(self, width, fillchar=<' '>, /)")
      + ownMethods)

  private static let ownMethods: [NativeEntry] = [
    .window("replace", "(self, old, new, /, count=-1)") { c, a in
      bridge(c) { () throws(Raised) in try UnitString.replace(c, a) }
    },
    .one("casefold") { c, s in bridge(c) { () throws(Raised) in try UnitString(s).caseFolded(c) } },
    .one("isdecimal") { _, s in UnitString(s).all { $0 < 0x80 ? $0 &- 0x30 < 10 : Unicode16.isDecimal($0) } },
    .one("isnumeric") { _, s in UnitString(s).all { $0 < 0x80 ? $0 &- 0x30 < 10 : Unicode16.isNumeric($0) } },
    .one("isprintable") { _, s in Value(Text(s).isEmpty || UnitString(s).all { Unicode16.isPrintable($0) } == .true) },
    .one("isidentifier") { _, s in Value(Text(s).units.isIdentifier) },
    .two("translate", "(self, table, /)") { c, s, table in
      bridge(c) { () throws(Raised) in try translate(c, Text(s), table).value }
    },
    .three("maketrans", "(x, y=<unset>, z=<unset>, /)", .staticMethod) { c, from, to, deleted in
      bridge(c) { () throws(Raised) in try makeTable(c, from, to, deleted) }
    },
    .window("encode", "(self, /, encoding='utf-8', errors='strict')") { c, a in
      bridge(c) { () throws(Raised) in
        let (encoding, errors) = try UnitString.encodingArguments(c, "encode", a[1], a[2])
        return try Encoding.encode(c, Text(a[0]), encoding, errors).value
      }
    },
    .window("format", "(self, /, *args, **kwargs)") { c, a in
      bridge(c) { () throws(Raised) in try ReplacementFields.format(c, Text(a[0]), a[1], a[2]).value }
    },
    .two("format_map", "(self, mapping, /)") { c, s, mapping in
      bridge(c) { () throws(Raised) in try ReplacementFields.format(c, Text(s), .empty, mapping).value }
    },
    .two("__format__", "(self, format_spec, /)") { c, s, specification in
      bridge(c) { () throws(Raised) in
        try FormatSpecification.format(c, text: Text(s), FormatSpecification.given(c, specification)).value
      }
    },
    .one("__getnewargs__") { c, s in
      bridge(c) { () throws(Raised) in try Tuple.make(c, make(c, Text(s).units).value).value }
    },
    .one("__sizeof__") { _, s in Value(smallInt: Int64(unitsOffset + Text(s).byteCount)) },
  ]
}

extension TextUnits {
  /// Whether the units are a name: `str.isidentifier`.
  var isIdentifier: Bool {
    if count == 0 || !Unicode16.isIdentifierStart(self[0]) { return false }
    for place in 1..<max(1, count) where !Unicode16.isIdentifierContinue(self[place]) { return false }
    return true
  }
}
