import CRuntime
import Runtime

/// What ends a line in text that is read, and what becomes of the ends.
struct Newlines {
  /// The ends that were seen, as `newlines` tells them.
  struct Seen: OptionSet {
    var rawValue: UInt8
    static let carriageReturn = Seen(rawValue: 1)
    static let lineFeed = Seen(rawValue: 2)
    static let both = Seen(rawValue: 4)

    /// None, a text, or a tuple of texts.
    func value(_ context: Context) throws(Raised) -> Value {
      let names = try List.make(context)
      for (kind, name) in [
        (Seen.carriageReturn, "\r"), (.lineFeed, "\n"), (.both, "\r\n"),
      ] as [(Seen, StaticString)] where contains(kind) {
        try names.append(context, Text.make(context, name).value)
      }
      if names.count == 0 { return .none }
      return names.count == 1 ? names.element(0) : try context.tuple(of: names.value).value
    }
  }

  /// Any of the three ends a line.
  var isUniversal: Bool
  /// They are all read as line feeds.
  var translates: Bool
  var seen = Seen()
  /// A carriage return was read, and what follows it was not yet.
  var hasPending = false

  /// What text of a stream is to the program. `isFinal` says that no more follows.
  mutating func decode(_ context: Context, _ text: Text, isFinal: Bool) throws(Raised) -> Text {
    var text = text
    if hasPending, text.count > 0 || isFinal {
      text = try Text.concatenate(context, Text.make(context, codePoint: 13), text)
      hasPending = false
    }
    if !isFinal, text.count > 0, text.codePoint(at: text.count - 1) == 13 {
      text = try Text.slice(context, text, 0, text.count - 1)
      hasPending = true
    }
    if text.count == 0 { return text }
    let units = text.units
    guard let first = units.firstIndex(ofUnit: 13) else {
      if !seen.contains(.lineFeed), units.firstIndex(ofUnit: 10) != nil { seen.insert(.lineFeed) }
      return text
    }
    return try translate(context, text, from: first)
  }

  private mutating func translate(_ context: Context, _ text: Text, from first: Int) throws(Raised) -> Text {
    let units = text.units
    var builder = try TextBuilder(context, capacity: translates ? text.count : 16)
    var (place, start) = (first, 0)
    if !seen.contains(.lineFeed), units.slice(0, first).firstIndex(ofUnit: 10) != nil { seen.insert(.lineFeed) }
    while place < text.count {
      let code = units[place]
      if code == 10 { seen.insert(.lineFeed) }
      if code != 13 {
        place += 1
        continue
      }
      let isBoth = place + 1 < text.count && units[place + 1] == 10
      seen.insert(isBoth ? .both : .carriageReturn)
      if translates {
        try builder.append(context, sliceOf: text, start, place)
        try builder.append(context, codePoint: 10)
      }
      place += isBoth ? 2 : 1
      start = place
    }
    if !translates { return text }
    try builder.append(context, sliceOf: text, start, text.count)
    return try builder.finish(context)
  }

  /// The place behind the first line that begins at `start`; nil where none ends. `newline` is the end that is asked
  /// for, if not any.
  static func endOfLine(
    _ text: Text, from start: Int, isUniversal: Bool, translates: Bool, newline: Text?
  ) -> Int? {
    let rest = text.units.slice(start, text.count)
    if translates { return rest.firstIndex(ofUnit: 10).map { start + $0 + 1 } }
    if isUniversal {
      let feed = rest.firstIndex(ofUnit: 10)
      let within = rest.slice(0, feed ?? rest.count)
      guard let carriage = within.firstIndex(ofUnit: 13) else { return feed.map { start + $0 + 1 } }
      return start + carriage + (feed == carriage + 1 ? 2 : 1)
    }
    guard let newline else { return rest.firstIndex(ofUnit: 10).map { start + $0 + 1 } }
    if newline.count == 1 { return rest.firstIndex(ofUnit: newline.codePoint(at: 0)).map { start + $0 + 1 } }
    return rest.firstIndex(of: newline.units).map { start + $0 + newline.count }
  }

  /// Text with its line feeds replaced.
  static func replacing(_ context: Context, _ text: Text, by newline: Text) throws(Raised) -> Text {
    if text.units.firstIndex(ofUnit: 10) == nil { return text }
    var builder = try TextBuilder(context, capacity: text.count + 16)
    var start = 0
    while let end = text.units.slice(start, text.count).firstIndex(ofUnit: 10) {
      try builder.append(context, sliceOf: text, start, start + end)
      try builder.append(context, newline)
      start += end + 1
    }
    try builder.append(context, sliceOf: text, start, text.count)
    return try builder.finish(context)
  }
}

// `io.IncrementalNewlineDecoder`: the same around any decoder.
//
//     ┌────────┬───────┬─────────┐
//     │ header │ flags │ decoder │
//     └────────┴───────┴─────────┘
//     0        8       16

struct NewlineDecoderLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// 1 where ends are translated, 2 while a carriage return is pending, and what was seen from the bit 8 on.
  var flags: UInt64
  /// *Empty* before it is initialised.
  var decoder: Value
}

struct NewlineDecoder: NativeObject {
  let pointer: UnsafeMutablePointer<NewlineDecoderLayout>
  static var nativeType: NativeType { .newlineDecoder }

  private var newlines: Newlines {
    get {
      let flags = pointer.pointee.flags
      return Newlines(
        isUniversal: true, translates: flags & 1 != 0, seen: Newlines.Seen(rawValue: UInt8(flags >> 8 & 7)),
        hasPending: flags & 2 != 0)
    }
    nonmutating set {
      pointer.pointee.flags =
        (newValue.translates ? 1 : 0) | (newValue.hasPending ? 2 : 0) | UInt64(newValue.seen.rawValue) << 8
    }
  }

  private func decoder(_ context: Context) throws(Raised) -> Value {
    let decoder = load(&pointer.pointee.decoder)
    if decoder.isEmpty { throw context.raise(.valueError, "IncrementalNewlineDecoder.__init__() not called") }
    return decoder
  }

  private func decode(_ context: Context, _ input: Value, isFinal: Bool) throws(Raised) -> Value {
    let decoder = try decoder(context)
    let output = decoder == .none ? input : try context.callMethod(decoder, "decode", input, Value(isFinal))
    guard let text = Text(ifHas: output) else {
      throw context.raise(
        .typeError, "decoder should return a string result, not '\(context.typeName(of: output))'")
    }
    var newlines = newlines
    let decoded = try newlines.decode(context, text, isFinal: isFinal)
    self.newlines = newlines
    return decoded.value
  }

  static let declaration = TypeDeclaration(
    native: .newlineDecoder, "_io.IncrementalNewlineDecoder", flags: [.base, .derivedInstances],
    trace: .words(from: 16), documentation: "A decoder of text that reads all ends of lines as line feeds.",
    signature: "(decoder, translate, errors='strict')",
    slots: [
      .window(.new) { c, type, _, _, _ in
        bridge(c) { () throws(Raised) in try allocate(c, Type(type)).value }
      },
      .window(.initialize) { c, s, arguments, count, names in
        initializing(
          c, "IncrementalNewlineDecoder", "(self, /, decoder, translate, errors='strict')",
          { c, a in
            bridge(c) { () throws(Raised) -> Void in
              let made = NewlineDecoder(a[0])
              made.pointer.pointee.flags = try c.isTrue(a[2]) ? 1 : 0
              publish(a[1], to: &made.pointer.pointee.decoder)
            }
          }, s, arguments, Int(count), names)
      },
    ],
    methods: [
      .window("decode", "(self, /, input, final=False)") { c, a in
        bridge(c) { () throws(Raised) in try NewlineDecoder(a[0]).decode(c, a[1], isFinal: c.isTrue(a[2])) }
      },
      .one("getstate") { c, s in
        bridge(c) { () throws(Raised) in
          let decoder = try NewlineDecoder(s).decoder(c)
          let pending: Int64 = NewlineDecoder(s).newlines.hasPending ? 1 : 0
          if decoder == .none { return try Tuple.make(c, Bytes.make(c, []).value, Value(smallInt: pending)).value }
          let (buffer, flag) = try DecoderState.of(c, decoder)
          return try Tuple.make(c, buffer, PythonInt.make(c, flag << 1 | pending)).value
        }
      },
      .two("setstate", "(self, state, /)") { c, s, state in
        bridge(c) { () throws(Raised) -> Void in
          let decoder = try NewlineDecoder(s).decoder(c)
          guard let pair = Tuple(ifHas: state), pair.count == 2 else {
            throw c.raise(.typeError, "state argument must be a tuple")
          }
          let flag = try c.machineIndex(of: pair[1])
          var newlines = NewlineDecoder(s).newlines
          newlines.hasPending = flag & 1 != 0
          NewlineDecoder(s).newlines = newlines
          if decoder == .none { return }
          _ = try c.callMethod(
            decoder, "setstate", Tuple.make(c, pair[0], PythonInt.make(c, flag >> 1)).value)
        }
      },
      .one("reset") { c, s in
        bridge(c) { () throws(Raised) -> Void in
          let decoder = try NewlineDecoder(s).decoder(c)
          var newlines = NewlineDecoder(s).newlines
          (newlines.seen, newlines.hasPending) = ([], false)
          NewlineDecoder(s).newlines = newlines
          if decoder != .none { _ = try c.callMethod(decoder, "reset") }
        }
      },
      .getter("newlines", { c, s in
        bridge(c) { () throws(Raised) in
          _ = try NewlineDecoder(s).decoder(c)
          return try NewlineDecoder(s).newlines.seen.value(c)
        }
      }),
    ])
}

enum DecoderState {
  /// `decoder.getstate()`: bytes that are not decoded yet, and a number.
  static func of(_ context: Context, _ decoder: Value) throws(Raised) -> (Value, Int64) {
    let state = try context.callMethod(decoder, "getstate")
    guard let pair = Tuple(ifHas: state), pair.count == 2 else {
      throw context.raise(.typeError, "illegal decoder state")
    }
    guard Bytes(ifHas: pair[0]) != nil else {
      throw context.raise(
        .typeError, "illegal decoder state: the first item should be a bytes object, not '\(context.typeName(of: pair[0]))'")
    }
    return (pair[0], try context.machineIndex(of: pair[1]))
  }
}
