import CRuntime
import Runtime

/// The machine code of one code object, which is freed when that dies, or for want of memory.
final class CompiledCode {
  let compilation: UnsafeMutablePointer<CodeCompilation>
  /// Of the code object. Nothing here keeps it alive: when it dies, `CodeStore.remove` comes before its memory is used anew.
  let address: UInt
  /// Newest last: older code may still be running.
  var versions: [Version] = []
  /// Whether it was in use when all code was last sent to rest.
  var isResting = false
  /// Whether the code object is dead, and the compilation with it.
  var isDead = false

  init(_ compilation: UnsafeMutablePointer<CodeCompilation>, of code: Code) {
    (self.compilation, address) = (compilation, code.address)
  }

  struct Version: @unchecked Sendable {
    let machine: MachineCode
    let exits: UnsafeMutablePointer<CompiledExit>
    let exitCount: Int
    let entries: UnsafeMutablePointer<UInt16>

    /// Frees all but the machine code itself, which is the generator's to free.
    func deallocate() {
      for index in 0..<exitCount {
        exits[index].numbers?.deallocate()
        exits[index].frames?.deallocate()
        if let objects = exits[index].objects {
          CompiledObject.deallocate(objects, count: Int(exits[index].objectCount))
        }
      }
      exits.deallocate()
      entries.deallocate()
    }

    /// Where addresses lie that a thread has at hand which is in the code: in the code itself, or in its exits.
    var ranges: [Swift.Range<UInt>] {
      let start = UInt(bitPattern: exits)
      return [machine.range, start..<start + UInt(exitCount * MemoryLayout<CompiledExit>.stride)]
    }
  }
}
