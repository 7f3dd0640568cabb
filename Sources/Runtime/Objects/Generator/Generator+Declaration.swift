import CRuntime

extension Generator {
  // MARK: What the three types share

  private static let noConstructor = SlotEntry(slot: .new, body: 0)

  private static let finalizing: SlotEntry = .unary(.delete) { c, s in
    bridge(c) { () throws(Raised) -> Void in try Generator(s).finalize(c) }
  }

  private static let representation: SlotEntry = .unary(.repr) { c, s in
    bridge(c) { () throws(Raised) in
      let generator = Generator(s)
      let kind = generator.isAsyncGenerator ? "async_generator" : "\(generator.kindName)"
      let name = String(Text(generator.pointer.pointee.qualifiedName))
      return try Text.make(c, "<\(kind) object \(name) at \(s.addressString)>").value
    }
  }

  private static let names: [NativeEntry] = [
    .getter("__name__", { _, s in Generator(s).pointer.pointee.name }, set: { c, s, name, _ in
      bridge(c) { () throws(Raised) -> Void in
        publish(try c.generatorName(name, "__name__"), to: &Generator(s).pointer.pointee.name)
      }
    }),
    .getter("__qualname__", { _, s in Generator(s).pointer.pointee.qualifiedName }, set: { c, s, name, _ in
      bridge(c) { () throws(Raised) -> Void in
        publish(try c.generatorName(name, "__qualname__"), to: &Generator(s).pointer.pointee.qualifiedName)
      }
    }),
  ]

  private static let driving: [NativeEntry] = [
    .two("send", "(self, object, /)") { c, s, value in
      bridge(c) { () throws(Raised) in
        let item = try c.resume(Generator(s), sending: value)
        if item.isEmpty { throw c.raiseStop(c.pointee.generatorResult) }
        return item
      }
    },
    .window("throw", "(self, type, value=<unset>, traceback=<unset>, /) silent") { c, a in
      bridge(c) { () throws(Raised) in
        let thrown = try ThrownArguments(c, "throw", a + 1)
        let item = try c.throwInto(Generator(a[0]), thrown)
        if item.isEmpty { throw c.raiseStop(c.pointee.generatorResult) }
        return item
      }
    },
    .one("close") { c, s in bridge(c) { () throws(Raised) in try c.close(Generator(s)) } },
  ]

  /// The attributes that tell the state, by the prefix of each type.
  private static func stateEntries(
    code: StaticString, frame: StaticString, running: StaticString, suspended: StaticString, awaited: StaticString
  ) -> [NativeEntry] {
    [
      .getter(code, { _, s in Generator(s).function.pointer.pointee.code }),
      .getter(frame, { c, s in
        bridge(c) { () throws(Raised) in try FrameObject.of(c, Generator(s))?.value ?? .none }
      }),
      .getter(running, { _, s in
        let generator = Generator(s)
        return Value(generator.isAsyncGenerator ? generator.pointer.pointee.isRunningStep : generator.state == .running)
      }),
      .getter(suspended, { _, s in Value(Generator(s).state == .suspended) }),
      .getter(awaited, { _, s in orNone(Generator(s).delegatee) }),
    ]
  }

  // MARK: The types

  static let declarations: [TypeDeclaration] = [
    TypeDeclaration(
      "generator", kind: .generator, flags: [.hasWeakReferences],
      slots: [
        noConstructor, finalizing, representation,
        .unary(.iterate) { _, s in s },
        .unary(.next) { c, s in bridge(c) { () throws(Raised) in try c.resume(Generator(s), sending: .none) } },
      ],
      methods: driving + names + [GenericAlias.classGetItem]
        + stateEntries(
          code: "gi_code", frame: "gi_frame", running: "gi_running", suspended: "gi_suspended", awaited: "gi_yieldfrom")),
    TypeDeclaration(
      "coroutine", kind: .generator, shape: BuiltinShape.generator(.coroutine),
      flags: [.hasWeakReferences],
      slots: [
        noConstructor, finalizing, representation,
        .unary(.await) { c, s in
          bridge(c) { () throws(Raised) in try Awaitable.make(c, .coroutineWrapper, s).value }
        },
      ],
      methods: driving + names + [GenericAlias.classGetItem]
        + stateEntries(
          code: "cr_code", frame: "cr_frame", running: "cr_running", suspended: "cr_suspended", awaited: "cr_await")
        + [.getter("cr_origin", { _, s in orNone(load(&Generator(s).pointer.pointee.origin)) })]),
    TypeDeclaration(
      "async_generator", kind: .generator, shape: BuiltinShape.generator(.asyncGenerator),
      flags: [.hasWeakReferences],
      slots: [
        noConstructor, finalizing, representation,
        .unary(.asyncIterate) { _, s in s },
        .unary(.asyncNext) { c, s in
          bridge(c) { () throws(Raised) in
            try c.beginAsyncIteration(Generator(s))
            return try Awaitable.make(c, .asend, s, .none).value
          }
        },
      ],
      methods: asyncMethods + [GenericAlias.classGetItem] + names
        + stateEntries(
          code: "ag_code", frame: "ag_frame", running: "ag_running", suspended: "ag_suspended", awaited: "ag_await")),
  ]

  private static let asyncMethods: [NativeEntry] = [
    .two("asend", "(self, object, /)") { c, s, value in
      bridge(c) { () throws(Raised) in
        try c.beginAsyncIteration(Generator(s))
        return try Awaitable.make(c, .asend, s, value).value
      }
    },
    .window("athrow", "(self, type, value=<unset>, traceback=<unset>, /) silent") { c, a in
      bridge(c) { () throws(Raised) in
        _ = try ThrownArguments(c, "athrow", a + 1)
        try c.beginAsyncIteration(Generator(a[0]))
        return try Awaitable.make(c, .athrow, a[0], a[1], a[2], a[3]).value
      }
    },
    .one("aclose") { c, s in
      bridge(c) { () throws(Raised) in
        try c.beginAsyncIteration(Generator(s))
        return try Awaitable.make(c, .athrow, s).value
      }
    },
  ]
}

extension Context {
  fileprivate func generatorName(_ name: Value, _ attribute: StaticString) throws(Raised) -> Value {
    if Text(ifHas: name) == nil { throw raise(.typeError, "\(attribute) must be set to a string object") }
    return name
  }
}
