"""Finalisers that raise, resurrect, mutate and finalise more. When they run is not said; that they run is."""


def case(name, action):
    """Prints one line: the action's result, or the exception's type and message."""
    try:
        result = repr(action())
    except BaseException as error:
        result = f"{type(error).__name__}: {error}"
    print(f"{name}: {result}")


try:
    from gc import collect
except ImportError:

    def collect():
        return 0


log = []
survivors = []


class Raising:
    def __del__(self):
        log.append("raising")
        raise ValueError("ignored")


class Resurrecting:
    def __del__(self):
        log.append("resurrecting")
        survivors.append(self)


class Spawning:
    def __init__(self, left):
        self.left = left

    def __del__(self):
        log.append("spawning")
        if self.left:
            Spawning(self.left - 1)


class Cyclic:
    def __init__(self):
        self.me = self

    def __del__(self):
        log.append("cyclic")
        del self.me


class Clearing:
    def __init__(self, items):
        self.items = items

    def __del__(self):
        self.items.clear()
        log.append("clearing")


def churn(make, count=200):
    """Makes garbage that no register or stack slot is likely to hold on to."""
    for _ in range(count):
        make()
    for _ in range(4):
        collect()


def most(name, count=200):
    return log.count(name) >= count * 0.9


def resurrect():
    churn(Resurrecting)
    names = {type(survivor).__name__ for survivor in survivors}
    count = log.count("resurrecting")
    survivors.clear()
    collect()
    return most("resurrecting"), names, log.count("resurrecting") - count <= 20


def raising():
    churn(Raising)
    return most("raising")


def spawning():
    churn(lambda: Spawning(2))
    return most("spawning", 500)


def cyclic():
    churn(Cyclic)
    return most("cyclic")


def clearing():
    items = [1, 2, 3]
    churn(lambda: Clearing(items))
    return most("clearing"), items


def deep_chain():
    chain = None
    for _ in range(300_000):
        chain = [chain]
    del chain
    collect()
    return "dropped"


def deep_chain_of_objects():
    class Link:
        def __init__(self, after):
            self.after = after

    chain = None
    for _ in range(300_000):
        chain = Link(chain)
    del chain
    collect()
    return "dropped"


def generator_with_finally():
    def generator():
        try:
            yield 1
        finally:
            log.append("finally")

    churn(lambda: next(generator()))
    return most("finally")


def delete_twice():
    value = Cyclic()
    del value
    del value


case("clearing", clearing)
case("resurrecting", resurrect)
case("spawning", spawning)
case("cyclic", cyclic)
case("chain of lists", deep_chain)
case("chain of objects", deep_chain_of_objects)
case("generators", generator_with_finally)
case("deleting twice", delete_twice)
