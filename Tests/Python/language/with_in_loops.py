"""`with` often enough to be compiled: whose methods it calls, what these find, and the ways out."""

import sys
import threading

ROUNDS = 300


def often(function, *arguments):
    """What a function's calls gave, each outcome once and in order."""
    outcomes = []
    for _ in range(ROUNDS):
        try:
            outcome = repr(function(*arguments))
        except Exception as error:
            outcome = f"{type(error).__name__}: {error}"
        if not outcomes or outcomes[-1] != outcome:
            outcomes.append(outcome)
    print(function.__name__, *outcomes)


class Depth:
    """Counts how deep it is entered."""

    def __init__(self, answer=False):
        self.depth, self.most, self.answer = 0, 0, answer

    def __enter__(self):
        self.depth += 1
        self.most = max(self.most, self.depth)
        return self.depth

    def __exit__(self, kind, value, trace):
        self.depth -= 1
        self.kind = kind
        return self.answer


class Stars:
    def __enter__(*arguments): return len(arguments)
    def __exit__(*arguments): seen.append(arguments[1:]); return True


seen = []


# Ways out.

def plain(manager, count):
    total = 0
    for number in range(count):
        with manager as depth:
            total += depth + number
    return total, manager.depth, manager.kind

def nested(manager, count):
    for number in range(count):
        with manager, manager as second:
            with manager as third:
                number += second + third
    return number, manager.most, manager.depth

def returning(manager):
    for number in range(5):
        with manager:
            if number == 3:
                return number, manager.depth

def leaving(manager, items):
    taken = []
    for item in items:
        with manager:
            if item == 2:
                continue
            with manager as depth:
                if item == 4:
                    break
                taken.append((item, depth))
    return taken, manager.depth

def failing(manager, items):
    caught = []
    for item in items:
        try:
            with manager:
                1 / item
            caught.append((item, manager.kind))
        except ZeroDivisionError as error:
            caught.append((str(error), manager.kind.__name__))
    return caught, manager.depth

def generating(manager):
    for number in range(4):
        with manager as depth:
            yield number, depth, manager.depth

often(plain, Depth(), 5)
often(plain, Depth(True), 5)
often(nested, Depth(), 5)
often(returning, Depth())
often(leaving, Depth(), [1, 2, 3, 4, 5])
often(failing, Depth(), [1, 0, 2, 0])
often(failing, Depth(True), [1, 0, 2, 0])
often(lambda: list(generating(Depth())))
often(lambda: [next(generating(Depth())) for _ in range(2)])


# Methods of other forms.

def entered(manager):
    with manager as value:
        return value

class Static:
    @staticmethod
    def __enter__(): return "static"
    @staticmethod
    def __exit__(*arguments): return len(arguments)

class Called:
    def __call__(self, *arguments): return "called", len(arguments)
    __enter__ = __exit__ = None

Called.__enter__ = Called.__exit__ = Called()

class Class:
    @classmethod
    def __enter__(cls): return cls.__name__
    @classmethod
    def __exit__(cls, *arguments): return None

class Properties:
    @property
    def __enter__(self): return lambda: "by property"
    @property
    def __exit__(self): return lambda *arguments: None

class Words(list):
    __enter__ = list.copy
    def __exit__(self, *arguments): pass

class OnlyEnter:
    def __enter__(self): return self

class TooFew:
    def __enter__(self): return "too few"
    def __exit__(self, kind): return None

class Defaults:
    def __enter__(self, value="default"): return value
    def __exit__(self, kind, value, trace, more=1, *, last=2): return None

class Foreign:
    __enter__ = str.upper
    __exit__ = list.append

class Generating:
    def __enter__(self): yield 1
    def __exit__(self, *arguments): yield 2

for manager in Static(), Called(), Class(), Properties(), Words("ab"), OnlyEnter(), TooFew(), Defaults(), Stars(), 5, None:
    often(entered, manager)
print(seen[0], len(seen))
often(lambda: type(entered(Generating())).__name__)
try:
    entered(Foreign())
except TypeError as error:
    print(str(error)[-38:])

# One after the other through the same instruction.
for _ in range(3):
    for manager in Depth(), Static(), Words("a"), Depth(), Defaults(), OnlyEnter(), TooFew():
        try:
            print(entered(manager), end=" ")
        except TypeError as error:
            print(error, end=" ")
print()


# Classes that change while their objects are entered.

class Changing(Depth):
    pass

def changed(manager):
    for number in range(60):
        with manager as value:
            if number == 40:
                Changing.__exit__ = lambda self, *arguments: setattr(self, "left", arguments)
            if number == 50:
                Changing.__enter__ = lambda self: "other"
    return value, manager.left, manager.depth

for _ in range(30):
    with Changing():
        pass
print(changed(Changing()))
print(changed(Changing()))
del Changing.__enter__, Changing.__exit__
manager = Changing()
print(plain(manager, 3))
manager.__enter__ = lambda: 1 / 0
print(plain(manager, 3))
manager.__class__ = type("Other", (), {"__enter__": lambda self: -1, "__exit__": lambda *arguments: None})
print(plain(manager, 3))

class Exchanged(Depth):
    def __exit__(self, *arguments):
        super().__exit__(*arguments)
        self.__class__ = Depth

print(plain(Exchanged(), 40))


# Locks, which are native objects.

def counted(lock, count):
    total = 0
    for _ in range(count):
        with lock:
            total += 1
            if not lock.locked():
                return "free"
    return total, lock.locked()

often(counted, threading.Lock(), 5)
often(plain, threading.Lock(), 0)

def together():
    lock, shared = threading.Lock(), [0]
    def add():
        for _ in range(500):
            with lock:
                shared[0] += 1
    threads = [threading.Thread(target=add) for _ in range(3)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return shared[0]

print(together(), together())


# What exit methods see of their callers, and what is seen of them.

class Looking:
    def __enter__(self): return sys._getframe(1).f_lineno - sys._getframe(1).f_code.co_firstlineno
    def __exit__(self, *arguments):
        caller = sys._getframe(1)
        self.seen = caller.f_lineno - caller.f_code.co_firstlineno, caller.f_code.co_name

def looked(manager):
    with manager as line:
        line += 0
        line += 0
    return line, manager.seen

often(looked, Looking())

class Raising:
    def __init__(self, way): self.way = way
    def __enter__(self):
        if self.way == "enter": raise KeyError("enter")
        return 1
    def __exit__(self, kind, value, trace):
        if self.way == "exit": raise KeyError("exit")

def raised(manager):
    try:
        with manager as value:
            value += 1
    except KeyError as error:
        lines, trace = [], error.__traceback__
        while trace:
            lines.append(trace.tb_lineno - trace.tb_frame.f_code.co_firstlineno)
            trace = trace.tb_next
        return lines, error.args, error.__context__
    return value

often(raised, Raising("enter"))
often(raised, Raising("exit"))
often(raised, Raising("no"))

def traced(manager):
    events = []
    def trace(frame, event, argument):
        if frame.f_code.co_name in ("traced_body", "__enter__", "__exit__"):
            events.append((event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno))
        return trace
    sys.settrace(trace)
    traced_body(manager)
    sys.settrace(None)
    return events

def traced_body(manager):
    with manager as value:
        value += 1

for _ in range(ROUNDS): traced_body(Depth())
print(traced(Depth()))

class Deep:
    def __enter__(self): return self
    def __exit__(self, *arguments):
        with self:
            pass

def without_end():
    try:
        with Deep():
            pass
    except RecursionError as error:
        return str(error)[:32]

for _ in range(3): print(without_end())


# Coroutines.

class Later:
    def __init__(self): self.log = []
    async def __aenter__(self): return len(self.log)
    async def __aexit__(self, *arguments): self.log.append(arguments[0]); return arguments[0] is ValueError

async def awaited(manager, count):
    total = 0
    for number in range(count):
        async with manager as value:
            total += value
            if number == 3: raise ValueError(number)
    return total, len(manager.log), manager.log[3]

def driven():
    coroutine = awaited(Later(), 6)
    try:
        coroutine.send(None)
    except StopIteration as stop:
        return stop.value

often(driven)
