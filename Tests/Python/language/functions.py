"""Functions: parameters of every kind, defaults, unpacking at calls, attributes, decorators, recursion."""


def every(a, b=2, /, c=3, *args, d, e=5, **kwargs):
    """The docstring."""
    return a, b, c, args, d, e, kwargs


print(every(1, d=4), every(1, 20, 30, 40, 50, d=4, f=6), every(*[1, 2], **{"d": 4, "c": 9}), every(1, d=4, b=99))
print(every.__name__, every.__qualname__, every.__doc__, every.__defaults__, every.__kwdefaults__)
print(every.__module__, every.__code__.co_argcount, every.__code__.co_varnames)
print(every.__code__.co_posonlyargcount, every.__code__.co_kwonlyargcount, every.__code__.co_name)
print(every.__code__.co_flags & 12, callable(every), type(every))
every.attribute = "set"
print(every.attribute, every.__dict__, hasattr(every, "missing"))


def order(*args, **kwargs):
    return args, list(kwargs.items())


print(order(1, *(2, 3), 4, *"ab", x=1, **{"y": 2}, z=3), order(*[], **{}), order(**{"not an identifier": 1}))


def note(value):
    print("evaluated", getattr(value, "__name__", value))
    return value


note(order)(note(1), *note([2]), key=note(3), **note({"other": 4}))


def decorator(label):
    def wrap(function):
        def wrapper(*args, **kwargs):
            return label, function(*args, **kwargs)

        wrapper.__name__ = function.__name__
        return wrapper

    return wrap


@decorator("outer")
@decorator("inner")
def decorated(a):
    return a


print(decorated(1), decorated.__name__)


def annotated(a: int, b: "text" = 1, *args: float, c: undefined = 2, **kw: str) -> list[int]:
    pass


print([*annotated.__annotations__] if False else annotated.__defaults__, annotated.__kwdefaults__)


def swap_defaults(a, b=1):
    return a, b


swap_defaults.__defaults__ = (7, 8)
print(swap_defaults(), swap_defaults.__defaults__)
swap_defaults.__defaults__ = None
try:
    swap_defaults()
except TypeError as error:
    print(error)


def nothing():
    pass


def early(n):
    if n:
        return
    return "late"


print(nothing(), early(1), early(0), (lambda: None)(), nothing.__doc__)


class Bound:
    def method(self, a=1):
        return self, a


instance = Bound()
method = instance.method
print(method.__self__ is instance, method.__func__ is Bound.method, method.__name__, method == instance.method)
print(method is instance.method, method(2)[1], Bound.method(instance, 3)[1])
print(hash(method) == hash(instance.method))
print(list(map(len, ["a", "bb"])), sorted([3, 1, 2], key=lambda v: -v))
print([f(2) for f in (abs, float, str, lambda v: v**2)], max([1, 5, 3], key=lambda v: -v))
print(len.__name__, len.__self__.__name__ if len.__self__ else None, [].append.__name__, [].append.__self__)
print(str.join.__name__, str.join.__qualname__, type(str.join).__name__, type([].append).__name__)
print(type(len).__name__)


def recursive(n):
    return n if n < 2 else recursive(n - 1) + recursive(n - 2)


def mutual_even(n):
    return True if n == 0 else mutual_odd(n - 1)


def mutual_odd(n):
    return False if n == 0 else mutual_even(n - 1)


print(recursive(15), mutual_even(300), mutual_odd(7))
print((lambda x, /: x)(1), (lambda *, k: k)(k=2), (lambda a, b=2, *c, d, **e: (a, b, c, d, e))(1, d=4))
many = eval("lambda " + ", ".join(f"a{i}" for i in range(300)) + ": a0 + a299")
print(many(*range(300)), many(**{f"a{i}": i for i in range(300)}))
print(repr(every).startswith("<function every at 0x"), repr(len))
print(repr(method).startswith("<bound method Bound.method of <__main__.Bound object at 0x"), repr(str.join))
print(repr([].append).startswith("<built-in method append of list object at 0x"))
