"""With statements: order, suppression, several managers, targets, exceptions in each method."""


class Manager:
    def __init__(self, name, swallow=False, fail=None):
        self.name, self.swallow, self.fail = name, swallow, fail

    def __enter__(self):
        print("enter", self.name)
        if self.fail == "enter":
            raise RuntimeError(f"enter {self.name}")
        return self.name

    def __exit__(self, kind, value, traceback):
        print("exit", self.name, kind and kind.__name__, value, traceback is not None)
        if self.fail == "exit":
            raise RuntimeError(f"exit {self.name}")
        return self.swallow


with Manager("a") as a:
    print("body", a)
with Manager("a") as a, Manager("b") as b:
    print(a, b)
with (
    Manager("p"),
    Manager("q") as q,
):
    print(q)
with Manager("s", swallow=True):
    raise ValueError("swallowed")
print("after")


def returning():
    with Manager("r"):
        return "value"


def looping():
    for i in range(3):
        with Manager(i):
            if i == 0:
                continue
            break
    return i


print(returning(), looping())


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}, context {error.__context__!r}")


def body_raises():
    with Manager("outer"), Manager("inner"):
        raise KeyError("body")


def enter_fails():
    with Manager("first"), Manager("second", fail="enter"):
        print("never")


def exit_fails():
    with Manager("x", fail="exit"):
        raise KeyError("original")


def inner_swallows():
    with Manager("outer"), Manager("inner", swallow=True):
        raise KeyError("gone")
    return "continued"


def exit_fails_quietly():
    with Manager("outer", swallow=True), Manager("inner", fail="exit"):
        pass
    return "swallowed the exit's"


for action in (body_raises, enter_fails, exit_fails, inner_swallows, exit_fails_quietly):
    attempt(action)


class Targets:
    def __enter__(self):
        return 1, [2, 3]

    def __exit__(self, *details):
        pass


holder = {}
with Targets() as (x, [y, z]), Targets() as holder["k"]:
    print(x, y, z, holder)


class Truthy:
    def __bool__(self):
        print("asked")
        return True


class Swallow:
    __enter__ = lambda self: self
    __exit__ = lambda self, *details: Truthy()


with Swallow():
    raise ValueError
with Swallow():
    pass


def in_generator():
    with Manager("gen") as name:
        yield name
        yield "second"


g = in_generator()
print(next(g))
g.close()


class OnInstance:
    pass


bad = OnInstance()
bad.__enter__ = bad.__exit__ = lambda *a: None


def instance_methods():
    with bad:
        pass


def no_exit():
    with type("NoExit", (), {"__enter__": lambda self: 1})():
        pass


attempt(instance_methods)
attempt(no_exit)
