import CRuntime

extension Bytes {
  private func item(_ context: Context, _ key: Value) throws(Raised) -> Value {
    if let slice = Slice(ifExactly: key) {
      let indices = try slice.indices(context, length: count)
      let result = try Bytes.allocate(context, count: indices.count)
      for place in 0..<indices.count {
        result.base.storeBytes(of: bytes[indices.start + place * indices.step], toByteOffset: place, as: UInt8.self)
      }
      return result.value
    }
    let given = try sequenceIndex(context, key, "byte")
    let index = given < 0 ? given + Int64(count) : given
    if index < 0 || index >= Int64(count) { throw context.raise(.indexError, "index out of range") }
    return Value(smallInt: Int64(bytes[Int(index)]))
  }

  private static func compare(_ left: Value, _ right: Value, _ comparison: Comparison) -> Value {
    guard let right = Bytes(ifHas: right) else { return .notImplemented }
    return Value(comparison.holds(compare(Bytes(left), right), 0))
  }

  static let declaration = TypeDeclaration(
    "bytes", kind: .bytes, flags: [.base, .matchesSelf, .concatenates],
    slots: [
      .unary(.length) { _, s in Value(smallInt: Int64(Bytes(s).count)) },
      .unary(.hash) { c, s in bridge(c) { () throws(Raised) in try PythonInt.make(c, hash(c, Bytes(s))) } },
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try representation(c, Bytes(s)).value } },
      .unary(.iterate) { c, s in
        bridge(c) { () throws(Raised) in try Adaptor.make(c, BuiltinShape.bytesIterator, s).value }
      },
      .binary(.getItem) { c, s, key in bridge(c) { () throws(Raised) in try Bytes(s).item(c, key) } },
      .binary(.equal) { _, s, o in compare(s, o, .equal) },
      .binary(.notEqual) { _, s, o in compare(s, o, .notEqual) },
      .binary(.less) { _, s, o in compare(s, o, .less) },
      .binary(.lessEqual) { _, s, o in compare(s, o, .lessEqual) },
      .binary(.greater) { _, s, o in compare(s, o, .greater) },
      .binary(.greaterEqual) { _, s, o in compare(s, o, .greaterEqual) },
    ])
}
