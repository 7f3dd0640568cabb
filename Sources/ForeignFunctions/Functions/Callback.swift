import CFFI
import CRuntime
import Runtime

// A Python callable that C code calls by an address: a closure of libffi's, whose user data is this object.
//
//     C code ──▶ code ──▶ libffi ──▶ Callback.run ──▶ context of the thread ──▶ callable
//
// The function pointer that has been made of the callable keeps the object, and Python keeps the function pointer as
// long as C may call it; a call that is under way keeps it by the native stack. A thread that runs foreign code is
// blocked, and runs as long as the callable does. One that C code has started is attached for as long.

struct CallbackLayout: BitwiseCopyable {
  var header: ObjectHeader
  /// libffi's closure, in its own memory, and where calls of it begin.
  var closure: UInt
  var code: UInt
  /// An `Interpreter`.
  var interpreter: UInt
  var flags: FunctionFlags
  var callable: Value
  var argumentTypes: Value
  var resultType: Value
  /// A `PreparedInterface`'s bytes.
  var prepared: Value
}

struct Callback: NativeObject {
  let pointer: UnsafeMutablePointer<CallbackLayout>
  init(pointer: UnsafeMutablePointer<CallbackLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .callback }

  var code: UInt { pointer.pointee.code }

  static let declaration = TypeDeclaration(
    native: .callback, "_ctypes.CThunkObject", trace: .words(from: 40),
    slots: [
      .noConstructor,
      .unary(.delete) { _, s in
        let closure = UnsafeMutableRawPointer(bitPattern: Callback(s).pointer.pointee.closure)
        Callback(s).pointer.pointee.closure = 0
        if let closure { ffi_closure_free(closure) }
        return .none
      },
    ])

  static func make(_ context: Context, _ callable: Value, _ record: CType) throws(Raised) -> Callback {
    let types = Tuple(load(&record.pointer.pointee.argumentTypes))
    let result = load(&record.pointer.pointee.resultType)
    let foreignResult = try foreignResult(context, result)
    let prepared = try context.withWindow(types.count) { (window) throws(Raised) in
      let list = UnsafeMutableRawPointer(window).assumingMemoryBound(to: UnsafeMutablePointer<ffi_type>?.self)
      for index in 0..<types.count { list[index] = CType(ofClass: types[index])?.foreign ?? foreign_int_type() }
      return try PreparedInterface.make(context, list, count: types.count, result: foreignResult)
    }
    let callback = try allocate(context)
    let layout = callback.pointer
    layout.pointee.interpreter = UInt(bitPattern: Interpreter(of: context).opaque)
    layout.pointee.flags = FunctionFlags(rawValue: record.pointer.pointee.functionFlags)
    publish(callable, to: &layout.pointee.callable)
    publish(types.value, to: &layout.pointee.argumentTypes)
    publish(result, to: &layout.pointee.resultType)
    publish(prepared.bytes.value, to: &layout.pointee.prepared)
    var code: UnsafeMutableRawPointer?
    guard let closure = ffi_closure_alloc(MemoryLayout<ffi_closure>.size, &code) else {
      throw context.raiseMemoryError()
    }
    layout.pointee.closure = UInt(bitPattern: closure)
    layout.pointee.code = UInt(bitPattern: code)
    let status = ffi_prep_closure_loc(
      closure.assumingMemoryBound(to: ffi_closure.self), prepared.interface, run, UnsafeMutableRawPointer(layout), code)
    if status == FFI_OK { return callback }
    throw context.raise(.runtimeError, "ffi_prep_closure failed with \(status.rawValue)")
  }

  private static func foreignResult(
    _ context: Context, _ result: Value
  ) throws(Raised) -> UnsafeMutablePointer<ffi_type> {
    if result == .none || result.isEmpty { return foreign_void_type() }
    guard let record = CType(ofClass: result), record.form == .simple else {
      throw context.raise(.typeError, "invalid result type for callback function")
    }
    return record.foreign
  }

  // MARK: Being called

  private typealias Arguments = UnsafeMutablePointer<UnsafeMutableRawPointer?>

  /// What libffi calls, on whatever thread.
  private static let run:
    @convention(c) (
      UnsafeMutablePointer<ffi_cif>?, UnsafeMutableRawPointer?, UnsafeMutablePointer<UnsafeMutableRawPointer?>?,
      UnsafeMutableRawPointer?
    ) -> Void = { interface, result, arguments, data in
      guard let interface, let data else { return }
      let callback = Callback(pointer: data.assumingMemoryBound(to: CallbackLayout.self))
      let size = max(interface.pointee.rtype?.pointee.size ?? 0, MemoryLayout<UInt>.size)
      result?.initializeMemory(as: UInt8.self, repeating: 0, count: size)
      if callback.flags.contains(.usesErrno) { foreign_swap_errno() }
      callback.runAttached { context in callback.call(context, arguments, result) }
      if callback.flags.contains(.usesErrno) { foreign_swap_errno() }
    }

  private var flags: FunctionFlags { pointer.pointee.flags }

  /// Runs `body` as a thread of the interpreter's.
  private func runAttached(_ body: (Context) -> Void) {
    if let context = Context.ofForeignCall {
      if context.pointee.state == UInt32(threadRunning.rawValue) { return body(context) }
      return Interpreter(of: context).heap.running(context) {
        body(context)
        // What has been called may have called foreign functions itself, of another interpreter's threads.
        context.noteForeignCall()
      }
    }
    guard let opaque = UnsafeMutableRawPointer(bitPattern: pointer.pointee.interpreter) else { return }
    let interpreter = Interpreter(opaque: opaque)
    guard let context = interpreter.attachThread() else { return }
    context.noteForeignCall()
    body(context)
    context.pointee.foreignCaller?.pointee = nil
    interpreter.detachThread(context)
  }

  private func call(_ context: Context, _ arguments: Arguments?, _ result: UnsafeMutableRawPointer?) {
    let callable = load(&pointer.pointee.callable)
    do throws(Raised) {
      let answer = try answer(context, callable, arguments)
      guard let result, let record = CType(ofClass: load(&pointer.pointee.resultType)) else { return }
      store(context, answer, as: record, at: result, callable)
    } catch {
      context.reportUnraisable("while calling ctypes callback function", callable)
    }
  }

  private func answer(_ context: Context, _ callable: Value, _ arguments: Arguments?) throws(Raised) -> Value {
    let types = Tuple(load(&pointer.pointee.argumentTypes))
    return try context.withWindow(types.count) { (window) throws(Raised) in
      for index in 0..<types.count {
        guard let address = arguments?[index] else { continue }
        window[index] = try argument(context, types[index], at: address)
      }
      return try context.call(callable, window, count: types.count)
    }
  }

  private func argument(
    _ context: Context, _ type: Value, at address: UnsafeMutableRawPointer
  ) throws(Raised) -> Value {
    guard let record = CType(ofClass: type) else { throw context.raise(.typeError, "cannot build parameter") }
    if record.traits.contains(.isTransparent) { return try SimpleCode(record).load(context, address) }
    if try isMadePlainly(context, Type(type), record) {
      return try CData.make(context, Type(type), copying: address).value
    }
    let instance = try context.call(type)
    if let data = CData(ifHas: instance) {
      data.address.copyMemory(from: address, byteCount: min(data.size, record.size))
    }
    return instance
  }

  /// Whether no class on the way has a say in the making of instances.
  private func isMadePlainly(_ context: Context, _ type: Type, _ record: CType) throws(Raised) -> Bool {
    let base = try context.type(record.form.nativeType)
    return !type.overrides(.new, of: base) && !type.overrides(.initialize, of: base)
  }

  private func store(
    _ context: Context, _ answer: Value, as record: CType, at result: UnsafeMutableRawPointer, _ callable: Value
  ) {
    let code = SimpleCode(record)
    do throws(Raised) {
      let kept = try code.store(context, answer, to: result)
      if kept == .none || code.code == UInt8(ascii: "O") { return }
      // Nobody can tell how long C will use what the result refers to.
      try context.warn(.runtimeWarning, "memory leak in callback function.")
    } catch {
      context.reportUnraisable("while converting result of ctypes callback function", callable)
    }
  }
}
