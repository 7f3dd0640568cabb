import CRuntime

extension Traceback {
  static let declaration = TypeDeclaration(
    "traceback", kind: .traceback,
    signature: "(tb_next, tb_frame, tb_lasti, tb_lineno)",
    slots: [
      .window(.new) { c, _, arguments, count, names in
        initializing(c, "traceback", "(tb_next, tb_frame, tb_lasti, tb_lineno)", { c, a in
          bridge(c) { () throws(Raised) in try make(c, next: a[0], frame: a[1], lasti: a[2], line: a[3]).value }
        }, .empty, arguments, Int(count), names)
      }
    ],
    methods: [
      .getter("tb_next", { _, s in orNone(load(&Traceback(s).pointer.pointee.next)) }, set: { c, s, next, _ in
        bridge(c) { () throws(Raised) -> Void in try Traceback(s).setNext(c, next) }
      }),
      .getter("tb_frame", { c, s in
        bridge(c) { () throws(Raised) in try FrameObject.of(c, Traceback(s)).value }
      }),
      .getter("tb_lasti", { _, s in Value(smallInt: 2 * Traceback(s).pointer.pointee.word) }),
      .getter("tb_lineno", { _, s in
        let line = Traceback(s).line
        return line < 0 ? .none : Value(smallInt: Int64(line))
      }),
    ])

  private static func make(
    _ context: Context, next: Value, frame: Value, lasti: Value, line: Value
  ) throws(Raised) -> Traceback {
    if next != .none, Traceback(ifExactly: next) == nil {
      throw context.raise(.typeError, "expected traceback object or None, got '\(context.typeName(of: next))'")
    }
    guard let object = FrameObject(ifExactly: frame) else {
      throw context.raise(
        .typeError, "traceback() argument 'tb_frame' must be frame, not \(context.typeName(of: frame))")
    }
    let word = try context.machineIndex(of: lasti) / 2
    let number = try context.machineIndex(of: line)
    let traceback = try allocate(context)
    traceback.pointer.pointee.word = word
    traceback.pointer.pointee.givenLine = Int32(truncatingIfNeeded: number)
    traceback.pointer.pointee.function = object.function.value
    traceback.pointer.pointee.frame = frame
    traceback.pointer.pointee.next = next == .none ? .empty : next
    return traceback
  }

  /// A chain of tracebacks must not become a circle.
  private func setNext(_ context: Context, _ next: Value) throws(Raised) {
    if next.isEmpty { throw context.raise(.typeError, "can't delete tb_next attribute") }
    if next == .none { return publish(.empty, to: &pointer.pointee.next) }
    guard let first = Traceback(ifExactly: next) else {
      throw context.raise(.typeError, "expected traceback object or None, got '\(context.typeName(of: next))'")
    }
    var entry: Traceback? = first
    while let current = entry {
      if current == self { throw context.raise(.valueError, "traceback loop detected") }
      entry = current.next
    }
    publish(next, to: &pointer.pointee.next)
  }
}
