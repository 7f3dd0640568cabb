import Bytecode
import CRuntime

/// How an exception is shown that nobody caught: its causes, the frames it passed, its text; groups indented.
///
///       + Exception Group Traceback (most recent call last):
///       |   File …
///       | ExceptionGroup: two (2 sub-exceptions)
///       +-+---------------- 1 ----------------
///         | ValueError: 1
///         +---------------- 2 ----------------
///         | …
///         +------------------------------------
struct ExceptionDisplay {
  let context: Context
  var sources: SourceTexts
  private var output = ""
  /// How many groups are around what is being shown.
  private var depth = 0
  /// Whether the group's last line has still to be drawn.
  private var needsClosing = false
  /// The addresses of exceptions shown: none is shown twice as a cause or context.
  private var seen: Swift.Set<UInt64> = []

  /// Of a group so many exceptions are shown, and so many groups within each other.
  private static var widthLimit: Int { 15 }
  private static var depthLimit: Int { 10 }

  init(_ context: Context, _ sources: SourceTexts) {
    (self.context, self.sources) = (context, sources)
  }

  func text(_ exception: Exception) -> String {
    var display = self
    display.showChain(exception)
    return display.output
  }

  // MARK: The chain

  private enum Link {
    case cause, context

    var message: String {
      switch self {
      case .cause: "\nThe above exception was the direct cause of the following exception:\n\n"
      case .context: "\nDuring handling of the above exception, another exception occurred:\n\n"
      }
    }
  }

  private mutating func showChain(_ last: Exception) {
    guard let chain = try? List.make(context) else { return show(last) }
    var links: [Link] = []
    var exception = last
    seen.insert(exception.value.bits)
    while let (earlier, link) = predecessor(of: exception), (try? chain.append(context, exception.value)) != nil {
      links.append(link)
      seen.insert(earlier.value.bits)
      exception = earlier
    }
    show(exception)
    for index in links.indices.reversed() {
      emit(links[index].message)
      show(Exception(chain.element(index)))
    }
  }

  private func predecessor(of exception: Exception) -> (Exception, Link)? {
    let layout = exception.pointer
    if let cause = Exception(ifHas: load(&layout.pointee.cause)), !seen.contains(cause.value.bits) {
      return (cause, .cause)
    }
    guard load(&layout.pointee.suppressContext) != .true,
      let earlier = Exception(ifHas: load(&layout.pointee.context)), !seen.contains(earlier.value.bits)
    else { return nil }
    return (earlier, .context)
  }

  // MARK: One exception

  /// The frames to show: of many the last, as `sys.tracebacklimit` says.
  private func traceback(of exception: Exception) -> Traceback? {
    guard var first = Traceback(ifExactly: load(&exception.pointer.pointee.traceback)) else { return nil }
    guard let limit = tracebackLimit() else { return first }
    if limit <= 0 { return nil }
    var (count, last) = (Int64(1), first)
    while let next = last.next { (count, last) = (count + 1, next) }
    while count > limit, let next = first.next { (count, first) = (count - 1, next) }
    return first
  }

  private func tracebackLimit() -> Int64? {
    let system = context.interpreter.pointee.system
    guard !system.isEmpty, let key = try? Text.make(context, "tracebacklimit" as StaticString),
      let limit = PythonInt.operand((try? Module(system).dict.value(context, for: key.value)) ?? .empty)
    else { return nil }
    return PythonInt.int64(limit) ?? (BigInt(limit).isNegative ? 0 : nil)
  }

  private mutating func show(_ exception: Exception) {
    if let group = ExceptionGroup(context, exception.value) { return show(group) }
    if let traceback = traceback(of: exception) {
      emit("Traceback (most recent call last):\n")
      var display = TracebackDisplay(context, sources)
      emit(display.text(traceback))
      sources = display.sources
    }
    emit(ExceptionText(context, exception).text())
  }

  private mutating func show(_ group: ExceptionGroup) {
    if depth > Self.depthLimit {
      return emit("... (max_group_depth is \(Self.depthLimit))\n")
    }
    let isOutermost = depth == 0
    if isOutermost { depth += 1 }
    if let traceback = traceback(of: group.exception) {
      emit("Exception Group Traceback (most recent call last):\n", margin: isOutermost ? "+" : "|")
      var display = TracebackDisplay(context, sources)
      emit(display.text(traceback))
      sources = display.sources
    }
    emit(ExceptionText(context, group.exception).text())
    showMembers(of: group)
    if isOutermost { depth = 0 }
  }

  private mutating func showMembers(of group: ExceptionGroup) {
    let exceptions = group.exceptions
    let count = min(exceptions.count, Self.widthLimit + 1)
    needsClosing = false
    for index in 0..<count {
      let isLast = index == count - 1
      // The line that ends this group may be that of a group in it.
      if isLast { needsClosing = true }
      let isShown = index < Self.widthLimit
      output += "\(indentation)\(index == 0 ? "+-" : "  ")+---------------- "
      output += "\(isShown ? "\(index + 1)" : "...") ----------------\n"
      depth += 1
      if isShown {
        showChain(Exception(exceptions[index]))
      } else {
        let left = exceptions.count - Self.widthLimit
        emit("and \(left) more exception\(left > 1 ? "s" : "")\n")
      }
      if isLast, needsClosing {
        output += "\(indentation)+------------------------------------\n"
        needsClosing = false
      }
      depth -= 1
    }
  }

  // MARK: Lines

  private var indentation: String { String(repeating: " ", count: 2 * depth) }

  /// Writes lines, each behind the margin of the groups around.
  private mutating func emit(_ text: String, margin: String = "|") {
    if depth == 0 {
      output += text
      return
    }
    let prefix = "\(indentation)\(margin) "
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      output += "\(prefix)\(line)\n"
    }
  }
}
