"""Keys of classes that derive from str: with its equality and hash they are text, with their own they are asked."""


class Name(str):
    pass


class Slotted(str):
    __slots__ = ()


class Folding(str):
    """Equal without regard to case."""

    asked = 0

    def __eq__(self, other):
        Folding.asked += 1
        return str.lower(self) == str.lower(other)

    def __hash__(self):
        return hash(str.lower(self))


class Unequal(str):
    """Has the hash of its text and equals nothing."""

    __hash__ = str.__hash__

    def __eq__(self, other):
        return False


class Shifted(str):
    """Equals its text and is looked for somewhere else."""

    def __hash__(self):
        return str.__hash__(self) + 1


class Scope(dict):
    def __missing__(self, key):
        return f"no {key}"


def look(container, key):
    return key in container, container[key] if key in container else None


def fill(container, keys):
    for key in keys:
        container[key] = container.get(key, 0) + 1
    return container


KINDS = str, Name, Slotted, Folding, Unequal, Shifted
LETTERS = "spam", "Spam", "ä", "日本", ""

for _ in range(40):
    lines = []
    for stored in KINDS:
        for container in {}, Scope():
            fill(container, map(stored, LETTERS))
            for asked in KINDS:
                found = [look(container, asked(letters)) for letters in LETTERS]
                lines.append(f"{stored.__name__} {asked.__name__} {[int(known) for known, _ in found]} {len(container)}")
        lines.append(f"{stored.__name__} {fill(fill({}, map(stored, LETTERS)), map(Name, LETTERS))}")
        lines.append(str([Name(letters) in set(map(stored, LETTERS)) for letters in LETTERS]))
    scope = Scope({Name("a"): 1, 2: 3})
    lines.append(str([scope[key] for key in (Name("a"), "a", Slotted("b"), 2, 4)]))
print("\n".join(lines))
print(Folding.asked)

mixed = {1: "int", Name("x"): "name", (1, "y"): "tuple"}
for key in "x", Name("x"), Slotted("x"), "y", 1, True, (1, "y"), (1, Name("y")):
    print(repr(key), mixed.get(key), key in mixed)


class Late(str):
    pass


def hot(table, key, times):
    return sum(key in table for _ in range(times))


table = {Late("k"): 1, 0: 0}
print(hot(table, Late("k"), 200))
Late.__eq__ = lambda self, other: False
Late.__hash__ = lambda self: str.__hash__(self)
print(hot(table, Late("k"), 200))
del Late.__eq__, Late.__hash__
print(hot(table, Late("k"), 200))
