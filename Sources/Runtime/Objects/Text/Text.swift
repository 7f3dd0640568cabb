import CRuntime

// `str`: code points in units of 1, 2 or 4 bytes, the narrowest that holds the widest of them (PEP 393), so that
// indexing is an address computation and two equal texts have equal bytes. Lone surrogates are code points like others.
//
// Text is its units, or points to a buffer that holds them:
//
//     ┌────────┬────────┬────────┬───────────────┐
//     │ header │ hash   │ count  │ units …       │     inline: a leaf of the heap
//     └────────┴────────┴────────┴───────────────┘
//     ┌────────┬────────┬────────┬────────┐
//     │ header │ hash   │ count  │ buffer │           buffered: see TextBuffer.swift
//     └────────┴────────┴────────┴───┬────┘
//              ┌─────────────────────┘
//              ▼
//     ┌────────┬──────────┬──────┬─────────────────────┬────────┐
//     │ header │ capacity │ used │ units …             │ room   │
//     └────────┴──────────┴──────┴─────────────────────┴────────┘
//
// Both begin their units 24 bytes from their header.

public struct TextLayout: BitwiseCopyable {
  public var header: ObjectHeader
  /// 0 where it is not known yet; texts whose hash is 0 compute it each time.
  public var hash: Int64
  /// Code points.
  public var count: Int64
}

public struct Text: ObjectReference {
  public let pointer: UnsafeMutablePointer<TextLayout>

  @inlinable @inline(__always)
  public init(pointer: UnsafeMutablePointer<TextLayout>) { self.pointer = pointer }

  @inlinable @inline(__always) public static var kind: Kind { .text }

  /// Only a buffered text refers to anything.
  static var traceRule: TraceRule {
    .function { object, marker in
      let text = Text(Value(object))
      if text.isBuffered { Marker(opaque: marker).mark(text.bufferSlot.pointee) }
    }
  }
}

/// Bytes of a code unit.
public enum TextWidth: UInt8, Comparable, BitwiseCopyable, Sendable {
  case one, two, four

  /// The unit's size is 1 shifted by this.
  @inlinable @inline(__always) public var shift: Int { Int(rawValue) }

  /// The narrowest that holds a code point.
  @inlinable @inline(__always)
  public init(for codePoint: UInt32) { self = codePoint < 0x100 ? .one : codePoint < 0x10000 ? .two : .four }

  @inlinable @inline(__always)
  public static func < (left: TextWidth, right: TextWidth) -> Bool { left.rawValue < right.rawValue }
}

/// What a text's header flags say.
public enum TextFlags {
  /// A `TextWidth`.
  @inlinable @inline(__always) public static var width: UInt8 { 0x03 }
  /// No code point is above 127.
  @inlinable @inline(__always) public static var ascii: UInt8 { 0x04 }
  /// The one text of its content in the interpreter's table: equal interned texts are identical.
  @inlinable @inline(__always) public static var interned: UInt8 { 0x08 }
  @inlinable @inline(__always) public static var buffered: UInt8 { 0x10 }
  /// Came from a concatenation: one more to its end and it gets a buffer with room.
  @inlinable @inline(__always) public static var concatenated: UInt8 { 0x20 }
}

extension Text {
  /// Another thread may intern the text meanwhile, which is one of the flags.
  @inlinable @inline(__always) var flags: UInt8 { load_relaxed_u8(flagsAddress) }

  @inlinable @inline(__always) var flagsAddress: UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(pointer) + MemoryLayout<ObjectHeader>.offset(of: \.flags).unsafelyUnwrapped
  }

  /// How many code points.
  @inlinable @inline(__always) public var count: Int { Int(pointer.pointee.count) }
  @inlinable @inline(__always) public var isEmpty: Bool { pointer.pointee.count == 0 }
  @inlinable @inline(__always)
  public var width: TextWidth { TextWidth(rawValue: flags & TextFlags.width).unsafelyUnwrapped }
  @inlinable @inline(__always) public var isASCII: Bool { flags & TextFlags.ascii != 0 }
  @inlinable @inline(__always) public var isInterned: Bool { flags & TextFlags.interned != 0 }
  @inlinable @inline(__always) var isBuffered: Bool { flags & TextFlags.buffered != 0 }

  /// Bytes that the units take.
  @inlinable @inline(__always) public var byteCount: Int { count << width.shift }

  /// Bytes from the header of a text or of its buffer to the units.
  @inlinable @inline(__always) static var unitsOffset: Int { 24 }

  @inlinable @inline(__always)
  var bufferSlot: UnsafeMutablePointer<Value> {
    (UnsafeMutableRawPointer(pointer) + Text.unitsOffset).assumingMemoryBound(to: Value.self)
  }

  /// The address of the first unit.
  @inlinable @inline(__always)
  public var base: UnsafeMutableRawPointer {
    if isBuffered {
      return UnsafeMutableRawPointer(bufferSlot.pointee.object) + Text.unitsOffset
    }
    return UnsafeMutableRawPointer(pointer) + Text.unitsOffset
  }

  /// The code units, as long as the text is alive.
  @inlinable @inline(__always)
  public var units: TextUnits { TextUnits(base: UnsafeRawPointer(base), count: count, width: width) }

  /// The code point at a place within bounds.
  @inlinable @inline(__always)
  public func codePoint(at index: Int) -> UInt32 { units[index] }
}

/// Code units in memory that somebody else keeps alive: what algorithms on text work on.
public struct TextUnits: BitwiseCopyable {
  public let base: UnsafeRawPointer
  public let count: Int
  public let width: TextWidth

  @inlinable @inline(__always)
  public init(base: UnsafeRawPointer, count: Int, width: TextWidth) {
    self.base = base
    self.count = count
    self.width = width
  }

  @inlinable @inline(__always) public var byteCount: Int { count << width.shift }

  @inlinable @inline(__always)
  public subscript(index: Int) -> UInt32 {
    switch width {
    case .one: UInt32(base.load(fromByteOffset: index, as: UInt8.self))
    case .two: UInt32(base.load(fromByteOffset: index << 1, as: UInt16.self))
    case .four: base.load(fromByteOffset: index << 2, as: UInt32.self)
    }
  }

  /// The units from `start` up to `end`, which lie within bounds.
  @inlinable @inline(__always)
  public func slice(_ start: Int, _ end: Int) -> TextUnits {
    TextUnits(base: base + start << width.shift, count: end - start, width: width)
  }

  /// The units as those of a type of this width.
  @inlinable @inline(__always)
  func bound<Unit>(to type: Unit.Type) -> UnsafeBufferPointer<Unit> {
    UnsafeBufferPointer(start: base.assumingMemoryBound(to: Unit.self), count: count)
  }

  /// Says how the units are stored best: all code points are below whichever of 0x80, 0x100 and 0x10000 this is below;
  /// 0 for no units. The search ends at those that need the width that the units have.
  var codePointBound: UInt32 {
    switch width {
    case .one: UInt32(bound(to: UInt8.self).bits(until: 0x80))
    case .two: UInt32(bound(to: UInt16.self).bits(until: 0x100))
    case .four: bound(to: UInt32.self).bits(until: 0x10000)
    }
  }

  /// Writes the units to units of the same or another width, which must hold them.
  @inline(__always)
  func copy(to target: UnsafeMutableRawPointer, width targetWidth: TextWidth) {
    if width == targetWidth {
      copyBytes(from: base, to: target, byteCount)
    } else {
      convert(to: target, width: targetWidth)
    }
  }

  @inline(never)
  private func convert(to target: UnsafeMutableRawPointer, width targetWidth: TextWidth) {
    switch (width, targetWidth) {
    case (.one, .two): convert(UInt8.self, UInt16.self, target)
    case (.one, .four): convert(UInt8.self, UInt32.self, target)
    case (.two, .one): convert(UInt16.self, UInt8.self, target)
    case (.two, .four): convert(UInt16.self, UInt32.self, target)
    case (.four, .one): convert(UInt32.self, UInt8.self, target)
    default: convert(UInt32.self, UInt16.self, target)
    }
  }

  @inline(__always)
  private func convert<From: FixedWidthInteger, To: FixedWidthInteger>(
    _ from: From.Type, _ to: To.Type, _ target: UnsafeMutableRawPointer
  ) {
    let source = base.assumingMemoryBound(to: From.self)
    let result = target.assumingMemoryBound(to: To.self)
    for index in 0..<count { result[index] = To(truncatingIfNeeded: source[index]) }
  }
}

extension UnsafeBufferPointer where Element: FixedWidthInteger {
  /// The bits that are set in any element, or in enough of them that together they are not below `enough`.
  @inline(__always)
  fileprivate func bits(until enough: Element) -> Element {
    var bits: Element = 0
    // As many at a time as two vectors hold; the last ones may overlap those before.
    let step = 32 / MemoryLayout<Element>.size
    if count < step {
      for index in 0..<count { bits |= self[index] }
      return bits
    }
    var place = 0
    while true {
      for index in 0..<step { bits |= self[place &+ index] }
      if bits >= enough || place &+ step == count { return bits }
      place = Swift.min(place &+ step, count &- step)
    }
  }
}

/// Copies bytes to others that they do not overlap. Few of them, as names and words have, are two words that may overlap
/// each other.
@inline(__always)
func copyBytes(from source: UnsafeRawPointer, to target: UnsafeMutableRawPointer, _ count: Int) {
  @inline(__always) func move<Word: FixedWidthInteger>(_ word: Word.Type) {
    let last = count - MemoryLayout<Word>.size
    let (head, tail) = (source.loadUnaligned(as: Word.self), source.loadUnaligned(fromByteOffset: last, as: Word.self))
    target.storeBytes(of: head, as: Word.self)
    target.storeBytes(of: tail, toByteOffset: last, as: Word.self)
  }
  switch count {
  case 8...16: move(UInt64.self)
  case 4..<8: move(UInt32.self)
  case 2..<4: move(UInt16.self)
  case 1: target.storeBytes(of: source.load(as: UInt8.self), as: UInt8.self)
  case 0: break
  default: target.copyMemory(from: source, byteCount: count)
  }
}
