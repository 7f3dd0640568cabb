#!/usr/bin/env python3
"""Random programs, run by CPython, by the interpreter and by compiled code: all must print the same.

    Tools/jit/fuzz.py --python .build/release/taipan [--oracle python3.14] [--count 200] [--seed 1]

A program has functions whose variables are ints beyond 64 bits, floats with NaN and infinities, text, lists, tuples and
objects, and change kind midway; with loops, exceptions, closures, containers that are changed while they are gone over,
and classes that are changed while their methods are hot. What differs is left in the folder named by --keep.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

MODES = ("off", "threshold:2", "on", "eager")
PRELUDE = '''
import sys
class Box:
    kind = "box"
    def __init__(self, value, other=1): self.value = value; self.other = other
    def get(self): return self.value
    def add(self, more): self.value = self.value + more; return self
    def mix(self, a, b): return self.other * a - b
    @property
    def both(self): return self.value if self.other is None else self.other
    def __add__(self, more): return Box(self.value + (more.value if isinstance(more, Box) else more), self.other)
    def __sub__(self, more): return self.value - more if more != 3 else NotImplemented
    def __rsub__(self, less): return 11
    def __mul__(self, more): return NotImplemented if isinstance(more, float) else self.mix(more, 1)
class Pair(Box):
    __slots__ = ()
    def get(self): return self.other
    def __rmul__(self, less): return 5
def helper(a, b=2): return a + b if a is not None else b
def rare(x):
    if x == 7: raise ValueError(x)
    return x
def show(*values):
    print(*[ascii(v) if not isinstance(v, Box) else (type(v).__name__, repr(v.value), repr(v.other)) for v in values])
def guarded(function, *args):
    try: show(function(*args))
    except Exception as error: print(type(error).__name__, str(error)[:100])
'''


class Program:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []

    def pick(self, *choices): return self.random.choice(choices)
    def chance(self, share): return self.random.random() < share

    def integer(self):
        return self.pick("0", "1", "2", "3", "7", "-1", "-3", "10", "255", "2**31", "2**62 - 1", "2**62", "-2**62", "10**20", "True")

    def real(self):
        return self.pick("0.5", "1.5", "-0.0", "0.0", "1e300", "-1e-300", "2.0", "1e-3", "float('inf')", "float('nan')")

    def number(self, kind="any"):
        if kind == "any" or self.chance(0.06): kind = self.pick("int", "int", "float")
        return self.integer() if kind == "int" else self.real()

    KINDS = {"int": ["a", "b", "i", "y"], "float": ["c", "x"]}

    def kind(self, name): return "float" if name in self.KINDS["float"] else "int"

    def atom(self, kind):
        if kind == "any" or self.chance(0.06): kind = self.pick("int", "float")
        return self.random.choice(self.KINDS[kind]) if self.chance(0.75) else self.number(kind)

    def expression(self, kind="any", depth=0):
        if kind == "any" or self.chance(0.02): kind = self.pick("int", "float")
        if depth > 2 or self.chance(0.25): return self.atom(kind)
        a, b = self.expression(kind, depth + 1), self.expression(kind, depth + 1)
        chosen = self.random.random()
        if chosen < 0.42: return f"({a} {self.pick('+', '-', '*')} {b})"
        if chosen < 0.5:
            operator = self.pick("//", "%", "//", "%", "/") if kind == "int" else self.pick("/", "//", "%")
            divisor = b if self.chance(0.1) else f"({b} or {self.pick('3', '-2', '7')})"
            return f"({a} {operator} {divisor})" if operator != "/" or kind == "float" else f"int(({a}) % 1000 / 3)"
        if chosen < 0.58 and kind == "int": return f"({a} {self.pick('&', '|', '^')} {b})"
        if chosen < 0.62 and kind == "int": return f"({a} {self.pick('<<', '>>')} {self.pick('1', '3', '40', '61')})"
        if chosen < 0.65: return f"({a} ** 2)" if kind == "int" else f"(abs({a}) % 10 ** {self.pick('2', '0.5', '-1.5', '3')})"
        if chosen < 0.69: return f"(-{a})"
        if chosen < 0.76: return f"({a} if {self.condition(depth + 1)} else {b})"
        if chosen < 0.80: return f"helper({a}, {b})"
        if chosen < 0.83: return f"rare({a})"
        if chosen < 0.86: return "box.get()"
        if chosen < 0.88: return f"box.mix({a}, {b})"
        if chosen < 0.90:
            return self.pick(
                f"(box + {a}).value", f"(box - {a})", f"(box * {a})", f"Box({a}, {b}).other", "box.both",
                f"(Box({a}) + box).get()", f"(box * Pair({a}))")
        if chosen < 0.93: return f"items[{self.pick('0', '1', '-1', 'i % 4', 'i')}]" if self.chance(0.3) else f"items[{self.pick('0', '1', '-1', 'i % 2')}]"
        if chosen < 0.95: return f"pair[{self.pick('0', '1', '-1', 'i % 2')}]"
        if chosen < 0.97: return f"abs({a})"
        if chosen < 0.98: return f"len({self.pick('items', 'pair', 'text')})"
        return self.pick("box.value", "box.other", "free", "GLOBAL")

    def condition(self, depth=0):
        kind = self.pick("int", "float", "any")
        a, b = self.expression(kind, depth + 1), self.expression(kind, depth + 1)
        return self.pick(
            f"{a} {self.pick('<', '<=', '>', '>=', '==', '!=')} {b}", f"{a}", f"not {a}", f"{a} is None",
            f"{self.pick('1', '3', '2.0')} in items", f"{a} < {b} < 5", f"{a} and {b}", f"{a} or {b}")

    def block(self, names, indent, depth):
        for _ in range(self.random.randint(1, 4)): self.statement(names, indent, depth)

    def put(self, indent, text): self.lines.append("    " * indent + text)

    def statement(self, names, indent, depth):
        kind = self.random.random()
        target = self.random.choice(names)
        if kind < 0.38: self.put(indent, f"{target} = {self.expression(self.kind(target))}")
        elif kind < 0.55: self.put(indent, f"{target} {self.pick('+', '-', '*', '+', '-', '&', '|', '^') if self.kind(target) == 'int' else self.pick('+', '-', '*')}= {self.expression(self.kind(target))}")
        elif kind < 0.66 and depth < 3:
            self.put(indent, f"if {self.condition()}:")
            self.block(names, indent + 1, depth + 1)
            if self.chance(0.5):
                self.put(indent, "else:")
                self.block(names, indent + 1, depth + 1)
        elif kind < 0.74 and depth < 2:
            variable = self.pick("i", "j", target)
            self.put(indent, f"for {variable} in {self.pick('range(5)', 'range(30)', 'range(3, -4, -2)', 'items', 'pair', 'list(items)', 'text', 'enumerate(pair)', '(x for x in pair)')}:")
            self.block(names, indent + 1, depth + 1)
            if self.chance(0.3): self.put(indent + 1, f"if {self.condition()}: {self.pick('break', 'continue')}")
        elif kind < 0.78 and depth < 2:
            counter = f"n{depth}"
            self.put(indent, f"{counter} = 0")
            self.put(indent, f"while {counter} < {self.pick('4', '20', '75')}:")
            self.put(indent + 1, f"{counter} += 1")
            self.block(names, indent + 1, depth + 1)
        elif kind < 0.83: self.put(indent, f"items[{self.pick('0', '1', '-1', 'i % 4', 'i')}] = {self.expression()}")
        elif kind < 0.86: self.put(indent, f"if len(items) < 50: items.append({self.expression()})")
        elif kind < 0.88: self.put(indent, "if len(items) > 4: items.pop()")
        elif kind < 0.92: self.put(indent, self.pick(f"box.value = {self.expression()}", f"box.other = {self.expression()}", f"box.add({self.expression()})", f"box.extra{self.pick('A', 'B')} = {target}"))
        elif kind < 0.95 and depth < 3:
            self.put(indent, "try:")
            self.block(names, indent + 1, depth + 1)
            self.put(indent, f"except {self.pick('Exception', 'ZeroDivisionError', '(TypeError, ValueError)', 'ArithmeticError')}:")
            self.put(indent + 1, f"{target} = {self.number()}")
            if self.chance(0.3):
                self.put(indent, "finally:")
                self.put(indent + 1, f"{self.random.choice(names)} = {self.number()}")
        elif kind < 0.96: self.put(indent, f"{target}, {self.random.choice(names)} = {self.expression()}, {self.expression()}")
        elif kind < 0.963: self.put(indent, f"del {target}")
        elif kind < 0.99: self.put(indent, f"free = {self.expression()}")
        else: self.put(indent, f"if i == 77: return {self.expression()}")

    def function(self, number):
        names = ["a", "b", "c", "x", "y", "i"]
        self.put(0, f"def outer{number}():")
        self.put(1, "free = 3")
        self.put(1, f"def f(a, b, c, items, box, pair=(1, 2.5), text='abc'):")
        self.put(2, "nonlocal free")
        self.put(2, f"x = {self.number('float')}; i = 0")
        if self.chance(0.85): self.put(2, f"y = {self.number('int')}")
        self.block(names, 2, 0)
        self.put(2, f"for i in range({self.pick('10', '40', '90')}):")
        self.block(names, 3, 1)
        if self.chance(0.6): self.put(3, "if type(x) is int and x.bit_length() > 300: x = 1")
        for name in names[:5]: self.put(3, f"if type({name}) is int and {name}.bit_length() > 400: {name} = 5") if name != "y" else None
        self.block(names, 2, 0)
        self.put(2, "return a, b, c, x, items, box.value")
        self.put(1, "return f")
        self.put(0, f"f{number} = outer{number}()")

    def text(self):
        self.lines = [PRELUDE, "GLOBAL = 5"]
        count = self.random.randint(1, 3)
        for number in range(count): self.function(number)
        for round_ in range(6):
            for number in range(count):
                arguments = ", ".join(self.number(kind) for kind in ("int", "int", "float"))
                self.put(0, f"guarded(f{number}, {arguments}, [1, {self.number()}, 3, {self.number()}], {self.pick('Box', 'Pair', 'Box')}({self.number()}))")
            if self.chance(0.2): self.put(0, self.pick("Box.get = lambda self: 1.5", "GLOBAL = 2.5", "Box.value = property(lambda self: 4)", "Pair.mix = Box.mix", "Box.other = 9", "Box.__add__ = lambda self, more: self", "del Pair.__rmul__", "helper = lambda a, b=1: b", "Box.__getattr__ = lambda self, name: 3", "def rare(x): return x"))
        return "\n".join(self.lines) + "\n"


def run(command, path, environment, timeout=30):
    try:
        done = subprocess.run([*command, path], capture_output=True, env=environment, timeout=timeout)
    except subprocess.TimeoutExpired:
        return None
    return done.returncode, done.stdout, done.stderr[-300:] if done.returncode not in (0, 1) else b""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--python", required=True)
    parser.add_argument("--oracle", default=sys.executable)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", default=None)
    options = parser.parse_args()
    passed = failed = 0
    plain = {**os.environ, "PYTHONHASHSEED": "0"}
    plain.pop("TAIPAN_JIT", None)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "program.py"
        for seed in range(options.seed, options.seed + options.count):
            path.write_text(Program(seed).text())
            expected = run([options.oracle, "-S", "-E"], path, plain, timeout=3)
            # Numbers can grow without end.
            if expected is None: continue
            wrong = [mode for mode in MODES if run([options.python, "-S"], path, {**plain, "TAIPAN_JIT": mode}) != expected]
            if not wrong:
                passed += 1
                continue
            failed += 1
            print(f"program {seed} differs: {', '.join(wrong)}")
            if options.keep:
                Path(options.keep).mkdir(exist_ok=True)
                (Path(options.keep) / f"{seed}.py").write_text(path.read_text())
    print(f"random programs, compiled and not: {passed} passed, {failed} failed")
    return failed != 0


if __name__ == "__main__":
    sys.exit(main())
