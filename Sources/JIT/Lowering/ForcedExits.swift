import CLLVM

/// What tests have of exits: every so many-th guard fails, whatever it finds. Machine code counts them down.
struct ForcedExits: Sendable {
  private let interval: UInt64
  /// The address of how many are left, which stays as long as the process.
  private let counter: UInt

  init(interval: UInt64) {
    self.interval = interval
    let counter = UnsafeMutablePointer<UInt64>.allocate(capacity: 1)
    counter.initialize(to: interval)
    self.counter = UInt(bitPattern: counter)
  }

  /// The condition of a guard that also fails when it is its turn.
  func condition(_ condition: LLVMValueRef, _ llvm: IRBuilder) -> LLVMValueRef {
    let place = llvm.address(counter)
    let left = llvm.subtract(llvm.load(llvm.word64, at: place), llvm.word(1))
    let isLast = llvm.isEqual(left, llvm.word(0))
    llvm.store(llvm.select(isLast, llvm.word(interval), left), at: place)
    return llvm.select(isLast, llvm.bit(false), condition)
  }
}
