"""Frames as sys._getframe shows them, locals() and f_locals (PEP 667), and code objects."""
import sys


def attempt(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except Exception as error:
        print(type(error).__name__, error)


def writes():
    x = 1
    frame = sys._getframe()
    proxy = frame.f_locals
    proxy["x"], proxy["new"] = 5, 7
    seen = locals()
    print(x, sorted(seen), seen["new"], "new" in proxy, proxy.get("none"), len(proxy), type(proxy).__name__)
    seen["x"] = "only in the snapshot"
    print(x, frame.f_back.f_code.co_name, frame.f_code is writes.__code__, frame.f_globals is globals())
    attempt(proxy.__delitem__, "x")
    attempt(proxy.__getitem__, "zz")
    attempt(proxy.pop, "zz", "fallback")
    attempt(proxy.pop, "new")
    attempt(frame.clear)
    attempt(hash, proxy)
    attempt(setattr, frame, "f_lineno", "no")
    return frame


frame = writes()
print(frame.f_locals["x"], frame.f_back is sys._getframe(), frame.f_lineno - writes.__code__.co_firstlineno)
frame.clear()
print(dict(frame.f_locals), frame.f_back.f_code.co_name)


def cells(a, *, b=2):
    c = a

    def inner():
        return c, b

    frame = sys._getframe()
    frame.f_locals["c"] = "through the cell"
    return inner(), [name for name in frame.f_locals], inner


print(cells(1)[:2], cells(1)[2].__code__.co_freevars)


def deep(n):
    return deep(n - 1) if n else sys._getframe(3).f_locals["n"]


print(deep(5))
attempt(sys._getframe, 1000)


class Body:
    inside = sorted(name for name in locals() if not name.startswith("__"))
    frame = sys._getframe().f_locals is locals()


print(Body.inside, Body.frame, sys._getframe().f_locals is globals())


def code(a, b, /, c, *args, d, **kwargs):
    "doc"
    e = [x for x in a]
    return lambda: (e, name)


made = code.__code__
print(made.co_argcount, made.co_posonlyargcount, made.co_kwonlyargcount, made.co_varnames, made.co_cellvars)
print(made.co_names, made.co_flags, made.co_nlocals, made.co_qualname, made.co_filename.rpartition("/")[2], made.co_consts[0])
print(made == made.replace(), made == made.replace(co_name="z"), made.replace(co_name="z").co_name, hash(made) == hash(made.replace()))
attempt(made.replace, co_name=1)
attempt(made.replace, foo=1)
code.__code__ = (lambda *a, **k: "changed").__code__
print(code(1, 2, 3))
code.__defaults__ = (9,)
code.__code__ = (lambda q: q).__code__
print(code())
