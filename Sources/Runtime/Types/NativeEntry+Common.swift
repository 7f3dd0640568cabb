import CRuntime

/// Rows that types of native modules share with built-in ones.
extension NativeEntry {
  /// `__class_getitem__` of a class that is generic: `deque[int]`.
  public static var classGetItem: NativeEntry { GenericAlias.classGetItem }

  /// `__dict__` of a type with the flags `hasDict` and `derivedInstances`.
  public static var attributesDict: NativeEntry { Attributes.dictEntry }
}

extension SlotEntry {
  /// Of an iterator: `iter(x)` is `x`.
  public static var iterateSelf: SlotEntry { .unary(.iterate) { _, s in s } }

  /// Of a type that Python code cannot make instances of.
  public static var noConstructor: SlotEntry { SlotEntry(slot: .new, body: 0) }
}
