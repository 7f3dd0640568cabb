"""Names of comprehensions inside comprehensions inside a class, and doubles far from each other."""

def f():
    class _C:
        items = [(_C, [x for x in [1] if _C]) for _C in [0, 1]]
    return _C
print(f().items)


def outer(a):
    class Class:
        b = 2
        rows = [[(a, c, d) for d in [c, a]] for c in [a, 5]]
        mixed = [(lambda: (a, e), [e for _ in [1] if e]) for e in [0, 3]]

    return Class.rows, [(f(), g) for f, g in Class.mixed]


print(outer(1))


# A class body's own `__class__` is not what a comprehension in it means, nor the cell that methods share.
class Shadowing:
    __class__ = 2
    try:
        print([__class__ for _ in [1]])
    except NameError as error:
        print(error)


x = 3


def twice():
    [x for x in [1]]
    return [x for _ in [1]]


print(twice())
