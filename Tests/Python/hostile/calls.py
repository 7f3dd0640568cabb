"""Calls whose arguments do not fit."""


def case(name, action):
    """Prints one line: the action's result, or the exception's type and message."""
    try:
        result = repr(action())
    except BaseException as error:
        result = f"{type(error).__name__}: {error}"
    print(f"{name}: {result}")


def none():
    pass


def one(a):
    return a


def two(a, b):
    return a, b


def defaults(a, b=2, *, c, d=4):
    return a, b, c, d


def positional(a, b, /, c):
    return a, b, c


def keyword_only(*, a, b):
    return a, b


def many(a, b, c, d):
    return a


class Method:
    def method(self, a):
        return a

    @classmethod
    def class_method(cls, a):
        return a

    def __init__(self, required=0):
        pass


case("none(1)", lambda: none(1))
case("none(x=1)", lambda: none(x=1))
case("one()", lambda: one())
case("one(1, 2)", lambda: one(1, 2))
case("one(1, a=2)", lambda: one(1, a=2))
case("one(b=2)", lambda: one(b=2))
case("two()", lambda: two())
case("two(1)", lambda: two(1))
case("two(b=1)", lambda: two(b=1))
case("two(1, 2, 3)", lambda: two(1, 2, 3))
case("two(*range(5))", lambda: two(*range(5)))
case("two(**{'a': 1, 'c': 2})", lambda: two(**{"a": 1, "c": 2}))
case("two(1, **{'a': 1})", lambda: two(1, **{"a": 1}))
case("two twice the same keyword", lambda: two(a=1, **{"a": 2}))
case("two dicts with the same keyword", lambda: two(**{"a": 1}, **{"a": 2}))
case("defaults()", lambda: defaults())
case("defaults(1)", lambda: defaults(1))
case("defaults(1, 2, 3, c=4)", lambda: defaults(1, 2, 3, c=4))
case("defaults(1, 2, 3)", lambda: defaults(1, 2, 3))
case("defaults misspelt", lambda: defaults(1, c=1, bb=2))
case("positional by keyword", lambda: positional(1, b=2, c=3))
case("all positional by keyword", lambda: positional(a=1, b=2, c=3))
case("positional()", lambda: positional())
case("keyword_only()", lambda: keyword_only())
case("keyword_only(1)", lambda: keyword_only(1))
case("keyword_only(a=1)", lambda: keyword_only(a=1))
case("many()", lambda: many())
case("many(1)", lambda: many(1))
case("method()", lambda: Method().method())
case("method(1, 2)", lambda: Method().method(1, 2))
case("unbound method()", lambda: Method.method())
case("class_method()", lambda: Method.class_method())
case("init", lambda: Method(1, 2))
case("init keyword", lambda: Method(wrong=2))
case("lambda", lambda: (lambda x: x)())
case("len()", lambda: len())
case("len(1, 2)", lambda: len(1, 2))
case("len(1)", lambda: len(1))
case("len(obj=1)", lambda: len(obj=1))
case("isinstance(1)", lambda: isinstance(1))
case("getattr('x')", lambda: getattr("x"))
case("getattr with a number", lambda: getattr("x", 5))
case("sorted()", lambda: sorted())
case("sorted key by position", lambda: sorted([], len))
case("print with a bad keyword", lambda: print(1, color="red"))
case("print with a bad sep", lambda: print(1, sep=5))
case("int keyword", lambda: int(x=5))
case("int base", lambda: int(5, 10))
case("str()", lambda: str(1, 2, 3, 4))
case("list(1)", lambda: list(1))
case("list(1, 2)", lambda: list(1, 2))
case("list append()", lambda: [].append())
case("list append(1, 2)", lambda: [].append(1, 2))
case("list pop text", lambda: [1].pop("x"))
case("list sort positional", lambda: [].sort(len))
case("dict get()", lambda: {}.get())
case("dict pop()", lambda: {}.pop())
case("str split", lambda: "".split(1))
case("str split empty", lambda: "a".split(""))
case("str join int", lambda: "".join(5))
case("str startswith", lambda: "a".startswith(1))
case("str replace", lambda: "a".replace("b"))
case("str encode", lambda: "a".encode(5))
case("str count", lambda: "a".count())
case("range()", lambda: range())
case("range step", lambda: range(0, 5, 0))
case("range text", lambda: range("5"))
case("range keyword", lambda: range(stop=5))
case("max()", lambda: max())
case("max of nothing", lambda: max([]))
case("max default with several", lambda: max(1, 2, default=3))
case("zip strict", lambda: list(zip([1], [1, 2], strict=True)))
case("zip strict longer", lambda: list(zip([1, 2], [1], strict=True)))
case("sum of text", lambda: sum(["a"], ""))
case("sum mixed", lambda: sum([1, "a"]))
case("ord", lambda: ord("ab"))
case("ord int", lambda: ord(5))
case("chr text", lambda: chr("a"))
case("round", lambda: round(1.5, "x"))
case("pow", lambda: pow(1))
case("pow float mod", lambda: pow(1.0, 2, 3))
case("divmod", lambda: divmod(1, 0))
case("enumerate", lambda: enumerate())
case("map", lambda: map(len))
case("iter with sentinel", lambda: iter(5, 5))
case("next with default", lambda: next(iter([]), "none", 3))
case("format", lambda: format(5, 5))
case("call of an int", lambda: 5())
case("call of a list", lambda: [](1))
case("call with no mapping", lambda: two(**[1]))
case("call with no iterable", lambda: two(*5))
