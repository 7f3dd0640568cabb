import CRuntime

// A class. Its own attributes are in `dict`; what its instances can do is in the slots, which are kept right whenever
// the class or a base changes (`Type+Slots.swift`); `version` then changes too, and with it every inline cache that
// trusted the class.

public struct TypeLayout: BitwiseCopyable {
  var header: ObjectHeader
  var flags: TypeFlags
  /// Unique for each state of the type and its bases; 0 once the numbers are used up.
  var version: UInt32
  /// The kind of instances, without the derived bit.
  var instanceKind: UInt8
  /// How many attributes an instance holds inside itself.
  var inlineSlots: UInt8
  /// How many of an instance's first slots belong to `__slots__`.
  var fixedSlots: UInt16
  /// The number, from 1, of the declaration of a built-in, until its entries are in `dict`; else 0.
  var declaration: UInt32
  /// The `BuiltinShape` of a built-in type's exact instances; 0 for a class.
  var builtinShape: UInt32
  /// Nonzero while a thread fills `dict` from the declaration.
  var isFilling: UInt16 = 0
  /// The number of the native module's type whose layout instances have; else 0.
  var nativeType: UInt8 = 0
  var slots: InlineArray<80, UInt>

  // Values from here on.
  var name: Value
  var qualifiedName: Value
  var base: Value
  var bases: Value
  /// The method resolution order, a tuple that begins with the type itself.
  var mro: Value
  var dict: Value
  /// The shape of a new instance.
  var rootShape: Value
  /// The shape of instances whose attributes are in a dict, or *empty*.
  var dictionaryShape: Value
  /// A list of weak references to the direct subclasses, or *empty*.
  var subclasses: Value
}

public struct TypeFlags: OptionSet, BitwiseCopyable, Sendable {
  public let rawValue: UInt32
  @inlinable @inline(__always) public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Made by a `class` statement: its attributes may be changed.
  public static var heap: Self { Self(rawValue: 1) }
  /// May be a base.
  public static var base: Self { Self(rawValue: 2) }
  /// Instances have a `__dict__`.
  public static var hasDict: Self { Self(rawValue: 4) }
  public static var hasWeakReferences: Self { Self(rawValue: 8) }
  /// Has `__del__`.
  public static var hasFinalizer: Self { Self(rawValue: 16) }
  /// Has abstract methods that are still to be defined.
  public static var abstract: Self { Self(rawValue: 32) }
  /// What `case [...]:` and `case {...}:` match.
  public static var sequence: Self { Self(rawValue: 64) }
  public static var mapping: Self { Self(rawValue: 128) }
  /// A class pattern with one positional part matches the subject itself (`int(x)`).
  public static var matchesSelf: Self { Self(rawValue: 256) }
  /// Attributes are found the ordinary way: neither `__getattribute__` nor `__getattr__` is overridden.
  public static var ordinaryAttributes: Self { Self(rawValue: 512) }
  /// A subclass of `type`, of `BaseException`: tests that need no walk of the bases.
  public static var metaclass: Self { Self(rawValue: 1024) }
  public static var exception: Self { Self(rawValue: 2048) }
  /// Instances have the word before their header.
  public static var derivedInstances: Self { Self(rawValue: 8192) }
  /// An exception class with fields besides its base's.
  public static var ownFields: Self { Self(rawValue: 1 << 20) }
  /// Instances begin with an `ExporterLayout`.
  public static var exportsBytes: Self { Self(rawValue: 1 << 21) }
  /// Instances begin with a `MemoryExporterLayout`.
  public static var exportsMemory: Self { Self(rawValue: 1 << 22) }
  /// `+` and `*` concatenate and repeat, only when the other operand has no answer.
  public static var concatenates: Self { Self(rawValue: 4096) }
}

public struct Type: ObjectReference {
  public let pointer: UnsafeMutablePointer<TypeLayout>
  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<TypeLayout>) { self.pointer = pointer }
  public static var kind: Kind { .type }

  /// Values begin after the slots.
  static var traceRule: TraceRule {
    .words(from: MemoryLayout<TypeLayout>.size - 9 * MemoryLayout<Value>.size)
  }

  public var flags: TypeFlags {
    get { TypeFlags(rawValue: load_relaxed_u32(&pointer.pointee.flags)) }
    nonmutating set { store_relaxed_u32(&pointer.pointee.flags, newValue.rawValue) }
  }
  public var version: UInt32 { load_relaxed_u32(&pointer.pointee.version) }
  public var mro: Tuple { Tuple(load(&pointer.pointee.mro)) }
  public var rootShape: Shape { Shape(load(&pointer.pointee.rootShape)) }
  public var instanceKind: Kind { Kind(rawValue: pointer.pointee.instanceKind) }

  /// What a native module's metaclass keeps for a class of its own, or *empty*. It lies in the word before the header,
  /// which only instances of such metaclasses have; a class's attributes are in its dict.
  @inlinable
  public var metadata: Value {
    get { metadataWord.map { Value(bits: load_acquire_u64($0)) } ?? .empty }
    nonmutating set { metadataWord.map { publish(newValue, to: $0) } }
  }

  @inlinable @inline(__always)
  var metadataWord: UnsafeMutablePointer<Value>? {
    if object.pointee.kind & Kind.derived == 0 { return nil }
    return (UnsafeMutableRawPointer(pointer) - 8).assumingMemoryBound(to: Value.self)
  }

  // MARK: Slots

  @inline(__always)
  func address(of slot: Slot) -> UnsafeMutablePointer<UInt> {
    (UnsafeMutableRawPointer(pointer) + Type.slotsOffset).assumingMemoryBound(to: UInt.self) + Int(slot.rawValue)
  }

  private static var slotsOffset: Int { 32 }

  /// What a slot holds: the bits of a function pointer, or 0.
  @inline(__always)
  subscript(slot: Slot) -> UInt {
    get { load_relaxed_word(address(of: slot)) }
    nonmutating set { store_relaxed_word(address(of: slot), newValue) }
  }

  /// Whether instances can do what a slot stands for.
  @inline(__always)
  public func has(_ slot: Slot) -> Bool { self[slot] != 0 }

  /// Whether a slot holds what it holds in another type: of a built-in's, that no class on the way has its own method.
  @inline(__always)
  func shares(_ slot: Slot, with other: Type) -> Bool { address(of: slot).pointee == other.address(of: slot).pointee }

  /// Whether instances do something else than those of a base do where the slot is asked.
  public func overrides(_ slot: Slot, of base: Type) -> Bool {
    address(of: slot).pointee != base.address(of: slot).pointee
  }

  @inline(__always)
  public func unary(_ slot: Slot) -> UnaryFunction? {
    unsafeBitCast(self[slot], to: UnaryFunction?.self)
  }

  @inline(__always)
  public func binary(_ slot: Slot) -> BinaryFunction? {
    unsafeBitCast(self[slot], to: BinaryFunction?.self)
  }

  @inline(__always)
  public func ternary(_ slot: Slot) -> TernaryFunction? {
    unsafeBitCast(self[slot], to: TernaryFunction?.self)
  }

  @inline(__always)
  public func window(_ slot: Slot) -> WindowFunction? {
    unsafeBitCast(self[slot], to: WindowFunction?.self)
  }
}

// MARK: The type of a value

extension Context {
  /// `type(value)`.
  @inline(__always)
  public func type(of value: Value) -> Type {
    if value.isPointer { return Type(shape(of: value.object).type) }
    return Interpreter(of: self).typeOfImmediate(value)
  }

  /// The shape of an object.
  @inline(__always)
  public func shape(of object: ObjectPointer) -> Shape {
    // Acquires what the thread that made the shape has written there.
    let entry = load_acquire_u64(pointee.shapes.unsafelyUnwrapped + Int(load_relaxed_u32(object)))
    return Shape(Value(bits: entry))
  }
}
