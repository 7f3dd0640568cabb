import CRuntime
import Runtime

/// The module `_struct`: records packed as C lays them out.
enum Structures {
  static let module = ModuleDeclaration(
    "_struct", "Functions to convert between Python values and C structs.", functions: functions,
    nativeTypes: [declaration], hiddenTypes: [StructureIterator.declaration],
    fill: { (c, module) throws(Raised) in try module.set(c, "error", error(c)) })

  /// `struct.error`.
  private static func error(_ context: Context) throws(Raised) -> Value {
    try context.value(of: .structureError) { () throws(Raised) in
      try context.makeException("struct.error", base: .exception)
    }
  }

  static func raise(_ context: Context, _ message: String) -> Raised {
    do throws(Raised) {
      return context.raise(Exception(try context.call(error(context), Text.make(context, message).value)))
    } catch {
      return error
    }
  }

  private static let functions: [NativeEntry] = [
    .one("calcsize", "(format, /)", .function) { c, format in
      bridge(c) { () throws(Raised) in try PythonInt.make(c, Int64(Structure.of(c, format).size)) }
    },
    .window("pack", "(format, /, *values) silent", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let values = Tuple(a[1])
        return try Structure.of(c, a[0]).pack(c, values.elements, count: values.count)
      }
    },
    .window("pack_into", "(format, /, *values) silent", .function) { c, a in
      bridge(c) { () throws(Raised) -> Void in try packInto(c, Structure.of(c, a[0]), Tuple(a[1])) }
    },
    .two("unpack", "(format, buffer, /)", .function) { c, format, buffer in
      bridge(c) { () throws(Raised) in try unpack(c, Structure.of(c, format), buffer) }
    },
    .window("unpack_from", "(format, /, buffer, offset=0)", .function) { c, a in
      bridge(c) { () throws(Raised) in try unpack(c, Structure.of(c, a[0]), from: a[1], at: a[2]) }
    },
    .two("iter_unpack", "(format, buffer, /)", .function) { c, format, buffer in
      bridge(c) { () throws(Raised) in try StructureIterator.make(c, Structure.of(c, format), buffer) }
    },
    .none("_clearcache") { c in
      let cache = c.value(of: .structures)
      if !cache.isEmpty { Dict(cache).clear(c) }
      return .none
    },
  ]

  private static let initialize: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) -> Void in try Structure(a[0]).initialize(c, a[1]) }
  }

  private static let declaration = TypeDeclaration(
    native: .structure, "_struct.Struct", flags: [.base], trace: .words(from: 32),
    documentation: "Struct(fmt) --> compiled struct object\n\n",
    slots: [
      .window(.new) { c, type, _, _, _ in bridge(c) { () throws(Raised) in try Structure.allocate(c, Type(type)).value } },
      .window(.initialize) { c, s, arguments, count, names in
        initializing(c, "Struct", "(self, /, format)", initialize, s, arguments, Int(count), names)
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let structure = try checked(c, s)
          let name = c.typeName(of: s).split(separator: ".").last ?? ""
          return try Text.make(c, "\(name)(\(c.reprString(structure.pointer.pointee.format)))").value
        }
      },
    ],
    methods: [
      .getter("format") { c, s in bridge(c) { () throws(Raised) in try checked(c, s).pointer.pointee.format } },
      .one("__sizeof__") { c, s in
        bridge(c) { () throws(Raised) in
          let size = MemoryLayout<StructureLayout>.size + (try checked(c, s)).items.count * MemoryLayout<StructureItem>.stride
          return Value(smallInt: Int64(size))
        }
      },
      .getter("size") { _, s in
        Value(smallInt: Structure(s).pointer.pointee.format.isEmpty ? -1 : Int64(Structure(s).size))
      },
      .window("pack", "(self, /, *values) silent") { c, a in
        bridge(c) { () throws(Raised) in
          try checked(c, a[0]).pack(c, Tuple(a[1]).elements, count: Tuple(a[1]).count)
        }
      },
      .window("pack_into", "(self, /, *values) silent") { c, a in
        bridge(c) { () throws(Raised) -> Void in try packInto(c, checked(c, a[0]), Tuple(a[1])) }
      },
      .two("unpack", "(self, buffer, /)") { c, s, buffer in
        bridge(c) { () throws(Raised) in try unpack(c, checked(c, s), buffer) }
      },
      .window("unpack_from", "(self, /, buffer, offset=0)") { c, a in
        bridge(c) { () throws(Raised) in try unpack(c, checked(c, a[0]), from: a[1], at: a[2]) }
      },
      .two("iter_unpack", "(self, buffer, /)") { c, s, buffer in
        bridge(c) { () throws(Raised) in try StructureIterator.make(c, checked(c, s), buffer) }
      },
    ])

  private static func checked(_ context: Context, _ value: Value) throws(Raised) -> Structure {
    let structure = Structure(value)
    if structure.pointer.pointee.format.isEmpty {
      throw context.raise(.runtimeError, "Struct object is not initialized")
    }
    return structure
  }

  // MARK: Buffers

  private static func packInto(_ context: Context, _ structure: Structure, _ arguments: Tuple) throws(Raised) {
    if arguments.count == 0 { throw raise(context, "pack_into expected buffer argument") }
    if arguments.count == 1 { throw raise(context, "pack_into expected offset argument") }
    try structure.requireCount(context, arguments.count - 2, "pack_into")
    guard let room = try context.writableBytes(of: arguments[0]), let base = room.baseAddress else {
      throw context.raise(
        .typeError, "argument must be read-write bytes-like object, not \(context.typeName(of: arguments[0]))")
    }
    let offset = Int(try context.machineIndex(of: arguments[1]))
    let size = structure.size
    if offset < 0, offset + size > 0 { throw raise(context, "no space to pack \(size) bytes at offset \(offset)") }
    let start = try place(context, offset, in: room.count)
    if room.count - start < size {
      throw raise(
        context,
        """
        pack_into requires a buffer of at least \(UInt(size) + UInt(start)) bytes for packing \(size) bytes at offset \(start) \
        (actual buffer size is \(room.count))
        """)
    }
    try structure.write(context, arguments.elements + 2, to: base + start)
  }

  private static func unpack(_ context: Context, _ structure: Structure, _ buffer: Value) throws(Raised) -> Value {
    let bytes = try context.bytesLike(buffer)
    if bytes.count != structure.size {
      throw raise(context, "unpack requires a buffer of \(structure.size) bytes")
    }
    return try structure.unpack(context, bytes.base)
  }

  private static func unpack(
    _ context: Context, _ structure: Structure, from buffer: Value, at offset: Value
  ) throws(Raised) -> Value {
    let bytes = try context.bytesLike(buffer)
    let offset = Int(try context.machineIndex(of: offset))
    let size = structure.size
    if offset < 0, offset + size > 0 {
      throw raise(context, "not enough data to unpack \(size) bytes at offset \(offset)")
    }
    let start = try place(context, offset, in: bytes.count)
    if bytes.count - start < size {
      throw raise(
        context,
        """
        unpack_from requires a buffer of at least \(UInt(size) + UInt(start)) bytes for unpacking \(size) bytes at offset \(start) \
        (actual buffer size is \(bytes.count))
        """)
    }
    return try structure.unpack(context, bytes.base + start)
  }

  /// An offset that may count from the end.
  private static func place(_ context: Context, _ offset: Int, in count: Int) throws(Raised) -> Int {
    if offset >= 0 { return offset }
    if offset + count < 0 { throw raise(context, "offset \(offset) out of range for \(count)-byte buffer") }
    return offset + count
  }
}
