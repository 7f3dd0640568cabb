# What `await` and `async for` get from `__await__` and `__anext__`, whatever these are.
import types
import warnings

# One is never awaited, which is said when it is collected.
warnings.simplefilter("ignore")


class Plain:
    def __await__(self):
        value = yield "plain"
        return ("plain got", value)


class Nested:
    def __await__(self):
        return (yield from Plain().__await__())


class Delegating:
    def __await__(self):
        return Plain().__await__()


class Coroutine:
    async def __await__(self):
        return 1


class Decorated:
    @types.coroutine
    def __await__(self):
        yield 1


class Number:
    def __await__(self):
        return 1


class Defaulted:
    def __await__(self, more="default"):
        yield more


class Raising:
    def __await__(self):
        raise KeyError("at once")


class Static:
    @staticmethod
    def __await__():
        yield "static"


class Nothing:
    pass


async def wait(object):
    return await object


def drive(coroutine):
    yielded = []
    try:
        item = coroutine.send(None)
        while True:
            yielded.append(item)
            item = coroutine.send(len(yielded))
    except StopIteration as stop:
        return yielded, stop.value
    except Exception as error:
        return yielded, type(error).__name__, str(error)


for turn in range(3):
    for kind in (Plain, Nested, Delegating, Coroutine, Decorated, Number, Defaulted, Raising, Static, Nothing):
        print(kind.__name__, drive(wait(kind())))

own = Plain()
own.__await__ = lambda: iter(["not asked"])
print(drive(wait(own)))


# The class changes between two awaits at one place.
def other(self):
    yield "other"


async def twice(object):
    first = await object
    Plain.__await__ = other
    return first, await object


before = Plain.__await__
print(drive(twice(Plain())))
Plain.__await__ = before


class Count:
    def __init__(self, limit):
        self.limit, self.at = limit, 0

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.at == self.limit:
            raise StopAsyncIteration
        self.at += 1
        return self.at if self.at % 2 else await Plain()


class CountPlainly(Count):
    def __anext__(self):
        return super().__anext__()


class CountAwaitables(Count):
    def __anext__(self):
        self.at += 1
        if self.at > self.limit:
            raise StopAsyncIteration
        return Plain()


async def collect(iterable):
    return [item async for item in iterable]


async def loop(iterable):
    found = []
    try:
        async for item in iterable:
            found.append(item)
    finally:
        print("ends with", found)
    return found


for kind in (Count, CountPlainly, CountAwaitables):
    print(kind.__name__, drive(collect(kind(4))), drive(loop(kind(3))))
