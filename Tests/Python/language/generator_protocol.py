"""send, throw and close of generators and coroutines, through `yield from` and `await`, and their states."""


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except BaseException as error:
        return f"{type(error).__name__}: {error}"


def inner():
    try:
        received = yield "first"
        received = yield f"received {received}"
        return f"returned {received}"
    except KeyError as error:
        yield f"inner caught {error}"
        return "after KeyError"
    finally:
        print("inner finally")


def outer():
    while True:
        try:
            result = yield from inner()
            yield result
        except ValueError as error:
            yield f"outer caught {error}, context {error.__context__!r}"


g = outer()
print(g.gi_suspended, g.gi_yieldfrom, next(g), g.gi_suspended, type(g.gi_yieldfrom).__name__)
print(g.send(1), g.send(2), next(g), g.throw(KeyError(3)), next(g), next(g), g.throw(ValueError(4)), g.close(), g.close())
print(attempt(g.throw, ValueError("closed")), attempt(next, g), attempt(g.send, None))


class Iterator:
    """An iterator that takes part in delegation as a generator does."""

    def __init__(self, limit=9):
        self.count, self.limit = 0, limit

    def __iter__(self):
        return self

    def __next__(self):
        self.count += 1
        if self.count > self.limit:
            raise StopIteration("limit")
        return self.count

    def send(self, value):
        if value == "stop":
            raise StopIteration("sent")
        return f"sent {value}"

    def throw(self, *arguments):
        print("throw", [repr(argument) for argument in arguments])
        if isinstance(arguments[0], KeyError):
            raise StopIteration("thrown")
        if isinstance(arguments[0], TypeError):
            raise arguments[0]
        return "from throw"

    def close(self):
        print("close")


def delegating(iterator):
    result = yield from iterator
    yield "result", result


g = delegating(Iterator(1))
print(next(g), next(g), attempt(next, g), g.close())
for action in ("send", "stop", ValueError(1), KeyError(2), TypeError(3), GeneratorExit()):
    g = delegating(Iterator())
    next(g)
    print(attempt(g.send if isinstance(action, str) else g.throw, action))
    attempt(g.close)
g = delegating(Iterator())
next(g)
print(g.close())
g = delegating([1, 2])
next(g)
print(attempt(g.throw, OSError("lists have no throw")), attempt(g.send, 1), g.close())
g = delegating([1, 2])
next(g)
print(attempt(g.send, "lists have no send"))


def closing(behaviour):
    try:
        yield 1
    except GeneratorExit:
        if behaviour == "yield":
            yield 2
        if behaviour == "return":
            return "value of close"
        if behaviour == "raise":
            raise KeyError("while closing")
        raise


for behaviour in ("yield", "return", "raise", "again"):
    g = closing(behaviour)
    next(g)
    print(behaviour, attempt(g.close))


def itself():
    yield attempt(next, g), attempt(g.send, 1), attempt(g.close), attempt(g.throw, ValueError), g.gi_running


g = itself()
print(next(g))


def started():
    yield


g = started()
print(attempt(g.send, 5), attempt(g.throw, 5), attempt(g.throw))
g = started()
print(attempt(g.throw, ValueError, ValueError("given")), attempt(g.throw, ValueError), attempt(next, g))
g = started()
print(attempt(g.throw, ValueError("x"), 3), attempt(g.throw, ValueError, "made", 5))
g.__name__ = "renamed"
g.__qualname__ = "re.named"
print(g.__name__, repr(g).startswith("<generator object re.named at 0x"), attempt(setattr, g, "__name__", 3))


def handles():
    try:
        raise KeyError("own")
    except KeyError:
        yield 1
        try:
            raise ValueError("within")
        except ValueError as error:
            yield repr(error.__context__)
    try:
        raise ValueError("outside of its handler")
    except ValueError as error:
        yield repr(error.__context__)


try:
    raise OSError("of the resumer")
except OSError:
    g = handles()
    print(next(g))
print(next(g))
try:
    raise TypeError("of another resumer")
except TypeError:
    print(next(g))


async def coroutine(value):
    return value


async def awaiting(awaitable):
    return await awaitable


print(attempt(coroutine(1).send, None), attempt(awaiting(coroutine(2)).send, None), attempt(awaiting(3).send, None))
c = coroutine(4)
attempt(c.send, None)
print(attempt(c.send, None), attempt(awaiting(c).send, None), c.close(), attempt(c.throw, ValueError))
w = coroutine(5).__await__()
print(type(w).__name__, attempt(next, w), attempt(next, w))


class Bad:
    def __init__(self, result):
        self.result = result

    def __await__(self):
        return self.result


c = coroutine(6)
print(attempt(awaiting(Bad(3)).send, None), attempt(awaiting(Bad(c)).send, None), c.close())


class Once:
    def __await__(self):
        return (yield "waiting")


shared = awaiting(Once())
first, second = awaiting(shared), awaiting(shared)
print(first.send(None), attempt(second.send, None), attempt(first.send, "woken"))
c = awaiting(Once())
print(c.send(None), c.cr_running, c.cr_suspended, type(c.cr_await).__name__, attempt(c.throw, LookupError("in")), c.cr_await)
