extension NativeDocumentation {
  /// The text for a built-in type or exception.
  static func text(type name: String) -> StaticString? { find(name, in: types) ?? find(name, in: exceptions) }

  private static let types: [Row] = [
    ("object", "The class that all others are derived from."),
    ("type", "The class of classes: type(object) is an object's class, type(name, bases, namespace) a new one."),
    ("int", """
      An integer of any size, of a number or of text in a base from 2 to 36; base 0 goes by the prefix.

         >>> int('0b100', base=0)
         4
      """),
    ("bool", "True or False."), ("float", "A floating-point number of 64 bits, of a number or text."),
    ("complex", "A complex number, of real and imaginary part or of text."),
    ("str", "Text: that of an object, or bytes decoded."), ("bytes", "Immutable bytes."),
    ("bytearray", "Bytes that can be changed."), ("memoryview", "A view of another object's memory."),
    ("tuple", "An immutable sequence."), ("list", "A sequence that can be changed."),
    ("dict", "A mapping of keys to values that keeps their order."), ("set", "A set of distinct elements."),
    ("frozenset", "An immutable set of distinct elements."),
    ("range", "The integers from start up to stop, stop excluded, by a step."),
    ("slice", "What stands in brackets with colons: start, stop and step."),
    ("classmethod", "A method that gets the class as its first argument."),
    ("staticmethod", "A method that gets neither the instance nor the class."),
    ("super", "The attributes of the classes that follow one in the method resolution order."),
    ("enumerate", "Pairs of a count and an element."),
    ("zip", """
      Tuples of one element of each iterable, until the shortest ends.

         >>> list(zip('abc', range(3)))
         [('a', 0), ('b', 1), ('c', 2)]
      """),
    ("map", "The results of a function for the elements of iterables."),
    ("filter", "The elements for which a function is true, or that are true themselves."),
    ("reversed", "The elements of a sequence from the last to the first."),
    ("function", "A function that a def statement or lambda has made."),
    ("generator", "What calling a function with yield in it gives."),
    ("module", "A module: a namespace with a name."),
  ]

  private static let exceptions: [Row] = [
    ("BaseException", "What all exceptions are derived from."),
    ("Exception", "What all exceptions are derived from that do not end the program on purpose."),
    ("BaseExceptionGroup", "Several exceptions as one."), ("ExceptionGroup", "Several exceptions as one."),
    ("GeneratorExit", "A generator is asked to end."), ("KeyboardInterrupt", "The user has interrupted the program."),
    ("SystemExit", "The program is asked to end."), ("ArithmeticError", "An arithmetic operation has failed."),
    ("FloatingPointError", "A floating-point operation has failed."),
    ("OverflowError", "A result is too large to be represented."), ("ZeroDivisionError", "A division by zero."),
    ("AssertionError", "An assertion has failed."), ("AttributeError", "There is no such attribute."),
    ("BufferError", "An operation on a buffer has failed."), ("EOFError", "There was nothing left to read."),
    ("ImportError", "A module, or a name of it, could not be imported."),
    ("ModuleNotFoundError", "There is no such module."), ("LookupError", "A key or an index is not there."),
    ("IndexError", "A sequence has no such index."), ("KeyError", "A mapping has no such key."),
    ("MemoryError", "There is no memory left."), ("NameError", "There is no such global name."),
    ("UnboundLocalError", "A local name has no value yet."), ("OSError", "The operating system has refused."),
    ("BlockingIOError", "An operation would have to wait."), ("ChildProcessError", "A child process has failed."),
    ("ConnectionError", "A connection has failed."), ("BrokenPipeError", "Nobody reads from the pipe any more."),
    ("ConnectionAbortedError", "The connection was given up."), ("ConnectionRefusedError", "The peer refused the connection."),
    ("ConnectionResetError", "The peer ended the connection."), ("FileExistsError", "The file is there already."),
    ("FileNotFoundError", "There is no such file or directory."), ("InterruptedError", "A signal interrupted a call."),
    ("IsADirectoryError", "The path is a directory."), ("NotADirectoryError", "The path is no directory."),
    ("PermissionError", "The rights do not suffice."), ("ProcessLookupError", "There is no such process."),
    ("TimeoutError", "The time has run out."), ("ReferenceError", "What a weak proxy stood for is gone."),
    ("RuntimeError", "An error of no other kind."), ("NotImplementedError", "A method is for a derived class to define."),
    ("PythonFinalizationError", "The interpreter is ending."), ("RecursionError", "Calls are nested too deeply."),
    ("StopAsyncIteration", "An asynchronous iterator has no more items."),
    ("StopIteration", "An iterator has no more items."), ("SyntaxError", "The source breaks the grammar."),
    ("IndentationError", "A line is not indented as it must be."), ("TabError", "Tabs and blanks are mixed."),
    ("_IncompleteInputError", "The source ends too early."), ("SystemError", "An error within the interpreter."), ("TypeError", "An argument has the wrong type."),
    ("ValueError", "An argument of the right type has an inappropriate value."),
    ("UnicodeError", "A text is not as Unicode has it."), ("UnicodeDecodeError", "Bytes cannot be decoded."),
    ("UnicodeEncodeError", "Text cannot be encoded."), ("UnicodeTranslateError", "Text cannot be translated."),
    ("Warning", "What all warnings are derived from."), ("BytesWarning", "Bytes and text are mixed up."),
    ("DeprecationWarning", "A feature will go."), ("EncodingWarning", "The encoding of a file is not told."),
    ("FutureWarning", "A construct will mean something else."), ("ImportWarning", "An import may be wrong."),
    ("PendingDeprecationWarning", "A feature will be deprecated."),
    ("ResourceWarning", "A resource was not given back."), ("RuntimeWarning", "Something doubtful at run time."),
    ("SyntaxWarning", "Something doubtful in the source."), ("UnicodeWarning", "Something doubtful about Unicode."),
    ("UserWarning", "A warning of a program's."),
  ]
}
