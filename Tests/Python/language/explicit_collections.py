"""What nothing refers to any more is gone after `gc.collect()`, also where compiled code has just had it in registers."""

import gc
import weakref


class Node:
    def __init__(self, number, below):
        self.number, self.below = number, below

    def __del__(self):
        ended.append(self.number)


ended = []


def chain():
    node = None
    for number in range(100):
        node = Node(number, [(None, node)])
    del node
    gc.collect()
    found = ended == list(range(99, -1, -1))
    ended.clear()
    return found


class Links(dict):
    """Has its keys twice, as an ordered dict in Python would."""

    def __init__(self):
        self.links = {}
        self.last = None

    def __setitem__(self, key, value, set_item=dict.__setitem__):
        if key not in self:
            self.links[key] = link = [key, value]
            self.last = link
        set_item(self, key, value)


def class_in_its_own_dict():
    class Held:
        held_by = Links()

    Held.held_by[Held] = None
    seen = weakref.ref(Held)
    del Held
    gc.collect()
    return seen() is None


def view_in_a_cycle(collect):
    class Source(bytes):
        pass

    source, other = Source(b"abc"), Node(0, None)
    source.view, source.other = memoryview(source), other
    seen = weakref.ref(other)
    source = other = None
    collect()
    ended.clear()
    return seen() is None


def youngest():
    gc.collect(0)


for test in (chain, class_in_its_own_dict, lambda: view_in_a_cycle(gc.collect), lambda: view_in_a_cycle(youngest)):
    print([test() for _ in range(30)].count(True))
