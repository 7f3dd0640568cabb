import CLLVM
import Glibc

/// Machine code as text, with labels where it jumps to.
final class Disassembler {
  private let code: MachineCode
  private var handle: LLVMDisasmContextRef?
  /// The targets of jumps within the code, and their labels once they are all known.
  private var targets: Set<UInt> = []
  private var labels: [UInt: String] = [:]
  /// The label that LLVM was last given, which it copies.
  private var given: UnsafeMutablePointer<CChar>?

  init(_ code: MachineCode, _ triple: UnsafePointer<CChar>, _ processor: UnsafePointer<CChar>,
    _ features: UnsafePointer<CChar>
  ) {
    self.code = code
    handle = LLVMCreateDisasmCPUFeatures(
      triple, processor, features, Unmanaged.passUnretained(self).toOpaque(), 0, nil
    ) { argument, address, kind, _, _ in
      guard let argument else { return nil }
      let isBranch = kind.pointee == UInt64(LLVMDisassemblerReferenceInBranch)
      kind.pointee = 0
      let disassembler = Unmanaged<Disassembler>.fromOpaque(argument).takeUnretainedValue()
      return isBranch ? disassembler.label(of: UInt(address)) : nil
    }
    if let handle { _ = LLVMSetDisasmOptions(handle, UInt64(LLVMDisassemblerPrintImmHex)) }
  }

  deinit {
    if let handle { LLVMDisasmDispose(handle) }
    free(given)
  }

  /// A line for each instruction; those before which a function or a label stands have one before them.
  func text() -> String {
    forEachInstruction { _, _ in }
    for (number, target) in targets.sorted().enumerated() { labels[target] = "L\(number + 1)" }
    for function in code.functions { labels[code.range.lowerBound + function.offset] = function.name }
    var lines: [String] = []
    forEachInstruction { address, text in
      if let label = labels[address] { lines.append("\(label):") }
      let offset = String(address - code.range.lowerBound, radix: 16)
      lines.append(String(repeating: " ", count: max(0, 6 - offset.count)) + "\(offset) \(text)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func label(of address: UInt) -> UnsafePointer<CChar>? {
    guard code.range.contains(address) else { return nil }
    targets.insert(address)
    guard let label = labels[address] else { return nil }
    free(given)
    given = strdup(label)
    return UnsafePointer(given)
  }

  private func forEachInstruction(_ body: (UInt, String) -> Void) {
    guard let handle else { return }
    var address = code.range.lowerBound
    var text = [CChar](repeating: 0, count: 256)
    while address < code.range.upperBound, let bytes = UnsafeMutablePointer<UInt8>(bitPattern: address) {
      let size = LLVMDisasmInstruction(
        handle, bytes, UInt64(code.range.upperBound - address), UInt64(address), &text, text.count)
      let instruction = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      body(address, size == 0 ? "\t.byte\t\(bytes.pointee)" : instruction)
      address += UInt(max(size, 1))
    }
  }
}
