import CRuntime

extension Iterator {
  /// The iterators over containers, by their forms; each form is a type of its own.
  static let declarations: [TypeDeclaration] = [
    declare("list_iterator", .list), declare("tuple_iterator", .tuple), declare("range_iterator", .smallRange),
    declare("longrange_iterator", .range), declare("set_iterator", .set),
    declare("list_reverseiterator", .reversedList),
    declare("dict_keyiterator", .dict(.keys)), declare("dict_valueiterator", .dict(.values)),
    declare("dict_itemiterator", .dict(.items)), declare("dict_reversekeyiterator", .reversedDict(.keys)),
    declare("dict_reversevalueiterator", .reversedDict(.values)),
    declare("dict_reverseitemiterator", .reversedDict(.items)),
  ]

  private static func declare(_ name: StaticString, _ form: IteratorForm) -> TypeDeclaration {
    TypeDeclaration(
      name, kind: .iterator, shape: BuiltinShape.iterator(form),
      slots: [
        SlotEntry(slot: .new, body: 0),
        .unary(.iterate) { _, s in s },
        .unary(.next) { c, s in bridge(c) { () throws(Raised) in try Iterator(s).next(c) } },
      ],
      methods: [
        .one("__length_hint__") { c, s in bridge(c) { () throws(Raised) in try Iterator(s).lengthHint(c) } },
        .one("__reduce__") { c, s in bridge(c) { () throws(Raised) in try Iterator(s).reduced(c) } },
      ] + (form.hasPosition ? [position] : []))
  }

  private static let position: NativeEntry = .two("__setstate__", "(self, object, /)") { c, s, state in
    bridge(c) { () throws(Raised) -> Void in
      let type: StaticString = Iterator(s).form == .smallRange ? "long" : "ssize_t"
      guard let position = PythonInt.int64(try c.index(of: state)) else {
        throw c.raise(.overflowError, "Python int too large to convert to C \(type)")
      }
      Iterator(s).move(c, to: position)
    }
  }
}
