import CRuntime
import Runtime

// `io.BufferedRWPair`: a stream that is read from one raw stream and written to another.
//
//     ┌────────┬────────┬────────┐
//     │ header │ reader │ writer │
//     └────────┴────────┴────────┘
//     0        8        16

struct BufferedPairLayout: BitwiseCopyable {
  var header: ObjectHeader
  var reader: Value
  var writer: Value
}

struct BufferedPair: NativeObject {
  let pointer: UnsafeMutablePointer<BufferedPairLayout>
  static var nativeType: NativeType { .bufferedPair }

  private func part(_ context: Context, _ slot: UnsafeMutablePointer<Value>) throws(Raised) -> Value {
    let part = load(slot)
    if part.isEmpty { throw context.raise(.valueError, "I/O operation on uninitialized object") }
    return part
  }

  private static func reader(_ context: Context, _ pair: Value) throws(Raised) -> Value {
    try BufferedPair(pair).part(context, &BufferedPair(pair).pointer.pointee.reader)
  }

  private static func writer(_ context: Context, _ pair: Value) throws(Raised) -> Value {
    try BufferedPair(pair).part(context, &BufferedPair(pair).pointer.pointee.writer)
  }


  static let declaration = TypeDeclaration(
    native: .bufferedPair, "_io.BufferedRWPair", nativeBase: .bufferedBase,
    flags: [.base, .hasDict, .hasWeakReferences, .derivedInstances],
    documentation: "A stream that is read from one stream and written to another.",
    signature: "(reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)",
    slots: [
      .window(.new) { c, type, _, _, _ in
        bridge(c) { () throws(Raised) in try allocate(c, Type(type)).value }
      },
      .window(.initialize) { c, s, arguments, count, names in
        initializing(
          c, "BufferedRWPair", "(self, reader, writer, buffer_size=131072, /)",
          { c, a in
            bridge(c) { () throws(Raised) -> Void in
              try StreamBase.checkReadable(c, a[1])
              try StreamBase.checkWritable(c, a[2])
              let reader = try c.call(c.type(.bufferedReader).value, a[1], a[3])
              let writer = try c.call(c.type(.bufferedWriter).value, a[2], a[3])
              publish(reader, to: &BufferedPair(a[0]).pointer.pointee.reader)
              publish(writer, to: &BufferedPair(a[0]).pointer.pointee.writer)
            }
          }, s, arguments, Int(count), names)
      },
    ],
    methods: [
      .two("read", "(self, size=-1, /) silent") { c, s, size in
        bridge(c) { () throws(Raised) in try c.callMethod(reader(c, s), "read", size) }
      },
      .two("read1", "(self, size=-1, /) silent") { c, s, size in
        bridge(c) { () throws(Raised) in try c.callMethod(reader(c, s), "read1", size) }
      },
      .two("peek", "(self, size=0, /) silent") { c, s, size in
        bridge(c) { () throws(Raised) in try c.callMethod(reader(c, s), "peek", size) }
      },
      .two("readinto", "(self, buffer, /) silent") { c, s, buffer in
        bridge(c) { () throws(Raised) in try c.callMethod(reader(c, s), "readinto", buffer) }
      },
      .two("readinto1", "(self, buffer, /) silent") { c, s, buffer in
        bridge(c) { () throws(Raised) in try c.callMethod(reader(c, s), "readinto1", buffer) }
      },
      .two("write", "(self, b, /) silent") { c, s, data in
        bridge(c) { () throws(Raised) in try c.callMethod(writer(c, s), "write", data) }
      },
      .one("flush") { c, s in bridge(c) { () throws(Raised) in try c.callMethod(writer(c, s), "flush") } },
      .one("readable") { c, s in bridge(c) { () throws(Raised) in try c.callMethod(reader(c, s), "readable") } },
      .one("writable") { c, s in bridge(c) { () throws(Raised) in try c.callMethod(writer(c, s), "writable") } },
      .one("isatty") { c, s in
        bridge(c) { () throws(Raised) in
          let answer = try c.callMethod(writer(c, s), "isatty")
          return try c.isTrue(answer) ? answer : try c.callMethod(reader(c, s), "isatty")
        }
      },
      .one("close") { c, s in
        bridge(c) { () throws(Raised) -> Void in
          let (reader, writer) = (try reader(c, s), try writer(c, s))
          try c.run {
            () throws(Raised) in _ = try c.callMethod(writer, "close")
          } finally: {
            () throws(Raised) in _ = try c.callMethod(reader, "close")
          }
        }
      },
      .getter("closed", { c, s in bridge(c) { () throws(Raised) in try c.attribute(writer(c, s), "closed") } }),
    ])
}
