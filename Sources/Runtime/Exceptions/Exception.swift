import CRuntime

// An exception object. It always has the derived bit and the word before its header, as every exception has a
// `__dict__`. The attributes that some built-in exceptions have besides (`StopIteration.value`,
// `OSError.errno` …) stand in `fields`, by the order in which their type's declaration names them.

public struct ExceptionLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// A tuple.
  var args: Value
  /// Each of these may be *empty*, which Python sees as None.
  var traceback: Value
  var cause: Value
  var context: Value
  var suppressContext: Value
  var fields: InlineArray<9, Value>
}

public struct Exception: ObjectReference {
  public let pointer: UnsafeMutablePointer<ExceptionLayout>
  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<ExceptionLayout>) { self.pointer = pointer }
  public static var kind: Kind { .exception }
  static var traceRule: TraceRule { .words(from: 8) }
  static var fieldCount: Int { 9 }

  public var args: Tuple { Tuple(load(&pointer.pointee.args)) }

  /// An exception of an exact built-in class.
  init(_ context: Context, _ kind: ExceptionKind, args: Tuple) throws(Raised) {
    try self.init(context, of: Interpreter(of: context).type(kind), args: args)
  }

  /// An exception of any class.
  init(_ context: Context, of type: Type, args: Tuple) throws(Raised) {
    let object = try context.allocateObject(type, size: MemoryLayout<ExceptionLayout>.size)
    self.init(Value(object))
    pointer.pointee = ExceptionLayout(
      header: pointer.pointee.header, args: args.value, traceback: .empty, cause: .empty,
      context: .empty, suppressContext: .false, fields: InlineArray(repeating: .empty))
  }

  /// An exception that keeps the arguments of its class's call.
  init(_ context: Context, of type: Type, _ arguments: UnsafeMutablePointer<Value>, count: Int) throws(Raised) {
    try self.init(context, of: type, args: Tuple.make(context, copying: arguments, count: count))
  }

  /// The word of a field.
  func field(_ index: Int) -> UnsafeMutablePointer<Value> {
    (UnsafeMutableRawPointer(pointer) + Self.fieldsOffset).assumingMemoryBound(to: Value.self) + index
  }

  private static var fieldsOffset: Int { MemoryLayout<ExceptionLayout>.size - fieldCount * 8 }
}

extension Context {
  // MARK: Raising

  /// Makes an exception with that text pending. `throw context.raise(.typeError, "…")`.
  ///
  /// The text is made here, so that functions that may raise, hot ones among them, do nothing with Swift strings.
  @inline(never)
  public func raise(_ kind: ExceptionKind, _ message: @autoclosure () -> String) -> Raised {
    do throws(Raised) {
      return raise(kind, argument: try Text.make(self, message()).value)
    } catch {
      return error
    }
  }

  /// The same, raised from another.
  public func raise(_ kind: ExceptionKind, _ message: @autoclosure () -> String, from cause: Exception) -> Raised {
    let raised = raise(kind, message())
    if let exception = Exception(ifHas: pointee.pendingException) {
      exception.chain(to: cause.value)
      exception.setCause(cause.value)
    }
    return raised
  }

  /// Makes an exception with one argument pending: `KeyError(key)`, `StopIteration(value)`.
  @inline(never)
  public func raise(_ kind: ExceptionKind, argument: Value) -> Raised {
    do throws(Raised) {
      return raise(try Exception(self, kind, args: Tuple.make(self, argument)))
    } catch {
      return error
    }
  }

  /// Makes an exception pending. Its `__context__` becomes the one that is being handled.
  public func raise(_ exception: Exception) -> Raised {
    exception.chain(to: currentException)
    pointee.pendingException = exception.value
    return Raised()
  }

  /// `MemoryError`, which is made beforehand: there is no memory to make it in.
  public func raiseMemoryError() -> Raised {
    pointee.pendingException = Interpreter(of: self).state.pointee.memoryError
    return Raised()
  }

  /// The pending exception, which is so no longer.
  public func takeException() -> Exception {
    let exception = Exception(pointee.pendingException)
    pointee.pendingException = .empty
    return exception
  }

  /// Whether the pending exception is an instance of a built-in class.
  public func isPending(_ kind: ExceptionKind) -> Bool {
    type(of: pointee.pendingException).isSubtype(of: Interpreter(of: self).type(kind))
  }

  /// Makes a built-in exception pending whose arguments are in a tuple.
  public func raise(_ kind: ExceptionKind, args: Tuple) -> Raised {
    do throws(Raised) { return raise(try Exception(self, kind, args: args)) } catch { return error }
  }

  public func raiseRecursionError() -> Raised { raise(.recursionError, "maximum recursion depth exceeded") }

  /// Raises RecursionError where native code has gone too deep; every native function that Python code may make recurse
  /// asks this first.
  @inline(__always)
  public func checkNativeStack() throws(Raised) {
    var here: UInt8 = 0
    let isExhausted = withUnsafePointer(to: &here) { UnsafeRawPointer($0) < pointee.nativeStackLimit.unsafelyUnwrapped }
    if isExhausted { throw raiseRecursionError() }
  }

  // MARK: Allocating

  /// A zeroed cell; raises MemoryError.
  @inline(__always)
  public func allocate(_ size: Int, _ space: CellSpace) throws(Raised) -> UnsafeMutableRawPointer {
    guard let cell = Heap.allocate(self, size: size, space: space) else { throw raiseMemoryError() }
    return cell
  }

  /// What there is, or MemoryError.
  func require<Object>(_ object: Object?) throws(Raised) -> Object {
    guard let object else { throw raiseMemoryError() }
    return object
  }
}

extension Exception {
  /// Sets `__context__`, unless that would close a circle: where this exception stands in the chain already, the chain
  /// is cut there, as CPython cuts it.
  func chain(to handled: Value) {
    // None stands for no exception in what handlers save.
    if !handled.isPointer || handled == value { return }
    var link = Exception(handled)
    // Floyd's tortoise: a chain that is a circle without us must not keep us here.
    var slow = link
    var step = false
    while true {
      let next = load(&link.pointer.pointee.context)
      if next.isEmpty { break }
      if next == value {
        store(.empty, to: &link.pointer.pointee.context)
        break
      }
      link = Exception(next)
      if step { slow = Exception(load(&slow.pointer.pointee.context)) }
      if link == slow { break }
      step.toggle()
    }
    store(handled, to: &pointer.pointee.context)
  }
}
