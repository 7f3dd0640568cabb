import CRuntime

extension Awaitable {
  private static let slots: [SlotEntry] = [
    SlotEntry(slot: .new, body: 0),
    .unary(.iterate) { _, s in s },
    .unary(.next) { c, s in
      bridge(c) { () throws(Raised) in
        let step = try Awaitable(s).send(c, .none)
        if !step.isDone { return step.value }
        c.pointee.generatorResult = step.value
        return .empty
      }
    },
  ]

  private static let awaiting: SlotEntry = .unary(.await) { _, s in s }

  private static let methods: [NativeEntry] = [
    .two("send", "(self, object, /)") { c, s, value in
      bridge(c) { () throws(Raised) in try c.itemOrStop(Awaitable(s).send(c, value)) }
    },
    .window("throw", "(self, type, value=<unset>, traceback=<unset>, /)") { c, a in
      bridge(c) { () throws(Raised) in
        let thrown = try ThrownArguments(c, "throw", a + 1)
        return try c.itemOrStop(Awaitable(a[0]).throwInto(c, thrown))
      }
    },
    .one("close") { c, s in bridge(c) { () throws(Raised) -> Void in try Awaitable(s).close(c) } },
  ]

  static let declarations: [TypeDeclaration] = [
    TypeDeclaration(
      "async_generator_asend", kind: .awaitable, shape: BuiltinShape.awaitable(.asend), slots: slots + [awaiting],
      methods: methods),
    TypeDeclaration(
      "async_generator_athrow", kind: .awaitable, shape: BuiltinShape.awaitable(.athrow), slots: slots + [awaiting],
      methods: methods),
    TypeDeclaration(
      "coroutine_wrapper", kind: .awaitable, shape: BuiltinShape.awaitable(.coroutineWrapper), slots: slots,
      methods: methods),
    TypeDeclaration(
      "anext_awaitable", kind: .awaitable, shape: BuiltinShape.awaitable(.anext), slots: slots + [awaiting],
      methods: methods),
  ]
}
