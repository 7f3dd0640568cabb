import CRuntime

/// The errors of one encoding or decoding: what is done with each fault, as `errors` names it. The name is looked up at
/// the first fault, so that an unknown one does no harm before. It holds references into the heap and so lives on the
/// native stack only.
public struct CodecErrors {
  private let context: Context
  /// The codec's name as exceptions show it.
  private var name: StaticString
  /// The codec if it is a built-in one; a mark at the start may tell which.
  var encoding: Encoding? {
    didSet { if let encoding { name = encoding.name } }
  }
  private let errors: Text
  /// What is encoded or decoded. A registered handler may put other bytes in its place.
  private var object: Value
  /// The bytes to decode; asked for again after each fault.
  public private(set) var bytes: UnsafeBufferPointer<UInt8>

  private var handling: ErrorHandling?
  private var handler = Value.empty
  /// What a registered handler is given, the same one each time.
  private var exception = Value.empty

  init(_ context: Context, _ encoding: Encoding, _ errors: Text, decoding object: Value, _ bytes: TextUnits) {
    (self.context, name, self.encoding, self.errors) = (context, encoding.name, encoding, errors)
    (self.object, self.bytes) = (object, bytes.bound(to: UInt8.self))
  }

  init(_ context: Context, _ encoding: Encoding, _ errors: Text, encoding text: Text) {
    (self.context, name, self.encoding, self.errors) = (context, encoding.name, encoding, errors)
    (object, bytes) = (text.value, UnsafeBufferPointer(start: nil, count: 0))
  }

  /// For a codec of a module's.
  public init(_ context: Context, _ name: StaticString, _ errors: Text, decoding object: Value, _ bytes: TextUnits) {
    (self.context, self.name, encoding, self.errors) = (context, name, nil, errors)
    (self.object, self.bytes) = (object, bytes.bound(to: UInt8.self))
  }

  public init(_ context: Context, _ name: StaticString, _ errors: Text, encoding text: Text) {
    (self.context, self.name, encoding, self.errors) = (context, name, nil, errors)
    (object, bytes) = (text.value, UnsafeBufferPointer(start: nil, count: 0))
  }

  /// Whether surrogates that stand for bytes become these.
  mutating func unescapesSurrogates() throws(Raised) -> Bool { try resolve() == .surrogateEscape }

  /// What stands for bytes that cannot be decoded, and where to go on.
  public mutating func decode(_ start: Int, _ end: Int, _ reason: StaticString) throws(Raised) -> (text: Text, next: Int) {
    if try resolve() != .registered {
      let replaced = try handling.unsafelyUnwrapped.replacement(context, for: try fault(.decoding, start, end))
      guard let replaced else { throw raise(start, end, reason) }
      return (Text(replaced.value), replaced.next)
    }
    let result = try askHandler(.decoding, start, end, reason)
    guard let pair = result, let text = Text(ifHas: pair.elements[0]) else {
      throw context.raise(.typeError, "decoding error handler must return (str, int) tuple")
    }
    let place = try context.sizeArgument(pair.elements[1])
    object = load(Exception(exception).field(1))
    guard let replaced = Bytes(ifHas: object) else {
      throw context.raise(.typeError, "UnicodeDecodeError 'object' attribute must be a bytes")
    }
    bytes = replaced.units.bound(to: UInt8.self)
    return (text, try position(place, bytes.count))
  }

  /// What stands for code points that cannot be encoded, text or bytes, and where to go on.
  public mutating func encode(_ start: Int, _ end: Int, _ reason: StaticString) throws(Raised) -> (value: Value, next: Int) {
    if try resolve() != .registered {
      let replaced = try handling.unsafelyUnwrapped.replacement(context, for: try fault(.encoding, start, end))
      guard let replaced else { throw raise(start, end, reason) }
      return (replaced.value, replaced.next)
    }
    let result = try askHandler(.encoding, start, end, reason)
    guard let pair = result, Text(ifHas: pair.elements[0]) != nil || Bytes(ifHas: pair.elements[0]) != nil else {
      throw context.raise(.typeError, "encoding error handler must return (str/bytes, int) tuple")
    }
    let value = pair.elements[0]
    return (value, try position(context.sizeArgument(pair.elements[1]), Text(object).count))
  }

  /// The error itself.
  public mutating func raise(_ start: Int, _ end: Int, _ reason: StaticString) -> Raised {
    do throws(Raised) {
      let isDecoding = Text(ifHas: object) == nil
      if isDecoding { try makeImmutable() }
      let kind: ExceptionKind = isDecoding ? .unicodeDecodeError : .unicodeEncodeError
      return context.raiseUnicodeError(kind, name, object, start, end, reason)
    } catch {
      return error
    }
  }

  // MARK: Handlers

  private mutating func resolve() throws(Raised) -> ErrorHandling {
    if let handling { return handling }
    let named = ErrorHandling.named(errors)
    if named == .registered { handler = try CodecRegistry(context).errorHandler(named: errors) }
    handling = named
    return named
  }

  private mutating func fault(
    _ direction: UnicodeFault.Direction, _ start: Int, _ end: Int
  ) throws(Raised) -> UnicodeFault {
    if direction == .decoding { try makeImmutable() }
    return UnicodeFault(direction: direction, object: object, start: start, end: end, encoding: encoding)
  }

  /// Exceptions have the bytes as they were.
  private mutating func makeImmutable() throws(Raised) {
    if Bytes(ifHas: object) != nil { return }
    let copy = try Bytes.make(context, UnsafeRawBufferPointer(bytes))
    object = copy.value
    bytes = copy.units.bound(to: UInt8.self)
  }

  /// The pair that a registered handler gives; nil for anything else.
  private mutating func askHandler(
    _ direction: UnicodeFault.Direction, _ start: Int, _ end: Int, _ reason: StaticString
  ) throws(Raised) -> Tuple? {
    if exception.isEmpty {
      if direction == .decoding { try makeImmutable() }
      _ = context.raiseUnicodeError(direction.errorKind, name, object, start, end, reason)
      exception = context.takeException().value
      guard context.type(of: exception).isSubtype(of: Interpreter(of: context).type(.unicodeError)) else {
        throw context.raise(Exception(exception))
      }
    }
    let fields = Exception(exception)
    store(Value(smallInt: Int64(start)), to: fields.field(2))
    store(Value(smallInt: Int64(end)), to: fields.field(3))
    store(try Text.make(context, reason).value, to: fields.field(4))
    guard let pair = Tuple(ifHas: try context.call(handler, exception)), pair.count == 2,
      PythonInt.operand(pair.elements[1]) != nil
    else { return nil }
    return pair
  }

  private func position(_ place: Int, _ count: Int) throws(Raised) -> Int {
    let absolute = place < 0 ? place + count : place
    if absolute < 0 || absolute > count {
      throw context.raise(.indexError, "position \(absolute) from error handler out of bounds")
    }
    return absolute
  }
}
