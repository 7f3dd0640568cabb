"""Messages of failed attribute accesses, on instances, classes, modules and built-ins."""


def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Plain:
    value = 1

    def method(self):
        pass


class Slotted:
    __slots__ = ("x",)


class ReadOnly:
    @property
    def prop(self):
        return 1


def delete(target, name):
    delattr(target, name)


p = Plain()
attempt(lambda: p.missing)
attempt(lambda: Plain.missing)
attempt(lambda: p.method.missing)
attempt(lambda: Plain.method.missing)
attempt(lambda: (5).missing)
attempt(lambda: "text".missing)
attempt(lambda: None.missing)
attempt(lambda: [].push)
attempt(lambda: {}.has_key)
attempt(lambda: (lambda: 1).missing)
attempt(lambda: len.missing)
attempt(lambda: int.missing)
attempt(lambda: type.missing)
attempt(lambda: super(Plain, p).missing)
attempt(lambda: (x for x in ()).missing)
attempt(lambda: Slotted().x)
attempt(lambda: Slotted().y)
attempt(lambda: setattr(Slotted(), "y", 1))
attempt(lambda: delete(Slotted(), "x"))
attempt(lambda: setattr(ReadOnly(), "prop", 1))
attempt(lambda: delete(ReadOnly(), "prop"))
attempt(lambda: delete(p, "missing"))
attempt(lambda: delete(Plain, "missing"))
attempt(lambda: delete(p, "value"))
attempt(lambda: setattr(5, "x", 1))
attempt(lambda: setattr(int, "x", 1))
attempt(lambda: setattr(None, "x", 1))
attempt(lambda: setattr("", "x", 1))
attempt(lambda: setattr(len, "x", 1))
attempt(lambda: setattr(p.method, "x", 1))
attempt(lambda: setattr((1).__class__, "__name__", "x"))
attempt(lambda: setattr(5, "real", 1))
attempt(lambda: getattr(p, 5))
attempt(lambda: setattr(p, 5, 1))
attempt(lambda: getattr(p, "missing", "default"))
attempt(lambda: hasattr(p, "missing"))
attempt(lambda: setattr(p, "with space", 1) or getattr(p, "with space"))
