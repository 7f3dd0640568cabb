# Signals arrive while loops over all kinds of iterators run: compiled code leaves for them at the head of the loop,
# where it is also entered since a rare branch has led the interpreter there, and goes on afterwards.
import signal

seen = 0


def handler(number, frame):
    global seen
    seen += 1


def pairs(count):
    for number in range(count):
        yield number, number


def over_enumerate():
    total = 0
    for place, item in enumerate(range(2000)):
        total += place
        if place == 1500: total += abs(total) - total
    return total


def over_zip():
    total = 0
    for left, right in zip(range(2000), range(2000)):
        total += right
        if right == 1500: total += abs(total) - total
    return total


def over_generator():
    total = 0
    for left, right in pairs(2000):
        total += right
        if right == 1500: total += abs(total) - total
    return total


def over_items(table):
    total = 0
    for key, item in table.items():
        total += item
        if item == 1500: total += abs(total) - total
    return total


def over_range():
    total = 0
    for item in range(2000):
        total += item
        if item == 1500: total += abs(total) - total
    return total


def over_any(*iterables):
    total = 0
    for iterable in iterables:
        for left, right in iterable:
            total += right
        if right == 1500: total += abs(total) - total
    return total


def all_kinds():
    numbers = range(500)
    return over_any(enumerate(numbers), zip(numbers, numbers), pairs(500), [(1, 2)] * 500, ((1, 2),) * 500)


signal.signal(signal.SIGALRM, handler)
table = dict(zip(range(2000), range(2000)))
for function, arguments in (
    (over_enumerate, ()), (over_zip, ()), (over_generator, ()), (over_items, (table,)), (over_range, ()),
    (all_kinds, ()),
):
    seen = 0
    results = set()
    signal.setitimer(signal.ITIMER_REAL, 0.002, 0.002)
    while seen < 20:
        results.add(function(*arguments))
    signal.setitimer(signal.ITIMER_REAL, 0)
    print(function.__name__, results)
