"""Static and class methods, bound and unbound methods, and how functions become methods."""
class C:
    @staticmethod
    def s(x=1):
        return "s", x

    @classmethod
    def c(cls, x=1):
        return cls.__name__, x

    def m(self, x=1):
        return type(self).__name__, x

    n = m
    builtin = len
    lam = lambda self: "lambda"
    wrapped = staticmethod(len)
    callable_object = type("K", (), {"__call__": lambda self, *a: ("called", a)})()


class D(C):
    pass


d = D()
print(
    C.s(), d.s(2), C.c(), D.c(3), d.c(), d.m(), C.m(d, 4), d.n(), d.lam(), d.builtin([1]), d.wrapped("ab"),
    d.callable_object(1),
)
print(
    C.__dict__["s"].__func__(5), C.__dict__["c"].__func__(D), C.__dict__["s"](6), C.c.__self__, d.m.__self__ is d,
    D.c.__func__ is C.c.__func__,
)
bound = d.m
d.m = lambda: "instance"
print(bound(), d.m(), D.m(d), type(bound).__name__, bound.__name__, bound.__qualname__, bound.__doc__, D.c.__name__)
del d.m
print(bound == d.m, bound is d.m, hash(bound) == hash(d.m), C().m == C().m, bound.__func__ is C.m, {bound: 1}[d.m])
free = lambda self, x: (type(self).__name__, x)
print(free.__get__(d, D)(7), free.__get__(None, D) is free, C.m.__get__(5)(8), type(bound)(free, "text")(9))
C.added = free
print(d.added(10))
C.added = staticmethod(lambda x: x)
print(d.added(11))
C.added = classmethod(lambda cls, x: (cls.__name__, x))
print(d.added(12), D.added(13))
print(
    [f(5) for f in (d.s, d.c, d.m, C.s, C.c)], list(map(d.m, [1, 2])),
    sorted([3, 1], key=d.builtin.__class__ and (lambda v: v)),
)
print(
    str.upper("a"), list(map(str.strip, [" a ", "b "])), [].append.__self__, "a".join.__name__, int.from_bytes(b"\1"),
    dict.fromkeys("a").__class__, str.maketrans("a", "b"),
)
for action in (
    lambda: C.m(), lambda: d.s(1, 2), lambda: C.c(1, 2), lambda: staticmethod(5)(), lambda: type(bound)(5, None),
    lambda: type(bound)(free, None), lambda: setattr(bound, "x", 1), lambda: bound.x, lambda: str.upper(5),
    lambda: list.append([]), lambda: str.upper(), lambda: int.from_bytes(), lambda: classmethod(5).__get__(1)(),
    lambda: bound(1, 2, 3), lambda: bound(y=1),
):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Named(staticmethod):
    pass


class OfClass(classmethod):
    pass


print(Named(len), OfClass(len))
