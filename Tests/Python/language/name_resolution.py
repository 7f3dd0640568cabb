"""Names: local, enclosing, global and built-in, and the errors of each."""
x = "module"


def reads():
    return x


def shadows(x):
    return x


def declares():
    global x, fresh
    x = "declared"
    fresh = "new"


def unbound():
    try:
        return x
    except UnboundLocalError as error:
        return str(error)
    x = 1


def shadows_builtin():
    len = lambda value: "mine"
    return len([1])


print(reads(), shadows("argument"), unbound(), shadows_builtin(), len([1]))
declares()
print(x, fresh)
del fresh
try:
    fresh
except NameError as error:
    print(error, error.name)
len = lambda value: "module's"
print(len([]))
del len
print(len([]))
try:
    del len
except NameError as error:
    print(error)


def outer():
    level = "outer"

    def middle():
        def inner():
            nonlocal level
            level = "inner"
            return level

        inner()
        return level

    return middle(), level


print(outer())


class Body:
    x = x + " in class"
    inner = [x]

    def method(self):
        return x


print(Body.x, Body.inner, Body().method())
namespace = {"a": 1}
exec("b = a + 1\ndef f(): return a + b", namespace)
print(namespace["b"], namespace["f"](), "__builtins__" in namespace)
local = {}
exec("c = 1\nclass K: d = 2", {}, local)
print(local["c"], local["K"].d)
print(eval("[a for a in range(n)]", {"n": 3}), eval("x"), sorted(k for k in globals() if not k.startswith("_"))[:4])


def local_names(a, b=2):
    c = 3
    if False:
        d = 4
    return locals()


print(local_names(1), __name__, __doc__ is not None)
for source in (
    "def f(x): global x", "def f():\n x = 1\n global x", "nonlocal x", "def f(): nonlocal nope", "def f(a, a): pass",
    "return 1", "break", "yield 1", "class C: return", "def f():\n print(y)\n nonlocal y", "await x", "continue",
    "def f(x):\n def g():\n  nonlocal x\n  global x", "lambda x, x: 1", "def __debug__(): pass", "__debug__ = 1",
):
    try:
        compile(source, "s", "exec")
        print("fine")
    except SyntaxError as error:
        print(error.msg, error.lineno, error.offset)
