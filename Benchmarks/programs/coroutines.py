"""Coroutines: a round-robin scheduler with channels, and a pipeline of tasks that talk through them.

The sieve as a pipeline of filters is from Hoare, "Communicating Sequential Processes" (CACM 21:8, 1978), and
McIlroy. Exercises `async def`, `await`, awaitable objects and `async for`.
"""

SCALE = 500
EXPECTED = (3571, 824693, 533714)


class Suspend:
    """Awaiting it lets the other tasks run."""

    def __await__(self):
        yield


class Closed(Exception):
    pass


class Channel:
    """A bounded queue between two tasks."""

    def __init__(self, capacity=4):
        self.items = []
        self.capacity = capacity
        self.closed = False

    async def put(self, item):
        while len(self.items) >= self.capacity and not self.closed:
            await Suspend()
        self.items.append(item)

    async def get(self):
        while not self.items:
            if self.closed:
                raise Closed
            await Suspend()
        return self.items.pop(0)

    def __aiter__(self):
        return self

    async def __anext__(self):
        try:
            return await self.get()
        except Closed:
            raise StopAsyncIteration from None


class Scheduler:
    def __init__(self):
        self.tasks = []
        self.steps = 0

    def spawn(self, coroutine):
        self.tasks.append(coroutine)

    def run(self):
        while self.tasks:
            current, self.tasks = self.tasks, []
            for task in current:
                self.steps += 1
                try:
                    task.send(None)
                except StopIteration:
                    continue
                self.tasks.append(task)


async def count_from(start, output):
    number = start
    while not output.closed:
        await output.put(number)
        number += 1


async def drop_multiples(prime, source, output):
    async for number in source:
        if output.closed:
            break
        if number % prime:
            await output.put(number)
    source.closed = True
    source.items.clear()


async def sieve(scheduler, wanted, primes):
    source = Channel()
    scheduler.spawn(count_from(2, source))
    while len(primes) < wanted:
        prime = await source.get()
        primes.append(prime)
        output = Channel()
        scheduler.spawn(drop_multiples(prime, source, output))
        source = output
    source.closed = True
    source.items.clear()


def run(scale):
    scheduler = Scheduler()
    primes = []
    scheduler.spawn(sieve(scheduler, scale, primes))
    scheduler.run()
    return primes[-1], sum(primes), scheduler.steps


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
