"""Weak references and proxies: what they are, and what becomes of them when their object dies."""

import gc
from _weakref import CallableProxyType, ProxyType, ReferenceType, getweakrefcount, getweakrefs, proxy, ref


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


def most_die(make, count=50):
    """Whether nearly all of the references that `make` makes are dead after a collection: a word that is left on the
    native stack may keep one of them."""
    references = [make() for _ in range(count)]
    gc.collect()
    return sum(reference() is None for reference in references) >= count * 0.9


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


made = [make_dead() for _ in range(50)]
gc.collect()
known, unknown, dead_proxy = next(references for references in made if references[0]() is None)
print(known(), unknown(), hash(known) == hash("dead"), known == known, known == unknown)
print("dead>" in repr(known), "dead>" in repr(dead_proxy))
attempt(lambda: hash(unknown))
attempt(lambda: dead_proxy.name)
attempt(lambda: len(dead_proxy))
attempt(lambda: setattr(dead_proxy, "name", 1))
attempt(lambda: bool(dead_proxy))
attempt(lambda: dead_proxy == 1)


def temporary():
    return ref(Thing("temporary"))


def deleted():
    local = Thing("deleted")
    reference = ref(local)
    del local
    return reference


def used_as_argument():
    def consume(argument):
        return ref(argument)

    return consume(Thing("argument"))


def in_a_loop():
    for reference in [ref(item) for item in [Thing("looped")]]:
        return reference


def in_a_generator():
    def generator():
        reference = ref(Thing("generated"))
        yield reference
        yield

    return next(generator())


def cycle():
    left, right = Thing("left"), Thing("right")
    left.other, right.other = right, left
    return ref(left)


def unused_temporaries():
    """The frame that made them is still there when they are to die."""
    references = [ref(Thing(number)) for number in range(20)]
    references += [ref((Thing(number), None)[0]) for number in range(20)]
    gc.collect()
    return sum(reference() is None for reference in references) >= 36


for make in (temporary, deleted, used_as_argument, in_a_loop, in_a_generator, cycle):
    print(most_die(make), end=" ")
print(unused_temporaries())


# Callbacks: each once, the newest first, none of a reference that is dead itself.
log = []


def note(name):
    return lambda reference: log.append((name, reference()))


def with_callbacks():
    target = Thing("called")
    kept = [ref(target, note(number)) for number in range(3)]
    ref(target, note("dropped"))
    gc.collect()
    return kept


kept = [with_callbacks() for _ in range(50)]
gc.collect()
print(set(log) == {(number, None) for number in range(3)}, len(log) >= 135, log[:3])
log.clear()


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
