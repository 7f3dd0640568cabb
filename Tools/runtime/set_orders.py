"""Prints what SetTests expects: how CPython orders sets after the same operations. Run with PYTHONHASHSEED=0."""


class Random:
    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return self.state >> 33


def mix(digest, items):
    for item in items:
        digest = ((digest ^ (hash(item) % 2**64)) * 1099511628211) % 2**64
    return digest


def run(seed, element):
    random = Random(seed)
    sets = [set() for _ in range(4)]
    digest = 14695981039346656037
    for _ in range(4000):
        operation = random.next() % 20
        i, j, k = random.next() % 4, random.next() % 4, random.next() % 4
        spread = [10, 100, 1000, 1 << 30][random.next() % 4]
        key = element(random.next() % spread)
        a, b = sets[i], sets[j]
        if operation < 4: a.add(key)
        elif operation == 4:
            for n in range(random.next() % 60): a.add(element(n * spread))
        elif operation == 5: a.discard(key)
        elif operation == 6:
            for n in range(random.next() % 60): a.discard(element(n * spread))
        elif operation == 7: sets[k] = a | b
        elif operation == 8: a |= b
        elif operation == 9: sets[k] = a & b
        elif operation == 10: a &= b
        elif operation == 11: sets[k] = a - b
        elif operation == 12: a -= b
        elif operation == 13: sets[k] = a ^ b
        elif operation == 14: a ^= b
        elif operation == 15: sets[k] = a.copy()
        elif operation == 16:
            if a: digest = mix(digest, [a.pop()])
        elif operation == 17: a.update(dict.fromkeys(element(n) for n in range(random.next() % 20)))
        elif operation == 18: digest = mix(digest, [frozenset(a), a <= b, a.isdisjoint(b), a == b])
        elif operation == 19:
            if random.next() % 4 == 0: a.clear()
        digest = mix(digest, sets[i])
        digest = mix(digest, sets[k])
        if len(a) > 5000: a.clear()
    return digest


for seed in range(1, 6):
    print(seed, run(seed, int), run(seed, str))
