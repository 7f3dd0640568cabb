import Bytecode
import CRuntime

// A code object as the interpreter runs it: the portable one's constants and names made values, and its instructions in
// an array that the interpreter specialises in place.

public struct CodeLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// The instructions, in the cell of `words`.
  var instructions: UnsafeMutablePointer<UInt64>
  /// Its retained reference is given back when the object dies.
  var portable: Unmanaged<CodeObject>
  /// Which temporaries may still be read, by `Liveness`; made when a collection first asks, freed with the object.
  var liveness: UnsafeMutablePointer<UInt64>?
  /// The address of a `CodeMonitoring`, or 0.
  var monitoring: UInt64
  var instructionCount: UInt32
  /// Of the window.
  var registerCount: UInt32
  var parameterCount: UInt32
  /// Parameters, other variables and cells: the registers that begin as *unbound*.
  var variableCount: UInt32
  var positionalCount: UInt32
  var keywordOnlyCount: UInt32
  var flags: UInt32
  /// How many positional arguments a call may give that needs no binding; `UInt32.max` where every call needs it.
  var exactCount: UInt32
  /// Whether there is any handler.
  var isProtected: UInt32
  var positionalOnlyCount: UInt32
  /// The address of the first constant, in the cell of `pool`; inline caches lie below it (`CodePool`).
  var constants: UnsafeMutablePointer<Value>
  var names: UnsafeMutablePointer<Value>
  var captureCount: UInt32
  var handlerCount: UInt32
  /// How many inline caches are in use.
  var cacheCount: UInt32
  /// A `GlobalCachePolicy`.
  var globalPolicy: UInt32
  /// The globals and built-ins of the first function made of this code: addresses to compare, which keep nothing alive.
  var globalsIdentity: UInt64
  var builtinsIdentity: UInt64
  /// Where a call begins: the first instruction, or the word that goes on in machine code.
  var start: UnsafePointer<UInt64>
  /// How much the code may still do before it counts as hot.
  var heat: UInt32
  /// What becomes of its compilation; nil as long as it is cold.
  var compilation: UnsafeMutablePointer<CodeCompilation>?

  var words: Value
  var pool: Value
  var nameArray: Value
  var variableArray: Value
  /// For each cell that a function of this code closes over, where the enclosing function has it: a `ValueArray` of
  /// small ints, the register or free variable times two, odd for a free variable.
  var captureArray: Value
  /// The exception ranges in order, start, end and handler of each in turn: a `ValueArray` of small ints.
  var handlerArray: Value
  var name: Value
  var qualifiedName: Value
  var filename: Value
  /// A list of what its machine code refers to, or *empty*.
  var compiledValues: Value = .empty
}

public struct Code: ObjectReference {
  public let pointer: UnsafeMutablePointer<CodeLayout>
  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<CodeLayout>) { self.pointer = pointer }
  public static var kind: Kind { .code }
  static var traceRule: TraceRule { .words(from: MemoryLayout<CodeLayout>.size - 10 * MemoryLayout<Value>.size) }

  /// The names of `co_varnames`, then of `co_cellvars`, then of `co_freevars`, interned.
  var variableNames: UnsafeMutablePointer<Value> { ValueArray(pointer.pointee.variableArray).elements }
  /// Where execution goes on after an exception at a word; nil where nothing catches it.
  func handler(at word: Int) -> Int? {
    let ranges = ValueArray(pointer.pointee.handlerArray).elements
    var (low, high) = (0, Int(pointer.pointee.handlerCount))
    while low < high {
      let middle = (low + high) >> 1
      if ranges[3 * middle + 1].smallInt <= Int64(word) { low = middle + 1 } else { high = middle }
    }
    if low == Int(pointer.pointee.handlerCount) || ranges[3 * low].smallInt > Int64(word) { return nil }
    return Int(ranges[3 * low + 2].smallInt)
  }

  /// How many cells a function of this code closes over.
  @inline(__always)
  var captureCount: Int { Int(pointer.pointee.captureCount) }
  var name: Value { pointer.pointee.name }
  var qualifiedName: Value { pointer.pointee.qualifiedName }
  /// What the compiler made: positions, exception ranges, variable names.
  /// The code as the compiler made it.
  public var portable: CodeObject { pointer.pointee.portable._withUnsafeGuaranteedRef { $0 } }
}
