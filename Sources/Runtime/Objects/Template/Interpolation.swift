import Bytecode
import CRuntime

// A field of a template string: its value, and how it was written.

struct InterpolationLayout: BitwiseCopyable {
  var header: ObjectHeader
  var content: Value
  var expression: Value
  /// `'a'`, `'r'`, `'s'` or None.
  var conversion: Value
  var specification: Value
}

struct Interpolation: ObjectReference {
  let pointer: UnsafeMutablePointer<InterpolationLayout>
  init(pointer: UnsafeMutablePointer<InterpolationLayout>) { self.pointer = pointer }
  static var kind: Kind { .interpolation }
  static var traceRule: TraceRule { .words(from: 8) }

  static func make(
    _ context: Context, _ content: Value, expression: Value, conversion: Value, specification: Value
  ) throws(Raised) -> Interpolation {
    let cell = try context.allocate(MemoryLayout<InterpolationLayout>.size, .plain)
    let interpolation = Interpolation(pointer: cell.assumingMemoryBound(to: InterpolationLayout.self))
    interpolation.pointer.pointee = InterpolationLayout(
      header: Self.header, content: content, expression: expression, conversion: conversion,
      specification: specification)
    return interpolation
  }

  static func name(_ context: Context, of conversion: FormatConversion) throws(Raised) -> Value {
    switch conversion {
    case .none: .none
    case .str: try Text.interned(context, Text.make(context, "s" as StaticString)).value
    case .repr: try Text.interned(context, Text.make(context, "r" as StaticString)).value
    case .ascii: try Text.interned(context, Text.make(context, "a" as StaticString)).value
    }
  }

  private static let construct: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) in
      for (index, name) in [(2, "expression"), (4, "format_spec")] where Text(ifHas: a[index]) == nil {
        throw c.raise(
          .typeError, "Interpolation() argument '\(name)' must be str, not \(c.typeName(of: a[index]))")
      }
      if a[3] != .none {
        guard let text = Text(ifHas: a[3]) else {
          throw c.raise(
            .typeError, "Interpolation() argument 'conversion' must be str, not \(c.typeName(of: a[3]))")
        }
        if !(text == "s" || text == "a" || text == "r") {
          throw c.raise(.valueError, "Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'")
        }
      }
      return try make(c, a[1], expression: a[2], conversion: a[3], specification: a[4]).value
    }
  }

  static let declaration = TypeDeclaration(
    "string.templatelib.Interpolation", kind: .interpolation, documentation: "Interpolation object",
    matchArguments: ["value", "expression", "conversion", "format_spec"],
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(
          c, "Interpolation", "(type, value, expression='', conversion=None, format_spec='')", construct, type, arguments,
          Int(count), names)
      },
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          try c.checkNativeStack()
          let layout = Interpolation(s).pointer.pointee
          return try Text.make(
            c,
            "Interpolation(\(c.reprString(layout.content)), \(c.reprString(layout.expression)), \(c.reprString(layout.conversion)), \(c.reprString(layout.specification)))"
          ).value
        }
      },
    ],
    methods: [
      .member("value", { _, s in Interpolation(s).pointer.pointee.content }),
      .member("expression", { _, s in Interpolation(s).pointer.pointee.expression }),
      .member("conversion", { _, s in Interpolation(s).pointer.pointee.conversion }),
      .member("format_spec", { _, s in Interpolation(s).pointer.pointee.specification }),
      .one("__reduce__") { c, s in
        bridge(c) { () throws(Raised) in
          let layout = Interpolation(s).pointer.pointee
          let arguments = try Tuple.allocate(c, count: 4)
          arguments.elements[0] = layout.content
          arguments.elements[1] = layout.expression
          arguments.elements[2] = layout.conversion
          arguments.elements[3] = layout.specification
          return try Tuple.make(c, c.type(of: s).value, arguments.value).value
        }
      },
      GenericAlias.classGetItem,
    ])
}
