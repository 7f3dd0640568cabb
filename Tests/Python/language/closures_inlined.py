"""Calls of functions of which compiled code knows only the code: each call may be of another closure."""

import sys

ROUNDS = 150


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


def adder(amount):
    def add(number):
        return number + amount

    return add


def counter():
    count = 0

    def increment(step):
        nonlocal count
        count += step
        return count

    return increment


def adding():
    total = 0
    for add in (adder(1), adder(2.5), adder(10**30), adder(-1)):
        for number in range(20):
            total = add(total)
    return total


def counting():
    first, second = counter(), counter()
    for number in range(30):
        first(number)
        second(1)
    return first(0), second(0)


def default_argument(amount):
    def scaled(number, factor=amount):
        return number * factor

    return scaled


def defaults():
    return [scale(number) for scale in (default_argument(2), default_argument("ab")) for number in range(4)]


def replaced():
    function = adder(1)
    seen = []
    for number in range(12):
        if number == 8:
            function = lambda number: -number
        seen.append(function(number))
    return seen


def failing(limit):
    def divide(number):
        return number // (limit - number)

    return divide


def failures():
    divide = failing(9)
    total = 0
    try:
        for number in range(20):
            total += divide(number)
    except ZeroDivisionError as error:
        return total, places(error)


def looking(name):
    def look(number):
        if number % 7 == 6:
            frame = sys._getframe()
            return frame.f_code.co_name, frame.f_back.f_code.co_name, frame.f_locals["name"], frame.f_locals["number"]
        return name and number

    return look


def frames():
    look = looking("looked")
    return [look(number) for number in range(8)]


def nested():
    def outer(step):
        def inner(number):
            return number * step

        return inner

    total = 0
    for step in range(1, 5):
        inner = outer(step)
        for number in range(5):
            total += inner(number) + (lambda value: value - step)(number)
    return total


def recursive():
    def depth(tree):
        return 1 + max(map(depth, tree)) if tree else 1

    def size(tree):
        total = 1
        for branch in tree:
            total += size(branch)
        return total

    tree = [[], [[], [[]]], [[[[]]]]]
    return depth(tree), size(tree)


class Holder:
    def __init__(self, function):
        self.function = function


def in_attributes():
    holder = Holder(adder(3))
    total = 0
    for number in range(20):
        total += holder.function(number)
        if number == 11:
            holder.function = adder(0.25)
    return total


def code_exchanged():
    def first(number):
        return number + 1

    def second(number):
        return number - 1

    seen = []
    for number in range(10):
        if number == 6:
            first.__code__ = second.__code__
        seen.append(first(number))
    return seen


for function in (
    adding, counting, defaults, replaced, failures, frames, nested, recursive, in_attributes, code_exchanged
):
    repeat(function)


def endless():
    def again(number):
        return again(number + 1)

    return again


try:
    endless()(0)
except RecursionError as error:
    print(str(error)[:32])
