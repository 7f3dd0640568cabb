import CLLVM

/// What went wrong in LLVM, which stops nothing but a compilation.
struct BackendError: Error {
  let message: String
}

/// LLVM, loaded and set up: modules become machine code in memory. Used by one thread.
struct CodeGenerator {
  /// The libraries that will do, the first that is there being taken.
  private static let libraries = ["libLLVM.so.19.1", "libLLVM-19.so.1", "libLLVM.so.20.1", "libLLVM.so.21.1", "libLLVM.so.22.1"]

  private let machine: LLVMTargetMachineRef
  private let linker: LLVMOrcLLJITRef
  private let triple: UnsafeMutablePointer<CChar>
  private let layout: UnsafeMutablePointer<CChar>

  /// Loads LLVM: 20 ms and 50 MB.
  init() throws(BackendError) {
    var message = "no library of LLVM"
    var isLoaded = false
    for library in Self.libraries where !isLoaded {
      guard let problem = llvm_load(library) else {
        isLoaded = true
        break
      }
      message = String(cString: problem)
    }
    if !isLoaded { throw BackendError(message: message) }
    llvm_initialize_target()
    triple = LLVMGetDefaultTargetTriple()
    let (processor, features) = (LLVMGetHostCPUName(), LLVMGetHostCPUFeatures())
    var target: LLVMTargetRef?
    var text: UnsafeMutablePointer<CChar>?
    guard LLVMGetTargetFromTriple(triple, &target, &text) == 0, let target else {
      throw BackendError(message: text.map { String(cString: $0) } ?? "no target")
    }
    machine = LLVMCreateTargetMachine(
      target, triple, processor, features, Int32(LLVMCodeGenLevelLess.rawValue), Int32(LLVMRelocPIC),
      Int32(LLVMCodeModelSmall))
    let data = LLVMCreateTargetDataLayout(machine)
    layout = LLVMCopyStringRepOfTargetData(data)
    LLVMDisposeTargetData(data)
    var linker: LLVMOrcLLJITRef?
    try check(LLVMOrcCreateLLJIT(&linker, nil))
    guard let linker else { throw BackendError(message: "no linker") }
    self.linker = linker
  }

  /// Machine code, as long as it is kept.
  struct MachineCode: @unchecked Sendable {
    let address: UInt
    fileprivate let tracker: LLVMOrcResourceTrackerRef
  }

  /// The machine code of a module's function; the module is used up.
  func generate(_ code: LoweredCode, log: ((String) -> Void)? = nil) throws(BackendError) -> MachineCode {
    defer { LLVMContextDispose(code.context) }
    LLVMSetTarget(code.module, triple)
    LLVMSetDataLayout(code.module, layout)
    if let log { log(text(of: code.module)) }
    var message: UnsafeMutablePointer<CChar>?
    if LLVMVerifyModule(code.module, Int32(LLVMReturnStatusAction), &message) != 0 {
      let problem = message.map { String(cString: $0) } ?? "invalid module"
      LLVMDisposeModule(code.module)
      throw BackendError(message: problem)
    }
    let options = LLVMCreatePassBuilderOptions()
    let isLarge = code.instructionCount > 3000
    let passes = isLarge ? "function(sroa,early-cse)" : Self.passes
    do throws(BackendError) {
      try check(LLVMRunPasses(code.module, passes, machine, options))
    } catch {
      LLVMDisposeModule(code.module)
      throw error
    }
    LLVMDisposePassBuilderOptions(options)
    if let log { log(text(of: code.module)) }
    LLVMSetTargetMachineFastISel(machine, isLarge ? 1 : 0)
    var object: LLVMMemoryBufferRef?
    let failed = LLVMTargetMachineEmitToMemoryBuffer(machine, code.module, Int32(LLVMObjectFile.rawValue), &message, &object)
    LLVMDisposeModule(code.module)
    guard failed == 0, let object else {
      throw BackendError(message: message.map { String(cString: $0) } ?? "no object")
    }
    let tracker = LLVMOrcJITDylibCreateResourceTracker(LLVMOrcLLJITGetMainJITDylib(linker))
    try check(LLVMOrcLLJITAddObjectFileWithRT(linker, tracker, object))
    var address: UInt64 = 0
    try check(LLVMOrcLLJITLookup(linker, &address, code.name))
    return MachineCode(address: UInt(address), tracker: tracker)
  }

  /// Frees machine code that nothing runs any more.
  func remove(_ code: MachineCode) {
    if let error = LLVMOrcResourceTrackerRemove(code.tracker) { LLVMDisposeErrorMessage(LLVMGetErrorMessage(error)) }
    LLVMOrcReleaseResourceTracker(code.tracker)
  }

  private func text(of module: LLVMModuleRef) -> String {
    let text = LLVMPrintModuleToString(module)
    defer { LLVMDisposeMessage(text) }
    return String(cString: text)
  }

  private static let passes = "function(sroa,early-cse<memssa>,simplifycfg,loop-mssa(loop-rotate,licm),gvn,instcombine<no-verify-fixpoint>,simplifycfg,adce)"
}

private func check(_ error: LLVMErrorRef?) throws(BackendError) {
  guard let error else { return }
  let message = LLVMGetErrorMessage(error)
  defer { LLVMDisposeErrorMessage(message) }
  throw BackendError(message: String(cString: message))
}
