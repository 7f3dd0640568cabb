import CRuntime

// Exceptions that differ little from BaseException: a field for their argument, or keywords.

extension ExceptionBehavior {
  static let stopIteration = ExceptionBehavior(slots: [
    .window(.initialize) { c, s, arguments, count, names in
      bridge(c) { () throws(Raised) -> Void in
        try Exception(s).initialize(c, arguments, Int(count), names)
        publish(count > 0 ? arguments[0] : .none, to: Exception(s).field(0))
      }
    }
  ])

  static let systemExit = ExceptionBehavior(slots: [
    .window(.initialize) { c, s, arguments, count, names in
      bridge(c) { () throws(Raised) -> Void in
        let exception = Exception(s)
        try exception.initialize(c, arguments, Int(count), names)
        let code = count == 0 ? .none : count == 1 ? arguments[0] : exception.args.value
        publish(code, to: exception.field(0))
      }
    }
  ])

  static let keyError = ExceptionBehavior(slots: [
    .unary(.str) { c, s in
      bridge(c) { () throws(Raised) in
        let exception = Exception(s)
        return try exception.args.count == 1 ? c.repr(exception.args[0]).value : exception.text(c).value
      }
    }
  ])

  // MARK: With keywords

  static let nameError = ExceptionBehavior(slots: [
    .window(.initialize) { c, s, arguments, count, names in
      initializing(c, "NameError", "(self, *args, name=<unset>)", { c, a in
        bridge(c) { () throws(Raised) -> Void in Exception(a[0]).setFields(args: a[1], a + 2, 1) }
      }, s, arguments, Int(count), names)
    }
  ])

  static let attributeError = ExceptionBehavior(
    slots: [
      .window(.initialize) { c, s, arguments, count, names in
        initializing(c, "AttributeError", "(self, *args, name=<unset>, obj=<unset>)", { c, a in
          bridge(c) { () throws(Raised) -> Void in Exception(a[0]).setFields(args: a[1], a + 2, 2) }
        }, s, arguments, Int(count), names)
      }
    ],
    methods: [
      .one("__getstate__") { c, s in
        bridge(c) { () throws(Raised) in
          let state = try Exception(s).state(c, fields: ["name"])
          try state.set(c, Text.make(c, "args").value, to: Exception(s).args.value)
          return state.value
        }
      },
      .one("__reduce__") { c, s in
        bridge(c) { () throws(Raised) in
          let state = try c.call(c.getAttribute(s, Text.interned(c, Text.make(c, "__getstate__")).value))
          return try Exception(s).reduced(c, args: Exception(s).args.value, state: Dict(ifHas: state))
        }
      },
    ])

  static let importError = ExceptionBehavior(
    slots: [
      .window(.initialize) { c, s, arguments, count, names in
        initializing(
          c, "ImportError", "(self, *args, name=<unset>, path=<unset>, name_from=<unset>)",
          { c, a in
            bridge(c) { () throws(Raised) -> Void in
              let exception = Exception(a[0])
              let positional = Tuple(a[1])
              publish(positional.count == 1 ? positional[0] : .empty, to: exception.field(0))
              exception.setFields(args: a[1], a + 2, 3, from: 1)
            }
          }, s, arguments, Int(count), names)
      },
      .unary(.str) { c, s in
        bridge(c) { () throws(Raised) in
          let message = load(Exception(s).field(0))
          return Text(ifExactly: message) == nil ? try Exception(s).text(c).value : message
        }
      },
    ],
    methods: [
      .one("__reduce__") { c, s in
        bridge(c) { () throws(Raised) in
          let state = try Exception(s).state(c, fields: ["", "name", "path", "name_from"])
          return try Exception(s).reduced(c, args: Exception(s).args.value, state: state)
        }
      }
    ])
}

extension Exception {
  /// Sets the arguments, and fields from values that may be *empty*.
  fileprivate func setFields(args: Value, _ values: UnsafeMutablePointer<Value>, _ count: Int, from first: Int = 0) {
    publish(args, to: &pointer.pointee.args)
    for index in 0..<count { publish(values[index], to: field(first + index)) }
  }

  /// The attributes set on the exception and those of its fields that have a value; an unnamed field is left out.
  fileprivate func state(_ context: Context, fields: [StaticString]) throws(Raised) -> Dict {
    let state = try Dict.make(context)
    var position = 0
    if let attributes = try attributes(context) {
      while let (key, value) = attributes.next(&position) { try state.set(context, key, to: value) }
    }
    for (index, name) in fields.enumerated() where name.utf8CodeUnitCount > 0 {
      let value = load(field(index))
      if !value.isEmpty { try state.set(context, Text.make(context, name).value, to: value) }
    }
    return state
  }
}
