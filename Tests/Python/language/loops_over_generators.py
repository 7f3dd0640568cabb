"""Loops over generators: what compiled code resumes in the loop's place must look like any other generator."""

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


def count(limit):
    number = 0
    while number < limit:
        yield number
        number += 1


def chosen(numbers):
    for number in numbers:
        if number % 3:
            yield number
        elif number % 2:
            yield -number


def simple():
    total = 0
    for number in count(50):
        total += number
    return total


def pipeline():
    return [number * 2 for number in chosen(number + 1 for number in count(30))]


def several_places():
    def places(limit):
        yield "first"
        for index in range(limit):
            yield index
            yield index * 0.5
        yield "last"

    return [item for item in places(4)]


repeat(simple)
repeat(pipeline)
repeat(several_places)


# What is in the registers: floats, big numbers, strings, a variable that changes its type or has no value.

def changing(limit):
    value = 1
    for step in range(limit):
        yield value
        value = value * 37 if step < 15 else value / 2.5 if step < 20 else str(value)[:6]


def unbound(limit):
    for index in range(limit):
        if index == 3:
            late = "bound"
        yield index
    yield late
    del late
    yield late


def types():
    return [str(value) for value in changing(24)]


def unbound_variable():
    seen = []
    try:
        for item in unbound(5):
            seen.append(item)
    except UnboundLocalError as error:
        seen.append(str(error))
    return seen


repeat(types)
repeat(unbound_variable)


# The loop's body looks at the generator, or resumes it.

def looked_at():
    seen = []
    generator = count(12)
    for number in generator:
        if number == 5:
            seen.append((generator.gi_frame.f_locals["number"], generator.gi_running, generator.gi_suspended))
            seen.append(generator.gi_frame.f_lineno - generator.gi_code.co_firstlineno)
        if number % 4 == 2:
            seen.append(next(generator))
    seen.append(generator.gi_frame)
    return seen


def closed_midway():
    seen = []
    generator = count(20)
    for number in generator:
        seen.append(number)
        if number == 4:
            generator.close()
    return seen, list(generator)


def two_loops():
    generator = count(30)
    first = []
    for number in generator:
        if number == 7:
            break
        first.append(number)
    return first, sum(number for number in generator)


def sent():
    def echo():
        received = []
        for index in range(6):
            answer = yield index
            if answer:
                received.append(answer)
        yield received

    generator = echo()
    seen = []
    for item in generator:
        seen.append(item)
        if item == 2:
            seen.append(generator.send("sent"))
    return seen


def thrown_into():
    def guarded():
        for index in range(10):
            try:
                yield index
            except ValueError as error:
                yield f"caught {error}"

    generator = guarded()
    seen = []
    for item in generator:
        seen.append(item)
        if item == 3:
            seen.append(generator.throw(ValueError("thrown")))
    return seen


repeat(looked_at)
repeat(closed_midway)
repeat(two_loops)
repeat(sent)
repeat(thrown_into)


# The generator looks at itself, resumes itself, raises, returns.

def resumes_itself():
    def own():
        yield 1
        for item in holder[0]:
            yield item

    holder = []
    holder.append(own())
    seen = []
    try:
        for item in holder[0]:
            seen.append(item)
    except ValueError as error:
        seen.append(str(error))
    return seen


def frames():
    def looking(limit):
        for index in range(limit):
            frame = sys._getframe()
            yield index, frame.f_code.co_name, frame.f_back.f_code.co_name, frame.f_locals["index"]

    return [item for item in looking(3)]


def callees():
    def caller():
        return sys._getframe(1).f_code.co_name, sys._getframe(2).f_code.co_name

    def calling(limit):
        for index in range(limit):
            yield caller() if index % 5 == 4 else index

    seen = []
    for item in calling(10):
        seen.append(item)
    return seen


def raising():
    def fails(limit):
        for index in range(limit):
            yield 10 // (limit - 2 - index)

    total = 0
    try:
        for item in fails(9):
            total += item
    except ZeroDivisionError as error:
        return total, places(error), str(error)


def stopping():
    def stops():
        yield 1
        raise StopIteration(2)

    try:
        for item in stops():
            pass
    except RuntimeError as error:
        return str(error), repr(error.__cause__)


def cleaning():
    log = []

    def tidy(limit):
        try:
            for index in range(limit):
                yield index
        finally:
            log.append("tidy")

    for item in tidy(3):
        log.append(item)
    generator = tidy(3)
    for item in generator:
        if item == 1:
            break
    generator.close()
    return log


repeat(resumes_itself)
repeat(frames)
repeat(callees)
repeat(raising)
repeat(stopping)
repeat(cleaning)


# Loops in a handler, and generators that handle an exception while they yield.

def in_handler():
    try:
        raise KeyError("handled")
    except KeyError:
        seen = []
        for item in about(3):
            seen.append(item)
        return seen


def about(limit):
    for index in range(limit):
        yield index, repr(sys.exception())


def handling():
    def handles():
        for index in range(4):
            try:
                raise IndexError(index)
            except IndexError:
                yield index, repr(sys.exception())

    return [(item, sys.exception()) for item in handles()]


def without_handler():
    return [item for item in about(2)]


repeat(in_handler)
repeat(handling)
repeat(without_handler)


# One loop for generators of several functions, and for what is none.

def mixed():
    total = 0
    for items in (count(5), chosen(range(9)), (number for number in range(3)), [1, 2], "ab", changing(2)):
        for item in items:
            total += item if isinstance(item, int) else 100
    return total


def closures():
    def multiples(factor):
        return (factor * number for number in range(4))

    return [item for factor in (2, 3, "ab") for item in multiples(factor)]


def tree(depth):
    if depth:
        for item in tree(depth - 1):
            yield item
        yield depth
        for item in tree(depth - 1):
            yield item


def recursive():
    return [item for item in tree(5)]


repeat(mixed)
repeat(closures)
repeat(recursive)


def deep(levels):
    if levels == 0:
        yield "bottom"
    for item in deep(levels - 1):
        yield item


try:
    for item in deep(100_000):
        break
except RecursionError as error:
    print("RecursionError", str(error)[:32])


# Somebody begins to trace, within the generator.

def traced():
    lines = []

    def tracer(frame, event, argument):
        lines.append((event, frame.f_code.co_name))
        return tracer

    def begins(limit):
        for index in range(limit):
            if index == 2:
                sys.settrace(tracer)
            yield index
            if index == 2:
                sys.settrace(None)

    total = 0
    for item in begins(5):
        total += item
    return total, len(lines) > 0


repeat(traced)


def assigned_through_frame():
    seen = []
    generator = count(8)
    for number in generator:
        seen.append(number)
        if number == 3:
            generator.gi_frame.f_locals["number"] = 5
    return seen


repeat(assigned_through_frame)
