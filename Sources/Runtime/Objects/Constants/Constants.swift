import CRuntime

/// The types of None, Ellipsis and NotImplemented. Calling one gives its only instance.
enum Constants {
  private static func declare(
    _ name: StaticString, _ shape: UInt32, _ documentation: StaticString, _ new: SlotEntry, _ representation: SlotEntry, _ others: [SlotEntry] = [],
    methods: [NativeEntry] = []
  ) -> TypeDeclaration {
    TypeDeclaration(
      name, kind: .none, shape: shape, documentation: documentation, signature: "()",
      slots: [new, representation] + others, methods: methods)
  }

  private static func checkEmpty(
    _ context: Context, _ type: Value, _ count: Int64, _ result: Value
  ) -> Value {
    if count == 0 { return result }
    return bridge(context) { () throws(Raised) -> Value in
      throw context.raise(.typeError, "\(Type(type).shortName) takes no arguments")
    }
  }

  private static func text(_ context: Context, _ literal: StaticString) -> Value {
    bridge(context) { () throws(Raised) in try Text.make(context, literal).value }
  }

  static let noneDeclaration = declare(
    "NoneType", BuiltinShape.none, "The type of the None singleton.",
    .window(.new) { c, type, _, count, _ in checkEmpty(c, type, count, .none) },
    .unary(.repr) { c, _ in text(c, "None") },
    // With the equality of `object` itself, which need not be called where identity tells.
    [ObjectType.equality, .unary(.bool) { _, _ in .false }, .unary(.hash) { _, _ in Value(smallInt: 0xfca8_6420) }])

  static let ellipsisDeclaration = declare(
    "ellipsis", BuiltinShape.ellipsis, "The type of the Ellipsis singleton.",
    .window(.new) { c, type, _, count, _ in checkEmpty(c, type, count, .ellipsis) },
    .unary(.repr) { c, _ in text(c, "Ellipsis") },
    methods: [.one("__reduce__") { c, _ in text(c, "Ellipsis") }])

  static let notImplementedDeclaration = declare(
    "NotImplementedType", BuiltinShape.notImplemented, "The type of the NotImplemented singleton.",
    .window(.new) { c, type, _, count, _ in checkEmpty(c, type, count, .notImplemented) },
    .unary(.repr) { c, _ in text(c, "NotImplemented") },
    [
      .unary(.bool) { c, _ in
        bridge(c) { () throws(Raised) -> Value in
          throw c.raise(.typeError, "NotImplemented should not be used in a boolean context")
        }
      }
    ],
    methods: [.one("__reduce__") { c, _ in text(c, "NotImplemented") }])
}
