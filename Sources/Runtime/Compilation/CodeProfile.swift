import Bytecode
import CRuntime

// What was recorded of a code object's instructions: which kinds of values its operands had, and where it went. The
// compiler speculates on it. A word of the profile belongs to each instruction word:
//
//      63 62        49 48 47            32 31            16 15             0
//     ┌──┬────────────┬──┬────────────────┬────────────────┬────────────────┐   e executed
//     │d │   shape    │e │  kinds of c    │  kinds of b    │  kinds of a    │   d c was an instance of another shape
//     └──┴────────────┴──┴────────────────┴────────────────┴────────────────┘
//
// Shapes are those of instances that are left operands of operators and comparisons, or containers, of complex numbers
// that are either operand of arithmetic, and of native modules' objects that an instruction looks into; 16383 stands for
// several, of which `CodeCompilation.shapes` has the first, or one with a higher number. Of a call there is instead the
// place, counted from 1 among what the code keeps, of the foreign function that it calls. `CodeCompilation.shapes` alone
// has the shapes of instances that are called or, if all that was called were functions, the places of their codes.
//
// A `forNext`, which is no operator, has bit 49 set once its iterator was a generator, bit 51 once it was one whose items
// come in two parts (`Context.nextPair`), bit 52 once it was any other; bit 50 is set where a back-edge or a yield has had its code
// compiled anew since it was hot and led to no machine code. Bits 53 to 62 have the place of the generator's code among
// what the code keeps, 1023 standing for several, or for generators that compiled code cannot resume in place.
//
// At each back-edge the kinds of all registers are recorded besides. Threads that record at once may lose bits of each
// other's; nothing relies on a bit that is missing.

/// The kinds of values that were seen, or that a value is known to be of.
public struct ValueKinds: OptionSet, BitwiseCopyable, Hashable, Sendable {
  public let rawValue: UInt16
  @inlinable @inline(__always) public init(rawValue: UInt16) { self.rawValue = rawValue }

  public static var smallInt: Self { Self(rawValue: 1 << 0) }
  /// A float that its word holds.
  public static var inlineFloat: Self { Self(rawValue: 1 << 1) }
  /// One that is a heap object.
  public static var heapFloat: Self { Self(rawValue: 1 << 2) }
  public static var bool: Self { Self(rawValue: 1 << 3) }
  public static var none: Self { Self(rawValue: 1 << 4) }
  public static var text: Self { Self(rawValue: 1 << 5) }
  public static var list: Self { Self(rawValue: 1 << 6) }
  public static var tuple: Self { Self(rawValue: 1 << 7) }
  public static var dict: Self { Self(rawValue: 1 << 8) }
  public static var bigInt: Self { Self(rawValue: 1 << 9) }
  public static var function: Self { Self(rawValue: 1 << 10) }
  public static var rangeIterator: Self { Self(rawValue: 1 << 11) }
  public static var listIterator: Self { Self(rawValue: 1 << 12) }
  public static var tupleIterator: Self { Self(rawValue: 1 << 13) }
  public static var unbound: Self { Self(rawValue: 1 << 14) }
  public static var other: Self { Self(rawValue: 1 << 15) }

  public static var float: Self { [.inlineFloat, .heapFloat] }
  public static var anything: Self { Self(rawValue: .max) }
  /// Those that are heap objects.
  public static var objects: Self {
    [.heapFloat, .text, .list, .tuple, .dict, .bigInt, .function, .rangeIterator, .listIterator, .tupleIterator, .other]
  }

  /// The kind of a value.
  public init(of value: Value) {
    if value.isSmallInt {
      self = .smallInt
    } else if value.isInlineFloat {
      self = .inlineFloat
    } else if value.isPointer {
      self.init(ofObject: value.object)
    } else {
      switch value {
      case .none: self = .none
      case .true, .false: self = .bool
      case .unbound: self = .unbound
      default: self = .other
      }
    }
  }

  private init(ofObject object: ObjectPointer) {
    switch Kind(rawValue: object.pointee.kind) {
    case .float: self = .heapFloat
    case .text: self = .text
    case .list: self = .list
    case .tuple: self = .tuple
    case .dict: self = .dict
    case .int: self = .bigInt
    case .function: self = .function
    case .iterator:
      switch IteratorForm(rawValue: object.pointee.flags) {
      case .smallRange: self = .rangeIterator
      case .list: self = .listIterator
      case .tuple: self = .tupleIterator
      default: self = .other
      }
    default: self = .other
    }
  }
}

/// What was recorded of one instruction.
public struct InstructionProfile: BitwiseCopyable {
  public let bits: UInt64

  public var wasExecuted: Bool { bits >> 48 & 1 != 0 }
  public var a: ValueKinds { ValueKinds(rawValue: UInt16(truncatingIfNeeded: bits)) }
  public var b: ValueKinds { ValueKinds(rawValue: UInt16(truncatingIfNeeded: bits >> 16)) }
  public var c: ValueKinds { ValueKinds(rawValue: UInt16(truncatingIfNeeded: bits >> 32)) }

  static var executed: UInt64 { 1 << 48 }

  /// Some of a profile's bits: a number if that was seen and no other, 0 before, all ones where several were.
  struct Field {
    let shift: UInt64
    let several: UInt64

    init(shift: UInt64, width: UInt64) { (self.shift, several) = (shift, 1 << width - 1) }

    func number(_ bits: UInt64) -> UInt64 { bits >> shift & several }

    func note(_ number: UInt64, in bits: inout UInt64) {
      let known = self.number(bits)
      let noted = known != 0 && known != number ? several : min(number, several)
      bits = bits & ~(several << shift) | noted << shift
    }
  }

  /// The shape, or the place of what is called.
  static var shape: Field { Field(shift: 49, width: 14) }
  /// The place of the code of the generator that is resumed.
  static var resumed: Field { Field(shift: 53, width: 10) }

  /// What a field has; nil if there was none, or several.
  func number(_ field: Field) -> Int? {
    let number = field.number(bits)
    return number == 0 || number == field.several ? nil : Int(number)
  }

  /// The shape of all instances that were the left operand of an operator, or of all objects that were looked into; nil if
  /// there were none, or several.
  public var shape: UInt32? { number(Self.shape).map { UInt32($0) } }
  public var hasSeveralShapes: Bool { Self.shape.number(bits) == Self.shape.several }
  /// Whether no left operand of an operator was an instance.
  public var leftIsNeverInstance: Bool { Self.shape.number(bits) == 0 }
  /// Whether a `forNext` resumed a generator.
  public var iteratesGenerator: Bool { bits & Self.generator != 0 }
  /// Whether all iterators of a `forNext` gave their items in two parts, if asked to.
  public var iteratesPairs: Bool { bits & (Self.pairs | Self.singles) == Self.pairs }
  static var generator: UInt64 { 1 << 49 }
  static var uncovered: UInt64 { 1 << 50 }
  static var pairs: UInt64 { 1 << 51 }
  static var singles: UInt64 { 1 << 52 }
  /// Whether instances that were the right operand had the left one's shape.
  public var operandsHaveOneShape: Bool { bits >> 63 == 0 }

  /// Notes the shape of an instance at one of the words of a compilation.
  static func note(shape: UInt32, of word: Int, _ compilation: UnsafeMutablePointer<CodeCompilation>) {
    Self.shape.note(UInt64(shape), in: &compilation.pointee.profile.unsafelyUnwrapped[word])
    list(shape: shape, of: word, compilation)
  }

  /// The same of an instance that is called, since a call's field has the place of a function; or a code's place.
  static func list(shape: UInt32, of word: Int, _ compilation: UnsafeMutablePointer<CodeCompilation>) {
    let seen = compilation.pointee.shapes.unsafelyUnwrapped + word * Int(seenShapeLimit)
    for place in 0..<Int(seenShapeLimit) {
      if seen[place] == shape { return }
      if seen[place] == 0 { return seen[place] = shape }
    }
    seen[0] = tooMany
  }

  /// Stands first where one more was seen than there is room for.
  static var tooMany: UInt32 { .max }

  static func hasTooMany(of word: Int, _ compilation: UnsafeMutablePointer<CodeCompilation>) -> Bool {
    compilation.pointee.shapes.unsafelyUnwrapped[word * Int(seenShapeLimit)] == tooMany
  }
}

extension Code {
  /// The record of the code's compilation, made when it is first asked for.
  func requireCompilation() -> UnsafeMutablePointer<CodeCompilation> {
    if let known = pointer.pointee.compilation { return known }
    let compilation = UnsafeMutablePointer<CodeCompilation>.allocate(capacity: 1)
    UnsafeMutableRawPointer(compilation).initializeMemory(as: UInt8.self, repeating: 0, count: MemoryLayout<CodeCompilation>.size)
    compilation.pointee.wordCount = pointer.pointee.instructionCount
    pointer.pointee.compilation = compilation
    return compilation
  }

  /// Has what the code meets recorded from now on.
  func requireProfile() -> UnsafeMutablePointer<CodeCompilation> {
    let compilation = requireCompilation()
    if compilation.pointee.profile != nil { return compilation }
    let count = Int(pointer.pointee.instructionCount)
    let rows = UnsafeMutablePointer<UInt16>.allocate(capacity: count)
    var rowCount = 0
    for index in 0..<count {
      switch originalWord(index).opcode {
      case .loop?, .forNext?:
        rowCount += 1
        rows[index] = UInt16(truncatingIfNeeded: rowCount)
      default: rows[index] = 0
      }
    }
    let kindCount = max(rowCount * Int(pointer.pointee.registerCount), 1)
    let kinds = UnsafeMutablePointer<UInt16>.allocate(capacity: kindCount)
    kinds.initialize(repeating: 0, count: kindCount)
    let profile = UnsafeMutablePointer<UInt64>.allocate(capacity: count)
    profile.initialize(repeating: 0, count: count)
    let shapeCount = count * Int(seenShapeLimit)
    let shapes = UnsafeMutablePointer<UInt32>.allocate(capacity: shapeCount)
    shapes.initialize(repeating: 0, count: shapeCount)
    compilation.pointee.shapes = shapes
    compilation.pointee.registerRows = rows
    compilation.pointee.registerKinds = kinds
    compilation.pointee.profile = profile
    return compilation
  }
}

public enum CodeProfiles {
  /// Frees the record of a compilation, and its profile, once the code object is dead and no compiler is at work on it.
  public static func release(_ compilation: UnsafeMutablePointer<CodeCompilation>) {
    compilation.pointee.profile?.deallocate()
    compilation.pointee.shapes?.deallocate()
    compilation.pointee.registerKinds?.deallocate()
    compilation.pointee.registerRows?.deallocate()
    compilation.deallocate()
  }
}
