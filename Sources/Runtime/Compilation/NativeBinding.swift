import CRuntime

/// How the arguments of a call become the parameters of a native function, of which there are at most eight: a byte for
/// each, the first in the lowest.
///
///     0 … 0x7f        the argument at this place, those with names after the others
///     0x80 … 0xfe     a tuple of the arguments from this place, less 0x80, that are not named: `*parameter`
///     0xff            the parameter's default
public struct NativeBinding: Sendable, Equatable {
  public let bits: UInt64
  public init(bits: UInt64) { self.bits = bits }

  fileprivate static var most: Int { 8 }
  fileprivate static var rest: Int { 0x80 }
  fileprivate static var `default`: Int { 0xff }

  fileprivate init(_ sources: [Int]) {
    bits = sources.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  @inline(__always)
  fileprivate func source(of parameter: Int) -> Int { Int(bits >> UInt64(8 * parameter) & 0xff) }
}

extension CompilableCode {
  /// How a call with arguments in places and with names is bound, as `Signature.bind` does it; nil where it would raise,
  /// where it takes more than a `NativeBinding` says, and where the callee is no native function or takes its arguments as
  /// they are. Read on a thread that runs Python code.
  ///
  /// - Parameter isBound: Whether the first argument is an object that the function was looked up of as a method.
  public func bind(_ callee: Value, positional: Int, names: Tuple?, isBound: Bool) -> NativeBinding? {
    guard let native = NativeFunction(ifExactly: callee), native.takesBinding(isBound: isBound) else { return nil }
    let word = load(&native.pointer.pointee.signature)
    if word.isEmpty { return nil }
    let signature = Signature(word)
    let count = signature.count
    let given = positional + (names?.count ?? 0)
    if count > NativeBinding.most || given > NativeBinding.rest || signature.keywords != nil { return nil }
    if positional > signature.positional, signature.rest == nil { return nil }
    if names == nil, native.convention != .window, native.convention.arity == positional { return nil }

    var sources = (0..<count).map { $0 < min(positional, signature.positional) ? $0 : NativeBinding.default }
    if let rest = signature.rest { sources[rest] = NativeBinding.rest + min(positional, signature.positional) }
    for index in 0..<(given - positional) {
      guard let name = names?[index],
        let place = (signature.positionalOnly..<max(signature.positionalOnly, count)).first(where: { signature.names[$0] == name }),
        sources[place] == NativeBinding.default
      else { return nil }
      sources[place] = positional + index
    }
    let isWhole = sources.indices.allSatisfy { sources[$0] != NativeBinding.default || signature.defaults[$0] != .unbound }
    return isWhole ? NativeBinding(sources) : nil
  }
}

extension NativeFunction {
  fileprivate func takesBinding(isBound: Bool) -> Bool {
    if slot != nil || collects || !pointer.pointee.receiver.isEmpty { return false }
    switch form {
    case .function, .staticMethod: return !isBound
    case .method: return isBound
    default: return false
    }
  }

  /// Calls the function with arguments that are bound so; *empty* says that it raised.
  ///
  /// - Parameter count: How many arguments have no name.
  func call(
    _ context: Context, _ arguments: UnsafeMutablePointer<Value>, count: Int, _ binding: NativeBinding
  ) -> Value {
    let saved = context.pointee.nativeTop
    let window = saved ?? context.pointee.frame.unsafelyUnwrapped.windowEnd
    let signature = Signature(load(&pointer.pointee.signature))
    let end = window + signature.count
    guard end <= context.pointee.registersLimit.unsafelyUnwrapped else {
      _ = context.raiseRecursionError()
      return .empty
    }
    var rest = Value.empty
    if let place = signature.rest {
      // Nobody looks for references in the window yet: the tuple is made first.
      let first = binding.source(of: place) - NativeBinding.rest
      do throws(Raised) {
        rest = try Tuple.make(context, copying: arguments + first, count: count - first).value
      } catch {
        return .empty
      }
    }
    let defaults = signature.defaults.elements
    for place in 0..<signature.count {
      let source = binding.source(of: place)
      window[place] = source < NativeBinding.rest ? arguments[source] : source == NativeBinding.default ? defaults[place] : rest
    }
    context.pointee.nativeTop = end
    let result = callBody(context, window)
    context.pointee.nativeTop = saved
    return result
  }
}
