"""Depths that CPython does not count: there it succeeds or dies. By hand: an exception or success will do."""

import sys


def case(name, action):
    try:
        action()
    except (RecursionError, MemoryError):
        pass
    print(f"{name}: alive")


def nest(wrap, value, levels=200_000):
    for _ in range(levels):
        value = wrap(value)
    return value


case("hash of tuples", lambda: hash(nest(lambda v: (v,), 0)))
case("hash of frozensets", lambda: hash(nest(lambda v: frozenset([v]), 0)))
case("hash of slices", lambda: hash(nest(lambda v: slice(v, 1), 0)))
case("isinstance with nested tuples", lambda: isinstance("", nest(lambda v: (v,), int)))
case("issubclass with nested tuples", lambda: issubclass(str, nest(lambda v: (v,), int)))
case("map of map", lambda: next(nest(lambda it: map(int, it), iter([1]))))
case("filter of filter", lambda: next(nest(lambda it: filter(None, it), iter([1]))))
case("zip of zip", lambda: next(nest(lambda it: zip(it), iter([1]))))
case("enumerate of enumerate", lambda: next(nest(enumerate, iter([1]))))
case("reversed of an enumerate", lambda: next(nest(iter, iter([1]))))
case("dropping classmethods", lambda: nest(classmethod, len))
case("dropping generators", lambda: nest(lambda it: (x for x in it), iter([1])))
case("dropping bound methods", lambda: nest(lambda m: m.__call__, len.__call__))
case("walking generators", lambda: list(nest(lambda it: (x for x in it), iter([1]))))


def down(n):
    return down(n + 1) + 1


sys.setrecursionlimit(10**9)
case("a recursion limit of a billion", lambda: down(0))
case("the same again", lambda: down(0))
