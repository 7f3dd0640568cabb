"""asyncio: a chat server and clients over streams, a crawler with a limit, a pipeline of queues, timeouts, task groups,
cancellation, locks and conditions, async generators and context managers, subprocess-free."""

import asyncio
import contextvars
import functools
import random
import time
from collections import defaultdict
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from heapq import heappop, heappush

request = contextvars.ContextVar("request", default="-")


# A chat

class ChatServer:
    def __init__(self):
        self.writers: dict[str, asyncio.StreamWriter] = {}
        self.log: list[str] = []

    async def serve(self, reader, writer):
        name = (await reader.readline()).decode().strip()
        if name in self.writers:
            writer.write(b"ERROR taken\n")
            await writer.drain()
            writer.close()
            return
        self.writers[name] = writer
        self.log.append(f"{name} joined")
        writer.write(f"OK {len(self.writers)}\n".encode())
        try:
            async for line in reader:
                match line.decode().split(maxsplit=1):
                    case ["/quit"]:
                        break
                    case ["/who"]:
                        writer.write((" ".join(sorted(self.writers)) + "\n").encode())
                    case [to, text] if to.startswith("@"):
                        await self.send(to[1:], f"{name}: {text.strip()}", writer)
                    case _:
                        for other in sorted(self.writers.keys() - {name}):
                            await self.send(other, f"{name}: {line.decode().strip()}", writer)
        finally:
            del self.writers[name]
            self.log.append(f"{name} left")
            writer.close()

    async def send(self, to, text, sender):
        if (writer := self.writers.get(to)) is None:
            sender.write(f"ERROR no {to}\n".encode())
            return
        writer.write(text.encode() + b"\n")
        await writer.drain()


class Client:
    def __init__(self, name):
        self.name = name

    async def __aenter__(self):
        self.reader, self.writer = await asyncio.open_connection(*Client.address)
        self.writer.write(f"{self.name}\n".encode())
        self.greeting = await self.read()
        return self

    async def __aexit__(self, *exception):
        self.writer.write(b"/quit\n")
        await self.writer.drain()
        self.writer.close()
        await self.writer.wait_closed()

    def say(self, text):
        self.writer.write(text.encode() + b"\n")

    async def read(self):
        return (await asyncio.wait_for(self.reader.readline(), 5)).decode().rstrip()


async def chat():
    server = ChatServer()
    listener = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    Client.address = listener.sockets[0].getsockname()
    async with listener, AsyncExitStack() as stack:
        ann = await stack.enter_async_context(Client("ann"))
        bob = await stack.enter_async_context(Client("bob"))
        print(ann.greeting, bob.greeting)
        ann.say("hello all")
        print(await bob.read())
        bob.say("@ann psst")
        print(await ann.read())
        bob.say("@carol there?")
        print(await bob.read())
        ann.say("/who")
        print(await ann.read())
        reader, writer = await asyncio.open_connection(*Client.address)
        writer.write(b"ann\n")
        print((await reader.read()).decode().strip(), reader.at_eof())
        writer.close()
    while server.writers:
        await asyncio.sleep(0.001)
    print(sorted(server.log), listener.is_serving())


# A crawler of a made web

LINKS = {f"page{n}": [f"page{m}" for m in (2 * n, 2 * n + 1, n // 2) if 0 < m < 32] for n in range(1, 32)}


class Crawler:
    def __init__(self, limit):
        self.limit = asyncio.Semaphore(limit)
        self.active = self.peak = 0
        self.depths = {}
        self.failures = []

    async def fetch(self, page):
        async with self.limit:
            self.active += 1
            self.peak = max(self.peak, self.active)
            try:
                await asyncio.sleep(0)
                await asyncio.sleep(0.001)
                if page == "page13":
                    raise ConnectionError(page)
                return LINKS[page]
            finally:
                self.active -= 1

    async def crawl(self, page, depth, group):
        if self.depths.get(page, 99) <= depth:
            return
        self.depths[page] = depth
        try:
            links = await self.fetch(page)
        except ConnectionError as error:
            self.failures.append(str(error))
            return
        for link in links:
            group.create_task(self.crawl(link, depth + 1, group))


async def crawling():
    crawler = Crawler(limit=4)
    async with asyncio.TaskGroup() as group:
        group.create_task(crawler.crawl("page1", 0, group), name="root")
    by_depth = defaultdict(list)
    for page, depth in sorted(crawler.depths.items()):
        by_depth[depth].append(page)
    print(len(crawler.depths), crawler.peak, crawler.failures, {d: len(p) for d, p in sorted(by_depth.items())})


# A pipeline

async def producer(queue, items):
    for item in items:
        await queue.put(item)
    await queue.put(None)


async def squares(source, target):
    while (item := await source.get()) is not None:
        await target.put(item * item)
        source.task_done()
    await target.put(None)


async def pipeline():
    first, second = asyncio.Queue(maxsize=2), asyncio.Queue(maxsize=1)
    tasks = [asyncio.create_task(producer(first, range(8)), name="producer"), asyncio.create_task(squares(first, second), name="squares")]
    total = []
    while (item := await second.get()) is not None:
        total.append(item)
    print(total, [task.get_name() for task in tasks], all([await task is None for task in tasks]))
    priority = asyncio.PriorityQueue()
    for item in (3, 1, 2):
        priority.put_nowait(item)
    stack = asyncio.LifoQueue(2)
    stack.put_nowait("a")
    stack.put_nowait("b")
    try:
        stack.put_nowait("c")
    except asyncio.QueueFull:
        print("full", stack.full(), stack.qsize())
    print([priority.get_nowait() for _ in range(3)], stack.get_nowait(), priority.empty())
    priority.shutdown()
    try:
        await priority.get()
    except asyncio.QueueShutDown as error:
        print(type(error).__name__)


# Timeouts, cancellation, groups

async def worker(name, seconds, log):
    try:
        log.append(f"{name} starts for {request.get()}")
        await asyncio.sleep(seconds)
        log.append(f"{name} ends")
        return name
    except asyncio.CancelledError:
        log.append(f"{name} cancelled")
        raise
    finally:
        log.append(f"{name} cleaned")


async def failing(seconds, error):
    await asyncio.sleep(seconds)
    raise error


async def control():
    log = []
    request.set("r1")
    task = asyncio.create_task(worker("a", 10, log))
    await asyncio.sleep(0)
    print(task.cancel("enough"), task.cancelled(), task.cancelling())
    try:
        await task
    except asyncio.CancelledError as error:
        print("CancelledError", error.args, task.cancelled(), task.done())
    for timeout in (0.001, None):
        try:
            async with asyncio.timeout(timeout) as scope:
                await worker("b", 0.01 if timeout is None else 10, log)
        except TimeoutError as error:
            print("TimeoutError", repr(error), scope.expired())
    try:
        await asyncio.wait_for(worker("c", 10, log), 0.001)
    except TimeoutError as error:
        print("wait_for", repr(error), repr(error.__cause__))
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(worker("d", 10, log))
            group.create_task(failing(0, ValueError("v")))
            group.create_task(failing(0, KeyError("k")))
    except* ValueError as errors:
        print("group", errors.exceptions)
    except* KeyError as errors:
        print("group", errors.exceptions)
    print(*log, sep="\n")
    results = await asyncio.gather(worker("e", 0, []), failing(0, OSError("o")), return_exceptions=True)
    print(results)
    done, pending = await asyncio.wait([asyncio.create_task(worker("f", 0, [])), asyncio.create_task(worker("g", 10, []))], return_when=asyncio.FIRST_COMPLETED)
    print(len(done), len(pending), [task.result() for task in done], [task.cancel() for task in pending])
    print([await finished for finished in asyncio.as_completed([worker("slow", 0.02, []), worker("quick", 0.001, [])])])
    protected = asyncio.create_task(worker("h", 0.005, log := []))
    with suppress(TimeoutError):
        await asyncio.wait_for(asyncio.shield(protected), 0.001)
    print(await protected, log)
    context = contextvars.copy_context()
    context.run(request.set, "r2")
    await asyncio.create_task(worker("i", 0, log := []), context=context)
    print(log, request.get())


# Synchronisation

async def synchronised():
    order, lock, event, condition, barrier = [], asyncio.Lock(), asyncio.Event(), asyncio.Condition(), asyncio.Barrier(3)
    stock = []

    async def locked(n):
        async with lock:
            order.append(f"in{n}")
            await asyncio.sleep(0)
            order.append(f"out{n}")

    await asyncio.gather(*map(locked, range(3)))
    print(order, lock.locked())

    async def consumer(n):
        async with condition:
            await condition.wait_for(lambda: stock)
            return n, stock.pop()

    async def supply():
        await event.wait()
        for item in "xyz":
            async with condition:
                stock.append(item)
                condition.notify()
            await asyncio.sleep(0)

    tasks = [asyncio.create_task(consumer(n)) for n in range(3)] + [asyncio.create_task(supply())]
    await asyncio.sleep(0)
    event.set()
    print(await asyncio.gather(*tasks))

    async def meeting(n):
        async with barrier as position:
            return position

    print(sorted(await asyncio.gather(*map(meeting, range(3)))), barrier.n_waiting, barrier.broken)
    try:
        lock.release()
    except RuntimeError as error:
        print("RuntimeError", error)


# Generators, threads, callbacks

@asynccontextmanager
async def session(name):
    print("open", name)
    try:
        yield name.upper()
    finally:
        await asyncio.sleep(0)
        print("close", name)


async def ticker(n):
    try:
        for i in range(n):
            yield i
            await asyncio.sleep(0)
    finally:
        print("ticker closed")


@dataclass(order=True)
class Job:
    when: float
    name: str = field(compare=False)


async def rest():
    async with session("s") as name:
        print(name, [i async for i in ticker(4) if i % 2], {i: j async for i, j in aenumerate(ticker(2))})
    generator = ticker(5)
    print(await anext(generator), await generator.asend(None), await generator.aclose(), await anext(generator, "end"))
    loop = asyncio.get_running_loop()
    future, calls = loop.create_future(), []
    loop.call_soon(calls.append, "soon")
    loop.call_later(0.002, calls.append, "later")
    handle = loop.call_later(0.001, calls.append, "never")
    handle.cancel()
    loop.call_later(0.004, future.set_result, "set")
    future.add_done_callback(lambda f: calls.append(f.result()))
    print(await future, await asyncio.sleep(0, "slept"), calls, handle.cancelled(), future)
    print(await asyncio.to_thread(functools.partial(sum, [1, 2]), 3), await loop.run_in_executor(None, time.sleep, 0), asyncio.current_task().get_coro().__name__)
    heap = []
    for job in [Job(0.003, "c"), Job(0.001, "a"), Job(0.002, "b")]:
        heappush(heap, job)
    start, names = loop.time(), []
    while heap:
        job = heappop(heap)
        await asyncio.sleep(start + job.when - loop.time())
        names.append(job.name)
    print(names, loop.time() - start >= 0.003)
    errors = []
    loop.set_exception_handler(lambda loop, context: errors.append((context["message"].split("(")[0], repr(context.get("exception")))))
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0.001)
    print(errors, loop.get_debug(), loop.is_running())
    for wrong in [lambda: asyncio.run(rest), lambda: asyncio.get_running_loop().run_forever(), lambda: asyncio.create_task(5), lambda: asyncio.Semaphore(-1), lambda: asyncio.timeout("x") and asyncio.Queue(1).get_nowait()]:
        try:
            print(wrong())
        except Exception as error:
            print(type(error).__name__, error)


async def aenumerate(source):
    number = 0
    async for item in source:
        yield number, item
        number += 1


async def main():
    random.seed(1)
    for part in (chat, crawling, pipeline, control, synchronised, rest):
        print("==", part.__name__)
        await part()
    return "finished"


if __name__ == "__main__":
    print(asyncio.run(main()))
    with asyncio.Runner(debug=False) as runner:
        print(runner.run(asyncio.sleep(0, "one")), runner.run(asyncio.sleep(0, "two")))
    try:
        asyncio.get_running_loop()
    except RuntimeError as error:
        print("RuntimeError", error)
