"""Hot loops of a module's body: its variables are global, and may be looked at and changed from elsewhere."""

total = 0
for i in range(5000):
    total += i & 7
print(total, i)

count = 0
while count < 5000:
    count += 1
    total ^= count
print(total, count)


def halve():
    global total
    total //= 2


for step in range(3000):
    total += step
    if step % 1000 == 999: halve()
print(total)

for step in range(3000):
    total = total + 1.5 if step > 2500 else total + 1
print(total)

for step in range(3000):
    if step == 2000: del total
    try:
        total += 1
    except NameError as error:
        print(error)
        total = 0
print(total)

for step in range(3000):
    if step == 1500: globals()["total"] = "text"
    if step > 1500: total = total[:3] + "s"
print(total)


class Body:
    """A body of its own, whose names are not the module's."""
    total = 10
    for index in range(3000): total += index
    step = index


print(Body.total, Body.step, total, step)

source = """
for n in range(3000): total = total + n
"""
names = {"total": 1}
exec(source, names)
code = compile(source, "<text>", "exec")
inner = {"total": 5}
exec(code, {}, inner)
outer = {"total": 7}
exec(code, outer)
print(names["total"], inner["total"], inner["n"], outer["total"])

squares = []
for n in range(3000): squares.append(n * n)
for n in range(3000): squares[n] -= n
print(sum(squares), len(squares), n)

import _signal
import _thread

_signal.signal(_signal.SIGINT, _signal.default_int_handler)


def interrupted(loop):
    import posix, time
    def press():
        time.sleep(0.1)
        posix.kill(posix.getpid(), _signal.SIGINT)
    _thread.start_new_thread(press, ())
    try:
        exec(loop)
    except KeyboardInterrupt as error:
        return error.__traceback__.tb_next.tb_lineno


# Loops that write nothing still see that they are interrupted.
print(interrupted("x = 1\nwhile True: pass"))
print(interrupted("def f(n):\n  while n: n ^= 3\nf(1)"))
