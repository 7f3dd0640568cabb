import Bytecode
import Syntax

extension CodeGenerator {
  /// Strings of up to this many parts are built from registers at once.
  private static var windowLimit: Int { 30 }

  // MARK: f-strings

  mutating func joinedString(
    _ values: NodeList<Expression>, at whole: Expression, into destination: Register?
  ) throws(SyntaxError) -> Value {
    let parts = tree[values]
    if parts.isEmpty {
      locate(whole)
      return deliver(pool.value(.text(Text(""))), into: destination)
    }
    if parts.count == 1 { return try value(parts[0], into: destination) }
    let mark = unit.top
    if parts.count > Self.windowLimit {
      // `''.join([…])`
      let window = unit.push(3)
      locate(whole)
      unit.code.loadMethod(
        result: window, object: operand(pool.value(.text(Text("")))), key: nameIndex("join"))
      let list = window + 2
      unit.code.buildList(result: list, items: list, count: 0)
      for part in parts {
        let item = operand(try value(part))
        locate(whole)
        unit.code.listAppend(list: list, item: item)
        unit.top = Int(list.index) + 1
      }
      unit.top = mark
      let result = destination ?? unit.push()
      unit.code.callMethod(result: result, callee: window, count: 1)
      return .register(result)
    }
    let first = unit.push(parts.count)
    let end = unit.top
    for (index, part) in parts.enumerated() {
      try evaluate(part, into: first + index)
      unit.top = end
    }
    locate(whole)
    unit.top = mark
    let result = destination ?? unit.push()
    unit.code.buildString(result: result, parts: first, count: parts.count)
    return .register(result)
  }

  mutating func formatted(
    _ expression: Expression, _ conversion: Int32, _ specification: Expression?, at whole: Expression,
    into destination: Register?
  ) throws(SyntaxError) -> Value {
    let mark = unit.top
    var source: Value
    if let specification { source = try value(expression, before: specification) } else { source = try value(expression) }
    var conversion = FormatConversion(conversion)
    var format = pool.none
    if let specification {
      if conversion != .none, folded(specification) == nil {
        // The conversion comes before the specification is evaluated.
        locate(whole)
        let converted = unit.push()
        unit.code.formatValue(
          result: converted, value: operand(source), specification: operand(format), conversion: conversion)
        (source, conversion) = (.register(converted), .none)
      }
      format = try value(specification)
    }
    locate(whole)
    unit.top = mark
    let result = destination ?? unit.push()
    unit.code.formatValue(
      result: result, value: operand(source), specification: operand(format), conversion: conversion)
    return .register(result)
  }

  // MARK: t-strings

  mutating func template(
    _ values: NodeList<Expression>, at whole: Expression, into destination: Register?
  ) throws(SyntaxError) -> Value {
    // Strings and interpolations alternate, strings first and last, empty ones where the source has none.
    var strings: [Constant] = []
    var count = 0
    var expectsString = true
    for part in tree[values] {
      if tree.kind(of: part) == .interpolation {
        if expectsString { strings.append(.text(Text(""))) }
        expectsString = true
        count += 1
      } else if case .constant(let literal, _) = tree[part] {
        strings.append(pool[pool.literalConstant(literal, of: tree)])
        expectsString = false
      }
    }
    if expectsString { strings.append(.text(Text(""))) }

    let mark = unit.top
    let parts = unit.push(2)
    locate(whole)
    move(pool.value(.tuple(strings)), to: parts)
    let start = unit.top
    if count > Self.windowLimit {
      unit.code.buildList(result: parts + 1, items: parts + 1, count: 0)
      for part in tree[values] where tree.kind(of: part) == .interpolation {
        let item = operand(try value(part))
        locate(whole)
        unit.code.listAppend(list: parts + 1, item: item)
        unit.top = start
      }
      unit.code.listToTuple(result: parts + 1, list: parts + 1)
    } else {
      let items = unit.push(count)
      let end = unit.top
      var index = 0
      for part in tree[values] where tree.kind(of: part) == .interpolation {
        try evaluate(part, into: items + index)
        index += 1
        unit.top = end
      }
      locate(whole)
      unit.code.buildTuple(result: parts + 1, items: items, count: count)
    }
    unit.top = mark
    let result = destination ?? unit.push()
    unit.code.buildTemplate(result: result, parts: parts)
    return .register(result)
  }

  mutating func interpolation(_ whole: Expression, into destination: Register?) throws(SyntaxError) -> Value {
    guard case .interpolation(let expression, let text, let conversion, let specification) = tree[whole] else {
      return pool.none
    }
    let mark = unit.top
    let parts = unit.push(3)
    let end = unit.top
    try evaluate(expression, into: parts)
    unit.top = end
    locate(whole)
    move(pool.literal(text, of: tree), to: parts + 1)
    if let specification {
      try evaluate(specification, into: parts + 2)
    } else {
      move(pool.value(.text(Text(""))), to: parts + 2)
    }
    locate(whole)
    unit.top = mark
    let result = destination ?? unit.push()
    unit.code.buildInterpolation(result: result, parts: parts, conversion: FormatConversion(conversion))
    return .register(result)
  }
}

extension FormatConversion {
  /// The conversion as the tree states it: the character's code, −1 for none.
  init(_ character: Int32) {
    switch character {
    case 115: self = .str
    case 114: self = .repr
    case 97: self = .ascii
    default: self = .none
    }
  }
}
