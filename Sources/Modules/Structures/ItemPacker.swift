import CRuntime
import Runtime

/// Writes and reads one item of a packed record.
struct ItemPacker {
  let context: Context
  let item: StructureItem
  let isLittleEndian: Bool

  private var letter: String { String(Character(Unicode.Scalar(item.letter))) }

  // MARK: Writing

  func write(_ value: Value, to target: UnsafeMutableRawPointer) throws(Raised) {
    switch item.form {
    case .padding: break
    case .character:
      guard let bytes = Bytes(ifHas: value), bytes.count == 1 else {
        throw Structures.raise(context, "char format requires a bytes object of length 1")
      }
      target.storeBytes(of: bytes.base.load(as: UInt8.self), as: UInt8.self)
    case .truth: target.storeBytes(of: try context.isTrue(value) ? 1 : 0, as: UInt8.self)
    case .signed, .unsigned: try writeInt(value, to: target)
    case .address: try writeAddress(value, to: target)
    case .half: try writeHalf(double(value), to: target)
    case .float: try writeFloat(double(value), to: target)
    case .double: store(try double(value).bitPattern, size: 8, to: target)
    case .floats, .doubles: try writeComplex(value, to: target)
    case .text, .pascal: try writeText(value, to: target)
    }
  }

  private func writeInt(_ value: Value, to target: UnsafeMutableRawPointer) throws(Raised) {
    let number = try int(value)
    let isSigned = item.form == .signed
    do throws(Raised) {
      try write(number, isSigned: isSigned, to: target)
    } catch {
      guard context.isPending(.overflowError) else { throw error }
      _ = context.takeException()
      let bits = UInt64(item.size * 8)
      let least = isSigned ? "-\(UInt64(1) << (bits - 1))" : "0"
      let most = isSigned ? (UInt64(1) << (bits - 1)) - 1 : UInt64.max >> (64 - bits)
      throw Structures.raise(context, "'\(letter)' format requires \(least) <= number <= \(most)")
    }
  }

  private func writeAddress(_ value: Value, to target: UnsafeMutableRawPointer) throws(Raised) {
    let number = try int(value)
    do throws(Raised) {
      let isNegative = try context.isTrue(context.compare(.less, number, Value(smallInt: 0)))
      try write(number, isSigned: isNegative, to: target)
    } catch {
      guard context.isPending(.overflowError) else { throw error }
      _ = context.takeException()
      throw Structures.raise(context, "int too large to convert")
    }
  }

  private func write(_ number: Value, isSigned: Bool, to target: UnsafeMutableRawPointer) throws(Raised) {
    try PythonInt.write(
      context, number, to: target.assumingMemoryBound(to: UInt8.self), count: item.size, isLittleEndian: isLittleEndian,
      isSigned: isSigned)
  }

  private func int(_ value: Value) throws(Raised) -> Value {
    do throws(Raised) {
      return try context.index(of: value)
    } catch {
      guard context.isPending(.typeError) else { throw error }
      _ = context.takeException()
      throw Structures.raise(context, "required argument is not an integer")
    }
  }

  private func double(_ value: Value, _ wanted: StaticString = "float") throws(Raised) -> Double {
    do throws(Raised) {
      return try Mathematics.double(context, value)
    } catch {
      guard context.isPending(.typeError) else { throw error }
      _ = context.takeException()
      throw Structures.raise(context, "required argument is not a \(wanted)")
    }
  }

  private func writeFloat(_ number: Double, to target: UnsafeMutableRawPointer) throws(Raised) {
    let narrow = Float(number)
    if narrow.isInfinite, number.isFinite {
      throw context.raise(.overflowError, "float too large to pack with f format")
    }
    store(UInt64(narrow.bitPattern), size: 4, to: target)
  }

  private func writeHalf(_ number: Double, to target: UnsafeMutableRawPointer) throws(Raised) {
    guard let bits = HalfFloat.bits(of: number) else {
      throw context.raise(.overflowError, "float too large to pack with e format")
    }
    store(UInt64(bits), size: 2, to: target)
  }

  private func writeComplex(_ value: Value, to target: UnsafeMutableRawPointer) throws(Raised) {
    var parts: (Double, Double)
    if let number = Complex(ifHas: value)?.number {
      parts = (number.real, number.imaginary)
    } else {
      parts = (try double(value, "complex"), 0)
    }
    if item.form == .doubles {
      store(parts.0.bitPattern, size: 8, to: target)
      return store(parts.1.bitPattern, size: 8, to: target + 8)
    }
    try writeFloat(parts.0, to: target)
    try writeFloat(parts.1, to: target + 4)
  }

  private func writeText(_ value: Value, to target: UnsafeMutableRawPointer) throws(Raised) {
    guard Bytes(ifHas: value) != nil || ByteArray(ifHas: value) != nil, let bytes = context.contiguousBytes(of: value) else {
      throw Structures.raise(context, "argument for '\(letter)' must be a bytes object")
    }
    if item.form == .text {
      return target.copyMemory(from: bytes.base, byteCount: min(bytes.count, item.size))
    }
    // The first byte says how many follow.
    if item.size == 0 { return }
    let count = min(bytes.count, item.size - 1)
    target.storeBytes(of: UInt8(min(count, 255)), as: UInt8.self)
    (target + 1).copyMemory(from: bytes.base, byteCount: count)
  }

  private func store(_ bits: UInt64, size: Int, to target: UnsafeMutableRawPointer) {
    for index in 0..<size {
      let place = isLittleEndian ? index : size - 1 - index
      target.storeBytes(of: UInt8(truncatingIfNeeded: bits >> UInt64(index * 8)), toByteOffset: place, as: UInt8.self)
    }
  }

  // MARK: Reading

  func read(from source: UnsafeRawPointer) throws(Raised) -> Value {
    switch item.form {
    case .padding: return .none
    case .character: return try Bytes.make(context, UnsafeRawBufferPointer(start: source, count: 1)).value
    case .truth: return Value(source.load(as: UInt8.self) != 0)
    case .signed:
      let unused = UInt64(64 - item.size * 8)
      return try PythonInt.make(context, Int64(bitPattern: bits(source, item.size) << unused) >> Int64(unused))
    case .unsigned, .address: return try PythonInt.make(context, bits(source, item.size))
    case .half: return try PythonFloat.make(context, HalfFloat.double(UInt16(bits(source, 2))))
    case .float: return try PythonFloat.make(context, single(source))
    case .double: return try PythonFloat.make(context, Double(bitPattern: bits(source, 8)))
    case .floats: return try Complex.make(context, ComplexNumber(single(source), single(source + 4)))
    case .doubles:
      return try Complex.make(
        context, ComplexNumber(Double(bitPattern: bits(source, 8)), Double(bitPattern: bits(source + 8, 8))))
    case .text: return try Bytes.make(context, UnsafeRawBufferPointer(start: source, count: item.size)).value
    case .pascal:
      let count = item.size == 0 ? 0 : min(Int(source.load(as: UInt8.self)), item.size - 1)
      return try Bytes.make(context, UnsafeRawBufferPointer(start: source + min(1, item.size), count: count)).value
    }
  }

  private func single(_ source: UnsafeRawPointer) -> Double {
    Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits(source, 4))))
  }

  private func bits(_ source: UnsafeRawPointer, _ size: Int) -> UInt64 {
    var bits: UInt64 = 0
    for index in 0..<size {
      let place = isLittleEndian ? size - 1 - index : index
      bits = bits << 8 | UInt64(source.load(fromByteOffset: place, as: UInt8.self))
    }
    return bits
  }
}
