# Sequences of native modules in hot code, and classes derived from them whose own `__getitem__` looks at its caller.
import sys
from array import array
from collections import deque


class Looking:
    def __getitem__(self, index):
        caller = sys._getframe(1)
        return super().__getitem__(index), caller.f_locals.get("index"), caller.f_lineno - caller.f_code.co_firstlineno


class Deque(Looking, deque):
    pass


class Array(Looking, array):
    pass


def items(sequence, scale):
    seen = []
    for index in range(scale):
        item = sequence[index % 3]
        seen.append(item)
        index = -1
    return seen[-3:], {line for _, _, line in seen}


def elements(sequence, scale):
    seen = []
    for index in range(scale):
        for item in sequence:
            seen.append(item)
        index = -1
    return seen[-3:], len(seen)


class Ending(array):
    def __getitem__(self, index):
        if index == 2:
            raise LookupError("from Python")
        return super().__getitem__(index)


def failing(scale):
    errors = 0
    for index in range(scale):
        try:
            for item in reversed(Ending("i", [1, 2, 3, index])):
                errors += item
        except LookupError as error:
            errors += str(error) == "from Python"
    return errors


for scale in (5, 200):
    print(items(Deque("abc"), scale))
    print(items(Array("i", [1, 2, 3]), scale))
    print(elements(array("i", [1, 2, 3]), scale), elements(deque("xyz"), scale))
    print(failing(scale))
