import CLLVM
import CRuntime
import Runtime

// What only this process knows by that number: addresses, shapes, versions. Machine code that runs here alone has them as
// constants. In relocatable code each is a symbol, whose value is filled in when the code is loaded: an address is read
// from a table beside the code, and a number of 32 bits stands in its instructions, as a constant would.
//
// To LLVM different symbols are different objects, none of which reaches into another. So what is read or written at
// an address is said as an offset from where the object begins.

extension IRBuilder {
  /// An address, of the runtime's or of a literal's.
  func address(_ address: UInt) -> LLVMValueRef { self.address(UInt64(address)) }

  private func address(_ address: UInt64) -> LLVMValueRef {
    symbol(of: address).map { global($0) } ?? LLVMConstIntToPtr(word(address), pointer)
  }

  /// The word of a value, which may be an object's address.
  func value(_ bits: UInt64) -> LLVMValueRef {
    guard Literals.isAddress(bits), let symbol = symbol(of: bits) else { return word(bits) }
    return LLVMConstPtrToInt(global(symbol), word64)
  }

  func shape(_ shape: UInt32) -> LLVMValueRef { number(shape) { $0.symbol(ofShape: shape) } }
  func version(_ version: UInt32) -> LLVMValueRef { number(version) { $0.symbol(ofVersion: version) } }

  private func number(_ number: UInt32, _ symbol: (Literals) -> Symbol?) -> LLVMValueRef {
    guard let literals else { return int32(number) }
    guard let symbol = symbol(literals) else {
      state.isRelocatable = false
      return int32(number)
    }
    return LLVMConstPtrToInt(global(symbol), word32)
  }

  /// A function of the runtime or of a module, to be called as one of a type.
  func function(_ address: UInt, _ type: LLVMTypeRef) -> LLVMValueRef {
    guard let symbol = symbol(of: UInt64(address)) else { return LLVMConstIntToPtr(word(UInt64(address)), pointer) }
    if let known = state.globals[symbol] { return known }
    let function = LLVMAddFunction(module, symbol.name, type)
    // It is too far away to be called at a distance: its address is read from the table.
    addAttribute("nonlazybind", to: function)
    state.globals[symbol] = function
    return function
  }

  /// The symbol of an address, in relocatable code.
  func symbol(of address: UInt64) -> Symbol? {
    guard let literals else { return nil }
    if let known = literals.symbol(ofAddress: address) ?? RuntimeFunctions.symbol(of: UInt(address)) { return known }
    state.isRelocatable = false
    return nil
  }

  /// What stands for a symbol in the module: something elsewhere, which is none of the others. Only of what has a size LLVM
  /// takes the address for another one than all others; so it has more than the offset of anything that is read from it.
  func global(_ symbol: Symbol) -> LLVMValueRef {
    if let known = state.globals[symbol] { return known }
    let global = LLVMAddGlobal(module, LLVMArrayType2(word8, 1 << 20), symbol.name)
    if symbol.isNumber {
      var bounds = [word(0), word(1 << 32)]
      LLVMGlobalSetMetadata(
        global, LLVMGetMDKindIDInContext(context, "absolute_symbol", 15),
        LLVMValueAsMetadata(LLVMMDNodeInContext(context, &bounds, 2)))
    }
    state.globals[symbol] = global
    return global
  }
}
