import CRuntime
import Runtime

/// `Structure` and `Union`: values of their fields are given in order, or by name.
enum StructureData {
  static let declarations = [
    declaration(.structure, "_ctypes.Structure", .structureClass, "Structure base class"),
    declaration(.union, "_ctypes.Union", .unionClass, "Union base class"),
  ]

  private static func declaration(
    _ native: NativeType, _ name: StaticString, _ metaclass: NativeType, _ documentation: StaticString
  ) -> TypeDeclaration {
    TypeDeclaration(
      native: native, name, nativeBase: .data, metaclass: metaclass, flags: [.base, .exportsMemory], trace: CData.trace,
      documentation: documentation,
      slots: [
        CDataType.new,
        .window(.initialize) { c, s, arguments, count, names in
          bridge(c) { () throws(Raised) -> Void in try StructureData.initialize(c, s, arguments, Int(count), names) }
        },
      ],
      methods: [.buffer])
  }

  private static func initialize(
    _ context: Context, _ structure: Value, _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: Value
  ) throws(Raised) {
    let keywords = names.isEmpty ? nil : Tuple(names)
    let positional = count - (keywords?.count ?? 0)
    if positional > 0 {
      let used = try setFields(context, structure, context.type(of: structure), arguments, positional, from: 0, keywords)
      if used < positional { throw context.raise(.typeError, "too many initializers") }
    }
    for index in 0..<(keywords?.count ?? 0) {
      guard let keywords else { break }
      try context.setAttribute(structure, keywords[index], arguments[positional + index])
    }
  }

  /// Sets the fields of the class's bases, then its own. The result is how many values have been used up.
  private static func setFields(
    _ context: Context, _ structure: Value, _ type: Type, _ arguments: UnsafeMutablePointer<Value>, _ count: Int,
    from first: Int, _ keywords: Tuple?
  ) throws(Raised) -> Int {
    try context.checkNativeStack()
    var place = first
    if let base = type.base, CType(of: base) != nil {
      place = try setFields(context, structure, base, arguments, count, from: place, keywords)
    }
    let listed = try context.own(type, "_fields_")
    if listed.isEmpty { return place }
    let fields = try context.tuple(of: listed)
    for index in 0..<fields.count {
      if place >= count { return place }
      let row = try context.tuple(of: fields[index])
      guard row.count > 0, let name = Text(ifHas: row[0]) else { continue }
      let key = try Text.interned(context, name).value
      if let keywords {
        for given in 0..<keywords.count where keywords[given] == key {
          let shown = try context.reprString(key)
          throw context.raise(.typeError, "duplicate values for field \(shown)")
        }
      }
      try context.setAttribute(structure, key, arguments[place])
      place += 1
    }
    return place
  }
}
