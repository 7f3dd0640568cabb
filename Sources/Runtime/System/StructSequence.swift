import CRuntime

// Classes of tuples whose elements have names, such as `sys.version_info` and `os.stat_result`.
//
//     ┌────────┬───────┬───────┬─────────┬────────┬───
//     │ header │ count │ named │ unnamed │ hidden │ …
//     └────────┴───────┴───────┴─────────┴────────┴───
//     0        8       16
//
// The tuple's count leaves the hidden elements out, which only their names reach.

/// The elements that instances of a class of named tuples have.
public struct SequenceFields: Sendable {
  /// Those that have names, the hidden ones at the end.
  let names: [StaticString]
  /// How many elements the tuple has, and how many of them, the last ones, have no name.
  let visible: Int
  let unnamed: Int

  public init(_ names: [StaticString], visible: Int? = nil, unnamed: Int = 0) {
    (self.names, self.visible, self.unnamed) = (names, visible ?? names.count, unnamed)
  }

  public var count: Int { names.count + unnamed }

  /// The place of the element that the name at an index stands for.
  func place(ofName index: Int) -> Int { index < visible - unnamed ? index : index + unnamed }
}

extension TypeDeclaration {
  /// A native module's class of tuples with named elements. Instances are made by `StructSequence.make` and, unless
  /// `new` says otherwise, of a sequence and a dict of the hidden elements.
  public static func sequence(
    native: NativeType, _ name: StaticString, _ fields: SequenceFields, documentation: StaticString = "",
    signature: StaticString = "", new: WindowFunction? = nil, methods: [NativeEntry] = []
  ) -> TypeDeclaration {
    TypeDeclaration(
      native: native, name, kind: .tuple, base: UInt32(Kind.tuple.rawValue), documentation: documentation,
      signature: signature, sequence: fields,
      slots: [.window(.new, new ?? StructSequence.new), .unary(.repr, StructSequence.representation)],
      methods: StructSequence.entries.filter { entry in !methods.contains { $0.isNamed(as: entry) } } + methods)
  }
}

public enum StructSequence {
  /// A class that native code alone makes instances of.
  static func makeType(_ context: Context, _ name: StaticString, _ fields: [StaticString]) throws(Raised) -> Type {
    try makeType(context, name, SequenceFields(fields))
  }

  static func makeType(_ context: Context, _ name: StaticString, _ fields: SequenceFields) throws(Raised) -> Type {
    let tuple = Interpreter(of: context).type(.tuple)
    let type = try Type.makeNative(
      context, name, base: tuple, flags: [], entries: [.one("__repr__", "(self, /)", .method, representation)] + entries)
    try declare(context, fields, in: type)
    type[.new] = 0
    return type
  }

  /// Fills the class's dict with what follows from the elements.
  static func declare(_ context: Context, _ fields: SequenceFields, in type: Type) throws(Raised) {
    let dict = Dict(type.pointer.pointee.dict)
    let names = try Tuple.allocate(context, count: fields.visible - fields.unnamed)
    for (index, field) in fields.names.enumerated() {
      let name = try Text.interned(context, Text.make(context, field)).value
      if index < names.count { names.elements[index] = name }
      let member = try Member.make(context, element: fields.place(ofName: index), name: name, owner: type)
      try dict.set(context, name, to: member.value)
    }
    try dict.set(context, context.name(.__match_args__), to: names.value)
    for (name, count) in [
      ("n_fields", fields.count), ("n_sequence_fields", fields.visible), ("n_unnamed_fields", fields.unnamed),
    ] as [(StaticString, Int)] {
      try dict.set(context, Text.interned(context, Text.make(context, name)).value, to: Value(smallInt: Int64(count)))
    }
  }

  /// An instance whose elements, hidden ones included, `fill` sets. They are None before.
  public static func make(
    _ context: Context, _ type: Type, _ fields: SequenceFields, _ fill: (Elements) throws(Raised) -> Void
  ) throws(Raised) -> Value {
    let tuple = try allocate(context, type, count: fields.count, visible: fields.visible)
    try fill(tuple.elements)
    return tuple.value
  }

  static func make(_ context: Context, _ type: Type, _ elements: Tuple) throws(Raised) -> Value {
    let tuple = try allocate(context, type, count: elements.count, visible: elements.count)
    tuple.elements.fill(from: elements.elements, count: elements.count)
    return tuple.value
  }

  private static func allocate(
    _ context: Context, _ type: Type, count: Int, visible: Int
  ) throws(Raised) -> Tuple {
    let tuple = Tuple(Value(try context.allocateObject(type, size: Tuple.elementsOffset + count * 8)))
    tuple.pointer.pointee.count = Int64(visible)
    for index in 0..<count { tuple.elements[index] = .none }
    return tuple
  }

  // MARK: What a class says of itself

  /// What Python sees of a class's elements, read back from it.
  private struct Outline {
    var count = 0
    var visible = 0
    var unnamed = 0
    /// The members in order.
    let members: List

    init(_ context: Context, _ type: Type) throws(Raised) {
      func number(_ name: StaticString) throws(Raised) -> Int {
        Int(try context.machineIndex(of: context.getAttribute(type.value, Text.make(context, name).value)))
      }
      members = try List.make(context)
      var position = 0
      try type.fillDict(context)
      while let (_, member) = Dict(type.pointer.pointee.dict).next(&position) {
        if Member(ifHas: member)?.isElement == true { try members.append(context, member) }
      }
      (count, visible) = (try number("n_fields"), try number("n_sequence_fields"))
      unnamed = try number("n_unnamed_fields")
    }

    func name(_ index: Int) -> Text { Text(Member(members.element(index)).pointer.pointee.name) }

    /// The name of the hidden element at a place.
    func hiddenName(_ place: Int) -> Text { name(place - unnamed) }
  }

  static let representation: UnaryFunction = { c, s in
    bridge(c) { () throws(Raised) in
      let type = c.type(of: s)
      let outline = try Outline(c, type)
      var builder = try TextBuilder(c)
      try builder.append(c, Text.make(c, type.fullName(c)))
      for index in 0..<Tuple(s).count {
        try builder.append(c, index == 0 ? "(" : ", ")
        try builder.append(c, outline.name(index))
        try builder.append(c, "=")
        try builder.append(c, c.repr(Tuple(s)[index]))
      }
      try builder.append(c, ")")
      return try builder.finish(c).value
    }
  }

  static let entries: [NativeEntry] = [
    .one("__reduce__") { c, s in
      bridge(c) { () throws(Raised) in
        let outline = try Outline(c, c.type(of: s))
        let exact = try Tuple.make(c, copying: Tuple(s).elements, count: Tuple(s).count)
        let hidden = try Dict.make(c)
        for place in outline.visible..<outline.count {
          try hidden.set(c, outline.hiddenName(place).value, to: Tuple(s).elements[place])
        }
        return try Tuple.make(c, c.type(of: s).value, Tuple.make(c, exact.value, hidden.value).value).value
      }
    },
    .window("__replace__", "(self, /, **changes)") { c, a in
      bridge(c) { () throws(Raised) in
        let type = c.type(of: a[0])
        let outline = try Outline(c, type)
        if outline.unnamed > 0 {
          throw c.raise(
            .typeError, "__replace__() is not supported for \(type.shortName) because it has unnamed field(s)")
        }
        let changes = try Dict(a[1]).copy(c)
        let copy = try allocate(c, type, count: outline.count, visible: outline.visible)
        for place in 0..<outline.count {
          let change = try changes.remove(c, outline.name(place).value)
          copy.elements[place] = change.isEmpty ? Tuple(a[0]).elements[place] : change
        }
        if changes.count > 0 {
          let names = try c.reprString(changes.list(c, of: .keys).value)
          throw c.raise(.typeError, "Got unexpected field name(s): \(names)")
        }
        return copy.value
      }
    },
  ]

  // MARK: Calling the class

  static let new: WindowFunction = { c, type, arguments, count, names in
    initializing(
      c, "structseq", "(type, /, sequence, dict=<unset>)", { c, a in
        bridge(c) { () throws(Raised) in try make(c, as: Type(a[0]), a[1], hidden: a[2]) }
      }, type, arguments, Int(count), names)
  }

  /// `type(sequence, hidden)`.
  public static func make(
    _ context: Context, as type: Type, _ sequence: Value, hidden: Value
  ) throws(Raised) -> Value {
    let outline = try Outline(context, type)
    if !hidden.isEmpty, Dict(ifHas: hidden) == nil {
      throw context.raise(.typeError, "\(type.shortName)() takes a dict as second arg, if any")
    }
    if !context.type(of: sequence).has(.iterate), !context.type(of: sequence).has(.getItem) {
      throw context.raise(.typeError, "constructor requires a sequence")
    }
    let given = try context.tuple(of: sequence)
    if given.count < outline.visible || given.count > outline.count {
      let (bound, wanted) = given.count < outline.visible ? ("least", outline.visible) : ("most", outline.count)
      let demand = outline.visible == outline.count ? "a \(wanted)" : "an at \(bound) \(wanted)"
      throw context.raise(
        .typeError, "\(type.shortName)() takes \(demand)-sequence (\(given.count)-sequence given)")
    }
    let made = try allocate(context, type, count: outline.count, visible: outline.visible)
    made.elements.fill(from: given.elements, count: given.count)
    guard let hidden = Dict(ifHas: hidden), hidden.count > 0 else { return made.value }
    var taken = 0
    for place in given.count..<outline.count {
      let value = try hidden.value(context, for: outline.hiddenName(place).value)
      if value.isEmpty { continue }
      made.elements[place] = value
      taken += 1
    }
    if taken < hidden.count {
      throw context.raise(.typeError, "\(type.shortName)() got duplicate or unexpected field name(s)")
    }
    return made.value
  }
}
