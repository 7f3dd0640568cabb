import Bytecode
import Syntax

/// What a display or comprehension builds.
enum CollectionKind: BitwiseCopyable {
  case tuple, list, set, dict, generator
}

extension CodeGenerator {
  /// Displays up to this size are built from registers at once, larger ones item by item.
  private static var windowLimit: Int { 30 }
  /// Large dicts take their pairs in groups of this size: an unhashable key shows after its group.
  private static var pairLimit: Int { 16 }

  // MARK: Tuples, lists, sets

  mutating func sequence(
    _ kind: CollectionKind, _ elements: NodeList<Expression>, at whole: Expression, into destination: Register?
  ) throws(SyntaxError) -> Value {
    let view = tree[elements]
    if kind == .tuple || view.count > 2, let items = foldedItems(elements) {
      locate(whole)
      if kind == .tuple { return deliver(pool.value(.tuple(items)), into: destination) }
      return filled(kind, with: items, into: destination)
    }
    if view.count > Self.windowLimit || view.contains(where: { tree.kind(of: $0) == .starred }) {
      return try longSequence(kind, view, at: whole, into: destination)
    }
    let mark = unit.top
    let items = unit.push(view.count)
    for (index, element) in view.enumerated() {
      try evaluate(element, into: items + index)
      unit.top = mark + view.count
    }
    locate(whole)
    unit.top = mark
    let result = destination ?? unit.push()
    build(kind, items, view.count, into: result)
    return .register(result)
  }

  private mutating func build(_ kind: CollectionKind, _ items: Register, _ count: Int, into result: Register) {
    switch kind {
    case .tuple: unit.code.buildTuple(result: result, items: items, count: count)
    case .set: unit.code.buildSet(result: result, items: items, count: count)
    default: unit.code.buildList(result: result, items: items, count: count)
    }
  }

  /// A list or set of constants is filled from one.
  private mutating func filled(_ kind: CollectionKind, with items: [Constant], into destination: Register?) -> Value {
    let mark = unit.top
    let result = unit.unseen(destination)
    build(kind, result, 0, into: result)
    if kind == .set {
      unit.code.setUpdate(set: result, items: operand(pool.value(pool.frozenSet(of: items))))
    } else {
      unit.code.listExtend(list: result, items: operand(pool.value(.tuple(items))))
    }
    return finish(result, releasing: mark, into: destination)
  }

  /// The items up to the first starred one at once, as far as they fit; the others one by one.
  private mutating func longSequence(
    _ kind: CollectionKind, _ elements: NodeListView<Expression>, at whole: Expression, into destination: Register?
  ) throws(SyntaxError) -> Value {
    let mark = unit.top
    let result = kind == .tuple ? unit.push() : unit.unseen(destination)
    let start = unit.top
    var first = 0
    if elements.count <= Self.windowLimit {
      let plain = elements.prefix { tree.kind(of: $0) != .starred }
      first = plain.count
      let items = unit.push(first)
      for (index, element) in plain.enumerated() {
        try evaluate(element, into: items + index)
        unit.top = start + first
      }
      locate(whole)
      build(kind == .tuple ? .list : kind, items, first, into: result)
    } else {
      locate(whole)
      build(kind == .tuple ? .list : kind, result, 0, into: result)
    }
    for element in elements.dropFirst(first) {
      unit.top = start
      try extend(kind, result, with: element, at: whole)
    }
    unit.top = start
    locate(whole)
    guard kind == .tuple else { return finish(result, releasing: mark, into: destination) }
    unit.top = mark
    let tuple = destination ?? unit.push()
    unit.code.listToTuple(result: tuple, list: result)
    return .register(tuple)
  }

  /// Adds an element, or what a starred one iterates over.
  mutating func extend(
    _ kind: CollectionKind, _ collection: Register, with element: Expression, at whole: Expression
  ) throws(SyntaxError) {
    if case .starred(let iterable, _) = tree[element] {
      let items = operand(try value(iterable))
      locate(whole)
      if kind == .set {
        unit.code.setUpdate(set: collection, items: items)
      } else {
        unit.code.listExtend(list: collection, items: items)
      }
    } else {
      let item = try value(element)
      if case .constant = item { locate(element) } else { locate(whole) }
      if kind == .set {
        unit.code.setAdd(set: collection, item: operand(item))
      } else {
        unit.code.listAppend(list: collection, item: operand(item))
      }
    }
  }

  // MARK: Dicts

  mutating func dictionary(
    _ keys: NodeList<Expression?>, _ values: NodeList<Expression>, at whole: Expression, into destination: Register?
  ) throws(SyntaxError) -> Value {
    let (keys, values) = (tree[keys], tree[values])
    let mark = unit.top
    if keys.count < Self.pairLimit, !keys.contains(where: { $0 == nil }) {
      let pairs = try pairs(keys, values, 0..<keys.count)
      locate(whole)
      unit.top = mark
      let result = destination ?? unit.push()
      unit.code.buildMap(result: result, pairs: pairs, count: keys.count)
      return .register(result)
    }
    let result = unit.unseen(destination)
    let start = unit.top
    var isMade = false
    var index = 0
    while index < keys.count {
      unit.top = start
      if keys[index] == nil {
        if !isMade {
          locate(whole)
          unit.code.buildMap(result: result, pairs: result, count: 0)
          isMade = true
        }
        let other = operand(try value(values[index]))
        locate(whole)
        unit.code.mapUpdate(map: result, other: other)
        index += 1
        continue
      }
      var end = index
      while end < keys.count, end - index < Self.pairLimit, keys[end] != nil { end += 1 }
      if end - index == Self.pairLimit {
        if !isMade {
          locate(whole)
          unit.code.buildMap(result: result, pairs: result, count: 0)
        }
        for pair in index..<end {
          unit.top = start
          try store(keys[pair], values[pair], into: result, at: whole)
        }
      } else {
        let pairs = try pairs(keys, values, index..<end)
        locate(whole)
        unit.code.buildMap(result: isMade ? pairs : result, pairs: pairs, count: end - index)
        if isMade { unit.code.mapUpdate(map: result, other: .register(pairs)) }
      }
      isMade = true
      index = end
    }
    unit.top = start
    return finish(result, releasing: mark, into: destination)
  }

  /// Keys and values in turn, in consecutive registers.
  private mutating func pairs(
    _ keys: NodeListView<Expression?>, _ values: NodeListView<Expression>, _ range: Range<Int>
  ) throws(SyntaxError) -> Register {
    let first = unit.push(range.count * 2)
    let end = unit.top
    for (offset, index) in range.enumerated() {
      if let key = keys[index] { try evaluate(key, into: first + offset * 2) }
      try evaluate(values[index], into: first + offset * 2 + 1)
      unit.top = end
    }
    return first
  }

  private mutating func store(
    _ key: Expression?, _ value: Expression, into map: Register, at whole: Expression
  ) throws(SyntaxError) {
    guard let key else { return }
    let first = try self.value(key, before: value)
    let second = try self.value(value)
    // A constant key is hashable: nothing fails here, and the pair's own line can be traced.
    if case .constant = first { locate(value) } else { locate(whole) }
    unit.code.mapStore(map: map, key: operand(first), value: operand(second))
  }

  // MARK: Folding

  /// The constants that the elements are, if all are.
  mutating func foldedItems(_ elements: NodeList<Expression>) -> [Constant]? {
    let view = tree[elements]
    // Most displays hold something else than constants at once.
    guard view.allSatisfy({ mayFold($0) }) else { return nil }
    var items: [Constant] = []
    items.reserveCapacity(view.count)
    for element in view {
      guard let constant = folded(element) else { return nil }
      items.append(pool[constant])
    }
    return items
  }

  func mayFold(_ expression: Expression) -> Bool {
    switch tree.kind(of: expression) {
    case .constant, .unaryOp, .binOp, .tuple, .subscript: true
    case .name: if case .name(let name, _) = tree[expression] { name == .debug } else { false }
    default: false
    }
  }

  /// The constant that an expression is, without writing code for it.
  mutating func folded(_ expression: Expression, depth: Int = 0) -> PooledConstant? {
    if depth > 40 { return nil }
    switch tree[expression] {
    case .constant(let literal, _): return pool.literalConstant(literal, of: tree)
    case .name(let name, _):
      return name == .debug ? (options.optimization == 0 ? pool.trueConstant : pool.falseConstant) : nil
    case .unaryOp(let op, let operand):
      guard let value = folded(operand, depth: depth + 1) else { return nil }
      return pool.folding(op, value)
    case .binOp(let left, let op, let right):
      guard let left = folded(left, depth: depth + 1), let right = folded(right, depth: depth + 1) else { return nil }
      return pool.folding(op, left, right)
    case .tuple(let elements, _):
      var items: [Constant] = []
      for element in tree[elements] {
        guard let constant = folded(element, depth: depth + 1) else { return nil }
        items.append(pool[constant])
      }
      return pool.add(.tuple(items))
    case .subscript(let container, let key, _):
      guard let container = folded(container, depth: depth + 1), let key = folded(key, depth: depth + 1) else {
        return nil
      }
      return pool.folding(item: key, of: container)
    default: return nil
    }
  }
}
