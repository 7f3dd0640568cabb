"""Caches under load: LRU, LFU, ARC-like and expiring ones behind one interface, with statistics, a decorator,
traces of several kinds, and a cache that eight threads share."""

from __future__ import annotations

import functools
import itertools
import math
import random
import threading
import time
from abc import ABC, abstractmethod
from collections import OrderedDict, defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Generic, TypeVar, overload

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass
class Statistics:
    hits: int = 0
    misses: int = 0
    evictions: int = 0
    evicted: deque = field(default_factory=lambda: deque(maxlen=5), repr=False)

    @property
    def rate(self) -> float:
        return self.hits / total if (total := self.hits + self.misses) else math.nan

    def __str__(self) -> str:
        return f"{self.hits:>6} hits {self.misses:>6} misses {self.evictions:>6} evictions {self.rate:7.2%}"

    def __iadd__(self, other: Statistics) -> Statistics:
        self.hits += other.hits
        self.misses += other.misses
        self.evictions += other.evictions
        self.evicted.extend(other.evicted)
        return self


class Cache(MutableMapping[K, V], ABC):
    """A mapping of limited size. A kind says what to do when an entry is used and which one has to go."""

    kinds: dict[str, type[Cache]] = {}

    def __init_subclass__(cls, /, kind: str | None = None, **options):
        super().__init_subclass__(**options)
        if kind:
            cls.kinds[kind] = cls

    def __init__(self, size: int):
        if size < 1:
            raise ValueError(f"size must be positive, not {size}")
        self.size = size
        self.data: dict[K, V] = {}
        self.statistics = Statistics()

    @abstractmethod
    def used(self, key: K) -> None: ...

    @abstractmethod
    def added(self, key: K) -> None: ...

    @abstractmethod
    def removed(self, key: K) -> None: ...

    @abstractmethod
    def victim(self) -> K: ...

    def __getitem__(self, key: K) -> V:
        try:
            value = self.data[key]
        except KeyError:
            self.statistics.misses += 1
            raise
        self.statistics.hits += 1
        self.used(key)
        return value

    def __setitem__(self, key: K, value: V) -> None:
        if key in self.data:
            self.used(key)
        else:
            if len(self.data) >= self.size:
                victim = self.victim()
                self.statistics.evictions += 1
                self.statistics.evicted.append(victim)
                del self[victim]
            self.added(key)
        self.data[key] = value

    def __delitem__(self, key: K) -> None:
        del self.data[key]
        self.removed(key)

    def __iter__(self) -> Iterator[K]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)

    def __contains__(self, key: object) -> bool:
        return key in self.data

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.size}, {self.data!r})"


class FIFO(Cache[K, V], kind="fifo"):
    def used(self, key):
        pass

    added = removed = used

    def victim(self):
        return next(iter(self.data))


class LRU(Cache[K, V], kind="lru"):
    """Keys in a ring of links, the one longest unused first."""

    class Link:
        __slots__ = "before", "after", "key"

        def __init__(self, key=None):
            self.key = key
            self.before = self.after = self

        def unlink(self):
            self.before.after, self.after.before = self.after, self.before

        def link(self, after):
            self.before, self.after = after.before, after
            after.before.after = after.before = self

    def __init__(self, size):
        super().__init__(size)
        self.root = self.Link()
        self.links = {}

    def used(self, key):
        link = self.links[key]
        link.unlink()
        link.link(self.root)

    def added(self, key):
        self.links[key] = link = self.Link(key)
        link.link(self.root)

    def removed(self, key):
        self.links.pop(key).unlink()

    def victim(self):
        return self.root.after.key

    def order(self):
        link = self.root.after
        while link is not self.root:
            yield link.key
            link = link.after


class OrderedLRU(Cache[K, V], kind="ordered"):
    def __init__(self, size):
        super().__init__(size)
        self.data = OrderedDict()

    def used(self, key):
        self.data.move_to_end(key)

    def added(self, key):
        pass

    removed = added

    def victim(self):
        return next(iter(self.data))


class LFU(Cache[K, V], kind="lfu"):
    def __init__(self, size):
        super().__init__(size)
        self.counts: dict[K, int] = {}
        self.buckets: defaultdict[int, dict[K, None]] = defaultdict(dict)
        self.least = 0

    def used(self, key):
        count = self.counts[key]
        del self.buckets[count][key]
        if not self.buckets[count]:
            del self.buckets[count]
            if self.least == count:
                self.least += 1
        self.counts[key] = count + 1
        self.buckets[count + 1][key] = None

    def added(self, key):
        self.counts[key] = self.least = 1
        self.buckets[1][key] = None

    def removed(self, key):
        count = self.counts.pop(key)
        del self.buckets[count][key]
        if not self.buckets[count]:
            del self.buckets[count]
            self.least = min(self.buckets, default=0)

    def victim(self):
        return next(iter(self.buckets[self.least]))


class Segmented(Cache[K, V], kind="segmented"):
    """Entries begin on probation; a second use protects them."""

    def __init__(self, size):
        super().__init__(size)
        self.probation, self.protected = OrderedDict(), OrderedDict()

    def used(self, key):
        if key in self.protected:
            self.protected.move_to_end(key)
            return
        del self.probation[key]
        self.protected[key] = None
        if len(self.protected) > self.size * 3 // 4:
            demoted, _ = self.protected.popitem(last=False)
            self.probation[demoted] = None

    def added(self, key):
        self.probation[key] = None

    def removed(self, key):
        for segment in (self.probation, self.protected):
            if segment.pop(key, self) is None:
                return

    def victim(self):
        return next(iter(self.probation or self.protected))


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now

    @contextmanager
    def later(self, seconds):
        self.now += seconds
        yield self.now


class Expiring(LRU[K, V]):
    def __init__(self, size, seconds, clock=time.monotonic):
        super().__init__(size)
        self.seconds, self.clock = seconds, clock
        self.times = {}

    def __getitem__(self, key):
        if key in self.data and self.clock() - self.times[key] > self.seconds:
            del self[key]
        return super().__getitem__(key)

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        self.times[key] = self.clock()

    def removed(self, key):
        super().removed(key)
        del self.times[key]


class Shared(Generic[K, V]):
    """A cache with a lock, in which a value is computed once even if many threads ask for it."""

    def __init__(self, cache: Cache[K, V]):
        self.cache, self.lock, self.pending = cache, threading.Lock(), {}
        self.computed = 0

    def get(self, key: K, compute: Callable[[K], V]) -> V:
        with self.lock:
            if key in self.cache:
                return self.cache[key]
            event = self.pending.get(key)
            mine = event is None
            if mine:
                event = self.pending[key] = threading.Event()
        if not mine:
            event.wait()
            return self.get(key, compute)
        try:
            value = compute(key)
            with self.lock:
                self.cache[key] = value
                self.computed += 1
            return value
        finally:
            with self.lock:
                del self.pending[key]
            event.set()


@overload
def cached(function: Callable, /) -> Callable: ...
@overload
def cached(*, size: int = ..., kind: str = ...) -> Callable: ...
def cached(function=None, /, *, size=16, kind="lru"):
    """Remembers results, as a decorator with or without arguments."""

    def decorate(function):
        cache = Cache.kinds[kind](size)

        @functools.wraps(function)
        def wrapper(*arguments, **options):
            key = arguments, tuple(sorted(options.items()))
            try:
                return cache[key]
            except KeyError:
                result = cache[key] = function(*arguments, **options)
                return result

        wrapper.cache = cache
        return wrapper

    return decorate if function is None else decorate(function)


class Traces:
    def __init__(self, seed, keys, length):
        self.random, self.keys, self.length = random.Random(seed), keys, length

    def uniform(self):
        return (self.random.randrange(self.keys) for _ in range(self.length))

    def zipf(self):
        weights = list(itertools.accumulate(1 / rank for rank in range(1, self.keys + 1)))
        return iter(self.random.choices(range(self.keys), cum_weights=weights, k=self.length))

    def loop(self):
        return itertools.islice(itertools.cycle(range(self.keys // 3)), self.length)

    def phases(self):
        for phase in range(4):
            start = phase * self.keys // 4
            for _ in range(self.length // 4):
                yield start + min(int(self.random.expovariate(0.05)), self.keys)

    def scan(self):
        for number, key in enumerate(self.zipf()):
            yield key
            if number % 500 == 499:
                yield from range(10_000 + number, 10_100 + number)


def replay(cache, trace):
    for key in trace:
        try:
            value = cache[key]
        except KeyError:
            value = cache[key] = key * key
        assert value == key * key
    assert len(cache) <= cache.size
    return cache.statistics


def main():
    total = Statistics()
    for name in ("uniform", "zipf", "loop", "phases", "scan"):
        print(name)
        outcomes = {}
        for kind, make in sorted(Cache.kinds.items()):
            statistics = outcomes[kind] = replay(make(100), getattr(Traces(42, 400, 8_000), name)())
            print(f"  {kind:<10}{statistics}  last evicted {list(statistics.evicted)[-3:]}")
            total += statistics
        assert outcomes["lru"].hits == outcomes["ordered"].hits
    print("total     ", total)

    @functools.lru_cache(maxsize=100)
    def builtin(key):
        return key * key

    for key in Traces(42, 400, 8_000).zipf():
        builtin(key)
    print(builtin.cache_info())

    @cached(size=50, kind="segmented")
    def ways(steps, *, largest=3):
        """How many ways lead up."""
        return 1 if steps == 0 else sum(ways(steps - n, largest=largest) for n in range(1, min(largest, steps) + 1))

    @cached
    def plain(x):
        return x

    print(ways(40), ways(30, largest=2), ways.__name__, ways.__doc__, ways.cache.statistics, plain(1), plain(1), plain.cache.statistics.hits)

    lru = LRU(3)
    lru.update(a=1, b=2, c=3)
    lru["a"], lru.get("b"), lru.get("missing", 0)
    lru["d"] = 4
    print(lru, list(lru.order()), lru.pop("a"), list(lru.order()), "c" in lru, lru.setdefault("e", 5), sorted(lru.items()))
    lru.clear()
    print(len(lru), list(lru.order()), lru.statistics)

    clock = Clock()
    expiring = Expiring(2, seconds=10, clock=clock)
    expiring["x"] = 1
    with clock.later(6):
        expiring["y"] = 2
    with clock.later(6):
        print("x" in expiring, expiring.get("x"), expiring.get("y"), expiring, clock.now)

    shared = Shared(LRU(64))
    barrier = threading.Barrier(8)

    def worker(seed):
        generator = random.Random(seed)
        barrier.wait()
        return sum(shared.get(generator.randrange(50), lambda key: key**2) for _ in range(500))

    with ThreadPoolExecutor(8) as pool:
        sums = list(pool.map(worker, range(8)))
    expected = [sum(generator.randrange(50) ** 2 for _ in range(500)) for generator in map(random.Random, range(8))]
    print(sums == expected, shared.computed, len(shared.cache), not shared.pending)

    for wrong in [lambda: LRU(0), lambda: Cache(1), lambda: LRU(1)["x"], lambda: LRU(1).__delitem__("x"), lambda: LFU(2).victim(), lambda: LRU(2).__setitem__([], 1), lambda: FIFO(1).popitem()]:
        try:
            print(wrong())
        except Exception as error:
            print(type(error).__name__, error)


if __name__ == "__main__":
    main()
