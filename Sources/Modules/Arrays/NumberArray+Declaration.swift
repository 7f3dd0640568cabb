import CRuntime
import Runtime

/// The module `array`.
enum Arrays {
  static let module = ModuleDeclaration(
    "array", "Arrays of numbers or characters of one kind.",
    functions: [
      .window(
        "_array_reconstructor",
        """
        (arraytype, typecode, mformat_code, items,
                             /)
        """, .function
      ) { c, a in
        bridge(c) { () throws(Raised) in try NumberArray.reconstructed(c, a) }
      }
    ],
    nativeTypes: [NumberArray.declaration], hiddenTypes: [NumberArrayIterator.declaration],
    fill: { (c, module) throws(Raised) in
      try module.set(c, "ArrayType", c.type(.numberArray).value)
      try module.set(c, "typecodes", Text.make(c, ArrayItem.codes).value)
      let sequences = try c.attribute(c.importModule("collections.abc"), "MutableSequence")
      _ = try c.callMethod(sequences, "register", c.type(.numberArray).value)
    })
}

extension NumberArray {
  /// `array(typecode, initializer)`.
  private static let construct: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) in
      let (type, given) = (Type(a[0]), Tuple(a[1]))
      let base = try c.type(.numberArray)
      if Dict(a[2]).count > 0, !type.overrides(.initialize, of: base) {
        throw c.raise(.typeError, "array.array() takes no keyword arguments")
      }
      if given.count < 1 || given.count > 2 {
        let bound = given.count < 1 ? "least 1 argument" : "most 2 arguments"
        throw c.raise(.typeError, "array() takes at \(bound) (\(given.count) given)")
      }
      return try make(c, type, given[0], given.count == 2 ? given[1] : .empty)
    }
  }

  private static func make(
    _ context: Context, _ type: Type, _ code: Value, _ initial: Value
  ) throws(Raised) -> Value {
    guard let text = Text(ifHas: code), text.count == 1 else {
      let what = Text(ifHas: code).map { "a string of length \($0.count)" } ?? context.typeName(of: code)
      throw context.raise(.typeError, "array() argument 1 must be a unicode character, not \(what)")
    }
    let letter = text.codePoint(at: 0)
    if letter == 0x75 {
      try context.warn(.deprecationWarning, "The 'u' type code is deprecated and will be removed in Python 3.16")
    }
    let isCharacter = letter == 0x75 || letter == 0x77
    if !initial.isEmpty, !isCharacter {
      let shown = String(text)
      if Text(ifHas: initial) != nil {
        throw context.raise(.typeError, "cannot use a str to initialize an array with typecode '\(shown)'")
      }
      if let array = NumberArray(ifHas: initial), array.item.isCharacter {
        throw context.raise(
          .typeError, "cannot use a unicode array to initialize an array with typecode '\(shown)'")
      }
    }
    guard let item = ArrayItem(letter) else {
      throw context.raise(
        .valueError, "bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)")
    }
    let array = try make(context, item, as: type)
    if !initial.isEmpty { try array.fill(context, initial) }
    return array.value
  }

  private func fill(_ context: Context, _ initial: Value) throws(Raised) {
    if let text = Text(ifHas: initial) { return try append(context, charactersOf: text) }
    if Bytes(ifHas: initial) != nil || ByteArray(ifHas: initial) != nil {
      return try append(context, bytesOf: initial)
    }
    if let array = NumberArray(ifHas: initial), array.item == item { return try append(context, array.bytes.units) }
    let iterator = try context.iterator(over: initial)
    while case let element = try context.next(iterator), !element.isEmpty { try append(context, element) }
  }

  private func representation(_ context: Context) throws(Raised) -> Value {
    let name = context.unqualifiedTypeName(of: value)
    if count == 0 { return try Text.make(context, "\(name)('\(item.letter)')").value }
    let content = item.isCharacter ? try text(context).value : try list(context).value
    return try Text.make(context, "\(name)('\(item.letter)', \(context.reprString(content)))").value
  }

  private static let slots: [SlotEntry] = [
    .window(.new) { c, type, arguments, count, names in
      initializing(c, "array", "(type, /, *args, **kwargs)", construct, type, arguments, Int(count), names)
    },
    .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try NumberArray(s).representation(c) } },
    .unary(.length) { _, s in Value(smallInt: Int64(NumberArray(s).count)) },
    .unary(.iterate) { c, s in bridge(c) { () throws(Raised) in try NumberArrayIterator.make(c, over: s) } },
    .binary(.getItem) { c, s, key in bridge(c) { () throws(Raised) in try NumberArray(s).item(c, key) } },
    .ternary(.setItem) { c, s, key, v in
      bridge(c) { () throws(Raised) -> Void in try NumberArray(s).setItem(c, key, v) }
    },
    .binary(.contains) { c, s, item in
      bridge(c) { () throws(Raised) in Value(try NumberArray(s).firstIndex(c, of: item) != nil) }
    },
    .binary(.add) { c, s, o in bridge(c) { () throws(Raised) in try NumberArray(s).concatenated(c, with: o) } },
    .binary(.multiply) { c, s, o in bridge(c) { () throws(Raised) in try NumberArray(s).repeated(c, o) } },
    .binary(.reflectedMultiply) { c, s, o in bridge(c) { () throws(Raised) in try NumberArray(s).repeated(c, o) } },
    .binary(.inPlaceAdd) { c, s, o in
      bridge(c) { () throws(Raised) in
        if NumberArray(ifHas: o) == nil {
          throw c.raise(.typeError, "can only extend array with array (not \"\(c.typeName(of: o))\")")
        }
        try NumberArray(s).extend(c, by: o)
        return s
      }
    },
    .binary(.inPlaceMultiply) { c, s, o in
      bridge(c) { () throws(Raised) in
        try NumberArray(s).repeatInPlace(c, repetition(c, o))
        return s
      }
    },
    .binary(.equal) { c, s, o in compare(c, s, o, .equal) },
    .binary(.notEqual) { c, s, o in compare(c, s, o, .notEqual) },
    .binary(.less) { c, s, o in compare(c, s, o, .less) },
    .binary(.lessEqual) { c, s, o in compare(c, s, o, .lessEqual) },
    .binary(.greater) { c, s, o in compare(c, s, o, .greater) },
    .binary(.greaterEqual) { c, s, o in compare(c, s, o, .greaterEqual) },
  ]

  private static let growing: [NativeEntry] = [
    .two("append", "(self, v, /)") { c, s, v in
      bridge(c) { () throws(Raised) -> Void in try NumberArray(s).append(c, v) }
    },
    .three("insert", "(self, i, v, /)") { c, s, index, v in
      bridge(c) { () throws(Raised) -> Void in try NumberArray(s).insert(c, v, at: c.sizeArgument(index)) }
    },
    .two("extend", "(self, bb, /)") { c, s, values in
      bridge(c) { () throws(Raised) -> Void in try NumberArray(s).extend(c, by: values) }
    },
    .two("fromlist", "(self, list, /)") { c, s, list in
      bridge(c) { () throws(Raised) -> Void in
        guard let list = List(ifHas: list) else { throw c.raise(.typeError, "arg must be list") }
        try NumberArray(s).extend(c, byList: list)
      }
    },
    .two("frombytes", "(self, buffer, /)") { c, s, bytes in
      bridge(c) { () throws(Raised) -> Void in try NumberArray(s).append(c, bytesOf: bytes) }
    },
    .two("fromunicode", "(self, ustr, /)") { c, s, text in
      bridge(c) { () throws(Raised) -> Void in
        try NumberArray(s).append(c, charactersOf: c.textArgument(text, "fromunicode() argument"))
      }
    },
    .three("fromfile", "(self, f, n, /)") { c, s, file, count in
      bridge(c) { () throws(Raised) -> Void in try NumberArray(s).readFile(c, file, count: c.sizeArgument(count)) }
    },
    .two("pop", "(self, i=-1, /)") { c, s, index in
      bridge(c) { () throws(Raised) in try NumberArray(s).pop(c, c.sizeArgument(index)) }
    },
    .two("remove", "(self, v, /)") { c, s, v in
      bridge(c) { () throws(Raised) -> Void in
        guard let index = try NumberArray(s).firstIndex(c, of: v) else {
          throw c.raise(.valueError, "array.remove(x): x not in array")
        }
        try NumberArray(s).remove(c, index..<(index + 1))
      }
    },
    .one("clear") { c, s in
      bridge(c) { () throws(Raised) -> Void in try NumberArray(s).remove(c, 0..<NumberArray(s).count) }
    },
    .one("byteswap") { _, s in
      NumberArray(s).swapBytes()
      return .none
    },
    .one("reverse") { _, s in
      NumberArray(s).reverse()
      return .none
    },
  ]

  private static let reading: [NativeEntry] = [
    .two("count", "(self, v, /)") { c, s, v in
      bridge(c) { () throws(Raised) in Value(smallInt: Int64(try NumberArray(s).occurrences(c, of: v))) }
    },
    .window("index", "(self, v, start=0, stop=<sys.maxsize>, /)") { c, a in
      bridge(c) { () throws(Raised) in
        let (start, stop) = try sequenceSearchBounds(c, a[2], a[3], NumberArray(a[0]).count)
        if let found = try NumberArray(a[0]).firstIndex(c, of: a[1], from: start, to: stop) {
          return Value(smallInt: Int64(found))
        }
        throw c.raise(.valueError, "array.index(x): x not in array")
      }
    },
    .one("tolist") { c, s in bridge(c) { () throws(Raised) in try NumberArray(s).list(c).value } },
    .one("tobytes") { c, s in bridge(c) { () throws(Raised) in try NumberArray(s).content(c).value } },
    .one("tounicode") { c, s in bridge(c) { () throws(Raised) in try NumberArray(s).text(c).value } },
    .two("tofile", "(self, f, /)") { c, s, file in
      bridge(c) { () throws(Raised) -> Void in try NumberArray(s).writeFile(c, file) }
    },
    .one("buffer_info") { c, s in
      bridge(c) { () throws(Raised) in
        let address = try PythonInt.make(c, UInt64(UInt(bitPattern: NumberArray(s).bytes.units.base)))
        return try Tuple.make(c, address, Value(smallInt: Int64(NumberArray(s).count))).value
      }
    },
    .buffer, .releaseBuffer,
    .one("__copy__") { c, s in bridge(c) { () throws(Raised) in try NumberArray(s).copy(c).value } },
    .two("__deepcopy__", "(self, unused, /)") { c, s, _ in
      bridge(c) { () throws(Raised) in try NumberArray(s).copy(c).value }
    },
    .two("__reduce_ex__", "(self, value, /)") { c, s, version in
      bridge(c) { () throws(Raised) in try NumberArray(s).reduced(c, version) }
    },
    .one("__sizeof__") { _, s in
      Value(smallInt: Int64(MemoryLayout<ExporterLayout>.size + NumberArray(s).bytes.count))
    },
    .classGetItem,
    .getter("typecode", { c, s in
      bridge(c) { () throws(Raised) in try Text.make(c, codePoint: UInt32(NumberArray(s).item.code)).value }
    }),
    .getter("itemsize", { _, s in Value(smallInt: Int64(NumberArray(s).item.size)) }),
  ]

  static let declaration = TypeDeclaration(
    native: .numberArray, "array.array",
    flags: [.base, .hasWeakReferences, .sequence, .concatenates, .exportsBytes], trace: .words(from: 16),
    documentation: "A row of numbers or characters of one kind, as C has them in memory.", slots: slots,
    methods: growing + reading)

  private func repeated(_ context: Context, _ copies: Value) throws(Raised) -> Value {
    let count = try repetition(context, copies)
    let product = try copy(context)
    try product.repeatInPlace(context, count)
    return product.value
  }

  // MARK: Files

  private func readFile(_ context: Context, _ file: Value, count: Int) throws(Raised) {
    if count < 0 { throw context.raise(.valueError, "negative count") }
    let (size, overflow) = count.multipliedReportingOverflow(by: item.size)
    if overflow { throw context.raiseMemoryError() }
    let read = try context.callMethod(file, "read", PythonInt.make(context, Int64(size)))
    guard let bytes = Bytes(ifHas: read) else { throw context.raise(.typeError, "read() didn't return bytes") }
    try append(context, bytesOf: read)
    if bytes.count != size { throw context.raise(.eofError, "read() didn't return enough bytes") }
  }

  /// In pieces, so that no copy of the whole is needed.
  private func writeFile(_ context: Context, _ file: Value) throws(Raised) {
    let pieceSize = 64 << 10
    var start = 0
    while case let units = bytes.units, start < units.count {
      let piece = units.slice(start, min(units.count, start + pieceSize))
      let bytes = try Bytes.make(context, UnsafeRawBufferPointer(start: piece.base, count: piece.count))
      _ = try context.callMethod(file, "write", bytes.value)
      start += piece.count
    }
  }
}
