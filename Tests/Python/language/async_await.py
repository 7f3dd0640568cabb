"""Coroutines: await, async with, async for, async generators and comprehensions, driven by hand."""


class Step:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        received = yield self.value
        return received


def drive(coroutine, replies=()):
    """Runs a coroutine to its end; returns what it waited for and what it gave back."""
    waited, replies = [], list(replies)
    try:
        value = coroutine.send(None)
        while True:
            waited.append(value)
            value = coroutine.send(replies.pop(0) if replies else None)
    except StopIteration as stop:
        return waited, stop.value


async def add(a, b):
    x = await Step(a)
    y = await Step(b)
    return x, y


async def outer():
    return await add(1, 2), await add(3, 4)


print(drive(outer(), "wxyz"))


class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    async def __aenter__(self):
        await Step(f"enter {self.name}")
        return self.name

    async def __aexit__(self, kind, value, traceback):
        await Step(f"exit {self.name} {kind and kind.__name__}")
        return self.swallow


async def managed():
    async with Manager("a") as a, Manager("b", swallow=True) as b:
        await Step((a, b))
        raise ValueError("swallowed")
    return "after"


print(drive(managed()))


class Countdown:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        await Step(f"tick {self.n}")
        return self.n


async def loops():
    seen = []
    async for i in Countdown(4):
        if i == 2:
            continue
        seen.append(i)
    else:
        seen.append("else")
    async for i in Countdown(3):
        break
    else:
        seen.append("never")
    return seen, [i async for i in Countdown(2)], {i: await Step("v") async for i in Countdown(2) if i}, {i async for i in Countdown(1)}


print(drive(loops()))


async def agen(n):
    try:
        for i in range(n):
            got = yield i
            if got:
                print("got", got)
    except KeyError:
        yield "caught"
    finally:
        print("agen finally")


async def use_agen():
    g = agen(3)
    values = [await g.__anext__(), await g.asend("hello"), await g.athrow(KeyError())]
    try:
        await g.__anext__()
    except StopAsyncIteration:
        values.append("end")
    h = agen(3)
    await anext(h)
    await h.aclose()
    values.append(await anext(h, "default"))
    return values, [x * 2 async for x in agen(2)], await collect(x + 1 async for x in agen(2))


async def collect(iterable):
    return [x async for x in iterable]


print(drive(use_agen()))


async def failing():
    await Step(1)
    raise LookupError("failed")


async def handles():
    try:
        await failing()
    except LookupError as error:
        return f"handled {error}"
    finally:
        await Step("cleanup")


print(drive(handles()))
c = handles()
c.send(None)
print(c.throw(LookupError("thrown")))
try:
    c.send(None)
except StopIteration as stop:
    print(stop.value)
c = add(1, 2)
print(type(c).__name__, c.cr_running, c.cr_frame is not None, c.__name__, type(agen(1)).__name__)
print(type(c.__await__()).__name__)
c.close()
for action in (lambda: drive(not_awaitable()), lambda: drive(not_iterable()), lambda: drive(not_manager())):
    try:
        action()
    except TypeError as error:
        print(error)
    except NameError:
        pass


async def not_awaitable():
    await 5


async def not_iterable():
    async for x in [1]:
        pass


async def not_manager():
    async with 5:
        pass


for make in (not_awaitable, not_iterable, not_manager):
    try:
        drive(make())
    except TypeError as error:
        print(error)


async def lambda_and_nested():
    f = lambda: add(5, 6)
    nested = [await f() for _ in range(2)]
    return nested, [[y async for y in agen(x)] for x in range(2)]


print(drive(lambda_and_nested()))
