"""Exception groups: `except*`, splitting, subgroups, nesting and derived groups."""


def handle(raised):
    trace = []
    try:
        try:
            raise raised
        except* ValueError as group:
            trace.append(("values", group.exceptions))
        except* (TypeError, KeyError) as group:
            trace.append(("types", group.exceptions))
        else:
            trace.append("else")
        finally:
            trace.append("finally")
    except BaseException as rest:
        trace.append(("rest", repr(rest)))
    return trace


print(handle(ExceptionGroup("g", [ValueError(1), TypeError(2)])))
print(handle(ExceptionGroup("g", [ValueError(1), OSError(2)])))
print(handle(ExceptionGroup("g", [ExceptionGroup("in", [ValueError(1), KeyError(2)]), ValueError(3)])))
print(handle(ValueError("single")))
print(handle(OSError("unmatched")))
print(handle(BaseExceptionGroup("b", [ValueError(1), KeyboardInterrupt()])))
g = ExceptionGroup("top", [ValueError(1), ExceptionGroup("in", [TypeError(2), ValueError(3)]), OSError(4)])
print(g, repr(g), str(g), g.message, g.exceptions, g.args)
print(g.split(ValueError))
print(g.subgroup((TypeError, OSError)), g.subgroup(lambda e: "3" in str(e)), g.subgroup(KeyError))
print(g.split(lambda e: isinstance(e, ExceptionGroup)), g.derive([ValueError(9)]))
print(type(BaseExceptionGroup("x", [ValueError()])).__name__, type(BaseExceptionGroup("x", [SystemExit()])).__name__)
print(isinstance(g, Exception), ExceptionGroup.__mro__)


class Mine(ExceptionGroup):
    def derive(self, exceptions):
        return Mine(self.message + "'", exceptions)


match, rest = Mine("mine", [ValueError(1), TypeError(2)]).split(TypeError)
print(repr(match), repr(rest))


def raise_inside():
    try:
        try:
            raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
        except* ValueError:
            raise KeyError("new")
    except BaseException as error:
        return error


print(repr(raise_inside()), repr(raise_inside().exceptions[0].__context__))


def reraise_inside():
    try:
        try:
            raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
        except* ValueError:
            raise
    except BaseException as error:
        return error


print(repr(reraise_inside()))
try:
    pass
except* ValueError:
    print("never")
else:
    print("else")
for body in ("return", "break", "continue"):
    try:
        compile(f"def f():\n  for x in y:\n    try: pass\n    except* ValueError: {body}", "s", "exec")
    except SyntaxError as error:
        print(error.msg)
