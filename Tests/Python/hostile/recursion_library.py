"""Recursion without end through the library: each ends in RecursionError, and the program goes on."""

import ast
import copy
import json
import pickle
import re
import sys


def case(name, action):
    try:
        action()
    except RecursionError:
        print(name, "RecursionError")
    except (MemoryError, ValueError, SyntaxError) as error:
        print(name, type(error).__name__)
    else:
        print(name, "no exception")


def nested(depth, make):
    value = make(None)
    for _ in range(depth):
        value = make(value)
    return value


lists = nested(100_000, lambda inner: [inner])
dicts = nested(100_000, lambda inner: {"a": inner})
cycle = []
cycle.append(cycle)


class Deep:
    def __init__(self, inner):
        self.inner = inner

    def __deepcopy__(self, memo):
        return Deep(copy.deepcopy(self.inner, memo))

    def __reduce__(self):
        return Deep, (self.inner,)


objects = nested(50_000, Deep)

case("json.dumps of lists", lambda: json.dumps(lists))
case("json.dumps of dicts", lambda: json.dumps(dicts, indent=1))
case("json.dumps of a cycle", lambda: json.dumps(cycle))
case("json.dumps of a cycle unchecked", lambda: json.dumps(cycle, check_circular=False))
case("json.loads", lambda: json.loads("[" * 200_000 + "]" * 200_000))
case("json.loads of objects", lambda: json.loads('{"a":' * 200_000))
case("pickle.dumps", lambda: pickle.dumps(objects))
case("copy.deepcopy of lists", lambda: copy.deepcopy(lists))
case("copy.deepcopy of objects", lambda: copy.deepcopy(objects))
case("re.compile of groups", lambda: re.compile("(" * 50_000 + ")" * 50_000))
case("ast.literal_eval", lambda: ast.literal_eval("-" * 100_000 + "1"))
case("ast.parse", lambda: ast.parse("(" * 100_000 + ")" * 100_000))


def tree(depth):
    place = {"lineno": 1, "col_offset": 0, "end_lineno": 1, "end_col_offset": 1}
    node = ast.Constant(1, **place)
    for _ in range(depth):
        node = ast.UnaryOp(ast.USub(), node, **place)
    return ast.Expression(node)


case("compile of a tree", lambda: compile(tree(100_000), "tree", "eval"))
case("ast.dump", lambda: ast.dump(tree(100_000)))
case("ast.unparse", lambda: ast.unparse(tree(100_000)))

sys.setrecursionlimit(10**9)


class Door:
    def __getattr__(self, name):
        return getattr(self, name)


case("through __getattr__", lambda: Door().a)
case("through repr", lambda: repr(lists))


def key(x):
    return sorted([1, 2], key=key)


case("through sorted", lambda: key(1))
print("alive")
