import CRuntime
import Runtime

/// `paramflags` of a prototype: for each parameter whether it goes in, comes out or both, its name and its default.
struct ParameterFlags: OptionSet, BitwiseCopyable {
  let rawValue: Int64
  static let input = ParameterFlags(rawValue: 1)
  static let output = ParameterFlags(rawValue: 2)
  static let locale = ParameterFlags(rawValue: 4)

  /// The parts of one parameter's flags; *empty* for what is left out.
  static func parts(_ context: Context, _ item: Value) throws(Raised) -> (flags: ParameterFlags, name: Value, value: Value) {
    let message = "paramflags must be a sequence of (int [,string [,value]]) tuples"
    guard let tuple = Tuple(ifHas: item), 1...3 ~= tuple.count, let flags = PythonInt.operand(tuple[0]),
      tuple.count < 2 || Text(ifHas: tuple[1]) != nil || tuple[1] == .none
    else { throw context.raise(.typeError, message) }
    let name = tuple.count > 1 && tuple[1] != .none ? tuple[1] : .empty
    let known = ParameterFlags(rawValue: PythonInt.int64(flags) ?? -1).intersection([.input, .output, .locale])
    return (known, name, tuple.count > 2 ? tuple[2] : .empty)
  }

  /// Refuses flags that do not fit the type's arguments.
  static func check(_ context: Context, _ flags: Value, for types: Value) throws(Raised) {
    guard flags != .none, !flags.isEmpty, let types = Tuple(ifHas: types) else { return }
    guard let flags = Tuple(ifHas: flags) else {
      throw context.raise(.typeError, "paramflags must be a tuple or None")
    }
    if flags.count != types.count {
      throw context.raise(.valueError, "paramflags must have the same length as argtypes")
    }
    for index in 0..<flags.count {
      let part = try parts(context, flags[index])
      switch part.flags {
      case [], .input, [.input, .locale], [.input, .output]: break
      case .output: try requirePointer(context, types[index], index)
      default: throw context.raise(.typeError, "paramflag value \(part.flags.rawValue) not supported")
      }
    }
  }

  private static func requirePointer(_ context: Context, _ type: Value, _ index: Int) throws(Raised) {
    if let record = CType(ofClass: type) {
      if record.form == .pointer || record.form == .array { return }
      if record.form == .simple, SimpleCode(record).isPointer { return }
    }
    let name = Type(ifHas: type)?.plainName ?? context.unqualifiedTypeName(of: type)
    throw context.raise(.typeError, "'out' parameter \(index + 1) must be a pointer type, not \(name)")
  }
}

/// The arguments of one call, those that `paramflags` add among them, and which of them come back.
struct BoundParameters {
  let arguments: Tuple
  /// The places of arguments that come back: what they hold, and they themselves.
  private var outputs: [Int] = []
  private var both: [Int] = []

  init(
    _ context: Context, _ function: FunctionPointer, _ record: CType, _ flags: Value,
    _ given: UnsafeMutablePointer<Value>, _ count: Int, _ names: Value
  ) throws(Raised) {
    let keywords = names.isEmpty ? nil : Tuple(names)
    let positional = count - (keywords?.count ?? 0)
    guard let flags = Tuple(ifHas: flags), let types = try Self.types(context, function, record), types.count > 0 else {
      let tuple = try Tuple.allocate(context, count: positional)
      for index in 0..<positional { tuple.elements[index] = given[index] }
      arguments = tuple
      return
    }
    let bound = try Tuple.allocate(context, count: types.count)
    for index in 0..<types.count { bound.elements[index] = .none }
    var used = 0
    for index in 0..<types.count {
      let part = index < flags.count ? try ParameterFlags.parts(context, flags[index]) : ([], .empty, .empty)
      if part.flags == .output {
        outputs.append(index)
        bound.elements[index] = try Self.output(context, types[index], part.value)
        continue
      }
      if part.flags == [.input, .locale] {
        bound.elements[index] = part.value.isEmpty ? Value(smallInt: 0) : part.value
        continue
      }
      if part.flags == [.input, .output] { both.append(index) }
      if used < positional {
        bound.elements[index] = given[used]
        used += 1
      } else if let keyword = Self.keyword(keywords, part.name) {
        bound.elements[index] = given[positional + keyword]
        used += 1
      } else if !part.value.isEmpty {
        bound.elements[index] = part.value
      } else if !part.name.isEmpty {
        throw context.raise(.typeError, "required argument '\(String(Text(part.name)))' missing")
      } else {
        throw context.raise(.typeError, "not enough arguments")
      }
    }
    if used != count {
      throw context.raise(.typeError, "call takes exactly \(used) arguments (\(count) given)")
    }
    arguments = bound
  }

  private static func types(
    _ context: Context, _ function: FunctionPointer, _ record: CType
  ) throws(Raised) -> Tuple? {
    let types = function.argumentTypes(record)
    return types.isEmpty ? nil : try context.tuple(of: types)
  }

  private static func keyword(_ keywords: Tuple?, _ name: Value) -> Int? {
    guard let keywords, let name = Text(ifHas: name) else { return nil }
    for index in 0..<keywords.count where String(Text(keywords[index])) == String(name) { return index }
    return nil
  }

  /// What a function writes a result to: of the type that the parameter's leads to.
  private static func output(_ context: Context, _ type: Value, _ given: Value) throws(Raised) -> Value {
    if !given.isEmpty { return given }
    guard let record = CType(ofClass: type) else { throw context.raise(.typeError, "abstract class") }
    if record.form == .array { return try context.call(type) }
    guard let element = record.element else {
      throw context.raise(.typeError, "\(Type(type).plainName) 'out' parameter must be passed as default value")
    }
    return try context.call(element.value)
  }

  /// What the call answers: what came back, where any parameter says so.
  func result(_ context: Context, _ result: Value) throws(Raised) -> Value {
    let places = (outputs + both).sorted()
    if places.isEmpty { return result }
    let values = try Tuple.allocate(context, count: places.count)
    for index in 0..<places.count { values.elements[index] = .none }
    for (index, place) in places.enumerated() {
      let argument = arguments[place]
      if both.contains(place) {
        values.elements[index] = argument
      } else {
        let method = try context.getAttribute(argument, context.interned("__ctypes_from_outparam__"))
        values.elements[index] = try context.call(method)
      }
    }
    return places.count == 1 ? values[0] : values.value
  }
}
