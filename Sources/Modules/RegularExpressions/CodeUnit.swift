import CRuntime

/// A code unit of text: the matcher is compiled for each of the three widths.
protocol CodeUnit: BitwiseCopyable {
  var code: UInt32 { get }
  /// Whether all units are below 256.
  static var isByte: Bool { get }
  /// The unit of a code point, nil where it does not fit.
  init?(code: UInt32)
  /// The place of the first of `count` units that is this one, or −1.
  static func find(_ units: UnsafePointer<Self>, _ count: Int, _ unit: Self) -> Int
}

extension UInt8: CodeUnit {
  @inline(__always) var code: UInt32 { UInt32(self) }
  @inline(__always) static var isByte: Bool { true }
  @inline(__always) init?(code: UInt32) { self.init(exactly: code) }
  @inline(__always) static func find(_ units: UnsafePointer<UInt8>, _ count: Int, _ unit: UInt8) -> Int {
    Int(bytes_find_byte(units, Int64(count), unit))
  }
}

extension UInt16: CodeUnit {
  @inline(__always) var code: UInt32 { UInt32(self) }
  @inline(__always) static var isByte: Bool { false }
  @inline(__always) init?(code: UInt32) { self.init(exactly: code) }
  @inline(__always) static func find(_ units: UnsafePointer<UInt16>, _ count: Int, _ unit: UInt16) -> Int {
    Int(units_find_u16(units, Int64(count), unit))
  }
}

extension UInt32: CodeUnit {
  @inline(__always) var code: UInt32 { self }
  @inline(__always) static var isByte: Bool { false }
  @inline(__always) init?(code: UInt32) { self = code }
  @inline(__always) static func find(_ units: UnsafePointer<UInt32>, _ count: Int, _ unit: UInt32) -> Int {
    Int(units_find_u32(units, Int64(count), unit))
  }
}
