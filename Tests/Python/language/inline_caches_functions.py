# Functions get other code, and code other globals, after the places that call them are specialised.


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def warm(function, *arguments):
    for _ in range(40):
        result = function(*arguments)
    return result


def target(a):
    return a, "first code"


def call_target():
    return target(1)


print(warm(call_target))
target.__code__ = (lambda a: f"another code {a}").__code__
print(warm(call_target))
target.__code__ = (lambda a, *, k: (a, k)).__code__
print(attempt(call_target))
target.__kwdefaults__ = {"k": "keyword"}
print(warm(call_target))
target.__code__ = (lambda *rest: rest).__code__
print(warm(call_target))



class Speaker:
    def speak(self):
        return "first code"


def speak(speaker):
    return speaker.speak()


print(warm(speak, Speaker()))
Speaker.speak.__code__ = (lambda self: "another code").__code__
print(warm(speak, Speaker()))


class Made:
    def __init__(self, value):
        self.value = value


def make():
    return Made(1)


print(warm(make).__dict__)
Made.__init__.__code__ = (lambda self, value, more=2: setattr(self, "other", value)).__code__
print(attempt(make))
Made.__init__.__defaults__ = (2,)
print(warm(make).__dict__)


# A call that runs goes on with the code that it began with.
def replaces_itself(n):
    replaces_itself.__code__ = (lambda n: f"new code {n}").__code__
    return replaces_itself(n), n


print(replaces_itself(5))


def free():
    return None


def closing(x):
    return lambda: x


try:
    free.__code__ = closing(1).__code__
except ValueError as error:
    print("ValueError:", error)
try:
    free.__code__ = "text"
except TypeError as error:
    print("TypeError:", error)
try:
    del free.__code__
except TypeError as error:
    print("TypeError:", error)


# One code object in functions with different globals and built-ins.
functions = []
for number in range(3):
    namespace = {"number": number}
    exec("def f():\n    return number, len('abc')\nfor _ in range(40): f()", namespace)
    functions.append(namespace["f"])
shared = type(functions[0])(functions[0].__code__, {"number": "of other globals", "len": max})
print(warm(shared), functions[0](), warm(functions[1]))
own_builtins = {"__builtins__": {"len": lambda x: "of own built-ins"}, "number": 5}
isolated = type(functions[0])(functions[0].__code__, own_builtins)
print(warm(isolated), functions[0](), attempt(lambda: warm(isolated)))
