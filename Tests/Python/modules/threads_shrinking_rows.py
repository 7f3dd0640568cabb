"""Hot loops over a list of lists from which another thread takes rows out and puts them back."""

import threading
import time

rows = [[k, k + 1.5] for k in range(50_000)]


def total(rows, count):
    sum = 0.0
    for i in range(count):
        sum += rows[i][1]
    return sum


def walk(rows):
    sum = 0.0
    for row in rows:
        sum += row[1]
    return sum


def shrink():
    while not stop:
        taken = [rows.pop() for _ in range(20_000)]
        taken.reverse()
        rows.extend(taken)


full = total(rows, len(rows)), walk(rows)
stop = False
thread = threading.Thread(target=shrink)
thread.start()
end = time.monotonic() + 2
errors = 0
while time.monotonic() < end:
    try:
        total(rows, 45_000)
    except IndexError:
        errors += 1
    walk(rows)
stop = True
thread.join()
print(len(rows), (total(rows, len(rows)), walk(rows)) == full)
