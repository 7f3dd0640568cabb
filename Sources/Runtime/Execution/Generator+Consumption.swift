import Bytecode
import CRuntime

// Generators whose items native code takes one after the other: `sum(n * n for n in numbers)`. As long as it runs no
// Python code between them, the generator's frame stays on top, where it is, from one item to the next:
//
//     mount ──▶ run ──▶ an item ──▶ taken ──▶ run …     the frame is on top, its flags say `frameIsMounted`
//                          └──▶ refused ──▶ dismount    it is put aside, as by any `yield`
//
// So do the frames of generators that it delegates to, above it: however deep they are, an item comes straight from the
// topmost.
//
// What is to be done with the other items, which may run Python code, is then done as if this did not exist.

extension Context {
  /// The iterator's next element that a consumer refuses; *empty* at the end.
  @inline(__always)
  func next<Consumer: ItemConsumer>(_ iterator: Value, refusedBy consumer: inout Consumer) throws(Raised) -> Value {
    if let generator = Generator(ifExactly: iterator) { return try next(generator, refusedBy: &consumer) }
    // A copy, whose address nobody has: it may be in machine registers.
    var local = consumer
    defer { consumer = local }
    while case let element = try next(iterator), !element.isEmpty {
      if !local.take(self, element) { return element }
    }
    return .empty
  }

  /// The same of a generator, which finds the consumer through the context.
  @inline(never)
  private func next<Consumer: ItemConsumer>(
    _ generator: Generator, refusedBy consumer: inout Consumer
  ) throws(Raised) -> Value {
    let (frame, number, address) = (pointee.consumedFrame, pointee.consumerNumber, pointee.consumer)
    defer { (pointee.consumedFrame, pointee.consumerNumber, pointee.consumer) = (frame, number, address) }
    return try withUnsafeMutablePointer(to: &consumer) { (place) throws(Raised) in
      (pointee.consumedFrame, pointee.consumer) = (nil, UnsafeMutableRawPointer(place))
      pointee.consumerNumber = place.pointee.number.rawValue
      if generator.state != .closed, let frame = try mount(generator) {
        return try nextOfMounted(frame, refusedBy: place)
      }
      while case let element = try next(generator.value), !element.isEmpty {
        if !place.pointee.take(self, element) { return element }
      }
      return .empty
    }
  }

  @inline(__always)
  private func nextOfMounted<Consumer: ItemConsumer>(
    _ frame: FramePointer, refusedBy consumer: UnsafeMutablePointer<Consumer>
  ) throws(Raised) -> Value {
    let saved = pointee.nativeTop
    pointee.nativeTop = nil
    defer { pointee.nativeTop = saved }
    pointee.consumedFrame = frame
    while true {
      let item = evaluateResumed(self)
      if item.isEmpty {
        if pointee.pendingException.isEmpty { return item }
        throw Raised()
      }
      // What yields in a way that takes more puts the frame aside.
      if pointee.frame.unsafelyUnwrapped < frame { return item }
      if !consumer.pointee.take(self, item) {
        dismount(frame)
        return item
      }
    }
  }

  /// Calls `body` with each element of an iterable that a consumer refuses, until it answers false.
  @inline(__always)
  func forEach<Consumer: ItemConsumer>(
    in iterable: Value, refusedBy consumer: inout Consumer, _ body: (Value, inout Consumer) throws(Raised) -> Bool
  ) throws(Raised) {
    if List(ifExactly: iterable) != nil {
      return try forEach(in: iterable) { (element) throws(Raised) in
        if consumer.take(self, element) { return true }
        return try body(element, &consumer)
      }
    }
    let iterator = try iterator(over: iterable)
    while case let element = try next(iterator, refusedBy: &consumer), !element.isEmpty {
      if try !body(element, &consumer) { return }
    }
  }

  /// Puts a generator's frame on top, to stay there; nil where that takes more.
  private func mount(_ generator: Generator) throws(Raised) -> FramePointer? {
    if generator.form != .generator { return nil }
    try checkNativeStack()
    let frame = pointee.frame.unsafelyUnwrapped + 1
    if generator.pushEntered(self, sending: .none, flags: UInt32(frameIsMounted.rawValue)) == nil { return nil }
    return frame
  }

  /// Puts a frame aside that has stayed on top after a `yield`, and those above it.
  private func dismount(_ frame: FramePointer) {
    while true {
      let top = pointee.frame.unsafelyUnwrapped
      Generator(top.pointee.owner).suspend(self, top)
      if top == frame { return }
      // The one below stands at its `delegate`, to repeat it.
      pointee.frame.unsafelyUnwrapped.stepBack()
    }
  }
}

extension UnsafeMutablePointer where Pointee == Frame {
  /// Whether it stays on top when it yields.
  var isMounted: Bool { pointee.flags & UInt32(frameIsMounted.rawValue) != 0 }

  /// Yields to native code by which the frame, or that of a generator which delegates to it, is mounted, and which has it
  /// stay; false where there is none, or where that takes more.
  @inline(__always)
  func yieldMounted(_ word: InstructionWord) -> Bool {
    var frame = self
    while frame.isDelegated { frame -= 1 }
    let mounted = UInt32(frameIsGenerator.rawValue | frameIsEntry.rawValue | frameIsMounted.rawValue)
    if frame.pointee.flags & ~UInt32(frameIsParked.rawValue) != mounted { return false }
    register(Int32(word.a)).pointee = .none
    return true
  }
}
