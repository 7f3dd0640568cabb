import CRuntime

// What `f_locals` of a function's frame is (PEP 667): a mapping that reads and writes the variables themselves. Under
// names that no variable has it keeps what it is given for as long as the frame object lives.

struct FrameLocalsLayout: BitwiseCopyable {
  var header: ObjectHeader
  var frame: Value
}

struct FrameLocals: ObjectReference {
  let pointer: UnsafeMutablePointer<FrameLocalsLayout>
  init(pointer: UnsafeMutablePointer<FrameLocalsLayout>) { self.pointer = pointer }
  static var kind: Kind { .frameLocals }
  static var traceRule: TraceRule { .words(from: 8) }

  private var frame: FrameObject { FrameObject(pointer.pointee.frame) }
  private var extra: Dict? { Dict(ifHas: load(&frame.pointer.pointee.extra)) }

  static func make(_ context: Context, _ frame: FrameObject) throws(Raised) -> FrameLocals {
    let cell = try context.allocate(MemoryLayout<FrameLocalsLayout>.size, .plain)
    let locals = FrameLocals(pointer: cell.assumingMemoryBound(to: FrameLocalsLayout.self))
    locals.pointer.pointee = FrameLocalsLayout(header: Self.header, frame: frame.value)
    return locals
  }

  /// *Empty* where there is no such variable, or it is unbound.
  func value(_ context: Context, _ name: Value) throws(Raised) -> Value {
    if let slot = try frame.variables?.slot(context, named: name) {
      let value = load(slot)
      if value != .unbound { return value }
    }
    return try extra?.value(context, for: name) ?? .empty
  }

  func set(_ context: Context, _ name: Value, to value: Value) throws(Raised) {
    if let slot = try frame.variables?.slot(context, named: name) { return publish(value, to: slot) }
    if extra == nil { publish(try Dict.make(context).value, to: &frame.pointer.pointee.extra) }
    try extra?.set(context, name, to: value)
  }

  /// *Empty* where there is none. Variables cannot be removed.
  func remove(_ context: Context, _ name: Value) throws(Raised) -> Value {
    if try frame.variables?.slot(context, named: name) != nil {
      throw context.raise(.valueError, "cannot remove local variables from FrameLocalsProxy")
    }
    return try extra?.remove(context, name) ?? .empty
  }

  /// A dict of what there is now.
  func snapshot(_ context: Context) throws(Raised) -> Dict {
    let variables = frame.variables
    let dict = if let variables { try variables.snapshot(context) } else { try Dict.make(context) }
    if let extra { try dict.merge(context, from: extra) }
    return dict
  }

  func update(_ context: Context, from source: Value) throws(Raised) {
    let given = try Dict.make(context)
    if let other = FrameLocals(ifExactly: source) {
      try given.merge(context, from: other.snapshot(context))
    } else {
      try given.update(context, from: source)
    }
    var position = 0
    while let (name, value) = given.next(&position) { try set(context, name, to: value) }
  }
}

extension FrameLocals {
  /// The dict of one operand of `|` or `==`; nil for what is no mapping of that kind.
  private static func operand(_ context: Context, _ value: Value) throws(Raised) -> Dict? {
    if let locals = FrameLocals(ifExactly: value) { return try locals.snapshot(context) }
    return Dict(ifHas: value)
  }

  private static func merged(_ context: Context, _ left: Value, _ right: Value) throws(Raised) -> Value {
    guard let left = try operand(context, left), let right = try operand(context, right) else { return .notImplemented }
    let result = try left.copy(context)
    try result.merge(context, from: right)
    return result.value
  }

  private static func list(_ context: Context, _ locals: Value, _ part: DictPart) -> Value {
    bridge(context) { () throws(Raised) in
      try FrameLocals(locals).snapshot(context).list(context, of: part).value
    }
  }

  static let declaration = TypeDeclaration(
    "FrameLocalsProxy", kind: .frameLocals, flags: [.mapping],
    slots: [
      .window(.new) { c, _, arguments, count, names in
        bridge(c) { () throws(Raised) in
          if !names.isEmpty, Tuple(names).count > 0 {
            throw c.raise(.typeError, "FrameLocalsProxy takes no keyword arguments")
          }
          if count != 1 {
            throw c.raise(.typeError, "FrameLocalsProxy expected 1 argument, got \(count)")
          }
          guard let frame = FrameObject(ifExactly: arguments[0]) else {
            throw c.raise(.typeError, "expect frame, not \(c.typeName(of: arguments[0]))")
          }
          return try make(c, frame).value
        }
      },
      .unary(.length) { c, s in
        bridge(c) { () throws(Raised) in Value(smallInt: Int64(try FrameLocals(s).snapshot(c).count)) }
      },
      .unary(.iterate) { c, s in
        bridge(c) { () throws(Raised) in
          try c.iterator(over: FrameLocals(s).snapshot(c).list(c, of: .keys).value)
        }
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          try c.showing(s, inside: "{...}") { () throws(Raised) in try c.repr(FrameLocals(s).snapshot(c).value) }.value
        }
      },
      .binary(.getItem) { c, s, name in
        bridge(c) { () throws(Raised) in
          let found = try FrameLocals(s).value(c, name)
          if !found.isEmpty { return found }
          let message = "local variable '\(try c.reprString(name))' is not defined"
          throw c.raise(.keyError, message)
        }
      },
      .ternary(.setItem) { c, s, name, value in
        bridge(c) { () throws(Raised) -> Void in
          if !value.isEmpty { return try FrameLocals(s).set(c, name, to: value) }
          if try FrameLocals(s).remove(c, name).isEmpty { throw c.raise(.keyError, argument: name) }
        }
      },
      .binary(.contains) { c, s, name in
        bridge(c) { () throws(Raised) in Value(try !FrameLocals(s).value(c, name).isEmpty) }
      },
      .binary(.bitOr) { c, s, o in bridge(c) { () throws(Raised) in try merged(c, s, o) } },
      .binary(.reflectedBitOr) { c, s, o in bridge(c) { () throws(Raised) in try merged(c, o, s) } },
      .binary(.inPlaceBitOr) { c, s, o in
        bridge(c) { () throws(Raised) in
          try FrameLocals(s).update(c, from: o)
          return s
        }
      },
      .binary(.equal) { c, s, o in
        bridge(c) { () throws(Raised) in
          if let other = FrameLocals(ifExactly: o) { return Value(other.frame == FrameLocals(s).frame) }
          guard Dict(ifHas: o) != nil else { return .notImplemented }
          return try c.compare(.equal, FrameLocals(s).snapshot(c).value, o)
        }
      },
    ],
    methods: [
      .one("keys") { c, s in list(c, s, .keys) },
      .one("values") { c, s in list(c, s, .values) },
      .one("items") { c, s in list(c, s, .items) },
      .one("copy") { c, s in bridge(c) { () throws(Raised) in try FrameLocals(s).snapshot(c).value } },
      .one("__reversed__") { c, s in
        bridge(c) { () throws(Raised) in
          let names = try FrameLocals(s).snapshot(c).list(c, of: .keys)
          names.reverse(c)
          return names.value
        }
      },
      .two("update", "(self, other, /)") { c, s, other in
        bridge(c) { () throws(Raised) -> Void in try FrameLocals(s).update(c, from: other) }
      },
      .three("get", "(self, key, default=None, /)") { c, s, name, fallback in
        bridge(c) { () throws(Raised) in
          let found = try FrameLocals(s).value(c, name)
          return found.isEmpty ? fallback : found
        }
      },
      .three("setdefault", "(self, key, default=None, /)") { c, s, name, fallback in
        bridge(c) { () throws(Raised) in
          let found = try FrameLocals(s).value(c, name)
          if !found.isEmpty { return found }
          try FrameLocals(s).set(c, name, to: fallback)
          return fallback
        }
      },
      .three("pop", "(self, key, default=<unset>, /)") { c, s, name, fallback in
        bridge(c) { () throws(Raised) in
          let found = try FrameLocals(s).remove(c, name)
          if !found.isEmpty { return found }
          if fallback.isEmpty { throw c.raise(.keyError, argument: name) }
          return fallback
        }
      },
    ])
}
