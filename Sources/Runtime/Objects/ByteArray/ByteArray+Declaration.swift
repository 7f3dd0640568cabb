import CRuntime

extension ByteArray {
  private static func representation(_ context: Context, _ value: Value) throws(Raised) -> Text {
    let units = UnitString(value).units
    var builder = try TextBuilder(context, capacity: units.count + 16)
    try builder.append(context, Text(context.type(of: value).pointer.pointee.name))
    try builder.append(context, "(b")
    let bytes = UnsafeRawBufferPointer(start: units.base, count: units.count)
    try builder.appendQuoted(context, bytes, escapesApostrophe: true)
    try builder.append(context, ")")
    return try builder.finish(context)
  }

  /// What `copy` and `pickle` make an array of: text up to version 2 of their form, bytes from 3 on.
  private func reduced(_ context: Context, version: Int32) throws(Raised) -> Value {
    let state = try ObjectType.state(context, value)
    let arguments: Tuple
    if units.count == 0 {
      arguments = try Tuple.empty(context)
    } else if version < 3 {
      arguments = try Tuple.make(
        context, Text.make(context, units).value, Text.make(context, "latin-1" as StaticString).value)
    } else {
      let bytes = UnsafeRawBufferPointer(start: units.base, count: units.count)
      arguments = try Tuple.make(context, Bytes.make(context, bytes).value)
    }
    return try Tuple.make(
      context, context.type(of: value).value, arguments.value, state).value
  }

  private static let slots: [SlotEntry] = [
    .window(.new) { c, type, _, _, _ in
      bridge(c) { () throws(Raised) in
        let exact = try make(c, storage: nil, count: 0).value
        return try c.derived(exact, size: MemoryLayout<ByteArrayLayout>.size, as: Type(type))
      }
    },
    .window(.initialize) { c, s, arguments, count, names in
      initializing(c, "bytearray", "(self, /, source=<unset>, encoding=<unset>, errors=<unset>)", { c, a in
        bridge(c) { () throws(Raised) -> Void in
          let array = ByteArray(a[0])
          let content = try Bytes.content(c, a[1], a[2], a[3], "bytearray")
          try array.replace(c, 0, array.count, by: content.units)
        }
      }, s, arguments, Int(count), names)
    },
    .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try representation(c, s).value } },
    .unary(.iterate) { c, s in
      bridge(c) { () throws(Raised) in try Adaptor.make(c, BuiltinShape.byteArrayIterator, s).value }
    },
    .ternary(.setItem) { c, s, key, value in
      bridge(c) { () throws(Raised) -> Void in try ByteArray(s).setItem(c, key, value) }
    },
    .binary(.inPlaceAdd) { c, s, o in
      bridge(c) { () throws(Raised) in
        guard try c.bytes(of: o) != nil else {
          throw c.raise(.typeError, "can't concat \(c.typeName(of: o)) to \(c.typeName(of: s))")
        }
        try ByteArray(s).extend(c, by: o)
        return s
      }
    },
    .binary(.inPlaceMultiply) { c, s, o in
      bridge(c) { () throws(Raised) in
        try ByteArray(s).repeatInPlace(c, repetition(c, o))
        return s
      }
    },
  ]

  private static let mutation: [NativeEntry] = [
    .two("append", "(self, item, /)") { c, s, item in
      bridge(c) { () throws(Raised) -> Void in try ByteArray(s).append(c, c.byte(item)) }
    },
    .two("extend", "(self, iterable_of_ints, /)") { c, s, items in
      bridge(c) { () throws(Raised) -> Void in try ByteArray(s).extend(c, by: items) }
    },
    .three("insert", "(self, index, item, /)") { c, s, index, item in
      bridge(c) { () throws(Raised) -> Void in try ByteArray(s).insert(c, index, item) }
    },
    .two("pop", "(self, index=-1, /)") { c, s, index in
      bridge(c) { () throws(Raised) in try ByteArray(s).pop(c, index) }
    },
    .two("remove", "(self, value, /)") { c, s, item in
      bridge(c) { () throws(Raised) -> Void in try ByteArray(s).remove(c, item) }
    },
    .one("reverse") { c, s in
      ByteArray(s).reverse(c)
      return .none
    },
    .one("clear") { c, s in
      bridge(c) { () throws(Raised) -> Void in
        let array = ByteArray(s)
        try array.replace(c, 0, array.count, by: array.units.slice(0, 0))
      }
    },
    .one("copy") { c, s in bridge(c) { () throws(Raised) in try make(c, UnitString(s).units).value } },
    .two("resize", "(self, size, /)") { c, s, size in
      bridge(c) { () throws(Raised) -> Void in try ByteArray(s).resize(c, to: c.sizeArgument(size)) }
    },
    .buffer, .releaseBuffer,
    .one("__reduce__") { c, s in bridge(c) { () throws(Raised) in try ByteArray(s).reduced(c, version: 2) } },
    .two("__reduce_ex__", "(self, proto=0, /)") { c, s, version in
      bridge(c) { () throws(Raised) in try ByteArray(s).reduced(c, version: c.intArgument(version)) }
    },
    // CPython's arrays have a zero behind them.
    .one("__alloc__") { _, s in Value(smallInt: Int64(ByteArray(s).storage?.count ?? 0) + 1) },
    .one("__sizeof__") { _, s in
      Value(smallInt: Int64(MemoryLayout<ByteArrayLayout>.size + (ByteArray(s).storage?.count ?? 0)))
    },
  ]

  static let declaration = TypeDeclaration(
    "bytearray", kind: .byteArray, flags: [.base, .matchesSelf, .concatenates],
    slots: UnitString.byteSlots + slots, methods: UnitString.byteMethods + mutation)
}
