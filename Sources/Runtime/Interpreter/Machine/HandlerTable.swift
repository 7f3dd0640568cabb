import Bytecode
import CRuntime

/// A Swift function with the signature of `InstructionHandler`.
typealias Handler = (
  Context, FramePointer, UnsafePointer<UInt64>, UnsafeMutablePointer<Value>, UnsafePointer<Value>, UInt64
) -> Value

/// A thread's handlers, as they are filled in.
struct HandlerTable {
  private let handlers: UnsafeMutablePointer<UnsafeRawPointer?>

  init(_ handlers: UnsafeMutablePointer<UnsafeRawPointer?>) { self.handlers = handlers }

  func setAll(to handler: @escaping Handler) {
    handlers.update(repeating: Entry(handler: handler).address, count: 256)
  }

  func set(_ opcodes: Opcode..., to handler: @escaping Handler) {
    for opcode in opcodes { handlers[Int(opcode.rawValue)] = Entry(handler: handler).address }
  }

  static func address(of handler: @escaping Handler) -> UnsafeRawPointer? { Entry(handler: handler).address }
}

/// A function value is the function's address and what it captures, which for handlers is nothing.
private struct Entry {
  let handler: Handler

  var address: UnsafeRawPointer? { withUnsafeBytes(of: self) { $0.load(as: UnsafeRawPointer?.self) } }
}
