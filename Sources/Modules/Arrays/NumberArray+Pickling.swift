import CRuntime
import Runtime

// How arrays are pickled: their bytes with the number of the form that items have in memory. Where a machine's form of
// a type code is another one, the items are read one by one.

/// The forms by their numbers, which pickles have: the size of an item in bytes, and what it is.
private struct ItemForm {
  enum Content { case int, float, character }

  let number: UInt8
  var isLittleEndian: Bool { number & 1 == 0 || number == 1 }

  var content: Content { number < 14 ? .int : number < 18 ? .float : .character }
  var size: Int {
    switch number {
    case 0, 1: 1
    case 2...5, 18, 19: 2
    case 6...9, 14, 15, 20, 21: 4
    default: 8
    }
  }
  var isSigned: Bool { number == 1 || [4, 5, 8, 9, 12, 13].contains(number) }

  init(number: UInt8) { self.number = number }

  /// That of a type code on this machine.
  init(_ item: ArrayItem) {
    if item.isCharacter {
      number = 20
    } else if item.isFloat {
      number = item.size == 4 ? 14 : 16
    } else if item.size == 1 {
      number = item.isSigned ? 1 : 0
    } else {
      number = (item.size == 2 ? 2 : item.size == 4 ? 6 : 10) + (item.isSigned ? 2 : 0)
    }
  }

  /// The last type code whose ints are of this size and signedness.
  var item: ArrayItem {
    let code: StaticString
    switch size {
    case 1: code = isSigned ? "b" : "B"
    case 2: code = isSigned ? "h" : "H"
    case 4: code = isSigned ? "i" : "I"
    default: code = isSigned ? "q" : "Q"
    }
    return ArrayItem(code: code.utf8Start.pointee)
  }
}

extension NumberArray {
  /// `__reduce_ex__`.
  func reduced(_ context: Context, _ version: Value) throws(Raised) -> Value {
    if !context.isInt(version) { throw context.raise(.typeError, "__reduce_ex__ argument should be an integer") }
    let attributes = try context.attributeIfAny(value, "__dict__")
    let state = attributes.isEmpty ? Value.none : attributes
    let type = context.type(of: value).value
    let code = try Text.make(context, codePoint: UInt32(item.code)).value
    if try clampedIndex(context, version, orRaise: "") < 3 {
      return try Tuple.make(context, type, Tuple.make(context, code, list(context).value).value, state).value
    }
    let arguments = try Tuple.allocate(context, count: 4)
    arguments.elements[0] = type
    arguments.elements[1] = code
    arguments.elements[2] = Value(smallInt: Int64(ItemForm(item).number))
    arguments.elements[3] = try content(context).value
    let reconstructor = try context.attribute(context.importModule("array"), "_array_reconstructor")
    return try Tuple.make(context, reconstructor, arguments.value, state).value
  }

  /// `_array_reconstructor(type, code, form, bytes)`.
  static func reconstructed(_ context: Context, _ a: UnsafeMutablePointer<Value>) throws(Raised) -> Value {
    guard let type = Type(ifHas: a[0]) else {
      throw context.raise(
        .typeError, "first argument must be a type object, not \(context.typeName(of: a[0]))")
    }
    let base = try context.type(.numberArray)
    if !type.isSubtype(of: base) {
      let (name, baseName) = (try type.fullName(context), try base.fullName(context))
      throw context.raise(.typeError, "\(name) is not a subtype of \(baseName)")
    }
    guard let text = Text(ifHas: a[1]), text.count == 1 else {
      throw context.raise(
        .typeError, "_array_reconstructor() argument 2 must be a unicode character, not \(context.typeName(of: a[1]))")
    }
    guard var item = ArrayItem(text.codePoint(at: 0)) else {
      throw context.raise(.valueError, "second argument must be a valid type code")
    }
    let number = try context.intArgument(a[2])
    if number < 0 || number > 21 {
      throw context.raise(.valueError, "third argument must be a valid machine format code.")
    }
    guard let bytes = Bytes(ifHas: a[3]) else {
      throw context.raise(.typeError, "fourth argument should be bytes, not \(context.typeName(of: a[3]))")
    }
    let form = ItemForm(number: UInt8(number))
    if bytes.count % form.size != 0 {
      throw context.raise(.valueError, "bytes length not a multiple of item size")
    }
    if form.number == ItemForm(item).number { return try make(context, item, bytes.units, as: type).value }
    if form.content == .int { item = form.item }
    let array = try make(context, item, as: type)
    try array.read(context, bytes, form)
    return array.value
  }

  private func read(_ context: Context, _ bytes: Bytes, _ form: ItemForm) throws(Raised) {
    if form.content == .character {
      let encoding: StaticString =
        form.size == 2
        ? (form.isLittleEndian ? "utf-16-le" : "utf-16-be") : (form.isLittleEndian ? "utf-32-le" : "utf-32-be")
      return try append(
        context, charactersOf: Text(context.callMethod(bytes.value, "decode", interned(context, encoding))))
    }
    for start in stride(from: 0, to: bytes.count, by: form.size) {
      let part = UnsafeRawBufferPointer(rebasing: bytes.bytes[start..<(start + form.size)])
      if form.content == .int {
        try append(
          context,
          PythonInt.make(context, bytes: part, isLittleEndian: form.isLittleEndian, isSigned: form.isSigned))
        continue
      }
      var bits: UInt64 = 0
      for index in 0..<form.size {
        bits = bits << 8 | UInt64(part[form.isLittleEndian ? form.size - 1 - index : index])
      }
      let number = form.size == 4 ? Double(Float(bitPattern: UInt32(bits))) : Double(bitPattern: bits)
      try append(context, PythonFloat.make(context, number))
    }
  }
}
