# Long lists that begin as copies of False, None or small ints take a byte for each; nobody sees when they stop doing so.
import copy
import pickle
import random

SIZE = 5000


def words(items):
    """The same list, made item by item."""
    return [item for item in items]


def sieve(limit):
    composite = [False] * (limit + 1)
    count = 0
    for n in range(2, limit + 1):
        if composite[n]: continue
        count += 1
        for multiple in range(n * n, limit + 1, n): composite[multiple] = True
    return count, composite.count(True), sum(composite)


def sieve_by_slices(limit):
    prime = [False, False] + [True] * (limit - 1)
    for n in range(2, int(limit ** 0.5) + 1):
        if prime[n]: prime[n * n::n] = [False] * len(range(n * n, limit + 1, n))
    return sum(prime), [n for n, flag in enumerate(prime) if flag][-3:]


def counted(size, steps):
    """Each count grows beyond what a byte says, one after the other."""
    counts = [0] * size
    for step in range(steps):
        counts[step * step % size] += step % 5
    return sum(counts), max(counts), min(counts)


def widened_in_loop(size, value):
    row = [0] * size
    for i in range(size):
        if i == size // 2: row[7] = value
        row[i] = i % 50
        row[-1 - i % 9] += 1
        if row[7] == value and i % 1000 == 0: row[7] = 3
    return sum(x for x in row if type(x) is int), row[:9], row[-9:], row[7] == value


def widened_by_another_name(size):
    row = [1] * size
    other = row
    total = 0
    for i in range(size):
        other[i] = 64 if i % 97 == 0 else i % 64
        total += row[i] + row[i - 1]
    return total, row == other, row[0], row[97]


def gone_through(items):
    total = place = 0
    for item in items:
        place += 1
        if item: total += place
    for i, item in enumerate(items): total += i if item else 1
    for a, b in zip(items, items): total += a is b
    return total


def walked(size):
    """Breadth first through a graph of remainders."""
    seen = [False] * size
    parents = [None] * size
    seen[1] = True
    work = [1]
    while work:
        node = work.pop()
        for other in (node * 3 % size, node * 7 % size, (node + 11) % size):
            if not seen[other]:
                seen[other] = True
                parents[other] = node
                work.append(other)
    return seen.count(True), parents.count(None), sum(p for p in parents if p is not None)


for _ in range(3):
    print(sieve(20_000), sieve_by_slices(20_000), counted(SIZE, 60_000), walked(7919))
for value in (63, 64, -64, -65, 2**62, 2**70, 0.0, -0.0, 1.5, float("nan"), "text", None, True, ..., NotImplemented, [], ()):
    print(repr(value), widened_in_loop(SIZE, value))
print(widened_by_another_name(SIZE))
print(gone_through([True] * SIZE), gone_through([False, True, None, 0] * SIZE), gone_through([0] * SIZE + [5] * SIZE))

# Whatever is done to such a list is done to its twin.
generator = random.Random(12)
SMALL = (0, 1, -1, 63, -64, True, False, None)
LARGE = (64, -65, 10**6, 2.5, 0.0, "a", (1,), ...)


def change(items, what, seed):
    r = random.Random(seed)
    value = r.choice(SMALL) if r.random() < 0.8 else r.choice(LARGE)
    place, end, step = r.randrange(-len(items) - 2, len(items) + 2), r.randrange(len(items)), r.choice((1, 1, 2, 3, -1, -2))
    match what:
        case 0: items[place] = value
        case 1: return items[place]
        case 2: items[place:end:step] = [value] * len(range(*slice(place, end, step).indices(len(items))))
        case 3: return items[place:end:step]
        case 4: items.append(value)
        case 5: return items.pop()
        case 6: return items.pop(place)
        case 7: items.insert(place, value)
        case 8: items.reverse()
        case 9: return items.count(value), value in items, items.index(value)
        case 10: del items[place:place + 3]
        case 11: items += [value] * 3
        case 12: return items + [value], [value] + items, (items + items)[::501]
        case 13: items.remove(value)
        case 14: items.sort(key=repr)
        case 15: return items.copy() == items[:] == list(items), tuple(items)[::600]
        case 16: items[place:end] = items[end:place]
        case 17: items *= r.choice((1, 1, 1, 1, 2))
        case 18: return items * 2 == items + items, len(items * 3)
        case 19: items[:] = items
        case 20: return min(map(str, items)), hash(tuple(items)), len(repr(items))
        case 21: items.extend(items[:4]); items.extend(iter([value]))
        case 22: items[place:end:-1] = [value]
        case 23: return pickle.loads(pickle.dumps(items)) == copy.deepcopy(items) == items
        case 24: first, *middle, last = items; return first, len(middle), last


def outcome(items, what, seed):
    try: return change(items, what, seed)
    except Exception as error: return type(error).__name__, str(error)


for round in range(60):
    pattern = [generator.choice(SMALL) for _ in range(generator.choice((1, 1, 1, 2, 3, 7)))]
    items = pattern * (SIZE // len(pattern) + 1)
    twin = words(items)
    for step in range(25):
        what, seed = generator.randrange(25), generator.random()
        if len(items) > 40_000 or len(items) < 100: break
        mine, other = outcome(items, what, seed), outcome(twin, what, seed)
        assert repr(mine) == repr(other) and repr(items) == repr(twin), (round, step, what, seed)
    if round % 6 == 0: print(round, len(items), items[:3], items[-3:], hash(tuple(map(repr, items))) == hash(tuple(map(repr, twin))))

# The identity of what is in it.
flags = [False] * SIZE
assert all(flag is False for flag in flags) and flags[3] is flags[4] is False
flags[17] = 0
print(flags[16:19], flags.index(0), [type(flag).__name__ for flag in flags[16:19]])

# Elements whose comparison changes the list meanwhile.
class Clearing:
    def __init__(self, items): self.items = items
    def __eq__(self, other):
        self.items.clear()
        return False


class Widening(Clearing):
    def __eq__(self, other):
        self.items[0] = self
        return False


for kind in (Clearing, Widening):
    items = [0] * SIZE
    print(kind(items) in items, len(items), items.count(kind(items)), len(items))

items = [1] * SIZE
for i, item in enumerate(items):
    if i == 10: items[11] = "wide"
    if i == 11: print(item)
    if i == 20: items.clear()
print(i, items)

for size in (4095, 4096, 2**60, 2**63):
    try: print(len([0] * size))
    except (MemoryError, OverflowError) as error: print(type(error).__name__, error)


class Derived(list): pass


derived = Derived([False] * SIZE) * 1
derived[3] = "x"
other = Derived([None]) * SIZE
print(type(derived).__name__, derived[2:5], type(other).__name__, len(other), other[-1])
