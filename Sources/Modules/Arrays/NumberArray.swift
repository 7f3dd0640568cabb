import CRuntime
import Runtime

// `array.array`: items of one size in a bytearray that nobody else has, which does all growing and moving.
//
//     ┌────────┬────────┬───────────┬───────┐      ┌───────────┐
//     │ header │ format │ type code │ bytes │─────▶│ ByteArray │
//     └────────┴────────┴───────────┴───────┘      └───────────┘
//     0        8        12          16

struct NumberArray: NativeObject {
  let pointer: UnsafeMutablePointer<ExporterLayout>
  init(pointer: UnsafeMutablePointer<ExporterLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .numberArray }

  var item: ArrayItem { ArrayItem(code: UInt8(truncatingIfNeeded: pointer.pointee.detail)) }
  var bytes: ByteArray { ByteArray(load(&pointer.pointee.bytes)) }
  var count: Int { bytes.count / item.size }

  static func make(
    _ context: Context, _ item: ArrayItem, _ units: TextUnits? = nil, as type: Type? = nil
  ) throws(Raised) -> NumberArray {
    let none = TextUnits(base: UnsafeRawPointer(context), count: 0, width: .one)
    let content = try ByteArray.make(context, units ?? none)
    let array = try allocate(context, type)
    array.pointer.pointee.format = item.format
    array.pointer.pointee.detail = UInt32(item.code)
    array.pointer.pointee.bytes = content.value
    return array
  }

  /// The same items in a plain array.
  func copy(_ context: Context) throws(Raised) -> NumberArray { try NumberArray.make(context, item, bytes.units) }

  // MARK: Items

  /// *Empty* where there is no such item.
  @inline(__always)
  func element(_ context: Context, at index: Int) throws(Raised) -> Value {
    let (units, item) = (bytes.units, item)
    if index < 0 || (index + 1) * item.size > units.count { return .empty }
    return try item.load(context, units.base + index * item.size)
  }

  /// Calls `body` with the address of an item's bits.
  @inline(__always)
  private func withItem(
    _ bits: UInt64, _ body: (TextUnits) throws(Raised) -> Void
  ) throws(Raised) {
    try withUnsafePointer(to: bits.littleEndian) { (address) throws(Raised) in
      try body(TextUnits(base: UnsafeRawPointer(address), count: item.size, width: .one))
    }
  }

  /// Puts bytes in the place of others, of which there are as many where somebody has a view of them.
  @inline(__always)
  func replace(_ context: Context, _ start: Int, _ end: Int, by units: TextUnits) throws(Raised) {
    if units.count != end - start {
      try bytes.requireNoViews(context, "cannot resize an array that is exporting buffers")
    }
    try bytes.replace(context, start, end, by: units)
  }

  @inline(__always)
  func append(_ context: Context, _ value: Value) throws(Raised) {
    try withItem(item.bits(context, value)) { (units) throws(Raised) in
      try replace(context, bytes.count, bytes.count, by: units)
    }
  }

  func insert(_ context: Context, _ value: Value, at index: Int) throws(Raised) {
    try withItem(item.bits(context, value)) { (units) throws(Raised) in
      let place = (index < 0 ? max(0, index + count) : min(index, count)) * item.size
      try replace(context, place, place, by: units)
    }
  }

  /// Appends bytes, which may be this array's own.
  func append(_ context: Context, _ units: TextUnits) throws(Raised) {
    let copy = try Bytes.make(context, UnsafeRawBufferPointer(start: units.base, count: units.count))
    try replace(context, bytes.count, bytes.count, by: copy.units)
  }

  func remove(_ context: Context, _ range: Swift.Range<Int>) throws(Raised) {
    let (size, units) = (item.size, bytes.units)
    try replace(context, range.lowerBound * size, range.upperBound * size, by: units.slice(0, 0))
  }

  // MARK: Taking in

  func extend(_ context: Context, by value: Value) throws(Raised) {
    guard let other = NumberArray(ifHas: value) else {
      let iterator = try context.iterator(over: value)
      while case let element = try context.next(iterator), !element.isEmpty { try append(context, element) }
      return
    }
    if other.item != item { throw context.raise(.typeError, "can only extend with array of same kind") }
    try append(context, other.bytes.units)
  }

  /// `fromlist`: all items or none.
  func extend(_ context: Context, byList list: List) throws(Raised) {
    let count = count
    let length = list.count
    do throws(Raised) {
      for index in 0..<length {
        let element = list.element(index)
        if element.isEmpty || list.count != length {
          throw context.raise(.runtimeError, "list changed size during iteration")
        }
        try append(context, element)
      }
    } catch {
      try remove(context, min(count, self.count)..<self.count)
      throw error
    }
  }

  func append(_ context: Context, bytesOf value: Value) throws(Raised) {
    if let array = NumberArray(ifHas: value), array.item.size != 1 {
      throw context.raise(.typeError, "a bytes-like object is required")
    }
    let units = try context.bytesLike(value)
    if units.count % item.size != 0 {
      throw context.raise(.valueError, "bytes length not a multiple of item size")
    }
    try append(context, units)
  }

  func append(_ context: Context, charactersOf text: Text) throws(Raised) {
    if !item.isCharacter {
      throw context.raise(
        .valueError, "fromunicode() may only be called on unicode type arrays ('u' or 'w')")
    }
    let copy = try Bytes.allocate(context, count: text.count * 4)
    for index in 0..<text.count {
      copy.base.storeBytes(of: text.codePoint(at: index), toByteOffset: index * 4, as: UInt32.self)
    }
    try replace(context, bytes.count, bytes.count, by: copy.units)
  }

  // MARK: Giving out

  func list(_ context: Context) throws(Raised) -> List {
    let list = try List.make(context, capacity: count)
    var index = 0
    while case let element = try element(context, at: index), !element.isEmpty {
      try list.append(context, element)
      index += 1
    }
    return list
  }

  func text(_ context: Context) throws(Raised) -> Text {
    if !item.isCharacter {
      throw context.raise(.valueError, "tounicode() may only be called on unicode type arrays ('u' or 'w')")
    }
    let units = bytes.units
    var builder = try TextBuilder(context, capacity: units.count / 4)
    for index in 0..<(units.count / 4) {
      let codePoint = (units.base + index * 4).loadUnaligned(as: UInt32.self)
      try builder.append(context, codePoint: item.checked(context, codePoint))
    }
    return try builder.finish(context)
  }

  func content(_ context: Context) throws(Raised) -> Bytes {
    let units = bytes.units
    return try Bytes.make(context, UnsafeRawBufferPointer(start: units.base, count: units.count))
  }

  // MARK: In place

  private func mutableBytes() -> UnsafeMutableBufferPointer<UInt8> {
    let units = bytes.units
    return UnsafeMutableBufferPointer(
      start: UnsafeMutableRawPointer(mutating: units.base).assumingMemoryBound(to: UInt8.self), count: units.count)
  }

  func swapBytes() {
    let (size, content) = (item.size, mutableBytes())
    for start in stride(from: 0, to: content.count / size * size, by: size) {
      for index in 0..<(size / 2) { content.swapAt(start + index, start + size - 1 - index) }
    }
  }

  func reverse() {
    let (size, content) = (item.size, mutableBytes())
    let count = content.count / size
    for index in 0..<(count / 2) {
      for byte in 0..<size { content.swapAt(index * size + byte, (count - 1 - index) * size + byte) }
    }
  }
}
