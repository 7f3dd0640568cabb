import Bytecode
import Syntax

extension CodeGenerator {
  /// The docstring that a statement is, without the indentation that it has for the source's sake.
  mutating func docstring(_ statement: Statement) -> PooledConstant? {
    guard case .expr(let expression) = tree[statement], case .constant(let literal, _) = tree[expression],
      case .text(let range) = tree[literal]
    else { return nil }
    return pool.add(.text(Text(Self.cleaned(Array(tree[range])))))
  }

  /// Drops the blanks before the first line, and from the others those that all that are not blank begin with.
  /// Tabs become blanks first.
  private static func cleaned(_ source: [UInt8]) -> [UInt8] {
    let (blank, newline) = (UInt8(ascii: " "), UInt8(ascii: "\n"))
    let text = expandingTabs(source)
    var margin = Int.max
    var index = text.firstIndex(of: newline).map { $0 + 1 } ?? text.count
    while index < text.count {
      let start = index
      while index < text.count, text[index] == blank { index += 1 }
      if index < text.count, text[index] != newline { margin = min(margin, index - start) }
      while index < text.count, text[index] != newline { index += 1 }
      index += 1
    }
    if margin == .max { margin = 0 }
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    index = 0
    while index < text.count, text[index] == blank { index += 1 }
    while index < text.count {
      while index < text.count {
        result.append(text[index])
        index += 1
        if text[index - 1] == newline { break }
      }
      let end = index + margin
      while index < min(end, text.count), text[index] == blank { index += 1 }
    }
    return result
  }

  /// `str.expandtabs()`: columns count code points.
  private static func expandingTabs(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(UInt8(ascii: "\t")) else { return text }
    var result: [UInt8] = []
    var column = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "\t"):
        let width = 8 - column % 8
        result.append(contentsOf: repeatElement(UInt8(ascii: " "), count: width))
        column += width
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        result.append(byte)
        column = 0
      default:
        result.append(byte)
        if byte & 0xC0 != 0x80 { column += 1 }
      }
    }
    return result
  }
}
