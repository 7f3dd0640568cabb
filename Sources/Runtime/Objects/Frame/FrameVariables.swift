import Bytecode
import CRuntime

/// The variables of a frame as Python code may look at them by name, in CPython's order: parameters and other variables,
/// cells that are neither, free variables.
struct FrameVariables {
  let function: Function
  /// The window's registers, or a copy of its variables.
  let registers: UnsafeMutablePointer<Value>
  private let header: CodeHeader

  init(_ function: Function, _ registers: UnsafeMutablePointer<Value>) {
    (self.function, self.registers) = (function, registers)
    header = function.code.portable.header
  }

  init(_ frame: FramePointer) { self.init(frame.function, frame.pointee.registers) }

  /// Of all names; those of cells that are variables, too, come twice.
  private var count: Int { header.variableNames.count + header.cellNames.count + header.freeNames.count }

  private func name(_ index: Int) -> Value { function.code.variableNames[index] }

  /// Where a variable's value is; nil for the second of two places that share a register, or one without a cell yet.
  private func slot(_ index: Int) -> UnsafeMutablePointer<Value>? {
    let (variables, cells) = (header.variableNames.count, header.cellNames.count)
    if index < variables {
      let isCell = header.cellRegisters.contains { $0.index == index }
      return isCell ? content(registers[index]) : registers + index
    }
    if index < variables + cells {
      let register = Int(header.cellRegisters[index - variables].index)
      return register < variables ? nil : content(registers[register])
    }
    return content(Tuple(function.pointer.pointee.closure)[index - variables - cells])
  }

  private func content(_ cell: Value) -> UnsafeMutablePointer<Value>? {
    guard let cell = Cell(ifExactly: cell) else { return nil }
    return UnsafeMutableRawPointer(cell.pointer).advanced(by: MemoryLayout<ObjectHeader>.size)
      .assumingMemoryBound(to: Value.self)
  }

  /// Whether a comprehension inside a class or module, which keep their names in a dict, has variables in the frame now.
  var hasVariablesOfComprehension: Bool {
    (0..<header.variableNames.count).contains { index in
      guard let slot = slot(index) else { return false }
      let value = load(slot)
      return value != .unbound && !value.isEmpty
    }
  }

  /// Whether a place of a variable has a value that is wanted; *unbound* is a value here.
  func has(_ isWanted: (Value) -> Bool) -> Bool {
    (0..<count).contains { slot($0).map { isWanted(load($0)) } ?? false }
  }

  /// Calls `body` with the name and value of each variable that is bound.
  func forEach(_ body: (_ name: Value, _ value: Value) throws(Raised) -> Void) throws(Raised) {
    for index in 0..<count {
      guard let slot = slot(index) else { continue }
      let value = load(slot)
      if value != .unbound, !value.isEmpty { try body(name(index), value) }
    }
  }

  /// Where the variable of a name is; nil where there is none. What is no text may be equal to a name.
  func slot(_ context: Context, named wanted: Value) throws(Raised) -> UnsafeMutablePointer<Value>? {
    guard let text = Text(ifExactly: wanted) else {
      let hash = try context.hash(wanted)
      for index in 0..<count where try context.hash(name(index)) == hash {
        if try context.areEqual(name(index), wanted), let slot = slot(index) { return slot }
      }
      return nil
    }
    let interned = try Text.interned(context, text).value
    for index in 0..<count where name(index) == interned {
      if let slot = slot(index) { return slot }
    }
    return nil
  }

  /// A dict of the variables that are bound.
  func snapshot(_ context: Context) throws(Raised) -> Dict {
    let dict = try Dict.make(context)
    try forEach { (name, value) throws(Raised) in try dict.set(context, name, to: value) }
    return dict
  }
}
