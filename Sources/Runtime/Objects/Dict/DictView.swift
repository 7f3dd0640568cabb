import CRuntime

// `dict.keys()`, `.values()` and `.items()`, and the read-only view of a mapping. Each refers to what it shows. Of the
// three, the header's flags say which it is (`DictPart`): other modules derive classes from them.

public struct DictViewLayout: BitwiseCopyable {
  var header: ObjectHeader
  var source: Value
}

public struct DictView: ObjectReference {
  public let pointer: UnsafeMutablePointer<DictViewLayout>
  public init(pointer: UnsafeMutablePointer<DictViewLayout>) { self.pointer = pointer }
  public static var kind: Kind { .dictView }

  public var dict: Dict { Dict(pointer.pointee.source) }
  public var part: DictPart { DictPart(rawValue: pointer.pointee.header.flags).unsafelyUnwrapped }

  static func make(_ context: Context, _ dict: Dict, _ part: DictPart) throws(Raised) -> DictView {
    try make(context, dict, part, shape: BuiltinShape.dictView(part))
  }

  /// A view of a class that is derived from that of such views.
  public static func make(
    _ context: Context, _ dict: Dict, _ part: DictPart, as type: Type
  ) throws(Raised) -> DictView {
    try make(context, dict, part, shape: type.rootShape.index)
  }

  @inline(__always)
  private static func make(
    _ context: Context, _ dict: Dict, _ part: DictPart, shape: UInt32
  ) throws(Raised) -> DictView {
    let cell = try context.allocate(MemoryLayout<DictViewLayout>.size, .plain)
    let view = DictView(pointer: cell.assumingMemoryBound(to: DictViewLayout.self))
    view.pointer.pointee = DictViewLayout(
      header: ObjectHeader(shape: shape, kind: kind.rawValue, flags: part.rawValue, lock: 0, gc: 0),
      source: dict.value)
    return view
  }

  func contains(_ context: Context, _ item: Value) throws(Raised) -> Bool {
    if part == .keys { return try dict.contains(context, item) }
    guard let pair = Tuple(ifHas: item), pair.count == 2 else { return false }
    let found = try dict.value(context, for: pair[0])
    if found.isEmpty { return false }
    return try context.areEqual(found, pair[1])
  }

  private static func declare(_ name: StaticString, _ part: DictPart) -> TypeDeclaration {
    TypeDeclaration(
      name, kind: .dictView, shape: BuiltinShape.dictView(part),
      slots: [
        SlotEntry(slot: .new, body: 0),
        .unary(.length) { _, s in Value(smallInt: Int64(DictView(s).dict.count)) },
        .unary(.iterate) { c, s in
          bridge(c) { () throws(Raised) in try Iterator.make(c, over: DictView(s).dict, DictView(s).part).value }
        },
        .unary(.repr) { c, s in
          bridge(c) { () throws(Raised) in
            return try c.showing(s, inside: "...") { () throws(Raised) in
              let list = try DictView(s).dict.list(c, of: DictView(s).part)
              return try Text.make(c, "\(c.typeName(of: s))(\(c.reprString(list.value)))")
            }.value
          }
        },
      ] + (part == .values ? [] : setSlots),
      methods: (part == .values ? [] : setMethods) + [
        .one("__reversed__") { c, s in
          bridge(c) { () throws(Raised) in
            try Iterator.make(c, reversing: DictView(s).dict, DictView(s).part).value
          }
        },
        .getter("mapping", { c, s in
          bridge(c) { () throws(Raised) in try MappingProxy.make(c, DictView(s).pointer.pointee.source).value }
        }),
      ])
  }

  static let declarations: [TypeDeclaration] = [
    declare("dict_keys", .keys), declare("dict_values", .values), declare("dict_items", .items),
  ]
}
