extension NativeDocumentation {
  static let functions: [Row] = [
    ("abs", "The absolute value of a number."),
    ("aiter", "The asynchronous iterator of an asynchronous iterable."),
    ("all", "Whether all elements are true; so they are where there is none."),
    ("anext", "An awaitable of the next item, or of the default at the end."),
    ("any", "Whether an element is true."),
    ("ascii", "A representation like repr(), with everything beyond ASCII escaped."),
    ("bin", """
      An integer in binary notation.

         >>> bin(10)
         '0b1010'
      """),
    ("breakpoint", "Enters the debugger by way of sys.breakpointhook()."),
    ("callable", "Whether the object can be called, as functions, classes and objects with a __call__ can."),
    ("chr", "The text of one character with this code point."),
    ("compile", "Source text or a syntax tree as a code object for exec() or eval(), or as a tree."),
    ("delattr", "Deletes the named attribute: delattr(x, 'y') is del x.y."),
    ("dir", "The names in the current scope, or the attributes of an object, sorted."),
    ("divmod", "The pair of floor quotient and remainder: (x // y, x % y)."),
    ("eval", "The value of an expression in given namespaces."),
    ("exec", "Runs statements in given namespaces."),
    ("format", "The value as its type's __format__ shows it by a specification."),
    ("getattr", "The named attribute, or the default where there is none: getattr(x, 'y') is x.y."),
    ("globals", "The dict of the current module's global names."),
    ("hasattr", "Whether the object has the named attribute."),
    ("hash", "The hash of the object; equal objects have equal hashes."),
    ("hex", """
      An integer in hexadecimal notation.

         >>> hex(255)
         '0xff'
      """),
    ("id", "A number that no other object has at the same time."),
    ("input", "A line of standard input without its end, after a prompt."),
    ("isinstance", "Whether the object is an instance of the class, of one derived from it, or of one of a tuple."),
    ("issubclass", "Whether the class is derived from the other, or from one of a tuple."),
    ("iter", "The iterator of an iterable, or one that calls a function until it returns the sentinel."),
    ("len", "The number of items."),
    ("locals", "The local names with their values."),
    ("max", """
      max(iterable, *, default, key=None) or max(first, second, *rest, key=None)

      The greatest of an iterable's elements, or of the arguments, by a key.
      """),
    ("min", """
      min(iterable, *, default, key=None) or min(first, second, *rest, key=None)

      The least of an iterable's elements, or of the arguments, by a key.
      """),
    ("next", "The iterator's next item, or the default at its end."),
    ("oct", """
      An integer in octal notation.

         >>> oct(8)
         '0o10'
      """),
    ("open", "Opens a file as a stream of text or bytes."),
    ("ord", "The code point of a text of one character."),
    ("pow", "The base to a power, modulo another number if one is given."),
    ("print", "Writes values as text to a stream, by default to sys.stdout."),
    ("repr", "A text that stands for the object; often one that eval() would make it of."),
    ("round", "The number rounded to so many digits after the point, halves to even; an integer without digits."),
    ("setattr", "Sets the named attribute: setattr(x, 'y', v) is x.y = v."),
    ("sorted", "A new list of the iterable's elements in ascending order, by a key."),
    ("sum", "The start value and all elements added up."),
    ("vars", "The object's __dict__, or the local names."),
    ("__build_class__", "What a class statement calls."),
    ("__import__", "What an import statement calls; importlib.import_module() is for programs."),
  ]

  /// What methods are for that many classes have.
  static let protocols: [Row] = [
    ("__class_getitem__", "The class with arguments for its type parameters, as annotations have it."),
    ("__reduce__", "How pickle makes the object again."),
    ("__reduce_ex__", "How pickle makes the object again, by a protocol."),
    ("__setstate__", "Takes over what pickle has kept."), ("__getstate__", "What pickle keeps."),
    ("__length_hint__", "How many items are probably left."), ("__reversed__", "An iterator from the end."),
    ("__sizeof__", "The size in memory, in bytes."), ("__format__", "The object as a specification shows it."),
    ("__copy__", "A shallow copy."), ("__deepcopy__", "A copy with copies of all that it refers to."),
    ("__bytes__", "The object as bytes."), ("__alloc__", "How many bytes there is room for."),
    ("__getnewargs__", "The arguments that pickle makes the object of."),
    ("__enter__", "Begins a with statement."), ("__exit__", "Ends a with statement."),
    ("__dir__", "The names that dir() shows."), ("__release_buffer__", "Lets go of a view of the memory."),
    ("__mro_entries__", "What stands for the object among a class's bases."),
  ]

  static let slots: [Row] = [
    ("__abs__", "abs(self)"), ("__add__", "self + value"), ("__and__", "self & value"),
    ("__await__", "The iterator that await goes through."), ("__aiter__", "The asynchronous iterator of self."),
    ("__anext__", "An awaitable of the next item."), ("__bool__", "Whether self is true."),
    ("__buffer__", "A view of the object's memory."), ("__call__", "Calls self as a function."),
    ("__contains__", "key in self"), ("__del__", "Called before the object goes."),
    ("__delattr__", "del self.name"), ("__delete__", "Deletes the attribute of an instance."),
    ("__delitem__", "del self[key]"), ("__divmod__", "divmod(self, value)"), ("__eq__", "self == value"),
    ("__float__", "float(self)"), ("__floordiv__", "self // value"), ("__ge__", "self >= value"),
    ("__get__", "The attribute of an instance or its class."), ("__getattribute__", "self.name"),
    ("__getitem__", "self[key]"), ("__gt__", "self > value"), ("__hash__", "hash(self)"),
    ("__iadd__", "self += value"), ("__iand__", "self &= value"), ("__imul__", "self *= value"),
    ("__index__", "self as an integer, where one is needed."), ("__init__", "Initialises self by the arguments."),
    ("__int__", "int(self)"), ("__invert__", "~self"), ("__ior__", "self |= value"), ("__isub__", "self -= value"),
    ("__iter__", "iter(self)"), ("__ixor__", "self ^= value"), ("__le__", "self <= value"), ("__len__", "len(self)"),
    ("__lshift__", "self << value"), ("__lt__", "self < value"), ("__matmul__", "self @ value"),
    ("__mod__", "self % value"), ("__mul__", "self * value"), ("__ne__", "self != value"), ("__neg__", "-self"),
    ("__new__", "Makes an instance; help(type) has the signature."), ("__next__", "next(self)"),
    ("__or__", "self | value"), ("__pos__", "+self"), ("__pow__", "pow(self, value, mod)"),
    ("__radd__", "value + self"), ("__rand__", "value & self"), ("__rdivmod__", "divmod(value, self)"),
    ("__repr__", "repr(self)"), ("__rfloordiv__", "value // self"), ("__rlshift__", "value << self"),
    ("__rmatmul__", "value @ self"), ("__rmod__", "value % self"), ("__rmul__", "value * self"),
    ("__ror__", "value | self"), ("__rpow__", "pow(value, self, mod)"), ("__rrshift__", "value >> self"),
    ("__rshift__", "self >> value"), ("__rsub__", "value - self"), ("__rtruediv__", "value / self"),
    ("__rxor__", "value ^ self"), ("__set__", "Sets the attribute of an instance."), ("__setattr__", "self.name = value"),
    ("__setitem__", "self[key] = value"), ("__str__", "str(self)"), ("__sub__", "self - value"),
    ("__truediv__", "self / value"), ("__xor__", "self ^ value"),
  ]
}
