import CRuntime

extension Generator {
  static let declaration = TypeDeclaration(
    "generator", kind: .generator,
    slots: [
      SlotEntry(slot: .new, body: 0),
      .unary(.iterate) { _, s in s },
      .unary(.next) { c, s in bridge(c) { () throws(Raised) in try c.resume(Generator(s), sending: .none) } },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let name = String(Text(Generator(s).pointer.pointee.qualifiedName))
          return try Text.make(c, "<generator object \(name) at \(s.addressString)>").value
        }
      },
    ],
    methods: [
      .two("send", "(self, arg, /)") { c, s, value in
        bridge(c) { () throws(Raised) in
          let item = try c.resume(Generator(s), sending: value)
          if !item.isEmpty { return item }
          let result = c.pointee.generatorResult
          if result == .none { throw c.raise(.stopIteration, args: try Tuple.empty(c)) }
          throw c.raise(.stopIteration, argument: result)
        }
      },
      .getter("__name__", { _, s in Generator(s).pointer.pointee.name }),
      .getter("__qualname__", { _, s in Generator(s).pointer.pointee.qualifiedName }),
      .getter("gi_code", { _, s in Generator(s).function.pointer.pointee.code }),
      .getter("gi_running", { _, s in Value(Generator(s).state == .running) }),
    ])
}

extension Traceback {
  static let declaration = TypeDeclaration(
    "traceback", kind: .traceback,
    slots: [SlotEntry(slot: .new, body: 0)],
    methods: [
      .getter("tb_next", { _, s in orNone(Traceback(s).pointer.pointee.next) }),
      .getter("tb_lineno", { _, s in Value(smallInt: Int64(Traceback(s).position.line)) }),
    ])
}
