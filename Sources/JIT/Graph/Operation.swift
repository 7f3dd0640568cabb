import CRuntime
import Runtime

public enum IntegerOperation: UInt8, Sendable { case add, subtract, multiply, floorDivide, modulo, and, or, xor, leftShift, rightShift }
public enum FloatOperation: UInt8, Sendable { case add, subtract, multiply, divide }

/// What a node does. Ints are words all the way: `2x + 1`, so that what overflows 63 bits overflows the machine's addition.
public enum Operation: Sendable {
  // MARK: Sources

  case constant(UInt64)
  case float(UInt64)
  case phi
  /// What another node has.
  case copy(Reference)
  /// What the window has in a register.
  case register(Int)
  /// The frame's function, its local namespace, a field of an object, memory so many bytes from the address at which
  /// something begins that has that address alone: machine code takes it that different ones do not overlap.
  case function
  case locals
  case field(Reference, offset: Int)
  case memory(UInt64, offset: Int)
  case memory32(UInt64, offset: Int)
  case context32(offset: Int)
  /// A word of the context.
  case context(offset: Int)
  /// The context's `poll`, read anew each time: other threads and signals set it. Where it is a fence, so is all else that
  /// is read after it.
  case poll(isFence: Bool)
  /// Where the interpreter stood when the machine code was entered.
  case pc

  // MARK: Conversions

  case box(Reference)
  /// The double of a word that is a float.
  case unbox(Reference)
  case intToFloat(Reference, Exit)
  /// The same of an int that a double is sure to hold.
  case exactFloat(Reference)
  case bitToWord(Reference)
  /// A complex number of its parts, or of an object of that shape.
  case complex(Reference, Reference)
  case unboxComplex(Reference)
  case realPart(Reference)
  case imaginaryPart(Reference)

  // MARK: Guards, whose result is their operand

  case guardKinds(Reference, ValueKinds, Exit)
  case guardShape(Reference, UInt32, Exit)
  /// The same of an object that is about to be stored into, where other threads may have changed it since it was looked at.
  case confirmShape(Reference, UInt32, Exit)
  case guardWord(Reference, UInt64, Exit)
  /// Whether 32 bits are a number that the runtime gave something, and that stands for it only in this process.
  case guardVersion(Reference, UInt32, Exit)
  case guardNot(Reference, UInt64, Exit)
  case guardBit(Reference, Bool, Exit)
  case guardBoundFloat(Reference, Exit)
  /// Whether a word's bits, as a signed number, are from one to another.
  case guardWithin(Reference, Int64, Int64, Exit)
  /// Whether there is room for so many frames above this one, and for registers up to one.
  case guardRoom(frames: Int, registers: Int, Exit)

  // MARK: Arithmetic and comparisons

  case integer(IntegerOperation, Reference, Reference, Exit)
  /// A sum, difference or product that is sure to fit.
  case exactInteger(IntegerOperation, Reference, Reference)
  case negate(Reference, Exit)
  /// The int that a bool is.
  case integerOfBool(Reference)
  case floating(FloatOperation, Reference, Reference, Exit)
  case negateFloat(Reference)
  case compareIntegers(Comparison, Reference, Reference)
  case compareFloats(Comparison, Reference, Reference)
  case same(Reference, Reference)
  case hasShape(Reference, UInt32)
  /// `is`, of values that may be numbers in the heap: those the exit leaves to the runtime.
  case identical(Reference, Reference, Exit)
  /// A positive float to the power of another, finite.
  case power(Reference, Reference, Exit)
  case multiplyComplex(Reference, Reference)
  /// How far a complex number is from zero, finite; and whether that is less than a double, or more.
  case magnitude(Reference, Exit)
  case compareMagnitude(Comparison, Reference, UInt64)
  case not(Reference)

  // MARK: Memory

  /// An element of an exact list or tuple at an int that counts from the end where it is negative.
  case listElement(Reference, Reference, ListBounds?, Exit)
  case tupleElement(Reference, Reference, Exit)
  case setListElement(Reference, Reference, Reference, ListBounds?, Exit)
  /// How many of a list's elements are in a storage of it.
  case listLimit(Reference, storage: Reference)
  /// How many of a list's elements are bytes of a storage of it.
  case byteLimit(storage: Reference)
  /// Appends to a list, which only the code that makes it knows if it `isOwn`.
  case appendToList(Reference, Reference, isOwn: Bool, Exit)
  /// The attribute of an object that has one of several shapes, each with its offset.
  case slot(Reference, [ShapeOffset], Exit)
  case setSlot(Reference, [ShapeOffset], Reference, Exit)
  /// What the class has of an object which has one of several shapes: a method, or another attribute.
  case method(Reference, [MethodChoice], Exit)
  /// The attribute that an object of a shape has in its storage, which reaches so far.
  case setStored(Reference, storage: Reference, ShapeOffset, Reference, Exit)
  case setField(Reference, offset: Int, Reference)
  /// Assigns to a global variable that has a value, by its cell.
  case setGlobal(Reference, Reference, Exit)
  case setShape(Reference, UInt32)
  case storeRegister(Int, Reference)
  /// An instance without attributes, of a shape, in a cell of so many bytes.
  case newInstance(shape: UInt32, size: Int, Exit)
  /// An object of the runtime's own, with a header, whose other words are *empty*, in a cell of so many bytes.
  case newObject(header: UInt64, size: Int, Exit)

  // MARK: Iteration

  /// How many numbers an iterator over a range still has.
  case rangeRemaining(Reference)
  case advanceRange(Reference)
  /// How many numbers are from one small int to another, which is not among them, by a step; an exit if that is zero.
  case rangeLength(Reference, Reference, step: Reference, Exit)
  /// The same of a counted loop, which has the iterator's words in φs: how many are left after this one, the number
  /// after this one, by the word of the step, and the number as a value.
  case countDown(Reference)
  case nextPosition(Reference, step: Reference)
  case itemOfPosition(Reference)
  /// The next item of an iterator over a list, *empty* at the end; in a counted loop by the position, which it has in a φ.
  case nextOfList(Reference, ListPlace?)
  /// The list that an iterator goes over, an empty one at the end.
  case iteratedList(Reference)
  case nextOfTuple(Reference)
  /// The item of a list or tuple at the position of an iterator that is not made, *empty* at the end.
  case itemOfRow(Reference, position: Reference, ListBounds?)

  // MARK: The runtime

  /// Says where the frame stands that is so many inlined calls above the outermost.
  case setPC(Int, depth: Int, instructions: UInt)
  /// Makes the frames of inlined calls, and takes them away again.
  case pushFrames([InlinedFrame])
  case popFrames
  /// Gives what a generator yields to who consumes its items, if somebody does; the bit is whether that took it.
  case consume(Reference)
  /// A generator that was resumed in place has returned.
  case closeGenerator(Reference)
  /// Has the instruction before `pc`, whose name is given for people, done by the runtime; the result is a step.
  case perform(StaticString, depth: Int)
  case call(continuation: Int, StaticString, depth: Int)
  /// Has a function of the runtime do the instruction that the slow path stands for; of a jump, the bit is whether it does.
  case quick(QuickOperation, [Reference], SlowPath)
  /// The next item of an iterator whose items come in two parts: the first of them.
  case nextPair(Reference, Exit)
  /// Calls a native function or a built-in class with arguments from a register on, bound as is known if it is.
  case callNative(UInt64, first: Int, NativeCallPlace, NativeBinding?)
  /// Calls a C function, with each argument as what its kind is made of most often; where one is not, the slow path does.
  case callForeign(ForeignCall, [Reference], SlowPath)
  /// A number in C's memory.
  case loadForeign(ForeignPlace, SlowPath)
  case storeForeign(ForeignPlace, Reference, SlowPath)
}

/// A call of a C function, in so many inlined calls.
public struct ForeignCall: Sendable {
  /// The object that stands for the function.
  public let callee: UInt64
  public let function: ForeignFunction
  public let depth: Int
}

/// Where a number lies in C's memory: in that of an object, at an int where there are several.
public struct ForeignPlace: Sendable {
  public let memory: ForeignMemory
  public let object: Reference
  public let index: Reference?
  var operands: [Reference] { [object] + (index.map { [$0] } ?? []) }
}

/// A list's storage as it was before a loop, and how many elements may be touched there: words or bytes.
public struct ListBounds: Sendable {
  public let storage: Reference
  public let limit: Reference
  public let byteLimit: Reference
  /// Whether the elements were seen to be bytes.
  public var expectsBytes = false
  /// Where a list has its storage, in bytes from its start.
  static let storageOffset = 16
  var operands: [Reference] { [storage, limit, byteLimit] }
}

/// Where a loop over a list is.
public struct ListPlace: Sendable {
  public let position: Reference
  public let bounds: ListBounds
  var operands: [Reference] { [position] + bounds.operands }
}

/// Where objects of a shape have an attribute, and the shape that storing it leads to, or 0.
public struct ShapeOffset: Sendable, BitwiseCopyable {
  public let shape: UInt32
  public let offset: UInt32
  public let newShape: UInt32
}

/// What the class of objects of a shape has: the function that is their method, or another attribute.
public struct MethodChoice: Sendable, BitwiseCopyable {
  public let shape: UInt32
  public let function: UInt64
}

extension Operation {
  /// The nodes that it reads.
  public var operands: [Reference] {
    switch self {
    case .constant, .float, .phi, .register, .function, .locals, .memory, .memory32, .context32, .context, .poll, .pc, .setPC, .perform, .call, .pushFrames,
      .popFrames, .guardRoom, .newInstance, .newObject, .callNative:
      []
    case .quick(_, let operands, _), .callForeign(_, let operands, _): operands
    case .loadForeign(let place, _): place.operands
    case .storeForeign(let place, let item, _): place.operands + [item]
    case .copy(let x), .field(let x, _), .hasShape(let x, _), .box(let x), .unbox(let x), .intToFloat(let x, _), .exactFloat(let x), .bitToWord(let x), .guardKinds(let x, _, _),
      .guardShape(let x, _, _), .confirmShape(let x, _, _), .guardWord(let x, _, _),
      .guardVersion(let x, _, _), .guardNot(let x, _, _),
      .guardBit(let x, _, _), .guardBoundFloat(let x, _), .guardWithin(let x, _, _, _),
      .negate(let x, _), .negateFloat(let x), .integerOfBool(let x), .not(let x), .setShape(let x, _),
      .storeRegister(_, let x), .closeGenerator(let x), .consume(let x), .rangeRemaining(let x), .advanceRange(let x), .countDown(let x), .itemOfPosition(let x), .iteratedList(let x), .nextOfTuple(let x), .nextPair(let x, _),
      .slot(let x, _, _),
      .method(let x, _, _),
      .unboxComplex(let x), .realPart(let x), .imaginaryPart(let x), .magnitude(let x, _), .compareMagnitude(_, let x, _),
      .byteLimit(let x):
      [x]
    case .integer(_, let x, let y, _), .exactInteger(_, let x, let y), .floating(_, let x, let y, _), .compareIntegers(_, let x, let y),
      .compareFloats(_, let x, let y), .same(let x, let y), .tupleElement(let x, let y, _),
      .appendToList(let x, let y, _, _), .setField(let x, _, let y), .setGlobal(let x, let y, _), .identical(let x, let y, _),
      .power(let x, let y, _), .complex(let x, let y), .multiplyComplex(let x, let y), .setSlot(let x, _, let y, _),
      .nextPosition(let x, let y), .listLimit(let x, let y):
      [x, y]
    case .rangeLength(let x, let y, let z, _): [x, y, z]
    case .listElement(let x, let y, let bounds, _): [x, y] + (bounds?.operands ?? [])
    case .setStored(let x, let y, _, let z, _): [x, y, z]
    case .setListElement(let x, let y, let z, let bounds, _): [x, y, z] + (bounds?.operands ?? [])
    case .nextOfList(let x, let place): [x] + (place?.operands ?? [])
    case .itemOfRow(let x, let y, let bounds): [x, y] + (bounds?.operands ?? [])
    }
  }

  /// The snapshot by which the runtime does what it stands for, where that takes more than usual.
  var slowSnapshot: Int? {
    switch self {
    case .quick(_, _, let path), .callForeign(_, _, let path), .loadForeign(_, let path), .storeForeign(_, _, let path):
      path.snapshot
    default: nil
    }
  }

  /// The way out that it may take.
  public var exit: Exit? {
    switch self {
    case .intToFloat(_, let exit), .guardKinds(_, _, let exit), .guardShape(_, _, let exit), .confirmShape(_, _, let exit),
      .guardWord(_, _, let exit), .setGlobal(_, _, let exit),
      .guardVersion(_, _, let exit),
      .guardNot(_, _, let exit), .guardBit(_, _, let exit), .guardBoundFloat(_, let exit), .guardWithin(_, _, _, let exit), .integer(_, _, _, let exit),
      .negate(_, let exit), .floating(_, _, _, let exit), .listElement(_, _, _, let exit), .tupleElement(_, _, let exit),
      .setListElement(_, _, _, _, let exit), .appendToList(_, _, _, let exit), .setStored(_, _, _, _, let exit),
      .slot(_, _, let exit), .method(_, _, let exit),
      .setSlot(_, _, _, let exit), .identical(_, _, let exit), .power(_, _, let exit), .magnitude(_, let exit), .guardRoom(_, _, let exit), .newInstance(_, _, let exit), .newObject(_, _, let exit),
      .nextPair(_, let exit), .rangeLength(_, _, _, let exit):
      exit
    default: nil
    }
  }
}
