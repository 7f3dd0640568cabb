"""Recursion through repr, str, format and print."""


def case(name, action):
    """Prints one line: how the action ended. How deep it came, and thus the message, is the interpreter's affair."""
    try:
        action()
    except BaseException as error:
        print(f"{name}: {type(error).__name__}")
    else:
        print(f"{name}: done")


def nest(wrap, levels=200_000):
    value = wrap(0)
    for _ in range(levels):
        value = wrap(value)
    return value


class Repr:
    def __repr__(self):
        return repr(self)


class Str:
    def __str__(self):
        return f"<{self}>"


class Format:
    def __format__(self, specification):
        return format(self, specification)


class Container:
    def __repr__(self):
        return f"Container({[self]})"


class Percent:
    def __str__(self):
        return "%s" % (self,)


class Unrepresentable(Exception):
    def __str__(self):
        return str(self)


case("list", lambda: repr(nest(lambda v: [v])))
case("tuple", lambda: repr(nest(lambda v: (v,))))
case("dict", lambda: repr(nest(lambda v: {1: v})))
case("dict view", lambda: repr(nest(lambda v: {1: v}.values())))
case("slice", lambda: repr(nest(lambda v: slice(v))))
case("exception", lambda: repr(nest(ValueError)))
case("__repr__", lambda: repr(Repr()))
case("__str__", lambda: str(Str()))
case("__format__", lambda: format(Format()))
case("__repr__ by way of a list", lambda: repr(Container()))
case("__str__ by way of %", lambda: str(Percent()))
case("str of an exception", lambda: str(Unrepresentable()))

ring = [1]
ring.append(ring)
mapping = {"self": None}
mapping["self"] = mapping
pair = ([],)
pair[0].append(pair)
print(ring, mapping, pair, [ring, mapping])
