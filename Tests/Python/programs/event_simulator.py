"""Discrete events: a kernel whose processes are generators, resources, stores and interrupts; on it a bank, a
machine shop and a network of queues, with statistics checked against queueing theory."""

from __future__ import annotations

import heapq
import itertools
import math
import random
import statistics
from collections import Counter, defaultdict, deque
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from enum import IntEnum
from types import GeneratorType
from typing import Any, Callable, ClassVar, Generator


class Priority(IntEnum):
    URGENT = 0
    NORMAL = 1
    LOW = 2


class Interrupt(Exception):
    @property
    def cause(self):
        return self.args[0]


class Deadlock(RuntimeError):
    pass


class Event:
    def __init__(self, simulation: Simulation):
        self.simulation = simulation
        self.callbacks: list[Callable[[Event], None]] | None = []
        self.value: Any = None
        self.failed = False

    @property
    def processed(self):
        return self.callbacks is None

    def succeed(self, value=None, delay=0.0, priority=Priority.NORMAL):
        self.value = value
        self.simulation.schedule(self, delay, priority)
        return self

    def fail(self, error):
        self.failed = True
        return self.succeed(error)

    def __and__(self, other):
        return Condition(self.simulation, all, [self, other])

    def __or__(self, other):
        return Condition(self.simulation, any, [self, other])


class Condition(Event):
    def __init__(self, simulation, test, events):
        super().__init__(simulation)
        self.test, self.events, self.done = test, events, {}
        for event in events:
            if event.processed:
                self.check(event)
            else:
                event.callbacks.append(self.check)

    def check(self, event):
        self.done[event] = event.value
        if self.callbacks is not None and self.value is None and self.test(e in self.done for e in self.events):
            self.succeed(dict(self.done))


class Process(Event):
    def __init__(self, simulation, generator, name=None):
        if not isinstance(generator, GeneratorType):
            raise TypeError(f"a process is a generator, not {type(generator).__name__}")
        super().__init__(simulation)
        self.generator, self.name = generator, name or generator.__name__
        self.target = Event(simulation)
        self.target.callbacks.append(self.resume)
        self.target.succeed(priority=Priority.URGENT)

    @property
    def alive(self):
        return self.generator is not None

    def interrupt(self, cause=None):
        if not self.alive:
            raise RuntimeError(f"{self.name} has ended")
        if self.target.callbacks:
            self.target.callbacks.remove(self.resume)
        event = Event(self.simulation)
        event.callbacks.append(self.resume)
        event.failed, event.value = True, Interrupt(cause)
        self.simulation.schedule(event, 0, Priority.URGENT)

    def resume(self, event):
        self.simulation.active = self
        while True:
            try:
                target = self.generator.throw(event.value) if event.failed else self.generator.send(event.value)
            except StopIteration as stop:
                self.generator = None
                self.succeed(stop.value)
                break
            except Exception as error:
                self.generator = None
                error.add_note(f"in process {self.name} at {self.simulation.now:g}")
                if not self.callbacks:
                    raise
                self.fail(error)
                break
            if not isinstance(target, Event):
                event = Event(self.simulation)
                event.failed, event.value = True, TypeError(f"{self.name} yielded {target!r}")
                continue
            if target.processed:
                event = target
                continue
            self.target = target
            target.callbacks.append(self.resume)
            break
        self.simulation.active = None


class Simulation:
    def __init__(self, seed=0):
        self.now = 0.0
        self.queue: list[tuple[float, int, int, Event]] = []
        self.numbers = itertools.count()
        self.random = random.Random(seed)
        self.active: Process | None = None
        self.log: list[str] = []

    def schedule(self, event, delay=0.0, priority=Priority.NORMAL):
        if delay < 0:
            raise ValueError(f"negative delay {delay}")
        heapq.heappush(self.queue, (self.now + delay, priority, next(self.numbers), event))

    def timeout(self, delay, value=None):
        return Event(self).succeed(value, delay)

    def process(self, generator, name=None):
        return Process(self, generator, name)

    def tell(self, text):
        self.log.append(f"{self.now:8.3f} {self.active.name if self.active else '-':<10} {text}")

    def step(self):
        self.now, _, _, event = heapq.heappop(self.queue)
        callbacks, event.callbacks = event.callbacks, None
        for callback in callbacks:
            callback(event)

    def run(self, until: float | Event = math.inf):
        if isinstance(until, Event):
            while not until.processed:
                if not self.queue:
                    raise Deadlock(f"nothing happens after {self.now:g}")
                self.step()
            if until.failed:
                raise until.value
            return until.value
        while self.queue and self.queue[0][0] <= until:
            self.step()
        self.now = self.now if until == math.inf else until
        return None


class Request(Event):
    def __init__(self, resource, priority):
        super().__init__(resource.simulation)
        self.resource, self.priority, self.since = resource, priority, resource.simulation.now

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.resource.release(self)

    def __lt__(self, other):
        return self.priority < other.priority


class Resource:
    def __init__(self, simulation, capacity=1):
        self.simulation, self.capacity = simulation, capacity
        self.users, self.waiting = [], []
        self.busy, self.last = 0.0, 0.0
        self.waits: list[float] = []

    def request(self, priority=Priority.NORMAL):
        request = Request(self, priority)
        heapq.heappush(self.waiting, (priority, next(self.simulation.numbers), request))
        self.serve()
        return request

    def account(self):
        self.busy += len(self.users) * (self.simulation.now - self.last)
        self.last = self.simulation.now

    def serve(self):
        self.account()
        while self.waiting and len(self.users) < self.capacity:
            _, _, request = heapq.heappop(self.waiting)
            self.users.append(request)
            self.waits.append(self.simulation.now - request.since)
            request.succeed(request)

    def release(self, request):
        self.account()
        if request in self.users:
            self.users.remove(request)
        else:
            self.waiting = [entry for entry in self.waiting if entry[2] is not request]
            heapq.heapify(self.waiting)
        self.serve()

    @property
    def utilisation(self):
        return self.busy / (self.capacity * self.simulation.now)


class Store:
    def __init__(self, simulation, capacity=math.inf):
        self.simulation, self.capacity = simulation, capacity
        self.items, self.getters, self.putters = deque(), deque(), deque()

    def put(self, item):
        event = Event(self.simulation)
        self.putters.append((event, item))
        self.match()
        return event

    def get(self):
        event = Event(self.simulation)
        self.getters.append(event)
        self.match()
        return event

    def match(self):
        while (self.putters and len(self.items) < self.capacity) or (self.getters and self.items):
            if self.putters and len(self.items) < self.capacity:
                event, item = self.putters.popleft()
                self.items.append(item)
                event.succeed()
            if self.getters and self.items:
                self.getters.popleft().succeed(self.items.popleft())


@dataclass
class Customer:
    number: int
    patience: float
    outcome: str = "waiting"
    total: ClassVar[Counter] = Counter()

    def visit(self, simulation: Simulation, bank: Resource) -> Generator:
        simulation.tell(f"arrives, {len(bank.waiting)} before")
        with bank.request() as request:
            result = yield request | simulation.timeout(self.patience)
            if request not in result:
                self.outcome = "left"
                simulation.tell("loses patience")
            else:
                yield simulation.timeout(simulation.random.expovariate(1 / 6))
                self.outcome = "served"
                simulation.tell("is served")
        Customer.total[self.outcome] += 1


def bank():
    simulation = Simulation(seed=11)
    counter = Resource(simulation, 2)
    customers = []

    def arrivals():
        for number in range(12):
            customer = Customer(number, patience=simulation.random.uniform(2, 6))
            customers.append(customer)
            simulation.process(customer.visit(simulation, counter), f"customer{number}")
            yield simulation.timeout(simulation.random.expovariate(1 / 2.5))

    simulation.process(arrivals())
    simulation.run()
    print(*simulation.log, sep="\n")
    print(dict(Customer.total), [c.outcome[0] for c in customers], f"{counter.utilisation:.3f}")


@dataclass
class Machine:
    simulation: Simulation
    name: str
    repairs: Resource
    made: int = 0
    broken: int = 0
    states: dict = field(default_factory=lambda: defaultdict(float))

    def __post_init__(self):
        self.process = self.simulation.process(self.work(), self.name)
        self.simulation.process(self.wear(), f"{self.name}-wear")

    def work(self):
        while True:
            left = max(1.0, self.simulation.random.gauss(10, 2))
            while left > 0:
                start = self.simulation.now
                try:
                    yield self.simulation.timeout(left)
                    left = 0
                except Interrupt as interrupt:
                    left -= self.simulation.now - start
                    self.broken += 1
                    stopped = self.simulation.now
                    with self.repairs.request(interrupt.cause) as request:
                        yield request
                        yield self.simulation.timeout(30)
                    self.states["repair"] += self.simulation.now - stopped
            self.made += 1

    def wear(self):
        while True:
            yield self.simulation.timeout(self.simulation.random.expovariate(1 / 300))
            if self.states["repair"] >= 0 and self.process.target.callbacks:
                try:
                    self.process.interrupt(Priority.URGENT if self.name == "m0" else Priority.LOW)
                except RuntimeError as error:
                    self.simulation.tell(str(error))


def shop():
    simulation = Simulation(seed=4)
    repairs = Resource(simulation)
    machines = [Machine(simulation, f"m{n}", repairs) for n in range(5)]
    try:
        simulation.run(until=8 * 7 * 60)
    except Interrupt as interrupt:
        print("interrupted during repair:", repr(interrupt.cause), interrupt.__notes__)
    for machine in machines:
        print(f"{machine.name} made {machine.made} broke {machine.broken} repaired {machine.states['repair']:.1f}")


def queues():
    for arrival, service, servers in [(1.0, 0.7, 1), (2.0, 0.8, 2), (0.5, 1.5, 1)]:
        simulation = Simulation(seed=99)
        server = Resource(simulation, servers)
        times = []

        def job():
            start = simulation.now
            with server.request() as request:
                yield request
                yield simulation.timeout(simulation.random.expovariate(1 / service))
            times.append(simulation.now - start)

        def source():
            for _ in range(1500):
                yield simulation.timeout(simulation.random.expovariate(arrival))
                simulation.process(job())

        simulation.process(source())
        simulation.run()
        load = arrival * service / servers
        print(f"load {load:.2f} measured {server.utilisation:.4f}; mean {statistics.fmean(times):.4f} median {statistics.median(times):.4f} "
              f"p95 {statistics.quantiles(times, n=20)[-1]:.4f} waits {statistics.fmean(server.waits):.4f}" + (f" theory {service / (1 - load):.4f}" if servers == 1 and load < 1 else ""))


def pipeline():
    simulation = Simulation()
    store = Store(simulation, capacity=2)

    def producer():
        for item in "abcdef":
            yield store.put(item)
            simulation.tell(f"put {item}")
            yield simulation.timeout(1)
        return "all put"

    def consumer(name, pause):
        items = []
        while len(items) < 3:
            item = yield store.get()
            items.append(item)
            simulation.tell(f"got {item}")
            yield simulation.timeout(pause)
        return name, items

    making = simulation.process(producer())
    eaters = [simulation.process(consumer(name, pause), name) for name, pause in [("slow", 5), ("fast", 0.5)]]
    result = simulation.run(making & eaters[0] & eaters[1])
    print(*simulation.log, sep="\n")
    print(making.value, [eater.value for eater in eaters], len(result), simulation.now)


def failures():
    simulation = Simulation()

    def failing(after):
        yield simulation.timeout(after)
        raise LookupError("nothing there")

    def watcher():
        try:
            yield simulation.process(failing(3), "child")
        except LookupError as error:
            return f"caught {error!r} {error.__notes__}"

    def wrong():
        try:
            yield 5
        except TypeError as error:
            yield simulation.timeout(1)
            return str(error)

    def stuck():
        yield Event(simulation)

    print(simulation.run(simulation.process(watcher())), simulation.run(simulation.process(wrong())))
    sleeper = simulation.process(stuck())
    for attempt in [lambda: simulation.run(sleeper), lambda: simulation.timeout(-1), lambda: simulation.process(5), lambda: simulation.run(simulation.process(failing(1)))]:
        try:
            attempt()
        except Exception as error:
            print(type(error).__name__, error, getattr(error, "__notes__", ""))
    with ExitStack() as stack:
        generator = stack.enter_context(closing(stuck()))
        stack.callback(print, "callback")
        print(next(generator).processed, sleeper.alive)


for part in (bank, shop, queues, pipeline, failures):
    print(f"== {part.__name__}")
    part()
