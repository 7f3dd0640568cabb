import CRuntime
import Runtime
import Syntax

// The module `_tokenize`: an iterator over the tokens of what a `readline` gives. It reads all lines and splits them
// when it is first asked; an error waits until the tokens before it are taken.

struct TokenIteratorLayout: BitwiseCopyable {
  var header: ObjectHeader
  var position: Int64
  /// Whether comments and the ends of blank lines are tokens, and operators all of one type.
  var takesAll: Int64
  /// What gives the lines, until they are read; then *empty*.
  var readLine: Value
  /// The name of the encoding of lines that are bytes, or None.
  var encoding: Value
  /// A list of tuples.
  var tokens: Value
  /// What is raised at the end, or *empty*.
  var error: Value
}

struct TokenIterator: NativeObject {
  let pointer: UnsafeMutablePointer<TokenIteratorLayout>
  init(pointer: UnsafeMutablePointer<TokenIteratorLayout>) { self.pointer = pointer }
  static var nativeType: NativeType { .tokenIterator }

  private static let initialize: ArgumentsFunction = { c, a in
    bridge(c) { () throws(Raised) in
      if a[2] != .none, Text(ifHas: a[2]) == nil {
        throw c.raise(
          .typeError, "TokenizerIter() argument 'encoding' must be str, not \(c.typeName(of: a[2]))")
      }
      let iterator = try allocate(c, Type(a[0]))
      iterator.pointer.pointee.readLine = a[1]
      iterator.pointer.pointee.encoding = a[2]
      iterator.pointer.pointee.takesAll = try c.isTrue(a[3]) ? 1 : 0
      return iterator.value
    }
  }

  static let module = ModuleDeclaration(
    "_tokenize", "The tokens of Python sources.",
    nativeTypes: [
      TypeDeclaration(
        native: .tokenIterator, "_tokenize.TokenizerIter",
        trace: .words(from: 24),
        slots: [
          .window(.new) { c, type, arguments, count, names in
            initializing(
              c, "TokenizerIter", "(type, readline, /, *, encoding=None, extra_tokens)", initialize, type, arguments,
              Int(count), names)
          },
          .unary(.iterate) { _, s in s },
          .unary(.next) { c, s in bridge(c) { () throws(Raised) in try TokenIterator(s).next(c) } },
        ])
    ])

  private func next(_ context: Context) throws(Raised) -> Value {
    if !pointer.pointee.readLine.isEmpty {
      let lines = try readLines(context)
      pointer.pointee.readLine = .empty
      pointer.pointee.tokens = try List.make(context).value
      do throws(Raised) {
        try TokenWriter(context, lines, takesAll: pointer.pointee.takesAll != 0).write(to: List(pointer.pointee.tokens))
      } catch {
        pointer.pointee.error = context.takeException().value
      }
    }
    if pointer.pointee.tokens.isEmpty { return .empty }
    let token = List(pointer.pointee.tokens).element(Int(pointer.pointee.position))
    if !token.isEmpty {
      pointer.pointee.position += 1
      return token
    }
    pointer.pointee.tokens = .empty
    if pointer.pointee.error.isEmpty { return .empty }
    throw context.raise(Exception(pointer.pointee.error))
  }

  private func readLines(_ context: Context) throws(Raised) -> List {
    let lines = try List.make(context)
    let encoding = pointer.pointee.encoding
    while true {
      let line: Value
      do throws(Raised) {
        line = try context.call(pointer.pointee.readLine)
      } catch {
        guard context.isPending(.stopIteration) else { throw error }
        _ = context.takeException()
        return lines
      }
      var text = Text(ifHas: line)
      if encoding != .none {
        guard Bytes(ifHas: line) != nil else {
          throw context.raise(.typeError, "readline() returned a non-bytes object")
        }
        text = Text(try context.call(context.getAttribute(line, interned(context, "decode")), encoding))
      } else if text == nil {
        throw context.raise(.typeError, "readline() returned a non-string object")
      }
      guard let text, !text.isEmpty else { return lines }
      try lines.append(context, text.value)
    }
  }
}
