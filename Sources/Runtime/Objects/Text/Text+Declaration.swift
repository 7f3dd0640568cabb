import CRuntime
import UnicodeTables

extension Text {
  private func item(_ context: Context, _ key: Value) throws(Raised) -> Value {
    if let slice = Slice(ifExactly: key) {
      let indices = try slice.indices(context, length: count)
      return try Text.slice(context, self, start: indices.start, step: indices.step, count: indices.count).value
    }
    let given = try sequenceIndex(context, key, "string")
    let index = given < 0 ? given + Int64(count) : given
    if index < 0 || index >= Int64(count) { throw context.raise(.indexError, "string index out of range") }
    return try Text.character(context, of: self, at: Int(index)).value
  }

  private static func compare(_ left: Value, _ right: Value, _ comparison: Comparison) -> Value {
    guard let right = Text(ifHas: right) else { return .notImplemented }
    let left = Text(left)
    switch comparison {
    case .equal: return Value(areEqual(left, right))
    case .notEqual: return Value(!areEqual(left, right))
    default: return Value(comparison.holds(compare(left, right), 0))
    }
  }

  /// A text argument of a method.
  static func argument(
    _ context: Context, _ value: Value, _ function: StaticString, _ place: String = "argument"
  ) throws(Raised) -> Text {
    if let text = Text(ifHas: value) { return text }
    throw context.raise(.typeError, "\(function)() \(place) must be str, not \(context.typeName(of: value))")
  }

  /// Where the part of the text that a search's bounds leave has a pattern, from the first or the last place on.
  private static func find(
    _ context: Context, _ a: UnsafeMutablePointer<Value>, _ name: StaticString, isLast: Bool
  ) throws(Raised) -> Int? {
    let text = Text(a[0])
    let pattern = try argument(context, a[1], name, "argument 1")
    let (start, stop) = try searchBounds(context, a[2], a[3], text.count)
    if start > stop { return nil }
    let units = text.units.slice(start, stop)
    let found = isLast ? units.lastIndex(of: pattern.units) : units.firstIndex(of: pattern.units)
    return found.map { $0 + start }
  }

  /// `startswith` and `endswith`: of one text, or one of a tuple.
  private static func hasAffix(
    _ context: Context, _ a: UnsafeMutablePointer<Value>, _ name: StaticString, isSuffix: Bool
  ) throws(Raised) -> Bool {
    let text = Text(a[0])
    let (start, stop) = try searchBounds(context, a[2], a[3], text.count)
    func matches(_ value: Value) throws(Raised) -> Bool {
      guard let affix = Text(ifHas: value) else {
        throw context.raise(
          .typeError, "\(name) first arg must be str or a tuple of str, not \(context.typeName(of: value))")
      }
      let place = isSuffix ? stop - affix.count : start
      return place >= start && place + affix.count <= stop && text.has(affix, at: place)
    }
    guard let choices = Tuple(ifHas: a[1]) else { return try matches(a[1]) }
    for index in 0..<choices.count { if try matches(choices[index]) { return true } }
    return false
  }

  /// Without the characters at its ends that are among `set`, or white space.
  private static func strip(
    _ context: Context, _ s: Value, _ set: Value, left: Bool, right: Bool
  ) throws(Raised) -> Value {
    let text = Text(s)
    if set != .none, Text(ifHas: set) == nil {
      throw context.raise(.typeError, "strip arg must be None or str, not \(context.typeName(of: set))")
    }
    let units = text.units
    func isStripped(_ code: UInt32) -> Bool {
      set == .none ? Unicode16.isWhitespace(code) : Text(set).units.firstIndex(ofUnit: code) != nil
    }
    var (start, end) = (0, units.count)
    if left { while start < end, isStripped(units[start]) { start += 1 } }
    if right { while end > start, isStripped(units[end - 1]) { end -= 1 } }
    return try slice(context, text, start, end).value
  }

  private static func split(
    _ context: Context, _ a: UnsafeMutablePointer<Value>
  ) throws(Raised) -> Value {
    let text = Text(a[0])
    let units = text.units
    let limit = try context.machineIndex(of: a[2])
    var rest = limit < 0 ? Int64.max : limit
    let result = try List.make(context)
    var start = 0
    if a[1] == .none {
      while true {
        while start < units.count, Unicode16.isWhitespace(units[start]) { start += 1 }
        if start == units.count { return result.value }
        var end = start
        while end < units.count, rest == 0 || !Unicode16.isWhitespace(units[end]) { end += 1 }
        if rest == 0 { while end > start, Unicode16.isWhitespace(units[end - 1]) { end -= 1 } }
        try result.append(context, slice(context, text, start, end).value)
        rest -= 1
        start = end
      }
    }
    let separator = try argument(context, a[1], "split", "separator")
    if separator.isEmpty { throw context.raise(.valueError, "empty separator") }
    while rest > 0, let found = units.slice(start, units.count).firstIndex(of: separator.units) {
      try result.append(context, slice(context, text, start, start + found).value)
      start += found + separator.count
      rest -= 1
    }
    try result.append(context, slice(context, text, start, units.count).value)
    return result.value
  }

  /// `separator.join(iterable)`.
  static func join(_ context: Context, _ separator: Text, _ iterable: Value) throws(Raised) -> Text {
    let parts = try context.list(of: iterable)
    if parts.count == 1, let only = Text(ifExactly: parts.element(0)) { return only }
    var builder = try TextBuilder(context)
    for index in 0..<parts.count {
      guard let part = Text(ifHas: parts.element(index)) else {
        throw context.raise(
          .typeError,
          "sequence item \(index): expected str instance, \(context.typeName(of: parts.element(index))) found")
      }
      if index > 0 { try builder.append(context, separator) }
      try builder.append(context, part)
    }
    return try builder.finish(context)
  }

  private static func replace(_ context: Context, _ a: UnsafeMutablePointer<Value>) throws(Raised) -> Value {
    let text = Text(a[0])
    let old = try argument(context, a[1], "replace", "argument 1")
    let new = try argument(context, a[2], "replace", "argument 2")
    let limit = try context.machineIndex(of: a[3])
    var rest = limit < 0 ? Int64.max : limit
    var builder = try TextBuilder(context, capacity: text.count)
    var start = 0
    if old.isEmpty {
      while rest > 0, start <= text.count {
        try builder.append(context, new)
        if start < text.count { try builder.append(context, codePoint: text.codePoint(at: start)) }
        start += 1
        rest -= 1
      }
    } else {
      while rest > 0, let found = text.units.slice(start, text.count).firstIndex(of: old.units) {
        try builder.append(context, sliceOf: text, start, start + found)
        try builder.append(context, new)
        start += found + old.count
        rest -= 1
      }
    }
    if start < text.count { try builder.append(context, sliceOf: text, start, text.count) }
    return try builder.finish(context).value
  }

  /// `ljust`, `rjust`, `center`: filled up to a width.
  private static func pad(
    _ context: Context, _ a: UnsafeMutablePointer<Value>, _ before: (Int, Int) -> Int
  ) throws(Raised) -> Value {
    let text = Text(a[0])
    let width = Int(try context.machineIndex(of: a[1]))
    guard let fill = Text(ifHas: a[2]), fill.count == 1 else {
      throw context.raise(.typeError, "The fill character must be exactly one character long")
    }
    let missing = width - text.count
    if missing <= 0 { return try slice(context, text, 0, text.count).value }
    let left = before(missing, width)
    var builder = try TextBuilder(context, capacity: width)
    try builder.append(context, codePoint: fill.codePoint(at: 0), times: left)
    try builder.append(context, text)
    try builder.append(context, codePoint: fill.codePoint(at: 0), times: missing - left)
    return try builder.finish(context).value
  }

  /// Whether there are characters and all are of a sort.
  private static func all(_ value: Value, _ body: (UInt32) -> Bool) -> Value {
    let units = Text(value).units
    for index in 0..<units.count where !body(units[index]) { return .false }
    return Value(units.count > 0)
  }

  private static let searchSignature: StaticString = "(self, sub, start=None, end=None, /)"

  static let declaration = TypeDeclaration(
    "str", kind: .text, flags: [.base, .matchesSelf, .concatenates],
    slots: [
      .window(.new) { c, type, arguments, count, names in
        initializing(c, "str", "(type, object='', encoding=<unset>, errors=<unset>)", { c, a in
          bridge(c) { () throws(Raised) in
            var text = try c.str(a[1])
            if !Type(a[0]).flags.contains(.derivedInstances) { return text.value }
            // In a cell of its own: not interned, not a part of a buffer.
            text = try Text.make(c, text.units, flags: text.flags)
            return try c.derived(text.value, size: unitsOffset + text.byteCount, as: Type(a[0]))
          }
        }, type, arguments, Int(count), names)
      },
      .unary(.length) { _, s in Value(smallInt: Int64(Text(s).count)) },
      .unary(.hash) { c, s in bridge(c) { () throws(Raised) in try PythonInt.make(c, hash(c, Text(s))) } },
      .unary(.str) { c, s in bridge(c) { () throws(Raised) in try slice(c, Text(s), 0, Text(s).count).value } },
      .unary(.repr) { c, s in bridge(c) { () throws(Raised) in try representation(c, Text(s)).value } },
      .unary(.iterate) { c, s in
        bridge(c) { () throws(Raised) in try Adaptor.make(c, BuiltinShape.textIterator, s).value }
      },
      .binary(.getItem) { c, s, key in bridge(c) { () throws(Raised) in try Text(s).item(c, key) } },
      .binary(.contains) { c, s, part in
        bridge(c) { () throws(Raised) in
          guard let part = Text(ifHas: part) else {
            throw c.raise(
              .typeError, "'in <string>' requires string as left operand, not \(c.typeName(of: part))")
          }
          return Value(Text(s).units.firstIndex(of: part.units) != nil)
        }
      },
      .binary(.add) { c, s, o in
        bridge(c) { () throws(Raised) in
          guard let other = Text(ifHas: o) else {
            throw c.raise(.typeError, "can only concatenate str (not \"\(c.typeName(of: o))\") to str")
          }
          return try concatenate(c, Text(s), other).value
        }
      },
      .binary(.multiply) { c, s, o in
        bridge(c) { () throws(Raised) in try repeated(c, Text(s), times: Int(repetition(c, o))).value }
      },
      .binary(.reflectedMultiply) { c, s, o in
        bridge(c) { () throws(Raised) in try repeated(c, Text(s), times: Int(repetition(c, o))).value }
      },
      .binary(.equal) { _, s, o in compare(s, o, .equal) },
      .binary(.notEqual) { _, s, o in compare(s, o, .notEqual) },
      .binary(.less) { _, s, o in compare(s, o, .less) },
      .binary(.lessEqual) { _, s, o in compare(s, o, .lessEqual) },
      .binary(.greater) { _, s, o in compare(s, o, .greater) },
      .binary(.greaterEqual) { _, s, o in compare(s, o, .greaterEqual) },
    ],
    methods: [
      .two("join", "(self, iterable, /)") { c, s, parts in
        bridge(c) { () throws(Raised) in try join(c, Text(s), parts).value }
      },
      .window("split", "(self, /, sep=None, maxsplit=-1)") { c, a in
        bridge(c) { () throws(Raised) in try split(c, a) }
      },
      .window("replace", "(self, old, new, /, count=-1)") { c, a in
        bridge(c) { () throws(Raised) in try replace(c, a) }
      },
      .window("find", searchSignature) { c, a in
        bridge(c) { () throws(Raised) in Value(smallInt: Int64(try find(c, a, "find", isLast: false) ?? -1)) }
      },
      .window("rfind", searchSignature) { c, a in
        bridge(c) { () throws(Raised) in Value(smallInt: Int64(try find(c, a, "rfind", isLast: true) ?? -1)) }
      },
      .window("index", searchSignature) { c, a in
        bridge(c) { () throws(Raised) in
          guard let found = try find(c, a, "index", isLast: false) else {
            throw c.raise(.valueError, "substring not found")
          }
          return Value(smallInt: Int64(found))
        }
      },
      .window("count", searchSignature) { c, a in
        bridge(c) { () throws(Raised) in
          let pattern = try argument(c, a[1], "count", "argument 1")
          let (start, stop) = try searchBounds(c, a[2], a[3], Text(a[0]).count)
          if start > stop { return Value(smallInt: 0) }
          return Value(smallInt: Int64(Text(a[0]).units.slice(start, stop).occurrences(of: pattern.units)))
        }
      },
      .window("startswith", "(self, prefix, start=None, end=None, /)") { c, a in
        bridge(c) { () throws(Raised) in Value(try hasAffix(c, a, "startswith", isSuffix: false)) }
      },
      .window("endswith", "(self, suffix, start=None, end=None, /)") { c, a in
        bridge(c) { () throws(Raised) in Value(try hasAffix(c, a, "endswith", isSuffix: true)) }
      },
      .two("strip", "(self, chars=None, /)") { c, s, set in
        bridge(c) { () throws(Raised) in try strip(c, s, set, left: true, right: true) }
      },
      .two("lstrip", "(self, chars=None, /)") { c, s, set in
        bridge(c) { () throws(Raised) in try strip(c, s, set, left: true, right: false) }
      },
      .two("rstrip", "(self, chars=None, /)") { c, s, set in
        bridge(c) { () throws(Raised) in try strip(c, s, set, left: false, right: true) }
      },
      .window("ljust", "(self, width, fillchar=' ', /)") { c, a in
        bridge(c) { () throws(Raised) in try pad(c, a) { _, _ in 0 } }
      },
      .window("rjust", "(self, width, fillchar=' ', /)") { c, a in
        bridge(c) { () throws(Raised) in try pad(c, a) { missing, _ in missing } }
      },
      .window("center", "(self, width, fillchar=' ', /)") { c, a in
        bridge(c) { () throws(Raised) in try pad(c, a) { missing, width in missing / 2 + (missing & width & 1) } }
      },
      .one("isdecimal") { _, s in all(s) { PythonInt.digitValue($0) < 10 } },
      .one("isspace") { _, s in all(s) { Unicode16.isWhitespace($0) } },
      .one("isascii") { _, s in Value(Text(s).isASCII || Text(s).isEmpty) },
      .two("__format__", "(self, format_spec, /)") { c, s, specification in
        bridge(c) { () throws(Raised) in try FormatSpecification.format(c, text: Text(s), specification).value }
      },
    ])
}
