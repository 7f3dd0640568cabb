"""Decorators: of functions, methods and classes, with arguments, stacked, as objects."""
log = []


def trace(function):
    def wrapper(*args, **kwargs):
        log.append((function.__name__, args[1:] if args and hasattr(args[0], "tag") else args, kwargs))
        return function(*args, **kwargs)

    return wrapper


def repeat(times):
    def decorate(function):
        return lambda *args: [function(*args) for _ in range(times)]

    return decorate


class CountCalls:
    def __init__(self, function):
        self.function = function
        self.calls = 0

    def __call__(self, *args):
        self.calls += 1
        return self.function(*args)

    def __get__(self, instance, owner):
        return self if instance is None else lambda *args: self(instance, *args)


@trace
def add(a, b=2):
    return a + b


@repeat(2)
@trace
def hello(name):
    return f"hello {name}"


@CountCalls
def counted(x):
    return x * 2


class Service:
    tag = "service"

    @trace
    def method(self, x):
        return x

    @CountCalls
    def counted(self, x):
        return x + 1

    @classmethod
    @trace
    def make(cls, value):
        return cls, value

    @staticmethod
    @trace
    def static(value):
        return value

    @property
    @trace
    def prop(self):
        return "prop"


s = Service()
print(add(1), add(1, b=5), hello("x"), counted(4), counted(5), counted.calls, s.method(1), s.counted(1))
print(Service.counted.calls, Service.make(3)[1], s.static(4), s.prop)
print(log)


def register(registry, *, name=None):
    def decorate(cls):
        registry[name or cls.__name__] = cls
        cls.registered = True
        return cls

    return decorate


registry = {}


@register(registry)
class First:
    pass


@register(registry, name="2nd")
class Second:
    pass


print(sorted(registry), First.registered)


@(lambda f: lambda: f() + 1)
def expression():
    return 1


@[trace, repeat(3)][1]
def chosen():
    return "c"


@(lambda f: print(f.__name__))
def printed():
    pass


def order(label):
    print("evaluate", label)

    def apply(f):
        print("apply", label)
        return f

    return apply


@order("a")
@order("b")
def ordered(x=print("default")):
    pass


print(expression(), chosen(), printed)
memo = {}


def memoize(f):
    return lambda n: memo[n] if n in memo else memo.setdefault(n, f(n))


@memoize
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(80), len(memo))
