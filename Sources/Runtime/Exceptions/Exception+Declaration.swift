import CRuntime

extension Exception {
  /// Makes the attributes of an exception class's fields, which stand after its bases'.
  static func declareFields(_ context: Context, _ row: ExceptionRow, in type: Type) throws(Raised) {
    var index = row.base == row.kind ? 0 : ExceptionRow.fieldCount(of: row.base)
    for field in row.fields {
      let name = try Text.make(context, field).value
      try type.dict(context).set(
        context, name, to: Member.make(context, exceptionField: index, name: name, owner: type).value)
      index += 1
    }
  }

  /// What is done with the arguments beyond keeping them: fields that stand for them.
  fileprivate func initialize(
    _ context: Context, _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: Value
  ) throws(Raised) {
    let keywords = names.isEmpty ? nil : Tuple(names)
    let positional = count - (keywords?.count ?? 0)
    let type = context.type(of: value)
    publish(try Tuple.make(context, copying: arguments, count: positional).value, to: &pointer.pointee.args)
    if let keywords, keywords.count > 0 {
      for index in 0..<keywords.count {
        guard try setKeyword(context, keywords[index], arguments[positional + index]) else {
          throw context.raise(.typeError, "\(type.shortName)() takes no keyword arguments")
        }
      }
    }
    if isInstance(context, .stopIteration) {
      publish(positional > 0 ? arguments[0] : .none, to: field(0))
    } else if isInstance(context, .systemExit) {
      publish(positional == 1 ? arguments[0] : positional == 0 ? .none : pointer.pointee.args, to: field(0))
    } else if isInstance(context, .importError) {
      if positional == 1 { publish(arguments[0], to: field(0)) }
    } else if isInstance(context, .osError), positional >= 2, positional <= 5 {
      for index in 0..<min(positional, 3) { publish(arguments[index], to: field(index)) }
      if positional == 3 { publish(try Tuple.make(context, arguments[0], arguments[1]).value, to: &pointer.pointee.args) }
    } else if isInstance(context, .syntaxError), positional >= 1 {
      publish(arguments[0], to: field(0))
      if positional == 2 {
        let details = try context.tuple(of: arguments[1])
        for index in 0..<min(details.count, 6) { publish(details[index], to: field(index + 1)) }
      }
    } else if isInstance(context, .unicodeDecodeError) || isInstance(context, .unicodeEncodeError) {
      try requireCount(context, positional, 5)
      for index in 0..<5 { publish(arguments[index], to: field(index)) }
    } else if isInstance(context, .unicodeTranslateError) {
      try requireCount(context, positional, 4)
      for index in 0..<4 { publish(arguments[index], to: field(index)) }
    }
  }

  private func requireCount(_ context: Context, _ given: Int, _ wanted: Int) throws(Raised) {
    if given != wanted {
      throw context.raise(.typeError, "function takes exactly \(wanted) arguments (\(given) given)")
    }
  }

  private func isInstance(_ context: Context, _ kind: ExceptionKind) -> Bool {
    context.type(of: value).isSubtype(of: Interpreter(of: context).type(kind))
  }

  /// AttributeError, NameError and ImportError take their fields by keyword.
  private func setKeyword(_ context: Context, _ name: Value, _ given: Value) throws(Raised) -> Bool {
    for kind in [ExceptionKind.attributeError, .nameError, .importError] where isInstance(context, kind) {
      let fields = ExceptionRow.all[Int(kind.rawValue)].fields
      for (index, field) in fields.enumerated() where Text(name) == field {
        publish(given, to: self.field(index))
        return true
      }
    }
    return false
  }

  /// `str(exception)`: no argument, the only one, or the tuple of all.
  func text(_ context: Context) throws(Raised) -> Text {
    if isInstance(context, .keyError), args.count == 1 { return try context.repr(args[0]) }
    if isInstance(context, .osError), !load(field(0)).isEmpty, !load(field(1)).isEmpty {
      var text = "[Errno \(String(try context.str(load(field(0)))))] \(String(try context.str(load(field(1)))))"
      if !load(field(2)).isEmpty { text += ": \(try context.reprString(load(field(2))))" }
      return try Text.make(context, text)
    }
    if isInstance(context, .importError), Text(ifHas: load(field(0))) != nil { return Text(load(field(0))) }
    switch args.count {
    case 0: return Text.empty(context)
    case 1: return try context.str(args[0])
    default: return try context.repr(args.value)
    }
  }

  private static func settable(
    _ name: StaticString, _ get: UnaryFunction, _ set: TernaryFunction
  ) -> NativeEntry { .getter(name, get, set: set) }

  static let declaration = TypeDeclaration(
    "BaseException", kind: .exception, flags: [.base, .hasDict, .exception, .derivedInstances],
    slots: [
      .window(.new) { c, type, arguments, count, names in
        bridge(c) { () throws(Raised) in
          let positional = Int(count) - (names.isEmpty ? 0 : Tuple(names).count)
          let args = try Tuple.make(c, copying: arguments, count: positional)
          return try Exception(c, of: Type(type), args: args).value
        }
      },
      .window(.initialize) { c, s, arguments, count, names in
        bridge(c) { () throws(Raised) in try Exception(s).initialize(c, arguments, Int(count), names) }
      },
      .unary(.str) { c, s in bridge(c) { () throws(Raised) in try Exception(s).text(c).value } },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let args = Exception(s).args
          let name = c.typeName(of: s)
          if args.count == 1 { return try Text.make(c, "\(name)(\(c.reprString(args[0])))").value }
          return try Text.make(c, "\(name)\(c.reprString(args.value))").value
        }
      },
    ],
    methods: [
      Attributes.dictEntry,
      settable("args", { _, s in Exception(s).args.value }, { c, s, value, _ in
        bridge(c) { () throws(Raised) -> Void in
          if value.isEmpty { throw c.raise(.typeError, "args may not be deleted") }
          publish(try c.tuple(of: value).value, to: &Exception(s).pointer.pointee.args)
        }
      }),
      settable("__traceback__", { _, s in orNone(load(&Exception(s).pointer.pointee.traceback)) }, { _, s, value, _ in
        publish(value == .none ? .empty : value, to: &Exception(s).pointer.pointee.traceback)
        return .none
      }),
      settable("__context__", { _, s in orNone(load(&Exception(s).pointer.pointee.context)) }, { _, s, value, _ in
        publish(value == .none ? .empty : value, to: &Exception(s).pointer.pointee.context)
        return .none
      }),
      settable("__cause__", { _, s in orNone(load(&Exception(s).pointer.pointee.cause)) }, { c, s, value, _ in
        bridge(c) { () throws(Raised) -> Void in
          if value != .none, Exception(ifHas: value) == nil {
            throw c.raise(.typeError, "exception cause must be None or derive from BaseException")
          }
          Exception(s).setCause(value)
        }
      }),
      settable("__suppress_context__", { _, s in load(&Exception(s).pointer.pointee.suppressContext) }, { c, s, value, _ in
        bridge(c) { () throws(Raised) -> Void in
          publish(Value(try c.isTrue(value)), to: &Exception(s).pointer.pointee.suppressContext)
        }
      }),
      .two("with_traceback", "(self, object, /)") { _, s, traceback in
        publish(traceback == .none ? .empty : traceback, to: &Exception(s).pointer.pointee.traceback)
        return s
      },
      .two("add_note", "(self, object, /)") { c, s, note in
        bridge(c) { () throws(Raised) in
          guard Text(ifHas: note) != nil else {
            throw c.raise(.typeError, "note must be a str, not '\(c.typeName(of: note))'")
          }
          let name = try Text.make(c, "__notes__").value
          var notes = try c.findAttribute(s, name)
          if notes.isEmpty {
            notes = try List.make(c).value
            try c.setAttribute(s, name, notes)
          }
          try List(notes).append(c, note)
          return .none
        }
      },
    ])

  /// `raise … from cause`.
  func setCause(_ cause: Value) {
    publish(cause == .none ? .empty : cause, to: &pointer.pointee.cause)
    publish(.true, to: &pointer.pointee.suppressContext)
  }
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
}

extension Member {
  /// The attribute of an exception's field: absent ones read as None.
  static func make(
    _ context: Context, exceptionField index: Int, name: Value, owner: Type
  ) throws(Raised) -> Member {
    let member = try make(context, slot: index, name: name, owner: owner)
    member.pointer.pointee.setter = 1
    return member
  }
}
