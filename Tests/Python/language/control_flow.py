"""Loops, conditions, boolean operators, chained comparisons and conditional expressions."""


def find(items, wanted):
    for i, item in enumerate(items):
        if item == wanted:
            break
    else:
        return "not found"
    return i


print(find("abc", "b"), find("abc", "z"))
n = 10
while n:
    n -= 1
    if n % 2:
        continue
    if n == 2:
        break
else:
    print("never")
print(n)
while False:
    pass
else:
    print("while else")


def value(v, label):
    print(label, end=" ")
    return v


print(value(1, "a") and value(0, "b") or value(3, "c"), value(0, "d") and value(1, "e"))
print(value("", "f") or value([], "g"))
print(not value(0, "h"), value(1, "i") if value(0, "j") else value(2, "k"))
print(1 < value(2, "l") < 3 > value(2, "m"), 1 > value(2, "n") > value(3, "o"))
print(1 and 2, 0 or [] or "x" or 1, None or 0, not not 5, not 1 == 2, 1 if 0 else 2 if 0 else 3, (1, 2)[True])
print("a" and "b" and "", 1 or 1 / 0)
print(1 < 2 == 2, 1 == 1 in [1], 1 is not None, None is None, [] is not [], 1 not in [2] == True, 3 > 2 > 1 != 0)


class Loud:
    def __init__(self, truth):
        self.truth = truth

    def __bool__(self):
        print("bool", end=" ")
        return self.truth


print("yes" if Loud(True) and not Loud(False) else "no", [x.truth for x in [Loud(True), Loud(False)] if x])
for x in range(3):
    for y in range(3):
        if y == 1:
            break
        if x == 1:
            continue
        print(x, y, end="; ")
    else:
        print("inner else")
print()
for i in [1, 2, 3]:
    i *= 10
print(i)
for i, c in zip(range(2), "ab"):
    print(i, c, end=" ")
for _ in ():
    pass
else:
    print("empty else")
grade = lambda s: "A" if s > 90 else "B" if s > 80 else "C"
print(grade(95), grade(85), grade(10))
if 0:
    print("no")
elif "":
    print("no")
elif [0]:
    print("elif")
else:
    print("no")


def returns(kind):
    while True:
        for _ in range(2):
            if kind == "inner":
                return "inner"
            break
        else:
            continue
        if kind == "after":
            return "after"
        kind = "after"


print(returns("inner"), returns("x"))
pass; x = 1; y = 2
if x: print("one line")
while x: x = 0
assert not x
def short(): return 5
class Empty: pass
print(short(), Empty.__name__, ...)
it = iter([1, 2, 3, 4])
for a in it:
    print(a, next(it), end=" ")
print(list(iter(lambda c=[0]: c.append(0) or len(c), 5)))
total = 0
for i in range(100):
    if i % 3 == 0 or i % 5 == 0 and not i % 15 == 0:
        total += i
print(total, sum(1 for i in range(100) if i & 1), max((i * 7 % 13, i) for i in range(13)))
