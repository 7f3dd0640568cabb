import Bytecode
import CRuntime

/// An interpreter: what the threads of one Python program share. Several live in one process, knowing nothing of each
/// other. The state is raw memory that every thread's context points to.
public struct Interpreter {
  let state: UnsafeMutablePointer<InterpreterState>

  /// The interpreter that a thread belongs to.
  @inline(__always)
  public init(of context: Context) { state = context.interpreter }

  init(_ state: UnsafeMutablePointer<InterpreterState>) { self.state = state }

  /// The interpreter that `opaque` said, to code that C calls.
  public init(opaque: UnsafeMutableRawPointer) { state = opaque.assumingMemoryBound(to: InterpreterState.self) }

  public var opaque: UnsafeMutableRawPointer { UnsafeMutableRawPointer(state) }

  public var heap: Heap { state.pointee.heap }

  /// A built-in type, by the kind of its exact instances.
  @inline(__always)
  public func type(_ kind: Kind) -> Type { type(shape: UInt32(kind.rawValue)) }

  /// A built-in type, by its `BuiltinShape`.
  @inline(__always)
  public func type(shape: UInt32) -> Type {
    let entry = state.pointee.shapes.table[Int(shape)].unsafelyUnwrapped
    return Type(Shape(pointer: UnsafeMutablePointer(mutating: entry.assumingMemoryBound(to: ShapeLayout.self))).type)
  }

  /// A built-in exception class.
  public func type(_ kind: ExceptionKind) -> Type { Type(state.pointee.exceptionTypes[Int(kind.rawValue)]) }

  /// A built-in, whatever the built-ins' namespace says.
  func common(_ builtin: CommonBuiltin) -> Value {
    switch builtin {
    case .assertionError: type(ExceptionKind.assertionError).value
    case .notImplementedError: type(ExceptionKind.notImplementedError).value
    case .all: state.pointee.all
    case .any: state.pointee.any
    }
  }

  /// The type of a value that is not a heap object.
  func typeOfImmediate(_ value: Value) -> Type {
    if value.isSmallInt { return type(.int) }
    if value.isInlineFloat { return type(.float) }
    switch value {
    case .true, .false: return type(shape: BuiltinShape.bool)
    case .ellipsis: return type(shape: BuiltinShape.ellipsis)
    case .notImplemented: return type(shape: BuiltinShape.notImplemented)
    default: return type(shape: BuiltinShape.none)
    }
  }
}

public struct InterpreterState {
  var heap: Heap
  var texts: TextState
  var floats = FloatState()
  /// The most digits that conversions between int and decimal text accept; 0 for any number (`sys.set_int_max_str_digits`).
  public var maxDecimalDigits: Int64 = 4300
  var shapes: ShapeRegistry
  /// By `ExceptionKind.rawValue`.
  var exceptionTypes = InlineArray<80, Value>(repeating: .empty)
  /// By `WellKnown.rawValue`: interned names that the runtime itself looks up.
  var wellKnown = InlineArray<256, Value>(repeating: .empty)
  var memoryError = Value.empty
  /// The namespace of the module `builtins`.
  var builtins = Value.empty
  /// What native modules keep, by their names: dicts.
  var moduleStates = Value.empty
  /// `sys.modules`.
  var modules = Value.empty
  /// The functions that bind the arguments of built-in classes, by the addresses of their bodies.
  var constructors = Value.empty
  /// 1 for `-O`, 2 for `-OO`.
  var optimization: UInt8 = 0
  var recursionLimit: Int64 = 1000
  var settings = ProgramSettings()
  /// What a module of foreign functions has said to the compiler.
  var foreignAccess: ForeignAccess?
  /// What modules written in Swift bring; behind a pointer, as it is large and seldom touched.
  let nativeTypes: UnsafeMutablePointer<NativeTypeTable>
  /// The registry of codecs and error handlers; behind a pointer, as `nativeTypes` is.
  let codecs: UnsafeMutablePointer<CodecState>
  let threads: UnsafeMutablePointer<ThreadTable>
  let imports: UnsafeMutablePointer<ImportState>
  let monitoring: UnsafeMutablePointer<MonitoringState>
  let lateValues = LateValues()
  /// The module `sys`, once it is made, and the list that is its `path`.
  var system = Value.empty
  /// A list of the audit hooks, or *empty*.
  var auditHooks = Value.empty
  /// What `sys.setswitchinterval` was given, which means nothing here, or *empty*.
  var switchInterval = Value.empty
  /// `sys.getdlopenflags()`: RTLD_NOW.
  var libraryFlags: Int64 = 2
  var searchPath = Value.empty
  let collector: UnsafeMutablePointer<CollectorState>
  let tables: UnsafeMutablePointer<SharedTables>
  /// The built-in functions of these names.
  var all = Value.empty
  var any = Value.empty
  /// The record that matches nothing, in inline caches without content.
  var vacantRecord = Value.empty
  /// The interpreter's handlers as they are when nothing is traced or recorded.
  let standardHandlers = UnsafeMutablePointer<UnsafeRawPointer?>.allocate(capacity: 256)
  /// The one instruction that code which is compiled begins with.
  let compiledStart = UnsafeMutablePointer<UInt64>.allocate(capacity: 1)

  init(heap: Heap, hashKey: HashKey, shapes: ShapeRegistry) {
    self.heap = heap
    self.shapes = shapes
    texts = TextState(hashKey: hashKey)
    collector = .allocate(capacity: 1)
    collector.initialize(to: CollectorState())
    tables = .allocate(capacity: 1)
    tables.initialize(to: SharedTables())
    nativeTypes = .allocate(capacity: 1)
    nativeTypes.initialize(to: NativeTypeTable())
    codecs = .allocate(capacity: 1)
    codecs.initialize(to: CodecState())
    threads = .allocate(capacity: 1)
    threads.initialize(to: ThreadTable())
    imports = .allocate(capacity: 1)
    imports.initialize(to: ImportState())
    monitoring = .allocate(capacity: 1)
    monitoring.initialize(to: MonitoringState())
    Machine.fillHandlers(standardHandlers)
    compiledStart.initialize(to: InstructionWord(.enterCompiled).bits)
  }

  /// Marks what the interpreter itself refers to; built-in shapes keep their types, and those all they declare.
  func mark(_ marker: Marker) {
    texts.mark(marker)
    floats.mark(marker)
    for index in 0..<BuiltinShape.count {
      if let shape = shapes.table[index] { marker.mark(Value(bits: UInt64(UInt(bitPattern: shape)))) }
    }
    for index in 0..<exceptionTypes.count { marker.mark(exceptionTypes[index]) }
    for index in 0..<wellKnown.count { marker.mark(wellKnown[index]) }
    marker.mark(memoryError)
    collector.pointee.mark(marker)
    marker.mark(builtins)
    marker.mark(modules)
    marker.mark(moduleStates)
    marker.mark(constructors)
    marker.mark(all)
    marker.mark(any)
    marker.mark(vacantRecord)
    nativeTypes.pointee.mark(marker)
    codecs.pointee.mark(marker)
    marker.mark(threads.pointee.awaited)
    imports.pointee.mark(marker)
    monitoring.pointee.mark(marker)
    lateValues.mark(marker)
    marker.mark(system)
    marker.mark(auditHooks)
    marker.mark(switchInterval)
    marker.mark(searchPath)
  }
}

extension Context {
  /// What a native module keeps from call to call: a dict that programs do not see.
  public func moduleState(_ name: StaticString) throws(Raised) -> Dict {
    let states = Dict(interpreter.pointee.moduleStates)
    let name = try Text.make(self, name).value
    let known = try states.value(self, for: name)
    return known.isEmpty ? Dict(try states.setDefault(self, name, to: Dict.make(self).value)) : Dict(known)
  }

  /// What the threads of the interpreter share.
  @inline(__always)
  var interpreter: UnsafeMutablePointer<InterpreterState> {
    pointee.interpreter.unsafelyUnwrapped.assumingMemoryBound(to: InterpreterState.self)
  }
}
