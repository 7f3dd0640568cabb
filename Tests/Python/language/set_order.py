"""The order of sets that keys are added to and taken from at random: where deleted keys were decides where new ones go."""

import random
import zlib


class Key:
    """A key of a chosen hash, so that many collide."""

    def __init__(self, number, hash):
        self.number = number
        self.hash = hash

    def __hash__(self):
        return self.hash

    def __eq__(self, other):
        return isinstance(other, Key) and self.number == other.number

    def __repr__(self):
        return f"Key{self.number}"


def pool_of(kind, size, source):
    if kind == "small ints":
        return list(range(-size, size))
    if kind == "ints":
        return [source.randrange(-(2**40), 2**40) for _ in range(size)]
    if kind == "colliding":
        return [Key(i, source.randrange(12)) for i in range(size)]
    return [*range(size), *(i + 0.5 for i in range(size)), *(Key(i, i) for i in range(size))]


def change(keys, pool, source, steps):
    """Yields what a program sees of a set while it changes."""
    for step in range(steps):
        key, choice = source.choice(pool), source.random()
        if choice < 0.45:
            keys.add(key)
        elif choice < 0.9:
            keys.discard(key)
        elif choice < 0.97:
            yield key in keys
        elif choice < 0.975 and keys:
            yield keys.pop()
        elif choice < 0.98:
            keys |= set(source.sample(pool, 3))
        elif choice < 0.983:
            keys = keys.copy()
        if step % 50 == 0:
            yield list(keys)
    yield [key for key in pool if key in keys]


for kind in ("small ints", "ints", "colliding", "mixed"):
    for size in (4, 8, 12, 20, 40, 100, 300):
        source = random.Random(f"{kind} {size}")
        pool = pool_of(kind, size, source)
        seen = list(change(set(), pool, source, 1500))
        print(kind, size, len(seen[-1]), zlib.crc32(repr(seen).encode()))
