"""Dicts: order, methods, views, merging, missing keys and equality."""

d = {"b": 1, "a": 2}
d["c"] = 3
d["b"] = 10
print(d, list(d), len(d), d["a"], d.get("x"), d.get("x", 0), "a" in d, "x" not in d, d.keys(), d.values(), d.items())
del d["b"]
d["b"] = 4
print(d, d.pop("a"), d.pop("a", "gone"), d.popitem(), d, d.setdefault("n", []), d.setdefault("n", 5), d)
d.update({"x": 1}, y=2)
d.update([("z", 3), ("x", 9)])
d |= {"w": 0}
print(d, d | {"c": 0}, {"c": 0} | d, {**d, "c": 1}, dict(d, q=1), dict([(1, 2)]), dict(a=1))
print(dict(zip("ab", (1, 2))), dict.fromkeys("ab"), dict.fromkeys([1], 0))
print(d.copy() == d, d.copy() is d, {} == {}, {1: 2} == {1.0: 2.0}, {1: 2} != {1: 3})
print({"a": 1, "b": 2} == {"b": 2, "a": 1}, bool({}), not {1: 1})
print(list(reversed(d)), list(reversed(d.items()))[0], list(reversed(d.values()))[0], sorted(d), max(d))
print(next(iter(d)), [*d], {*d} == set(d))
k = d.keys()
d["new"] = 1
print("new" in k, len(k), k & {"x", "new"} == {"x", "new"}, k - {"x"} == set(d) - {"x"})
print(k | {"q"} == set(d) | {"q"}, k ^ d.keys(), k.isdisjoint({"nope"}), k == set(d), k >= {"x"})
print(k.mapping["new"])
print(("x", 9) in d.items(), ("x", 0) in d.items(), 9 in d.values(), d.items() & {("x", 9)})
print(d.values() == d.values(), {1: 1}.items() == {1: 1}.items())
d.clear()
print(d, {1: "int", 1.0: "float", True: "bool"}, {None: 0, (): 1, "": 2, 0: 3, False: 4}, {(1, 2): "t"}[(1, 2)])
print({float("nan"): 1})
big = {i: i * i for i in range(1000)}
for i in range(0, 1000, 3):
    del big[i]
for i in range(0, 1000, 6):
    big[i] = -i
print(len(big), list(big)[:5], list(big)[-3:], sum(big), sum(big.values()), 999 in big, 998 in big, big[6], big.get(3))
nested = {"a": {"b": {"c": 1}}}
nested["a"]["b"]["c"] += 1
nested["a"]["self"] = nested
print(nested, len(nested["a"]["self"]["a"]))


class Default(dict):
    def __missing__(self, key):
        self[key] = value = [key]
        return value


m = Default(a=1)
print(m["a"], m["b"], m, m.get("c"), "c" in m, type(m.copy()), m == {"a": 1, "b": ["b"]}, isinstance(m, dict))
print(repr(m), type(m | {}))


class Loud(dict):
    def __setitem__(self, key, value):
        super().__setitem__(key, value * 2)


loud = Loud(a=1)
loud["b"] = 1
loud.update(c=1)
print(loud, loud | {"d": 1}, dict(loud))
mapping = {}
mapping["x"], mapping["y"] = 1, 2
for mapping["i"] in range(3):
    pass
print(mapping, {x: y for x, y in zip("ab", "cd")}, {**{"a": 1}, "a": 2, **{"a": 3}}, list({"a": 1}.items()))
print(dict(sorted({"b": 1, "a": 2}.items())))


def attempt(action):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


attempt(lambda: {}["missing"])
attempt(lambda: {}[1, 2])
attempt(lambda: {}.pop("missing"))
attempt(lambda: {}.popitem())
attempt(lambda: {[]: 1})
attempt(lambda: {}[[]])
attempt(lambda: {}.get([]))
attempt(lambda: hash({}))
attempt(lambda: dict(5))
attempt(lambda: dict(["ab", "c"]))
attempt(lambda: dict([1]))
attempt(lambda: {} | [])
attempt(lambda: {} < {})
attempt(lambda: {} + {})
attempt(lambda: {}.update(5))
attempt(lambda: dict(**{1: 2}))
attempt(lambda: {}.fromkeys(5))
attempt(lambda: exec("del d['nope']", {"d": {}}))
attempt(lambda: {}.keys()[0])
attempt(lambda: {}.missing)
