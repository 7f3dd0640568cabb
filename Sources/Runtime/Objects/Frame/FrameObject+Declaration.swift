import CRuntime

extension FrameObject {
  static let declaration = TypeDeclaration(
    "frame", kind: .frame,
    slots: [
      SlotEntry(slot: .new, body: 0),
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let frame = FrameObject(s)
          let file = try c.reprString(frame.code.pointer.pointee.filename)
          let name = String(Text(frame.code.name))
          return try Text.make(
            c, "<frame at \(s.addressString), file \(file), line \(c.reprString(frame.line)), code \(name)>").value
        }
      },
    ],
    methods: [
      .getter("f_back", { c, s in bridge(c) { () throws(Raised) in try FrameObject(s).back(c) } }),
      .getter("f_code", { _, s in FrameObject(s).code.value }),
      .getter("f_globals", { _, s in FrameObject(s).function.pointer.pointee.globals }),
      .getter("f_builtins", { _, s in FrameObject(s).function.pointer.pointee.builtins }),
      .getter("f_locals", { c, s in bridge(c) { () throws(Raised) in try FrameObject(s).locals(c) } }),
      .getter("f_lasti", { _, s in Value(smallInt: Int64(FrameObject(s).word) * Code.bytesPerWord) }),
      .getter("f_generator", { _, s in orNone(FrameObject(s).pointer.pointee.generator) }),
      .getter("f_lineno", { _, s in FrameObject(s).line }, set: { c, s, value, _ in
        bridge(c) { () throws(Raised) -> Void in
          if value.isEmpty { throw refuseDeletion(c, "f_lineno") }
          try FrameObject(s).jump(c, to: value)
        }
      }),
      .getter("f_trace", { _, s in orNone(FrameObject(s).pointer.pointee.trace) }, set: { _, s, value, _ in
        publish(value == .none ? .empty : value, to: &FrameObject(s).pointer.pointee.trace)
        return .none
      }),
      .getter("f_trace_lines", { _, s in Value(FrameObject(s).pointer.pointee.tracesLines) }, set: { c, s, value, _ in
        flag(c, value, { c in c.raise(.typeError, "can't delete numeric/char attribute") }) {
          FrameObject(s).pointer.pointee.tracesLines = $0
        }
      }),
      .getter("f_trace_opcodes", { _, s in Value(FrameObject(s).pointer.pointee.tracesOpcodes) }, set: { c, s, value, _ in
        flag(c, value, { c in refuseDeletion(c, "f_trace_opcodes") }) {
          FrameObject(s).pointer.pointee.tracesOpcodes = $0
        }
      }),
      .one("clear") { c, s in bridge(c) { () throws(Raised) -> Void in try FrameObject(s).clear(c) } },
    ])

  private static func refuseDeletion(_ context: Context, _ name: StaticString) -> Raised {
    context.raise(.attributeError, "attribute '\(name)' of 'frame' objects cannot be deleted")
  }

  private static func flag(
    _ context: Context, _ value: Value, _ refusal: (Context) -> Raised, _ set: (Bool) -> Void
  ) -> Value {
    bridge(context) { () throws(Raised) -> Void in
      if value.isEmpty { throw refusal(context) }
      if value != .true, value != .false { throw context.raise(.typeError, "attribute value type must be bool") }
      set(value == .true)
    }
  }
}
