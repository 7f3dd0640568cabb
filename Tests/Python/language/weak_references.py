"""Weak references and proxies: what they are, and what becomes of them when their object dies."""

import gc
from _weakref import CallableProxyType, ProxyType, ReferenceType, getweakrefcount, getweakrefs, proxy, ref


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


class Thing:
    def __init__(self, name="thing"):
        self.name = name

    def __eq__(self, other):
        return isinstance(other, Thing) and self.name == other.name

    def __hash__(self):
        return hash(self.name)

    def __call__(self, *args, **kwargs):
        return self.name, args, kwargs


class Items(list):
    pass


class Slotted:
    __slots__ = ("__weakref__",)


class Unreferable:
    __slots__ = ()


# What they are.
thing = Thing()
first = ref(thing)
print(first() is thing, ref(thing) is first, first.__callback__, type(first) is ref is ReferenceType)
print(repr(first).startswith("<weakref at 0x"), "to 'Thing' at 0x" in repr(first))
print(getweakrefcount(thing), getweakrefs(thing) == [first], thing.__weakref__ is first)
with_callback = ref(thing, print)
print(with_callback is first, with_callback == first, with_callback.__callback__ is print, getweakrefcount(thing))
twin = Thing()
print(hash(first) == hash(thing), ref(thing) == ref(twin), first == thing, first != with_callback)
print(getweakrefcount(5), getweakrefs("text"))
for target in (5, "text", None, (), [], {}, object(), Unreferable(), range(3), 1.5, b""):
    attempt(lambda: ref(target))
for target in (Thing, print, attempt, set(), frozenset([1]), thing.__init__, gc, attempt.__code__, Items(), Slotted()):
    print(ref(target)() is target, end=" ")
print()
attempt(lambda: ref(thing)(1))
try:
    first.__callback__ = None
except AttributeError:
    print("read-only")


# What becomes of them.
def make_dead():
    target = Thing("dead")
    known, unknown = ref(target), ref(target, lambda r: None)
    hash(known)
    return known, unknown, proxy(target)


known, unknown, dead_proxy = make_dead()
gc.collect()
print(known(), unknown(), hash(known) == hash("dead"), known == known, known == unknown)
print("dead>" in repr(known), "dead>" in repr(dead_proxy))
attempt(lambda: hash(unknown))
attempt(lambda: dead_proxy.name)
attempt(lambda: len(dead_proxy))
attempt(lambda: setattr(dead_proxy, "name", 1))
attempt(lambda: bool(dead_proxy))
attempt(lambda: dead_proxy == 1)


def temporary():
    reference = ref(Thing("temporary"))
    gc.collect()
    return reference()


def deleted():
    local = Thing("deleted")
    reference = ref(local)
    before = reference() is local
    del local
    gc.collect()
    return before, reference()


def used_as_argument():
    def consume(argument):
        return ref(argument)

    reference = consume(Thing("argument"))
    gc.collect()
    return reference()


def in_a_loop():
    for reference in [ref(item) for item in [Thing("looped")]]:
        gc.collect()
        return reference()


def in_a_generator():
    def generator():
        reference = ref(Thing("generated"))
        yield
        yield reference()

    steps = generator()
    next(steps)
    gc.collect()
    return next(steps)


def cycle():
    left, right = Thing("left"), Thing("right")
    left.other, right.other = right, left
    references = ref(left), ref(right)
    del left, right
    gc.collect()
    return [reference() for reference in references]


print(temporary(), deleted(), used_as_argument(), in_a_loop(), in_a_generator(), cycle())


# Callbacks: each once, the newest first, none of a reference that is dead itself.
log = []


def note(name):
    return lambda reference: log.append((name, reference()))


def with_callbacks():
    target = Thing("called")
    kept = [ref(target, note(number)) for number in range(3)]
    ref(target, note("dropped"))
    gc.collect()
    del target
    gc.collect()
    return len(kept)


print(with_callbacks(), log)
log.clear()


def callback_that_raises():
    target = Thing("raising")
    kept = ref(target, lambda reference: log.append("before") or 1 / 0), ref(target, note("after"))
    del target
    return kept


# Proxies.
plain, callable_proxy = proxy(Items([1, 2, 3])), proxy(thing)
items = Items([1, 2, 3])
plain = proxy(items)
print(type(plain) is ProxyType, type(callable_proxy) is CallableProxyType, proxy(items) is plain)
print(plain, len(plain), plain[0], 2 in plain, list(plain), plain == [1, 2, 3], plain != items, plain < [2])
print(plain + [4], [0] + plain, plain * 2, 2 * plain, bool(plain), plain.__class__ is Items, isinstance(plain, Items))
plain[0] = 10
plain.append(4)
plain.attribute = 5
del plain[1]
print(items, items.attribute, plain.attribute)
alias = plain
alias += [6]
print(alias is items, items)
print(callable_proxy(1, key=2), callable_proxy.name)
attempt(lambda: hash(plain))
attempt(lambda: plain())
attempt(lambda: next(plain))
attempt(lambda: plain.missing)
attempt(lambda: proxy(5))


class Number:
    def __index__(self):
        return 3

    def __neg__(self):
        return -3

    def __float__(self):
        return 1.5


number = Number()
number_proxy = proxy(number)
print(-number_proxy, float(number_proxy), range(5)[number_proxy])
print(repr(plain).startswith("<weakproxy at 0x"), str(plain))


# Subclasses.
class Keyed(ref):
    __slots__ = ("key",)

    def __new__(cls, target, callback=None, key=None):
        self = super().__new__(cls, target, callback)
        self.key = key
        return self

    def __init__(self, target, callback=None, key=None):
        super().__init__(target, callback)


keyed = Keyed(thing, None, "key")
print(keyed.key, keyed() is thing, keyed == first, Keyed(thing) is keyed, isinstance(keyed, ref))
print([type(reference).__name__ for reference in getweakrefs(items)])
