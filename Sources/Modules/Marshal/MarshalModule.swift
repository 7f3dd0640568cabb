import CRuntime
import Runtime

/// The module `marshal`: values as bytes, in CPython's format; code objects in one of our own.
enum MarshalModule {
  static let version: Int64 = 5

  static let module = ModuleDeclaration(
    "marshal", "This module contains functions that can read and write Python values in a binary format.",
    functions: [
      .window("dumps", "(value, version=5<version>, /, *, allow_code=True)", .function) { c, a in
        bridge(c) { () throws(Raised) in
          var writer = try MarshalWriter(c, version: c.index(of: a[1]), allowsCode: c.isTrue(a[2]))
          return try writer.write(all: a[0]).value
        }
      },
      .window("loads", "(bytes, /, *, allow_code=True)", .function) { c, a in
        bridge(c) { () throws(Raised) in
          var reader = try MarshalReader(c, c.bytesLike(a[0]), allowsCode: c.isTrue(a[1]))
          return try reader.readWhole()
        }
      },
      .window("dump", "(value, file, version=5<version>, /, *, allow_code=True)", .function) { c, a in
        bridge(c) { () throws(Raised) in
          let write = try c.getAttribute(a[1], Text.interned(c, Text.make(c, "write")).value)
          var writer = try MarshalWriter(c, version: c.index(of: a[2]), allowsCode: c.isTrue(a[3]))
          return try c.call(write, writer.write(all: a[0]).value)
        }
      },
      .window("load", "(file, /, *, allow_code=True)", .function) { c, a in
        bridge(c) { () throws(Raised) in try load(c, a[0], allowsCode: c.isTrue(a[1])) }
      },
    ],
    fill: { (c, module) throws(Raised) in try module.set(c, "version", Value(smallInt: version)) })

  /// Reads one value of a file, which stands behind it afterwards.
  private static func load(_ context: Context, _ file: Value, allowsCode: Bool) throws(Raised) -> Value {
    let read = try context.getAttribute(file, Text.interned(context, Text.make(context, "read")).value)
    let content = try context.call(read)
    guard let bytes = Bytes(ifHas: content) else {
      throw context.raise(.typeError, "file.read() returned not bytes but \(context.typeName(of: content))")
    }
    var reader = try MarshalReader(context, bytes.units, allowsCode: allowsCode)
    let value = try reader.readWhole()
    let left = bytes.count - reader.place
    if left > 0 {
      let seek = try context.getAttribute(file, Text.interned(context, Text.make(context, "seek")).value)
      _ = try context.call(seek, Value(smallInt: Int64(-left)), Value(smallInt: 1))
    }
    return value
  }

  /// The letters of the format.
  enum Tag {
    static let null = UInt8(ascii: "0")
    static let none = UInt8(ascii: "N")
    static let `true` = UInt8(ascii: "T")
    static let `false` = UInt8(ascii: "F")
    static let stopIteration = UInt8(ascii: "S")
    static let ellipsis = UInt8(ascii: ".")
    static let int = UInt8(ascii: "i")
    static let longInt = UInt8(ascii: "l")
    static let floatText = UInt8(ascii: "f")
    static let float = UInt8(ascii: "g")
    static let complexText = UInt8(ascii: "x")
    static let complex = UInt8(ascii: "y")
    static let bytes = UInt8(ascii: "s")
    static let text = UInt8(ascii: "u")
    static let internedText = UInt8(ascii: "t")
    static let ascii = UInt8(ascii: "a")
    static let internedASCII = UInt8(ascii: "A")
    static let shortASCII = UInt8(ascii: "z")
    static let shortInternedASCII = UInt8(ascii: "Z")
    static let tuple = UInt8(ascii: "(")
    static let shortTuple = UInt8(ascii: ")")
    static let list = UInt8(ascii: "[")
    static let dict = UInt8(ascii: "{")
    static let set = UInt8(ascii: "<")
    static let frozenSet = UInt8(ascii: ">")
    static let slice = UInt8(ascii: ":")
    static let code = UInt8(ascii: "c")
    static let reference = UInt8(ascii: "r")
    /// Added to the tag of a value that later ones may refer to.
    static let flag: UInt8 = 0x80
  }

  /// As deep as values nest.
  static let depthLimit = 2000
  /// Bits of a digit of a long int.
  static let digitBits: Int64 = 15
}
