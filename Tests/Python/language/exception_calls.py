"""Calls of exception classes in loops: what `__new__` keeps, `__init__` of several kinds, attributes, `super()`."""


class Parsed(Exception):
    def __init__(self, expected, position=0, *rest, **names):
        super().__init__(expected, position)
        self.expected = expected
        self.position = position
        self.rest = rest
        self.names = names


class Silent(Exception):
    def __init__(self, first, second=None):
        self.first = first


class Answering(Exception):
    def __init__(self, value):
        return value


class Failing(Exception):
    def __init__(self, value):
        raise Silent(value, self)


class Made(Exception):
    def __new__(cls, value):
        made = super().__new__(cls, value, "made")
        made.before = value
        return made

    def __init__(self, value):
        self.after = value


class Elsewhere(Exception):
    def __new__(cls, value):
        return value


class Missing(OSError):
    def __init__(self, number, text, name):
        super().__init__(number, text, name)
        self.name = name


class Dotted(KeyError):
    def __init__(self, key):
        super(KeyError, self).__init__(key, "dotted")

    def __str__(self):
        return "no " + super().__str__()


class Counting(type):
    calls = 0

    def __call__(cls, *arguments):
        Counting.calls += 1
        return super().__call__(*arguments)


class Counted(Exception, metaclass=Counting):
    def __init__(self, value):
        self.value = value


class Slotted(ValueError):
    __slots__ = ("a", "b")

    def __init__(self, a):
        self.a = a
        self.c = a + 1


def outcome(function):
    try:
        return function()
    except Exception as error:
        return f"{type(error).__name__}{error.args} <- {error.__context__!r}"


def shown(error):
    return type(error).__name__, error.args, sorted(vars(error).items()), str(error), repr(error)


def rounds(count):
    seen = set()
    for i in range(count):
        word = "abc"[i % 3]
        results = [
            shown(Parsed(word, i % 2)),
            shown(Parsed(word)),
            shown(Parsed(expected=word, position=1, more=2)),
            shown(Parsed(word, 1, 2, 3, last=4)),
            shown(Silent(word)),
            shown(Silent(word, second=1)),
            outcome(lambda: shown(Answering(None))),
            outcome(lambda: Answering(word)),
            outcome(lambda: Failing(word)),
            outcome(lambda: Silent()),
            outcome(lambda: Silent(1, 2, 3)),
            shown(Made(word)),
            Elsewhere(word),
            shown(Missing(2, "none", word)),
            Missing(2, "none", word).filename,
            type(OSError(2, "none")).__name__,
            shown(Dotted(word)),
            shown(Counted(word)),
            (Slotted(i % 2).a, vars(Slotted(i % 2)), outcome(lambda: Slotted(1).b)),
        ]
        seen.add(repr(results))
    return sorted(seen)


for line in rounds(400):
    print(line)
print(Counting.calls)


def literal(text, wanted, place):
    if not text.startswith(wanted, place):
        raise Parsed(wanted, place)
    return place + len(wanted)


def furthest(texts):
    found = most = 0
    for text in texts:
        for read in (lambda: literal(text, "ab", 0), lambda: literal(text, "cd", 2)):
            try:
                found += read()
            except Parsed as error:
                most = max(most, error.position)
                found -= len(error.expected) + len(error.rest)
    return found, most


print(furthest(["abcd", "cdab", "abab"] * 300))


def changed(count):
    """The class gets another `__init__` while its calls are hot."""
    results = []
    for i in range(count):
        if i == count // 2:
            def initialize(self, first):
                self.second = first
            Silent.__init__ = initialize
        results.append(tuple(vars(Silent(i))))
    return [(results.count(names), names) for names in sorted(set(results))]


print(changed(600))


class Base:
    def name(self):
        return "base"

    @property
    def kind(self):
        return "kind of " + type(self).__name__

    @staticmethod
    def still():
        return "still"

    @classmethod
    def made(cls):
        return cls.__name__

    data = "data"


class Derived(Base, list):
    def name(self):
        return "derived " + super().name()

    def everything(self, x):
        return (super().name(), super().kind, super().still(), super().made(), super().data, super().__class__ is super,
                super().append(x), super().__len__(), outcome(lambda: super(Derived, self).nothing()))

    @classmethod
    def of_class(cls):
        return super().made(), super().still()


def supers(count):
    seen = set()
    for i in range(count):
        derived = Derived()
        derived.first, derived.second, derived.third = i % 2, i % 3, "x"
        seen.add((derived.name(), *derived.everything(i), *Derived.of_class(), derived.first + derived.second, len(vars(derived))))
    return sorted(seen, key=repr)


for line in supers(300):
    print(line)
