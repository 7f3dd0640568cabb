"""Random programs for `fuzz.py` and `force_exits.py`.

A program has a few functions, called several times each. Their variables are ints beyond 64 bits, floats with NaN and
infinities, text, lists, tuples, dicts and objects, and change kind midway; with loops, exceptions, `finally`, `with`,
generators, closures, stars, containers that are changed while they are gone over, classes and globals that are changed
while what uses them is hot, and collections. Whatever it does, it prints the same under every implementation: no list is
asked for a NaN, say, since equal floats are one object in Taipan and may be several in CPython.
"""

import random

PRELUDE = '''
import gc
class Box:
    kind = "box"
    def __init__(self, value, other=1): self.value = value; self.other = other
    def get(self): return self.value
    def named(self, a=1, b=2, *, c=3): return a if c else b
    def add(self, more): self.value = self.value + more; return self
    def mix(self, a, b): return self.other * a - b
    @property
    def both(self): return self.value if self.other is None else self.other
    @classmethod
    def make(cls, *args, **names): return cls(*args, **names)
    @staticmethod
    def pick(a, b): return a if a == a else b
    def __add__(self, more): return Box(self.value + (more.value if isinstance(more, Box) else more), self.other)
    def __sub__(self, more): return self.value - more if more != 3 else NotImplemented
    def __rsub__(self, less): return 11
    def __mul__(self, more): return NotImplemented if isinstance(more, float) else self.mix(more, 1)
    def __eq__(self, more): return self.value == more.value if isinstance(more, Box) else NotImplemented
    def __lt__(self, more): return False if more is None else self.value < (more.value if isinstance(more, Box) else more)
    def __len__(self): return 3
    def __getitem__(self, index):
        if index > 2: raise IndexError(index)
        return self.value if index else self.other
    __hash__ = None
class Pair(Box):
    __slots__ = ()
    def get(self): return self.other
    def mix(self, a, b): return super().mix(b, a)
    def __rmul__(self, less): return 5
class Guard:
    def __init__(self, box, swallows): self.box = box; self.swallows = swallows
    def __enter__(self): self.box.depth = 1; return self.box
    def __exit__(self, kind, error, trace): self.box.depth = 2; return self.swallows and kind is not None
def helper(a, b=2): return a + b if a is not None else b
def named(a, /, b, *, c=1, **more): return (a if b else c) if not more else len(more)
def three(a, b=2, c=3): return a, b, c
def rest(a, *more, key=0): return a, len(more), key
def adder(n): return lambda x: x + n
def star(*args, **names): return len(args) * 10 + len(names)
def apply(function, *args): return function(*args)
def collect(): gc.collect()
def rare(x):
    if x == 7: raise ValueError(x)
    return x
def picky(x):
    if type(x) is int and x & 1: raise ValueError(x)
    return x
class Picky:
    def __init__(self, x): self.x = picky(x)
    def take(self, x): return picky(x) if self.x == 2 else x
    def __add__(self, x):
        if x == 1: raise ValueError(x)
        return self.x
    @property
    def even(self):
        if self.x == 1: raise ValueError(self.x)
        return self.x
def count(start, n):
    for i in range(n):
        got = yield start
        start = start + 1 if got is None else got
    # Not where the generator is left alone: when that ends is up to the implementation.
    LOG.append(n)
def chain(a, n):
    yield a
    done = yield from count(a, n)
    yield done
def first(iterable, default):
    for item in iterable: return item
    return default
UPPER, SPLIT, COUNT, BIT_LENGTH, GET = str.upper, str.split, str.count, int.bit_length, dict.get
LOG = []
def text_of(v):
    if isinstance(v, Box): return (type(v).__name__, text_of(v.__dict__.get("value")), text_of(v.__dict__.get("other")))
    if isinstance(v, (list, tuple)): return [type(v).__name__, *map(text_of, v)]
    if isinstance(v, dict): return sorted((text_of(k), text_of(x)) for k, x in v.items())
    return ascii(v)
def show(value): print(str(text_of(value))[:900], len(LOG))
def guarded(function, a, b, c, items, kind, value, table):
    try: show(function(a, b, c, items, kind(value), table))
    except Exception as error: print(type(error).__name__, str(error).split(" at 0x")[0][:100], type(error.__context__).__name__)
'''

INTEGERS = (
    "0", "1", "2", "3", "7", "-1", "-3", "10", "255", "2**31", "2**62 - 1", "2**62", "-2**62", "-2**63", "2**64 + 1", "10**20",
    "True")
REALS = ("0.5", "1.5", "-0.0", "0.0", "1e300", "-1e-300", "2.0", "1e-3", "float('inf')", "float('nan')", "2.0**53", "5e-324")
TEXTS = ("'abc'", "''", "'\\xe9t\\xe9'", "'x' * 3", "text")
PLACES = ("0", "1", "-1", "i % 4", "i", "-2")
ITERABLES = (
    "range(5)", "range(30)", "range(3, -4, -2)", "items", "pair", "list(items)", "text", "enumerate(pair)", "(x for x in pair)",
    "count(a, 4)", "chain(b, 2)", "zip(items, pair)", "reversed(items)", "table", "list(table.values())", "items[1:]", "box",
    "[q for q in items if q]", "long[:9]", "b'ab\\xff'", "map(helper, pair)", "sorted(table)", "range(a % 5 if type(a) is int else 2)")
STARTS = ("0", "0", "1", "-5", "2**24 - 4", "-2**24", "2**25 - 2", "2**31", "2**53 - 3", "2**61", "2**62 - 9", "-2**62", "2**70")
PAIRS = (
    "enumerate(items)", "enumerate(pair, a)", "enumerate(items, 2**62 - 2)", "zip(items, pair)", "zip(range(20), items)", "table.items()",
    "enumerate(text)", "enumerate(b'ab\\xff', a)", "enumerate(bytearray(items[:0]) or text)", "zip(items, count(a, 3))", "enumerate(x for x in pair)", "zip(text, items)", "list(table.items())", "[pair] * 3", "enumerate(box)",
    "zip(items, items, strict=True)", "zip(items, pair, strict=True)", "enumerate(reversed(items))", "zip(shared, shared)")
CAUGHT = ("Exception", "ZeroDivisionError", "(TypeError, ValueError)", "ArithmeticError", "LookupError")
# What happens to classes and functions, between calls or in the midst of one.
CHANGES = (
    "Box.get = lambda self: 1.5", "Box.value = property(lambda self: 4)", "Pair.mix = Box.mix", "Box.other = 9",
    "Box.__add__ = lambda self, more: self", "del Pair.__rmul__", "Box.__getattr__ = lambda self, name: 3",
    "Pair.get = Box.get", "Box.mix = lambda self, a, b: a", "Box.kind = 2.5", "Box.__len__ = lambda self: 0",
    "Box.both = 7", "Guard.__exit__ = lambda *args: False", "Box.__eq__ = lambda self, more: more",
    "Box.__init__ = lambda self, value, other=2: setattr(self, 'value', value)", "Picky.__add__ = lambda self, more: picky(more)",
    "Picky.take = lambda self, x: rare(x)")
GLOBAL_CHANGES = (
    "GLOBAL = 2.5", "GLOBAL = None", "helper = lambda a, b=1: b", "def rare(x): return x", "helper.__defaults__ = (3,)", "three.__defaults__ = (5, 6)",
    "three.__defaults__ = (5,)", "three = rest", "rest = lambda a, *more, key=1: (key, a, 2)", "adder = lambda n: helper",
    "helper.__code__ = (lambda a, b=2: a).__code__", "star = helper", "picky = rare", "len = lambda x: 1", "abs = helper", "del GLOBAL")


class Program:
    KINDS = {"int": ["a", "b", "i", "y"], "float": ["c", "x"]}
    NAMES = ["a", "b", "c", "x", "y", "i"]

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        # Some programs are mostly numbers, others use all there is.
        self.variety = self.pick(0.1, 0.4, 0.8)
        self.inner = 0
        self.has_complex = self.chance(0.2)

    def pick(self, *choices): return self.random.choice(choices)
    def chance(self, share): return self.random.random() < share
    def put(self, indent, text): self.lines.append("    " * indent + text)

    # Expressions

    def number(self, kind="any"):
        if kind == "any" or self.chance(0.06): kind = self.pick("int", "int", "float")
        return self.pick(*INTEGERS) if kind == "int" else self.pick(*REALS)

    def kind(self, name): return "float" if name in self.KINDS["float"] else "int"

    def atom(self, kind):
        if kind == "any" or self.chance(0.06): kind = self.pick("int", "float")
        return self.random.choice(self.KINDS[kind]) if self.chance(0.75) else self.number(kind)

    def expression(self, kind="any", depth=0):
        if kind == "any" or self.chance(0.02): kind = self.pick("int", "float")
        if depth > 2 or self.chance(0.25): return self.atom(kind)
        a, b = self.expression(kind, depth + 1), self.expression(kind, depth + 1)
        chosen = self.random.random()
        if chosen < 0.40: return f"({a} {self.pick('+', '-', '*')} {b})"
        if chosen < 0.48:
            operator = self.pick("//", "%", "//", "%", "/") if kind == "int" else self.pick("/", "//", "%")
            divisor = b if self.chance(0.1) else f"({b} or {self.pick('3', '-2', '7')})"
            return f"({a} {operator} {divisor})" if operator != "/" or kind == "float" else f"int(({a}) % 1000 / 3)"
        if chosen < 0.56 and kind == "int": return f"({a} {self.pick('&', '|', '^')} {b})"
        if chosen < 0.60 and kind == "int": return f"({a} {self.pick('<<', '>>')} {self.pick('1', '3', '40', '61', '(i & 63)')})"
        if chosen < 0.63: return f"({a} ** 2)" if kind == "int" else f"(abs({a}) % 10 ** {self.pick('2', '0.5', '-1.5', '3')})"
        if chosen < 0.66: return self.pick(f"(-{a})", f"(+{a})", f"(~{a})" if kind == "int" else f"(-{a})")
        if chosen < 0.72: return f"({a} if {self.condition(depth + 1)} else {b})"
        if chosen < 0.76: return f"helper({a}, {b})"
        if chosen < 0.78: return f"rare({a})"
        if chosen < 0.81: return self.pick("box.get()", f"box.mix({a}, {b})")
        if chosen < 0.83: return f"items[{self.pick(*PLACES) if self.chance(0.3) else self.pick('0', '1', '-1', 'i % 2')}]"
        if chosen < 0.85: return f"pair[{self.pick('0', '1', '-1', 'i % 2')}]"
        if chosen < 0.87: return self.pick("box.value", "box.other", "free", "GLOBAL")
        if not self.chance(self.variety): return f"abs({a})"
        return self.native(a, b) if chosen < 0.90 else self.rarity(a, b)

    def rarity(self, a, b):
        """An expression of a form that not every program has."""
        return self.pick(
            f"(box + {a}).value", f"(box - {a})", f"(box * {a})", f"Box({a}, {b}).other", "box.both",
            f"(Box({a}) + box).get()", f"(box * Pair({a}))",
            f"len({self.pick('items', 'pair', 'text', 'table', 'box')})", f"min({a}, {b})", f"max({a}, {b})",
            f"int({a} % 1000)", f"float({a} % 1000)", f"round({a} % 100)", f"sum(items[:2])",
            f"divmod({a}, {b} or 3)[i & 1]", f"named({a}, {b})", f"named({a}, b={b}, c=2)",
            f"named({a}, {b}, **table)", f"three({a}, c={b})", f"three(c={a}, a={b})", f"rest({a}, {b}, 3, key={a})",
            f"rest({a})[i & 1]", f"rest(key={a}, a={b})[2]", f"three({a})[2]", f"box.named({a}, c={b})", f"box.named(b={a})",
            f"adder({a})({b})", f"[{a}, {b}, 1][i % 3]", f"({a},)[0]", f"(*pair, {a})[-1]", f"[*items, {a}][-1]", f"sum(range(i, 5, 2))",
            f"star({a}, *items)", f"star(*pair, k={a})", f"helper(*pair)",
            f"helper(b={a}, a={b})", f"apply(helper, {a})", f"apply(lambda q: q + {a}, {b})",
            f"(lambda q=i: q)()", f"first(count({a}, 3), {b})", f"sum(q for q in pair)",
            f"sum(q * 2 for q in {self.pick('items', 'pair', 'range(i % 40)')})", f"sum((q + k for k in items for q in pair), {a})",
            f"sum(q == {a} for q in items)", f"{self.pick('all', 'any')}(q {self.pick('!=', '==')} {a} for q in items)",
            f"len({self.pick('list', 'tuple', 'sorted')}(q for q in items if q != {a}))", f"sum(count({self.pick('i', '3', '0.5')}, 9))",
            f"sum(picky(q) for q in range({self.pick('1', '9', 'i % 3')}))", f"max(q * 0.5 for q in (i, {b}))",
            f"sum([q * 2 for q in range(3)])", f"table.get({a}, {b})",
            f"table[{self.pick('0', '1', 'i % 3', 'text')}]", f"len({self.pick(*TEXTS)} + text)",
            f"ord(text[{self.pick('0', '-1', 'i')}])", f"(text[{self.pick(*PLACES)}] {self.pick('==', '!=')} {self.pick(*TEXTS)}[:1])",
            f"(text {self.pick('==', '!=')} {self.pick(*TEXTS)})", f"({self.pick('i', 'text[0]', 'x')} == text[{self.pick('0', '-1')}])", f"len(f'{{{a}}}{{text!r}}')",
            f"({a} == {b}) {self.pick('+', '-', '*')} {self.pick('i', a)}", f"i - (x != {a}) * 3", f"isinstance({a}, (int, str))", f"({self.pick(*TEXTS)} < text)", f"Box.make({a}).value",
            f"Box.pick({a}, {b})", f"(y := {a})", f"[{a}, {b}][i & 1]", f"({a}, {b})[-1]", f"{{1: {a}}}[1]",
            f"first(box, {a})", f"helper(a={a})", f"len(set(table))",
            f"len(items[{self.pick('1:', ':-1', '::2', 'i:')}])", f"bump({a})",
            f"(getattr(box, 'extraA', {a}))", f"Pair(*pair).get()", f"int(str({a} % 1000).split('.')[0])")

    def native(self, a, b):
        """A call of a built-in function with names, or of a method as a function, sometimes with what is no receiver."""
        mixed = self.pick("text", "text", f"({a} if i == 5 else text)", "(items if i % 11 == 9 else text)")
        return self.pick(
            f"min({self.pick('pair', 'items[:3]', '()', 'text')}, key=lambda q: {self.pick('0', 'i', '-q')}, default={a})",
            f"max(({a}, {b}), default=1, key=abs)", f"max({a}, {b}, key=picky)",
            f"sorted({self.pick('pair', 'text', 'range(i % 5)')}, {self.pick('reverse=True', 'key=rare', 'key=str, reverse=i & 1')})[0]",
            f"len(text.split({self.pick('sep=None', 'maxsplit=1', 'maxsplit=i, sep=text[:1]')}))", f"sum(pair, start={a})",
            f"round({self.pick('x', '2.567')}, ndigits={self.pick('1', 'None', 'i % 3')})", f"pow({self.pick('i', '3')}, exp=2)",
            f"len(UPPER({mixed}))", f"len(SPLIT({mixed}, {self.pick('sep=None', 'None', '*text[:1]')}))", f"COUNT({mixed}, text[:1])",
            f"BIT_LENGTH({self.pick('i', 'i', a)})", f"GET({self.pick('table', '(table if i != 6 else pair)')}, {a}, {b})")

    def condition(self, depth=0):
        kind = self.pick("int", "float", "any")
        a, b = self.expression(kind, depth + 1), self.expression(kind, depth + 1)
        return self.pick(
            f"{a} {self.pick('<', '<=', '>', '>=', '==', '!=')} {b}", f"{a}", f"not {a}", f"{a} is None",
            f"{self.pick('1', '3', '2.0')} in items", f"{a} < {b} < 5", f"{a} and {b}", f"{a} or {b}",
            "type(x) is float", f"{self.pick(*TEXTS)} in text", "i % 7 == 3", "box", f"box == Box({a})",
            f"{a} == {a} and {a} in table")

    def complex_expression(self, depth=0):
        if depth > 1 or self.chance(0.3):
            return self.pick("z", "w", "z", "w", "1j", "(2+0.5j)", "-0j", "complex(x, c)", "complex(i)", "complex(a, 1)")
        a, b = self.complex_expression(depth + 1), self.complex_expression(depth + 1)
        real = self.atom("any")
        return self.pick(
            f"({a} {self.pick('+', '-', '*')} {b})", f"({a} * {b})", f"({a} {self.pick('+', '-', '*', '/')} {real})",
            f"({real} {self.pick('+', '-', '*')} {a})", f"(-{a})", f"({a} / ({b} or 1))" if self.chance(0.3) else f"({b} + {a})",
            f"{a}.conjugate()" if self.chance(0.3) else f"({a} - {b})")

    # Statements

    def change_complex(self, indent):
        value = self.complex_expression()
        target = self.pick("z", "w")
        self.put(indent, self.pick(
            f"{target} = {value}", f"{target} = {value}", f"{target} {self.pick('+', '-', '*')}= {value}", f"x = abs({value})",
            f"if abs(z) {self.pick('<', '<=', '>', '>=', '!=')} {self.pick('2.0', '1', '1.5', '0.0', 'x')}: {target} = {value}",
            f"if abs({value}) > 1e6: z = w = 0.5j", f"y = z {self.pick('==', '!=')} {value}",
            f"y = {self.pick('bool(z)', 'len(str(z))')}", f"x = {value}.{self.pick('real', 'imag')}",
            f"if i == {self.pick('3', '8', '20')}: {target} = {self.pick('x', 'a', 'box', value)}",
            f"if len(items) < 50: items.append({value})", f"y = {self.pick('z == z and z', 'w == w and w')} in items"))

    def block(self, indent, depth):
        for _ in range(self.random.randint(1, 4)): self.statement(indent, depth)

    def statement(self, indent, depth):
        if self.has_complex and self.chance(0.3): return self.change_complex(indent)
        kind = self.random.random()
        target = self.random.choice(self.NAMES)
        value = self.expression(self.kind(target))
        if kind < 0.32: self.put(indent, f"{target} = {value}")
        elif kind < 0.34 and depth < 3: self.search(indent, target)
        elif kind < 0.50:
            operators = "+-*+-&|^" if self.kind(target) == "int" else "+-*"
            self.put(indent, f"{target} {self.pick(*operators)}= {value}")
        elif kind < 0.60 and depth < 3:
            self.put(indent, f"if {self.condition()}:")
            self.block(indent + 1, depth + 1)
            if self.chance(0.5):
                self.put(indent, "else:")
                self.block(indent + 1, depth + 1)
        elif kind < 0.68 and depth < 2: self.for_loop(indent, depth, target)
        elif kind < 0.71 and depth < 2: self.while_loop(indent, depth)
        elif kind < 0.77: self.change_container(indent, target)
        elif kind < 0.82: self.change_box(indent, target)
        elif kind < 0.86 and depth < 3: self.try_statement(indent, depth, target)
        elif kind < 0.88 and depth < 3:
            self.put(indent, f"with Guard(box, {self.pick('True', 'False', 'True')}){self.pick('', ' as x', ' as y')}:")
            self.block(indent + 1, depth + 1)
        elif kind < 0.90 and depth < 3: self.inner_function(indent, depth, target)
        elif kind < 0.92: self.put(indent, f"{target}, {self.random.choice(self.NAMES)} = {value}, {self.expression()}")
        elif kind < 0.93: self.put(indent, self.pick(f"{target}, *rest = items", f"*rest, {target} = pair", f"{target}, y = pair"))
        elif kind < 0.933: self.put(indent, f"del {target}")
        elif kind < 0.96: self.put(indent, f"free = {self.expression()}")
        elif kind < 0.975: self.put(indent, f"if i == {self.pick('3', '5', '20')}: {self.pick(*CHANGES)}")
        elif kind < 0.982: self.put(indent, f"if i == {self.pick('4', '9', '25')}: GLOBAL = {self.number()}")
        elif kind < 0.988: self.put(indent, f"if i {self.pick('== 3', '% 13 == 2')}: {self.pick('gc.collect()', 'collect()')}")
        else: self.put(indent, f"if i == 77: return {self.expression()}")

    def for_loop(self, indent, depth, target):
        if self.chance(0.2): return self.counted_loop(indent, target)
        if self.chance(0.1): return self.sums(indent, target)
        variable = self.pick("i", "j", target)
        iterable = self.pick(*ITERABLES) if self.chance(self.variety) else self.pick("range(5)", "range(30)", "items")
        if self.chance(0.3):
            pairs = self.pick(*PAIRS)
            if "shared" in pairs: self.put(indent, "shared = iter(items)")
            self.put(indent, f"for {self.pick('i', 'j', 'y')}, {target} in {pairs}:")
        else:
            self.put(indent, f"for {variable} in {iterable}:")
        self.block(indent + 1, depth + 1)
        if self.chance(0.3): self.put(indent + 1, f"if {self.condition()}: {self.pick('break', 'continue')}")
        if self.chance(0.1):
            self.put(indent, "else:")
            self.put(indent + 1, f"{target} = {self.number()}")

    def counted_loop(self, indent, target):
        """Ints of what is counted and of what does not change, whose sizes machine code takes to be usual."""
        start, step = self.pick(*STARTS), self.pick("1", "1", "1", "3", "-1", "-7")
        if self.chance(0.3):
            self.put(indent, f"y = {step}")
            step = "y"
        self.put(indent, f"for k in range({start}, {start} + {step} * {self.pick('4', '20')}, {step}):")
        for _ in range(self.random.randint(1, 3)):
            term = self.polynomial(0)
            self.put(indent + 1, self.pick(
                f"{target} = {term}", f"y = {term} if y == 3 else k", f"x = 1 / ({term} or 1)", f"free = {term} & 0xFFFF",
                f"if {term} > {self.random.choice(self.KINDS['int'])}: b = {self.polynomial(2)}", *self.uses_of_long(term, target)))

    def uses_of_long(self, term, target):
        """Elements of a list that begins as so many copies of one."""
        place = f"long[{self.pick('k % 4100', '-1 - k % 50', 'k & 63', '7', 'i')}]"
        return (f"{place} = {self.pick(term, f'{term} & 63', f'{term} & 127', f'{term} > 3', 'x')}", f"{target} = {place}",
            f"{place} += {self.pick('1', '1', 'k')}", f"if {place}: y = k")

    def sums(self, indent, target):
        """Sums in a loop in a loop, which machine code may make several of at once."""
        width, height = self.random.choice((2, 5, 9, 13)), self.random.choice((1, 3, 8, 13))
        self.put(indent, f"grid = [[{self.pick('q * 0.5', 'q - p', 'q * 0.25 + p')} for q in range({width})] for p in range({height})]")
        if self.chance(0.3): self.put(indent, f"grid[-1][{self.random.randrange(width)}] = {self.number()}")
        if self.chance(0.1): self.put(indent, f"grid[{height // 2}] = {self.pick('grid[0][:1]', 'items', 'pair', 'long')}")
        made = self.pick(f"[0.0] * {width}", f"[0.0] * {width}", "[]", "grid[0]", "grid[-1]", "grid", "long")
        self.put(indent, f"made = {made}")
        self.put(indent, f"for j in range({self.pick(f'{width}', f'{width}', f'1, {width}', f'{width - 1}, -1, -1', f'-2, {width}', f'0, {width}, 2')}):")
        if self.chance(0.8): self.put(indent + 1, f"y = {self.pick('0.0', '0.0', '0', 'a', 'j')}")
        if self.chance(0.1): self.put(indent + 1, f"made[j] = {self.pick('j', 'y')}")
        self.put(indent + 1, f"for k in {self.pick(f'range({height})', f'range({height})', 'range(len(grid))', 'range(j + 1)', 'iter(range(3))')}:")
        self.put(indent + 2, f"y += {self.pick('grid[k][j]', 'grid[k][j]', 'grid[k][j] * grid[0][k % 2]', 'grid[k][j] * j', 'grid[k][j] - k')}")
        if self.chance(0.1): self.put(indent + 2, f"{target} = {self.pick('k', 'y', 'grid[k]')}")
        if self.chance(0.1): self.put(indent + 1, f"if y {self.pick('> 9', '== 3', '< b')}: {self.pick('break', 'continue', 'grid.pop()')}")
        self.put(indent + 1, self.pick("made[j] = y", "made[j] = y", "made.append(y)", "made[k] = y", "made[j] = y; j = 1"))
        self.put(indent, f"{target} = {self.pick('made[-1]', 'len(made)', 'sum(made[:3])', 'y', 'j + k')}")

    def polynomial(self, depth):
        if depth > 2 or self.chance(0.1): return self.pick("k", "k", "k", "a", "b", "i", "1", "3", "-2", "1 << 20", "255")
        left, right = self.polynomial(depth + 1), self.polynomial(depth + 1)
        operator = self.pick("+", "+", "-", "*", "*", "&", "//", "%", ">>")
        if operator in "//%": right = self.pick("2", "7", "8", "-3", f"({right} or 1)")
        if operator == ">>": right = self.pick("1", "3", f"({right} & 31)")
        return f"({left} {operator} {right})"

    def while_loop(self, indent, depth):
        counter = f"n{depth}"
        self.put(indent, f"{counter} = 0")
        self.put(indent, f"while {counter} < {self.pick('4', '20', '75')}:")
        self.put(indent + 1, f"{counter} += 1")
        self.block(indent + 1, depth + 1)

    def change_container(self, indent, target):
        value = self.expression()
        self.put(indent, self.pick(
            f"items[{self.pick(*PLACES)}] = {value}", f"items[{self.pick('0', '-1', 'i % 3')}] += {value}",
            f"if len(items) < 50: items.append({value})", f"if len(items) < 50: items.insert(1, {value})",
            "if len(items) > 4: items.pop()", "if len(items) > 4: del items[0]",
            "if len(items) < 50: items[1:2] = pair", "items.reverse()",
            f"table[{self.pick('0', '1', 'len(items) % 4', 'text')}] = {value}",
            f"table.pop({self.pick('0', '1', 'i')}, None)", f"table.setdefault(len(items) % 3, {value})",
            f"table[0] = table.get(0, 1) + {target}", "items = items[:6]", "table = dict(table)",
            self.pick("text = (text + 'd')[-6:]", "text = 'q\\u20acz'", "text = 'ab' 'c'", "text = '\\xe9' + text[:3]")))

    def change_box(self, indent, target):
        value = self.expression()
        self.put(indent, self.pick(
            f"box.value = {value}", f"box.other = {value}", f"box.add({value})",
            f"box.extra{self.pick('A', 'B')} = {target}", f"box.value += {target}",
            "box.__class__ = Pair" if self.chance(0.3) else f"box.other = {target}",
            f"box = {self.pick('Box', 'Pair')}({value})",
            "del box.other" if self.chance(0.2) else f"box.value = {target}"))

    def try_statement(self, indent, depth, target):
        self.put(indent, "try:")
        self.block(indent + 1, depth + 1)
        if self.chance(0.15): self.put(indent + 1, f"raise {self.pick('ValueError', 'KeyError(i)', 'ArithmeticError()')}")
        if self.chance(0.85):
            self.put(indent, f"except {self.pick(*CAUGHT)}{self.pick('', ' as error')}:")
            self.put(indent + 1, f"{target} = {self.number()}")
            if self.chance(0.1): self.put(indent + 1, "raise TypeError(i)" if self.chance(0.5) else "raise")
            if self.chance(0.2):
                self.put(indent, "else:")
                self.block(indent + 1, depth + 1)
            if self.chance(0.7): return
        self.put(indent, "finally:")
        self.put(indent + 1, f"{self.random.choice(self.NAMES)} = {self.expression()}")

    def inner_function(self, indent, depth, target):
        """A closure over variables, or a generator, called at once."""
        self.inner += 1
        name = f"inner{self.inner}"
        self.put(indent, f"def {name}(p, q={self.pick('2', 'i', '1.5')}):")
        if self.chance(0.4):
            self.put(indent + 1, f"nonlocal {target}")
            self.put(indent + 1, f"{target} = {self.pick('p', 'q', f'{target} + 1')}")
        if self.chance(0.4):
            self.put(indent + 1, "for k in range(q if type(q) is int and 0 <= q < 9 else 3):")
            self.put(indent + 2, f"yield {self.pick('p', 'k', 'a', 'p + k', 'free')}")
            self.put(indent, f"for {target} in {name}({self.atom('any')}): {self.pick('y', 'x', 'b')} = {target}")
        else:
            self.put(indent + 1, f"return {self.pick('p', 'p + q', 'q if p else a', 'helper(p, c)')}")
            self.put(indent, f"{target} = {name}({self.atom('any')}{self.pick('', ', 3', ', q=1')})")

    def search(self, indent, target):
        """The first of some items that something takes, or the last: what it raises for others is handled in the loop."""
        taking = self.pick("picky(p)", "picky(p)", "Picky(p).x", "Picky(2).take(p)", "Picky(2) + p", "unpicky.even", "rare(p)", "picky(p) + q")
        iterable = self.pick("items", "[3, 1, 2]", "[3, 1, 2]", "range(1, 5)", "pair", "count(a, 3)", "zip(items, pair)")
        name = None
        if self.chance(0.6):
            self.inner += 1
            name = f"inner{self.inner}"
            self.put(indent, f"def {name}(rows, q):")
            indent += 1
        else:
            self.put(indent, f"q = {self.atom('any')}")
        self.put(indent, f"for p in {'rows' if name else iterable}:")
        if taking.startswith("unpicky"): self.put(indent + 1, "unpicky = Picky(2); unpicky.x = p")
        ending = f"return {taking}" if name else f"q = {taking}; break"
        self.put(indent + 1, f"try: {self.pick(ending, ending, f'q = {taking}')}")
        if self.chance(0.9): self.put(indent + 1, f"except {self.pick('ValueError', 'ValueError', self.pick(*CAUGHT))}: {self.pick('continue', 'pass', 'q = p')}")
        if self.lines[-1].lstrip().startswith("try") or self.chance(0.2): self.put(indent + 1, "finally: p = 5")
        if name:
            self.put(indent, "return q")
            self.put(indent - 1, f"{target} = {name}({iterable}, {self.atom('any')})")
        else:
            self.put(indent, f"{target} = q")

    # The whole

    def function(self, number):
        self.put(0, f"def outer{number}():")
        self.put(1, "free = 3")
        self.put(1, "def f(a, b, c, items, box, table, pair=(1, 2.5), text='abc'):")
        self.put(2, "global GLOBAL")
        self.put(2, "nonlocal free")
        self.put(2, f"long = [{self.pick('0', 'False', '1', '2, True', '-64', '2.5')}] * 4100")
        self.put(2, "def bump(p): nonlocal y; y = 1 if type(y) is not int else y % 1000 + 1; return p")
        self.put(2, f"x = {self.number('float')}; i = 0; y = {self.number('int')}")
        if self.has_complex: self.put(2, f"z = {self.pick('0j', '1+2j', 'complex(x, 1)')}; w = 0.5 - 1j")
        self.block(2, 0)
        self.put(2, f"for i in range({self.pick('10', '40', '90')}):")
        self.block(3, 1)
        self.limit(3)
        self.block(2, 0)
        self.put(2, f"return a, b, c, x, y, items, box, table, free, long[:64:3], long[-50::9]{', z, w' if self.has_complex else ''}")
        self.put(1, "return f")
        self.put(0, f"f{number} = outer{number}()")

    def limit(self, indent):
        """Keeps numbers and containers from growing without end."""
        for name in self.NAMES[:5]:
            self.put(indent, f"if type({name}) is int and {name}.bit_length() > {self.pick(70, 130, 400)}: {name} = 5")
        self.put(indent, "if type(free) is int and free.bit_length() > 200: free = 5")
        self.put(indent, "if type(box.value) is int and box.value.bit_length() > 200: box.value = 5")
        self.put(indent, "for j, q in enumerate(items):")
        self.put(indent + 1, "if type(q) is int and q.bit_length() > 200 or type(q) not in (int, float): items[j] = 1")
        self.put(indent, "for j, q in list(table.items()):")
        self.put(indent + 1, "if type(q) is int and q.bit_length() > 200 or type(q) not in (int, float): table[j] = 1")

    def text(self):
        self.lines = [PRELUDE, "GLOBAL = 5"]
        count = self.random.randint(1, 3)
        for number in range(count): self.function(number)
        for _ in range(6):
            for number in range(count):
                arguments = ", ".join(self.number(kind) for kind in ("int", "int", "float"))
                items = f"[1, {self.number()}, 3, {self.number()}]"
                box = f"{self.pick('Box', 'Pair', 'Box')}, {self.number()}"
                self.put(0, f"guarded(f{number}, {arguments}, {items}, {box}, {{0: {self.number()}, 'abc': 2}})")
            if self.chance(0.3): self.put(0, self.pick(*CHANGES, *GLOBAL_CHANGES))
        return "\n".join(self.lines) + "\n"
