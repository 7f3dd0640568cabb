import Bytecode
import CRuntime

// What Python sees of a code object. Offsets count two bytes an instruction word, as CPython's do, so that what indexes
// `co_positions()` by half an offset finds the right one.

extension Code {
  static var bytesPerWord: Int64 { 2 }

  private func names(_ context: Context, _ range: Swift.Range<Int>) throws(Raised) -> Value {
    try Tuple.make(context, copying: variableNames + range.lowerBound, count: range.count).value
  }

  private var header: CodeHeader { portable.header }

  private static func number(_ number: Int32) -> Value { number < 0 ? .none : Value(smallInt: Int64(number)) }

  // MARK: Tables

  /// The line of a frame that stands before the first instruction: where the definition begins, or before a module.
  var beginningLine: Int64 {
    Text(name) == "<module>" && portable.header.flags.isDisjoint(with: [.optimized]) ? 0 : Int64(header.firstLine)
  }

  /// `co_lines()`. What comes first stands for the beginning, which is no instruction here: before it, `f_lasti` is −2.
  private func lines(_ context: Context) throws(Raised) -> Value {
    let list = try List.make(context)
    let beginning = try Tuple.make(
      context, Value(smallInt: -Self.bytesPerWord), Value(smallInt: 0), Value(smallInt: beginningLine))
    try list.append(context, beginning.value)
    // What no line of the source stands for belongs to the line before it.
    var line: Int32 = -1
    for range in portable.positions.lines() {
      if range.line >= 0 { line = range.line }
      let row = try Tuple.allocate(context, count: 3)
      row.elements[0] = Value(smallInt: Int64(range.start) * Self.bytesPerWord)
      row.elements[1] = Value(smallInt: Int64(range.end) * Self.bytesPerWord)
      row.elements[2] = Self.number(line)
      try list.append(context, row.value)
    }
    return try context.iterator(over: list.value)
  }

  /// `co_positions()`.
  private func positions(_ context: Context) throws(Raised) -> Value {
    let list = try List.make(context)
    let hasColumns = !context.interpreter.pointee.settings.flags.hidesColumns
    for position in portable.positions.positions() {
      let position = hasColumns ? position : .line(position.line)
      let row = try Tuple.allocate(context, count: 4)
      row.elements[0] = Self.number(position.line)
      row.elements[1] = Self.number(position.endLine)
      row.elements[2] = Self.number(position.column)
      row.elements[3] = Self.number(position.endColumn)
      try list.append(context, row.value)
    }
    return try context.iterator(over: list.value)
  }

  /// `co_code`: the opcode and the flags of each word.
  private func bytes(_ context: Context) throws(Raised) -> Value {
    let words = portable.instructions
    let result = try Bytes.allocate(context, count: words.count * Int(Self.bytesPerWord))
    for index in 0..<words.count {
      result.base.storeBytes(of: words[index].opcode?.rawValue ?? 0, toByteOffset: index * 2, as: UInt8.self)
      result.base.storeBytes(of: words[index].flags, toByteOffset: index * 2 + 1, as: UInt8.self)
    }
    return result.value
  }

  // MARK: Comparison

  private func isEqual(_ context: Context, _ other: Code) throws(Raised) -> Bool {
    let (left, right) = (portable, other.portable)
    if left === right, pointer.pointee.pool == other.pointer.pointee.pool,
      name == other.name
    {
      return true
    }
    if try !context.areEqual(name, other.name) { return false }
    let isSame = left.header.firstLine == right.header.firstLine && left.header.flags == right.header.flags
      && left.header.positionalCount == right.header.positionalCount
      && left.header.positionalOnlyCount == right.header.positionalOnlyCount
      && left.header.keywordOnlyCount == right.header.keywordOnlyCount && left.names == right.names
      && left.header.variableNames == right.header.variableNames && left.header.cellNames == right.header.cellNames
      && left.header.freeNames == right.header.freeNames && left.positions == right.positions
      && left.instructions == right.instructions
    return isSame ? try hasEqualConstants(context, other) : false
  }

  /// Whether the constants are the same, nested code by what it says.
  private func hasEqualConstants(_ context: Context, _ other: Code) throws(Raised) -> Bool {
    let count = portable.constants.count
    if count != other.portable.constants.count { return false }
    for index in 0..<count {
      let (own, others) = (pointer.pointee.constants[index], other.pointer.pointee.constants[index])
      if let code = Code(ifExactly: own), let otherCode = Code(ifExactly: others) {
        try context.checkNativeStack()
        if try !code.isEqual(context, otherCode) { return false }
      } else if portable.constants[index] != other.portable.constants[index] {
        return false
      }
    }
    return true
  }

  private func hash(_ context: Context) throws(Raised) -> Value {
    let header = header
    var hash = UInt64(bitPattern: try context.hash(name))
    for number in [header.firstLine, header.positionalCount, header.keywordOnlyCount, Int32(portable.names.count)] {
      hash = (hash ^ UInt64(UInt32(bitPattern: number))) &* 0x100_0000_01b3
    }
    return Value(smallInt: Int64(bitPattern: hash >> 2))
  }

  static let declaration = TypeDeclaration(
    "code", kind: .code, flags: [.hasWeakReferences],
    signature: """
      (argcount, posonlyargcount, kwonlyargcount, nlocals, stacksize,
           flags, codestring, constants, names, varnames, filename, name,
           qualname, firstlineno, linetable, exceptiontable, freevars=(),
           cellvars=(), /)
      """,
    slots: [
      SlotEntry(slot: .new, body: 0),
      .unary(.repr) { c, s in
        bridge(c) { () throws(Raised) in
          let code = Code(s)
          let file = String(Text(code.pointer.pointee.filename))
          return try Text.make(
            c,
            "<code object \(String(Text(code.name))) at \(s.addressString), file \"\(file)\", line \(code.header.firstLine)>"
          ).value
        }
      },
      .unary(.hash) { c, s in bridge(c) { () throws(Raised) in try Code(s).hash(c) } },
      .binary(.equal) { c, s, o in
        guard let other = Code(ifExactly: o) else { return .notImplemented }
        return bridge(c) { () throws(Raised) in Value(try Code(s).isEqual(c, other)) }
      },
    ],
    methods: [
      .getter("co_name", { _, s in Code(s).name }),
      .getter("co_qualname", { _, s in Code(s).qualifiedName }),
      .getter("co_filename", { _, s in Code(s).pointer.pointee.filename }),
      .getter("co_firstlineno", { _, s in Value(smallInt: Int64(Code(s).header.firstLine)) }),
      .getter("co_argcount", { _, s in Value(smallInt: Int64(Code(s).header.positionalCount)) }),
      .getter("co_posonlyargcount", { _, s in Value(smallInt: Int64(Code(s).header.positionalOnlyCount)) }),
      .getter("co_kwonlyargcount", { _, s in Value(smallInt: Int64(Code(s).header.keywordOnlyCount)) }),
      .getter("co_nlocals", { _, s in Value(smallInt: Int64(Code(s).header.variableNames.count)) }),
      .getter("co_stacksize", { _, s in
        let layout = Code(s).pointer.pointee
        return Value(smallInt: Int64(layout.registerCount) - Int64(layout.variableCount))
      }),
      .getter("co_flags", { _, s in Value(smallInt: Int64(Code(s).pointer.pointee.flags)) }),
      .getter("co_code", { c, s in bridge(c) { () throws(Raised) in try Code(s).bytes(c) } }),
      .getter("co_consts", { c, s in
        bridge(c) { () throws(Raised) in
          let code = Code(s)
          return try Tuple.make(c, copying: code.pointer.pointee.constants, count: code.portable.constants.count).value
        }
      }),
      .getter("co_names", { c, s in
        bridge(c) { () throws(Raised) in
          let code = Code(s)
          return try Tuple.make(c, copying: code.pointer.pointee.names, count: code.portable.names.count).value
        }
      }),
      .getter("co_varnames", { c, s in
        bridge(c) { () throws(Raised) in try Code(s).names(c, 0..<Code(s).header.variableNames.count) }
      }),
      .getter("co_cellvars", { c, s in
        bridge(c) { () throws(Raised) in
          let start = Code(s).header.variableNames.count
          return try Code(s).names(c, start..<start + Code(s).header.cellNames.count)
        }
      }),
      .getter("co_freevars", { c, s in
        bridge(c) { () throws(Raised) in
          let header = Code(s).header
          let start = header.variableNames.count + header.cellNames.count
          return try Code(s).names(c, start..<start + header.freeNames.count)
        }
      }),
      .getter("co_linetable", { c, s in
        bridge(c) { () throws(Raised) in try Bytes.make(c, Code(s).portable.positions.bytes).value }
      }),
      .getter("co_exceptiontable", { c, s in
        bridge(c) { () throws(Raised) in
          var table: [UInt8] = []
          for range in Code(s).portable.exceptionRanges {
            for number in [range.start, range.end, range.handler] {
              for shift in [0, 8, 16, 24] { table.append(UInt8(truncatingIfNeeded: number >> Int32(shift))) }
            }
          }
          return try Bytes.make(c, table).value
        }
      }),
      .one("co_lines") { c, s in bridge(c) { () throws(Raised) in try Code(s).lines(c) } },
      .one("co_branches") { c, s in bridge(c) { () throws(Raised) in try Code(s).branches(c) } },
      .one("co_positions") { c, s in bridge(c) { () throws(Raised) in try Code(s).positions(c) } },
      .two("_varname_from_oparg", "(self, /, oparg)") { c, s, number in
        bridge(c) { () throws(Raised) in
          let (header, index) = (Code(s).header, Int(try c.intArgument(number)))
          if !(0..<header.variableNames.count + header.cellNames.count + header.freeNames.count).contains(index) {
            throw c.raise(.indexError, "tuple index out of range")
          }
          return Code(s).variableNames[index]
        }
      },
      .window("replace", replacementSignature) { c, a in
        bridge(c) { () throws(Raised) in try Code(a[0]).replacing(c, a + 1) }
      },
      .window("__replace__", replacementSignature) { c, a in
        bridge(c) { () throws(Raised) in try Code(a[0]).replacing(c, a + 1) }
      },
    ])
}
