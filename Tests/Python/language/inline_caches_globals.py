# Global variables, built-ins and variables of modules change after the places that read them are specialised.


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def warm(function, *arguments):
    for _ in range(40):
        result = function(*arguments)
    return result


def length(x):
    return len(x)


print(warm(length, "abc"))
len = lambda x: "a global shadows the built-in"
print(length("abc"))
del len
print(length("abc"))
globals()["len"] = lambda x: "through globals()"
print(length("abc"))
globals().pop("len")
print(length("abc"))
__builtins__.len = lambda x: "another built-in"
print(length("abc"))
del __builtins__.len
print(attempt(length, "abc"))
__builtins__.len = lambda x: "a new built-in"
print(length("abc"))

counter = 0


def count():
    global counter
    counter += 1
    return counter


print(warm(count))
counter = "text"
print(attempt(count))
del counter
print(attempt(count))
counter = 1.5
print(count())
globals()["counter"] = 10
print(count(), globals()["counter"])
globals().update(counter=20)
print(count())


def define():
    global fresh
    fresh = "stored"


def undefine():
    global fresh
    del fresh


for _ in range(40):
    define()
    undefine()
print(attempt(undefine))
define()
print(fresh)


# A name that does not exist yet, in the globals and in the built-ins.
def late():
    return arrives_late


print(attempt(late), attempt(late))
__builtins__.arrives_late = "as a built-in"
print(warm(late))
arrives_late = "as a global"
print(late())
del arrives_late
print(late())
del __builtins__.arrives_late
print(attempt(late))

# The same code in several namespaces.
code = compile(
    "total = 0\nfor i in range(40):\n    total += i * factor\ndef f():\n    return total, factor\nresult = f()",
    "<code>",
    "exec",
)
first, second = {"factor": 1}, {"factor": 10}
exec(code, first)
exec(code, second)
print(first["result"], second["result"])
print(warm(first["f"]), warm(second["f"]))
first["factor"] = "changed"
del second["total"]
print(first["f"](), attempt(second["f"]))
# The function's globals are not where its module's body stored.
print(attempt(exec, code, {"factor": 2}, second), second["total"])

functions = []
for number in range(3):
    namespace = {"number": number}
    exec("def f():\n    return number, len('abc')\nfor _ in range(40): f()", namespace)
    functions.append(namespace["f"])
print([f() for f in functions])

# Class bodies and code with a local mapping read the mapping first.
label = "global"
seen = []
for number in range(40):

    class Body:
        if number % 3 == 0:
            label = number
        seen.append(label)


print(seen[:6], seen[-1])


class Mapping(dict):
    def __missing__(self, key):
        if key == "x":
            return 99
        raise KeyError(key)


expression = compile("x", "<expression>", "eval")
x = "global x"
print([eval(expression) for _ in range(40)][-1])
print(eval(expression, globals(), Mapping()), eval(expression, globals(), {"x": "local"}), eval(expression, {"x": 3}))
print(attempt(eval, expression, {}), eval(expression))

# Variables of modules, read as attributes.
module = type(__builtins__)("module")
module.value = 1
module.function = lambda: "function of the module"


def read():
    return module.value


def call():
    return module.function()


def write(value):
    module.value = value


print(warm(read), warm(call))
warm(write, 2)
print(read())
module.value = 3
module.function = lambda: "replaced"
print(read(), call())
del module.value, module.function
print(attempt(read), attempt(call))
module.__getattr__ = lambda name: f"<{name}>"
print(read())
module.value = "back"
module.__dict__["function"] = lambda: "back too"
print(read(), call())
write("written")
print(module.__dict__["value"], read())
module.__dict__.clear()
print(attempt(read))
module.value = 5
print(warm(read))
another = type(module)("another")
another.value = "of another module"
module = another
print(read(), attempt(call))


class Special(type(module)):
    value = property(lambda self: "a property of the module's class")


print(warm(read))
# CPython's own caches miss a module's change of class: a place that has none yet shows what is meant.
module.__class__ = Special
print(eval("module.value"))
module.__class__ = type(__builtins__)
print(eval("module.value"), warm(read))
