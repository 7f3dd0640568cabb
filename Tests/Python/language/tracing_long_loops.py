# However long a loop is, nothing is left of an iteration that a trace function, a profiler or a monitor was told of.
import sys

COUNT = 60_000


def over_range(row):
    total = 0
    for i in range(COUNT):
        total += row[0]
    return total


def while_less(row):
    i = 0
    while i < COUNT:
        i += 1
    return i


def nested(row):
    total = 0
    for i in range(COUNT // 4):
        for j in range(2):
            if j in row:
                total += 1
    return total


def calls(row):
    total = 0
    for i in range(COUNT // 4):
        total += len(row) + first(row)
    return total


def first(row):
    return row[0]


def raising(row):
    total = 0
    for i in range(COUNT // 10):
        try:
            row[i]
        except IndexError:
            total += 1
    return total


def generated(row):
    return sum(i for i in numbers() if i not in row)


def numbers():
    yield from range(COUNT // 4)


def with_items(row):
    total = 0
    for i, (a, b) in enumerate(zip(range(COUNT // 4), range(COUNT // 4))):
        total += i if a == b else 1
    return total


def outcomes():
    return [f([1, 2]) for f in (over_range, while_less, nested, calls, raising, generated, with_items)]


def trace(*_):
    return None


def trace_lines(frame, event, _):
    counts[event] = counts.get(event, 0) + 1
    return trace_lines


def outcome_with(install, function):
    install(function)
    try:
        return outcomes()
    finally:
        install(None)


expected = outcomes()
print(expected)
print(outcome_with(sys.settrace, trace) == expected)
print(outcome_with(sys.setprofile, trace) == expected)
COUNT = 6_000
expected, counts = outcomes(), {}
print(outcome_with(sys.settrace, trace_lines) == expected, counts.pop("line") > 46_000, sorted(counts.items()))

monitoring = sys.monitoring
monitoring.use_tool_id(3, "test")
seen = dict.fromkeys(("LINE", "JUMP", "CALL", "PY_RESUME"), 0)
for name in seen:
    def note(*_, name=name):
        seen[name] += 1
    monitoring.register_callback(3, getattr(monitoring.events, name), note)
monitoring.set_events(3, sum(getattr(monitoring.events, name) for name in seen))
found = outcomes()
monitoring.set_events(3, 0)
monitoring.free_tool_id(3)
print(found == expected, seen["CALL"] > 1000, seen["LINE"] > 10_000)
