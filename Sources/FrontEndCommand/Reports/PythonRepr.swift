import Syntax

extension ByteText {
  /// A constant as CPython's `repr` writes it.
  mutating func append(repr value: LiteralValue, in tree: SyntaxTree) {
    var representation = Representation()
    representation.append(value, of: tree)
    representation.bytes.withUnsafeBufferPointer { append($0) }
  }

  /// The repr of a `str`, from UTF-8 that may hold surrogates.
  mutating func append(reprOfText text: UnsafeBufferPointer<UInt8>) {
    var representation = Representation()
    representation.append(text: text)
    representation.bytes.withUnsafeBufferPointer { append($0) }
  }
}
