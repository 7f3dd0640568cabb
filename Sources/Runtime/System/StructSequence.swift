import CRuntime

/// Classes of tuples whose elements have names, such as `sys.version_info`.
enum StructSequence {
  static func makeType(
    _ context: Context, _ name: StaticString, _ fields: [StaticString]
  ) throws(Raised) -> Type {
    let tuple = Interpreter(of: context).type(.tuple)
    let type = try Type.makeNative(context, name, base: tuple, flags: [], entries: entries)
    let dict = Dict(type.pointer.pointee.dict)
    let names = try Tuple.allocate(context, count: fields.count)
    for (index, field) in fields.enumerated() {
      let name = try Text.interned(context, Text.make(context, field)).value
      names.elements[index] = name
      try dict.set(context, name, to: Member.make(context, element: index, name: name, owner: type).value)
    }
    try dict.set(context, context.name(.__match_args__), to: names.value)
    for count in ["n_fields", "n_sequence_fields"] as [StaticString] {
      try dict.set(context, Text.interned(context, Text.make(context, count)).value, to: Value(smallInt: Int64(fields.count)))
    }
    let unnamed = try Text.interned(context, Text.make(context, "n_unnamed_fields" as StaticString)).value
    try dict.set(context, unnamed, to: Value(smallInt: 0))
    // Only native code makes instances.
    type.address(of: .new).pointee = 0
    return type
  }

  static func make(_ context: Context, _ type: Type, _ elements: Tuple) throws(Raised) -> Value {
    try context.derived(elements.value, size: Tuple.elementsOffset + elements.count * 8, as: type)
  }

  private static let entries: [NativeEntry] = [
    .one("__repr__") { c, s in
      bridge(c) { () throws(Raised) in
        let type = c.type(of: s)
        let names = Tuple(try type.lookup(c, c.name(.__match_args__)))
        var parts: [String] = []
        for index in 0..<names.count {
          parts.append("\(String(Text(names[index])))=\(try c.reprString(Tuple(s)[index]))")
        }
        return try Text.make(c, "\(type.fullName(c))(\(parts.joined(separator: ", ")))").value
      }
    },
    .one("__reduce__") { c, s in
      bridge(c) { () throws(Raised) in
        let exact = try Tuple.make(c, copying: Tuple(s).elements, count: Tuple(s).count)
        return try Tuple.make(c, c.type(of: s).value, Tuple.make(c, exact.value).value).value
      }
    },
  ]
}
