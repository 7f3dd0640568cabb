import Bytecode
import Syntax

/// A piece of a `%` format: text, or a conversion of the next argument.
private enum FormatPiece {
  case text([UInt8])
  case argument(FormatConversion, specification: [UInt8])
}

extension CodeGenerator {
  /// `'… %s …' % (a, b)` as the f-string that it amounts to; nil where the format says more than that.
  mutating func formatting(
    _ format: Expression, _ arguments: Expression, at whole: Expression, into destination: Register?
  ) throws(SyntaxError) -> Value? {
    guard case .constant(let literal, _) = tree[format], case .text(let range) = tree[literal],
      case .tuple(let list, _) = tree[arguments]
    else { return nil }
    let elements = tree[list]
    guard !elements.contains(where: { tree.kind(of: $0) == .starred }),
      let pieces = Self.pieces(Array(tree[range])), pieces.count <= 30
    else { return nil }
    var count = 0
    for case .argument in pieces { count += 1 }
    guard count == elements.count else { return nil }

    let mark = unit.top
    let parts = unit.push(pieces.count)
    let top = unit.top
    var next = 0
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .text(let text):
        locate(whole)
        move(pool.value(.text(Text(text))), to: parts + index)
      case .argument(let conversion, let specification):
        let argument = elements[next]
        next += 1
        let value = operand(try value(argument))
        locate(argument)
        let format = specification.isEmpty ? pool.none : pool.value(.text(Text(specification)))
        unit.code.formatValue(
          result: parts + index, value: value, specification: operand(format), conversion: conversion)
        unit.top = top
      }
    }
    locate(whole)
    unit.top = mark
    if pieces.isEmpty { return deliver(pool.value(.text(Text(""))), into: destination) }
    if pieces.count == 1 { return deliver(.register(parts), into: destination) }
    let result = destination ?? unit.push()
    unit.code.buildString(result: result, parts: parts, count: pieces.count)
    return .register(result)
  }

  private static func pieces(_ format: [UInt8]) -> [FormatPiece]? {
    var pieces: [FormatPiece] = []
    var text: [UInt8] = []
    var index = 0
    while index < format.count {
      let byte = format[index]
      index += 1
      guard byte == UInt8(ascii: "%") else {
        text.append(byte)
        continue
      }
      if index < format.count, format[index] == UInt8(ascii: "%") {
        text.append(byte)
        index += 1
        continue
      }
      guard let piece = conversion(format, &index) else { return nil }
      if !text.isEmpty { pieces.append(.text(text)) }
      text = []
      pieces.append(piece)
    }
    if !text.isEmpty { pieces.append(.text(text)) }
    return pieces
  }

  /// A conversion after its `%`: flags, width, precision and one of `s`, `r`, `a`.
  private static func conversion(_ format: [UInt8], _ index: inout Int) -> FormatPiece? {
    var isLeft = false
    flags: while index < format.count {
      switch format[index] {
      case UInt8(ascii: "-"): isLeft = true
      case UInt8(ascii: "+"), UInt8(ascii: " "), UInt8(ascii: "#"), UInt8(ascii: "0"): break
      default: break flags
      }
      index += 1
    }
    guard let width = number(format, &index) else { return nil }
    var specification: [UInt8] = []
    if !isLeft, width.contains(where: { $0 != UInt8(ascii: "0") }) { specification.append(UInt8(ascii: ">")) }
    specification += width
    if index < format.count, format[index] == UInt8(ascii: ".") {
      index += 1
      guard let precision = number(format, &index) else { return nil }
      specification.append(UInt8(ascii: "."))
      specification += precision.isEmpty ? [UInt8(ascii: "0")] : precision
    }
    guard index < format.count else { return nil }
    defer { index += 1 }
    switch format[index] {
    case UInt8(ascii: "s"): return .argument(.str, specification: specification)
    case UInt8(ascii: "r"): return .argument(.repr, specification: specification)
    case UInt8(ascii: "a"): return .argument(.ascii, specification: specification)
    default: return nil
    }
  }

  /// At most two digits.
  private static func number(_ format: [UInt8], _ index: inout Int) -> [UInt8]? {
    var digits: [UInt8] = []
    while index < format.count, format[index] >= UInt8(ascii: "0"), format[index] <= UInt8(ascii: "9") {
      digits.append(format[index])
      index += 1
    }
    return digits.count > 2 ? nil : digits
  }
}
