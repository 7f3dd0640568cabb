import CRuntime
import Runtime

/// Reads values in the format of `marshal`. It holds references into the heap and so lives on the native stack only.
struct MarshalReader {
  private typealias Tag = MarshalModule.Tag

  private let context: Context
  private let bytes: UnsafeRawBufferPointer
  private let allowsCode: Bool
  /// Values that later ones refer to by their number; None stands for one that is being read.
  private let references: List
  private(set) var place = 0
  private var depth = 0

  init(_ context: Context, _ units: TextUnits, allowsCode: Bool) throws(Raised) {
    (self.context, self.allowsCode) = (context, allowsCode)
    bytes = UnsafeRawBufferPointer(start: units.base, count: units.count)
    references = try List.make(context)
  }

  mutating func readWhole() throws(Raised) -> Value {
    guard let value = try read() else { throw context.raise(.typeError, "NULL object in marshal data for object") }
    return value
  }

  // MARK: Parts

  private func raise(_ what: StaticString) -> Raised { context.raise(.valueError, "bad marshal data (\(what))") }

  private mutating func take(_ count: Int) throws(Raised) -> UnsafeRawBufferPointer {
    if count < 0 || count > bytes.count - place { throw context.raise(.eofError, "marshal data too short") }
    defer { place += count }
    return UnsafeRawBufferPointer(rebasing: bytes[place..<place + count])
  }

  private mutating func number(size: Int) throws(Raised) -> Int {
    let part = try take(size)
    var number = 0
    for index in 0..<size { number |= Int(part[index]) << (8 * index) }
    return size == 4 ? Int(Int32(truncatingIfNeeded: number)) : number
  }

  private mutating func count(_ what: StaticString) throws(Raised) -> Int {
    let count = try number(size: 4)
    if count < 0 { throw context.raise(.valueError, "bad marshal data (\(what) size out of range)") }
    return count
  }

  private mutating func element(of what: StaticString) throws(Raised) -> Value {
    guard let value = try read() else { throw context.raise(.typeError, "NULL object in marshal data for \(what)") }
    return value
  }

  // MARK: Values

  /// Nil for the mark that ends a dict.
  private mutating func read() throws(Raised) -> Value? {
    if place == bytes.count { throw context.raise(.eofError, "EOF read where object expected") }
    if depth >= MarshalModule.depthLimit { throw context.raise(.valueError, "recursion limit exceeded") }
    try context.checkNativeStack()
    depth += 1
    defer { depth -= 1 }
    let byte = bytes[place]
    place += 1
    let (tag, isReferred) = (byte & ~Tag.flag, byte & Tag.flag != 0)
    // Containers that may hold themselves are known before they are filled.
    let slot = references.count
    if isReferred { try references.append(context, .none) }
    guard let value = try read(tag, slot: isReferred ? slot : nil) else { return nil }
    if isReferred { _ = try references.setElement(context, slot, value) }
    return value
  }

  private mutating func read(_ tag: UInt8, slot: Int?) throws(Raised) -> Value? {
    switch tag {
    case Tag.null: return nil
    case Tag.none: return Value.none
    case Tag.true: return .true
    case Tag.false: return .false
    case Tag.ellipsis: return .ellipsis
    case Tag.stopIteration: return Interpreter(of: context).type(.stopIteration).value
    case Tag.int: return Value(smallInt: Int64(try number(size: 4)))
    case Tag.longInt: return try readLong()
    case Tag.float: return try PythonFloat.make(context, float())
    case Tag.floatText: return try floatText()
    case Tag.complex: return try complex(PythonFloat.make(context, float()), PythonFloat.make(context, float()))
    case Tag.complexText: return try complex(floatText(), floatText())
    case Tag.bytes: return try Bytes.make(context, take(count("bytes object"))).value
    case Tag.ascii, Tag.internedASCII, Tag.shortASCII, Tag.shortInternedASCII, Tag.text, Tag.internedText:
      return try readText(tag)
    case Tag.reference: return try readReference()
    case Tag.code: return try readCode()
    case Tag.slice:
      let (start, stop, step) = (try element(of: "slice"), try element(of: "slice"), try element(of: "slice"))
      return try context.call(Interpreter(of: context).type(Kind.slice).value, start, stop, step)
    default: return try readContainer(tag, slot: slot)
    }
  }

  private mutating func readReference() throws(Raised) -> Value {
    let index = try number(size: 4)
    if index < 0 || index >= references.count { throw raise("invalid reference") }
    return references.element(index)
  }

  private mutating func readCode() throws(Raised) -> Value {
    if !allowsCode { throw context.raise(.valueError, "unmarshalling code objects is disallowed") }
    guard let code = try context.code(serialized: [UInt8](take(count("code")))) else { throw raise("code object") }
    return code
  }

  // MARK: Numbers

  private mutating func float() throws(Raised) -> Double {
    Double(bitPattern: UInt64(UInt(bitPattern: try number(size: 8))))
  }

  private mutating func floatText() throws(Raised) -> Value {
    let digits = try take(number(size: 1))
    let text = try Text.make(context, utf8: digits.assumingMemoryBound(to: UInt8.self))
    return try context.call(Interpreter(of: context).type(Kind.float).value, text.value)
  }

  private func complex(_ real: Value, _ imaginary: Value) throws(Raised) -> Value {
    try context.call(Interpreter(of: context).type(Kind.complex).value, real, imaginary)
  }

  private mutating func readLong() throws(Raised) -> Value {
    let signed = try number(size: 4)
    let count = abs(signed)
    let digits = try take(2 * count)
    let size = (count * Int(MarshalModule.digitBits) + 7) / 8
    let target = try Bytes.allocate(context, count: size + 2)
    var digit = 0
    for index in 0..<count {
      digit = Int(digits[2 * index]) | Int(digits[2 * index + 1]) << 8
      if digit > 0x7fff { throw raise("digit out of range in long") }
      let bit = index * Int(MarshalModule.digitBits)
      let word = digit << (bit % 8)
      for place in 0..<3 {
        let address = target.base + bit / 8 + place
        let byte = UInt8(truncatingIfNeeded: word >> (8 * place))
        if bit / 8 + place < size + 2 {
          address.storeBytes(of: address.load(as: UInt8.self) | byte, as: UInt8.self)
        }
      }
    }
    if count > 0, digit == 0 { throw raise("unnormalized long data") }
    let number = try PythonInt.make(
      context, bytes: UnsafeRawBufferPointer(start: target.base, count: size), isLittleEndian: true, isSigned: false)
    return signed < 0 ? try PythonInt.negate(context, number) : number
  }

  // MARK: Text and containers

  private mutating func readText(_ tag: UInt8) throws(Raised) -> Value {
    switch tag {
    case Tag.text, Tag.internedText:
      let part = try take(count("string"))
      let copy = try Bytes.make(context, part)
      let text = try Encoding.utf8.decode(
        context, copy.value, copy.units, Text.make(context, "surrogatepass" as StaticString)
      ).text
      return tag == Tag.internedText ? try Text.interned(context, text).value : text.value
    default:
      let isShort = tag == Tag.shortASCII || tag == Tag.shortInternedASCII
      let part = try take(isShort ? number(size: 1) : count("string"))
      let text = try Text.make(context, Bytes.make(context, part).units)
      let isInterned = tag == Tag.internedASCII || tag == Tag.shortInternedASCII
      return isInterned ? try Text.interned(context, text).value : text.value
    }
  }

  private mutating func readContainer(_ tag: UInt8, slot: Int?) throws(Raised) -> Value {
    switch tag {
    case Tag.tuple, Tag.shortTuple:
      let count = tag == Tag.shortTuple ? try number(size: 1) : try count("tuple")
      return try readElements(count, "tuple").tuple
    case Tag.list:
      let list = try List.make(context)
      let count = try count("list")
      try note(list.value, slot)
      for _ in 0..<count { try list.append(context, element(of: "list")) }
      return list.value
    case Tag.set, Tag.frozenSet:
      let kind = tag == Tag.set ? Kind.set : .frozenSet
      let elements = try readElements(count("set"), "set").list
      return try context.call(Interpreter(of: context).type(kind).value, elements)
    case Tag.dict:
      let dict = try Dict.make(context, isTextOnly: false)
      try note(dict.value, slot)
      while let key = try read() {
        guard let value = try read() else { break }
        try dict.set(context, key, to: value)
      }
      return dict.value
    default: throw raise("unknown type code")
    }
  }

  private func note(_ value: Value, _ slot: Int?) throws(Raised) {
    if let slot { _ = try references.setElement(context, slot, value) }
  }

  private mutating func readElements(
    _ count: Int, _ what: StaticString
  ) throws(Raised) -> (list: Value, tuple: Value) {
    let list = try List.make(context)
    for _ in 0..<count { try list.append(context, element(of: what)) }
    return (list.value, try context.tuple(of: list.value).value)
  }
}
