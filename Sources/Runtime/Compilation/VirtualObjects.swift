import CRuntime

// Objects that machine code has not made, since nobody could see them: Graal calls them virtual. What the interpreter is to
// find when machine code is left is made then, of words that the context holds.

extension UnsafeMutablePointer where Pointee == ThreadContext {
  /// Makes the objects of an exit and puts them where they belong. False where memory is exhausted: then the registers of
  /// all of them have no value.
  func makeObjects(of exit: CompiledExit, in registers: UnsafeMutablePointer<Value>) -> Bool {
    let count = Int(exit.objectCount)
    guard count > 0, let objects = exit.objects else { return true }
    // Whatever is allocated may collect: what the context holds is kept on the stack, where that finds it.
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count + Int(compiledNumberLimit)) { memory in
      let cells = memory.baseAddress.unsafelyUnwrapped
      let words = cells + count
      let numbers = context_numbers(self)
      for index in 0..<Int(compiledNumberLimit) { words[index] = numbers[index].bitPattern }
      for index in 0..<count { cells[index] = 0 }
      for index in 0..<count {
        guard let cell = make(objects[index]), fill(cell, objects[index], words) else {
          for object in UnsafeBufferPointer(start: objects, count: count) { place(.unbound, of: object, in: registers) }
          return false
        }
        cells[index] = UInt64(UInt(bitPattern: cell))
      }
      for index in 0..<count {
        let cell = UnsafeMutableRawPointer(bitPattern: UInt(cells[index])).unsafelyUnwrapped
        for field in objects[index].row where field.source == UInt16(compiledObject.rawValue) {
          cell.storeBytes(of: cells[Int(field.index)], toByteOffset: Int(field.offset), as: UInt64.self)
        }
        place(Value(bits: cells[index]), of: objects[index], in: registers)
      }
      return true
    }
  }

  private func make(_ object: CompiledObject) -> UnsafeMutableRawPointer? {
    guard let cell = Heap.allocate(self, size: Int(object.size), space: .plain) else {
      _ = raiseMemoryError()
      return nil
    }
    cell.storeBytes(of: object.header, as: UInt64.self)
    return cell
  }

  /// Writes all words but those that refer to other objects of the exit.
  private func fill(
    _ cell: UnsafeMutableRawPointer, _ object: CompiledObject, _ words: UnsafeMutablePointer<UInt64>
  ) -> Bool {
    for field in object.row where field.source != UInt16(compiledObject.rawValue) {
      var word = words[Int(field.index)]
      if field.source == UInt16(compiledNumber.rawValue) {
        let number = Double(bitPattern: word)
        if word == CompiledFloats.unbound {
          word = Value.unbound.bits
        } else if let value = try? PythonFloat.make(self, number) {
          word = value.bits
        } else {
          return false
        }
      }
      cell.storeBytes(of: word, toByteOffset: Int(field.offset), as: UInt64.self)
    }
    return true
  }

  private func place(_ value: Value, of object: CompiledObject, in registers: UnsafeMutablePointer<Value>) {
    for index in 0..<Int(object.registerCount) { registers[Int(object.registers[index])] = value }
  }
}

extension CompiledObject {
  fileprivate var row: UnsafeBufferPointer<CompiledField> { UnsafeBufferPointer(start: fields, count: Int(fieldCount)) }
}
