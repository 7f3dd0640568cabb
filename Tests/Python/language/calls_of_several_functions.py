"""A call that meets several functions, with and without something to bind, in hot loops: each is called as it should be."""


def plain(a, b):
    return a + b


def with_default(a, b, c=10):
    return a * b + c


def with_rest(a, *rest):
    return (a, rest)


def keywords_only(a, b=2, *, c=3):
    return a, b, c


def closure(n):
    def inner(a, b):
        nonlocal n
        n += a
        return n - b
    return inner


def generator(a, b):
    yield a
    yield b


def failing(a, b):
    raise ValueError(a, b)


def recursive(a, b):
    return a if b <= 0 else choose[b % 2](a + 1, b - 1)


choose = [plain, recursive]


class Holder:
    def __init__(self, function):
        self.function = function

    def method(self, a, b):
        return self.function(a, b)


CASES = [
    [plain, with_default],
    [plain, with_default, with_rest],
    [plain, with_default, with_rest, keywords_only],
    [closure(1), plain, closure(100)],
    [generator, plain],
    [failing, plain, with_rest],
    [recursive, plain],
    [plain, len],
    [plain, Holder],
    [Holder(plain).method, plain],
    [lambda a, b: a - b, lambda a, b: a * b, lambda a, b: (a, b), lambda a: a],
]


# Compiled once for each list of functions, so that the call meets no others.
SOURCE = """
def call_each(functions, rounds):
    found = []
    for i in range(rounds):
        for function in functions:
            try:
                value = function(i, i % 5)
            except ValueError as error:
                value = error.args
            except TypeError as error:
                value = str(error)
            found.append(list(value) if hasattr(value, "send") else value)
    return found


def call_by_name(functions, rounds):
    found = []
    for i in range(rounds):
        for function in functions:
            try:
                found.append(function(a=i, b=1))
            except TypeError as error:
                found.append(str(error))
    return found
"""


def shown(values):
    return [value if not isinstance(value, Holder) else "holder" for value in values]


for functions in CASES:
    scope = {}
    exec(SOURCE, globals(), scope)
    each, by_name = scope["call_each"], scope["call_by_name"]
    for _ in range(3):
        values = shown(each(functions, 400))
    print(values[-len(functions):], sum(len(repr(value)) for value in values))
    if generator not in functions and failing not in functions:
        values = shown(by_name(functions, 400))
        print(values[-len(functions):], sum(len(repr(value)) for value in values))


def changes(rounds):
    """A function whose code, or whose defaults, change while calls of it are hot."""
    def changing(a, b=5):
        return a + b
    found = []
    for i in range(rounds):
        if i == rounds // 2:
            changing.__code__ = (lambda a, b=5: a * b).__code__
        if i == rounds * 3 // 4:
            changing.__defaults__ = (7,)
        for function in (changing, plain, with_default):
            found.append(function(i, 2))
        found.append(changing(i))
    return found[-4:], sum(found)


print(changes(2000))
