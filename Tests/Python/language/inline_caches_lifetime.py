# What inline caches refer to dies and is reclaimed: its address and its shape may then belong to something else.


def read(object):
    return object.value


def call(object):
    return object.method()


def make(cls, value):
    return cls(value)


def store(object, value):
    object.value = value
    object.extra = value


def fresh_class(number):
    class Fresh:
        constant = number

        def __init__(self, value):
            if number % 2:
                self.padding = number
            self.value = value

        def method(self):
            return self.constant, number

        @property
        def computed(self):
            return -number

    if number % 3 == 0:
        Fresh.value = property(lambda self: "property", lambda self, value: None)
    return Fresh


def computed(object):
    return object.computed


def reclaim():
    """Enough that a collection happens, and what is free is used for new objects."""
    for _ in range(6):
        [None] * 1_000_000


wrong = []
for round in range(60):
    cls = fresh_class(round)
    objects = [make(cls, value) for value in range(6)]
    for value, object in enumerate(objects):
        expected = "property" if round % 3 == 0 else value
        if read(object) != expected:
            wrong.append((round, "read", read(object)))
        if call(object) != (round, round) or computed(object) != -round:
            wrong.append((round, "call", call(object)))
        store(object, round)
        expected = "property" if round % 3 == 0 else round
        if (read(object), object.extra) != (expected, round):
            wrong.append((round, "store", object.__dict__))
    del cls, objects, object
    if round % 10 == 9:
        reclaim()
print(wrong)

# Functions with globals of their own.
source = "def f():\n    return number, len(name)\ndef g():\n    global number\n    number += 1\n    return f()"
code = compile(source, "<source>", "exec")
results = []
for round in range(40):
    namespace = {"number": round, "name": "n" * round}
    exec(code if round % 2 else source, namespace)
    for _ in range(8):
        result = namespace["g"]()
    results.append(result == (round + 8, round))
    f = namespace["f"]
    del namespace
    if round % 10 == 9:
        reclaim()
    results.append(f() == (round + 8, round))
print(all(results))

# Modules.
Module = type(__builtins__)


def answer(module):
    return module.answer


results = []
for round in range(40):
    module = Module("temporary")
    module.answer = round
    results.append([answer(module) for _ in range(8)] == [round] * 8)
    del module
    if round % 10 == 9:
        reclaim()
print(all(results))


# Classes read as values.
def constant(cls):
    return cls.constant


results = []
for round in range(40):
    cls = fresh_class(round)
    results.append([constant(cls) for _ in range(8)] == [round] * 8)
    cls.constant = "changed"
    results.append(constant(cls) == "changed")
    if round % 10 == 9:
        reclaim()
print(all(results))

# A shape's class dies while an instance of another class at the same place lives.
survivor = fresh_class(1)(5)
for round in range(30):
    temporary = fresh_class(6 * round + 1)(round)
    for _ in range(10):
        pair = read(temporary), read(survivor)
    assert pair == (round, 5), pair
    del temporary
    if round % 10 == 9:
        reclaim()
print(read(survivor), call(survivor))
