# Loops over ranges whose steps are variables: up, down, none at all, and as large as ints that machine code has.


def counted(start, stop, step):
    found = []
    for i in range(start, stop, step):
        found.append(i)
        if len(found) > 40: break
    return found


def marked(size, step):
    flags = [False] * size
    for n in range(2, size):
        for place in range(n * n, size, n * step): flags[place] = True
    return sum(flags)


def nested(stop, step):
    total = 0
    for i in range(0, stop, step):
        for j in range(i, -stop, -step): total += i * j
    return total, i, j


def outcome(function, *arguments):
    try: return function(*arguments)
    except Exception as error: return type(error).__name__, str(error)


for _ in range(150):
    small = counted(0, 20, 3), counted(20, 0, -7), counted(5, 5, 2), counted(5, 4, 2), counted(4, 5, -2), marked(60, 1), nested(9, 4)
print(small)

large = 2**62 - 1
bounds = (0, 1, -1, 7, 2**31, -2**31, 2**60, -2**60, large, -large, large + 1, -large - 1, large + 2, 2**64)
steps = (1, -1, 3, -3, 2**31 - 1, 2**60 + 1, -2**60 - 1, large, -large, -large - 1, large + 1, 2**70)
for start in bounds:
    for stop in bounds:
        found = [counted(start, stop, step) for step in steps]
        print(start, stop, *map(len, found), [(row[0], row[-1]) for row in found[4:] if len(row) > 1])

for wrong in (0, 1.5, None, "3", 2**63, True, False):
    print(wrong, outcome(counted, 0, 5, wrong), outcome(counted, wrong, 5, 1), outcome(counted, 0, wrong, 1))
for step in (1, 2, 5): print(marked(80, step), nested(20, step))


class Index:
    def __index__(self): return 2


print(outcome(counted, 0, 9, Index()), outcome(counted, Index(), 9, 3))
for _ in range(150): again = counted(0, 20, 3), counted(20, 0, -7)
print(again)
