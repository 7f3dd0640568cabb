# Threads that read and store in one long list while others make it longer, or store what a byte does not say.
import sys
import threading

sys.setswitchinterval(1e-5)
SIZE, ROUNDS = 5000, 12


def reader(items, failures):
    for _ in range(30):
        total = 0
        for i in range(SIZE):
            item = items[i]
            if item is not True and item is not False and item != "wide" and item != 7: failures.append(item)
            total += item is True
        for item in items:
            if item not in (True, False, "wide", 7): failures.append(item)


def writer(items, start, failures):
    for i in range(start, SIZE, 5): items[i] = True


def widener(items, place, failures):
    for i in range(place, SIZE, 1009): items[i] = "wide"


def grower(items, failures):
    for _ in range(50): items.append(7)
    for _ in range(50):
        if items.pop() != 7: failures.append("popped")


for round in range(ROUNDS):
    items, failures = [False] * SIZE, []
    work = [(reader, ()), (reader, ()), (writer, (0,)), (writer, (1,)), (writer, (2,))]
    if round % 3 == 1: work.append((widener, (3,)))
    if round % 3 == 2: work.append((grower, ()))
    threads = [threading.Thread(target=run, args=(items, *arguments, failures)) for run, arguments in work]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    expected = [i % 5 in (0, 1, 2) for i in range(SIZE)]
    if round % 3 == 1:
        for i in range(3, SIZE, 1009): expected[i] = "wide"
        # Either may have come last.
        assert all(a == b or b == "wide" and a is True for a, b in zip(items, expected))
    else:
        assert items == expected, round
    assert not failures, failures[:5]
print("done")
