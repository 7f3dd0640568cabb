"""Recursion through equality, ordering, hashing and truth."""


def case(name, action):
    """Prints one line: how the action ended. How deep it came, and thus the message, is the interpreter's affair."""
    try:
        action()
    except BaseException as error:
        print(f"{name}: {type(error).__name__}")
    else:
        print(f"{name}: done")


def bounded(name, action):
    """Of what has an end: an interpreter may come there, or give up before."""
    try:
        action()
    except RecursionError:
        pass
    print(f"{name}: ended")


def nest(wrap, levels=200_000):
    value = wrap(0)
    for _ in range(levels):
        value = wrap(value)
    return value


class Equal:
    def __eq__(self, other):
        return self == other

    __hash__ = None


class Less:
    def __lt__(self, other):
        return other > self

    def __gt__(self, other):
        return other < self


class Hash:
    def __hash__(self):
        return hash(self)


class Truth:
    def __bool__(self):
        return bool(self)


class Length:
    def __len__(self):
        return len(self)


class Contains:
    def __contains__(self, item):
        return item in self


bounded("== of lists", lambda: nest(lambda v: [v]) == nest(lambda v: [v]))
bounded("== of tuples", lambda: nest(lambda v: (v,)) == nest(lambda v: (v,)))
bounded("== of dicts", lambda: nest(lambda v: {1: v}) == nest(lambda v: {1: v}))
bounded("< of lists", lambda: nest(lambda v: [v]) < nest(lambda v: [v]))
bounded("in", lambda: nest(lambda v: [v]) in [nest(lambda v: [v])])
case("__eq__", lambda: Equal() == Equal())
case("__lt__", lambda: Less() < Less())
case("__hash__", lambda: hash(Hash()))
case("__bool__", lambda: bool(Truth()))
case("__len__", lambda: len(Length()))
case("__contains__", lambda: 1 in Contains())
case("key of a dict", lambda: {Hash(): 1})
case("sorted", lambda: sorted([Less(), Less()]))
case("max", lambda: max(Less(), Less()))

left, right = [], []
left.append(right)
right.append(left)
case("== of rings", lambda: left == right)
