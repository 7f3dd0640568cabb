"""`types.SimpleNamespace` and mapping proxies."""

def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")



import sys

Proxy = type(int.__dict__)
Namespace = type(sys.implementation)
attempt(lambda: Namespace(a=1, b=2))
attempt(lambda: Namespace({"a": 1}, b=2))
attempt(lambda: Namespace([("a", 1)]))
attempt(lambda: Namespace(1))
attempt(lambda: Namespace({1: 2}))
attempt(lambda: Namespace(1, 2))
attempt(lambda: (Namespace(a=1) == Namespace(a=1), Namespace(a=1) != Namespace(b=1), Namespace(a=1) == 1))
attempt(lambda: Namespace(a=1).__reduce__())
attempt(lambda: Namespace(a=1).__replace__(b=2))
attempt(lambda: Namespace(a=1).__replace__(1))
attempt(lambda: hash(Namespace()))
attempt(lambda: Namespace().x)
attempt(lambda: vars(Namespace(a=1)))
attempt(lambda: (Namespace.__name__, Namespace.__module__, Namespace))


class Derived(Namespace):
    pass


n = Namespace()
n.n = n
d = Derived(q=1)
d.d = d
print(n, d)
del n.n
print(n, vars(n))

attempt(lambda: Proxy({"a": 1}) | {"b": 2})
attempt(lambda: {"b": 2} | Proxy({"a": 1}))
attempt(lambda: Proxy({"a": 1}) | Proxy({"b": 1}))
attempt(lambda: Proxy({"a": 1}) | [])
attempt(lambda: Proxy(5))
attempt(lambda: Proxy([1, 2]))
attempt(lambda: Proxy())
attempt(lambda: Proxy({"a": 1})["b"])
attempt(lambda: Proxy({"a": 1}).__setitem__)
attempt(lambda: exec("p[1] = 2", {"p": Proxy({})}))
attempt(lambda: exec("del p[1]", {"p": Proxy({})}))
attempt(lambda: exec("p |= {}", {"p": Proxy({})}))
attempt(lambda: hash(Proxy({})))
attempt(lambda: (Proxy({"a": 1}).get("b"), Proxy({"a": 1}).get("b", 3), Proxy({"a": 1}).get("a")))
attempt(lambda: list(reversed(Proxy({"a": 1, "b": 2}))))
attempt(lambda: (Proxy({"a": 1}) == {"a": 1}, Proxy({"a": 1}) == Proxy({"a": 1}), Proxy({}) != {}))
attempt(lambda: Proxy({"a": 1}) < Proxy({"a": 1}))
attempt(lambda: str(Proxy({"a": 1})))
attempt(lambda: (Proxy({"a": 1}), Proxy({"a": 1}).copy(), Proxy({"a": 1}).items(), len(Proxy({"a": 1})), "a" in Proxy({"a": 1})))
attempt(lambda: Proxy[int])
attempt(lambda: Proxy(Proxy({"a": 1})))
attempt(lambda: type("P", (Proxy,), {}))


class Counting(dict):
    def __missing__(self, key):
        return "missing " + key

    def get(self, key, default=None):
        return "got " + key


attempt(lambda: (Proxy(Counting())["x"], Proxy(Counting()).get("y")))
