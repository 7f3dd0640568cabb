import CLLVM
import Glibc

/// Machine code in memory, as long as it is kept.
struct MachineCode: @unchecked Sendable {
  /// Where it is entered.
  let address: UInt
  /// All of it, with its continuations.
  let range: Range<UInt>
  /// By where they begin in it.
  let functions: [(name: String, offset: UInt)]
  /// Bytes of the pages that it takes.
  let mappedSize: Int
  let owner: Owner

  /// Who frees it.
  enum Owner {
    /// LLVM's linker.
    case linker(LLVMOrcResourceTrackerRef)
    /// Nobody else: it is a mapping of its own, at the beginning of its range.
    case mapping
  }

  /// Bytes of whole pages.
  static func pages(for size: Int) -> Int {
    let page = sysconf(Int32(_SC_PAGESIZE))
    return (size + page - 1) / page * page
  }
}
