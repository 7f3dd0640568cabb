# sys.monitoring (PEP 669): tools, events and callbacks. Offsets are the implementation's own and are not shown.
import sys

M = sys.monitoring
E = M.events
TOOL = 3


def attempt(text):
    try:
        print(text, "->", eval(text))
    except Exception as error:
        print(text, "->", type(error).__name__, error)


print({name: getattr(E, name) for name in dir(E) if not name.startswith("_")})
print(M.DEBUGGER_ID, M.COVERAGE_ID, M.PROFILER_ID, M.OPTIMIZER_ID)
code = (lambda: 0).__code__
M.use_tool_id(0, "first")
for text in [
    "M.use_tool_id(9, 'x')", "M.use_tool_id(1, 3)", "M.use_tool_id(0, 'b')", "M.use_tool_id('a', 'x')",
    "M.get_tool(0)", "M.get_tool(1)", "M.get_tool(8)", "M.set_events(1, 1)", "M.set_events(0, 1 << 40)",
    "M.set_events(0, -1)", "M.set_events(0, E.C_RETURN)", "M.set_events(0, E.C_RAISE | E.CALL)",
    "M.set_events(0, E.CALL | E.C_RETURN | E.C_RAISE)", "M.get_events(0)", "M._all_events()",
    "M.set_events(0, E.BRANCH)", "M.get_events(0)", "M.set_events(0, 0)", "M.get_events(9)", "M.get_events(1)",
    "M.register_callback(0, 3, None)", "M.register_callback(0, 0, None)", "M.register_callback(0, 1 << 30, None)",
    "M.register_callback(1, 1, len)", "M.register_callback(1, 1, None)", "M.set_local_events(0, 3, 1)",
    "M.set_local_events(0, code, E.RAISE)", "M.set_local_events(0, code, 1 << 20)", "M.get_local_events(0, len)",
    "M.set_local_events(0, code, E.BRANCH)", "M.get_local_events(0, code)", "M.set_local_events(0, code, 0)",
    "M.register_callback(0, E.BRANCH, len)", "M.register_callback(0, E.BRANCH_LEFT, None)", "M._all_events()",
    "M.clear_tool_id(0)", "M.free_tool_id(0)", "M.get_tool(0)",
]:
    attempt(text)

log = []


def listen(*events):
    for event in events:
        name = next(name for name, number in vars(E).items() if number == event)

        def callback(code, place, *rest, name=name):
            line = [place - code.co_firstlineno] if name == "LINE" else []
            if name in ("JUMP", "BRANCH_LEFT", "BRANCH_RIGHT"):
                rest = ()
            shown = [r if isinstance(r, (int, str, list)) else getattr(r, "__name__", type(r).__name__) for r in rest]
            log.append((name, code.co_name, *line, *shown))

        M.register_callback(TOOL, event, callback)


def watch(function, *arguments, events):
    log.clear()
    M.set_events(TOOL, events)
    try:
        function(*arguments)
    except Exception as error:
        print("raised", repr(error))
    M.set_events(TOOL, 0)
    for entry in log[:-1]:
        print(*entry)
    print("--")


def numbers():
    yield 1
    yield 2


def outer():
    got = yield from numbers()
    return got


def loop(limit):
    for item in numbers():
        if item > 1:
            limit += 1
        else:
            limit += 0
    while limit < 5:
        limit += 1
    return limit


def calls():
    len([])
    print(end="")
    [].append(1)
    str(5)
    calls.__name__.upper()
    max(*[1, 2], **{})
    Plain()
    helper(3)
    helper(x=4)


def helper(x):
    return x


def caught():
    try:
        1 / 0
    except ZeroDivisionError:
        pass


class Plain:
    def __init__(self):
        self.x = 1


def wrong():
    try:
        1 / 0
    except ZeroDivisionError:
        pass
    try:
        try:
            int("x")
        finally:
            pass
    except ValueError:
        pass
    g = numbers()
    next(g)
    try:
        g.throw(OSError)
    except OSError:
        pass
    raise KeyError("out")


M.use_tool_id(TOOL, "test")
listen(E.PY_START, E.PY_RESUME, E.PY_RETURN, E.PY_YIELD, E.LINE, E.CALL, E.C_RETURN, E.C_RAISE, E.RAISE, E.RERAISE,
       E.EXCEPTION_HANDLED, E.PY_UNWIND, E.PY_THROW, E.BRANCH_LEFT, E.BRANCH_RIGHT)
flow = E.PY_START | E.PY_RESUME | E.PY_RETURN | E.PY_YIELD
watch(loop, 3, events=flow)
watch(loop, 3, events=E.LINE)
watch(loop, 3, events=E.BRANCH_LEFT | E.BRANCH_RIGHT)
watch(list, outer(), events=flow)
watch(calls, events=E.CALL)
watch(wrong, events=E.RAISE | E.PY_UNWIND | E.PY_THROW)
watch(caught, events=E.RAISE | E.EXCEPTION_HANDLED | E.PY_UNWIND)

# Of one code object alone.
log.clear()
M.set_local_events(TOOL, helper.__code__, E.LINE | E.PY_START)
helper(1), loop(1)
M.set_local_events(TOOL, helper.__code__, 0)
helper(1)
print(log)

# Disabled at an instruction, until events are restarted.
count = 0


def once(code, line):
    global count
    count += 1
    return M.DISABLE


M.register_callback(TOOL, E.LINE, once)
M.set_local_events(TOOL, helper.__code__, E.LINE)
helper(1), helper(2)
print(count)
M.restart_events()
helper(1), helper(2)
print(count)
M.set_local_events(TOOL, helper.__code__, 0)

# What cannot be disabled, and a callback that raises.
M.register_callback(TOOL, E.PY_UNWIND, lambda *arguments: M.DISABLE)
M.set_events(TOOL, E.PY_UNWIND)
try:
    wrong()
except ValueError as error:
    print(error)
M.set_events(TOOL, 0)
print(M.register_callback(TOOL, E.PY_UNWIND, None))


def refuse(*arguments):
    raise LookupError("not here")


M.register_callback(TOOL, E.PY_START, refuse)
M.set_local_events(TOOL, helper.__code__, E.PY_START)
try:
    helper(1)
except LookupError as error:
    print(repr(error))
M.set_local_events(TOOL, helper.__code__, 0)
M.free_tool_id(TOOL)
print(helper(7), M.get_tool(TOOL))
print(all(len(row) == 3 for row in loop.__code__.co_branches()), len(list(loop.__code__.co_branches())))
