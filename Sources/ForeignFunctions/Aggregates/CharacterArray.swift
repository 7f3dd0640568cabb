import CRuntime
import Runtime

/// Arrays of characters as strings: the attributes that their types have, and how they are seen in a structure.
enum CharacterArray {
  /// Of arrays of the simple type that has a letter.
  static func entries(_ code: UInt8) -> [NativeEntry] {
    switch code {
    case UInt8(ascii: "c"): bytes
    case UInt8(ascii: "u"): text
    default: []
    }
  }

  private static let bytes: [NativeEntry] = [
    .getter(
      "value", { c, s in bridge(c) { () throws(Raised) in try value(c, CData(s).address, CData(s).size).value } },
      set: { c, s, value, _ in
        bridge(c) { () throws(Raised) -> Void in
          if value.isEmpty { throw c.raise(.typeError, "can't delete attribute") }
          guard let bytes = Bytes(ifHas: value) else {
            throw c.raise(.typeError, "bytes expected instead of \(c.unqualifiedTypeName(of: value)) instance")
          }
          let data = CData(s)
          if bytes.count > data.size { throw c.raise(.valueError, "byte string too long") }
          data.address.copyMemory(from: bytes.base, byteCount: bytes.count)
          if bytes.count < data.size { data.address.storeBytes(of: 0, toByteOffset: bytes.count, as: UInt8.self) }
        }
      }),
    .getter(
      "raw",
      { c, s in
        bridge(c) { () throws(Raised) in
          try Bytes.make(c, UnsafeRawBufferPointer(start: CData(s).address, count: CData(s).size)).value
        }
      },
      set: { c, s, value, _ in
        bridge(c) { () throws(Raised) -> Void in
          if value.isEmpty { throw c.raise(.attributeError, "cannot delete attribute") }
          let bytes = try c.bytesLike(value)
          if bytes.count > CData(s).size { throw c.raise(.valueError, "byte string too long") }
          UnsafeMutableRawPointer(CData(s).address).copyMemory(from: bytes.base, byteCount: bytes.count)
        }
      }),
  ]

  private static let text: [NativeEntry] = [
    .getter(
      "value",
      { c, s in
        bridge(c) { () throws(Raised) in try WideText.text(c, at: CData(s).address, limit: CData(s).size / 4).value }
      },
      set: { c, s, value, _ in
        bridge(c) { () throws(Raised) -> Void in
          if value.isEmpty { throw c.raise(.typeError, "can't delete attribute") }
          guard let text = Text(ifHas: value) else {
            throw c.raise(.typeError, "unicode string expected instead of \(c.unqualifiedTypeName(of: value)) instance")
          }
          let data = CData(s)
          if text.count > data.size / 4 { throw c.raise(.valueError, "string too long") }
          write(text, to: data.address, size: data.size)
        }
      })
  ]

  // MARK: In structures

  private static func value(
    _ context: Context, _ address: UnsafeRawPointer, _ size: Int
  ) throws(Raised) -> Bytes {
    try context.bytes(terminatedAt: address, limit: size)
  }

  private static func write(_ text: Text, to address: UnsafeMutableRawPointer, size: Int) {
    WideText.write(text, to: address)
    if text.count < size / 4 { address.storeBytes(of: 0, toByteOffset: text.count * 4, as: UInt32.self) }
  }

  /// A field that is an array of the simple type with a letter, as a string; nil for any other letter.
  static func load(
    _ context: Context, _ code: UInt8, at address: UnsafeMutableRawPointer, size: Int
  ) throws(Raised) -> Value? {
    switch code {
    case UInt8(ascii: "c"): try value(context, address, size).value
    case UInt8(ascii: "u"): try WideText.text(context, at: address, limit: size / 4).value
    default: nil
    }
  }

  /// Writes such a field; false for any other letter.
  static func store(
    _ context: Context, _ code: UInt8, _ value: Value, at address: UnsafeMutableRawPointer, size: Int
  ) throws(Raised) -> Bool {
    switch code {
    case UInt8(ascii: "c"):
      guard let bytes = Bytes(ifHas: value) else {
        throw context.raise(.typeError, "expected bytes, \(context.unqualifiedTypeName(of: value)) found")
      }
      // Up to a zero: what lies behind it in the field stays.
      var count = 0
      while count < bytes.count, bytes.bytes[count] != 0 { count += 1 }
      if count > size {
        throw context.raise(.valueError, "bytes too long (\(count), maximum length \(size))")
      }
      address.copyMemory(from: bytes.base, byteCount: count)
      if count < size { address.storeBytes(of: 0, toByteOffset: count, as: UInt8.self) }
    case UInt8(ascii: "u"):
      guard let text = Text(ifHas: value) else {
        throw context.raise(
          .typeError, "unicode string expected instead of \(context.unqualifiedTypeName(of: value)) instance")
      }
      if text.count > size / 4 {
        throw context.raise(.valueError, "string too long (\(text.count), maximum length \(size / 4))")
      }
      write(text, to: address, size: size)
    default: return false
    }
    return true
  }
}
