"""Caches: a least-recently-used cache as a linked list with an index, another on dict order, and a hash map.

The list with an index is the textbook structure (Sleator and Tarjan, CACM 28:2, 1985, analyse the policy); the
hash map probes linearly (Knuth 6.4). Exercises dict inserts and deletes, attribute updates, dunder methods and
`__hash__`.
"""

SCALE = 140_000
EXPECTED = (77808, 1024, (4419, 0, 7))


class Entry:
    __slots__ = ("key", "value", "before", "after")

    def __init__(self, key=None, value=None):
        self.key = key
        self.value = value
        self.before = self.after = self


class LinkedCache:
    """A ring of entries from the latest used to the one to go next, and a dict to find them."""

    def __init__(self, capacity):
        self.capacity = capacity
        self.ring = Entry()
        self.index = {}

    def __len__(self):
        return len(self.index)

    def __contains__(self, key):
        return key in self.index

    def __getitem__(self, key):
        entry = self.index[key]
        self._unlink(entry)
        self._link_first(entry)
        return entry.value

    def __setitem__(self, key, value):
        if (entry := self.index.get(key)) is not None:
            self._unlink(entry)
            entry.value = value
        else:
            if len(self.index) == self.capacity:
                oldest = self.ring.before
                self._unlink(oldest)
                del self.index[oldest.key]
            self.index[key] = entry = Entry(key, value)
        self._link_first(entry)

    def _unlink(self, entry):
        entry.before.after = entry.after
        entry.after.before = entry.before

    def _link_first(self, entry):
        ring = self.ring
        entry.before, entry.after = ring, ring.after
        ring.after.before = entry
        ring.after = entry


class OrderedCache:
    """The same on a dict's insertion order."""

    def __init__(self, capacity):
        self.capacity = capacity
        self.items = {}

    def __contains__(self, key):
        return key in self.items

    def __getitem__(self, key):
        value = self.items.pop(key)
        self.items[key] = value
        return value

    def __setitem__(self, key, value):
        self.items.pop(key, None)
        self.items[key] = value
        if len(self.items) > self.capacity:
            del self.items[next(iter(self.items))]


class Position:
    """A key with a hash and an equality of its own."""

    def __init__(self, row, column):
        self.row = row
        self.column = column

    def __eq__(self, other):
        return self.row == other.row and self.column == other.column

    def __hash__(self):
        return self.row * 31 + self.column


class HashMap:
    def __init__(self):
        self.slots = [None] * 8
        self.used = 0

    def _find(self, key):
        mask = len(self.slots) - 1
        slot = hash(key) & mask
        while (entry := self.slots[slot]) is not None and entry[0] != key:
            slot = (slot + 1) & mask
        return slot

    def add(self, key, amount):
        slot = self._find(key)
        if self.slots[slot] is not None:
            self.slots[slot][1] += amount
            return
        self.slots[slot] = [key, amount]
        self.used += 1
        if self.used * 3 > len(self.slots) * 2:
            old, self.slots = self.slots, [None] * (len(self.slots) * 2)
            for entry in old:
                if entry is not None:
                    self.slots[self._find(entry[0])] = entry


def requests(count):
    """Keys of which some come up much more often than others."""
    state = 99
    for _ in range(count):
        state = (state * 69069 + 1) & 0xFFFFFFFF
        yield (state >> 16) % (8 << (state >> 8) % 8)


def hits(cache, count):
    found = 0
    for key in requests(count):
        if key in cache:
            found += cache[key] == key * key
        else:
            cache[key] = key * key
    return found


def run(scale):
    linked = hits(LinkedCache(100), scale)
    assert linked == hits(OrderedCache(100), scale)
    table = HashMap()
    for key in requests(scale):
        table.add(Position(key // 16, key % 16), 1)
    most = max((entry[1], entry[0].row, entry[0].column) for entry in table.slots if entry)
    return linked, table.used, most


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
