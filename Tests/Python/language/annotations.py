"""Annotations (PEP 649): kept by functions, classes and modules, evaluated when somebody asks."""
import sys


def attempt(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except Exception as error:
        print(type(error).__name__, error)


def annotated(a: int, *b: "text", c: list[int] = None, **d: 1 + 1) -> Later:
    variable: nowhere = 1
    return variable


attempt(lambda: annotated.__annotations__)
Later = "now"
print(annotated.__annotations__, annotated.__annotate__(1) == annotated.__annotations__, annotated(1))
print(annotated.__annotations__ is annotated.__annotations__, annotated.__annotate__.__name__)
attempt(annotated.__annotate__, 2)
attempt(annotated.__annotate__, 3)
attempt(annotated.__annotate__)
for value in (1, {"x": int}, None):
    attempt(setattr, annotated, "__annotations__", value)
    print(annotated.__annotations__, annotated.__annotate__ is None)
for value in (1, lambda format: {"format": format}, lambda format: 5, None):
    attempt(setattr, annotated, "__annotate__", value)
    attempt(lambda: annotated.__annotations__)
attempt(delattr, annotated, "__annotate__")
print((lambda x: x).__annotations__, (lambda x: x).__annotate__)


class Fields:
    plain: int
    assigned: Cyclic = 1

    def method(self) -> Fields:
        inner: int = 1
        return self


class Cyclic:
    back: Fields


print(Fields.__annotations__, Cyclic.__annotations__, Fields.method.__annotations__, Fields.assigned)
print("__annotations__" in Fields.__dict__, hasattr(Fields, "plain"))


def enclosing(kind):
    def inner(x: kind) -> Later:
        pass

    class Local:
        y: kind

    return inner.__annotations__, Local.__annotations__


print(enclosing(float))
exec(compile("def f(x: nowhere) -> 1 + 1: pass\nclass C:\n  y: also.nowhere", "s", "exec", 0x1000000))
print(f.__annotations__, C.__annotations__)
module: int = 1
bare: str
print(module, "bare" in globals(), __annotate__(1))


# Annotations of a class that may not be run, and names that its cells have.
class Conditional:
    for item in [1]:
        a: int
    else:
        b: str
    if not item:
        c: bytes


class Reserved:
    __classdict__: int


print(Conditional.__annotations__, Reserved.__annotations__)


# The annotations of a module.
module = type(sys)("m")
print(module.__annotations__, module.__annotate__)


def attempt(text):
    try:
        exec(text)
        print(text, sorted(name for name in module.__dict__ if name.startswith("__ann")))
    except (TypeError, AttributeError) as error:
        print(text, "->", type(error).__name__, error)


attempt("module.__annotate__ = 1")
attempt("del module.__annotate__")
attempt("del module.__annotations__")
attempt("del module.__annotations__")
attempt("module.__annotate__ = lambda form: 3")
attempt("module.__annotations__")
attempt("module.__annotate__ = lambda form: {'x': form}")
print(module.__annotations__)
attempt("module.__annotations__ = {'y': 1}")
print(module.__annotate__, module.__annotations__)
for value in ("0", "[]", "frozenset()"):
    try:
        exec(f"__conditional_annotations__ = {value}\nx: int", {})
    except TypeError:
        print("no set:", value)
