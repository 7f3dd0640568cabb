"""Generators whose items `sum`, `all`, `any`, `list` and others take one after the other, hot."""

import sys


class Money:
    """Added to numbers, on either side."""

    def __init__(self, amount):
        self.amount = amount

    def __add__(self, other):
        return Money(self.amount + other)

    __radd__ = __add__

    def __repr__(self):
        return f"Money({self.amount})"


def repeat(function, *arguments, times=60):
    """What the calls answered, each answer once."""
    answers = []
    for _ in range(times):
        try:
            answer = function(*arguments)
        except Exception as error:
            answer = type(error).__name__, str(error)
        if answer not in answers:
            answers.append(answer)
    print(function.__name__, *answers)


def ints(n):
    return sum(k * 3 for k in range(n))


def growing(n):
    return sum(k << 60 for k in range(n))


def falling(n):
    return sum(-(1 << 61) - k for k in range(n))


def truths(n):
    return sum(k % 3 == 0 for k in range(n)), sum(k in (2, 3) for k in range(n))


def floats(n):
    return repr(sum(k * 0.1 for k in range(n)))


def cancelled(numbers):
    return repr(sum(x for x in numbers)), repr(sum((x for x in numbers), 0.5))


def midway(n, at, other):
    return repr(sum(other if k == at else k for k in range(n)))


def floats_midway(n, at, other):
    return repr(sum(other if k == at else k * 0.25 for k in range(n)))


repeat(ints, 50)
repeat(growing, 50)
repeat(falling, 50)
repeat(truths, 50)
repeat(floats, 50)
repeat(cancelled, [1e100, 1.0, -1e100, 3, True, 1e-100])
repeat(cancelled, [float("inf"), 1.0, -1e308, 1e308])
repeat(cancelled, [float("inf"), float("-inf")])
repeat(cancelled, [-0.0, -0.0])
for other in (2.5, 10**30, True, 1j, Money(0.125), "text", None, -0.0):
    repeat(midway, 20, 7, other)
    repeat(floats_midway, 20, 7, other)


def every(numbers, limit):
    return all(x < limit for x in numbers), any(x > limit for x in numbers)


def objects(things):
    return all(thing for thing in things), any(thing for thing in things)


class Truth:
    asked = 0

    def __init__(self, truth):
        self.truth = truth

    def __bool__(self):
        Truth.asked += 1
        if self.truth is None:
            raise ValueError("neither")
        return self.truth


repeat(every, range(40), 40)
repeat(every, range(40), 20)
repeat(every, [0.5, 1, 2**70], 2)
repeat(objects, [1, "a", (0,), {1: 2}, 0.1])
repeat(objects, [0, "", (), {}, 0.0, None])
repeat(objects, [Truth(True), Truth(True), Truth(False), Truth(True)])
print(Truth.asked)
repeat(objects, [1, Truth(None)])


def collected(n):
    return list(k * k for k in range(n)), tuple(k + 0.5 for k in range(n)), sorted(-k for k in range(n))


def joined(n):
    return ",".join(str(k) for k in range(n)), b"".join(bytes([k]) for k in range(n))


def extended(n):
    items = [0]
    items.extend(k for k in range(n))
    items += (len(items) for _ in range(3))
    return items


def extremes(numbers):
    return max(x * 2 for x in numbers), min(x - 1 for x in numbers), {x % 3 for x in numbers}, set(x % 4 for x in numbers)


repeat(collected, 12)
repeat(joined, 12)
repeat(extended, 8)
repeat(extremes, range(20))
repeat(extremes, [0.5, 2, 1.5])


def extremes_midway(n, at, other):
    return repr((max(other if k == at else k for k in range(n)), min(other if k == at else -k * 0.5 for k in range(n))))


def keyed(n):
    return max((k * 7 % 11 for k in range(n)), key=lambda k: -k), min((k for k in range(0)), default="none")


def set_midway(n, at, other):
    chosen = {-1} | set(other if k == at else k % 5 for k in range(n))
    return sorted(map(repr, chosen)), frozenset(k * 0.5 for k in range(at)) == {k / 2 for k in range(at)}


for other in (2.5, 10**30, True, float("nan"), -0.0, "text", None, frozenset((3,)), []):
    repeat(extremes_midway, 20, 7, other)
    repeat(set_midway, 20, 7, other)
repeat(keyed, 12)

# What is left of a generator that was not taken to its end.


def rest(n, stop):
    generator = (k for k in range(n))
    found = any(k == stop for k in generator)
    return found, next(generator, "none"), sum(generator)


def halves(n):
    numbers = (k for k in range(n))
    return all(k < 5 for k in numbers), list(numbers), list(numbers)


repeat(rest, 20, 9)
repeat(rest, 20, 30)
repeat(halves, 12)

# One inside the other.


def nested(n):
    return sum(sum(j * 1.5 for j in range(k)) for k in range(n))


def square(n):
    return [sum(any(k == j for k in range(i)) for j in range(n)) for i in range(n)]


def rows(n):
    return sum(x for row in ([j * k for j in range(3)] for k in range(n)) for x in row if x)


def numbers(n):
    for k in range(n):
        yield k
        yield sum(j for j in range(k))
        if k % 5 == 4:
            yield from (x for x in (k, k))
            yield k


def delegating(n):
    yield from (k for k in range(n))
    got = yield 5
    assert got is None
    yield from numbers(n)


def written(n):
    return sum(numbers(n)), sum(delegating(n)), list(delegating(3)), all(delegating(4)), max(delegating(n))


repeat(nested, 12)
repeat(square, 6)
repeat(rows, 6)
repeat(written, 10)

# What is raised in the generator, or by who takes the items.


def failing(n, at):
    for k in range(n):
        if k == at:
            raise KeyError(k)
        yield k


def stopping(n):
    return sum(next(iter(())) if k == n - 1 else k for k in range(n))


def catching(n):
    for k in range(n):
        try:
            yield 10 // (k % 4)
        except ZeroDivisionError:
            yield -1
        finally:
            yield 100


def itself():
    generator = (next(generator) if k > 3 else k for k in range(10))
    return sum(generator)


def raising(n, at):
    return sum(failing(n, at)), all(x >= 0 for x in failing(n, at))


repeat(raising, 20, 15)
repeat(raising, 20, 30)
repeat(stopping, 10)
repeat(lambda: (sum(catching(9)), list(catching(5))))
repeat(itself)


def lines():
    def items():
        for k in range(9):
            yield k
            if k == 6:
                raise ValueError
    try:
        sum(items())
    except ValueError as error:
        trace, found = error.__traceback__, []
        while trace:
            found.append((trace.tb_frame.f_code.co_name, trace.tb_lineno - lines.__code__.co_firstlineno))
            trace = trace.tb_next
        return found


def looking(n):
    """The generator's frame is looked at while it is taken from."""
    seen = []

    def items():
        for k in range(n):
            if k == 5:
                frame = sys._getframe()
                seen.append((frame.f_locals["k"], frame.f_back.f_code.co_name))
            yield k
    return sum(items()), seen


def tracing(n):
    """Tracing begins while it is taken from."""
    events = []

    def trace(frame, event, argument):
        if frame.f_code.co_name == "items":
            events.append((event, argument))
        return trace

    def items():
        for k in range(n):
            if k == n - 2:
                sys.settrace(trace)
                sys._getframe().f_trace = trace
            yield k
    try:
        return sum(items()), list(k for k in items()), events
    finally:
        sys.settrace(None)


repeat(lines)
repeat(looking, 8)
repeat(tracing, 6, times=3)


class Counter:
    """Iterated by a generator method."""

    def __init__(self, n):
        self.n = n

    def __iter__(self):
        self.at = 0
        while self.at < self.n:
            yield self.at
            self.at += 1


def counted(n):
    counter = Counter(n)
    return sum(counter), list(counter), counter.at


def sent():
    def items():
        total = 0
        while total < 10:
            got = yield total
            total += 1 if got is None else got
    generator = items()
    next(generator)
    generator.send(4)
    return sum(generator), [*items()], generator.gi_frame


repeat(counted, 9)
repeat(sent)
