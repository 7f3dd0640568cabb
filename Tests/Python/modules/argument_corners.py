# What constructors, methods and compile() say of arguments that are nearly right.
import ast
import io
import struct
import types
import unicodedata
import warnings

warnings.simplefilter("always")
warnings.showwarning = lambda message, category, *place: print(category.__name__, message)


def show(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except BaseException as error:
        print(type(error).__name__, error)


class Set(set):
    pass


class OwnNew(set):
    def __new__(cls, *arguments, **keywords):
        return super().__new__(cls)


class OwnInit(set):
    def __init__(self, items=None, more=None):
        pass


show(Set, sequence=())
show(OwnNew, more=3)
show(OwnInit, more=3)


class Convertible:
    def __complex__(self):
        return 3 + 4j


show(complex, Convertible())
show(complex, 1, Convertible())
show(complex, real=Convertible())
show(complex, Convertible(), 1)
show(complex, 1j, 2j)
show(complex, real=1j)
show(complex, real="1")
show(complex, "1")
show(lambda: 1.5 / complex(float("inf"), float("nan")))
show(lambda: -1.5 / complex(1, float("-inf")))

view = memoryview(bytearray(20))[::2]
show(struct.pack_into, "4s", view, 0, b"abcd")
show(io.BytesIO(b"abcd").readinto, view)
show(struct.Struct, "\0")
show(struct.Struct, "2i\0")
blank = struct.Struct.__new__(struct.Struct)
show(blank.__sizeof__)
print(blank.size)


class Text(str):
    pass


for form in ("NFC", "NFD", "NFKC", "NFKD"):
    print([type(unicodedata.normalize(form, Text(text))).__name__ for text in ("a", "\xe9", "")])
for name in ("TANGUT IDEOGRAPH-17000", "tangut ideograph-18d08", "TANGUT IDEOGRAPH-187F8", "TANGUT-17000"):
    show(unicodedata.lookup, name)
for specification in (".6_n", "_n", ",n", ".6,n", ".6_f"):
    show(format, 1234567.12345678, specification)


class Fickle(types.SimpleNamespace):
    made = 0

    def __new__(cls, *arguments, **keywords):
        cls.made += 1
        return super().__new__(cls) if cls.made == 1 else {}


show(Fickle(a=1).__replace__, b=2)


def takes_all(**keywords):
    return keywords


show(lambda: takes_all(**{1: 3}, **{1: 5}))
show(lambda: takes_all(**{1: 3}, **{2: 5}))
show(lambda: takes_all(**{"a": 3}, **{"a": 5}))


class Odd(types.ModuleType):
    __dict__ = 8


show(dir, Odd("odd"))


class Moved:
    pass


Moved.__firstlineno__ = 42
Moved.__module__ = "elsewhere"
print("__firstlineno__" in Moved.__dict__, Moved.__module__)


class Erasing(str):
    def __str__(self):
        del self.error.object
        return "erased"


for error in (
    UnicodeEncodeError("utf-8", "abc", 0, 1, "r"),
    UnicodeDecodeError("utf-8", b"abc", 0, 1, "r"),
    UnicodeTranslateError("abc", 0, 1, "r"),
):
    error.reason = Erasing()
    error.reason.error = error
    show(str, error)


class NoInstance(Exception):
    def __new__(cls, *arguments):
        return cls


def generator():
    yield


waiting = generator()
next(waiting)
show(waiting.throw, NoInstance)


def plain():
    pass


plain.__code__ = generator.__code__
print(type(plain()).__name__)


class Slotted:
    __slots__ = ["__classcell__"]

    def method(self):
        return super()


print(Slotted.__classcell__)


class BadLength:
    def __iter__(self):
        return iter(range(3))

    def __len__(self):
        raise RuntimeError("no length")


show(bytearray().extend, BadLength())


def constant(value):
    return eval(compile(ast.fix_missing_locations(ast.Expression(ast.Constant(value))), "f", "eval"))


for value in ((1, 2), (1, (2, "x")), (), type, (1, type), (1, [2])):
    show(constant, value)


def undecodable(source):
    try:
        compile(source, "file.py", "exec")
    except SyntaxError as error:
        print(error.args[1][0], error.filename, error)


undecodable(b'x = "\xf6"\n')
undecodable(b"\xef\xbb\xbf#coding: latin-1\n")
undecodable(b"#coding: latin-1\n=\n")
undecodable(b"#coding: unheard-of\n")
