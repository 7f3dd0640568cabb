# Every operand is evaluated once, from left to right, and no more than decide.

calls = []


def note(value, name="v"):
    calls.append(name)
    return value


def show(value):
    print(repr(value), *calls)
    calls.clear()


table = {0: 0, 1: [], 2: "two"}

# Operands of `and` and `or` that might have been constants, but are not.
show((note(3, "a") - note(3, "b")) or note(7, "c"))
show((note(3, "a") - note(2, "b")) or note(7, "c"))
show((note(3, "a") - 3) and note(7, "c"))
show((note(3, "a") * 2) and (note(1, "b") + 1) and note(7, "c"))
show(-note(0, "a") or ~note(-1, "b") or note(7, "c"))
show(not note(0, "a") and not note(1, "b") or note(7, "c"))
show(table[note(0, "a")] or table[note(1, "b")] or table[note(2, "c")])
show((note(1, "a"), note(2, "b")) and note(7, "c"))
show((note(1, "a"),) or note(7, "c"))
show([note(1, "a")] and {note(1, "b")} or note(7, "c"))
show((1 - 1) or note(0, "a") + 2 * 3 or 5)
show((2 - 1) and note(0, "a") + 0 or -5)
show(1 + (note(0, "a") + 0 or 5) * (note(2, "b") - 1 and 3))


def local(x, y):
    return (note(x, "x") - y) or x, (note(x, "x") - y) and y, -x or note(y, "y"), table[note(1, "t")] or x


show(local(1, 1))
show(local(2, 1))


# The same where they decide.
def decide(x):
    if (note(x, "a") - 1) or table[note(x, "b")]: calls.append("then")
    else: calls.append("else")
    while (note(x, "c") - 1) and -note(x, "d"): break
    return [i for i in (0, 1) if (note(i, "e") + x) and not -note(i, "f")]


for x in range(3): show(decide(x))

# Changes by one operand are seen by the next.
count = 0


def bump():
    global count
    count += 1
    return count


show((bump() - 1) or (bump() - 1) or bump())
show(count)
show(abs(-5) % ((bump() - (2 + 1)) or (bump() * 2) or 7))
show(count)
