"""Functions written in the implementation language, as Python sees them: bound, unbound, slots."""

def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")



l = []
attempt(lambda: (l.append == l.append, l.append == [].append, hash(l.append) == hash(l.append), l.append is l.append))
attempt(lambda: (l.__add__ == l.__add__, l.__add__ == [].__add__, l.append == l.pop, len == len, l.append.__self__ is l))
attempt(lambda: (len.__module__, l.append.__module__, len.__name__, len.__qualname__, l.append.__name__))
attempt(lambda: list.append.__module__)
attempt(lambda: list.append.__objclass__)
attempt(lambda: l.append.__objclass__)
attempt(lambda: (l.__add__.__objclass__, l.append.__qualname__, dict.fromkeys.__qualname__, dict.fromkeys.__self__))
attempt(lambda: (dict.__dict__["fromkeys"], dict.__dict__["fromkeys"].__qualname__, list.append, list.__add__))
attempt(lambda: dict.__dict__["fromkeys"].__get__(None, dict).__self__)
attempt(lambda: dict.__dict__["fromkeys"].__get__(None, int))
attempt(lambda: dict.__dict__["fromkeys"].__get__({}).__self__)
attempt(lambda: dict.__dict__["fromkeys"].__get__(5))
attempt(lambda: dict.__dict__["fromkeys"].__get__(None))
attempt(lambda: list.append.__get__(l).__self__ is l)
attempt(lambda: list.append.__get__(None, list))
attempt(lambda: list.append.__get__(5))
attempt(lambda: list.append.__get__(None))
attempt(lambda: list.append.__get__(None, None))
attempt(lambda: list.__add__.__get__(5))
attempt(lambda: (int.__new__.__self__, int.__new__.__qualname__, int.__new__.__name__))
attempt(lambda: int.__new__())
attempt(lambda: (len.__reduce__(), l.append.__reduce__(), list.append.__reduce__(), (5).__add__.__reduce__()))
attempt(lambda: len.x)
attempt(lambda: setattr(len, "x", 1))
attempt(lambda: setattr(list.append, "x", 1))
attempt(lambda: [type(f) for f in (len, l.append, list.append, list.__add__, l.__add__, dict.__dict__["fromkeys"])])
attempt(lambda: [].append.__text_signature__)
for name in ("__repr__", "__eq__", "__setitem__", "__delitem__", "__contains__", "__len__", "__init__", "__imul__"):
    attempt(lambda: (name, getattr(list, name).__text_signature__))
for name in ("__setattr__", "__delattr__", "__str__", "__getattribute__"):
    attempt(lambda: (name, getattr(object, name).__text_signature__))
for name in ("__get__", "__set__", "__delete__"):
    attempt(lambda: (name, getattr(property, name).__text_signature__))
for name in ("__pow__", "__bool__", "__index__", "__rpow__", "__radd__"):
    attempt(lambda: (name, getattr(int, name).__text_signature__))
for kind in (type(l.append), type(list.append), type(list.__add__), type(l.__add__), type(dict.__dict__["fromkeys"])):
    print(kind.__name__, sorted(kind.__dict__.keys() - {"__lt__", "__le__", "__gt__", "__ge__", "__ne__"}))
