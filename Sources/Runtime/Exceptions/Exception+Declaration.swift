import CRuntime

/// What an exception class defines beyond its base: slots, and methods.
struct ExceptionBehavior: Sendable {
  var slots: [SlotEntry] = []
  var methods: [NativeEntry] = []
}

extension Exception {
  /// Fills the dict of an exception class, whose fields stand after its bases'.
  static func declare(_ context: Context, _ row: ExceptionRow, in type: Type) throws(Raised) {
    let dict = try type.dict(context)
    var index = row.base == row.kind ? 0 : ExceptionRow.fieldCount(of: row.base)
    for field in row.fields {
      let name = try Text.make(context, field).value
      let member = try Member.make(context, slot: index, name: name, owner: type)
      member.pointer.pointee.setter = row.kind == .baseExceptionGroup ? Member.readOnlyField : Member.field
      try dict.set(context, name, to: member.value)
      index += 1
    }
    guard let behavior = row.behavior else { return }
    for entry in behavior.slots {
      guard let row = DunderRow.all.first(where: { $0.slot == entry.slot }) else { continue }
      let name = context.name(row.name)
      let function = try NativeFunction.make(context, entry.slot, entry.body, name: name, owner: type, deletes: false)
      try dict.set(context, name, to: function.value)
    }
    for entry in behavior.methods {
      let name = try Text.make(context, entry.name).value
      let value =
        entry.form == .getter || entry.form == .member
        ? try Member.make(context, entry, name: name, owner: type).value
        : try NativeFunction.make(context, entry, name: name, owner: type.value).value
      try dict.set(context, name, to: value)
    }
    type.invalidateVersion(context)
    try type.fillSlots(context)
  }

  // MARK: Making one

  /// `BaseException.__init__`: keeps the arguments.
  func initialize(
    _ context: Context, _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: Value
  ) throws(Raised) {
    try refuseKeywords(context, names)
    try setArguments(context, arguments, count)
  }

  func refuseKeywords(_ context: Context, _ names: Value) throws(Raised) {
    if names.isEmpty || Tuple(names).count == 0 { return }
    throw context.raise(.typeError, "\(context.typeName(of: value))() takes no keyword arguments")
  }

  func setArguments(_ context: Context, _ arguments: UnsafeMutablePointer<Value>, _ count: Int) throws(Raised) {
    // `__new__` has kept them already, as a rule.
    let known = args
    if known.count == count, (0..<count).allSatisfy({ known[$0] == arguments[$0] }) { return }
    publish(try Tuple.make(context, copying: arguments, count: count).value, to: &pointer.pointee.args)
  }

  /// `str(exception)`: no argument, the only one, or the tuple of all.
  func text(_ context: Context) throws(Raised) -> Text {
    switch args.count {
    case 0: return Text.empty(context)
    case 1: return try context.str(args[0])
    default: return try context.repr(args.value)
    }
  }

  private func representation(_ context: Context) throws(Raised) -> Text {
    let name = context.typeName(of: value)
    if args.count == 1 { return try Text.make(context, "\(name)(\(context.reprString(args[0])))") }
    return try Text.make(context, "\(name)\(context.reprString(args.value))")
  }

  // MARK: Notes and pickling

  func addNote(_ context: Context, _ note: Value) throws(Raised) {
    guard Text(ifHas: note) != nil else {
      throw context.raise(.typeError, "add_note() argument must be str, not \(context.typeName(of: note))")
    }
    let name = context.name(.__notes__)
    var notes = try context.findAttribute(value, name)
    if notes.isEmpty {
      notes = try List.make(context).value
      try context.setAttribute(value, name, notes)
    }
    guard let list = List(ifHas: notes) else {
      throw context.raise(.typeError, "Cannot add note: __notes__ is not a list")
    }
    try list.append(context, note)
  }

  /// What `__reduce__` gives: the class, the arguments, and the attributes if there are any.
  func reduced(_ context: Context, args: Value, state: Dict?) throws(Raised) -> Value {
    let type = context.type(of: value).value
    guard let state, state.count > 0 else { return try Tuple.make(context, type, args).value }
    let parts = try Tuple.allocate(context, count: 3)
    parts.elements[0] = type
    parts.elements[1] = args
    parts.elements[2] = state.value
    return parts.value
  }

  /// The attributes set on the exception.
  func attributes(_ context: Context) throws(Raised) -> Dict? {
    Dict(ifHas: try context.findAttribute(value, context.name(.__dict__)))
  }

  private func setState(_ context: Context, _ state: Value) throws(Raised) {
    if state == .none { return }
    guard let dict = Dict(ifHas: state) else { throw context.raise(.typeError, "state is not a dictionary") }
    var position = 0
    while let (key, attribute) = dict.next(&position) { try context.setAttribute(value, key, attribute) }
  }

  // MARK: The chain

  /// What a setter of `__context__` or `__cause__` was given, as the layout holds it.
  private static func link(_ context: Context, _ link: Value, _ name: StaticString) throws(Raised) -> Value {
    if link.isEmpty { throw context.raise(.typeError, "__\(name)__ may not be deleted") }
    if link == .none { return .empty }
    if Exception(ifHas: link) != nil { return link }
    throw context.raise(.typeError, "exception \(name) must be None or derive from BaseException")
  }

  private func setTraceback(_ context: Context, _ traceback: Value) throws(Raised) {
    if traceback.isEmpty { throw context.raise(.typeError, "__traceback__ may not be deleted") }
    if traceback != .none, Traceback(ifExactly: traceback) == nil {
      throw context.raise(.typeError, "__traceback__ must be a traceback or None")
    }
    publish(traceback == .none ? .empty : traceback, to: &pointer.pointee.traceback)
  }

  /// `raise … from cause`.
  func setCause(_ cause: Value) {
    publish(cause == .none ? .empty : cause, to: &pointer.pointee.cause)
    publish(.true, to: &pointer.pointee.suppressContext)
  }

  // MARK: The declaration

  private static let chain: [NativeEntry] = [
    .getter("__traceback__", { _, s in orNone(load(&Exception(s).pointer.pointee.traceback)) }, set: { c, s, value, _ in
      bridge(c) { () throws(Raised) -> Void in try Exception(s).setTraceback(c, value) }
    }),
    .getter("__context__", { _, s in orNone(load(&Exception(s).pointer.pointee.context)) }, set: { c, s, value, _ in
      bridge(c) { () throws(Raised) -> Void in
        publish(try link(c, value, "context"), to: &Exception(s).pointer.pointee.context)
      }
    }),
    .getter("__cause__", { _, s in orNone(load(&Exception(s).pointer.pointee.cause)) }, set: { c, s, value, _ in
      bridge(c) { () throws(Raised) -> Void in Exception(s).setCause(orNone(try link(c, value, "cause"))) }
    }),
    .getter(
      "__suppress_context__", { _, s in load(&Exception(s).pointer.pointee.suppressContext) },
      set: { c, s, value, _ in
        bridge(c) { () throws(Raised) -> Void in
          if value.isEmpty { throw c.raise(.typeError, "can't delete numeric/char attribute") }
          if value != .true, value != .false { throw c.raise(.typeError, "attribute value type must be bool") }
          publish(value, to: &Exception(s).pointer.pointee.suppressContext)
        }
      }),
    .two("with_traceback", "(self, tb, /)") { c, s, traceback in
      bridge(c) { () throws(Raised) in
        try Exception(s).setTraceback(c, traceback)
        return s
      }
    },
  ]

  static let declaration = TypeDeclaration(
    "BaseException", kind: .exception, flags: [.base, .hasDict, .exception, .derivedInstances],
    slots: [
      .window(.new) { c, type, arguments, count, names in
        bridge(c) { () throws(Raised) in
          let positional = Int(count) - (names.isEmpty ? 0 : Tuple(names).count)
          return try Exception(c, of: Type(type), arguments, count: positional).value
        }
      },
      .window(.initialize) { c, s, arguments, count, names in
        bridge(c) { () throws(Raised) -> Void in try Exception(s).initialize(c, arguments, Int(count), names) }
      },
      .unary(.str) { c, s in bridge(c) { () throws(Raised) in try Exception(s).text(c).value } },
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try Exception(s).representation(c).value } },
    ],
    methods: [
      Attributes.dictEntry,
      .getter("args", { _, s in Exception(s).args.value }, set: { c, s, value, _ in
        bridge(c) { () throws(Raised) -> Void in
          if value.isEmpty { throw c.raise(.typeError, "args may not be deleted") }
          publish(try c.tuple(of: value).value, to: &Exception(s).pointer.pointee.args)
        }
      }),
      .two("add_note", "(self, note, /)") { c, s, note in
        bridge(c) { () throws(Raised) -> Void in try Exception(s).addNote(c, note) }
      },
      .one("__reduce__") { c, s in
        bridge(c) { () throws(Raised) in
          try Exception(s).reduced(c, args: Exception(s).args.value, state: Exception(s).attributes(c))
        }
      },
      .two("__setstate__", "(self, state, /)") { c, s, state in
        bridge(c) { () throws(Raised) -> Void in try Exception(s).setState(c, state) }
      },
    ] + chain)
}

extension ExceptionRow {
  /// With those of the bases.
  static func fieldCount(of kind: ExceptionKind) -> Int {
    let row = all[Int(kind.rawValue)]
    return row.fields.count + (row.base == kind ? 0 : fieldCount(of: row.base))
  }
}

/// The fields of exceptions that the runtime itself sets.
enum ExceptionField: Int {
  /// Of NameError.
  case name = 0
  /// Of AttributeError, by their places.
  static var attributeName: ExceptionField { .name }
  case attributeObject = 1
}

extension Exception {
  func setField(_ field: ExceptionField, _ value: Value) { publish(value, to: self.field(field.rawValue)) }

  /// Whether it is an instance of a built-in class.
  func isInstance(_ context: Context, _ kind: ExceptionKind) -> Bool {
    context.type(of: value).isSubtype(of: Interpreter(of: context).type(kind))
  }
}
