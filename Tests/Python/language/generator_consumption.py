"""Generators whose items native code takes one after the other: sums, `any`, lists, extremes."""

import gc
import sys


def show(label, function):
    try:
        print(label, function())
    except BaseException as error:
        print(label, type(error).__name__, error)


def items(*values):
    for value in values:
        yield value


print(sum(n * n for n in range(1000)), sum(n > 3 for n in range(10)), sum(n / 2 for n in range(10)))
print(sum(items(1, 2**62, 2**62, -1, 2**100, True)), sum(items(1, 0.5, 2, True, 2**70, 0.25)))
print(sum(items(0.1, 1e100, -1e100, float("inf"))), sum(items(1, 2j, 3.5)), sum(items([1], [2]), []))
print(min(n * n - 10 * n for n in range(10)), max(items(1, 2.5, 2, True)), min(items("b", "a")), max(items(0.5, 0.25)))
print(list(n for n in range(40)) == list(range(40)), tuple(items(1, "a", None)), sorted(items(3, 1, 2)))
print(any(n > 5 for n in range(10)), all(n > 5 for n in range(10)), any(items(0, "", [], None)), all(items(1, "a", [0])))

show("sum of text", lambda: sum(items(1, "a")))
show("nothing for max", lambda: max(items()))
show("mixed for max", lambda: max(items(1, 2, "a")))


def failing():
    yield 1
    yield 2
    raise KeyError("in the generator")


for consumer in sum, list, all, max, tuple:
    show(consumer.__name__, lambda: consumer(failing()))


# What is left in a generator that was not taken to its end.
rest = items(0, 0, 3, 4, 5)
print(any(rest), list(rest), any(rest))


class Odd:
    def __init__(self, number):
        self.number = number

    def __bool__(self):
        print("asked", self.number)
        return self.number % 2 == 1

    def __radd__(self, other):
        print("added", self.number)
        return other + self.number

    def __gt__(self, other):
        print("compared", self.number)
        return self.number > (other.number if isinstance(other, Odd) else other)


print(any(items(0, Odd(2), 0, Odd(1), Odd(7))), sum(items(1, Odd(2), 3, Odd(4))), max(items(1, 2, Odd(5), Odd(3))).number)


# A generator that is being consumed runs; what it yields while it handles an exception is yielded all the same.
def nosy():
    try:
        next(myself)
    except ValueError as error:
        yield str(error)
    try:
        1 / 0
    except ZeroDivisionError:
        yield type(sys.exception()).__name__
        yield sys.exception() is not None
    yield sys.exception()
    yield sys._getframe().f_code.co_name, sys._getframe(1).f_code.co_name
    yield myself.gi_running


myself = nosy()
print(list(myself), sys.exception())


def with_handled():
    try:
        raise LookupError
    except LookupError:
        return list(type(sys.exception()).__name__ for _ in range(2))


print(with_handled())


def outer(depth):
    if depth:
        yield from outer(depth - 1)
    yield depth


print(list(outer(5)), sum(outer(100)), sum(sum(n for n in range(m)) for m in range(20)))


def cleaning():
    try:
        yield 0
        yield 1
        yield 2
    finally:
        print("cleaned")


taken = cleaning()
print(any(taken))
taken.close()

# Looking at the frame of a generator that somebody consumes.
frames = []


def seen():
    local = "before"
    frames.append(sys._getframe())
    yield 1
    local = "after"
    yield 2


generator = seen()
print(sum(generator), frames[0].f_locals, generator.gi_frame)


def collecting():
    for n in range(3):
        gc.collect()
        yield [n]


print(list(collecting()), sum(collecting(), []))


def deep(n):
    return n and sum(deep(n - 1) for _ in range(1)) + 1


print(deep(50))
show("too deep", lambda: deep(10**6))

events = []
sys.settrace(lambda frame, event, argument: events.append((frame.f_code.co_name, event)))
traced = sum(items(1, 2))
sys.settrace(None)
print(traced, events)

appended = []
appended.extend(len(appended) for _ in range(6))
print(appended)
print([sum(x for x in row if x) for row in ([1, None, 2], [], [0])], ",".join(str(n) for n in range(5)))


# Generators that delegate stay on top together, down to the one that is consumed.
def tree(depth):
    if depth:
        yield from tree(depth - 1)
        yield depth
        yield from tree(depth - 1)


def guarded(source):
    try:
        yield from source
    finally:
        print("left")


def catching(source):
    try:
        yield from source
    except ValueError as error:
        yield str(error)
    yield "after"


def raising():
    yield 1
    raise ValueError("inside")


def returning():
    result = yield from iter([1, 2])
    other = yield from giving()
    yield result, other


def giving():
    yield 3
    return "given"


print(sum(tree(8)), list(tree(3)), max(tree(4)), sorted(set(tree(4))))
walk = guarded(tree(6))
print(any(n > 3 for n in walk), next(walk), list(walk)[:3])
half = guarded(tree(5))
print(any(value == 2 for value in half))
half.close()
print(list(catching(raising())), list(returning()), all(catching(raising())), sum(guarded(tree(2))))
partly = catching(tree(3))
print(all(value == 1 for value in partly), partly.gi_yieldfrom is not None, partly.gi_running, list(partly))


def inner_frames():
    yield sys._getframe(0).f_code.co_name, sys._getframe(1).f_code.co_name
    yield middle.gi_running, middle.gi_yieldfrom


def outer_frames():
    global middle
    middle = inner_frames()
    yield from middle


print(list(outer_frames()))

# The best so far is alive, whatever is collected meanwhile.
print(max((str(n), [n] * 3) for n in range(3000)), min((str(n), [n] * 3) for n in range(3000)))
print(max((n * 1e300 for n in range(2000)), key=lambda number: str(number)), sum([n] * 2 == [n, n] for n in range(3000)))
