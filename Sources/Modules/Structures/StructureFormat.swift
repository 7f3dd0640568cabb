import CRuntime
import Runtime

// Formats of `struct`: what stands in a packed record, in which order of bytes and at which offsets.

/// A run of items of one kind, as a format's letter names it.
struct StructureItem: BitwiseCopyable {
  enum Form: BitwiseCopyable { case padding, character, signed, unsigned, truth, half, float, double, floats, doubles, text, pascal, address }

  var letter: UInt8
  var form: Form
  /// Bytes of one item; of text, of the whole.
  var size: Int
  var count: Int
  var offset: Int
}

/// A format taken apart.
struct StructureFormat {
  private(set) var items: [StructureItem] = []
  private(set) var size = 0
  /// Values that are packed into a record.
  private(set) var valueCount = 0
  private(set) var isLittleEndian = true

  /// Raises `struct.error` for what is no format.
  init(_ context: Context, _ bytes: UnsafeBufferPointer<UInt8>) throws(Raised) {
    var place = 0
    var isNative = true
    if let first = bytes.first {
      switch first {
      case UInt8(ascii: "@"): place = 1
      case UInt8(ascii: "="), UInt8(ascii: "<"): (place, isNative) = (1, false)
      case UInt8(ascii: ">"), UInt8(ascii: "!"): (place, isNative, isLittleEndian) = (1, false, false)
      default: break
      }
    }
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      if byte == UInt8(ascii: " ") || byte >= 9 && byte <= 13 { continue }
      var count = 1
      var letter = byte
      if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
        count = Int(byte - UInt8(ascii: "0"))
        while place < bytes.count, bytes[place] >= UInt8(ascii: "0"), bytes[place] <= UInt8(ascii: "9") {
          let (tens, overflow) = count.multipliedReportingOverflow(by: 10)
          let (sum, further) = tens.addingReportingOverflow(Int(bytes[place] - UInt8(ascii: "0")))
          if overflow || further { throw Structures.raise(context, "total struct size too long") }
          count = sum
          place += 1
        }
        if place == bytes.count {
          throw Structures.raise(context, "repeat count given without format specifier")
        }
        letter = bytes[place]
        place += 1
      }
      try add(context, letter, count, isNative: isNative)
    }
  }

  private mutating func add(_ context: Context, _ letter: UInt8, _ count: Int, isNative: Bool) throws(Raised) {
    guard let kind = StructureFormat.kind(of: letter, isNative: isNative) else {
      throw Structures.raise(context, letter == 0 ? "embedded null character" : "bad char in struct format")
    }
    if isNative, kind.alignment > 1 {
      let (padded, overflow) = size.addingReportingOverflow(kind.alignment - 1)
      if overflow { throw Structures.raise(context, "total struct size too long") }
      size = padded / kind.alignment * kind.alignment
    }
    let (bytes, overflow) = kind.size.multipliedReportingOverflow(by: count)
    let (end, further) = size.addingReportingOverflow(bytes)
    if overflow || further { throw Structures.raise(context, "total struct size too long") }
    switch kind.form {
    case .padding: break
    case .text, .pascal:
      items.append(StructureItem(letter: letter, form: kind.form, size: count, count: 1, offset: size))
      valueCount += 1
    default:
      if count > 0 {
        items.append(StructureItem(letter: letter, form: kind.form, size: kind.size, count: count, offset: size))
      }
      valueCount += count
    }
    size = end
  }

  private static func kind(
    of letter: UInt8, isNative: Bool
  ) -> (form: StructureItem.Form, size: Int, alignment: Int)? {
    let long = isNative ? 8 : 4
    switch letter {
    case UInt8(ascii: "x"): return (.padding, 1, 1)
    case UInt8(ascii: "c"): return (.character, 1, 1)
    case UInt8(ascii: "b"): return (.signed, 1, 1)
    case UInt8(ascii: "B"): return (.unsigned, 1, 1)
    case UInt8(ascii: "?"): return (.truth, 1, 1)
    case UInt8(ascii: "h"): return (.signed, 2, 2)
    case UInt8(ascii: "H"): return (.unsigned, 2, 2)
    case UInt8(ascii: "i"): return (.signed, 4, 4)
    case UInt8(ascii: "I"): return (.unsigned, 4, 4)
    case UInt8(ascii: "l"): return (.signed, long, long)
    case UInt8(ascii: "L"): return (.unsigned, long, long)
    case UInt8(ascii: "q"): return (.signed, 8, 8)
    case UInt8(ascii: "Q"): return (.unsigned, 8, 8)
    case UInt8(ascii: "n"): return isNative ? (.signed, 8, 8) : nil
    case UInt8(ascii: "N"): return isNative ? (.unsigned, 8, 8) : nil
    case UInt8(ascii: "P"): return isNative ? (.address, 8, 8) : nil
    case UInt8(ascii: "e"): return (.half, 2, 2)
    case UInt8(ascii: "f"): return (.float, 4, 4)
    case UInt8(ascii: "d"): return (.double, 8, 8)
    case UInt8(ascii: "F"): return (.floats, 8, 4)
    case UInt8(ascii: "D"): return (.doubles, 16, 8)
    case UInt8(ascii: "s"): return (.text, 1, 1)
    case UInt8(ascii: "p"): return (.pascal, 1, 1)
    default: return nil
    }
  }
}
