"""copy, pickle, pickletools, weakref, types, inspect, symtable, dataclasses: objects looked at from outside."""

import copy
import copyreg
import dataclasses
import enum
import functools
import gc
import inspect
import io
import pickle
import pickletools
import symtable
import types
import typing
import weakref
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from fractions import Fraction

Pair = namedtuple("Pair", "left right", defaults=[0])


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


class Node:
    def __init__(self, name, *children):
        self.name, self.children, self.parent = name, list(children), None
        for child in children:
            child.parent = self

    def __eq__(self, other):
        return isinstance(other, Node) and (self.name, self.children) == (other.name, other.children)

    __hash__ = None


class Slotted:
    __slots__ = ("x", "y", "__weakref__")

    def __init__(self, x):
        self.x = x


class Stateful:
    def __init__(self):
        self.value, self.handle = 5, object

    def __getstate__(self):
        return {"value": self.value}

    def __setstate__(self, state):
        self.__dict__.update(state, restored=True)


class Reduced:
    def __init__(self, *items):
        self.items = items

    def __reduce_ex__(self, protocol):
        return Reduced, self.items, {"protocol": protocol}


class Configured:
    def __new__(cls, size, *, unit):
        self = super().__new__(cls)
        self.size, self.unit = size, unit
        return self

    def __getnewargs_ex__(self):
        return (self.size,), {"unit": self.unit}


class Copied:
    def __copy__(self):
        return "shallow"

    def __deepcopy__(self, memo):
        return f"deep {len(memo)}"


class Special(list):
    label = None


@dataclasses.dataclass(order=True, frozen=True)
class Version:
    major: int
    minor: int = 0
    tags: tuple = dataclasses.field(default=(), compare=False)


def show(value):
    return {"__class__": type(value).__name__} | vars(value) if hasattr(value, "__dict__") and not isinstance(value, (enum.Enum, Version, Special)) else value


tree = Node("root", Node("a", Node("a1")), Node("b"))
special = Special([1, 2])
special.label = "L"
shared = [1]
VALUES = [None, True, 5, -1, 255, 65536, 2**31, -2**63, 2**70, 1.5, float("inf"), 2j, "", "text é \ud800"[:7], b"bytes", bytearray(b"ba"), (), (1,), (1, 2, 3), (1, 2, 3, 4), [1, [2, [3]]], {"k": {"v": 1}},
          {1}, frozenset({2}), range(3), slice(1, None), ..., NotImplemented, Pair(1), Colour.BLUE, Version(1, 2, ("x",)), special, Counter("aab"), defaultdict(list, k=[1]),
          deque([1, 2], 5), Fraction(1, 3), len, "abc".upper, Node, functools.partial(int, base=2), types.SimpleNamespace(q=1), ValueError("v", 1), [shared, shared], Stateful(), Reduced(1, 2), Configured(3, unit="m")]
for value in VALUES:
    line = []
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        try:
            data = pickle.dumps(value, protocol)
            again = pickle.loads(data)
            line.append(len(data))
        except Exception as error:
            line.append(f"{type(error).__name__}: {error}")
    print(repr(show(again)).partition(" at 0x")[0][:110], line)
print(pickle.loads(pickle.dumps(tree)) == tree, pickle.loads(pickle.dumps(tree)).children[0].parent.name)
again = pickle.loads(pickle.dumps([shared, shared]))
print(again[0] is again[1], vars(pickle.loads(pickle.dumps(special))), pickle.loads(pickle.dumps(Slotted(3), 2)).x)
for bad in [lambda: None, inspect.currentframe(), (n for n in ()), type("Local", (), {})(), open]:
    try:
        pickle.dumps(bad)
        print("pickled", bad)
    except Exception as error:
        print(type(error).__name__, str(error).partition(" at 0x")[0][:90])
for data in [b"cos\nnothing\n.", b"\x80\x09.", b"cnowhere\nx\n."]:
    try:
        print(data, pickle.loads(data))
    except Exception as error:
        print(data, type(error).__name__, error)
pickletools.dis(pickle.dumps({"k": [1, 2.5, (True, None)], "s": "text", "c": Colour.RED}, 4))
pickletools.dis(pickle.dumps([1, "x", b"y"], 0))
pickletools.dis(pickletools.optimize(pickle.dumps(["a", "a", Pair(1, 2)], 2)), annotate=40)


class Store(pickle.Pickler):
    def persistent_id(self, value):
        return ("node", value.name) if isinstance(value, Node) else None

    def reducer_override(self, value):
        return (eval, ("complex(0, 1)",)) if isinstance(value, Slotted) else NotImplemented


class Load(pickle.Unpickler):
    def persistent_load(self, identity):
        return f"<{identity[0]} {identity[1]}>"

    def find_class(self, module, name):
        if name not in ("eval", "OrderedDict"):
            raise pickle.UnpicklingError(f"{module}.{name} is forbidden")
        return super().find_class(module, name)


stream = io.BytesIO()
Store(stream).dump([tree, Slotted(1), OrderedDict(a=1)])
stream.seek(0)
print(Load(stream).load())
try:
    Load(io.BytesIO(pickle.dumps(Fraction(1, 2)))).load()
except pickle.UnpicklingError as error:
    print("UnpicklingError", error)
copyreg.pickle(Slotted, lambda slotted: (Slotted, (slotted.x * 10,)))
print(pickle.loads(pickle.dumps(Slotted(4))).x, copy.copy(Slotted(5)).x)

for value in [shared, [shared, shared], {"k": shared}, (1, shared), Pair(shared), special, deque([shared]), Copied(), Colour.RED, len, Node, ..., range(3), frozenset({1})]:
    shallow, deep = copy.copy(value), copy.deepcopy(value)
    print(type(value).__name__, shallow is value, deep is value, repr(deep)[:50])
twice = copy.deepcopy([shared, shared])
print(twice[0] is twice[1], copy.deepcopy(tree) == tree, copy.deepcopy(tree).children[0].parent.name, copy.replace(Version(1), minor=5), copy.replace(Pair(1), right=9))
loop = []
loop.append(loop)
print(copy.deepcopy(loop)[0][0] is not loop, Version(1, 2) < Version(1, 3), {Version(1): 1}[Version(1, 0, ("t",))])
for wrong in [lambda: copy.replace(5), lambda: copy.replace(Version(1), nope=2), lambda: copy.copy(memoryview(b"x")), lambda: copy.deepcopy((n for n in ()))]:
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)

# Weak references
first, second = Slotted(1), Slotted(2)
events = []
reference = weakref.ref(first, lambda _: events.append("gone"))
mapping = weakref.WeakValueDictionary(one=first, two=second)
keys = weakref.WeakKeyDictionary({first: "first", second: "second"})
weak_set = weakref.WeakSet([first, second])
weakref.finalize(first, events.append, "finalized")
proxy = weakref.proxy(second)
print(reference() is first, len(mapping), len(keys), len(weak_set), proxy.x, sorted(mapping), weakref.getweakrefcount(second) > 0)
del first
gc.collect()
print(reference(), sorted(events), list(mapping), list(keys.values()), len(weak_set))
method = weakref.WeakMethod(tree.__eq__)
print(method()(tree))
del second
gc.collect()
for use in [lambda: proxy.x, lambda: weakref.ref(5), lambda: mapping["two"], lambda: weakref.proxy([])]:
    try:
        print(use())
    except Exception as error:
        print(type(error).__name__, error)

# inspect


def sample(a, b: int, /, c=1, *args: str, d, e: "list[int]" = None, **rest) -> typing.Optional[int]:
    """Says nothing.

        Indented.
    """
    local = a
    return lambda: local


class Base:
    """The base."""

    @property
    def value(self): ...

    @classmethod
    def make(cls, x: int = 3): ...

    @staticmethod
    def plain(): ...

    async def run(self): yield


class Derived(Base):
    def make(self): ...


signature = inspect.signature(sample)
print(signature, [(p.name, p.kind.description, p.default is p.empty) for p in signature.parameters.values()], signature.return_annotation)
print(signature.bind(1, 2, 3, 4, d=5, z=6).arguments, signature.replace(parameters=list(signature.parameters.values())[:2]), inspect.signature(Base.make), inspect.signature(Version), inspect.signature(Node), inspect.signature(functools.partial(sample, 1, d=2)))
for arguments in [((1,), {}), ((1, 2), {"d": 1, "a": 2}), ((1, 2), {})]:
    try:
        print(signature.bind(*arguments[0], **arguments[1]))
    except TypeError as error:
        print("TypeError", error)
print(repr(inspect.getdoc(sample)), inspect.getdoc(Derived.make), inspect.getdoc(Derived), inspect.isasyncgenfunction(Base.run), inspect.isgeneratorfunction(sample), inspect.getmro(Derived))
print(inspect.getsource(Colour), inspect.getsourcelines(Derived.make), inspect.getclosurevars(sample(1, 2, d=3)), inspect.cleandoc(" a\n   b\n    c"))
print([(a.name, a.kind, a.defining_class.__name__) for a in inspect.classify_class_attrs(Derived) if not a.name.startswith("__")], inspect.getattr_static(Derived, "make").__name__, inspect.unwrap(functools.wraps(sample)(lambda: 0)) is sample)
print([name for name, _ in inspect.getmembers(Derived, inspect.isfunction)], inspect.getcallargs(sample, 1, 2, d=3), inspect.getfullargspec(sample), typing.get_type_hints(sample))
generator = (n for n in range(2))
print(inspect.getgeneratorstate(generator), next(generator), inspect.getgeneratorstate(generator), inspect.getgeneratorlocals(generator)["n"], inspect.stack()[0].function, inspect.currentframe().f_lineno)

# symtable
table = symtable.symtable("import os\nx = 1\ndef f(a, *b):\n    global g\n    y = [x for x in a]\n    def h():\n        nonlocal y\n        y = z\n    return h\nclass C[T]:\n    m: int\n    def n(self): return __class__\n", "<table>", "exec")


def describe(scope, depth=0):
    print("  " * depth + f"{scope.get_type()} {scope.get_name()} {scope.get_lineno()} nested={scope.is_nested()} optimized={scope.is_optimized()}")
    for symbol in sorted(scope.get_symbols(), key=lambda symbol: symbol.get_name()):
        facts = [fact for fact in ("referenced", "imported", "parameter", "global", "declared_global", "local", "free", "nonlocal", "assigned", "namespace", "annotated", "type_parameter", "comp_iter") if getattr(symbol, f"is_{fact}")()]
        print("  " * depth + f"  {symbol.get_name()}: {', '.join(facts)}")
    for child in scope.get_children():
        describe(child, depth + 1)


describe(table)
function = table.lookup("f").get_namespace()
print(function.get_parameters(), function.get_locals(), function.get_frees(), function.get_globals(), table.lookup("C").get_namespaces())
