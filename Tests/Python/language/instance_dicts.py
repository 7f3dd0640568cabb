"""`__dict__` is a dict that shows an object's attributes as they are, and through which they are changed."""


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y


class Slotted:
    __slots__ = ("a", "__dict__")


class Text(str):
    pass


class Equal:
    """Equals a name without being one."""

    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return hash(self.name)

    def __eq__(self, other):
        return other == self.name


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


p = Point(1, 2)
d = p.__dict__
print(type(d) is dict, d is p.__dict__, d is vars(p), d, len(d), list(d), list(d.items()), list(reversed(d)))
p.z = 3
print(d, len(d), d["z"], "z" in d, d.get("w", 0), d == {"x": 1, "y": 2, "z": 3}, d | {"w": 4}, {**d})
d["x"] = 10
d["new"] = 5
print(p.x, p.new, d.setdefault("new", 6), d.setdefault("other", 7), p.other, list(d))
d.update(a=1, b=2)
d |= {"c": 3}
print(p.a + p.b + p.c, d.copy() == d, d.copy() is d, sorted(d.values()), d.keys() & {"x", "q"})
print(d[Equal("x")], d.get(Equal("q")), Equal("y") in d, d[Text("y")], d["".join(["", "y"])])
del p.y
print(d, p.__dict__ is d, hasattr(p, "y"), "y" in d, list(d))
p.y = 20
del d["x"]
print(d, hasattr(p, "x"), p.y)
attempt(lambda: p.x)
print(d.pop("y"), d.popitem(), d.pop("q", None), vars(p))
d.clear()
print(d, vars(p), len(d))
d[1] = "one"
p.name = "text"
print(d, p.__dict__ is d, sorted(map(str, d)))

for change in (
    lambda d: d.pop("x"), lambda d: d.popitem(), lambda d: d.clear(), lambda d: d.__delitem__("y"),
    lambda d: d.__setitem__(1, 2), lambda d: d.__setitem__(Text("t"), 3), lambda d: d.setdefault(2),
    lambda d: d.pop("absent", None), lambda d: d.update({3: 4}, q=5), lambda d: d.get([] if False else "x"),
):
    q = Point(1, 2)
    view = vars(q)
    change(view)
    q.after = 1
    print(view, view is vars(q), getattr(q, "x", None), getattr(q, "y", None), q.after)
attempt(lambda: vars(Point(1, 2))[[]])
attempt(lambda: vars(Point(1, 2))["absent"])
attempt(lambda: vars(Point(1, 2)).pop("absent"))

q = Point(1, 2)
first = vars(q)
q.__dict__ = {"other": 1}
print(first, vars(q), first is vars(q), q.other, hasattr(q, "x"))
first["x"] = 5
print(first, hasattr(q, "x"))
shared = Point(0, 0)
shared.__dict__ = q.__dict__
shared.both = 2
print(q.both, vars(shared) is vars(q))
mirrored = Point(7, 8)
shared.__dict__ = mirrored.__dict__
shared.more = 9
mirrored.x = 70
print(shared.x, mirrored.more, vars(mirrored) is vars(shared), vars(shared))
del shared.y
print(vars(mirrored), hasattr(mirrored, "y"))
q.__dict__ = q.__dict__
print(vars(q))
del q.__dict__
print(vars(q), hasattr(q, "other"))
attempt(lambda: setattr(q, "__dict__", 5))

s = Slotted()
s.a = 1
s.b = 2
print(vars(s), vars(s) is s.__dict__)
s.__dict__["a"] = 3
print(s.a, vars(s))
del s.b
print(vars(s), s.a)

orphan = Point(3, 4).__dict__
print(orphan, orphan.pop("x"), orphan)
many = Point(0, 0)
many_view = vars(many)
for number in range(400):
    setattr(many, f"n{number}", number)
print(len(many_view), many_view["n399"], many.n300, many_view is vars(many), list(many_view)[:3])

p = Point(1, 2)
for place, name in enumerate(vars(p)):
    print(place, name)


def growing():
    for name in vars(p):
        p.grown = name


def swapping():
    for name in vars(p):
        del p.x
        p.x = 1


attempt(growing)
attempt(swapping)
print(vars(p))


class Error(Exception):
    pass


e = Error("text")
e.code = 5
print(vars(e), e.__dict__ is vars(e))
vars(e)["more"] = 6
print(e.more, e.args)


class Numbers(dict):
    pass


n = Numbers(a=1)
n.attribute = 2
vars(n)["second"] = 3
print(n, vars(n), n.second, len(n), len(vars(n)))


class Cached:
    @property
    def slow(self):
        return 1

    def __getattr__(self, name):
        self.__dict__[name] = value = name.upper()
        return value


c = Cached()
print(c.one, vars(c), c.one, c.slow)
c.__dict__["slow"] = 5
print(c.slow, vars(c))


class Other:
    pass


o = Point(1, 2)
view = vars(o)
o.__class__ = Other
o.z = 3
print(view, view is vars(o), type(o).__name__)
exec("x = x + 1; made = x", {}, view)
print(o.x, o.made)
exec("y = 5\ndef f(): return y, z", view)
print(o.y, o.f(), "__builtins__" in view)
o.z = 9
print(o.f(), view["z"])
