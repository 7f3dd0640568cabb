"""Generators: values, send, throw, close, delegation, return values, expressions and state."""


def simple(n):
    for i in range(n):
        received = yield i
        if received is not None:
            print("received", received)
    return "done"


g = simple(3)
print(next(g), g.send("hello"), list(g), list(g), g.gi_running, g.gi_frame, type(g).__name__, g.__name__)
print(g.__qualname__)


def outer():
    result = yield from simple(2)
    print("inner returned", result)
    try:
        yield from failing()
    except KeyError as error:
        yield f"caught {error}"
    yield from [10, 20]
    yield from "ab"
    return (yield from ())


def failing():
    yield "before"
    raise KeyError("inside")


print(list(outer()))


def catcher():
    while True:
        try:
            value = yield "ready"
            print("got", value)
        except ValueError as error:
            print("caught", error)
            yield "handled"
        finally:
            print("finally")


c = catcher()
print(next(c), c.send(1), c.throw(ValueError("thrown")), next(c))
c.close()
print(list(c))


def delegating():
    try:
        yield from catcher()
    finally:
        print("outer finally")


d = delegating()
print(next(d), d.send(5), d.throw(ValueError, ValueError("deep")) if False else d.throw(ValueError("deep")))
d.close()
squares = (x * x for x in range(5) if x % 2 == 0)
print(next(squares), sum(squares), list(squares))
pairs = ((x, y) for x in range(3) for y in range(x))
print(list(pairs), max(len(w) for w in ["a", "bbb"]), dict((k, v) for k, v in zip("ab", "cd")))
print(sorted(-x for x in [1, 2]), any(x > 2 for x in range(5)), "".join(c.upper() for c in "abc"))


def eager():
    print("evaluated at once")
    return [1, 2]


lazy = (print("body", x) for x in eager())
print("made")
list(lazy)


def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def take(n, iterable):
    for _, item in zip(range(n), iterable):
        yield item


print(list(take(10, fibonacci())))


def stops():
    yield 1
    return 2
    yield 3


s = stops()
next(s)
try:
    next(s)
except StopIteration as stop:
    print("value", stop.value)


def raises_stop():
    yield 1
    raise StopIteration("bad")


try:
    list(raises_stop())
except RuntimeError as error:
    print(error, repr(error.__cause__))


class Tree:
    def __init__(self, value, *children):
        self.value, self.children = value, children

    def __iter__(self):
        yield self.value
        for child in self.children:
            yield from child


print(list(Tree(1, Tree(2, Tree(3)), Tree(4))))


def with_locals():
    x = 1
    while x < 100:
        x = (yield x) or x * 2


w = with_locals()
print(next(w), next(w), w.send(50), next(w, "end"), next(w, "end again"))


def expression_yields():
    a = [(yield 1), (yield 2)]
    b = {(yield 3): (yield 4)}
    c = f"{(yield 5)}"
    return a, b, c, (yield)


e = expression_yields()
values = [e.send(None)]
try:
    for v in "abcdef":
        values.append(e.send(v))
except StopIteration as stop:
    print(values, stop.value)
print([x for x in (y for y in range(3))], list(map(lambda n: next(n), [simple(1), simple(2)])))
print(isinstance(g, type(w)), hasattr(g, "__next__"), iter(g) is g)
a, *b = simple(4)
print(a, b, 2 in simple(3), 9 in simple(3), list(zip(simple(2), simple(5))), [*simple(2), *simple(1)])
print(min(simple(3)), sorted(simple(3), reverse=True))
