import Runtime

/// The numbers of the types that `_ctypes` brings.
extension NativeType {
  // Classes of C types.
  static var typeClass: NativeType { NativeType(161) }
  static var simpleClass: NativeType { NativeType(162) }
  static var structureClass: NativeType { NativeType(163) }
  static var unionClass: NativeType { NativeType(164) }
  static var arrayClass: NativeType { NativeType(165) }
  static var pointerClass: NativeType { NativeType(166) }
  static var functionClass: NativeType { NativeType(167) }

  // C types. Those that data can have stand together: `CData` asks for the range.
  static var data: NativeType { NativeType(168) }
  static var simple: NativeType { NativeType(169) }
  static var structure: NativeType { NativeType(170) }
  static var union: NativeType { NativeType(171) }
  static var array: NativeType { NativeType(172) }
  static var pointer: NativeType { NativeType(173) }
  static var function: NativeType { NativeType(174) }

  static var typeRecord: NativeType { NativeType(175) }
  static var argument: NativeType { NativeType(176) }
  static var field: NativeType { NativeType(177) }
  static var callback: NativeType { NativeType(178) }
  static var callPlan: NativeType { NativeType(179) }
}

extension NativeVariable {
  static var argumentError: NativeVariable { NativeVariable(48) }
  static var unpickle: NativeVariable { NativeVariable(49) }
}
