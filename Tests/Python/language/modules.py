"""Modules: what they hold and show, and the classes that they may be given."""

import sys
import _weakref

M = type(sys)


def attempt(a):
    try: print(a())
    except Exception as e: print(type(e).__name__, e)
m = M("mod", "doc")
class S(M):
    def __getattr__(self, n): return "special " + n
class T(M):
    __slots__ = ("a",)
class U(M):
    __slots__ = ()
class I: pass
m.x = 1
def go(o, c):
    o.__class__ = c
    return type(o).__name__, getattr(o, "x", None)
attempt(lambda: go(m, S))
attempt(lambda: (m.x, m.zzz, repr(m), m.__dict__ is vars(m), sorted(vars(m))))
m.y = 3
attempt(lambda: (m.y, vars(m)["y"]))
attempt(lambda: go(m, M))
attempt(lambda: m.zzz)
attempt(lambda: go(m, T))
attempt(lambda: go(m, U))
attempt(lambda: go(m, M))
attempt(lambda: go(m, I))
attempt(lambda: go(I(), M))
attempt(lambda: go(I(), S))
attempt(lambda: go(S("s"), M))
attempt(lambda: go(S("s"), U))
attempt(lambda: go(S("s"), I))
attempt(lambda: go(T("s"), M))
attempt(lambda: go(M("s"), int))
attempt(lambda: go(int, M))
attempt(lambda: go(5, M))
s = S("q"); s.x = 5; s.w = 3
attempt(lambda: (go(s, M), sorted(vars(s)), s.w))
attempt(lambda: s.nope)
class Z(S):
    @property
    def x(self): return "prop"
s.__class__ = Z
print(s.x, repr(s))
s2 = M.__new__(M)
attempt(lambda: s2.__dict__)
attempt(lambda: s2.foo)
attempt(lambda: repr(s2))
attempt(lambda: setattr(s2, "a", 1) or s2.__dict__)
s3 = M.__new__(S)
attempt(lambda: s3.__dict__)
attempt(lambda: s3.foo)
attempt(lambda: M.foo)
m2 = M("n")
del m2.__name__
attempt(lambda: m2.foo)
attempt(lambda: repr(m2))
m2.__name__ = 5
attempt(lambda: m2.foo)
attempt(lambda: repr(m2))
m2.__dict__.clear()
attempt(lambda: m2.foo)
attempt(lambda: repr(m2))
attempt(lambda: setattr(m2, "__dict__", {}))
attempt(lambda: m2.__init__("again"))
attempt(lambda: sorted(m2.__dict__))
attempt(lambda: M(5))
attempt(lambda: M())
attempt(lambda: dir(m2))
r = _weakref.ref(m2)
m2.__class__ = S
print(r() is m2, m2.__class__)

# What `repr` makes of `__spec__`, `__file__` and `__loader__`.
print(repr(sys), repr(__import__("builtins")))


class Spec:
    def __init__(self, **fields):
        self.__dict__.update(fields)


m = M("x")
specs = [
    None, 0, Spec(), Spec(name="nm", origin=None, loader=None),
    Spec(name=None, origin="or", loader=None, has_location=False),
    Spec(name="q", origin="or", loader=5, has_location=True),
    Spec(name="q", origin=None, loader=5, has_location=True),
]
for m.__spec__ in specs:
    for file in (None, "file", 7):
        m.__dict__.pop("__file__", None)
        if file is not None:
            m.__file__ = file
        for m.__loader__ in (None, 5):
            attempt(lambda: repr(m))
