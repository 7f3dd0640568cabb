import Bytecode
import CRuntime

/// A call as it was seen: of one particular foreign function.
public struct SeenForeignCall {
  public let callee: Value
  public let function: ForeignFunction
}

/// An access to numbers in C's memory as it was seen: in objects of one shape, whose class says at a version where they lie.
public struct SeenForeignMemory {
  public let memory: ForeignMemory
  public let shape: UInt32
  public let owner: Type
  public let version: UInt32
}

extension CompilableCode {
  private var foreignAccess: ForeignAccess? { Interpreter(of: context).state.pointee.foreignAccess }

  /// The foreign function that a call was seen to call, if it is one that takes as many arguments.
  public func foreignCall(_ index: Int, count: Int) -> SeenForeignCall? {
    guard let callee = code.recordedCallee(index, in: profile(index)), let function = foreignAccess?.function(callee),
      function.parameters.count == count
    else { return nil }
    return SeenForeignCall(callee: callee, function: function)
  }

  /// The number that an attribute was seen to be.
  public func foreignMember(_ index: Int, isStored: Bool) -> SeenForeignMemory? {
    foreignMemory(index) { (access, type) in
      let name = UnsafePointer(code.pointer.pointee.names)[Int(word(index).c)]
      guard isStored ? type[.setAttribute] == ObjectType.setAttributeBody : type.flags.contains(.ordinaryAttributes),
        let descriptor = try? type.lookup(context, name), !descriptor.isEmpty
      else { return nil }
      return access.member(context, descriptor, type)
    }
  }

  /// The numbers that are the elements of what an instruction was seen to look into.
  public func foreignElements(_ index: Int) -> SeenForeignMemory? {
    foreignMemory(index) { (access, type) in access.elements(context, type) }
  }

  private func foreignMemory(_ index: Int, _ memory: (ForeignAccess, Type) -> ForeignMemory?) -> SeenForeignMemory? {
    guard let access = foreignAccess, let shape = profile(index).shape, let known = context.pointee.shapes?[Int(shape)] else {
      return nil
    }
    let type = Type(Shape(pointer: UnsafeMutableRawPointer(mutating: known).assumingMemoryBound(to: ShapeLayout.self)).type)
    guard type.version != 0, let memory = memory(access, type) else { return nil }
    return SeenForeignMemory(memory: memory, shape: shape, owner: type, version: type.version)
  }
}
