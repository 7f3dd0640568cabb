import Bytecode
import CRuntime

// Tracebacks from where nothing may be allocated and no lock taken, such as the handler of a signal that ends the
// process. Other threads run meanwhile, so what is said of them may be a moment old, and of a frame that has not called
// anything lately it is the line of its last call.

/// Writes the calls that threads are in, innermost first.
public struct TracebackDump {
  private let descriptor: Int32

  public init(descriptor: Int32) { self.descriptor = descriptor }

  private static var mostFrames: Int { 100 }
  private static var mostThreads: Int { 100 }
  private static var longestText: Int { 500 }

  /// All threads of the interpreter that a context belongs to; `current`, which is told from the others, by its number.
  public func writeThreads(of context: Context, current: UInt64) {
    var next = Heap(of: context).state.pointee.world.contexts
    var count = 0
    while let thread = next {
      if count > 0 { write("\n") }
      if count == Self.mostThreads { return write("...\n") }
      writeTitle(thread, isCurrent: thread.pointee.ident == current)
      writeFrames(thread)
      next = thread.pointee.next
      count += 1
    }
  }

  /// The thread of that number alone.
  public func writeThread(of context: Context, _ ident: UInt64) {
    var next = Heap(of: context).state.pointee.world.contexts
    while let thread = next {
      if thread.pointee.ident == ident {
        write("Stack (most recent call first):\n")
        return writeFrames(thread)
      }
      next = thread.pointee.next
    }
  }

  private func writeTitle(_ thread: Context, isCurrent: Bool) {
    write(isCurrent ? "Current thread 0x" : "Thread 0x")
    writeHexadecimal(thread.pointee.ident, digits: 16)
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
      let name = buffer.baseAddress.unsafelyUnwrapped
      host_name_of_thread(thread.pointee.ident, name, buffer.count)
      if name[0] == 0 { return }
      write(" [")
      var count = 0
      while name[count] != 0 { count += 1 }
      _ = host_write(descriptor, name, count)
      write("]")
    }
    write(" (most recent call first):\n")
  }

  private func writeFrames(_ thread: Context) {
    guard let base = thread.pointee.framesBase, var frame = thread.pointee.frame, frame >= base else {
      return write("  <no Python frame>\n")
    }
    var count = 0
    while true {
      if count == Self.mostFrames { return }
      write(frame)
      if frame == base { return }
      frame -= 1
      count += 1
    }
  }

  private func write(_ frame: FramePointer) {
    let code = frame.code
    write("  File \"")
    write(code.pointer.pointee.filename)
    write("\", line ")
    var word = frame.currentWord
    var line = word < 0 ? code.portable.header.firstLine : -1
    while line < 0, word >= 0 {
      line = code.portable.positions[word].line
      word -= 1
    }
    if line < 0 { write("???") } else { writeDecimal(UInt64(line)) }
    write(" in ")
    write(code.pointer.pointee.name)
    write("\n")
  }

  // MARK: Pieces

  private func write(_ text: StaticString) { _ = host_write(descriptor, text.utf8Start, text.utf8CodeUnitCount) }

  /// A text, in which what is no plain ASCII is escaped.
  private func write(_ value: Value) {
    guard let text = Text(ifHas: value) else { return write("???") }
    for index in 0..<min(text.count, Self.longestText) {
      let unit = text.codePoint(at: index)
      if unit >= 0x20, unit < 0x7f {
        writeByte(UInt8(unit))
      } else {
        let digits = unit < 0x100 ? 2 : unit < 0x10000 ? 4 : 8
        write(digits == 2 ? "\\x" : digits == 4 ? "\\u" : "\\U")
        writeHexadecimal(UInt64(unit), digits: digits)
      }
    }
    if text.count > Self.longestText { write("...") }
  }

  private func writeByte(_ byte: UInt8) {
    var byte = byte
    _ = host_write(descriptor, &byte, 1)
  }

  private func writeHexadecimal(_ number: UInt64, digits: Int) {
    for place in stride(from: digits - 1, through: 0, by: -1) {
      let digit = UInt8(truncatingIfNeeded: number >> UInt64(place * 4)) & 15
      writeByte(digit < 10 ? digit + 0x30 : digit + 0x57)
    }
  }

  private func writeDecimal(_ number: UInt64) {
    if number >= 10 { writeDecimal(number / 10) }
    writeByte(UInt8(number % 10) + 0x30)
  }
}
