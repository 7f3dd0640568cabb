"""Loops over generators, and generators, that are hot: what they yield and raise, whoever resumes them."""

def gen(n):
    for i in range(n):
        yield i * 2
def total(n):
    t = 0
    for x in gen(n):
        t += x
        if x % 7 == 3: t -= 1
    else:
        t += 1000
    return t
def tree(n):
    if n:
        yield from tree(n - 1)
        yield n
        yield from tree(n - 1)
def walk(n): 
    s = 0
    for x in tree(n): s = s * 3 + x & 0xffff
    return s
def fail(n):
    for i in range(n):
        if i == 50: raise ValueError(i)
        yield i
def caught():
    s = 0
    try:
        for x in fail(100): s += x
    except ValueError as e: s += e.args[0] * 1000
    return s
def sender():
    got = 0
    while True:
        got = (yield got + 1) 
        if got is None: return
def pump(n):
    g = sender(); next(g); s = 0
    for i in range(n): s += g.send(i)
    g.close()
    return s
def brk(n):
    for k, v in enumerate(gen(n)):
        if v > n: break
    return k, v
def zipped(n): return sum(a * b for a, b in zip(gen(n), gen(n)))
def nested(n): return [x + y for x in gen(n) for y in gen(3) if any(z == x for z in gen(4))]
def swapped(n):
    """The iterator of one loop is a generator, a list, a range, by turns."""
    t = 0
    for source in (gen(n), [1, 2, 3], gen(4), range(5), (6, 7), gen(0)):
        for x in source: t = t * 5 + x
    return t % 1000003


def watched():
    """Looks at the frame of the loop that resumed it."""
    import sys
    for i in range(20):
        if i == 10: sys._getframe(1).f_locals
        yield i


def watching():
    t = 0
    for x in watched(): t += x
    return t


def closing(n):
    log = []
    def noting():
        try:
            for i in range(n): yield i
        finally:
            log.append("closed")
    source = noting()
    for x in source:
        if x == n - 2: break
    source.close()
    return x, log


async def waits(n):
    for i in range(n): await Ready(i)
    return n


class Ready:
    def __init__(self, value): self.value = value
    def __await__(self):
        got = yield self.value
        return got


def drive(n):
    coroutine, t, sent = waits(n), 0, None
    while True:
        try: t += coroutine.send(sent)
        except StopIteration as stop: return t, stop.value
        sent = t


for i in range(30):
    print(total(200), walk(8), caught(), pump(100), brk(60), zipped(30), len(nested(20)))
    print(swapped(9), watching(), closing(30), drive(12))

print(total(60000))


def counting(start, n):
    for i in range(n):
        yield start + i


def first_of(iterable, default):
    for item in iterable:
        return item
    return default


def firsts(n):
    """Small functions that are inlined, and resume a generator."""
    shared, total = counting(3, n), 0
    for i in range(n):
        total += first_of(shared, i) * first_of(counting(i, 2), 1)
        total += first_of(counting(i, 0), 7)
    return total, list(shared)


for n in range(60):
    firsts(n)
print(firsts(5), firsts(0), [firsts(n)[0] for n in (1, 2, 10)])
