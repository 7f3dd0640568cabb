import CFFI
import CRuntime
import Runtime

// How structures and unions are passed by value. libffi knows structures of scalars, and decides by what these are
// where the parts of one travel. So a structure's type lists all scalars in it, those of structures and arrays within
// it, too; where scalars overlap, as in a union, each eight bytes are one float or one integer.
//
//     foreignHolder   ┌──────────┬───────────┬───────────┬───────────┬──────┐
//                     │ ffi_type │ element 0 │ element 1 │ …         │ NULL │
//                     └─────┬────┴───────────┴───────────┴───────────┴──────┘
//                           └──────────▲ elements

enum AggregatePassing {
  /// Larger ones travel in memory, whatever they are made of, on all machines.
  private static var largestInRegisters: Int { 64 }

  /// A scalar somewhere in a structure.
  private struct Scalar: BitwiseCopyable {
    let offset: Int
    let code: UInt8
    var size: Int { foreign_size(code) }
    var isFloat: Bool { code == UInt8(ascii: "f") || code == UInt8(ascii: "d") }
  }

  static func setForeign(_ context: Context, _ record: CType) throws(Raised) {
    var scalars: [Scalar] = []
    if record.size <= largestInRegisters { collect(record, at: 0, &scalars) }
    scalars.sort { $0.offset < $1.offset }
    let codes = record.size > largestInRegisters ? [UInt8(ascii: "B")] : elements(scalars, record)
    let size = MemoryLayout<ffi_type>.size + (codes.count + 1) * MemoryLayout<UInt>.size
    let holder = try Bytes.allocate(context, count: size)
    let list = (holder.base + MemoryLayout<ffi_type>.size)
      .assumingMemoryBound(to: UnsafeMutablePointer<ffi_type>?.self)
    for (index, code) in codes.enumerated() { list[index] = foreign_type(code) }
    let foreign = holder.base.assumingMemoryBound(to: ffi_type.self)
    foreign.pointee.size = record.size
    foreign.pointee.alignment = UInt16(clamping: record.alignment)
    foreign.pointee.type = UInt16(FFI_TYPE_STRUCT)
    foreign.pointee.elements = list
    publish(holder.value, to: &record.pointer.pointee.foreignHolder)
    record.foreign = foreign
  }

  private static func collect(_ record: CType, at offset: Int, _ scalars: inout [Scalar]) {
    switch record.form {
    case .simple: scalars.append(Scalar(offset: offset, code: record.code))
    case .pointer, .function: scalars.append(Scalar(offset: offset, code: UInt8(ascii: "P")))
    case .array:
      guard let element = record.element.flatMap({ CType(of: $0) }), element.size > 0 else { return }
      for index in 0..<record.length { collect(element, at: offset + index * element.size, &scalars) }
    case .structure, .union:
      guard let fields = Tuple(ifHas: load(&record.pointer.pointee.fields)) else { return }
      for index in 0..<fields.count {
        let field = Field(fields[index])
        collect(field.record, at: offset + field.byteOffset, &scalars)
      }
    }
  }

  /// The letters of the elements that libffi is told of.
  private static func elements(_ scalars: [Scalar], _ record: CType) -> [UInt8] {
    var (end, isPlain) = (0, !scalars.isEmpty)
    for scalar in scalars {
      if scalar.offset < end || scalar.offset % max(foreign_alignment(scalar.code), 1) != 0 { isPlain = false }
      end = scalar.offset + scalar.size
    }
    if isPlain { return scalars.map { $0.code } }
    return stride(from: 0, to: max(record.size, 1), by: 8).map { start in
      let inside = scalars.filter { $0.offset < start + 8 && $0.offset + $0.size > start }
      let left = record.size - start
      if !inside.isEmpty, inside.allSatisfy({ $0.isFloat }) { return left >= 8 ? UInt8(ascii: "d") : UInt8(ascii: "f") }
      return left > 4 ? UInt8(ascii: "Q") : left > 2 ? UInt8(ascii: "I") : left > 1 ? UInt8(ascii: "H") : UInt8(ascii: "B")
    }
  }
}
