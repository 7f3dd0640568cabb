import CRuntime
import CSystem
import Glibc
import Runtime

/// Reading to and writing from several places at once, and moving bytes from file to file.
enum VectorTransfer {
  static let functions: [NativeEntry] = [
    .two("readv", "(fd, buffers, /)", .function) { c, descriptor, buffers in
      bridge(c) { () throws(Raised) in
        let descriptor = try c.descriptor(descriptor)
        let places = try BytePlaces(c, buffers, "readv", isWritten: true)
        return try places.perform(c) { Glibc.readv(descriptor, $0, $1) }
      }
    },
    .two("writev", "(fd, buffers, /)", .function) { c, descriptor, buffers in
      bridge(c) { () throws(Raised) in
        let descriptor = try c.descriptor(descriptor)
        let places = try BytePlaces(c, buffers, "writev", isWritten: false)
        return try places.perform(c) { Glibc.writev(descriptor, $0, $1) }
      }
    },
    .window("preadv", "(fd, buffers, offset, flags=0, /)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let (descriptor, offset) = (try c.descriptor(a[0]), try c.machineIndex(of: a[2]))
        let flags = try c.intArgument(a[3])
        let places = try BytePlaces(c, a[1], "preadv2", isWritten: true)
        return try places.perform(c) { Int(system_preadv2(descriptor, $0, $1, offset, flags)) }
      }
    },
    .window("pwritev", "(fd, buffers, offset, flags=0, /)", .function) { c, a in
      bridge(c) { () throws(Raised) in
        let (descriptor, offset) = (try c.descriptor(a[0]), try c.machineIndex(of: a[2]))
        let flags = try c.intArgument(a[3])
        let places = try BytePlaces(c, a[1], "pwritev2", isWritten: false)
        return try places.perform(c) { Int(system_pwritev2(descriptor, $0, $1, offset, flags)) }
      }
    },
    .window(
      "copy_file_range",
      """
      (src, dst, count, offset_src=None,
                      offset_dst=None)
      """, .function
    ) { c, a in
      bridge(c) { () throws(Raised) in
        try move(c, a, flags: 0) { Int(system_copy_file_range($0, $1, $2, $3, $4, $5)) }
      }
    },
    .window(
      "splice",
      """
      (src, dst, count, offset_src=None, offset_dst=None,
             flags=0)
      """, .function
    ) { c, a in
      bridge(c) { () throws(Raised) in
        let flags: UInt32 = try c.unsigned(a[5], "unsigned int")
        return try move(c, a, flags: flags) { Int(system_splice($0, $1, $2, $3, $4, $5)) }
      }
    },
  ]

  private static func move(
    _ context: Context, _ a: UnsafeMutablePointer<Value>, flags: UInt32,
    _ body: (Int32, UnsafeMutablePointer<Int64>?, Int32, UnsafeMutablePointer<Int64>?, Int, UInt32) -> Int
  ) throws(Raised) -> Value {
    let (source, target, count) = (
      try context.descriptor(a[0]), try context.descriptor(a[1]), try context.sizeArgument(a[2])
    )
    if count < 0 { throw context.raise(.valueError, "negative value for 'count' not allowed") }
    var from = a[3] == .none ? 0 : try context.machineIndex(of: a[3])
    var to = a[4] == .none ? 0 : try context.machineIndex(of: a[4])
    let (hasFrom, hasTo) = (a[3] != .none, a[4] != .none)
    let moved = try context.system {
      withUnsafeMutablePointer(to: &from) { from in
        withUnsafeMutablePointer(to: &to) { to in
          body(source, hasFrom ? from : nil, target, hasTo ? to : nil, count, flags)
        }
      }
    }
    return Value(smallInt: Int64(moved))
  }
}

/// The bytes of several objects.
private struct BytePlaces {
  private let places: [iovec]
  /// Keeps the objects alive.
  private let owners: List

  init(_ context: Context, _ buffers: Value, _ function: StaticString, isWritten: Bool) throws(Raised) {
    let type = context.type(of: buffers)
    if !type.has(.getItem) || !type.has(.length) || Dict(ifHas: buffers) != nil {
      throw context.raise(.typeError, "\(function)() arg 2 must be a sequence")
    }
    let list = try context.list(of: buffers)
    var places: [iovec] = []
    for index in 0..<list.count {
      let object = list.element(index)
      let bytes = try context.bytesLike(object)
      if isWritten, try context.writableBytes(of: object) == nil {
        throw context.raise(.bufferError, "Object is not writable.")
      }
      places.append(iovec(iov_base: UnsafeMutableRawPointer(mutating: bytes.base), iov_len: bytes.count))
    }
    (self.places, owners) = (places, list)
  }

  func perform(_ context: Context, _ body: (UnsafePointer<iovec>?, Int32) -> Int) throws(Raised) -> Value {
    let (places, count) = (places, Int32(places.count))
    let moved = try context.system { places.withUnsafeBufferPointer { body($0.baseAddress, count) } }
    keep_alive(owners.value)
    return Value(smallInt: Int64(moved))
  }
}
