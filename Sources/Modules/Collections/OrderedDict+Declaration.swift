import CRuntime
import Runtime

extension OrderedDict {
  private static let initialize: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) -> Void in
      let given = Tuple(a[1])
      if given.count > 1 { throw c.raise(.typeError, "expected at most 1 argument, got \(given.count)") }
      try OrderedDict(a[0]).update(c, given, Dict(a[2]))
    }
  }

  private func update(_ context: Context, _ given: Tuple, _ keywords: Dict) throws(Raised) {
    if given.count == 1 { try update(context, from: given[0]) }
    if keywords.count > 0 { try update(context, from: keywords.value) }
  }

  private static func view(_ context: Context, _ dict: Value, _ part: DictPart, _ type: NativeType) -> Value {
    bridge(context) { () throws(Raised) in
      try DictView.make(context, Dict(dict), part, as: context.type(type)).value
    }
  }

  static let declaration = TypeDeclaration(
    native: .orderedDict, "collections.OrderedDict", kind: .dict, base: UInt32(Kind.dict.rawValue),
    flags: [.base, .mapping, .matchesSelf, .hasDict, .hasWeakReferences, .derivedInstances],
    documentation: "Dictionary that remembers insertion order",
    slots: [
      .window(.new) { c, type, _, _, _ in
        bridge(c) { () throws(Raised) in try make(c, as: Type(type)).value }
      },
      .window(.initialize) { c, s, arguments, count, names in
        initializing(
          c, "OrderedDict", "(self, /, *args, **kwargs)", initialize, s, arguments, Int(count), names)
      },
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try OrderedDict(s).text(c).value } },
      .unary(.iterate) { c, s in
        bridge(c) { () throws(Raised) in try OrderedDictIterator.make(c, over: OrderedDict(s), .keys).value }
      },
      .ternary(.setItem) { c, s, key, v in
        bridge(c) { () throws(Raised) -> Void in
          if v.isEmpty { try OrderedDict(s).delete(c, key) } else { try OrderedDict(s).set(c, key, to: v) }
        }
      },
      .binary(.equal) { c, s, o in
        guard let other = Dict(ifHas: o) else { return .notImplemented }
        return bridge(c) { () throws(Raised) in Value(try OrderedDict(s).isEqual(c, to: other)) }
      },
      .binary(.bitOr) { c, s, o in union(c, s, o, own: s) },
      .binary(.reflectedBitOr) { c, s, o in union(c, o, s, own: s) },
      .binary(.inPlaceBitOr) { c, s, o in
        bridge(c) { () throws(Raised) in
          try OrderedDict(s).update(c, from: o)
          return s
        }
      },
    ],
    methods: [
      .window("fromkeys", "(type, /, iterable, value=None)", .classMethod) { c, a in
        bridge(c) { () throws(Raised) in
          let made = try c.call(a[0])
          try c.forEach(in: a[1]) { (key) throws(Raised) in
            try c.setItem(of: made, key, to: a[2])
            return true
          }
          return made
        }
      },
      .one("__reduce__") { c, s in bridge(c) { () throws(Raised) in try OrderedDict(s).reduced(c) } },
      .one("__sizeof__") { _, s in
        let own = MemoryLayout<OrderedDictLayout>.size - MemoryLayout<DictLayout>.size
        return Value(smallInt: Int64(Dict(s).memorySize + own))
      },
      .window("setdefault", "(self, /, key, default=None)") { c, a in
        bridge(c) { () throws(Raised) in try OrderedDict(a[0]).setDefault(c, a[1], to: a[2]) }
      },
      .window("pop", "(self, /, key, default=<unset>)") { c, a in
        bridge(c) { () throws(Raised) in
          let found = try OrderedDict(a[0]).pop(c, a[1])
          if !found.isEmpty { return found }
          if a[2].isEmpty { throw c.raise(.keyError, argument: a[1]) }
          return a[2]
        }
      },
      .window("popitem", "(self, /, last=True)") { c, a in
        bridge(c) { () throws(Raised) in try OrderedDict(a[0]).popItem(c, last: c.isTrue(a[1])) }
      },
      .window("move_to_end", "(self, /, key, last=True)") { c, a in
        bridge(c) { () throws(Raised) -> Void in try OrderedDict(a[0]).move(c, a[1], toEnd: c.isTrue(a[2])) }
      },
      .window("update", "(self, /, *args, **kwargs) silent") { c, a in
        bridge(c) { () throws(Raised) -> Void in
          let given = Tuple(a[1])
          if given.count > 1 {
            throw c.raise(.typeError, "update() takes at most 1 positional argument (\(given.count) given)")
          }
          try OrderedDict(a[0]).update(c, given, Dict(a[2]))
        }
      },
      .one("clear") { c, s in
        OrderedDict(s).clear(c)
        return .none
      },
      .one("copy") { c, s in bridge(c) { () throws(Raised) in try OrderedDict(s).copy(c) } },
      .one("keys") { c, s in view(c, s, .keys, .orderedKeys) },
      .one("values") { c, s in view(c, s, .values, .orderedValues) },
      .one("items") { c, s in view(c, s, .items, .orderedItems) },
      .one("__reversed__") { c, s in
        bridge(c) { () throws(Raised) in
          try OrderedDictIterator.make(c, over: OrderedDict(s), .keys, isReversed: true).value
        }
      },
      .attributesDict,
    ])

  private static func declare(_ type: NativeType, _ name: StaticString, _ part: DictPart) -> TypeDeclaration {
    TypeDeclaration(
      native: type, name, kind: .dictView, base: BuiltinShape.dictView(part),
      slots: [
        .noConstructor,
        .unary(.iterate) { c, s in
          bridge(c) { () throws(Raised) in
            try OrderedDictIterator.make(c, over: OrderedDict(DictView(s).dict.value), DictView(s).part).value
          }
        },
      ],
      methods: [
        .one("__reversed__") { c, s in
          bridge(c) { () throws(Raised) in
            let (dict, part) = (OrderedDict(DictView(s).dict.value), DictView(s).part)
            return try OrderedDictIterator.make(c, over: dict, part, isReversed: true).value
          }
        }
      ])
  }

  static let views = [
    declare(.orderedKeys, "odict_keys", .keys), declare(.orderedValues, "odict_values", .values),
    declare(.orderedItems, "odict_items", .items),
  ]
}
