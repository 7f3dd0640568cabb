/// The layout of a heap object: the byte that a type test compares.
///
/// An object whose class is exactly the built-in has the kind itself; one of a class derived from it has the kind with
/// `derived` set, the same layout, and a word for its attributes before its header.
public struct Kind: BitwiseCopyable, Equatable, Sendable {
  public let rawValue: UInt8

  @inlinable @inline(__always) public init(rawValue: UInt8) { self.rawValue = rawValue }
  @inlinable @inline(__always) public static var derived: UInt8 { 0x80 }

  /// All kinds are below this.
  public static var limit: UInt8 { 64 }

  // What free memory looks like.
  public static var none: Kind { Kind(rawValue: 0) }

  // Objects without a built-in's layout.
  public static var instance: Kind { Kind(rawValue: 1) }
  public static var native: Kind { Kind(rawValue: 2) }

  // Numbers, text, bytes.
  public static var int: Kind { Kind(rawValue: 3) }
  public static var float: Kind { Kind(rawValue: 4) }
  public static var complex: Kind { Kind(rawValue: 5) }
  public static var text: Kind { Kind(rawValue: 6) }
  public static var textBuffer: Kind { Kind(rawValue: 7) }
  public static var bytes: Kind { Kind(rawValue: 8) }
  public static var byteArray: Kind { Kind(rawValue: 9) }

  // Containers and their storage.
  public static var tuple: Kind { Kind(rawValue: 10) }
  public static var list: Kind { Kind(rawValue: 11) }
  public static var listStorage: Kind { Kind(rawValue: 12) }
  public static var dict: Kind { Kind(rawValue: 13) }
  public static var dictStorage: Kind { Kind(rawValue: 14) }
  public static var dictView: Kind { Kind(rawValue: 15) }
  public static var set: Kind { Kind(rawValue: 16) }
  public static var frozenSet: Kind { Kind(rawValue: 17) }
  public static var setStorage: Kind { Kind(rawValue: 18) }
  public static var range: Kind { Kind(rawValue: 19) }
  public static var slice: Kind { Kind(rawValue: 20) }
  public static var iterator: Kind { Kind(rawValue: 21) }
  public static var memoryView: Kind { Kind(rawValue: 22) }
  public static var byteRow: Kind { Kind(rawValue: 23) }

  // Types and what attributes are made of.
  public static var type: Kind { Kind(rawValue: 30) }
  public static var shape: Kind { Kind(rawValue: 31) }
  public static var shapeNames: Kind { Kind(rawValue: 32) }
  public static var attributeStorage: Kind { Kind(rawValue: 33) }
  public static var property: Kind { Kind(rawValue: 34) }
  public static var classMethod: Kind { Kind(rawValue: 35) }
  public static var staticMethod: Kind { Kind(rawValue: 36) }
  public static var `super`: Kind { Kind(rawValue: 37) }
  public static var member: Kind { Kind(rawValue: 38) }
  public static var attributeMirror: Kind { Kind(rawValue: 29) }
  public static var genericAlias: Kind { Kind(rawValue: 39) }

  // Code and its execution.
  public static var code: Kind { Kind(rawValue: 40) }
  public static var function: Kind { Kind(rawValue: 41) }
  public static var nativeFunction: Kind { Kind(rawValue: 42) }
  public static var method: Kind { Kind(rawValue: 43) }
  public static var cell: Kind { Kind(rawValue: 44) }
  public static var awaitable: Kind { Kind(rawValue: 57) }
  public static var frame: Kind { Kind(rawValue: 45) }
  public static var generator: Kind { Kind(rawValue: 46) }
  public static var module: Kind { Kind(rawValue: 47) }
  public static var exception: Kind { Kind(rawValue: 48) }
  public static var traceback: Kind { Kind(rawValue: 49) }
  public static var weakReference: Kind { Kind(rawValue: 50) }
  public static var globalCell: Kind { Kind(rawValue: 51) }
  public static var signature: Kind { Kind(rawValue: 52) }
  public static var adaptor: Kind { Kind(rawValue: 53) }
  public static var codePool: Kind { Kind(rawValue: 62) }
  public static var cacheRecord: Kind { Kind(rawValue: 63) }
  public static var frameLocals: Kind { Kind(rawValue: 56) }
  public static var textFile: Kind { Kind(rawValue: 55) }

  // Type parameters, templates.
  public static var typeParameter: Kind { Kind(rawValue: 58) }
  public static var typeAlias: Kind { Kind(rawValue: 59) }
  public static var template: Kind { Kind(rawValue: 60) }
  public static var interpolation: Kind { Kind(rawValue: 61) }
  public static var templateIterator: Kind { Kind(rawValue: 54) }
}
