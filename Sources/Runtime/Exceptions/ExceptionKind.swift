// The built-in exceptions: CPython's hierarchy. A base stands before what derives from it.

public enum ExceptionKind: UInt8, CaseIterable, Sendable {
  case baseException, exception, baseExceptionGroup, exceptionGroup, generatorExit, keyboardInterrupt, systemExit
  case arithmeticError, floatingPointError, overflowError, zeroDivisionError, assertionError, attributeError
  case bufferError, eofError, importError, moduleNotFoundError, lookupError, indexError, keyError, memoryError
  case nameError, unboundLocalError, osError, blockingIOError, childProcessError, connectionError, brokenPipeError
  case connectionAbortedError, connectionRefusedError, connectionResetError, fileExistsError, fileNotFoundError
  case interruptedError, isADirectoryError, notADirectoryError, permissionError, processLookupError, timeoutError
  case referenceError, runtimeError, notImplementedError, pythonFinalizationError, recursionError
  case stopAsyncIteration, stopIteration, syntaxError, indentationError, tabError, incompleteInputError, systemError
  case typeError, valueError, unicodeError, unicodeDecodeError, unicodeEncodeError, unicodeTranslateError, warning
  case bytesWarning, deprecationWarning, encodingWarning, futureWarning, importWarning, pendingDeprecationWarning
  case resourceWarning, runtimeWarning, syntaxWarning, unicodeWarning, userWarning
}

/// What is said of an exception class: its name, its base, and the attributes that its instances have besides `args`.
/// A class has its base's fields too, first.
struct ExceptionRow: Sendable {
  let kind: ExceptionKind
  let name: StaticString
  let base: ExceptionKind
  let fields: [StaticString]

  init(_ kind: ExceptionKind, _ name: StaticString, _ base: ExceptionKind, _ fields: [StaticString] = []) {
    (self.kind, self.name, self.base, self.fields) = (kind, name, base, fields)
  }

  /// What the class itself defines of slots and methods; `Classes/` has them by theme.
  var behavior: ExceptionBehavior? {
    switch kind {
    case .baseExceptionGroup: ExceptionGroup.behavior
    case .systemExit: .systemExit
    case .stopIteration: .stopIteration
    case .keyError: .keyError
    case .attributeError: .attributeError
    case .nameError: .nameError
    case .importError: .importError
    case .osError: .osError
    case .syntaxError: .syntaxError
    case .unicodeDecodeError: .unicodeDecodeError
    case .unicodeEncodeError: .unicodeEncodeError
    case .unicodeTranslateError: .unicodeTranslateError
    default: nil
    }
  }

  /// In the order of `ExceptionKind`.
  static let all: [ExceptionRow] = [
    ExceptionRow(.baseException, "BaseException", .baseException),
    ExceptionRow(.exception, "Exception", .baseException),
    ExceptionRow(.baseExceptionGroup, "BaseExceptionGroup", .baseException, ["message", "exceptions"]),
    ExceptionRow(.exceptionGroup, "ExceptionGroup", .baseExceptionGroup),
    ExceptionRow(.generatorExit, "GeneratorExit", .baseException),
    ExceptionRow(.keyboardInterrupt, "KeyboardInterrupt", .baseException),
    ExceptionRow(.systemExit, "SystemExit", .baseException, ["code"]),
    ExceptionRow(.arithmeticError, "ArithmeticError", .exception),
    ExceptionRow(.floatingPointError, "FloatingPointError", .arithmeticError),
    ExceptionRow(.overflowError, "OverflowError", .arithmeticError),
    ExceptionRow(.zeroDivisionError, "ZeroDivisionError", .arithmeticError),
    ExceptionRow(.assertionError, "AssertionError", .exception),
    ExceptionRow(.attributeError, "AttributeError", .exception, ["name", "obj"]),
    ExceptionRow(.bufferError, "BufferError", .exception),
    ExceptionRow(.eofError, "EOFError", .exception),
    ExceptionRow(.importError, "ImportError", .exception, ["msg", "name", "path", "name_from"]),
    ExceptionRow(.moduleNotFoundError, "ModuleNotFoundError", .importError),
    ExceptionRow(.lookupError, "LookupError", .exception),
    ExceptionRow(.indexError, "IndexError", .lookupError),
    ExceptionRow(.keyError, "KeyError", .lookupError),
    ExceptionRow(.memoryError, "MemoryError", .exception),
    ExceptionRow(.nameError, "NameError", .exception, ["name"]),
    ExceptionRow(.unboundLocalError, "UnboundLocalError", .nameError),
    ExceptionRow(.osError, "OSError", .exception, ["errno", "strerror", "filename", "filename2", "characters_written"]),
    ExceptionRow(.blockingIOError, "BlockingIOError", .osError),
    ExceptionRow(.childProcessError, "ChildProcessError", .osError),
    ExceptionRow(.connectionError, "ConnectionError", .osError),
    ExceptionRow(.brokenPipeError, "BrokenPipeError", .connectionError),
    ExceptionRow(.connectionAbortedError, "ConnectionAbortedError", .connectionError),
    ExceptionRow(.connectionRefusedError, "ConnectionRefusedError", .connectionError),
    ExceptionRow(.connectionResetError, "ConnectionResetError", .connectionError),
    ExceptionRow(.fileExistsError, "FileExistsError", .osError),
    ExceptionRow(.fileNotFoundError, "FileNotFoundError", .osError),
    ExceptionRow(.interruptedError, "InterruptedError", .osError),
    ExceptionRow(.isADirectoryError, "IsADirectoryError", .osError),
    ExceptionRow(.notADirectoryError, "NotADirectoryError", .osError),
    ExceptionRow(.permissionError, "PermissionError", .osError),
    ExceptionRow(.processLookupError, "ProcessLookupError", .osError),
    ExceptionRow(.timeoutError, "TimeoutError", .osError),
    ExceptionRow(.referenceError, "ReferenceError", .exception),
    ExceptionRow(.runtimeError, "RuntimeError", .exception),
    ExceptionRow(.notImplementedError, "NotImplementedError", .runtimeError),
    ExceptionRow(.pythonFinalizationError, "PythonFinalizationError", .runtimeError),
    ExceptionRow(.recursionError, "RecursionError", .runtimeError),
    ExceptionRow(.stopAsyncIteration, "StopAsyncIteration", .exception),
    ExceptionRow(.stopIteration, "StopIteration", .exception, ["value"]),
    ExceptionRow(.syntaxError, "SyntaxError", .exception, ["msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset", "print_file_and_line", "_metadata"]),
    ExceptionRow(.indentationError, "IndentationError", .syntaxError),
    ExceptionRow(.tabError, "TabError", .indentationError),
    ExceptionRow(.incompleteInputError, "_IncompleteInputError", .syntaxError),
    ExceptionRow(.systemError, "SystemError", .exception),
    ExceptionRow(.typeError, "TypeError", .exception),
    ExceptionRow(.valueError, "ValueError", .exception),
    ExceptionRow(.unicodeError, "UnicodeError", .valueError),
    ExceptionRow(.unicodeDecodeError, "UnicodeDecodeError", .unicodeError, ["encoding", "object", "start", "end", "reason"]),
    ExceptionRow(.unicodeEncodeError, "UnicodeEncodeError", .unicodeError, ["encoding", "object", "start", "end", "reason"]),
    ExceptionRow(.unicodeTranslateError, "UnicodeTranslateError", .unicodeError, ["object", "start", "end", "reason"]),
    ExceptionRow(.warning, "Warning", .exception),
    ExceptionRow(.bytesWarning, "BytesWarning", .warning),
    ExceptionRow(.deprecationWarning, "DeprecationWarning", .warning),
    ExceptionRow(.encodingWarning, "EncodingWarning", .warning),
    ExceptionRow(.futureWarning, "FutureWarning", .warning),
    ExceptionRow(.importWarning, "ImportWarning", .warning),
    ExceptionRow(.pendingDeprecationWarning, "PendingDeprecationWarning", .warning),
    ExceptionRow(.resourceWarning, "ResourceWarning", .warning),
    ExceptionRow(.runtimeWarning, "RuntimeWarning", .warning),
    ExceptionRow(.syntaxWarning, "SyntaxWarning", .warning),
    ExceptionRow(.unicodeWarning, "UnicodeWarning", .warning),
    ExceptionRow(.userWarning, "UserWarning", .warning),
  ]
}
