"""`__slots__` in all forms, layouts that fit together, `__class__` and `__bases__` assigned."""

def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")



class A:
    pass


def make(*bases, **namespace):
    return type("X", bases, namespace)


for base in (int, tuple, bytes, type, str, list, dict, float, set, Exception, A, object):
    attempt(lambda: make(base, __slots__=("a",)))
    attempt(lambda: make(base, __slots__=("__dict__",)))
    attempt(lambda: make(base, __slots__=("__weakref__",)))
    attempt(lambda: make(base, __slots__=()))
attempt(lambda: make(__slots__=("__weakref__", "__weakref__")))
attempt(lambda: make(__slots__=("__dict__", "__dict__")))
attempt(lambda: make(__slots__=5))
attempt(lambda: make(__slots__=b"a"))
attempt(lambda: make(__slots__=("", )))
attempt(lambda: make(__slots__=("a b", )))
attempt(lambda: make(__slots__=("a",), a=1))
attempt(lambda: list(make(__slots__=("a", "a")).__dict__))
attempt(lambda: list(make(__slots__={"b": "doc", "a": "doc"}).__dict__))
attempt(lambda: list(make(__slots__="word").__dict__))
attempt(lambda: list(make(__slots__=["__private", "_X__given"]).__dict__))
attempt(lambda: make(__slots__=("b", "a"), __qualname__=1))
attempt(lambda: make(__slots__=("__qualname__",), __qualname__="x"))
attempt(lambda: make(__classcell__=1))
attempt(lambda: type("a\0b", (), {}))
attempt(lambda: list(make().__dict__))
attempt(lambda: list(make(__slots__=()).__dict__))
attempt(lambda: list(make(A).__dict__))
attempt(lambda: make(__doc__=5).__doc__)
attempt(lambda: list(make(__slots__=("__dict__", "__weakref__", "z", "b")).__dict__))


class S:
    __slots__ = ("x", "y")


class T(S):
    __slots__ = ("z",)


class U(T):
    pass


class Same:
    __slots__ = ("x", "y")


class Swapped:
    __slots__ = ("y", "x")


class Other:
    __slots__ = ("x", "w")


t = T()
t.x, t.z = 1, 3
print(t.x, t.z, hasattr(t, "y"), hasattr(t, "__dict__"), T.x is S.x, T.z, S.__slots__, T.__slots__)
u = U()
u.x, u.z, u.free = 1, 2, 3
print(u.x, u.z, u.__dict__, u.__weakref__)
attempt(lambda: setattr(t, "free", 1))
attempt(lambda: delattr(t, "y"))
attempt(lambda: t.y)
attempt(lambda: S.x.__get__(t))
attempt(lambda: S.x.__get__(Same()))
attempt(lambda: S.x.__set__(t, 5) or t.x)
attempt(lambda: T.x.__delete__(t) or hasattr(t, "x"))
attempt(lambda: (S.x, type(S.x), S.x.__name__, S.x.__objclass__, S.x.__qualname__, S.x.__doc__))


def reclassed(value, type):
    value.__class__ = type
    return value.__class__.__name__


s = S()
s.x = "kept"
attempt(lambda: reclassed(s, Same) + s.x)
attempt(lambda: reclassed(s, Swapped) + s.x)
attempt(lambda: reclassed(s, Other))
attempt(lambda: reclassed(s, T))
attempt(lambda: reclassed(t, U))
attempt(lambda: reclassed(A(), S))
attempt(lambda: reclassed(A(), make()))
attempt(lambda: reclassed(A(), make(A)))
attempt(lambda: reclassed(A(), make(int)))
attempt(lambda: reclassed(make(int)(5), make(int)) + "!")
attempt(lambda: reclassed(make(list)(), make(dict)))
attempt(lambda: reclassed(5, int))
attempt(lambda: reclassed(A, make(type)))


class P:
    def name(self):
        return "P"


class Q:
    def name(self):
        return "Q"


class R(P):
    pass


class Below(R):
    pass


r = Below()
print(r.name(), R.__subclasses__() == [Below], P.__subclasses__() == [R])
R.__bases__ = (Q,)
print(r.name(), R.__bases__, Below.__mro__, P.__subclasses__(), Q.__subclasses__() == [R])
R.__bases__ = (P, Q)
print(r.name(), R.__base__, Below.__mro__)
for bases in ((R,), (Below,), (int,), (S,), (), [P], (5,), (P, P), (object, P)):
    try:
        R.__bases__ = bases
        print(R.__bases__)
    except TypeError as error:
        print("TypeError:", error)
attempt(lambda: setattr(A, "__bases__", (P,)))
attempt(lambda: delattr(R, "__bases__"))


class Meta(type):
    def mro(cls):
        return [cls, P, object]


class WithMeta(Q, metaclass=Meta):
    pass


print(WithMeta.__mro__, WithMeta().name())
attempt(lambda: make(S, Same))
attempt(lambda: make(S, T))
attempt(lambda: make(T, S))
attempt(lambda: make(A, S).__base__)
attempt(lambda: make(int, A).__base__)
attempt(lambda: make(A, int).__base__)
attempt(lambda: make(int, float))
attempt(lambda: make(A, object, P))
attempt(lambda: make(object, A))
