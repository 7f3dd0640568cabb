import CRuntime

extension Dict {
  /// `self[key]`; a class derived from dict may have `__missing__`.
  func item(_ context: Context, _ key: Value) throws(Raised) -> Value {
    let found = try value(context, for: key)
    if !found.isEmpty { return found }
    if context.type(of: value).flags.contains(.heap) {
      let missing = try context.type(of: value).lookup(context, context.name(.__missing__))
      if !missing.isEmpty { return try context.callSpecial(.__missing__, value, key) }
    }
    throw context.raise(.keyError, argument: key)
  }

  /// `update`: takes over a mapping, or an iterable of pairs.
  func update(_ context: Context, from source: Value) throws(Raised) {
    if try merge(context, fromMapping: source) { return }
    var index = 0
    try context.forEach(in: source) { (element) throws(Raised) in
      if let pair = Tuple(ifExactly: element), pair.count == 2 {
        try set(context, pair[0], to: pair[1])
        index += 1
        return true
      }
      let pair = try pair(context, element, index)
      if pair.count != 2 {
        throw context.raise(
          .valueError, "dictionary update sequence element #\(index) has length \(pair.count); 2 is required")
      }
      try set(context, pair[0], to: pair[1])
      index += 1
      return true
    }
  }

  private func pair(_ context: Context, _ element: Value, _ index: Int) throws(Raised) -> Tuple {
    do throws(Raised) {
      let type = context.type(of: element)
      if !type.has(.iterate), !type.has(.getItem) { throw context.raise(.typeError, "object is not iterable") }
      return try context.tuple(of: element)
    } catch {
      guard context.isPending(.typeError) else { throw error }
      let exception = context.takeException()
      try exception.addNote(
        context, Text.make(context, "Cannot convert dictionary update sequence element #\(index) to a sequence").value)
      throw context.raise(exception)
    }
  }

  /// `fromkeys`: hashes that are known are not computed again.
  private func set(_ context: Context, keys: Value, to value: Value) throws(Raised) {
    var position = 0
    if let dict = Dict(ifExactly: keys) {
      while let (key, _, hash) = try dict.nextHashed(context, &position) {
        try set(context, key, to: value, hash: hash)
      }
    } else if let set = Set(ifAny: keys) {
      while let (key, hash) = set.nextSlot(&position) { try self.set(context, key, to: value, hash: hash) }
    } else {
      try context.forEach(in: keys) { (key) throws(Raised) in
        try set(context, key, to: value)
        return true
      }
    }
  }

  private static let update: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) -> Void in
      if !a[1].isEmpty { try Dict(a[0]).update(c, from: a[1]) }
      try Dict(a[0]).merge(c, from: Dict(a[2]))
    }
  }

  static let declaration = TypeDeclaration(
    "dict", kind: .dict, flags: [.base, .mapping, .matchesSelf],
    slots: [
      .window(.new) { c, type, _, _, _ in
        bridge(c) { () throws(Raised) in
          try c.derived(Dict.make(c).value, size: MemoryLayout<DictLayout>.size, as: Type(type))
        }
      },
      .window(.initialize) { c, s, arguments, count, names in
        let keywords = names.isEmpty ? 0 : Tuple(names).count
        let positional = Int(count) - keywords
        if positional < 2 {
          return bridge(c) { () throws(Raised) -> Void in
            if positional == 1 { try Dict(s).update(c, from: arguments[0]) }
            for index in 0..<keywords { try Dict(s).set(c, Tuple(names)[index], to: arguments[positional + index]) }
          }
        }
        return initializing(
          c, "dict", "(self, iterable=<unset>, /, **kwargs)", update, s, arguments, Int(count), names)
      },
      .unary(.length) { _, s in Value(smallInt: Int64(Dict(s).count)) },
      .unary(.iterate) { c, s in
        bridge(c) { () throws(Raised) in try Iterator.make(c, over: Dict(s), .keys).value }
      },
      .binary(.getItem) { c, s, key in bridge(c) { () throws(Raised) in try Dict(s).item(c, key) } },
      .ternary(.setItem) { c, s, key, v in
        bridge(c) { () throws(Raised) -> Void in
          if !v.isEmpty { return try Dict(s).set(c, key, to: v) }
          if try Dict(s).remove(c, key).isEmpty { throw c.raise(.keyError, argument: key) }
        }
      },
      .binary(.contains) { c, s, key in bridge(c) { () throws(Raised) in Value(try Dict(s).contains(c, key)) } },
      .binary(.equal) { c, s, o in
        guard let other = Dict(ifHas: o) else { return .notImplemented }
        return bridge(c) { () throws(Raised) in
          try c.checkNativeStack()
          return Value(try Dict(s).isEqual(c, to: other))
        }
      },
      .binary(.bitOr) { c, s, o in
        guard let other = Dict(ifHas: o), Dict(ifHas: s) != nil else { return .notImplemented }
        return bridge(c) { () throws(Raised) in try Dict(s).union(c, with: other).value }
      },
      .binary(.reflectedBitOr) { c, s, o in
        guard let other = Dict(ifHas: o), Dict(ifHas: s) != nil else { return .notImplemented }
        return bridge(c) { () throws(Raised) in try other.union(c, with: Dict(s)).value }
      },
      .binary(.inPlaceBitOr) { c, s, o in
        bridge(c) { () throws(Raised) in
          try Dict(s).update(c, from: o)
          return s
        }
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          return try c.showing(s, inside: "{...}") { () throws(Raised) in
            var builder = try TextBuilder(c)
            try builder.append(c, "{")
            var (position, isFirst) = (0, true)
            while let (key, value) = Dict(s).next(&position) {
              if !isFirst { try builder.append(c, ", ") }
              isFirst = false
              try builder.append(c, try c.repr(key))
              try builder.append(c, ": ")
              try builder.append(c, try c.repr(value))
            }
            try builder.append(c, "}")
            return try builder.finish(c)
          }.value
        }
      },
    ],
    methods: [
      GenericAlias.classGetItem,
      .one("__sizeof__") { _, s in Value(smallInt: Int64(Dict(s).memorySize)) },
      .three("get", "(self, key, default=None, /)") { c, s, key, absent in
        bridge(c) { () throws(Raised) in
          let found = try Dict(s).value(c, for: key)
          return found.isEmpty ? absent : found
        }
      },
      .three("setdefault", "(self, key, default=None, /)") { c, s, key, absent in
        bridge(c) { () throws(Raised) in try Dict(s).setDefault(c, key, to: absent) }
      },
      .window("pop", "(self, key, default=<unset>, /)") { c, a in
        bridge(c) { () throws(Raised) in
          // An empty dict is not even asked whether that can be a key.
          let found = Dict(a[0]).count == 0 ? .empty : try Dict(a[0]).remove(c, a[1])
          if !found.isEmpty { return found }
          if a[2].isEmpty { throw c.raise(.keyError, argument: a[1]) }
          return a[2]
        }
      },
      .one("popitem") { c, s in
        bridge(c) { () throws(Raised) in
          try Dict(s).endMirroring(c)
          guard let (key, value) = Dict(s).removeLast(c) else {
            throw c.raise(.keyError, "popitem(): dictionary is empty")
          }
          return try Tuple.make(c, key, value).value
        }
      },
      .one("clear") { c, s in
        bridge(c) { () throws(Raised) -> Void in
          try Dict(s).endMirroring(c)
          Dict(s).clear(c)
        }
      },
      .one("copy") { c, s in bridge(c) { () throws(Raised) in try Dict(s).copy(c).value } },
      .window("update", "(self, iterable=<unset>, /, **kwargs) silent", .method, update),
      .one("keys") { c, s in bridge(c) { () throws(Raised) in try DictView.make(c, Dict(s), .keys).value } },
      .one("values") { c, s in bridge(c) { () throws(Raised) in try DictView.make(c, Dict(s), .values).value } },
      .one("items") { c, s in bridge(c) { () throws(Raised) in try DictView.make(c, Dict(s), .items).value } },
      .one("__reversed__") { c, s in
        bridge(c) { () throws(Raised) in try Iterator.make(c, reversing: Dict(s), .keys).value }
      },
      .three("fromkeys", "(type, iterable, value=None, /)", .classMethod) { c, type, keys, value in
        bridge(c) { () throws(Raised) in
          let result = try c.call(type)
          if let dict = Dict(ifExactly: result) {
            try dict.set(c, keys: keys, to: value)
            return result
          }
          try c.forEach(in: keys) { (key) throws(Raised) in
            try c.setItem(of: result, key, to: value)
            return true
          }
          return result
        }
      },
    ])
}
