import CRuntime
import Runtime

/// `Array`: elements of one C type, side by side.
enum ArrayData {
  static let declaration = TypeDeclaration(
    native: .array, "_ctypes.Array", nativeBase: .data, metaclass: .arrayClass,
    flags: [.base, .sequence, .exportsMemory], trace: CData.trace,
    documentation: "Abstract base class for arrays.\n\nThe recommended way to create concrete array types is by multiplying any\nctypes data type with a non-negative integer. Alternatively, you can subclass\nthis type and define _length_ and _type_ class variables. Array elements can\nbe read and written using standard subscript and slice accesses for slice\nreads, the resulting object is not itself an Array.",
    slots: [
      CDataType.new,
      .window(.initialize) { c, s, arguments, count, names in
        bridge(c) { () throws(Raised) -> Void in
          let count = Int(count) - (names.isEmpty ? 0 : Tuple(names).count)
          let array = try ArrayView(c, CData(s))
          for index in 0..<count { try array.setElement(c, index, arguments[index]) }
        }
      },
      .unary(.length) { c, s in
        bridge(c) { () throws(Raised) in Value(smallInt: Int64(try CData(s).record(c).length)) }
      },
      .binary(.getItem) { c, s, key in bridge(c) { () throws(Raised) in try item(c, CData(s), key) } },
      .ternary(.setItem) { c, s, key, value in
        bridge(c) { () throws(Raised) -> Void in try setItem(c, CData(s), key, value) }
      },
    ],
    methods: [.classGetItem, .buffer])

  private static func item(_ context: Context, _ data: CData, _ key: Value) throws(Raised) -> Value {
    if let element = PlainElement(context, data, key) { return try element.code.load(context, element.address) }
    let array = try ArrayView(context, data)
    if key.isSmallInt { return try array.element(context, array.position(Int(key.smallInt))) }
    if let slice = Slice(ifExactly: key) { return try array.slice(context, slice.indices(context, length: array.count)) }
    return try array.element(context, array.position(index(context, key)))
  }

  private static func index(_ context: Context, _ key: Value) throws(Raised) -> Int {
    if !context.type(of: key).has(.index) { throw context.raise(.typeError, "indices must be integers") }
    return try Int(context.machineIndex(of: key, .indexError))
  }

  private static func setItem(_ context: Context, _ data: CData, _ key: Value, _ value: Value) throws(Raised) {
    if value.isSmallInt || value.isInlineFloat, let element = PlainElement(context, data, key) {
      _ = try element.code.store(context, value, to: element.address)
      return
    }
    if value.isEmpty { throw context.raise(.typeError, "Array does not support item deletion") }
    let array = try ArrayView(context, data)
    if key.isSmallInt { return try array.setElement(context, array.position(Int(key.smallInt)), value) }
    guard let slice = Slice(ifExactly: key) else {
      return try array.setElement(context, array.position(index(context, key)), value)
    }
    let indices = try slice.indices(context, length: array.count)
    let values = try context.tuple(of: value)
    if values.count != indices.count {
      throw context.raise(.valueError, "Can only assign sequence of same size")
    }
    for index in 0..<indices.count {
      try array.setElement(context, indices.start + index * indices.step, values[index])
    }
  }
}

/// An element of a simple type itself, at an index from the beginning: what is read and written most often.
struct PlainElement {
  let code: SimpleCode
  let address: UnsafeMutableRawPointer

  /// Nil where the element or its index is not so simple.
  @inline(__always)
  init?(_ context: Context, _ data: CData, _ key: Value) {
    guard key.isSmallInt, let record = CType(of: data.type(context)), record.pointer.pointee.elementCode != 0 else {
      return nil
    }
    let index = key.smallInt
    code = SimpleCode(record.pointer.pointee.elementCode)
    if record.form == .array {
      if UInt64(bitPattern: index) >= UInt64(bitPattern: record.pointer.pointee.length) { return nil }
      address = data.address + Int(index) * code.size
      return
    }
    guard record.form == .pointer, index >= 0, let target = PointerData.target(data) else { return nil }
    address = target + Int(index) &* code.size
  }
}

/// Elements in a row: an array's, or what a pointer leads to.
struct ArrayView {
  let owner: CData
  let elementType: Type
  let element: CType
  let base: UnsafeMutableRawPointer
  /// How many there are; any number behind a pointer.
  let count: Int

  @inline(__always)
  init(_ context: Context, _ data: CData) throws(Raised) {
    let record = try data.record(context)
    self.init(owner: data, try record.elementType(context), base: data.address, count: record.length)
  }

  @inline(__always)
  init(owner: CData, _ elementType: Type, base: UnsafeMutableRawPointer, count: Int) {
    (self.owner, self.elementType, self.base, self.count) = (owner, elementType, base, count)
    element = CType(of: elementType).unsafelyUnwrapped
  }

  /// The place that an index means, which may count from the end.
  @inline(__always)
  func position(_ index: Int) -> Int { index < 0 ? index + count : index }

  @inline(__always)
  private func address(_ context: Context, _ index: Int) throws(Raised) -> UnsafeMutableRawPointer {
    if index < 0 || index >= count { throw context.raise(.indexError, "invalid index") }
    return base + index * element.size
  }

  @inline(__always)
  func element(_ context: Context, _ index: Int) throws(Raised) -> Value {
    try owner.item(context, elementType, at: address(context, index), index: index)
  }

  @inline(__always)
  func setElement(_ context: Context, _ index: Int, _ value: Value) throws(Raised) {
    try owner.setItem(context, elementType, at: address(context, index), index: index, to: value)
  }

  /// Characters make a text, or bytes; other elements a list.
  func slice(_ context: Context, _ indices: SliceIndices) throws(Raised) -> Value {
    func address(_ index: Int) -> UnsafeMutableRawPointer {
      base + (indices.start + index * indices.step) * element.size
    }
    switch element.code {
    case UInt8(ascii: "c"):
      let bytes = try Bytes.allocate(context, count: indices.count)
      for index in 0..<indices.count {
        bytes.base.storeBytes(of: address(index).load(as: UInt8.self), toByteOffset: index, as: UInt8.self)
      }
      return bytes.value
    case UInt8(ascii: "u"):
      let copy = try Bytes.allocate(context, count: indices.count * 4)
      for index in 0..<indices.count {
        copy.base.storeBytes(of: address(index).loadUnaligned(as: UInt32.self), toByteOffset: index * 4, as: UInt32.self)
      }
      return try WideText.text(context, at: copy.base, count: indices.count).value
    default:
      let list = try List.make(context, capacity: indices.count)
      for index in 0..<indices.count {
        let place = indices.start + index * indices.step
        try list.append(context, owner.item(context, elementType, at: address(index), index: place))
      }
      return list.value
    }
  }
}

extension CType {
  /// What an array has elements of, or a pointer leads to; TypeError where that is not said.
  func elementType(_ context: Context) throws(Raised) -> Type {
    if let element, CType(of: element) != nil { return element }
    throw context.raise(.typeError, "Cannot create instance: has no _type_")
  }
}
