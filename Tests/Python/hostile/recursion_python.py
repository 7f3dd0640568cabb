"""Endless recursion of Python functions in every form of call."""


def case(name, action):
    """Prints one line: how the action ended. How deep it came, and thus the message, is the interpreter's affair."""
    try:
        action()
    except BaseException as error:
        print(f"{name}: {type(error).__name__}")
    else:
        print(f"{name}: done")


def function(n=0):
    return function(n + 1)


def first(*arguments, **keywords):
    return second(*arguments, **keywords)


def second(*arguments, **keywords):
    return first(*arguments, **keywords)


def generator():
    yield from generator()


def comprehension():
    return [comprehension() for _ in range(1)]


def guarded():
    try:
        return guarded()
    finally:
        pass


def decorated(function):
    return lambda: decorated(function)()


async def coroutine():
    await coroutine()


class Holder:
    def method(self):
        return self.method()

    @classmethod
    def class_method(cls):
        return cls.class_method()

    @staticmethod
    def static_method():
        return Holder.static_method()

    @property
    def prop(self):
        return self.prop


def handle_again():
    try:
        handle_again()
    except RecursionError:
        raise


def with_statement():
    with Manager():
        pass


class Manager:
    def __enter__(self):
        with_statement()

    def __exit__(self, *details):
        return False


case("function", function)
case("function called by keyword", lambda: first(1, key=2))
case("generator", lambda: list(generator()))
case("comprehension", comprehension)
case("finally", guarded)
case("closure", decorated(1))
case("coroutine", lambda: coroutine().send(None))
case("method", lambda: Holder().method())
case("classmethod", Holder.class_method)
case("staticmethod", Holder.static_method)
case("property", lambda: Holder().prop)
case("except and raise", handle_again)
case("with", with_statement)


def depth():
    try:
        return 1 + depth()
    except RecursionError:
        return 1


depths = [depth() for _ in range(3)]
print("the same depth each time:", max(depths) - min(depths) <= 2, "and deep enough:", min(depths) > 500)
