"""Comprehensions: scope, nesting, conditions, walrus, evaluation order."""

print([x for x in range(5)], {x: x * x for x in range(3)}, {x % 2 for x in range(5)}, list(x for x in "ab"))
print([(x, y) for x in range(3) for y in range(x)], [x for x in range(20) if x % 2 if x % 3 == 0])
print([[y for y in range(x)] for x in range(3)])
print([a + b for a, b in [(1, 2), (3, 4)]], [first for first, *rest in ["abc", "de"]])
print([x if x else "zero" for x in range(2)], [*(x for x in range(2))])
x = "outer"
print([x for x in range(2)], x, [x for _ in range(1)], [(x, [x for x in "in"]) for x in [1]])
print([last := n for n in range(3)], last, [y := 1, y + 1], any((found := n) > 3 for n in range(6)), found)


def order(label, value):
    print(label, end=" ")
    return value


print({order("key", 1): order("value", 2) for _ in order("iterable", [0]) if order("condition", True)})


class Scope:
    names = ["a", "b"]
    size = 2
    direct = [n for n in names]
    try:
        broken = [n * size for n in names]
    except NameError as error:
        broken = str(error)


print(Scope.direct, Scope.broken)


def local_scope():
    n = 10
    result = [n + i for i in range(2)]
    functions = [lambda: i for i in range(2)]
    items = [n for n in range(3)]
    return result, [f() for f in functions], items, n, sorted(locals())


print(local_scope())


def nested_closures():
    return [[lambda: (i, j) for j in range(2)] for i in range(2)]


print([[f() for f in row] for row in nested_closures()])
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [v for row in matrix for v in row if v % 2])
print(dict(zip("ab", matrix)), {k: [v * 2 for v in vs] for k, vs in {"a": [1], "b": []}.items()})
print(sum(x * y for x in range(3) for y in range(3)), list(map(list, [(c for c in "xy")])))
print([i for i in range(3) if (lambda v: v > 0)(i)], [k for k in {"a": 1}], [lambda: 1][0]())
try:
    [1 / v for v in (1, 0)]
except ZeroDivisionError as error:
    print(error)
try:
    [undefined for _ in range(1)]
except NameError as error:
    print(error)
try:
    [a for a in 5]
except TypeError as error:
    print(error)
try:
    {[]: 1 for _ in range(1)}
except TypeError as error:
    print(error)
try:
    [n for n, in [(1, 2)]]
except ValueError as error:
    print(error)
for source in (
    "[x := 1 for x in y]", "[y for x in (y := 1)]", "[*x for x in y]", "{**x for x in y}", "[x for x in 1, 2]",
    "(x for x in y, 1)", "f(x for x in y, 1)", "[x, y for x in z]",
):
    try:
        compile(source, "s", "eval")
        print("compiled", source)
    except SyntaxError as error:
        print(error.msg)
