"""Changing `__class__`, `__dict__`, `__bases__` and classes in use, after code that uses them has run."""


def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class A:
    def f(self):
        return "A.f"


class B:
    def f(self):
        return "B.f"


class C(A):
    pass


def call(x):
    return x.f()


def read(x):
    return x.attribute


a, c = A(), C()
print([call(a) for _ in range(50)][-1])
a.__class__ = B
print(call(a), isinstance(a, B))
print([call(c) for _ in range(50)][-1])
A.f = lambda self: "A.f replaced"
print(call(c))
C.f = lambda self: "C.f added"
print(call(c))
del C.f
print(call(c))
C.__bases__ = (B,)
print(call(c), C.__mro__, C.__base__)
c.f = lambda: "on the instance"
print(call(c))
del c.f
print(call(c))
a.attribute = 1
print([read(a) for _ in range(50)][-1])
B.attribute = property(lambda self: "property wins")
print(read(a), a.__dict__)
del B.attribute
print(read(a))
del a.attribute
B.attribute = "class"
print(read(a))
B.__getattr__ = lambda self, name: f"made {name}"
del B.attribute
print(read(a))
del B.__getattr__
attempt(lambda: read(a))
a.__dict__ = {"attribute": "new dict", "x": 1}
print(read(a), a.x, vars(a))
a.__dict__["y"] = 2
a.z = 3
print(a.y, a.__dict__, list(a.__dict__))
del a.__dict__["x"]
attempt(lambda: a.x)
saved = a.__dict__
a.__dict__ = {}
saved["attribute"] = "not seen"
attempt(lambda: read(a))
many = A()
for i in range(200):
    setattr(many, f"n{i}", i)
for i in range(0, 200, 2):
    delattr(many, f"n{i}")
print(len(many.__dict__), many.n199, sum(many.__dict__.values()), list(many.__dict__)[:3])
objects = [A() for _ in range(3)]
for i, o in enumerate(objects):
    for name in ("xyz", "zyx", "yxz")[i]:
        setattr(o, name, i)
print([vars(o) for o in objects], [o.y for o in objects])
print(len, [(lambda: abs(-1))() for _ in range(20)][-1])
abs = lambda x: "shadowed"
print(abs(-1), (lambda: abs(-1))())
del abs
print((lambda: abs(-1))())


def add(x, y):
    return x + y


print(
    [add(1, 2), add(1.5, 2), add("a", "b"), add([1], [2]), add(2**62, 2**62), add(True, 1), add(1j, 1)],
    [add(i, i) for i in range(100)][-1],
)
attempt(lambda: add(1, "a"))
attempt(lambda: setattr(a, "__class__", 5))
attempt(lambda: setattr(C, "__bases__", (5,)))
attempt(lambda: setattr(a, "__dict__", []))
