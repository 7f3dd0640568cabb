"""A spreadsheet: formulas compiled to closures, ranges, dependencies recomputed in topological order, cycles, errors as
values, undo, and tables printed and exported."""

from __future__ import annotations

import html
import math
import re
import string
from collections import ChainMap, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, total_ordering
from graphlib import CycleError, TopologicalSorter
from itertools import chain, pairwise, zip_longest
from statistics import fmean, median
from typing import Literal, NamedTuple, Self, TypeAlias


class Fault(StrEnum):
    REF = "#REF!"
    DIV = "#DIV/0!"
    VALUE = "#VALUE!"
    NAME = "#NAME?"
    CYCLE = "#CYCLE!"


class FaultError(Exception):
    def __init__(self, fault: Fault, detail: str = ""):
        super().__init__(fault, detail)
        self.fault = fault

    def __str__(self):
        return f"{self.fault} {self.args[1]}".rstrip()


Value: TypeAlias = float | int | str | bool | Fault | None


@total_ordering
class Address(NamedTuple):
    row: int
    column: int

    @classmethod
    def parse(cls, text: str) -> Self:
        match = re.fullmatch(r"\$?([A-Z]+)\$?([1-9]\d*)", text.upper())
        if not match:
            raise FaultError(Fault.REF, text)
        column = 0
        for letter in match[1]:
            column = column * 26 + string.ascii_uppercase.index(letter) + 1
        return cls(int(match[2]), column)

    def __str__(self):
        return f"{self.letters(self.column)}{self.row}"

    @staticmethod
    @cache
    def letters(column: int) -> str:
        letters = ""
        while column:
            column, index = divmod(column - 1, 26)
            letters = string.ascii_uppercase[index] + letters
        return letters

    def to(self, other: Address) -> Iterator[Address]:
        rows, columns = sorted((self.row, other.row)), sorted((self.column, other.column))
        for row in range(rows[0], rows[1] + 1):
            for column in range(columns[0], columns[1] + 1):
                yield Address(row, column)


TOKEN = re.compile(r"""\s*(?:(?P<number>\d+\.?\d*(?:[eE][+-]?\d+)?)|(?P<text>"(?:[^"]|"")*")|(?P<range>\$?[A-Za-z]+\$?\d+:\$?[A-Za-z]+\$?\d+)
    |(?P<cell>\$?[A-Za-z]{1,3}\$?\d+)(?![\w(])|(?P<name>[A-Za-z_][\w.]*)|(?P<op><>|<=|>=|[-+*/^&=<>%(),]))""", re.VERBOSE)
Compiled: TypeAlias = Callable[["Sheet"], Value | list[Value]]


def number(value: Value) -> float | int:
    match value:
        case Fault():
            raise FaultError(value)
        case None:
            return 0
        case bool() | int() | float():
            return value
        case str():
            try:
                return float(value)
            except ValueError:
                raise FaultError(Fault.VALUE, repr(value)) from None
    raise FaultError(Fault.VALUE, type(value).__name__)


def text(value: Value) -> str:
    match value:
        case Fault():
            raise FaultError(value)
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float() if value == int(value) and abs(value) < 1e15:
            return str(int(value))
        case float():
            return f"{value:.10g}"
    return str(value)


def flat(values: Iterable) -> Iterator[Value]:
    for value in values:
        if isinstance(value, list):
            yield from flat(value)
        else:
            yield value


def numbers(values):
    return [number(value) for value in flat(values) if isinstance(value, (int, float, Fault)) and not isinstance(value, str) or isinstance(value, Fault)]


class Functions(dict):
    def __call__(self, function=None, *, lazy=False, name=None):
        if function is None:
            return lambda f: self(f, lazy=lazy, name=name)
        function.lazy = lazy
        self[(name or function.__name__).upper()] = function
        return function


library = Functions()
for name, function in {"SUM": lambda *v: sum(numbers(v)), "AVERAGE": lambda *v: fmean(numbers(v)), "MEDIAN": lambda *v: median(numbers(v)), "MIN": lambda *v: min(numbers(v), default=0),
                       "MAX": lambda *v: max(numbers(v), default=0), "COUNT": lambda *v: len(numbers(v)), "ABS": lambda x: abs(number(x)), "SQRT": lambda x: math.sqrt(number(x)), "PI": lambda: math.pi,
                       "LEN": lambda x: len(text(x)), "UPPER": lambda x: text(x).upper(), "CONCAT": lambda *v: "".join(map(text, flat(v))), "NOT": lambda x: not number(x),
                       "AND": lambda *v: all(map(number, flat(v))), "OR": lambda *v: any(map(number, flat(v)))}.items():
    library(function, name=name)


@library
def round(value, digits=0):
    scale = 10 ** int(number(digits))
    return math.floor(number(value) * scale + 0.5) / scale


@library(name="IF", lazy=True)
def choose(sheet, test, then, otherwise=lambda sheet: False):
    return then(sheet) if number(test(sheet)) else otherwise(sheet)


@library(lazy=True)
def iferror(sheet, value, fallback):
    try:
        result = value(sheet)
    except FaultError:
        return fallback(sheet)
    return fallback(sheet) if isinstance(result, Fault) else result


@library
def lookup(key, keys, values):
    for candidate, value in zip(flat([keys]), flat([values])):
        if candidate == key:
            return value
    raise FaultError(Fault.VALUE, f"{key!r} not found")


class Compiler:
    LEVELS = [{"=", "<>", "<", ">", "<=", ">="}, {"&"}, {"+", "-"}, {"*", "/"}, {"^"}]

    def __init__(self, formula: str):
        self.tokens, position = deque(), 0
        while position < len(formula.rstrip()):
            match = TOKEN.match(formula, position)
            if not match:
                raise SyntaxError(f"unexpected {formula[position:].strip()[0]!r} at {position + 1}")
            self.tokens.append((match.lastgroup, match[match.lastgroup]))
            position = match.end()
        self.uses: set[Address] = set()
        self.code = self.level(0)
        if self.tokens:
            raise SyntaxError(f"unexpected {self.tokens[0][1]!r}")

    def accept(self, *texts):
        if self.tokens and self.tokens[0][0] == "op" and self.tokens[0][1] in texts:
            return self.tokens.popleft()[1]
        return None

    def level(self, depth: int) -> Compiled:
        if depth == len(self.LEVELS):
            return self.unary()
        left = self.level(depth + 1)
        while op := self.accept(*self.LEVELS[depth]):
            left = self.binary(op, left, self.level(depth + 1))
        return left

    @staticmethod
    def binary(op, left, right):
        def divide(a, b):
            if b == 0:
                raise FaultError(Fault.DIV)
            return a / b

        def compare(test):
            def compared(sheet):
                a, b = left(sheet), right(sheet)
                for value in (a, b):
                    if isinstance(value, Fault):
                        raise FaultError(value)
                if isinstance(a, str) != isinstance(b, str):
                    a, b = text(a), text(b)
                return test(a if a is not None else 0, b if b is not None else 0)
            return compared

        arithmetic = {"+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": divide, "^": pow}
        comparison = {"=": lambda a, b: a == b, "<>": lambda a, b: a != b, "<": lambda a, b: a < b, ">": lambda a, b: a > b, "<=": lambda a, b: a <= b, ">=": lambda a, b: a >= b}
        if op == "&":
            return lambda sheet: text(left(sheet)) + text(right(sheet))
        if op in comparison:
            return compare(comparison[op])
        return lambda sheet: arithmetic[op](number(left(sheet)), number(right(sheet)))

    def unary(self) -> Compiled:
        if self.accept("-"):
            operand = self.unary()
            return lambda sheet: -number(operand(sheet))
        operand = self.primary()
        while self.accept("%"):
            operand = (lambda inner: lambda sheet: number(inner(sheet)) / 100)(operand)
        return operand

    def primary(self) -> Compiled:
        if not self.tokens:
            raise SyntaxError("unexpected end")
        match self.tokens.popleft():
            case "number", digits:
                value = float(digits) if set(digits) & set(".eE") else int(digits)
                return lambda sheet: value
            case "text", quoted:
                content = quoted[1:-1].replace('""', '"')
                return lambda sheet: content
            case "cell", name:
                address = Address.parse(name)
                self.uses.add(address)
                return lambda sheet: sheet.value(address)
            case "range", name:
                addresses = list(Address.to(*map(Address.parse, name.split(":"))))
                self.uses.update(addresses)
                return lambda sheet: [sheet.value(address) for address in addresses]
            case "name", name if self.accept("("):
                arguments = []
                while not self.accept(")"):
                    arguments.append(self.level(0))
                    if not self.accept(",") and (not self.tokens or self.tokens[0][1] != ")"):
                        raise SyntaxError(f"expected , or ) in {name}")
                return self.call(name, arguments)
            case "name", name:
                if name.upper() in ("TRUE", "FALSE"):
                    return lambda sheet: name.upper() == "TRUE"
                return lambda sheet: sheet.named(name)
            case "op", "(":
                inner = self.level(0)
                if not self.accept(")"):
                    raise SyntaxError("expected )")
                return inner
            case _, other:
                raise SyntaxError(f"unexpected {other!r}")

    @staticmethod
    def call(name, arguments):
        def called(sheet):
            function = library.get(name.upper())
            if function is None:
                raise FaultError(Fault.NAME, name)
            try:
                return function(sheet, *arguments) if function.lazy else function(*(argument(sheet) for argument in arguments))
            except (TypeError, ValueError) as error:
                raise FaultError(Fault.VALUE, f"{name}: {error}") from error
        return called


@dataclass
class Cell:
    source: str
    code: Compiled | None = field(default=None, repr=False)
    uses: frozenset[Address] = frozenset()
    value: Value = None
    detail: str = ""


class Sheet:
    def __init__(self):
        self.cells: dict[Address, Cell] = {}
        self.users: defaultdict[Address, set[Address]] = defaultdict(set)
        self.names = ChainMap({}, {"tax": 0.19})
        self.history: list[dict[Address, str | None]] = []
        self.depth = self.computed = 0

    def value(self, address: Address) -> Value:
        cell = self.cells.get(address)
        return cell.value if cell else None

    def named(self, name: str) -> Value:
        try:
            return self.names[name]
        except KeyError:
            raise FaultError(Fault.NAME, name) from None

    def __getitem__(self, name: str) -> Value:
        return self.value(Address.parse(name))

    def __setitem__(self, name: str, source: str) -> None:
        with self.change():
            self.put(Address.parse(name), source)

    def __delitem__(self, name: str) -> None:
        with self.change():
            self.put(Address.parse(name), None)

    @contextmanager
    def change(self):
        """Several changes that are computed, and undone, at once."""
        if self.depth == 0:
            self.history.append({})
        self.depth += 1
        try:
            yield self
        except Exception:
            self.depth -= 1
            if self.depth == 0:
                self.restore(self.history.pop())
            raise
        self.depth -= 1
        if self.depth == 0:
            self.recompute(set(self.history[-1]))

    def put(self, address, source):
        if self.history and self.depth:
            old = self.cells.get(address)
            self.history[-1].setdefault(address, old.source if old else None)
        for used in self.cells[address].uses if address in self.cells else ():
            self.users[used].discard(address)
        self.cells.pop(address, None)
        if source is None:
            return
        cell = Cell(source)
        if source.startswith("="):
            compiler = Compiler(source[1:])
            cell.code, cell.uses = compiler.code, frozenset(compiler.uses)
        else:
            try:
                cell.value = int(source) if source.lstrip("-").isdigit() else float(source)
            except ValueError:
                cell.value = {"TRUE": True, "FALSE": False}.get(source.upper(), source)
        self.cells[address] = cell
        for used in cell.uses:
            self.users[used].add(address)

    def restore(self, sources):
        for address, source in sources.items():
            self.put(address, source)
        self.recompute(set(sources))

    def undo(self):
        self.restore(self.history.pop())

    def affected(self, changed):
        seen, queue = set(changed), deque(changed)
        while queue:
            for user in self.users[queue.popleft()]:
                if user not in seen:
                    seen.add(user)
                    queue.append(user)
        return seen

    def recompute(self, changed):
        todo = self.affected(changed)
        while True:
            sorter = TopologicalSorter({address: sorted(self.cells[address].uses & todo) for address in sorted(todo) if address in self.cells})
            try:
                order = list(sorter.static_order())
                break
            except CycleError as error:
                for address, _ in pairwise(error.args[1]):
                    if address in self.cells:
                        self.cells[address].value, self.cells[address].detail = Fault.CYCLE, ""
                todo -= set(error.args[1])
        for address in order:
            if (cell := self.cells.get(address)) and cell.code:
                self.computed += 1
                try:
                    value = cell.code(self)
                    cell.value, cell.detail = (value[0] if isinstance(value, list) else value), ""
                except FaultError as error:
                    cell.value, cell.detail = error.fault, error.args[1]
                except (OverflowError, ArithmeticError) as error:
                    cell.value, cell.detail = Fault.VALUE, str(error)

    def table(self, style: Literal["text", "html", "csv"] = "text") -> str:
        rows = max((address.row for address in self.cells), default=0)
        columns = max((address.column for address in self.cells), default=0)

        def show(row, column):
            value = self.value(Address(row, column))
            return value.value if isinstance(value, Fault) else text(value)

        body = [[show(row, column) for column in range(1, columns + 1)] for row in range(1, rows + 1)]
        if style == "csv":
            return "\n".join(",".join(f'"{cell}"' if "," in cell else cell for cell in row) for row in body)
        if style == "html":
            return "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in body)
        head = [Address.letters(column) for column in range(1, columns + 1)]
        widths = [max(map(len, column)) for column in zip_longest(head, *body, fillvalue="")]
        lines = ["    " + " ".join(f"{letters:^{width}}" for letters, width in zip(head, widths))]
        for number_, row in enumerate(body, 1):
            lines.append(f"{number_:>3} " + " ".join(f"{cell:{'>' if cell[:1].isdigit() or cell[:1] == '-' else '<'}{width}}" for cell, width in zip(row, widths)))
        return "\n".join(line.rstrip() for line in lines)


def main():
    sheet = Sheet()
    with sheet.change():
        for row, line in enumerate(["Item;Price;Count;Total;Share", "Bolt, 5mm;0.05;1200;=B2*C2;=D2/$D$6", "Lamp;19.5;3;=B3*C3;=D3/$D$6", "Nut;0.04;800;=B4*C4;=D4/$D$6",
                                    "Chair;49.99;=C3+1;=B5*C5;=D5/$D$6", "Sum;;=SUM(C2:C5);=SUM(D2:D5);=ROUND(SUM(E2:E5), 4)", 'With tax;;;=ROUND(D6*(1+tax), 2);=IF(D7>300, "much", "little")',
                                    '=UPPER(A3)&"-"&LEN(A2);=MAX(B2:B5);=AVERAGE(C2:C5);=-2^2;=50%*4'], 1):
            for column, source in enumerate(line.split(";"), 1):
                if source:
                    sheet[f"{Address.letters(column)}{row}"] = source
    print(sheet.table())
    before = sheet.computed
    sheet["C3"] = "30"
    print(sheet.table("csv"), sheet.computed - before, sep="\n")
    sheet.undo()
    print(sheet["D7"], sheet["C5"], len(sheet.history))
    with sheet.change():
        sheet["G1"], sheet["G2"], sheet["G3"] = "=G2+1", "=G3*2", "=B2"
        sheet["H1"], sheet["H2"], sheet["H3"], sheet["H4"] = "=1/0", "=H1+1", "=IFERROR(H2, \"oops\")", "=NOPE(1)+x"
        sheet["I1"], sheet["I2"], sheet["I3"] = "=A1+1", "=SQRT(-1)", '=LOOKUP("Lamp", A2:A5, B2:B5)'
    print(sheet.table())
    sheet["G3"] = "=G1"
    print([sheet[name] for name in ("G1", "G2", "G3")], [str(sheet[name]) for name in ("H1", "H2", "H4", "I1", "I2")], [sheet.cells[Address.parse(name)].detail for name in ("H4", "I1", "I2")])
    sheet["G3"] = "7"
    print([sheet[name] for name in ("G1", "G2", "G3")])
    del sheet["G3"]
    print([sheet[name] for name in ("G1", "G2", "G3")], sheet.cells[Address.parse("G1")])
    for source in ["=1+", "=(1", "=SUM(1 2)", "=1 $ 2", "=)", "=\"open"]:
        try:
            with sheet.change():
                sheet["G1"] = "999"
                sheet["Z1"] = source
        except SyntaxError as error:
            print(repr(source), "SyntaxError", error, sheet["G1"])
    for name in ["A0", "1A", "", "AAA", "A-1"]:
        try:
            print(sheet[name])
        except FaultError as error:
            print(repr(name), error)
    print([str(Address(5, n)) for n in (1, 26, 27, 52, 703)], [Address.parse(name).column for name in ("Z1", "aa1", "ZZ9", "$AAA$1")], len(list(Address.parse("C3").to(Address.parse("A1")))))
    chain_ = Sheet()
    with chain_.change():
        chain_["A1"] = "1"
        for row in range(2, 400):
            chain_[f"A{row}"] = f"=A{row - 1}+SUM(A$1:A1)*{row % 3}"
    chain_["A1"] = "2"
    print(chain_["A399"], chain_.computed, sheet.table("html")[:120], sorted(library)[:6], list(chain([1], [2])))


main()
