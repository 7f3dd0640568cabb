import CRuntime

// The codecs that a program knows by name. Search functions, of which the package `encodings` brings the first, make a
// codec of a name; what they have made is kept. Error handlers are functions by name.

/// The registry's part of an interpreter's state; *empty* until it is first asked.
struct CodecState {
  /// A list, and a dict of tuples by normalised names.
  var searchFunctions = Value.empty
  var codecs = Value.empty
  /// A dict of functions by name.
  var errorHandlers = Value.empty

  func mark(_ marker: Marker) {
    marker.mark(searchFunctions)
    marker.mark(codecs)
    marker.mark(errorHandlers)
  }
}

public struct CodecRegistry {
  private let context: Context
  private let state: UnsafeMutablePointer<CodecState>

  public init(_ context: Context) {
    self.context = context
    state = context.interpreter.pointee.codecs
  }

  // MARK: Codecs

  /// The codec of a name: encoder, decoder, and the classes of reader and writer.
  public func codec(named name: Text) throws(Raised) -> Tuple {
    try Encoding.requireName(context, name)
    try prepare()
    let key = try Text.interned(context, normalized(name)).value
    let known = try Dict(state.pointee.codecs).value(context, for: key)
    if !known.isEmpty { return Tuple(known) }
    let functions = List(state.pointee.searchFunctions)
    var index = 0
    while index < functions.count {
      let found = try context.call(functions.element(index), key)
      index += 1
      if found == .none { continue }
      guard let codec = Tuple(ifHas: found), codec.count == 4 else {
        throw context.raise(.typeError, "codec search functions must return 4-tuples")
      }
      try Dict(state.pointee.codecs).set(context, key, to: found)
      return codec
    }
    throw context.raise(.lookupError, "unknown encoding: \(String(name))")
  }

  public func register(_ function: Value) throws(Raised) {
    try prepare()
    if !context.type(of: function).has(.call) { throw context.raise(.typeError, "argument must be callable") }
    try List(state.pointee.searchFunctions).append(context, function)
  }

  public func unregister(_ function: Value) throws(Raised) {
    if state.pointee.searchFunctions.isEmpty { return }
    let functions = List(state.pointee.searchFunctions)
    for index in 0..<functions.count where functions.element(index) == function {
      _ = try functions.removeElement(context, index)
      Dict(state.pointee.codecs).clear(context)
      return
    }
  }

  /// The package `encodings` registers the search function for the library's codecs. Without it there are only those
  /// of the interpreter.
  private func prepare() throws(Raised) {
    if !state.pointee.searchFunctions.isEmpty { return }
    state.pointee.codecs = try Dict.make(context).value
    state.pointee.searchFunctions = try List.make(context).value
    do throws(Raised) {
      _ = try Importer(context: context).module(named: Text.make(context, "encodings" as StaticString))
    } catch {
      if !context.isPending(.moduleNotFoundError) { throw error }
      context.pointee.pendingException = .empty
    }
  }

  /// In lower case, with `_` for any run of what is neither a letter nor a digit of ASCII nor a dot.
  private func normalized(_ name: Text) throws(Raised) -> Text {
    var builder = try TextBuilder(context, capacity: name.count)
    var isApart = false
    for place in 0..<name.count {
      let code = name.codePoint(at: place)
      let isPart = code < 0x80 && (code &- 0x30 < 10 || (code | 0x20) &- 0x61 < 26 || code == 0x2e)
      if isPart {
        if isApart, builder.count > 0 { try builder.append(context, codePoint: 0x5f) }
        try builder.append(context, codePoint: code &- 0x41 < 26 ? code + 0x20 : code)
      }
      isApart = !isPart
    }
    return try builder.finish(context)
  }

  // MARK: Any objects

  /// `codecs.encode`: what a codec makes of any object. `errors` may be *empty*.
  public func encode(_ object: Value, named name: Text, errors: Value) throws(Raised) -> Value {
    try convert(object, codec(named: name), .encode, name, errors)
  }

  /// `codecs.decode`.
  public func decode(_ object: Value, named name: Text, errors: Value) throws(Raised) -> Value {
    try convert(object, codec(named: name), .decode, name, errors)
  }

  private enum Direction: Int {
    case encode, decode
  }

  private func convert(
    _ object: Value, _ codec: Tuple, _ direction: Direction, _ name: Text, _ errors: Value
  ) throws(Raised) -> Value {
    let function = codec.elements[direction.rawValue]
    let result: Value
    do throws(Raised) {
      result = errors.isEmpty ? try context.call(function, object) : try context.call(function, object, errors)
    } catch {
      context.addNote("\(direction == .encode ? "encoding" : "decoding") with '\(String(name))' codec failed")
      throw error
    }
    guard let pair = Tuple(ifHas: result), pair.count == 2 else {
      let wanted = direction == .encode ? "encoder must return a tuple (object, integer)" : "decoder must return a tuple (object,integer)"
      throw context.raise(.typeError, wanted)
    }
    return pair.elements[0]
  }

  // MARK: Text

  /// `text.encode(name, errors)` for an encoding that is not the interpreter's own.
  func encode(_ text: Text, _ name: Text, _ errors: Text) throws(Raised) -> Bytes {
    let codec = try textCodec(named: name, .encode)
    let result = try convert(text.value, codec, .encode, name, errors.value)
    if let bytes = Bytes(ifHas: result) { return bytes }
    if let array = ByteArray(ifHas: result) {
      return try Bytes.make(context, UnsafeRawBufferPointer(start: array.units.base, count: array.units.count))
    }
    throw context.raise(
      .typeError,
      "'\(String(name))' encoder returned '\(context.typeName(of: result))' instead of 'bytes'; use codecs.encode() to encode to arbitrary types")
  }

  /// `bytes.decode(name, errors)` for an encoding that is not the interpreter's own.
  func decode(_ object: Value, _ name: Text, _ errors: Text) throws(Raised) -> Text {
    let codec = try textCodec(named: name, .decode)
    let view = try MemoryView.make(context, of: object).value
    let result = try convert(view, codec, .decode, name, errors.value)
    if let text = Text(ifHas: result) { return text }
    throw context.raise(
      .typeError,
      "'\(String(name))' decoder returned '\(context.typeName(of: result))' instead of 'str'; use codecs.decode() to decode to arbitrary types")
  }

  private func textCodec(named name: Text, _ direction: Direction) throws(Raised) -> Tuple {
    let codec = try codec(named: name)
    if Tuple(ifExactly: codec.value) != nil { return codec }
    let isText = try context.findAttribute(
      codec.value, Text.interned(context, Text.make(context, "_is_text_encoding" as StaticString)).value)
    if !isText.isEmpty, try !context.isTrue(isText) {
      throw context.raise(
        .lookupError,
        "'\(String(name))' is not a text encoding; use codecs.\(direction == .encode ? "encode" : "decode")() to handle arbitrary codecs")
    }
    return codec
  }

  // MARK: Error handlers

  /// The function that a name of an error handler stands for.
  public func errorHandler(named name: Text) throws(Raised) -> Value {
    try Encoding.requireName(context, name)
    let handler = try errorHandlers().value(context, for: name.value)
    if handler.isEmpty { throw context.raise(.lookupError, "unknown error handler name '\(String(name))'") }
    return handler
  }

  public func register(errorHandler handler: Value, named name: Text) throws(Raised) {
    if !context.type(of: handler).has(.call) { throw context.raise(.typeError, "handler must be callable") }
    try errorHandlers().set(context, name.value, to: handler)
  }

  /// Whether there was one.
  public func unregister(errorHandlerNamed name: Text) throws(Raised) -> Bool {
    if ErrorHandling.named(name) != .registered {
      throw context.raise(.valueError, "cannot un-register built-in error handler '\(String(name))'")
    }
    return try !errorHandlers().remove(context, name.value).isEmpty
  }

  private func errorHandlers() throws(Raised) -> Dict {
    if state.pointee.errorHandlers.isEmpty {
      let handlers = try Dict.make(context)
      for (row, entry) in zip(ErrorHandling.names, ErrorHandling.functions) {
        let name = try Text.interned(context, Text.make(context, entry.name)).value
        try handlers.set(
          context, Text.interned(context, Text.make(context, row.name)).value,
          to: NativeFunction.make(context, entry, name: name, owner: .empty).value)
      }
      state.pointee.errorHandlers = handlers.value
    }
    return Dict(state.pointee.errorHandlers)
  }
}
