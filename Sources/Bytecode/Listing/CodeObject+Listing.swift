extension CodeObject {
  /// The code and all that is nested in it, for people to read:
  ///
  ///     function total  "sums.py", line 1
  ///       parameters items · variables sum item · temporaries 1 · optimized newLocals
  ///
  ///        2 │   sum = 0
  ///                 0  loadConstant         sum ← 0
  ///        3 │   for item in items:
  ///                 1  getIterator          %0 ← items
  ///                 2  jump                 → L2 ↓
  ///        4 │     sum += item
  ///       L1:       3  add                  sum ← sum, item, inPlace
  ///        …
  ///
  /// With the `source` (UTF-8), its lines stand above their instructions.
  public func listing(source: [UInt8] = []) -> String {
    let lines = source.split(separator: 10, omittingEmptySubsequences: false)
    var out = ""
    var pending = [self]
    while let code = pending.popLast() {
      var listing = CodeListing(code, lines)
      listing.write()
      if !out.isEmpty { out += "\n" }
      out += listing.out
      var nested: [CodeObject] = []
      code.constants.forEach { $0.collectCode(into: &nested) }
      pending += nested.reversed()
    }
    return out
  }
}

extension CodeObject {
  /// An instruction's operands as a listing shows them, the target of a jump by its offset.
  public func operandListing(of instruction: DecodedInstruction) -> String {
    CodeListing(self, []).operands(of: instruction)
  }
}

/// The listing of one code object.
private struct CodeListing {
  let code: CodeObject
  let lines: [ArraySlice<UInt8>]
  var out = ""
  /// For each word, the number of the label that stands there, or 0.
  private var labels: [Int32]

  init(_ code: CodeObject, _ lines: [ArraySlice<UInt8>]) {
    self.code = code
    self.lines = lines
    labels = Array(repeating: 0, count: code.instructions.count + 1)
  }

  mutating func write() {
    numberLabels()
    writeHeader()
    let positions = code.positions.positions()
    var line: Int32 = -1
    var word = 0
    while word < code.instructions.count {
      let position = word < positions.count ? positions[word] : .none
      if position.hasLine, position.line != line {
        line = position.line
        writeLine(line)
      }
      out += labels[word] > 0 ? pad("  L\(labels[word]):", 8) : "        "
      out += pad("\(word)", 6, left: true) + "  "
      if let instruction = code.decode(at: word) {
        writeInstruction(instruction)
        word = instruction.next
      } else {
        out += "<\(code.instructions[word].bits)>"
        word += 1
      }
      out += "\n"
    }
    writeExceptionRanges()
  }

  private mutating func numberLabels() {
    var word = 0
    while word < code.instructions.count {
      guard let instruction = code.decode(at: word) else {
        word += 1
        continue
      }
      if instruction.opcode.instruction.jumps { mark(instruction.target) }
      word = instruction.next
    }
    for range in code.exceptionRanges { mark(Int(range.handler)) }
    var number: Int32 = 0
    for word in labels.indices where labels[word] != 0 {
      number += 1
      labels[word] = number
    }
  }

  private mutating func mark(_ word: Int) {
    if labels.indices.contains(word) { labels[word] = 1 }
  }

  private func label(_ word: Int) -> String {
    labels.indices.contains(word) && labels[word] > 0 ? "L\(labels[word])" : "\(word)"
  }

  // MARK: Header

  private mutating func writeHeader() {
    let header = code.header
    out += "\(kind) \(header.qualifiedName.string)  \"\(header.filename.string)\", line \(header.firstLine)\n"
    let parameters = min(header.parameterCount, header.variableNames.count)
    var parts: [String] = []
    if parameters > 0 { parts.append("parameters " + signature(parameters)) }
    if parameters < header.variableNames.count {
      parts.append("variables " + names(header.variableNames[parameters...]))
    }
    if !header.cellNames.isEmpty { parts.append("cells " + names(header.cellNames[...])) }
    if !header.freeNames.isEmpty { parts.append("captures " + names(header.freeNames[...])) }
    parts.append("registers \(code.registerCount)")
    let flags = CodeListing.flagNames.filter { header.flags.contains($0.flag) }.map { "\($0.name)" }
    if !flags.isEmpty { parts.append(flags.joined(separator: " ")) }
    out += "  " + parts.joined(separator: " · ") + "\n\n"
  }

  private var kind: StaticString {
    let flags = code.header.flags
    return if flags.contains(.asyncGenerator) {
      "async generator"
    } else if flags.contains(.coroutine) {
      "coroutine"
    } else if flags.contains(.generator) {
      "generator"
    } else if flags.contains(.optimized) {
      "function"
    } else {
      "body"
    }
  }

  /// The parameters with the marks `/`, `*` and `**` of a definition.
  private func signature(_ count: Int) -> String {
    let header = code.header
    let positional = Int(header.positionalCount)
    let keywordEnd = positional + Int(header.keywordOnlyCount)
    let takesMore = header.flags.contains(.variableArguments)
    var parts: [String] = []
    for index in 0..<count {
      if index == header.positionalOnlyCount, index > 0 { parts.append("/") }
      if index == positional, index < keywordEnd, !takesMore { parts.append("*") }
      let mark = index < keywordEnd ? "" : index == keywordEnd && takesMore ? "*" : "**"
      parts.append(mark + header.variableNames[index].string)
    }
    if count == header.positionalOnlyCount { parts.append("/") }
    return parts.joined(separator: ", ")
  }

  private func names(_ names: ArraySlice<Text>) -> String { names.map { $0.string }.joined(separator: " ") }

  private static let flagNames: [(flag: CodeFlags, name: StaticString)] = [
    (.optimized, "optimized"), (.newLocals, "newLocals"), (.nested, "nested"), (.method, "method"),
    (.hasDocstring, "docstring"), (.iterableCoroutine, "iterableCoroutine"),
    (.futureAnnotations, "futureAnnotations"),
  ]

  // MARK: Lines

  private mutating func writeLine(_ line: Int32) {
    out += pad("\(line)", 6, left: true) + " │"
    if line > 0, Int(line) <= lines.count {
      out += " " + String(decoding: lines[Int(line) - 1].filter { $0 != 13 }, as: UTF8.self)
    }
    out += "\n"
  }

  private mutating func writeInstruction(_ instruction: DecodedInstruction) {
    let name = instruction.opcode.name
    let operands = operands(of: instruction)
    out += operands.isEmpty ? "\(name)" : pad("\(name)", 20) + " " + operands
  }

  /// Results, an arrow, what they are made of, and where a jump leads.
  func operands(of instruction: DecodedInstruction) -> String {
    let row = instruction.opcode.instruction
    var results: [String] = []
    var others: [String] = []
    var target = ""
    row.forEachOperand { operand in
      let value = instruction[operand.slot]
      switch operand.role {
      case .write, .clear, .maybeWrite, .cellWrite: results.append(code.registerName(value))
      case .writes(let count): results.append(registers(value, instruction.count(count)))
      case .read, .check, .maybe, .cell: others.append(code.registerName(value))
      case .update, .cellUpdate:
        results.append(code.registerName(value))
        others.append(code.registerName(value))
      case .value:
        others.append(instruction.isConstant(operand.slot) ? constant(value) : code.registerName(value))
      case .reads(let count): others.append(registers(value, instruction.count(count)))
      case .window(let count): others.append("[\(registers(value, instruction.count(count)))]")
      case .constant: others.append(constant(value))
      case .name: others.append(code.names.indices.contains(value) ? code.names[value].string : "?\(value)")
      case .free:
        let free = code.header.freeNames
        others.append(free.indices.contains(value) ? free[value].string : "?\(value)")
      case .target: target = "→ \(label(instruction.target)) \(instruction.target < instruction.next ? "↑" : "↓")"
      case .site: others.append("cache \(value)")
      case .flag: if value != 0 { others.append("\(operand.name)") }
      case .choice(let choice): others.append("\(choice.name(of: UInt8(truncatingIfNeeded: value)))")
      case .count: if !CodeListing.isImplied(operand.slot, row) { others.append("\(value)") }
      }
    }
    var operands = results.isEmpty ? "" : results.joined(separator: ", ")
    if !others.isEmpty { operands += (results.isEmpty ? "" : " ← ") + others.joined(separator: ", ") }
    if !target.isEmpty { operands += (operands.isEmpty ? "" : " ") + target }
    return operands
  }

  /// Whether a count is seen from the registers that it counts.
  private static func isImplied(_ slot: Operand.Slot, _ row: Instruction) -> Bool {
    var implied = false
    row.forEachOperand { operand in
      switch operand.role {
      case .writes(.operand(let counted, _, _)), .reads(.operand(let counted, _, _)),
        .window(.operand(let counted, _, _)):
        implied = implied || counted == slot
      default: break
      }
    }
    return implied
  }

  private func registers(_ first: Int, _ count: Int) -> String {
    if count <= 0 { return "–" }
    if count > 4 { return "\(code.registerName(first)) … \(code.registerName(first + count - 1))" }
    return (first..<(first + count)).map { code.registerName($0) }.joined(separator: ", ")
  }

  private func constant(_ index: Int) -> String {
    code.constants.indices.contains(index) ? code.constants[index].listing() : "?\(index)"
  }

  private mutating func writeExceptionRanges() {
    if code.exceptionRanges.isEmpty { return }
    out += "\n  exceptions\n"
    for range in code.exceptionRanges {
      out += pad("\(range.start)", 14, left: true) + " ..< \(range.end)  → \(label(Int(range.handler)))\n"
    }
  }

  private func pad(_ text: String, _ width: Int, left: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - text.utf8.count))
    return left ? space + text : text + space
  }
}
