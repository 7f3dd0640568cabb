/// The shapes of exact instances of built-in types: the first 128 of an interpreter. Where one type has a layout to
/// itself, its shape is the number of its kind; types that share a layout, or whose instances are not heap objects, are
/// numbered from 64 on.
public enum BuiltinShape {
  public static var count: Int { 128 }

  // Constants, and what has no layout of its own.
  public static var object: UInt32 { 64 }
  public static var bool: UInt32 { 65 }
  public static var none: UInt32 { 66 }
  public static var ellipsis: UInt32 { 67 }
  public static var notImplemented: UInt32 { 68 }

  /// Iterators over containers, by their form.
  static func iterator(_ form: IteratorForm) -> UInt32 { 72 + UInt32(form.rawValue) }

  // Functions written in Swift; those of modules have the kind's own shape.
  public static var methodDescriptor: UInt32 { 90 }
  public static var classMethodDescriptor: UInt32 { 91 }
  public static var slotWrapper: UInt32 { 92 }
  public static var methodWrapper: UInt32 { 93 }
  public static var getSetDescriptor: UInt32 { 94 }

  public static var mappingProxy: UInt32 { 95 }
  public static func dictView(_ part: DictPart) -> UInt32 { 96 + UInt32(part.rawValue) }
  static func isDictView(_ shape: UInt32) -> Bool { 96...98 ~= shape }

  /// Of `GenericAlias`'s layout.
  public static var union: UInt32 { 99 }
  public static var simpleNamespace: UInt32 { 89 }

  // Of the layout of type parameters; and what `typing` has besides.
  public static var parameterSpecification: UInt32 { 28 }
  public static var typeVariableTuple: UInt32 { 23 }
  public static var specificationArguments: UInt32 { 24 }
  public static var specificationKeywords: UInt32 { 25 }
  public static var noDefault: UInt32 { 26 }
  public static var generic: UInt32 { 27 }

  // Iterators that go through other objects; see `Adaptor`.
  public static var enumerate: UInt32 { 100 }
  public static var zip: UInt32 { 101 }
  public static var map: UInt32 { 102 }
  public static var filter: UInt32 { 103 }
  public static var reversed: UInt32 { 104 }
  public static var sequenceIterator: UInt32 { 105 }
  public static var callableIterator: UInt32 { 106 }
  public static var textIterator: UInt32 { 107 }
  public static var bytesIterator: UInt32 { 108 }
  public static var byteArrayIterator: UInt32 { 109 }
  public static var asciiIterator: UInt32 { 110 }

  // What a suspended frame is, and what drives it.
  public static func generator(_ form: GeneratorForm) -> UInt32 {
    form == .generator ? UInt32(Kind.generator.rawValue) : 115 + UInt32(form.rawValue)
  }
  static func awaitable(_ form: AwaitableForm) -> UInt32 { 118 + UInt32(form.rawValue) }

  public static var weakProxy: UInt32 { 126 }
  public static var weakCallableProxy: UInt32 { 127 }
}
