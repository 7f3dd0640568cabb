import CRuntime

extension GenericAlias {
  private static let new: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) in
      let alias = try GenericAlias.make(c, a[1], a[2])
      return try c.derived(alias.value, size: MemoryLayout<GenericAliasLayout>.size, as: Type(a[0]))
    }
  }

  /// Calls the origin; the object remembers by which alias it was made, if it can.
  private func call(
    _ context: Context, _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: Value
  ) throws(Raised) -> Value {
    let made = try context.call(origin, arguments, count: count, names: names)
    do throws(Raised) {
      try context.setAttribute(made, context.name(.__orig_class__), value)
    } catch {
      if !context.isPending(.attributeError), !context.isPending(.typeError) { throw error }
      context.pointee.pendingException = .empty
    }
    return made
  }

  /// Attributes are the origin's, but for those that describe the alias itself.
  private func attribute(_ context: Context, _ name: Value) throws(Raised) -> Value {
    let text = Text(name)
    for own in Self.ownAttributes + Self.hiddenAttributes where text == own { return try context.ordinaryAttribute(value, name) }
    return try context.getAttribute(origin, name)
  }

  private static let ownAttributes: [StaticString] = [
    "__class__", "__origin__", "__args__", "__unpacked__", "__parameters__", "__typing_unpacked_tuple_args__",
    "__mro_entries__", "__reduce_ex__", "__reduce__",
  ]

  /// What an alias has not, although the origin may.
  private static let hiddenAttributes: [StaticString] = ["__copy__", "__deepcopy__", "__bases__"]

  private func isEqual(_ context: Context, to other: GenericAlias) throws(Raised) -> Bool {
    if isUnpacked != other.isUnpacked { return false }
    if try !context.areEqual(origin, other.origin) { return false }
    return try context.areEqual(pointer.pointee.arguments, other.pointer.pointee.arguments)
  }

  private static func raiseParameterized(_ context: Context, _ function: String) -> Value {
    bridge(context) { () throws(Raised) -> Value in
      throw context.raise(.typeError, "\(function)() argument 2 cannot be a parameterized generic")
    }
  }

  private static let descriptionOfArguments: [NativeEntry] = [
    .member("__args__") { _, s in GenericAlias(s).pointer.pointee.arguments },
    .getter("__parameters__", { c, s in
      bridge(c) { () throws(Raised) in try GenericAlias(s).parameters(c).value }
    }),
  ]

  static let declaration = TypeDeclaration(
    "types.GenericAlias", kind: .genericAlias, flags: [.base, .hasWeakReferences],
    signature: "(origin, args, /)",
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(c, "GenericAlias", "(type, origin, args, /)", new, type, arguments, Int(count), names)
      },
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try GenericAlias(s).representation(c).value } },
      .unary(.hash) { c, s in
        bridge(c) { () throws(Raised) in
          let (origin, arguments) = (GenericAlias(s).origin, GenericAlias(s).pointer.pointee.arguments)
          return Value(smallInt: try (c.hash(origin) ^ c.hash(arguments)) >> 1)
        }
      },
      .window(.call) { c, s, arguments, count, names in
        bridge(c) { () throws(Raised) in try GenericAlias(s).call(c, arguments, Int(count), names) }
      },
      .binary(.getAttribute) { c, s, name in
        bridge(c) { () throws(Raised) in try GenericAlias(s).attribute(c, c.attributeName(name)) }
      },
      .binary(.equal) { c, s, o in
        guard let other = GenericAlias(ifHas: o), !other.isUnion else { return .notImplemented }
        return bridge(c) { () throws(Raised) in Value(try GenericAlias(s).isEqual(c, to: other)) }
      },
      .unary(.iterate) { c, s in
        bridge(c) { () throws(Raised) in
          let alias = GenericAlias(s)
          let starred = try GenericAlias.make(c, alias.origin, alias.pointer.pointee.arguments, isUnpacked: true)
          return try c.iterator(over: Tuple.make(c, starred.value).value)
        }
      },
      .binary(.bitOr) { c, s, o in bridge(c) { () throws(Raised) in try Union.either(c, s, o) } },
      .binary(.reflectedBitOr) { c, s, o in bridge(c) { () throws(Raised) in try Union.either(c, o, s) } },
      .binary(.getItem) { c, s, item in
        bridge(c) { () throws(Raised) in try GenericAlias(s).substituting(c, item) }
      },
    ],
    methods: [
      .two("__mro_entries__", "(self, object, /)") { c, s, _ in
        bridge(c) { () throws(Raised) in try Tuple.make(c, GenericAlias(s).origin).value }
      },
      .two("__instancecheck__", "(self, object, /)") { c, _, _ in raiseParameterized(c, "isinstance") },
      .two("__subclasscheck__", "(self, object, /)") { c, _, _ in raiseParameterized(c, "issubclass") },
      .one("__reduce__") { c, s in
        bridge(c) { () throws(Raised) in
          let alias = GenericAlias(s)
          let arguments = try Tuple.make(c, alias.origin, alias.pointer.pointee.arguments)
          return try Tuple.make(c, c.type(of: s).value, arguments.value).value
        }
      },
      .one("__dir__") { c, s in
        bridge(c) { () throws(Raised) in
          let names = try c.list(of: c.callSpecial(.__dir__, GenericAlias(s).origin))
          for own in ownAttributes {
            let name = try Text.make(c, own).value
            if try !c.contains(names.value, name) { try names.append(c, name) }
          }
          return names.value
        }
      },
      .member("__origin__") { _, s in GenericAlias(s).origin },
      .member("__unpacked__") { _, s in GenericAlias(s).pointer.pointee.isUnpacked },
      .getter("__typing_unpacked_tuple_args__", { c, s in
        let alias = GenericAlias(s)
        let isTuple = alias.origin == Interpreter(of: c).type(.tuple).value
        return alias.isUnpacked && isTuple ? alias.pointer.pointee.arguments : .none
      }),
    ] + descriptionOfArguments)

  static let unionDeclaration = TypeDeclaration(
    "typing.Union", kind: .genericAlias, shape: BuiltinShape.union, flags: [.hasWeakReferences],
    slots: [
      SlotEntry(slot: .new, body: 0),
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try GenericAlias(s).representation(c).value } },
      .unary(.hash) { c, s in
        bridge(c) { () throws(Raised) in Value(smallInt: try Union.hash(c, GenericAlias(s))) }
      },
      .binary(.equal) { c, s, o in
        guard let other = GenericAlias(ifHas: o), other.isUnion else { return .notImplemented }
        return bridge(c) { () throws(Raised) in Value(try Union.areEqual(c, GenericAlias(s), other)) }
      },
      .binary(.bitOr) { c, s, o in bridge(c) { () throws(Raised) in try Union.make(c, ofNamed: Tuple.make(c, s, o)) } },
      .binary(.reflectedBitOr) { c, s, o in bridge(c) { () throws(Raised) in try Union.make(c, ofNamed: Tuple.make(c, o, s)) } },
      .binary(.getItem) { c, s, item in
        bridge(c) { () throws(Raised) in try GenericAlias(s).substituting(c, item) }
      },
    ],
    methods: [
      .two("__class_getitem__", "(cls, object, /)", .classMethod) { c, _, item in
        bridge(c) { () throws(Raised) in try Union.make(c, ofNamed: c.asTuple(item)) }
      },
      .two("__mro_entries__", "(self, object, /)") { c, s, _ in
        bridge(c) { () throws(Raised) -> Value in
          let message = "Cannot subclass \(try c.reprString(s))"
          throw c.raise(.typeError, message)
        }
      },
      .getter("__module__", { c, _ in bridge(c) { () throws(Raised) in try Text.make(c, "typing").value } }),
      .getter("__name__", { c, _ in bridge(c) { () throws(Raised) in try Text.make(c, "Union").value } }),
      .getter("__qualname__", { c, _ in bridge(c) { () throws(Raised) in try Text.make(c, "Union").value } }),
      .getter("__origin__", { c, s in c.type(of: s).value }),
    ] + descriptionOfArguments)
}
