"""Threads: a pipeline of stages with bounded queues, a pool of our own with futures, a readers-writer lock, a rate
limiter on a fake clock, dining philosophers, barriers, local data, timers, and concurrent.futures."""

import functools
import itertools
import queue
import random
import threading
import time
from collections import Counter, deque
from concurrent.futures import FIRST_EXCEPTION, CancelledError, Future, InvalidStateError, ThreadPoolExecutor, as_completed, wait
from contextlib import contextmanager
from dataclasses import dataclass, field


class Closed(Exception):
    pass


class Channel:
    """A bounded queue that can be closed; iterating takes until it is closed and empty."""

    def __init__(self, size=4):
        self.items, self.size, self.closed = deque(), size, False
        self.lock = threading.Lock()
        self.not_full, self.not_empty = threading.Condition(self.lock), threading.Condition(self.lock)

    def put(self, item):
        with self.not_full:
            self.not_full.wait_for(lambda: len(self.items) < self.size or self.closed)
            if self.closed:
                raise Closed
            self.items.append(item)
            self.not_empty.notify()

    def get(self):
        with self.not_empty:
            self.not_empty.wait_for(lambda: self.items or self.closed)
            if not self.items:
                raise Closed
            item = self.items.popleft()
            self.not_full.notify()
            return item

    def close(self):
        with self.lock:
            self.closed = True
            self.not_full.notify_all()
            self.not_empty.notify_all()

    def __iter__(self):
        with_suppressed = iter(self.get, object())
        try:
            yield from with_suppressed
        except Closed:
            return


@dataclass
class Stage:
    name: str
    function: callable
    workers: int = 1
    done: Counter = field(default_factory=Counter)
    failed: list = field(default_factory=list)


class Pipeline:
    def __init__(self, *stages: Stage):
        self.stages = stages

    def run(self, source):
        channels = [Channel() for _ in range(len(self.stages) + 1)]
        threads = [threading.Thread(target=self.feed, args=(source, channels[0]), name="feed")]
        for stage, (before, after) in zip(self.stages, itertools.pairwise(channels)):
            left = itertools.count(stage.workers - 1, -1)
            lock = threading.Lock()
            threads += [threading.Thread(target=self.work, args=(stage, before, after, left, lock), name=f"{stage.name}-{n}") for n in range(stage.workers)]
        for thread in threads:
            thread.start()
        results = sorted(channels[-1])
        for thread in threads:
            thread.join()
        assert not any(thread.is_alive() for thread in threads)
        return [value for _, value in results]

    @staticmethod
    def feed(source, channel):
        for item in enumerate(source):
            channel.put(item)
        channel.close()

    @staticmethod
    def work(stage, before, after, left, lock):
        for number, item in before:
            try:
                after.put((number, stage.function(item)))
                with lock:
                    stage.done[threading.current_thread().name.rpartition("-")[0]] += 1
            except ValueError as error:
                with lock:
                    stage.failed.append((number, str(error)))
        with lock:
            if next(left) == 0:
                after.close()


def pipeline():
    def check(n):
        if n % 17 == 0:
            raise ValueError(f"{n} is a multiple of 17")
        return n

    stages = [Stage("check", check, 2), Stage("square", lambda n: n * n, 3), Stage("format", "{:,}".format)]
    results = Pipeline(*stages).run(range(1, 101))
    print(len(results), results[:3], results[-2:], [dict(stage.done) for stage in stages], sorted(stages[0].failed))


class Pool:
    def __init__(self, size):
        self.jobs: queue.SimpleQueue = queue.SimpleQueue()
        self.threads = [threading.Thread(target=self.work, daemon=True) for _ in range(size)]
        for thread in self.threads:
            thread.start()

    def work(self):
        while job := self.jobs.get():
            future, call = job
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(call())
            except BaseException as error:
                future.set_exception(error)

    def submit(self, function, *arguments, **options):
        future = Future()
        self.jobs.put((future, functools.partial(function, *arguments, **options)))
        return future

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        for _ in self.threads:
            self.jobs.put(None)
        for thread in self.threads:
            thread.join()


def pool():
    with Pool(3) as mine:
        futures = [mine.submit(divmod, n, n % 5) for n in range(10)]
        called, ran = [], threading.Event()
        futures[3].add_done_callback(lambda future: (called.append(future.result()), ran.set()))
        outcomes = [repr(future.exception(5)) if future.exception(5) else future.result() for future in futures]
        ran.wait(5)
        print(outcomes, called, futures[0].done(), futures[0].running(), futures[0].cancel())
        gate = threading.Event()
        blocked = [mine.submit(gate.wait, 5) for _ in range(3)]
        waiting = mine.submit(print, "never")
        print(waiting.cancel(), waiting.cancelled())
        gate.set()
        print([future.result(5) for future in blocked])
        for wrong in (lambda: waiting.result(), lambda: futures[1].set_result(5), lambda: Future().result(timeout=0.01), lambda: futures[5].result()):
            try:
                wrong()
            except (CancelledError, InvalidStateError, TimeoutError, ZeroDivisionError) as error:
                print(type(error).__name__, str(error).partition(" at 0x")[0].partition(":")[0])


class ReadWriteLock:
    def __init__(self):
        self.condition, self.readers, self.writing = threading.Condition(), 0, False

    @contextmanager
    def read(self):
        with self.condition:
            self.condition.wait_for(lambda: not self.writing)
            self.readers += 1
        try:
            yield
        finally:
            with self.condition:
                self.readers -= 1
                self.condition.notify_all()

    @contextmanager
    def write(self):
        with self.condition:
            self.condition.wait_for(lambda: not self.writing and self.readers == 0)
            self.writing = True
        try:
            yield
        finally:
            with self.condition:
                self.writing = False
                self.condition.notify_all()


def locks():
    lock, table, bad = ReadWriteLock(), {"a": 0, "b": 0}, []

    def reader():
        for _ in range(60):
            with lock.read():
                if table["a"] != table["b"]:
                    bad.append(dict(table))

    def writer():
        for _ in range(40):
            with lock.write():
                table["a"] += 1
                time.sleep(0)
                table["b"] += 1

    threads = [threading.Thread(target=target) for target in (reader, writer) * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(table, bad)
    recursive = threading.RLock()
    with recursive, recursive:
        print(recursive.acquire(blocking=False), threading.Lock().acquire(timeout=0.01))
        recursive.release()
    for wrong in (recursive.release, threading.Lock().release, threading.Condition().notify, lambda: threading.Semaphore(-1), lambda: threading.BoundedSemaphore(1).release(), threading.current_thread().join, threading.Thread().join,
                  lambda: (thread := threading.Thread(target=int)).start() or thread.join() or thread.start(), lambda: threading.Barrier(0), lambda: threading.Lock().acquire(False, 1), lambda: threading.Thread(group=1)):
        try:
            wrong()
            print("no error")
        except Exception as error:
            print(type(error).__name__, error)


def philosophers(count=5, meals=20):
    forks = [threading.Lock() for _ in range(count)]
    eaten, table = Counter(), threading.Semaphore(count - 1)
    start = threading.Barrier(count, action=lambda: eaten.update(start=1))

    def dine(n):
        start.wait()
        for _ in range(meals):
            with table, forks[n], forks[(n + 1) % count]:
                eaten[n] += 1

    threads = [threading.Thread(target=dine, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(dict(sorted(eaten.items(), key=str)), start.n_waiting, start.parties)


class RateLimiter:
    def __init__(self, rate, burst, clock):
        self.rate, self.burst, self.clock = rate, burst, clock
        self.tokens, self.last, self.lock = burst, clock(), threading.Lock()

    def allow(self):
        with self.lock:
            now = self.clock()
            self.tokens = min(self.burst, self.tokens + (now - self.last) * self.rate)
            self.last = now
            if self.tokens < 1:
                return False
            self.tokens -= 1
            return True


def limits():
    ticks = itertools.count()
    limiter = RateLimiter(rate=0.25, burst=3, clock=lambda: next(ticks))
    print("".join(".X"[limiter.allow()] for _ in range(40)))


class Tracked(threading.local):
    created = 0

    def __init__(self, start):
        Tracked.created += 1
        self.value = start


def locals_and_timers():
    tracked = Tracked(10)

    def bump(amount):
        for _ in range(amount):
            tracked.value += 1
        return tracked.value, sorted(vars(tracked))

    with ThreadPoolExecutor(3, thread_name_prefix="bump", initializer=lambda: None) as executor:
        print(sorted(executor.map(bump, [1] * 0 + [0])), tracked.value, Tracked.created >= 2)
    fired = threading.Event()
    timer = threading.Timer(0.01, fired.set)
    timer.start()
    cancelled = threading.Timer(60, print, ["never"])
    cancelled.start()
    cancelled.cancel()
    print(fired.wait(5), fired.is_set(), cancelled.finished.is_set())
    errors = []
    threading.excepthook, hook = lambda args: errors.append((args.exc_type.__name__, str(args.exc_value), args.thread.name)), threading.excepthook
    thread = threading.Thread(target=lambda: 1 // 0, name="doomed", daemon=True)
    thread.start()
    thread.join()
    threading.excepthook = hook
    print(errors, thread.daemon, thread.name, thread.ident is not None, thread.native_id is not None, repr(thread).partition(",")[0])
    print(threading.main_thread() is threading.current_thread(), threading.current_thread().name, threading.active_count() >= 1)


def executors():
    generator = random.Random(6)
    jobs = [generator.randrange(10, 60) for _ in range(12)]

    def primes(limit):
        return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))

    with ThreadPoolExecutor(max_workers=4) as executor:
        futures = {executor.submit(primes, job): job for job in jobs}
        print(sorted((futures[future], future.result()) for future in as_completed(futures)))
        print(list(executor.map(pow, range(5), itertools.repeat(2))), list(executor.map(int, "12", timeout=5)))
        bad = [executor.submit(int, text) for text in ("1", "x", "3")]
        done, pending = wait(bad, timeout=5, return_when=FIRST_EXCEPTION)
        print(sorted(repr(future.exception() or future.result()) for future in done | pending))
        try:
            list(executor.map(int, ["1", "y"]))
        except ValueError as error:
            print("ValueError", error)
    try:
        executor.submit(print)
    except RuntimeError as error:
        print("RuntimeError", error)
    source = queue.PriorityQueue()
    for priority, name in [(3, "low"), (1, "high"), (2, "middle")]:
        source.put((priority, name))
    print([source.get()[1] for _ in range(3)], source.empty(), queue.LifoQueue(1).full())
    for wrong in (lambda: source.get(block=False), lambda: source.get(timeout=0.01), lambda: source.task_done() or [source.task_done() for _ in range(3)], lambda: source.get(timeout=-1), lambda: queue.Queue(1).put_nowait(1) or (q := queue.Queue(1)).put(1) or q.put(2, False)):
        try:
            wrong()
        except (queue.Empty, queue.Full, ValueError) as error:
            print(type(error).__name__, error)
    closing = queue.Queue()
    closing.put("last")
    closing.shutdown()
    print(closing.get())
    for use in (closing.get, lambda: closing.put(1)):
        try:
            use()
        except queue.ShutDown:
            print("ShutDown")


for part in (pipeline, pool, locks, philosophers, limits, locals_and_timers, executors):
    print(f"== {part.__name__}")
    part()
