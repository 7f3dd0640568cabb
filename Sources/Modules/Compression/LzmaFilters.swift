import CLzma
import CRuntime
import Glibc
import Runtime

/// A chain of filters as liblzma takes it: rows of an identifier and a pointer to options, ended by a row of its own.
struct LzmaFilters {
  static var lzma1: Int64 { 0x4000_0000_0000_0001 }
  static var lzma2: Int64 { 0x21 }
  static var delta: Int64 { 3 }
  /// The filters of machine code, of which each has the same options.
  private static var branches: ClosedRange<Int64> { 4...9 }

  private static var most: Int { Int(LZMA_FILTERS_MAX) }
  /// Room for the options of any filter.
  private static var optionsSize: Int { 256 }

  let rows: UnsafeMutablePointer<lzma_filter>
  private let options: UnsafeMutableRawPointer
  private(set) var count = 0

  private init() {
    rows = .allocate(capacity: Self.most + 1)
    options = .allocate(byteCount: Self.most * Self.optionsSize, alignment: 16)
    options.initializeMemory(as: UInt8.self, repeating: 0, count: Self.most * Self.optionsSize)
    end()
  }

  func free() {
    rows.deallocate()
    options.deallocate()
  }

  private func end() { rows[count] = lzma_filter(id: .max, options: nil) }

  /// Calls `body` with the filters of a sequence of specifications.
  static func with<Answer>(
    _ context: Context, _ specifications: Value, _ body: (LzmaFilters) throws(Raised) -> Answer
  ) throws(Raised) -> Answer {
    if Dict(ifHas: specifications) != nil {
      throw context.raise(.typeError, "\(context.typeName(of: specifications)) is not a sequence")
    }
    let count = try context.length(specifications)
    if count > most {
      throw context.raise(.valueError, "Too many filters - liblzma supports a maximum of \(most)")
    }
    var filters = LzmaFilters()
    defer { filters.free() }
    for index in 0..<count {
      try filters.append(context, context.item(of: specifications, Value(smallInt: Int64(index))))
    }
    return try body(filters)
  }

  // MARK: Specifications

  private mutating func append(_ context: Context, _ specification: Value) throws(Raised) {
    guard context.type(of: specification).has(.getItem) else {
      throw context.raise(.typeError, "Filter specifier must be a dict or dict-like object")
    }
    guard let name = try Self.field(context, specification, "id") else {
      throw context.raise(.valueError, "Filter specifier must have an \"id\" entry")
    }
    let number = try context.unsigned(name, .max, "lzma_vli")
    let place = options + count * Self.optionsSize
    switch Int64(truncatingIfNeeded: number) {
    case Self.lzma1, Self.lzma2: try Self.readLZMA(context, specification, place)
    case Self.delta:
      let distance = try Self.numbers(context, specification, ["dist"], "delta")[0]
      let options = place.bindMemory(to: lzma_options_delta.self, capacity: 1)
      (options.pointee.type, options.pointee.dist) = (LZMA_DELTA_TYPE_BYTE, distance ?? 1)
    case Self.branches:
      let offset = try Self.numbers(context, specification, ["start_offset"], "BCJ")[0]
      place.bindMemory(to: lzma_options_bcj.self, capacity: 1).pointee.start_offset = offset ?? 0
    default: throw context.raise(.valueError, "Invalid filter ID: \(number)")
    }
    rows[count] = lzma_filter(id: number, options: place)
    count += 1
    end()
  }

  private static func readLZMA(
    _ context: Context, _ specification: Value, _ place: UnsafeMutableRawPointer
  ) throws(Raised) {
    let options = place.bindMemory(to: lzma_options_lzma.self, capacity: 1)
    var preset = Lzma.presetDefault
    if let given = try field(context, specification, "preset") {
      preset = UInt32(try context.unsigned(given, UInt64(UInt32.max), "uint32_t"))
    }
    if lzma_lzma_preset(options, preset) != 0 { throw Lzma.raise(context, "Invalid compression preset: \(preset)") }
    let names: [StaticString] = ["preset", "dict_size", "lc", "lp", "pb", "mode", "nice_len", "mf", "depth"]
    let given = try numbers(context, specification, names, "LZMA")
    if let number = given[1] { options.pointee.dict_size = number }
    if let number = given[2] { options.pointee.lc = number }
    if let number = given[3] { options.pointee.lp = number }
    if let number = given[4] { options.pointee.pb = number }
    if let number = given[5] { options.pointee.mode = lzma_mode(number) }
    if let number = given[6] { options.pointee.nice_len = number }
    if let number = given[7] { options.pointee.mf = lzma_match_finder(number) }
    if let number = given[8] { options.pointee.depth = number }
  }

  /// The entry of a specification; nil where it has none.
  private static func field(
    _ context: Context, _ specification: Value, _ name: StaticString
  ) throws(Raised) -> Value? {
    do throws(Raised) {
      return try context.item(of: specification, Text.make(context, name).value)
    } catch {
      if !context.isPending(.keyError) { throw error }
      _ = context.takeException()
      return nil
    }
  }

  /// The numbers of some names in a specification, which has nothing else but its `id`.
  private static func numbers(
    _ context: Context, _ specification: Value, _ names: [StaticString], _ filter: StaticString
  ) throws(Raised) -> [UInt32?] {
    var found = [UInt32?](repeating: nil, count: names.count)
    do throws(Raised) {
      var count = 1
      for index in names.indices {
        guard let value = try field(context, specification, names[index]) else { continue }
        count += 1
        found[index] = UInt32(try context.unsigned(value, UInt64(UInt32.max), "uint32_t"))
      }
      if try context.length(specification) == count { return found }
    } catch {
      _ = context.takeException()
    }
    throw context.raise(.valueError, "Invalid filter specifier for \(filter) filter")
  }

  // MARK: Properties

  /// The options of one filter as the formats keep them.
  static func encodedProperties(_ context: Context, _ specification: Value) throws(Raised) -> Value {
    var filters = LzmaFilters()
    defer { filters.free() }
    try filters.append(context, specification)
    var size: UInt32 = 0
    try Lzma.check(context, lzma_properties_size(&size, filters.rows))
    let result = try Bytes.allocate(context, count: Int(size))
    let bytes = result.base.assumingMemoryBound(to: UInt8.self)
    try Lzma.check(context, lzma_properties_encode(filters.rows, bytes))
    return result.value
  }

  /// The specification that such options are of.
  static func decodedProperties(
    _ context: Context, _ number: UInt64, _ encoded: TextUnits
  ) throws(Raised) -> Value {
    var filter = lzma_filter(id: number, options: nil)
    let bytes = encoded.base.assumingMemoryBound(to: UInt8.self)
    try Lzma.check(context, lzma_properties_decode(&filter, nil, bytes, encoded.count))
    defer { Glibc.free(filter.options) }
    let result = try Dict.make(context)
    func set(_ name: StaticString, _ number: UInt64) throws(Raised) {
      try result.set(context, Text.make(context, name).value, to: PythonInt.make(context, number))
    }
    try set("id", number)
    guard let options = filter.options else { return result.value }
    switch Int64(truncatingIfNeeded: number) {
    case lzma1:
      let options = options.load(as: lzma_options_lzma.self)
      try set("lc", UInt64(options.lc))
      try set("lp", UInt64(options.lp))
      try set("pb", UInt64(options.pb))
      try set("dict_size", UInt64(options.dict_size))
    case lzma2: try set("dict_size", UInt64(options.load(as: lzma_options_lzma.self).dict_size))
    case delta: try set("dist", UInt64(options.load(as: lzma_options_delta.self).dist))
    case branches: try set("start_offset", UInt64(options.load(as: lzma_options_bcj.self).start_offset))
    default: throw context.raise(.valueError, "Invalid filter ID: \(number)")
    }
    return result.value
  }
}
