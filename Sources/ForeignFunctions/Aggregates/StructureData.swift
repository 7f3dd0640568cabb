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
    if positional > 0 { try setFields(context, structure, arguments, positional, keywords) }
    for index in 0..<(keywords?.count ?? 0) {
      guard let keywords else { break }
      try context.setAttribute(structure, keywords[index], arguments[positional + index])
    }
  }

  /// Sets the first fields, those of the class's bases before its own.
  private static func setFields(
    _ context: Context, _ structure: Value, _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ keywords: Tuple?
  ) throws(Raised) {
    let type = context.type(of: structure)
    let record = try context.record(of: type)
    let fields = Tuple(ifHas: load(&record.pointer.pointee.fields))
    let used = min(count, fields?.count ?? 0)
    let isOrdinary = try !type.overrides(.setAttribute, of: context.type(record.form.nativeType))
    for index in 0..<used {
      guard let fields else { break }
      let field = Field(fields[index])
      if let keywords {
        for given in 0..<keywords.count where keywords[given] == field.name {
          let shown = try context.reprString(field.name)
          throw context.raise(.typeError, "duplicate values for field \(shown)")
        }
      }
      // What a class has under a field's name may be something else by now.
      if isOrdinary, try type.lookup(context, field.name) == field.value {
        try field.set(context, structure, arguments[index])
      } else {
        try context.setAttribute(structure, field.name, arguments[index])
      }
    }
    if used < count { throw context.raise(.typeError, "too many initializers") }
  }
}
