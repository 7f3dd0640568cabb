"""Closures: cells shared, captured late, rebound, deleted; `nonlocal` and `global`."""


def counter(start=0):
    count = start

    def increment(by=1):
        nonlocal count
        count += by
        return count

    def read():
        return count

    return increment, read


increment, read = counter(10)
print(increment(), increment(5), read(), counter()[1](), increment.__closure__[0].cell_contents)
print(increment.__code__.co_freevars)

late = [lambda: i for i in range(3)]
bound = [lambda i=i: i for i in range(3)]
print([f() for f in late], [f() for f in bound])


def loop_capture():
    functions = []
    for n in range(3):
        functions.append(lambda: n)
    n = 99
    return [f() for f in functions]


print(loop_capture())


def deep(a):
    def middle(b):
        def inner(c):
            nonlocal a
            a += 1
            return a, b, c, [a + x for x in range(2)], {x: b for x in "k"}

        return inner

    return middle(2)


inner = deep(1)
print(inner(3), inner(4))

x = "global"


def scopes():
    x = "enclosing"

    class Inside:
        y = x
        x = "class"
        z = [x for _ in range(1)]

        def method(self):
            return x

    def change_global():
        global x
        x = "changed"

    change_global()
    return Inside.y, Inside.x, Inside.z, Inside().method(), x


print(scopes(), x)


def class_reads_global():
    class Inside:
        before = x
        x = "own"
        after = x

    return Inside.before, Inside.after


print(class_reads_global())


def self_reference(n):
    def recurse(m):
        return 1 if m == 0 else m * recurse(m - 1)

    return recurse(n)


def parameter_cell(value):
    def get():
        return value

    value += 1
    return get


def default_evaluated_once(items=[]):
    items.append(len(items))
    return items


print(self_reference(5), parameter_cell(1)(), default_evaluated_once(), default_evaluated_once())


def delete_free():
    value = 1

    def get():
        return value

    del value
    try:
        return get()
    except NameError as error:
        return f"{type(error).__name__}: {error}"


def unassigned(flag):
    if flag:
        local = 1
    try:
        return local
    except UnboundLocalError as error:
        return str(error)


def deleted_local():
    local = 1
    del local
    try:
        return local
    except UnboundLocalError as error:
        return str(error)


print(delete_free(), unassigned(True), unassigned(False), deleted_local())
make = lambda a: lambda b: lambda c: (a, b, c)
print(make(1)(2)(3), (lambda: (yield))().__class__.__name__, (lambda *a, k=1, **kw: (a, k, kw))(1, 2, k=3, z=4))
compose = lambda *fs: (lambda v: v) if not fs else lambda v: compose(*fs[1:])(fs[0](v))
print(compose(str, len, lambda n: n * 2)(12345))
try:
    print(undefined_name)
except NameError as error:
    print(error)
cells = (lambda a, b: lambda: (a, b))(1, 2).__closure__
cells[0].cell_contents = "changed"
print([cell.cell_contents for cell in cells], type(cells[0]).__name__)
