"""Generators, coroutines and comprehensions in tracebacks."""


def numbers():
    yield 1
    yield from inner()


def inner():
    yield 2
    raise StopIteration("too early")


async def waiting():
    return [number async for number in agen()]


async def agen():
    yield 1
    yield sum(numbers())


waiting().send(None)
