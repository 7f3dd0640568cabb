import CRuntime
import Runtime

/// Writes JSON. Lives on the native stack only.
struct JsonWriter {
  private let context: Context
  private let encoder: JsonEncoder
  private var builder: TextBuilder
  /// How deep lines are indented.
  private var level: Int
  /// A line's end and the next one's beginning, as deep as was needed so far.
  private var lineStart: Text?
  private var depth = 0

  init(_ context: Context, _ encoder: JsonEncoder, level: Int) throws(Raised) {
    (self.context, self.encoder, self.level) = (context, encoder, max(0, level))
    builder = try TextBuilder(context)
  }

  mutating func finish() throws(Raised) -> Value { try builder.finish(context).value }

  mutating func write(_ value: Value) throws(Raised) {
    if try writeScalar(value) { return }
    try context.checkNativeStack()
    if depth >= JsonModule.depthLimit {
      throw context.raise(.recursionError, "maximum recursion depth exceeded while encoding a JSON object")
    }
    depth += 1
    defer { depth -= 1 }
    if let list = List(ifHas: value) {
      if list.count == 0 { return try builder.append(context, "[]") }
      try marking(value) { (writer) throws(Raised) in
        try writer.write(of: value) { list.element($0) }
      }
    } else if let tuple = Tuple(ifHas: value) {
      if tuple.count == 0 { return try builder.append(context, "[]") }
      try marking(value) { (writer) throws(Raised) in
        try writer.write(of: value) { $0 < tuple.count ? tuple[$0] : .empty }
      }
    } else if let dict = Dict(ifHas: value) {
      if dict.count == 0 { return try builder.append(context, "{}") }
      try marking(value) { (writer) throws(Raised) in try writer.write(dict) }
    } else {
      try marking(value) { (writer) throws(Raised) in
        let other = try writer.context.call(writer.encoder.pointer.pointee.fallback, value)
        do throws(Raised) {
          try writer.write(other)
        } catch {
          throw try writer.note(error, "when serializing \(writer.context.typeName(of: value)) object")
        }
      }
    }
  }

  /// Whether a value is neither a container nor for others to say; then it is written.
  @inline(__always)
  private mutating func writeScalar(_ value: Value) throws(Raised) -> Bool {
    if let text = Text(ifHas: value) {
      try write(text)
    } else if value == .none {
      try builder.append(context, "null")
    } else if value == .true {
      try builder.append(context, "true")
    } else if value == .false {
      try builder.append(context, "false")
    } else if let number = PythonInt.operand(value) {
      try builder.append(context, PythonInt.decimalText(context, number))
    } else if let number = PythonFloat.number(value) {
      try builder.append(context, text(of: number))
    } else {
      return false
    }
    return true
  }

  @inline(__always)
  private mutating func write(_ text: Text) throws(Raised) {
    switch JsonEncoder.QuoteForm(rawValue: encoder.pointer.pointee.quotes) {
    case .ascii: return try builder.append(context, json: text, isASCII: true)
    case .plain: return try builder.append(context, json: text, isASCII: false)
    default: break
    }
    let encoded = try context.call(encoder.pointer.pointee.encodeText, text.value)
    guard let result = Text(ifHas: encoded) else {
      throw context.raise(.typeError, "encoder() must return a string, not \(context.typeName(of: encoded))")
    }
    try builder.append(context, result)
  }

  private func text(of number: Double) throws(Raised) -> Text {
    if number.isFinite { return try PythonFloat.representation(context, number) }
    if encoder.pointer.pointee.allowsNaN == 0 {
      let shown = String(try PythonFloat.representation(context, number))
      throw context.raise(.valueError, "Out of range float values are not JSON compliant: \(shown)")
    }
    let name: StaticString = number.isNaN ? "NaN" : number < 0 ? "-Infinity" : "Infinity"
    return try Text.make(context, name)
  }

  // MARK: Containers

  /// Calls `body` with the container noted as being written, where circles are looked for.
  @inline(__always)
  private mutating func marking(
    _ container: Value, _ body: (inout JsonWriter) throws(Raised) -> Void
  ) throws(Raised) {
    guard let markers = Dict(ifHas: encoder.pointer.pointee.markers) else { return try body(&self) }
    let identity = Value(smallInt: Int64(container.bits >> 3))
    let count = markers.count
    try markers.set(context, identity, to: container)
    if markers.count == count { throw context.raise(.valueError, "Circular reference detected") }
    try body(&self)
    _ = try markers.remove(context, identity)
  }

  /// The items of a list or tuple, which has some: `item` gives *empty* behind the last.
  @inline(__always)
  private mutating func write(of sequence: Value, _ item: (Int) -> Value) throws(Raised) {
    try builder.append(context, "[")
    level += 1
    var index = 0
    while case let value = item(index), !value.isEmpty {
      try beginItem(isFirst: index == 0)
      do throws(Raised) {
        try write(value)
      } catch {
        throw try note(error, "when serializing \(context.typeName(of: sequence)) item \(index)")
      }
      index += 1
    }
    level -= 1
    try endItems()
    try builder.append(context, "]")
  }

  private mutating func write(_ dict: Dict) throws(Raised) {
    try builder.append(context, "{")
    level += 1
    var isEmpty = true
    let isPlain = Dict(ifExactly: dict.value) != nil
    if isPlain, encoder.pointer.pointee.sortsKeys == 0 {
      var position = 0
      while let (key, value) = dict.next(&position) { try write(key, value, of: dict, &isEmpty) }
    } else {
      let items = try isPlain ? pairs(of: dict) : context.list(of: context.call(context.attribute(dict.value, "items")))
      if encoder.pointer.pointee.sortsKeys != 0 { try items.sort(context) }
      var index = 0
      while case let item = items.element(index), !item.isEmpty {
        guard let pair = Tuple(ifHas: item), pair.count == 2 else {
          throw context.raise(.valueError, "items must return 2-tuples")
        }
        try write(pair[0], pair[1], of: dict, &isEmpty)
        index += 1
      }
    }
    level -= 1
    if !isEmpty { try endItems() }
    try builder.append(context, "}")
  }

  private func pairs(of dict: Dict) throws(Raised) -> List {
    let pairs = try List.make(context)
    var position = 0
    while let (key, value) = dict.next(&position) { try pairs.append(context, Tuple.make(context, key, value).value) }
    return pairs
  }

  private mutating func write(
    _ key: Value, _ value: Value, of dict: Dict, _ isEmpty: inout Bool
  ) throws(Raised) {
    let name: Text
    if let text = Text(ifHas: key) {
      name = text
    } else if let number = PythonFloat.number(key) {
      name = try text(of: number)
    } else if key == .none || key == .true || key == .false {
      name = try Text.make(context, key == .none ? "null" : key == .true ? "true" : "false")
    } else if let number = PythonInt.operand(key) {
      name = try PythonInt.decimalText(context, number)
    } else if encoder.pointer.pointee.skipsKeys != 0 {
      return
    } else {
      throw context.raise(
        .typeError, "keys must be str, int, float, bool or None, not \(context.typeName(of: key))")
    }
    try beginItem(isFirst: isEmpty)
    isEmpty = false
    try write(name)
    try builder.append(context, Text(encoder.pointer.pointee.keySeparator))
    do throws(Raised) {
      try write(value)
    } catch {
      throw try note(error, "when serializing \(context.typeName(of: dict.value)) item ", shownAfter: key)
    }
  }

  @inline(__always)
  private mutating func beginItem(isFirst: Bool) throws(Raised) {
    if !isFirst { try builder.append(context, Text(encoder.pointer.pointee.itemSeparator)) }
    try indent()
  }

  private mutating func endItems() throws(Raised) { try indent() }

  /// A new line, where there are any.
  @inline(__always)
  private mutating func indent() throws(Raised) {
    guard let indent = Text(ifHas: encoder.pointer.pointee.indent) else { return }
    let (width, overflow) = level.multipliedReportingOverflow(by: indent.count)
    if overflow || width > Int.max / 8 { throw context.raiseMemoryError() }
    let count = 1 + width
    if let lineStart, lineStart.count >= count {
      return try builder.append(context, sliceOf: lineStart, 0, count)
    }
    var line = try TextBuilder(context, capacity: count)
    try line.append(context, "\n")
    for _ in 0..<level { try line.append(context, indent) }
    let longer = try line.finish(context)
    lineStart = longer
    try builder.append(context, longer)
  }

  // MARK: Notes

  /// Adds to the exception that is pending where it came from.
  private func note(_ raised: Raised, _ text: String, shownAfter value: Value = .empty) throws(Raised) -> Raised {
    let exception = context.takeException()
    let shown = value.isEmpty ? "" : try context.reprString(value)
    _ = try context.callMethod(exception.value, "add_note", Text.make(context, text + shown).value)
    return context.raise(exception)
  }
}
