"""`sys.settrace` and `sys.setprofile`: which events there are, and in which order."""

import sys
events = []
def tracer(frame, event, arg):
    if frame.f_code.co_filename != run.__code__.co_filename: return
    events.append((frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, event, type(arg).__name__ if event == 'exception' else repr(arg)[:30]))
    return tracer
def run(f, *args):
    events.clear()
    sys.settrace(tracer)
    try:
        try: f(*args)
        finally: sys.settrace(None)
    except Exception as e: print('raised', repr(e))
    print(f.__name__)
    for e in events: print('  ', e)
def basic(a=1):
    x = a
    y = 2
    return x + y
def loop():
    total = 0
    for i in range(3):
        total += i
    while total:
        total -= 1
    return total
def branch(n):
    if n:
        a = 1
    else:
        a = 2
    return a
def callee(x):
    return x * 2
def caller():
    a = callee(3)
    b = [callee(i) for i in (1, 2)]
    return a, b
def raising():
    try:
        1 / 0
    except ZeroDivisionError as e:
        x = 1
    finally:
        y = 2
def deep(): callee(None + 1)
def propagate():
    deep()
def gen():
    yield 1
    x = 2
    yield x
def use_gen():
    for v in gen():
        w = v
def outer_gen():
    yield from gen()
def use_outer():
    return list(outer_gen())
class C:
    def __init__(self): self.x = 1
    def m(self):
        return self.x
def classes():
    c = C()
    c.m()
    class D(C):
        y = 1
    return 1
def oneline():
    for i in range(2): x = i
def multi():
    return callee(
        callee(
            1))
async def co():
    return 5
async def co2():
    return await co()
def use_co():
    try: co2().send(None)
    except StopIteration as e: return e.value
def withs():
    class M:
        def __enter__(self): return 1
        def __exit__(self, *a): return True
    with M() as m:
        raise KeyError
    return 3
for f in (basic, loop, caller, raising, propagate, use_gen, use_outer, classes, oneline, multi, use_co, withs): run(f)
run(branch, 0); run(branch, 1)
# a tracer that raises
def bad(frame, event, arg):
    if event == 'line' and frame.f_lineno - frame.f_code.co_firstlineno == 2: raise ValueError('tracer')
    return bad
sys.settrace(bad)
try: basic()
except ValueError as e: print('caught', e, sys.gettrace())
sys.settrace(None)
# no local trace
def nolocal(frame, event, arg): print('global', event, frame.f_code.co_name)
sys.settrace(nolocal); basic(); caller(); sys.settrace(None)
def opcodes(frame, event, arg):
    frame.f_trace_opcodes = True; frame.f_trace_lines = False
    seen.append(event)
    return opcodes
seen = []
prof = []
def profiler(frame, event, arg):
    prof.append((event, frame.f_code.co_name, getattr(arg, '__name__', repr(arg)[:20])))
def profiled():
    len([1]); [3,1].sort(); return callee(2)
sys.setprofile(profiler); profiled(); sys.setprofile(None)
for p in prof: print(p)
print(sys.gettrace(), sys.getprofile())
def long():
    n = 0
    while n < 20000: n += 1
    return n
count = 0
def counting(frame, event, arg):
    global count
    count += 1
    return counting
sys.settrace(counting); long(); sys.settrace(None); print(count)


# A trace function sends its frame to another line.
def jumping(function, source, target, event="line"):
    """Runs a function; at the line `source` it is to go on at `target`, both counted from its first."""
    first = function.__code__.co_firstlineno

    def trace(frame, what, argument):
        if frame.f_code is not function.__code__:
            return None
        if what == event and frame.f_lineno == first + source and not done:
            done.append(True)
            frame.f_lineno = first + target
        return trace

    done, output = [], []
    sys.settrace(trace)
    try:
        function(output)
    except ValueError as error:
        output.append(str(error).replace(str(first + target), "LINE"))
    finally:
        sys.settrace(None)
    print(function.__name__, output)


def straight(output):
    output.append(1)
    output.append(2)
    output.append(3)


def loops(output):
    for i in [1, 2]:
        output.append(2)
    output.append(3)


def handlers(output):
    try:
        output.append(2)
        1 / 0
    except ZeroDivisionError:
        output.append(5)
        output.append(6)
    output.append(7)


def unbound(output):
    output.append(1)
    x = 2
    output.append(x)


jumping(straight, 1, 3)
jumping(straight, 3, 1)
jumping(straight, 1, 9)
jumping(straight, 1, -1)
jumping(straight, 0, 2, "call")
jumping(straight, 3, 2, "return")
jumping(loops, 2, 3)
jumping(loops, 3, 2)
jumping(handlers, 6, 7)
jumping(handlers, 6, 2)
jumping(handlers, 2, 5)
jumping(handlers, 7, 2)
try:
    sys._getframe().f_lineno = 1
except ValueError as error:
    print(error)
