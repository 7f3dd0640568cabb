"""The awaitables of async generators: asend, athrow, aclose, anext, and what they refuse."""


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except BaseException as error:
        return f"{type(error).__name__}: {error}"


class Pause:
    def __init__(self, name):
        self.name = name

    def __await__(self):
        return (yield self.name)


def run(awaitable):
    """Drives an awaitable: what it waited for, then how it ended."""
    steps = []
    iterator = awaitable.__await__()
    try:
        while True:
            steps.append(iterator.send(None))
    except StopIteration as stop:
        return steps, stop.value
    except BaseException as error:
        return steps, f"{type(error).__name__}: {error}"


async def numbers(ignores=False, awaits=False):
    try:
        await Pause("begun")
        received = yield 1
        received = yield ("received", received)
        yield 3
    except KeyError as error:
        yield ("caught", str(error))
    except GeneratorExit:
        if ignores:
            yield "ignored"
        raise
    finally:
        if awaits:
            await Pause("finally")


g = numbers()
print(g.ag_running, g.ag_await, run(g.__anext__()), run(g.asend("x")), run(g.athrow(KeyError("k"))), run(g.aclose()))
print(run(g.__anext__()), run(g.asend(1)), run(g.athrow(ValueError)), run(g.aclose()))
g = numbers()
print(run(g.asend("too early")))
g = numbers()
print(run(g.athrow(ValueError("at once"))), run(g.__anext__()))
g = numbers()
print(run(g.aclose()), run(g.__anext__()), run(g.athrow(KeyError)))
g = numbers(awaits=True)
print(run(g.__anext__()), run(g.aclose()))
g = numbers(ignores=True)
print(run(g.__anext__()), run(g.aclose()))
g = numbers()
step = g.__anext__()
print(step.send(None), g.ag_running, type(g.ag_await).__name__)
print(attempt(g.__anext__().send, None), attempt(g.asend(1).send, None))
print(attempt(g.aclose().send, None), attempt(g.athrow(KeyError).send, None))
print(attempt(step.send, None), attempt(step.send, None), g.ag_running)
step = g.asend(5)
print(attempt(step.throw, KeyError("thrown into the step")), attempt(step.throw, KeyError), step.close())
g = numbers()
step = g.__anext__()
step.send(None)
print(step.close(), g.ag_running, attempt(step.send, None))
step = g.aclose()
print(step.close(), attempt(step.send, None))
g = numbers()
print(attempt(g.aclose().send, 5), attempt(g.athrow(KeyError).send, 5))
for awaitable in (g.asend(1), g.athrow(KeyError), g.aclose(), anext(g, 2)):
    print(type(awaitable).__name__, awaitable.__await__() is awaitable, iter(awaitable) is awaitable)
    awaitable.close()
print(repr(g).startswith("<async_generator object numbers at 0x"), aiter(g) is g)


async def empty():
    return
    yield


print(run(anext(empty(), "default")), run(anext(numbers(), "default")), attempt(anext, 3), attempt(aiter, 3))


class Strange:
    def __aiter__(self):
        return 5

    async def __anext__(self):
        raise StopAsyncIteration("end", 1)


print(attempt(aiter, Strange()), run(anext(Strange(), "default")), run(anext(Strange())))


async def raises(kind):
    yield 1
    raise kind("inside")


async def collect(iterable):
    return [item async for item in iterable]


for kind in (StopIteration, StopAsyncIteration, ValueError):
    print(run(collect(raises(kind))))


async def nested():
    async for item in numbers():
        yield item
    result = [x + y async for x in small() for y in (10, 20) if await double(x)]
    yield result, {x async for x in small()}, {x: await double(x) async for x in small()}
    yield [x for x in [await double(y) for y in range(3)]]
    items = (await double(x) async for x in small())
    yield await collect(items)


async def small():
    for number in range(3):
        yield number


async def double(number):
    return number * 2


print(run(collect(nested())))


class Items:
    """An async iterator whose `__anext__` gives what it is told to."""

    def __init__(self, item):
        self.item = item

    def __aiter__(self):
        return self

    def __anext__(self):
        return self.item


class Awaitable:
    def __init__(self, awaited):
        self.awaited = awaited

    def __await__(self):
        if isinstance(self.awaited, Exception):
            raise self.awaited
        return self.awaited


async def loop_over(items):
    async for _ in items:
        pass


for item in 5, Awaitable(5), Awaitable(KeyError("own")):
    try:
        loop_over(Items(item)).send(None)
    except TypeError as error:
        print(error, "from", repr(error.__cause__), error.__context__ is error.__cause__)
