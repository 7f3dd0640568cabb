import CRuntime

// `function.__code__ = code`. Frames, suspended generators and tracebacks reach their code through their function; those
// that execute the code which is replaced get a function of their own, which is as this one was.

extension Function {
  func replaceCode(_ context: Context, by code: Code) throws(Raised) {
    let former = try copied(context)
    code.noteGlobals(pointer.pointee.globals, pointer.pointee.builtins)
    let heap = Heap(of: context)
    heap.stopped(context) {
      var thread = heap.state.pointee.world.contexts
      while let running = thread {
        replaceInFrames(of: running, by: former)
        thread = running.pointee.next
      }
      heap.forEachObject { walked in replace(in: Value(walked.object), by: former) }
      publish(code.value, to: &pointer.pointee.code)
      pointer.pointee.version &+= 1
    }
  }

  private func copied(_ context: Context) throws(Raised) -> Function {
    let cell = try context.allocate(MemoryLayout<FunctionLayout>.size, .plain)
    let copy = Function(pointer: cell.assumingMemoryBound(to: FunctionLayout.self))
    copy.pointer.pointee = pointer.pointee
    copy.pointer.pointee.header = Self.header
    return copy
  }

  private func replaceInFrames(of thread: Context, by former: Function) {
    guard var frame = thread.pointee.framesBase, let top = thread.pointee.frame else { return }
    while frame <= top {
      if frame.pointee.function == value { frame.pointee.function = former.value }
      frame += 1
    }
  }

  private func replace(in holder: Value, by former: Function) {
    if let generator = Generator(ifHas: holder), generator.function == self {
      publish(former.value, to: &generator.pointer.pointee.function)
    } else if let traceback = Traceback(ifHas: holder), traceback.function == self {
      publish(former.value, to: &traceback.pointer.pointee.function)
    } else if let frame = FrameObject(ifHas: holder), frame.function == self {
      publish(former.value, to: &frame.pointer.pointee.function)
    }
  }
}
