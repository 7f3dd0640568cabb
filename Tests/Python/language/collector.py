"""Finalisers, and what the module gc tells and lets be set."""

import gc
import sys
from _weakref import ref

log = []


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__, error)


class Finalized:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.append(self.name)


def drop(name):
    Finalized(name)


def drop_cycle():
    one, other = Finalized("one"), Finalized("other")
    one.partner, other.partner = other, one


# Each finaliser runs once.
def collect_after(make, count=50):
    """Makes garbage and collects it. A word that is left on the native stack may keep a little of it."""
    for _ in range(count):
        make()
    for _ in range(4):
        gc.collect()


def most(names, expected):
    """Whether nearly so many of the entries are there, and no more. What an earlier part left may come late."""
    found = sum(entry in names for entry in log)
    return expected * 0.9 <= found <= expected


collect_after(lambda: drop("dropped"))
print(most(["dropped"], 50))
collect_after(drop_cycle)
print(most(["one"], 50), most(["other"], 50))

# A resurrected object is not finalised again, and is as it was.
kept = []


class Resurrected:
    def __init__(self):
        self.items = [1, 2]
        self.me = self

    def __del__(self):
        log.append("resurrected")
        kept.append(self)


def resurrect():
    Resurrected()


collect_after(resurrect)
print(most(["resurrected"], 50), len(kept) == log.count("resurrected"))
print(kept[0].items, kept[0].me is kept[0], gc.is_finalized(kept[0]))
kept.clear()
for _ in range(3):
    gc.collect()
print(most(["resurrected"], 50), len(kept) <= 5)


# Weak references are empty when a cycle's finalisers run.
class Watched:
    def __del__(self):
        log.append(self.reference())


def watch():
    watched = Watched()
    watched.reference = ref(watched)
    watched.me = watched


collect_after(watch)
print(most([None], 50))


# Finalisers that make more to finalise, and inherited ones.
class Spawning:
    def __init__(self, left):
        self.left = left

    def __del__(self):
        log.append(self.left)
        if self.left:
            Spawning(self.left - 1)


def spawn():
    Spawning(3)


collect_after(spawn)
print([most([left], 50) for left in range(4)])


class Inherited(Finalized):
    pass


class Listed(list):
    def __del__(self):
        log.append(f"listed {len(self)}")


def drop_more():
    Inherited("inherited")
    Listed([1, 2, 3])


collect_after(drop_more)
print(most(["inherited"], 50), most(["listed 3"], 50))

# Settings.
print(gc.isenabled(), gc.get_threshold(), gc.get_debug())
gc.disable()
print(gc.isenabled())
gc.enable()
gc.set_threshold(500, 5)
print(gc.isenabled(), gc.get_threshold())
gc.set_threshold(2000, 10, 10)
print(len(gc.get_count()), len(gc.get_stats()), sorted(gc.get_stats()[0]))
print(gc.DEBUG_STATS, gc.DEBUG_COLLECTABLE, gc.DEBUG_UNCOLLECTABLE, gc.DEBUG_SAVEALL, gc.DEBUG_LEAK)
print(gc.garbage, gc.callbacks, gc.get_freeze_count(), gc.freeze(), gc.unfreeze())
print(isinstance(gc.collect(), int), isinstance(gc.collect(0), int), isinstance(gc.collect(generation=1), int))
attempt(lambda: gc.collect(3))
attempt(lambda: gc.collect(-1))
attempt(lambda: gc.collect("a"))
attempt(lambda: gc.get_objects(5))
attempt(lambda: gc.get_objects(-2))
attempt(lambda: gc.get_objects("a"))


# What refers to what.
class Holder:
    pass


target = Holder()
holder = [target]
mapping = {"key": target}
print(any(item is holder for item in gc.get_referrers(target)), any(item is mapping for item in gc.get_referrers(target)))
print([item is target for item in gc.get_referents(holder)], "text" in gc.get_referents(["text", None]))
print(any(item is target for item in gc.get_objects()), any(item is holder for item in gc.get_objects()))
print(gc.get_referents(), gc.get_referrers() == [])
for value in (1, "a", [], {}, (), (1, []), object(), None, int, Holder, gc, print, set(), 1.0, b"", range(3), holder, target):
    print(gc.is_tracked(value), end=" ")
print()


# Callbacks of the collector.
announced = []


def announce(phase, info):
    announced.append((phase, info["generation"], sorted(info)))


gc.callbacks.append(announce)
gc.collect()
gc.callbacks.remove(announce)
gc.collect()
print(announced)


def referred():
    pass


# Only what Python can show refers to a code object.
print([type(item).__name__ for item in gc.get_referrers(referred.__code__)])

print(sys.getallocatedblocks() > 0, sys.getunicodeinternedsize() > sys.getunicodeinternedsize(_only_immortal=True) - 1)
print(sys._is_immortal(None), sys._is_immortal([]))
