# Generators that delegate to others, which are resumed with them: what is seen of the frames in between, what is raised
# through them, and how the chain ends.
import sys
import types


def names(exception):
    entry, found = exception.__traceback__, []
    while entry:
        found.append(entry.tb_frame.f_code.co_name)
        entry = entry.tb_next
    return found


# Frames in between are looked at while the last one runs.
def looking():
    yield 1
    for depth in (1, 2, 3):
        frame = sys._getframe(depth)
        print(depth, frame.f_code.co_name, {k: v for k, v in frame.f_locals.items() if k in ("mark", "more")})
    yield 2
    yield 3


def middle():
    mark, more = "middle", []
    yield from looking()
    more.append(mark)
    return more


def outer():
    mark = "outer"
    result = yield from middle()
    yield mark, result


def consume():
    mark = "consumer"
    for item in outer():
        print(item)
    return mark


print(consume())
print(list(outer()))


# What is sent goes through, and what each returns.
def echo():
    received = []
    while len(received) < 3:
        received.append((yield len(received)))
    return received


def through(levels):
    if levels:
        result = yield from through(levels - 1)
        return [levels, *result]
    return (yield from echo())


chain = through(4)
print(next(chain), chain.send("a"), chain.send("b"))
try:
    chain.send("c")
except StopIteration as stop:
    print(stop.value)


# An exception from the last is caught on the way, by a frame whose variables are as they were.
def failing():
    yield "before"
    raise KeyError("failed")


def passing():
    kept = "kept"
    try:
        yield from failing()
    finally:
        print("finally", kept)


def catching():
    count = 7
    try:
        yield from passing()
    except KeyError as error:
        print("caught", error, count, names(error))
        yield "after"
    return count


def ending():
    print((yield from catching()))


print(list(ending()))

chain = ending()
print(next(chain))
print(chain.throw(KeyError("thrown")), chain.gi_yieldfrom.__name__, chain.gi_frame.f_locals)
chain.close()
print(chain.gi_frame)

# Closing goes inwards.
chain = ending()
next(chain)
chain.close()


# Depths that grow while they are gone through.
def count_down(n):
    if n:
        yield n
        yield from count_down(n - 1)


print(list(count_down(6)), sum(count_down(40)), [n for n in count_down(5)])


def recursive(n):
    if n:
        yield from recursive(n - 1)
    yield n


print(list(zip(recursive(5), recursive(7))), any(n > 2 for n in recursive(4)))


# One that is resumed inside itself.
def itself():
    yield 1
    yield from own


own = itself()
next(own)
try:
    next(own)
except ValueError as error:
    print(error)


# State that is seen from inside, of those in between too.
def states():
    yield
    print([types.GeneratorType.gi_running.__get__(g) for g in (first, second)], first.gi_suspended, second.gi_suspended)
    yield


def relay():
    yield from second


second = states()
first = relay()
next(first), next(first)
print(first.gi_running, first.gi_suspended, second.gi_suspended)


# More than the recursion limit allows.
def endless(n):
    if n:
        yield from endless(n - 1)
    yield n


try:
    list(endless(5000))
except RecursionError as error:
    print("RecursionError")


# One that the one in between goes on with after another, many times.
def pieces():
    for n in range(4):
        got = yield from echo()
        yield got


g = pieces()
out = [next(g)]
try:
    for n in range(30):
        out.append(g.send(n))
except StopIteration:
    pass
print(out)
