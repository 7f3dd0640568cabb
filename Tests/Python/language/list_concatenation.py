"""Lists joined by hot code: `+` makes a new one, `+=` lets the left one grow, and anything else is for the operands to say."""


def join(left, right):
    alias = left
    both = left + right
    left += right
    return both, alias is left, alias


for i in range(3000):
    join([i], [i + 1])
print(join([1, 2], [3]))
print(join([], []))
print(join((1,), (2,)), join("a", "b"))


class Row(list):
    def __add__(self, other):
        return "added", list(self), list(other)

    def __radd__(self, other):
        return "reflected", list(self), list(other)


print(join(Row([1]), [2]))
print(join([1], Row([2])))
for other in ((3,), "text", None, 5):
    try:
        print([1] + other)
    except TypeError as error:
        print(error)
try:
    join([1], (2,))
except TypeError as error:
    print(error)


def own(rows):
    total = []
    for row in rows:
        total = total + row
        total += total
    return total


for _ in range(500):
    result = own([[1], [2, 3], []])
print(result)
