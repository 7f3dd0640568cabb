import CRuntime
import CSystem
import Glibc
import Runtime

/// The machine's network interfaces, and sizes of what comes beside messages.
enum NetworkInterfaces {
  static let functions: [NativeEntry] = [
    .none("if_nameindex", "() self") { c in
      bridge(c) { () throws(Raised) in
        guard let first = system_if_nameindex() else { throw c.raiseSystemError(errno) }
        defer { if_freenameindex(first) }
        let list = try List.make(c)
        var next = first
        while next.pointee.if_index != 0, let name = next.pointee.if_name {
          try list.append(
            c, Tuple.make(c, Value(smallInt: Int64(next.pointee.if_index)), c.fileSystemText(name)).value)
          next += 1
        }
        return list.value
      }
    },
    .one("if_nametoindex", "(oname, /)", .function) { c, name in
      bridge(c) { () throws(Raised) in
        let name = try c.terminatedString(name)
        let index = Glibc.if_nametoindex(name.string)
        if index == 0 { throw c.raiseSystemError(errno) }
        return Value(smallInt: Int64(index))
      }
    },
    .one("if_indextoname", "(if_index, /)", .function) { c, index in
      bridge(c) { () throws(Raised) in
        let index: UInt32 = try c.unsigned(index, "unsigned int")
        let name = try Bytes.allocate(c, count: 32)
        if Glibc.if_indextoname(index, name.string) == nil { throw c.raiseSystemError(errno) }
        return try c.fileSystemText(name.string)
      }
    },
    .one("CMSG_LEN", "(length, /) parsed", .function) { c, length in
      bridge(c) { () throws(Raised) in
        try PythonInt.make(c, Int64(MessageHeader.size + size(c, length, "CMSG_LEN")))
      }
    },
    .one("CMSG_SPACE", "(length, /) parsed", .function) { c, length in
      bridge(c) { () throws(Raised) in
        try PythonInt.make(c, Int64(MessageHeader.size + MessageHeader.aligned(size(c, length, "CMSG_SPACE"))))
      }
    },
  ]

  private static func size(_ context: Context, _ length: Value, _ function: StaticString) throws(Raised) -> Int {
    let length = try context.sizeArgument(length)
    if length < 0 || length > Int(Int32.max) - 64 {
      throw context.raise(.overflowError, "\(function)() argument out of range")
    }
    return length
  }
}
