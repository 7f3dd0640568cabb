import CLLVM
import Glibc

/// What went wrong in LLVM, which stops nothing but a compilation.
struct BackendError: Error {
  let message: String
}

/// LLVM, loaded and set up: modules become machine code in memory. Used by one thread.
struct CodeGenerator {
  /// The libraries that will do, the first that is there being taken.
  private static let libraries = ["libLLVM.so.19.1", "libLLVM-19.so.1", "libLLVM.so.20.1", "libLLVM.so.21.1", "libLLVM.so.22.1"]

  private let machine: LLVMTargetMachineRef
  private let linker = Linker()
  private let triple: UnsafeMutablePointer<CChar>
  private let layout: UnsafeMutablePointer<CChar>
  private let (processor, features): (UnsafeMutablePointer<CChar>, UnsafeMutablePointer<CChar>)

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
    Self.setOptions()
    triple = LLVMGetDefaultTargetTriple()
    (processor, features) = (LLVMGetHostCPUName(), LLVMGetHostCPUFeatures())
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
  }

  /// Loops keep the one number that they count: an address is computed from it by the instruction that uses it, and what
  /// only exits need is computed there. LLVM's strength reduction would have a register for each.
  private static let options = ["taipan", "-disable-lsr"]

  private static func setOptions() {
    let texts = options.map { strdup($0) }
    var arguments = texts.map { UnsafePointer($0) }
    LLVMParseCommandLineOptions(Int32(arguments.count), &arguments, "")
    for text in texts { free(text) }
  }

  // MARK: Modules

  /// Gives a module what the target wants, and makes sure that it is valid.
  func prepare(_ code: LoweredCode) throws(BackendError) {
    LLVMSetTarget(code.module, triple)
    LLVMSetDataLayout(code.module, layout)
    var message: UnsafeMutablePointer<CChar>?
    if LLVMVerifyModule(code.module, Int32(LLVMReturnStatusAction), &message) == 0 { return }
    throw BackendError(message: message.map { String(cString: $0) } ?? "invalid module")
  }

  func optimize(_ code: LoweredCode) throws(BackendError) {
    let options = LLVMCreatePassBuilderOptions()
    defer { LLVMDisposePassBuilderOptions(options) }
    try check(LLVMRunPasses(code.module, code.isLarge ? "function(sroa,early-cse)" : Self.passes, machine, options))
  }

  /// A module as people read it.
  func text(of code: LoweredCode) -> String {
    let text = LLVMPrintModuleToString(code.module)
    defer { LLVMDisposeMessage(text) }
    return String(cString: text)
  }

  private static let passes = "function(sroa,early-cse<memssa>,simplifycfg,loop-mssa(loop-rotate,licm),gvn,instcombine<no-verify-fixpoint>,simplifycfg,adce)"

  // MARK: Objects

  /// An object file that is in memory and not linked yet.
  struct ObjectCode {
    fileprivate let buffer: LLVMMemoryBufferRef

    var file: ObjectFile {
      ObjectFile(UnsafeRawBufferPointer(start: LLVMGetBufferStart(buffer), count: LLVMGetBufferSize(buffer)))
    }

    func dispose() { LLVMDisposeMemoryBuffer(buffer) }
  }

  func emit(_ code: LoweredCode) throws(BackendError) -> ObjectCode {
    LLVMSetTargetMachineFastISel(machine, code.isLarge ? 1 : 0)
    var message: UnsafeMutablePointer<CChar>?
    var object: LLVMMemoryBufferRef?
    let failed = LLVMTargetMachineEmitToMemoryBuffer(machine, code.module, Int32(LLVMObjectFile.rawValue), &message, &object)
    guard failed == 0, let object else {
      throw BackendError(message: message.map { String(cString: $0) } ?? "no object")
    }
    return ObjectCode(buffer: object)
  }

  // MARK: Machine code

  /// Brings the code of an object that is no image into memory; the object is used up.
  ///
  /// - Parameter name: Of the function that is entered.
  func link(_ object: ObjectCode, name: String) throws(BackendError) -> MachineCode {
    let (functions, codeSize, mappedSize) = (object.file.functions, object.file.codeSize, object.file.mappedSize)
    let linker = try linker.required
    let tracker = LLVMOrcJITDylibCreateResourceTracker(LLVMOrcLLJITGetMainJITDylib(linker))
    var address: UInt64 = 0
    do throws(BackendError) {
      try check(LLVMOrcLLJITAddObjectFileWithRT(linker, tracker, object.buffer))
      try check(LLVMOrcLLJITLookup(linker, &address, name))
    } catch {
      remove(tracker)
      throw error
    }
    let start = UInt(address) - (functions.first { $0.name == name }?.offset ?? 0)
    return MachineCode(
      address: UInt(address), range: start..<start + UInt(codeSize), functions: functions, mappedSize: mappedSize,
      owner: .linker(tracker))
  }

  /// Frees machine code that was linked and that nothing runs any more.
  func remove(_ tracker: LLVMOrcResourceTrackerRef) {
    if let error = LLVMOrcResourceTrackerRemove(tracker) { LLVMDisposeErrorMessage(LLVMGetErrorMessage(error)) }
    LLVMOrcReleaseResourceTracker(tracker)
  }

  /// Machine code as people read it.
  func assembly(of code: MachineCode) -> String { Disassembler(code, triple, processor, features).text() }
}

/// LLVM's linker, made when it is first needed.
private final class Linker {
  private var made: LLVMOrcLLJITRef?

  var required: LLVMOrcLLJITRef {
    get throws(BackendError) {
      if let made { return made }
      try check(LLVMOrcCreateLLJIT(&made, nil))
      guard let made else { throw BackendError(message: "no linker") }
      return made
    }
  }
}

extension LoweredCode {
  /// Whether LLVM's time for it is better kept short.
  fileprivate var isLarge: Bool { instructionCount > 3000 }

  func dispose() {
    LLVMDisposeModule(module)
    LLVMContextDispose(context)
  }
}

private func check(_ error: LLVMErrorRef?) throws(BackendError) {
  guard let error else { return }
  let message = LLVMGetErrorMessage(error)
  defer { LLVMDisposeErrorMessage(message) }
  throw BackendError(message: String(cString: message))
}
