import CRuntime

extension MemoryView {
  /// Calls a body with a view that is not released.
  @inline(__always)
  private static func open(
    _ context: Context, _ value: Value, _ body: (MemoryView) throws(Raised) -> Value
  ) -> Value {
    bridge(context) { () throws(Raised) in
      try MemoryView(value).requireExporter(context)
      return try body(MemoryView(value))
    }
  }

  /// That of the bytes, which is kept when the view is released.
  private static func hash(_ context: Context, _ view: MemoryView) throws(Raised) -> Value {
    if view.pointer.pointee.hash == 0 {
      try view.requireExporter(context)
      if !view.isReadOnly { throw context.raise(.valueError, "cannot hash writable memoryview object") }
      if !view.format.isByte {
        throw context.raise(.valueError, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'")
      }
      // What has no hash itself may change.
      _ = try view.using { () throws(Raised) in try context.hash(view.pointer.pointee.exporter) }
      let bytes = try view.bytes(context)
      view.pointer.pointee.hash = context.interpreter.pointee.texts.hashKey.hash(
        UnsafeRawBufferPointer(start: bytes.base, count: bytes.count))
    }
    return try PythonInt.make(context, view.pointer.pointee.hash)
  }

  private static func requireRow(_ context: Context, _ view: MemoryView, _ message: StaticString) throws(Raised) {
    if view.block != nil { throw context.raise(.notImplementedError, "\(message)") }
  }

  private static func number(_ number: Int) -> Value { Value(smallInt: Int64(number)) }

  private static let slots: [SlotEntry] = [
    .window(.new) { c, type, arguments, count, names in
      initializing(c, "memoryview", "(type, object)", { c, a in
        bridge(c) { () throws(Raised) in try make(c, of: a[1]).value }
      }, type, arguments, Int(count), names)
    },
    .unary(.length) { c, s in
      open(c, s) { (view) throws(Raised) in
        if view.isScalar { throw c.raise(.typeError, "0-dim memory has no length") }
        return number(view.count)
      }
    },
    .unary(.hash) { c, s in bridge(c) { () throws(Raised) in try hash(c, MemoryView(s)) } },
    .unary(.repr) { c, s in
      bridge(c) { () throws(Raised) in
        let what = MemoryView(s).pointer.pointee.exporter.isEmpty ? "released memory" : "memory"
        return try Text.make(c, "<\(what) at \(s.addressString)>").value
      }
    },
    .unary(.iterate) { c, s in
      open(c, s) { (view) throws(Raised) in try Adaptor.make(c, BuiltinShape.sequenceIterator, s).value }
    },
    .binary(.getItem) { c, s, key in bridge(c) { () throws(Raised) in try MemoryView(s).item(c, key) } },
    .ternary(.setItem) { c, s, key, value in
      bridge(c) { () throws(Raised) -> Void in try MemoryView(s).setItem(c, key, value) }
    },
    .binary(.equal) { c, s, o in bridge(c) { () throws(Raised) in try MemoryView(s).isEqual(c, to: o) } },
    .binary(.notEqual) { c, s, o in
      bridge(c) { () throws(Raised) in
        let equal = try MemoryView(s).isEqual(c, to: o)
        return equal == .notImplemented ? equal : Value(equal == .false)
      }
    },
  ]

  private static let methods: [NativeEntry] = [
    .window("tobytes", "(self, /, order='C')") { c, a in
      open(c, a[0]) { (view) throws(Raised) in
        let bytes = try view.bytes(c)
        return try Bytes.make(c, UnsafeRawBufferPointer(start: bytes.base, count: bytes.count)).value
      }
    },
    .one("tolist") { c, s in
      open(c, s) { (view) throws(Raised) in
        view.isScalar ? try view.item(c, Tuple.empty(c).value) : try view.list(c).value
      }
    },
    .window("hex", "(self, /, sep=<unset>, bytes_per_sep=1)") { c, a in
      open(c, a[0]) { (view) throws(Raised) in
        try view.using { () throws(Raised) in try UnitString.hexadecimal(c, view.bytes(c), a[1], a[2]) }
      }
    },
    .window("cast", "(self, /, format, shape=<unset>)") { c, a in
      open(c, a[0]) { (view) throws(Raised) in try view.cast(c, a[1], shape: a[2]).value }
    },
    .one("toreadonly") { c, s in
      open(c, s) { (view) throws(Raised) in
        let result = try view.part(c, from: 0, count: view.count, step: 1)
        result.pointer.pointee.isReadOnly = true
        return result.value
      }
    },
    .two("count", "(self, value, /)") { c, s, value in
      open(c, s) { (view) throws(Raised) in
        try requireRow(c, view, "multi-dimensional sub-views are not implemented")
        return number(try view.list(c).occurrences(c, of: value))
      }
    },
    .window("index", "(self, value, start=0, stop=<sys.maxsize>, /)") { c, a in
      open(c, a[0]) { (view) throws(Raised) in
        try requireRow(c, view, "multi-dimensional lookup is not implemented")
        let (start, stop) = try searchBounds(c, a[2], a[3], view.count)
        if let found = try view.list(c).firstIndex(c, of: a[1], from: start, to: stop) { return number(found) }
        throw c.raise(.valueError, "memoryview.index(x): x not found")
      }
    },
    .buffer, .releaseBuffer,
    .window("_from_flags", "(type, /, object, flags)", .classMethod) { c, a in
      bridge(c) { () throws(Raised) in
        let flags = try c.intArgument(a[2])
        let view = try MemoryView.make(c, of: a[1])
        // `inspect.BufferFlags.WRITABLE`
        if flags & 1 != 0, view.isReadOnly { throw c.raise(.bufferError, "Object is not writable.") }
        return view.value
      }
    },
    .one("release") { c, s in bridge(c) { () throws(Raised) -> Void in try MemoryView(s).release(c) } },
    .one("__enter__") { c, s in
      open(c, s) { (view) throws(Raised) in
        view.enter(c)
        return s
      }
    },
    .window("__exit__", "(self, /, *exc_info)") { c, a in
      bridge(c) { () throws(Raised) -> Void in try MemoryView(a[0]).release(c) }
    },
    .classGetItem,
    .getter("obj", { c, s in open(c, s) { (view) throws(Raised) in view.pointer.pointee.exporter } }),
    .getter("nbytes", { c, s in open(c, s) { (view) throws(Raised) in number(view.count * view.itemSize) } }),
    .getter("itemsize", { c, s in open(c, s) { (view) throws(Raised) in number(view.unit) } }),
    .getter("format", { c, s in
      open(c, s) { (view) throws(Raised) in
        let described = load(&view.pointer.pointee.described)
        return described.isEmpty ? try Text.make(c, codePoint: view.format.code).value : described
      }
    }),
    .getter("readonly", { c, s in open(c, s) { (view) throws(Raised) in Value(view.isReadOnly) } }),
    .getter("ndim", { c, s in open(c, s) { (view) throws(Raised) in number(view.dimensionCount) } }),
    .getter("shape", { c, s in open(c, s) { (view) throws(Raised) in try view.shape(c).value } }),
    .getter("strides", { c, s in open(c, s) { (view) throws(Raised) in try view.strides(c).value } }),
    .getter("suboffsets", { c, s in open(c, s) { (view) throws(Raised) in try Tuple.empty(c).value } }),
    .getter("contiguous", { c, s in open(c, s) { (view) throws(Raised) in Value(view.isContiguous) } }),
    .getter("c_contiguous", { c, s in open(c, s) { (view) throws(Raised) in Value(view.isContiguous) } }),
    .getter("f_contiguous", { c, s in
      open(c, s) { (view) throws(Raised) in Value(view.isContiguous && view.block == nil) }
    }),
  ]

  static let declaration = TypeDeclaration(
    "memoryview", kind: .memoryView, flags: [.sequence, .hasWeakReferences], signature: "(object)", slots: slots,
    methods: methods)
}
