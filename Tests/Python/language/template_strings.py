"""Template strings (PEP 750): what they are made of, and how they are put together."""


def attempt(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)))
    except Exception as error:
        print(type(error).__name__, error)


width, name = 8, "world"
greeting = t"Hello {name!r:>{width}}, {name} and {name=}."
print(greeting)
print(greeting.strings, greeting.values, [part.conversion for part in greeting.interpolations])
print([part if isinstance(part, str) else part.expression for part in greeting])
Template, Interpolation = type(greeting), type(greeting.interpolations[0])
print(Template, Interpolation, Interpolation.__match_args__, type(iter(greeting)))
print(t"", list(t""), list(t"{1}{2}"), t"a" + t"{1}b" + t"c", (t"{1}" t"{2}").strings)
attempt(lambda: t"a" + "b")
attempt(lambda: "a" + t"b")
attempt(lambda: t"a" + 1)
attempt(lambda: Template("a", "b", Interpolation(1), Interpolation(2, "x", "r", ">5"), "c"))
attempt(lambda: Template())
attempt(lambda: Template(1))
attempt(lambda: Template(a=1))
for arguments in ((1,), (1, "x"), (1, "x", "s", ""), (1, "x", "z"), (), (1, 2), (1, "x", None, 5), (1, "x", 1)):
    attempt(Interpolation, *arguments)
attempt(setattr, greeting, "strings", ())
attempt(setattr, greeting.interpolations[0], "value", 1)
match greeting.interpolations[0]:
    case Interpolation(value, expression, conversion, specification):
        print(value, expression, conversion, specification)
print(t"a" == t"a", Template[int], Interpolation(1, "x").__reduce__()[1])
evaluated = []
later = t"{evaluated.append(1)}{evaluated.append(2)!s:{evaluated.append(3)}}"
print(evaluated, later.interpolations[1].format_spec, t"{{}}".strings, rt"\{1}".strings)
attempt(type, "Derived", (Template,), {})

# Pickling
reduced = t"a{1!r:x}b".__reduce__()
print(reduced[0].__name__, reduced[1][0], len(reduced[1][1]))
