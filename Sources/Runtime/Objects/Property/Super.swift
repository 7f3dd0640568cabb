import Bytecode
import CRuntime

// `super`: attributes as the classes after `owner` in the resolution order of `subject` have them.

struct SuperLayout: BitwiseCopyable {
  var header: ObjectHeader
  var owner: Value
  /// What attributes are bound to, an instance or a class; *empty* for an unbound one.
  var object: Value
  /// The class whose resolution order is searched.
  var subject: Value
}

struct Super: ObjectReference {
  let pointer: UnsafeMutablePointer<SuperLayout>
  init(pointer: UnsafeMutablePointer<SuperLayout>) { self.pointer = pointer }
  static var kind: Kind { .super }
  static var traceRule: TraceRule { .words(from: 8) }

  /// The class whose order `super(owner, object)` searches: `object` itself if it is a class derived from `owner`, else
  /// its class.
  static func subject(_ context: Context, _ owner: Type, _ object: Value) throws(Raised) -> Type {
    if let type = Type(ifHas: object), type.isSubtype(of: owner) { return type }
    let type = context.type(of: object)
    if type.isSubtype(of: owner) { return type }
    let claimed = try context.findAttribute(object, context.name(.__class__))
    if let claimed = Type(ifHas: claimed), claimed.isSubtype(of: owner) { return claimed }
    throw context.raise(
      .typeError,
      "super(type, obj): obj (\(Type(ifHas: object) == nil ? "instance of \(type.shortName)" : "type \(Type(object).shortName)")) is not an instance or subtype of type (\(owner.shortName)).")
  }

  /// `super(owner, object).name`; *empty* where there is no such attribute.
  static func find(
    _ context: Context, _ owner: Type, _ object: Value, _ name: Value
  ) throws(Raised) -> Value {
    let subject = try subject(context, owner, object)
    if name == context.name(.__class__) { return .empty }
    let found = try subject.lookup(context, after: owner, name)
    if found.isEmpty { return .empty }
    return try context.bind(found, to: object == subject.value ? .empty : object, of: subject)
  }

  /// What `super()` without arguments stands for: the class around the calling method, and the method's first argument.
  private static func enclosingMethod(_ context: Context) throws(Raised) -> (Value, Value) {
    guard let frame = context.pointee.frame, frame >= context.pointee.framesBase.unsafelyUnwrapped else {
      throw context.raise(.runtimeError, "super(): no current frame")
    }
    let header = frame.code.portable.header
    if header.positionalCount == 0 { throw context.raise(.runtimeError, "super(): no arguments") }
    var first = frame.register(0).pointee
    if header.cellRegisters.contains(where: { $0.index == 0 }), let cell = Cell(ifExactly: first) {
      first = cell.content
    }
    if first == .unbound { throw context.raise(.runtimeError, "super(): arg[0] deleted") }
    guard let place = header.freeNames.firstIndex(where: { $0.string == "__class__" }) else {
      throw context.raise(.runtimeError, "super(): __class__ cell not found")
    }
    let owner = frame.freeCell(place).content
    if owner == .unbound { throw context.raise(.runtimeError, "super(): empty __class__ cell") }
    if Type(ifHas: owner) == nil {
      throw context.raise(.runtimeError, "super(): __class__ is not a type (\(context.typeName(of: owner)))")
    }
    return (owner, first)
  }

  private static let initialize: ArgumentsFunction = { c, arguments in
    bridge(c) { () throws(Raised) in
      let target = Super(arguments[0]).pointer
      if arguments[1].isEmpty { (arguments[1], arguments[2]) = try enclosingMethod(c) }
      guard let owner = Type(ifHas: arguments[1]) else {
        throw c.raise(
          .typeError, "super() argument 1 must be a type, not \(c.typeName(of: arguments[1]))")
      }
      target.pointee.owner = owner.value
      target.pointee.object = .empty
      target.pointee.subject = .empty
      if arguments[2].isEmpty || arguments[2] == .none { return .none }
      target.pointee.object = arguments[2]
      target.pointee.subject = try subject(c, owner, arguments[2]).value
      return .none
    }
  }

  static let declaration = TypeDeclaration(
    "super", kind: .super, flags: [.base],
    slots: [
      .window(.new) { c, type, _, _, _ in
        bridge(c) { () throws(Raised) in
          Value(try c.allocateObject(Type(type), size: MemoryLayout<SuperLayout>.size))
        }
      },
      .window(.initialize) { c, s, arguments, count, names in
        if names.isEmpty, count > 2 {
          return bridge(c) { () throws(Raised) -> Value in
            throw c.raise(.typeError, "super() expected at most 2 arguments, got \(count)")
          }
        }
        return initializing(c, "super", "(self, type=<unset>, object=<unset>, /)", initialize, s, arguments, Int(count), names)
      },
      .binary(.getAttribute) { c, s, name in
        bridge(c) { () throws(Raised) in
          let layout = Super(s).pointer.pointee
          let name = try c.attributeName(name)
          if !layout.object.isEmpty {
            let found = try find(c, Type(layout.owner), layout.object, name)
            if !found.isEmpty { return found }
          }
          return try c.ordinaryAttribute(s, name)
        }
      },
      .ternary(.getDescriptor) { c, s, object, _ in
        let layout = Super(s).pointer.pointee
        if object.isEmpty || object == .none || !layout.object.isEmpty { return s }
        return bridge(c) { () throws(Raised) in
          let type = c.type(of: s)
          if type.flags.contains(.heap) { return try c.call(type.value, layout.owner, object) }
          let bound = try c.allocateObject(type, size: MemoryLayout<SuperLayout>.size)
          Super(Value(bound)).pointer.pointee.owner = layout.owner
          Super(Value(bound)).pointer.pointee.object = object
          Super(Value(bound)).pointer.pointee.subject = try subject(c, Type(layout.owner), object).value
          return Value(bound)
        }
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let layout = Super(s).pointer.pointee
          let owner = Type(layout.owner).shortName
          if layout.object.isEmpty { return try Text.make(c, "<super: <class '\(owner)'>, NULL>").value }
          return try Text.make(
            c, "<super: <class '\(owner)'>, <\(Type(layout.subject).shortName) object>>").value
        }
      },
    ],
    methods: [
      .member("__thisclass__") { _, s in orNone(Super(s).pointer.pointee.owner) },
      .member("__self__") { _, s in orNone(Super(s).pointer.pointee.object) },
      .member("__self_class__") { _, s in orNone(Super(s).pointer.pointee.subject) },
    ])
}
