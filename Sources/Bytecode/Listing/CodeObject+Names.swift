extension CodeObject {
  /// What a register is called in listings and complaints: a variable's or cell's name, or `%n` for the n-th temporary.
  public func registerName(_ register: Int) -> String {
    if register < header.variableNames.count { return header.variableNames[register].string }
    var firstTemporary = header.variableNames.count
    for (name, cell) in zip(header.cellNames, header.cellRegisters) {
      if Int(cell.index) == register { return name.string }
      firstTemporary = max(firstTemporary, Int(cell.index) + 1)
    }
    return "%\(register - firstTemporary)"
  }
}
