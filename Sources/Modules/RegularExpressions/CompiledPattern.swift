import CRuntime
import Runtime

// `re.Pattern`: a compiled pattern.
//
//     ┌────────┬────────┬───────┬────────┬────────────┬────────────┬─────────┬───────┐
//     │ header │ source │ flags │ groups │ groupIndex │ indexGroup │ program │ kind  │
//     └────────┴────────┴───────┴────────┴────────────┴────────────┴─────────┴───────┘

struct PatternLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// What was compiled: text, bytes, or None.
  var source: Value
  var flags: Value
  /// How many groups there are, the whole match not counted.
  var groups: Value
  /// A dict of the groups that have names, and a tuple of the names by number.
  var groupIndex: Value
  var indexGroup: Value
  /// The bytes of a `Program`.
  var program: Value
  /// True for a pattern of text, False for one of bytes, None for one that does not say.
  var isText: Value
}

struct CompiledPattern: NativeObject {
  let pointer: UnsafeMutablePointer<PatternLayout>
  init(pointer: UnsafeMutablePointer<PatternLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .pattern }

  var source: Value { pointer.pointee.source }
  var flags: Int64 { pointer.pointee.flags.smallInt }
  var groups: Int { Int(pointer.pointee.groups.smallInt) }
  var groupIndex: Dict { Dict(pointer.pointee.groupIndex) }
  var indexGroup: Tuple { Tuple(pointer.pointee.indexGroup) }
  var program: UnsafeRawPointer { UnsafeRawPointer(Bytes(pointer.pointee.program).base) }

  // MARK: Compiling

  /// `_sre.compile(pattern, flags, code, groups, groupindex, indexgroup)`
  static func compile(_ context: Context, _ arguments: UnsafeMutablePointer<Value>) throws(Raised) -> CompiledPattern {
    let flags = try context.intArgument(arguments[1])
    let list = try requireList(context, "compile", "code", arguments[2])
    let groups = try context.sizeArgument(arguments[3])
    if Dict(ifHas: arguments[4]) == nil { throw context.raiseArgument("compile", "'groupindex'", "dict", arguments[4]) }
    if Tuple(ifHas: arguments[5]) == nil { throw context.raiseArgument("compile", "'indexgroup'", "tuple", arguments[5]) }
    var isText = Value.none
    if arguments[0] != .none { isText = Value(try PatternSubject(context, arguments[0]).isText) }
    let code = try words(context, list)
    if groups < 0 || groups > SourceFormat.maximumGroups { throw context.raise(.runtimeError, "invalid SRE code") }
    let (tree, root) = try PatternDecoder.decode(context, code, groups: groups)
    let program = try Bytes.make(context, ProgramEmitter.emit(context, tree, root: root, groups: groups))
    let pattern = try CompiledPattern.allocate(context)
    let header = pattern.pointer.pointee.header
    pattern.pointer.pointee = PatternLayout(
      header: header, source: arguments[0], flags: Value(smallInt: Int64(flags)), groups: Value(smallInt: Int64(groups)),
      groupIndex: arguments[4], indexGroup: arguments[5], program: program.value, isText: isText)
    return pattern
  }

  private static func requireList(
    _ context: Context, _ function: String, _ name: String, _ value: Value
  ) throws(Raised) -> List {
    if let list = List(ifHas: value) { return list }
    throw context.raiseArgument(function, "'\(name)'", "list", value)
  }

  /// The words of the code.
  private static func words(_ context: Context, _ list: List) throws(Raised) -> [UInt32] {
    var words: [UInt32] = []
    words.reserveCapacity(list.count)
    for index in 0..<list.count {
      let item = list.element(index)
      if item.isSmallInt, let word = UInt32(exactly: item.smallInt) {
        words.append(word)
        continue
      }
      guard let number = PythonInt.operand(item) else { throw context.raise(.typeError, "an integer is required") }
      if PythonInt.sign(number) < 0 {
        throw context.raise(.overflowError, "can't convert negative value to unsigned int")
      }
      guard let word = PythonInt.int64(number) else {
        throw context.raise(.overflowError, "Python int too large to convert to C unsigned long")
      }
      guard let fits = UInt32(exactly: word) else {
        throw context.raise(.overflowError, "regular expression code size limit exceeded")
      }
      words.append(fits)
    }
    return words
  }

  // MARK: As an object

  /// `re.compile('…', re.IGNORECASE)`
  func representation(_ context: Context) throws(Raised) -> Text {
    var flags = flags
    let typeFlags = PatternFlags.locale | PatternFlags.unicode | PatternFlags.ascii
    // What patterns of text have anyhow is not said.
    if pointer.pointee.isText == .true, flags & typeFlags == PatternFlags.unicode { flags &= ~PatternFlags.unicode }
    var names: [String] = []
    for (flag, name) in Self.flagNames where flags & flag != 0 {
      names.append("re.\(name)")
      flags &= ~flag
    }
    if flags != 0 { names.append("0x" + String(flags, radix: 16)) }
    let source = try context.repr(source)
    let shown = try Text.slice(context, source, 0, min(source.count, 200))
    var builder = try TextBuilder(context)
    try builder.append(context, "re.compile(")
    try builder.append(context, shown)
    if !names.isEmpty { try builder.append(context, Text.make(context, ", " + names.joined(separator: "|"))) }
    try builder.append(context, ")")
    return try builder.finish(context)
  }

  private static let flagNames: [(Int64, String)] = [
    (PatternFlags.ignoreCase, "IGNORECASE"), (PatternFlags.locale, "LOCALE"), (PatternFlags.multiline, "MULTILINE"),
    (PatternFlags.dotAll, "DOTALL"), (PatternFlags.unicode, "UNICODE"), (PatternFlags.verbose, "VERBOSE"),
    (PatternFlags.debug, "DEBUG"), (PatternFlags.ascii, "ASCII"),
  ]

  func isEqual(_ context: Context, to other: CompiledPattern) throws(Raised) -> Bool {
    if self == other { return true }
    let (left, right) = (pointer.pointee, other.pointer.pointee)
    if left.flags != right.flags || left.isText != right.isText || left.groups != right.groups { return false }
    if !Bytes.areEqual(Bytes(left.program), Bytes(right.program)) { return false }
    return try context.areEqual(left.source, right.source)
  }

  func hash(_ context: Context) throws(Raised) -> Int64 {
    let kind = pointer.pointee.isText == .none ? -1 : pointer.pointee.isText == .true ? 0 : 1 as Int64
    let hash = try Bytes.hash(context, Bytes(pointer.pointee.program)) ^ context.hash(source) ^ flags ^ kind ^ Int64(groups)
    return hash == -1 ? -2 : hash
  }
}

extension Context {
  /// TypeError about an argument of the wrong type.
  func raiseArgument(_ function: String, _ argument: String, _ wanted: String, _ value: Value) -> Raised {
    raise(.typeError, "\(function)() argument \(argument) must be \(wanted), not \(typeName(of: value))")
  }
}
