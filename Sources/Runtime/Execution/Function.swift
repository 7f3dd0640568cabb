import CRuntime

// A Python function: code, and what it was defined with. What a call needs comes first.

public struct FunctionLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// Changes whenever something changes that a call site may have relied on: code, defaults.
  var version: UInt32
  var flags: UInt32
  var code: Value
  var globals: Value
  var builtins: Value
  /// A tuple, or *empty*.
  var defaults: Value
  /// A dict, or *empty*.
  var keywordDefaults: Value
  /// A tuple of cells, or *empty*.
  var closure: Value
  var name: Value
  var qualifiedName: Value
  var module: Value
  var documentation: Value
  var typeParameters: Value
  /// The function that evaluates the annotations, and what it gave; each may be *empty*.
  var annotate: Value
  var annotations: Value
  /// Attributes set on the function: a dict, or *empty*.
  var dict: Value
}

public struct Function: ObjectReference {
  public let pointer: UnsafeMutablePointer<FunctionLayout>
  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<FunctionLayout>) { self.pointer = pointer }
  public static var kind: Kind { .function }
  static var traceRule: TraceRule { .words(from: 16) }

  @inline(__always) var code: Code { Code(load(&pointer.pointee.code)) }

  /// A function of a nested code object, as `def` and `lambda` make it.
  static func make(
    _ context: Context, code: Code, globals: Value, builtins: Value, closure: Value
  ) throws(Raised) -> Function {
    code.noteGlobals(globals, builtins)
    let cell = try context.allocate(MemoryLayout<FunctionLayout>.size, .plain)
    let function = Function(pointer: cell.assumingMemoryBound(to: FunctionLayout.self))
    function.pointer.pointee = FunctionLayout(
      header: Self.header, version: 1, flags: 0, code: code.value, globals: globals, builtins: builtins,
      defaults: .empty, keywordDefaults: .empty, closure: closure, name: code.name, qualifiedName: code.qualifiedName,
      module: .empty, documentation: .empty, typeParameters: .empty, annotate: .empty, annotations: .empty,
      dict: .empty)
    return function
  }
}

/// A variable that several functions share.
public struct CellLayout: BitwiseCopyable {
  var header: ObjectHeader
  var content: Value
}

public struct Cell: ObjectReference {
  public let pointer: UnsafeMutablePointer<CellLayout>
  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<CellLayout>) { self.pointer = pointer }
  public static var kind: Kind { .cell }
  static var traceRule: TraceRule { .words(from: 8) }

  @inline(__always)
  static func make(_ context: Context, _ content: Value) throws(Raised) -> Cell {
    let cell = try context.allocate(MemoryLayout<CellLayout>.size, .plain)
    let result = Cell(pointer: cell.assumingMemoryBound(to: CellLayout.self))
    result.pointer.pointee = CellLayout(header: Self.header, content: content)
    return result
  }

  /// *Unbound* before the first assignment.
  @inline(__always) var content: Value {
    get { load(&pointer.pointee.content) }
    nonmutating set { publish(newValue, to: &pointer.pointee.content) }
  }
}
