# `__iter__`, `__await__` and `__anext__` that are generators or coroutines, from code that is hot, and all else that they may be.
import sys
import types
from collections import OrderedDict


class Node:
    def __init__(self, key, left=None, right=None): self.key, self.left, self.right = key, left, right

    def __iter__(self):
        if self.left: yield from self.left
        yield self.key
        if self.right: yield from self.right


def tree(low, high):
    if low >= high: return None
    middle = (low + high) // 2
    return Node(middle, tree(low, middle), tree(middle + 1, high))


def walked(items): return [item for item in items]


def delegated(items): yield from items


def outcome(function, *arguments):
    try: return function(*arguments)
    except Exception as error: return type(error).__name__, str(error)


for _ in range(120): small = walked(tree(0, 20)), list(delegated(tree(0, 9))), [*tree(0, 4)], sum(tree(0, 30)), max(tree(1, 5))
print(small)


class Derived(Node):
    def __iter__(self):
        for key in Node.__iter__(self): yield -key


class Listed(Node):
    def __iter__(self): return iter([self.key, "listed"])


class Defaulted(Node):
    def __iter__(self, factor=10): yield self.key * factor


class Protected(Node):
    def __iter__(self):
        try: yield self.key
        finally: print("finally", end=" ")


class Closure(Node):
    def made(name):
        def iterate(self): yield name, self.key
        return iterate
    __iter__ = made("closure")


class Wrong(Node):
    def __iter__(self): return 5


class None_(Node): __iter__ = None


class Static(Node):
    @staticmethod
    def __iter__(): yield "static"


class Class(Node):
    @classmethod
    def __iter__(cls): yield cls.__name__


class Asynchronous(Node):
    async def __iter__(self): yield 1


class Sequence:
    def __getitem__(self, index):
        if index < 3: return index
        raise IndexError


for _ in range(60):
    found = [outcome(walked, kind(7)) for kind in (Derived, Listed, Defaulted, Protected, Closure, Wrong, None_, Static, Class, Asynchronous)]
    found += [outcome(list, delegated(kind(7))) for kind in (Derived, Listed, Defaulted, Closure, Wrong, None_, Static, Class, Asynchronous)]
    found += [outcome(walked, Sequence()), outcome(list, delegated(Sequence()))]
print()
print(*found, sep="\n")

node = Node(1)
node.__iter__ = lambda: iter("instance")
print(walked(node), list(delegated(node)))


def frames(self):
    names = []
    frame = sys._getframe()
    while frame: names.append(frame.f_code.co_name); frame = frame.f_back
    yield names


class Frames: __iter__ = frames


for _ in range(60): seen = walked(Frames()), list(delegated(Frames()))
print(seen)

# The class changes while its method is hot.
for round in range(90):
    if round == 50: Node.__iter__ = lambda self: iter((self.key, "changed"))
    if round == 70: del Node.__iter__
    last = outcome(walked, Node(round)), outcome(lambda: list(delegated(Node(round))))
    if round % 10 == 9: print(last)


class Suspend:
    def __await__(self): return (yield "suspended")


class Later:
    def __init__(self, value): self.value = value

    def __await__(self):
        if self.value > 1: return self.value
        return (yield from Suspend().__await__())


class AwaitsCoroutine:
    def __await__(self): return waits(1)


class AwaitsInt:
    def __await__(self): return 3


class Numbers:
    def __init__(self, stop): self.number, self.stop = 0, stop

    def __aiter__(self): return self

    async def __anext__(self):
        self.number += 1
        if self.number > self.stop: raise StopAsyncIteration
        return self.number + (await Later(self.number) or 0)


async def waits(value): return await Later(value)


async def counts(stop): return [number async for number in Numbers(stop)], await waits(stop), await Suspend()


async def awaits(thing): return await thing


def driven(coroutine):
    yielded = []
    try:
        while True: yielded.append(coroutine.send(None))
    except StopIteration as stop:
        return yielded, stop.value


for _ in range(120): small = driven(counts(4)), driven(awaits(Suspend())), driven(awaits(Later(3)))
print(*small, sep="\n")
for thing in (AwaitsInt(), 5, None, Node(1)): print(outcome(driven, awaits(thing)))
coroutine = waits(2)
print(outcome(driven, awaits(coroutine)), outcome(driven, awaits(coroutine)))


class Plain(Numbers):
    def __anext__(self): return Later(self.number + 2)


async def first(items):
    async for item in items: return item


for kind in (Numbers, Plain): print(driven(first(kind(2))))
Numbers.__anext__ = lambda self: 5
print(outcome(driven, first(Numbers(2))))


# Lists that are extended in place.
class Extended(list):
    def __iadd__(self, other): return ["mine", *other]


def extended(items, others):
    alias = items
    for other in others: items += other
    return alias, items is alias


for _ in range(120): small = extended([1], [[2], [], [3, 4]]), extended([1], [(2,), "ab", {3: 4}, range(2)])[0]
print(small)
same = [1, 2]
print(extended(same, [same, same]), extended(Extended([1]), [[2], [3]]), extended([1], [Extended([5])]))
print(outcome(extended, [1], [[2], None]), outcome(extended, [1], [5]), outcome(extended, (1,), [(2,), [3]]))


# Views that look like a dict's, and are none.
proxy = types.MappingProxyType({"a": 1, "b": 2})
ordered = OrderedDict(a=1, b=2, c=3)
ordered.move_to_end("a")
for _ in range(60):
    views = walked(proxy), walked(proxy.items()), walked(ordered.items()), walked(ordered.keys()), walked(ordered.values())
    views += list(delegated(proxy)), list(delegated(ordered.values())), walked({1: 2}.values()), list(delegated({1: 2}.items()))
    views += walked(types.MappingProxyType(ordered)), list(enumerate(ordered.items())), list(zip(proxy, {5: 6}.items()))
print(*views, sep="\n")
print([name for name in Suspend.__dict__ if name == "__await__"])


# Coroutines that `async for` makes, with handlers that run when nobody resumes them any more.
class Handled(Numbers):
    async def __anext__(self):
        try:
            self.number += 1
            return await self.step()
        except KeyError:
            raise StopAsyncIteration from None
        finally:
            ended.append(self.number)

    async def step(self):
        if self.number > self.stop: raise KeyError
        if self.number == 3: await Suspend()
        return self.number


async def collects(stop): return [number async for number in Handled(stop)]


for _ in range(120): ended = []; small = driven(collects(5)), ended
print(small)
ended = []
coroutine = collects(9)
print(coroutine.send(None), ended, coroutine.close(), ended)
