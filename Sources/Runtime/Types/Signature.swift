import CRuntime

// The parameters of a native function, read from their declaration, and the binding of arguments to them.
//
//     (self, object, /)                          positional only
//     (self, /, *, key=None, reverse=False)      by keyword only
//     (*args, sep=' ', end='\n')                 the rest in a tuple
//     (iterable=<unset>, /)                      *empty* where absent
//     (sub[, start[, end]], /)                   what stands in square brackets is None where absent
//     (object, errors=None) unpacking            as `SignatureWording` says
//
// What `__text_signature__` tells is this text with its line breaks, but for:
//
//     (width, fillchar=<b' '>, /)                *empty* where absent, told as what stands in angle brackets
//     (version=5<version>, /)                    5 where absent, told so
//     (object, name, /) silent                   not told
//     (object, /) self                           told with `$self` for the module
//     (*args) shown ($module, function, /)       told as the text after the word; it may follow a wording
//
// `unset` in angle brackets is told as `<unrepresentable>`.
//
// A bound window holds a value for each parameter in this order, the tuple of `*args` and the dict of `**kwargs` where
// they stand.

/// How a TypeError about the arguments is worded, where that differs from most of CPython's functions.
enum SignatureWording: Int32 {
  case ordinary
  /// Without keywords as if all parameters were positional only: CPython has an entry of its own for such calls.
  case unpacking
  /// Missing arguments are said without their position, and a name that is no parameter's is invalid.
  case plain
  /// A name that is no parameter's is not told.
  case nameless
  /// Positional arguments are counted in the words of functions that parse a tuple of them.
  case parsed

  /// From the words after the parameters, of which it is the first.
  init(_ words: UnsafeBufferPointer<UInt8>.SubSequence) {
    let word = words.dropFirst().prefix { $0 != UInt8(ascii: " ") }
    switch (word.first, word.count) {
    case (UInt8(ascii: "u"), _): self = .unpacking
    case (UInt8(ascii: "p"), 5): self = .plain
    case (UInt8(ascii: "n"), _): self = .nameless
    case (UInt8(ascii: "p"), _): self = .parsed
    default: self = .ordinary
    }
  }
}

struct SignatureLayout: BitwiseCopyable {
  var header: ObjectHeader
  var positionalOnly: Int32
  /// Positional ones in all.
  var positional: Int32
  /// All parameters with a name and a place in the window, `*args` and `**kwargs` included.
  var count: Int32
  /// How many of the positional ones have no default.
  var required: Int32
  /// The places of `*args` and `**kwargs`, −1 where there is none.
  var rest: Int32
  var keywords: Int32
  /// How many positional arguments, the receiver included, leave nothing to bind but defaults; from 1 to 0 where no
  /// number of them does.
  var least: Int32
  var most: Int32
  var wording: SignatureWording
  var unused: Int32
  /// Tuples: interned names; defaults, *unbound* for a required parameter.
  var names: Value
  var defaults: Value
}

struct Signature: ObjectReference {
  let pointer: UnsafeMutablePointer<SignatureLayout>
  init(pointer: UnsafeMutablePointer<SignatureLayout>) { self.pointer = pointer }
  static var kind: Kind { .signature }
  static var traceRule: TraceRule { .words(from: 48) }

  var count: Int { Int(pointer.pointee.count) }
  var positional: Int { Int(pointer.pointee.positional) }
  var positionalOnly: Int { Int(pointer.pointee.positionalOnly) }
  var required: Int { Int(pointer.pointee.required) }
  var names: Tuple { Tuple(pointer.pointee.names) }
  var defaults: Tuple { Tuple(pointer.pointee.defaults) }
  var rest: Int? { pointer.pointee.rest < 0 ? nil : Int(pointer.pointee.rest) }
  private var wording: SignatureWording { pointer.pointee.wording }
  var keywords: Int? { pointer.pointee.keywords < 0 ? nil : Int(pointer.pointee.keywords) }

  // MARK: Reading

  static func make(_ context: Context, _ notation: UnsafeBufferPointer<UInt8>) throws(Raised) -> Signature {
    let names = try List.make(context)
    let defaults = try List.make(context)
    var (positionalOnly, positional, required, rest, keywords) = (0, 0, 0, -1, -1)
    var isKeywordOnly = false
    let end = end(of: notation)
    var reader = SignatureReader(UnsafeBufferPointer(rebasing: notation[..<end]))
    while let part = reader.next() {
      let index = names.count
      switch part.form {
      case .slash:
        positionalOnly = index
        continue
      case .star:
        isKeywordOnly = true
        continue
      case .rest:
        isKeywordOnly = true
        rest = index
      case .keywords: keywords = index
      case .plain:
        if !isKeywordOnly {
          positional += 1
          if !part.hasDefault { required += 1 }
        }
      }
      try names.append(context, Text.interned(context, Text.make(context, utf8: part.name)).value)
      try defaults.append(context, part.form == .plain ? part.defaultValue(context) : .empty)
    }
    let nameTuple = try Tuple.make(context, copying: names.storageElements, count: names.count)
    let defaultTuple = try Tuple.make(context, copying: defaults.storageElements, count: defaults.count)
    let cell = try context.allocate(MemoryLayout<SignatureLayout>.size, .plain)
    let signature = Signature(pointer: cell.assumingMemoryBound(to: SignatureLayout.self))
    let needsKeywords = (positional..<names.count).contains { defaultTuple[$0] == .unbound }
    let (least, most) = needsKeywords ? (1, 0) : (required, rest < 0 ? positional : Int(Int32.max))
    signature.pointer.pointee = SignatureLayout(
      header: Self.header, positionalOnly: Int32(positionalOnly), positional: Int32(positional),
      count: Int32(names.count), required: Int32(required), rest: Int32(rest), keywords: Int32(keywords),
      least: Int32(least), most: Int32(most), wording: SignatureWording(notation[end...]), unused: 0,
      names: nameTuple.value, defaults: defaultTuple.value)
    return signature
  }

  /// Where the parameters end and the words after them begin.
  static func end(of notation: UnsafeBufferPointer<UInt8>) -> Int {
    for index in notation.indices where notation[index] == UInt8(ascii: ")") {
      if index + 1 == notation.count || notation[index + 1] == UInt8(ascii: " ") { return index + 1 }
    }
    return notation.count
  }

  // MARK: Binding

  /// Whether so many positional arguments, the receiver included, and the defaults of the others make a call.
  @inline(__always)
  func takesPositional(_ given: Int) -> Bool {
    given >= Int(pointer.pointee.least) && given <= Int(pointer.pointee.most)
  }

  /// Binds so many, of which the first `skipped` are bound already; `target` need not be *empty*.
  @inline(__always)
  func bindPositional(
    _ context: Context, _ arguments: UnsafeMutablePointer<Value>, _ given: Int, _ skipped: Int,
    to target: UnsafeMutablePointer<Value>
  ) throws(Raised) {
    let direct = min(given, positional - skipped)
    let defaults = defaults.elements
    // One loop with a choice in it: two loops would be made ready for many values each, and there are few.
    for index in skipped..<max(skipped, count) {
      target[index] = index - skipped < direct ? arguments[index - skipped] : defaults[index]
    }
    // Nobody looks for references in the target yet: what is made first stays a local until all is made.
    let names = keywords == nil ? .empty : try Dict.make(context).value
    if let rest {
      target[rest] = try Tuple.make(context, copying: arguments + direct, count: given - direct).value
    }
    if let keywords { target[keywords] = names }
  }

  /// Puts the arguments where their parameters are. `target` has room for all parameters and is *empty*; the first
  /// `skipped` parameters are bound already: the receiver.
  func bind(
    _ context: Context, _ function: NativeFunction, _ arguments: UnsafeMutablePointer<Value>, count: Int,
    names given: Value, skipped: Int, to target: UnsafeMutablePointer<Value>
  ) throws(Raised) {
    let keywords = given.isEmpty ? nil : Tuple(given)
    let positionalGiven = count - (keywords?.count ?? 0)
    let direct = min(positionalGiven, positional - skipped)
    if let keywords, keywords.count > 0, takesNoKeywords {
      throw context.raise(.typeError, "\(function.calledString)() takes no keyword arguments")
    }
    (target + skipped).update(from: arguments, count: direct)
    if let rest {
      target[rest] = try Tuple.make(context, copying: arguments + direct, count: positionalGiven - direct).value
    } else if positionalGiven > direct {
      throw raiseCount(context, function, positionalGiven, skipped, keywords?.count ?? 0)
    }
    if !isPositionalOnly, keywords != nil || rest == nil, positionalGiven < requiredPositionalOnly - skipped {
      throw raiseCount(context, function, positionalGiven, skipped, 0)
    }
    if let keywordsPlace = self.keywords { target[keywordsPlace] = try Dict.make(context).value }
    var refused: Refused?
    if let keywords {
      let total = positionalGiven + keywords.count
      if !takesNoKeywords, rest == nil, self.keywords == nil, total > self.count - skipped {
        throw raiseTooMany(context, function, total, skipped, positionalGiven == 0 ? "keyword " : "")
      }
      refused = try bindKeywords(context, function, keywords, arguments + positionalGiven, skipped, target)
    }
    for index in skipped..<self.count where target[index].isEmpty {
      if defaults[index] == .unbound {
        if index < positionalOnly || keywords == nil && isPositionalOnly {
          throw raiseCount(context, function, positionalGiven, skipped, 0)
        }
        let place = wording == .plain ? "" : " (pos \(index - skipped + 1))"
        throw context.raise(
          .typeError, "\(function.nameString)() missing required argument '\(String(Text(names[index])))'\(place)")
      }
      target[index] = defaults[index]
    }
    if let refused { throw try raise(context, function, refused, skipped) }
  }

  /// A keyword that no parameter takes: only if no argument is missing, it is what is wrong.
  private struct Refused {
    var name: Text
    /// The parameter that has its argument already.
    var parameter: Int?
  }

  private func raise(
    _ context: Context, _ function: NativeFunction, _ refused: Refused, _ skipped: Int
  ) throws(Raised) -> Raised {
    let (name, called) = (String(refused.name), function.nameString)
    if wording == .plain {
      return context.raise(.typeError, "'\(name)' is an invalid keyword argument for \(called)()")
    }
    if wording == .nameless { return context.raise(.typeError, "\(called)() got an unexpected keyword argument") }
    if let parameter = refused.parameter {
      return context.raise(
        .typeError, "argument for \(called)() given by name ('\(name)') and position (\(parameter - skipped + 1))")
    }
    let candidates = try List.make(context)
    for index in max(positionalOnly, skipped)..<max(positionalOnly, skipped, count)
    where index != rest && index != keywords {
      try candidates.append(context, names[index])
    }
    return context.raiseUnexpectedKeyword(called, refused.name, among: candidates)
  }

  /// How many of the parameters that cannot be named have no default.
  private var requiredPositionalOnly: Int { min(required, positionalOnly) }

  private var isPositionalOnly: Bool { positionalOnly == count && rest == nil && keywords == nil }

  var takesNoKeywords: Bool {
    isPositionalOnly || positionalOnly == count - (rest == nil ? 0 : 1) && keywords == nil
  }

  /// The parameter that a keyword names by the same object: names in the program's text are interned, as parameters' are.
  @inline(__always)
  private func place(of name: Value, from first: Int, to end: Int) -> Int? {
    let names = names.elements
    var index = first
    while index < end {
      if names[index] == name { return index == rest || index == keywords ? nil : index }
      index += 1
    }
    return nil
  }

  /// Returns the first keyword that has no parameter.
  private func bindKeywords(
    _ context: Context, _ function: NativeFunction, _ keywords: Tuple, _ values: UnsafeMutablePointer<Value>,
    _ skipped: Int, _ target: UnsafeMutablePointer<Value>
  ) throws(Raised) -> Refused? {
    var refused: Refused?
    let first = max(positionalOnly, skipped)
    let end = max(first, count)
    for index in 0..<keywords.count {
      let name = keywords[index]
      var place = self.place(of: name, from: first, to: end)
      for parameter in place == nil ? first..<end : end..<end where parameter != rest && parameter != self.keywords {
        switch quickEquality(names[parameter], name) {
        case .equal: place = parameter
        case .different: break
        case .unknown: if try context.areEqual(names[parameter], name) { place = parameter }
        }
      }
      if let place, target[place].isEmpty {
        target[place] = values[index]
      } else if place == nil, let extra = self.keywords {
        try Dict(target[extra]).set(context, name, to: values[index])
      } else if refused == nil {
        refused = Refused(name: Text(name), parameter: place)
      }
    }
    return refused
  }

  /// The wording depends on how CPython's functions of that form are called.
  private func raiseCount(
    _ context: Context, _ function: NativeFunction, _ given: Int, _ skipped: Int, _ keywordsGiven: Int
  ) -> Raised {
    let (least, most) = (max(0, required - skipped), positional - skipped)
    // As CPython's functions that unpack their positional arguments themselves.
    let unpacks = positionalOnly == positional && most > 0
    if wording == .parsed, most > 0 {
      let bound = least == most ? "exactly" : given < least ? "at least" : "at most"
      let wanted = given < least ? least : most
      return context.raise(
        .typeError,
        "\(function.nameString)() takes \(bound) \(wanted) argument\(wanted == 1 ? "" : "s") (\(given) given)")
    }
    if isPositionalOnly || unpacks || wording == .unpacking && keywordsGiven == 0 {
      if most == 0 {
        return context.raise(.typeError, "\(function.calledString)() takes no arguments (\(given) given)")
      }
      let isNew = skipped > 0 && function.pointer.pointee.owner.isEmpty
      if least == 1, most == 1, isPositionalOnly, !isNew {
        return context.raise(
          .typeError, "\(function.calledString)() takes exactly one argument (\(given) given)")
      }
      let bound = least == most && rest == nil ? "" : given < least ? "at least " : "at most "
      let wanted = given < least ? least : most
      return context.raise(
        .typeError,
        "\(function.nameString) expected \(bound)\(wanted) argument\(wanted == 1 ? "" : "s"), got \(given)")
    }
    if most == 0 {
      return context.raise(.typeError, "\(function.nameString)() takes no positional arguments")
    }
    let total = given + keywordsGiven
    if given > most, positional == count { return raiseTooMany(context, function, total, skipped, "") }
    let bound = least == most && positional == count ? "exactly" : given < least ? "at least" : "at most"
    let wanted = given < least ? least : most
    let what = positional == count && !(given < least && least <= positionalOnly - skipped) ? "argument" : "positional argument"
    return context.raise(
      .typeError,
      "\(function.nameString)() takes \(bound) \(wanted) \(what)\(wanted == 1 ? "" : "s") (\(total) given)")
  }

  private func raiseTooMany(
    _ context: Context, _ function: NativeFunction, _ given: Int, _ skipped: Int, _ what: StaticString
  ) -> Raised {
    let most = count - skipped
    return context.raise(
      .typeError,
      "\(function.nameString)() takes at most \(most) \(what)argument\(most == 1 ? "" : "s") (\(given) given)")
  }
}

/// Reads a signature's notation, a parameter at a time.
private struct SignatureReader {
  struct Part {
    enum Form { case plain, slash, star, rest, keywords }
    var form: Form
    var name: UnsafeBufferPointer<UInt8>
    var defaultText: UnsafeBufferPointer<UInt8>?
    /// Whether it stands in square brackets.
    var isOptional = false

    var hasDefault: Bool { defaultText != nil || isOptional }

    /// *Unbound* for a required parameter, *empty* for one that has but a text in angle brackets.
    func defaultValue(_ context: Context) throws(Raised) -> Value {
      if isOptional { return .none }
      guard let text = defaultText, let first = text.first else { return .unbound }
      switch first {
      case UInt8(ascii: "N"): return .none
      case UInt8(ascii: "T"): return .true
      case UInt8(ascii: "F"): return .false
      case UInt8(ascii: "'"):
        let content = text.dropFirst().prefix { $0 != UInt8(ascii: "'") }
        return try Text.make(context, utf8: UnsafeBufferPointer(rebasing: content)).value
      case UInt8(ascii: "<"): return .empty
      default:
        var number: Int64 = 0
        for byte in text.prefix(while: { $0 != UInt8(ascii: "<") }) where byte >= 0x30 && byte <= 0x39 {
          number = number * 10 + Int64(byte - 0x30)
        }
        return Value(smallInt: first == UInt8(ascii: "-") ? -number : number)
      }
    }
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 1
  /// How many square brackets are open.
  private var depth = 0

  init(_ notation: UnsafeBufferPointer<UInt8>) { bytes = notation }

  mutating func next() -> Part? {
    skipSeparators()
    if position >= bytes.count - 1 { return nil }
    var form = Part.Form.plain
    if bytes[position] == UInt8(ascii: "/") {
      position += 1
      return Part(form: .slash, name: bytes, defaultText: nil)
    }
    if bytes[position] == UInt8(ascii: "*") {
      position += 1
      form = .rest
      if bytes[position] == UInt8(ascii: "*") {
        position += 1
        form = .keywords
      } else if bytes[position] == 0x2c || bytes[position] == UInt8(ascii: ")") {
        return Part(form: .star, name: bytes, defaultText: nil)
      }
    }
    let start = position
    while position < bytes.count - 1, !endsName(bytes[position]) { position += 1 }
    let name = UnsafeBufferPointer(rebasing: bytes[start..<position])
    var defaultText: UnsafeBufferPointer<UInt8>?
    if bytes[position] == UInt8(ascii: "=") {
      position += 1
      let start = position
      var isQuoted = false
      while position < bytes.count - 1, isQuoted || bytes[position] != 0x2c {
        if bytes[position] == UInt8(ascii: "'") { isQuoted.toggle() }
        position += 1
      }
      defaultText = UnsafeBufferPointer(rebasing: bytes[start..<position])
    }
    return Part(form: form, name: name, defaultText: defaultText, isOptional: depth > 0)
  }

  private mutating func skipSeparators() {
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: "\n"): break
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      default: return
      }
      position += 1
    }
  }

  private func endsName(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "=") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]")
  }
}
