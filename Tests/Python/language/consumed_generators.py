"""`all` and `any` of generator expressions: loops of the caller's own, unless the names mean something else."""

import builtins
import sys

ROUNDS = 120


def places(error):
    """The frames of an exception's traceback: their names, and their lines counted from where their code begins."""
    trace, found = error.__traceback__, []
    while trace:
        code = trace.tb_frame.f_code
        found.append((code.co_name, trace.tb_lineno - code.co_firstlineno))
        trace = trace.tb_next
    return found


def repeat(function, *arguments):
    """Calls a function until it has long been compiled; its results must all be the same."""
    results = {repr(function(*arguments)) for _ in range(ROUNDS)}
    print(function.__name__, *sorted(results))


def plain():
    rows = [[], [0], [1], [1, 2, 0], [0, "", None], ["a", [1]]]
    return [(all(x for x in row), any(x for x in row)) for row in rows]


def nested():
    rows = [[1, 2], [3, 0], []]
    return all(any(x > 2 for x in row) or not row for row in rows), any(all(x for x in row) for row in rows)


def in_conditions():
    found = []
    for number in range(2, 40):
        if all(number % divisor for divisor in range(2, number)):
            found.append(number)
    while not any(x > 40 for x in found):
        found.append(found[-1] + 2)
    return found, [n for n in found if not any(n == 3 * x for x in found)]


def stops_early():
    seen = []

    def noted(x):
        seen.append(x)
        return x

    return any(noted(x) for x in range(5)), all(noted(x) for x in [1, 2, 0, 3]), seen


def assigned():
    x = [1, 2, 3]
    x = all(y in x for y in x)
    y = any((last := z) > 1 for z in [1, 2, 3])
    return x, y, last


class Truth:
    def __init__(self, answer):
        self.answer = answer

    def __bool__(self):
        if self.answer is None:
            raise ValueError("neither true nor false")
        return self.answer


def truths():
    first = any(Truth(x) for x in (False, True, None))
    second = all(Truth(x) for x in (True, False, None))
    try:
        all(Truth(x) for x in (True, None))
    except ValueError as error:
        return first, second, str(error), places(error)


def raising():
    try:
        any(1 // x for x in (0, 1))
    except ZeroDivisionError as error:
        return places(error)


def frames():
    return [all((names.append(sys._getframe().f_code.co_name), names.append(sys._getframe(1).f_code.co_name))
                for _ in range(1)) and names for names in [[]]]


def star():
    return all(*[[1, 2]]), any(*((x for x in (0, 1)),))


for function in plain, nested, in_conditions, stops_early, assigned, truths, raising, frames, star:
    repeat(function)


# Other meanings of the names.

def local(all):
    return all(x for x in (1, 0, 2))


def shadowed():
    def any(iterable):
        return sorted(iterable)

    return any(x for x in (3, 1, 2))


def global_name():
    return [all(x for x in (1, 0)), any(x for x in (1, 0))]


repeat(local, list)
repeat(local, all)
repeat(shadowed)
repeat(global_name)
original = builtins.any
builtins.any = lambda iterable: ("another", *iterable)
repeat(global_name)
builtins.any = original
# The source does not say that it is one.
globals()["all"] = tuple
repeat(global_name)
del globals()["all"]
repeat(global_name)
saved = builtins.all
del builtins.all
try:
    global_name()
except NameError as error:
    print(error)
builtins.all = saved
repeat(global_name)


class Body:
    inside = any(x == 2 for x in range(3))
    none = all(x == 2 for x in range(3))


print(Body.inside, Body.none, any(x for x in ()), all(x for x in ()))


async def waiting():
    async def number(x):
        return x

    return all([await number(x) for x in (1, 2)])


try:
    waiting().send(None)
except StopIteration as stop:
    print(stop.value)
