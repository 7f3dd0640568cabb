"""A compiler of a small language of expressions and statements: lexer, Pratt parser, type checker, optimiser,
code for a stack machine, and the machine."""

from __future__ import annotations

import enum
import operator
import re
import struct
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from functools import singledispatch, singledispatchmethod
from typing import ClassVar, Generic, Protocol, TypeVar


class CompileError(Exception):
    def __init__(self, message, position):
        super().__init__(message)
        self.position = position

    def render(self, source):
        line = source.count("\n", 0, self.position) + 1
        start = source.rfind("\n", 0, self.position) + 1
        end = source.find("\n", self.position)
        text = source[start:end if end >= 0 else None]
        return f"line {line}: {self.args[0]}\n    {text}\n    {' ' * (self.position - start)}^"


class Kind(enum.StrEnum):
    NUMBER = enum.auto()
    NAME = enum.auto()
    KEYWORD = enum.auto()
    OPERATOR = enum.auto()
    END = enum.auto()


KEYWORDS = frozenset("let if else while print true false fn return and or not".split())
LEXEME = re.compile(r"\s+|#.*|(?P<number>\d+(?:\.\d+)?)|(?P<name>[^\W\d]\w*)|(?P<operator>==|!=|<=|>=|\*\*|[-+*/%<>=(){},;:])")


@dataclass(frozen=True, slots=True)
class Lexeme:
    kind: Kind
    text: str
    position: int


def lex(source):
    position = 0
    while position < len(source):
        if not (found := LEXEME.match(source, position)):
            raise CompileError(f"unexpected character {source[position]!r}", position)
        if group := found.lastgroup:
            kind = Kind.KEYWORD if group == "name" and found[0] in KEYWORDS else Kind(group)
            yield Lexeme(kind, found[0], position)
        position = found.end()
    yield Lexeme(Kind.END, "", position)


@dataclass(frozen=True)
class Node:
    position: int = field(compare=False, repr=False, kw_only=True, default=0)
    fold_order: ClassVar[int] = 0


@dataclass(frozen=True)
class Number(Node):
    value: int | float


@dataclass(frozen=True)
class Truth(Node):
    value: bool


@dataclass(frozen=True)
class Name(Node):
    name: str


@dataclass(frozen=True)
class Unary(Node):
    operator: str
    operand: Node


@dataclass(frozen=True)
class Binary(Node):
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True)
class Call(Node):
    function: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True)
class Let(Node):
    name: str
    value: Node


@dataclass(frozen=True)
class Assign(Node):
    name: str
    value: Node


@dataclass(frozen=True)
class Print(Node):
    values: tuple[Node, ...]


@dataclass(frozen=True)
class If(Node):
    test: Node
    then: Block
    otherwise: Block | None


@dataclass(frozen=True)
class While(Node):
    test: Node
    body: Block


@dataclass(frozen=True)
class Return(Node):
    value: Node


@dataclass(frozen=True)
class Function(Node):
    name: str
    parameters: tuple[tuple[str, str], ...]
    result: str
    body: Block


@dataclass(frozen=True)
class Block(Node):
    statements: tuple[Node, ...]


class Parser:
    BINDING = {"or": 1, "and": 2, "==": 4, "!=": 4, "<": 5, "<=": 5, ">": 5, ">=": 5,
               "+": 6, "-": 6, "*": 7, "/": 7, "%": 7, "**": 9}

    def __init__(self, source):
        self.lexemes = list(lex(source))
        self.index = 0

    @property
    def current(self):
        return self.lexemes[self.index]

    def accept(self, *texts):
        if self.current.text in texts and self.current.kind is not Kind.END:
            self.index += 1
            return self.lexemes[self.index - 1]
        return None

    def expect(self, text):
        if not (lexeme := self.accept(text)):
            raise CompileError(f"expected {text!r}, found {self.current.text or 'the end'!r}", self.current.position)
        return lexeme

    def name(self):
        if self.current.kind is not Kind.NAME:
            raise CompileError(f"expected a name, found {self.current.text or 'the end'!r}", self.current.position)
        self.index += 1
        return self.lexemes[self.index - 1].text

    def program(self):
        statements = []
        while self.current.kind is not Kind.END:
            statements.append(self.statement())
        return Block(tuple(statements))

    def block(self):
        position = self.expect("{").position
        statements = []
        while not self.accept("}"):
            statements.append(self.statement())
        return Block(tuple(statements), position=position)

    def statement(self):
        lexeme = self.current
        position = lexeme.position
        if lexeme.kind is Kind.KEYWORD and lexeme.text in ("let", "if", "while", "print", "fn", "return"):
            self.index += 1
            return getattr(self, f"{lexeme.text}_statement")(position)
        if lexeme.kind is Kind.NAME and self.lexemes[self.index + 1].text == "=":
            self.index += 2
            node = Assign(lexeme.text, self.expression(), position=position)
        else:
            node = self.expression()
        self.expect(";")
        return node

    def let_statement(self, position):
        name = self.name()
        self.expect("=")
        value = self.expression()
        self.expect(";")
        return Let(name, value, position=position)

    def if_statement(self, position):
        test, then = self.expression(), self.block()
        otherwise = None
        if self.accept("else"):
            if nested := self.accept("if"):
                otherwise = Block((self.if_statement(nested.position),))
            else:
                otherwise = self.block()
        return If(test, then, otherwise, position=position)

    def while_statement(self, position):
        return While(self.expression(), self.block(), position=position)

    def print_statement(self, position):
        values = [self.expression()]
        while self.accept(","):
            values.append(self.expression())
        self.expect(";")
        return Print(tuple(values), position=position)

    def return_statement(self, position):
        value = self.expression()
        self.expect(";")
        return Return(value, position=position)

    def fn_statement(self, position):
        name, parameters = self.name(), []
        self.expect("(")
        while not self.accept(")"):
            parameter = self.name()
            self.expect(":")
            parameters.append((parameter, self.name()))
            if self.current.text != ")":
                self.expect(",")
        self.expect(":")
        result = self.name()
        return Function(name, tuple(parameters), result, self.block(), position=position)

    def expression(self, binding=0):
        left = self.prefix()
        while (power := self.BINDING.get(self.current.text, 0)) > binding:
            lexeme = self.current
            self.index += 1
            right = self.expression(power - 1 if lexeme.text == "**" else power)
            left = Binary(lexeme.text, left, right, position=lexeme.position)
        return left

    def prefix(self):
        lexeme = self.current
        self.index += 1
        match lexeme:
            case Lexeme(Kind.NUMBER, text):
                return Number(float(text) if "." in text else int(text), position=lexeme.position)
            case Lexeme(Kind.KEYWORD, "true" | "false" as text):
                return Truth(text == "true", position=lexeme.position)
            case Lexeme(Kind.NAME, text):
                if not self.accept("("):
                    return Name(text, position=lexeme.position)
                arguments = []
                while not self.accept(")"):
                    arguments.append(self.expression())
                    if self.current.text != ")":
                        self.expect(",")
                return Call(text, tuple(arguments), position=lexeme.position)
            case Lexeme(_, "("):
                inside = self.expression()
                self.expect(")")
                return inside
            case Lexeme(_, "-" | "not" as text):
                return Unary(text, self.expression(8 if text == "-" else 3), position=lexeme.position)
        self.index -= 1
        raise CompileError(f"expected an expression, found {lexeme.text or 'the end'!r}", lexeme.position)


ARITHMETIC = {"+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv, "%": operator.mod,
              "**": operator.pow}
COMPARISON = {"==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt,
              ">=": operator.ge}


@singledispatch
def fold(node):
    """The node with what is constant computed."""
    changes = {}
    for part in fields(node):
        match getattr(node, part.name):
            case Node() as child:
                changes[part.name] = fold(child)
            case (Node(), *_) as children:
                changes[part.name] = tuple(map(fold, children))
    return replace(node, **changes) if changes else node


@fold.register
def _(node: Binary):
    match node.operator, fold(node.left), fold(node.right):
        case "/" | "%", left, Number(0) as right:
            return replace(node, left=left, right=right)
        case name, Number(a), Number(b) if name in ARITHMETIC:
            return Number(ARITHMETIC[name](a, b), position=node.position)
        case name, Number(a), Number(b) if name in COMPARISON:
            return Truth(COMPARISON[name](a, b), position=node.position)
        case ("+" | "-", left, Number(0)) | ("*" | "/" | "**", left, Number(1)):
            return left
        case ("+", Number(0), right) | ("*", Number(1), right):
            return right
        case "and", Truth(value), right:
            return right if value else Truth(False)
        case "or", Truth(value), right:
            return Truth(True) if value else right
        case _, left, right:
            return replace(node, left=left, right=right)


@fold.register
def _(node: Unary):
    match node.operator, fold(node.operand):
        case "-", Number(value):
            return Number(-value, position=node.position)
        case "not", Truth(value):
            return Truth(not value, position=node.position)
        case "not", Unary("not", inner):
            return inner
        case _, operand:
            return replace(node, operand=operand)


@fold.register
def _(node: If):
    match fold(node.test):
        case Truth(True):
            return fold(node.then)
        case Truth(False):
            return fold(node.otherwise) if node.otherwise else Block(())
        case test:
            return replace(node, test=test, then=fold(node.then), otherwise=node.otherwise and fold(node.otherwise))


T = TypeVar("T")


class Scopes(Generic[T]):
    def __init__(self):
        self.stack: list[dict[str, T]] = [{}]

    @contextmanager
    def nested(self):
        self.stack.append({})
        try:
            yield self
        finally:
            self.stack.pop()

    def __getitem__(self, name: str) -> T:
        for scope in reversed(self.stack):
            if name in scope:
                return scope[name]
        raise KeyError(name)

    def __setitem__(self, name: str, value: T):
        self.stack[-1][name] = value


@dataclass
class Signature:
    parameters: list[str]
    result: str

    def __str__(self):
        return f"({', '.join(self.parameters)}) -> {self.result}"


class Checker:
    """Finds every node's type: int, real or bool."""

    BUILTINS = {"sqrt": Signature(["real"], "real"), "floor": Signature(["real"], "int")}

    def __init__(self):
        self.scopes: Scopes[str | Signature] = Scopes()
        for name, signature in self.BUILTINS.items():
            self.scopes[name] = signature
        self.result = None

    def lookup(self, name, position, kind=str):
        try:
            found = self.scopes[name]
        except KeyError:
            raise CompileError(f"{name} is not defined", position) from None
        if not isinstance(found, kind):
            raise CompileError(f"{name} is {'not ' if kind is Signature else ''}a function", position)
        return found

    def want(self, node, *types):
        if (found := self.check(node)) not in types:
            raise CompileError(f"expected {' or '.join(types)}, found {found}", node.position)
        return found

    @singledispatchmethod
    def check(self, node):
        raise NotImplementedError(type(node).__name__)

    @check.register
    def _(self, node: Number):
        return "int" if isinstance(node.value, int) else "real"

    @check.register
    def _(self, node: Truth):
        return "bool"

    @check.register
    def _(self, node: Name):
        return self.lookup(node.name, node.position)

    @check.register
    def _(self, node: Unary):
        return self.want(node.operand, *(("bool",) if node.operator == "not" else ("int", "real")))

    @check.register
    def _(self, node: Binary):
        if node.operator in ("and", "or"):
            self.want(node.left, "bool")
            return self.want(node.right, "bool")
        both = {self.want(node.left, "int", "real"), self.want(node.right, "int", "real")}
        if node.operator in COMPARISON:
            return "bool"
        return "real" if "real" in both or node.operator == "/" else "int"

    @check.register
    def _(self, node: Call):
        signature = self.lookup(node.function, node.position, Signature)
        if len(signature.parameters) != len(node.arguments):
            raise CompileError(f"{node.function}{signature} called with {len(node.arguments)} arguments", node.position)
        for argument, kind in zip(node.arguments, signature.parameters, strict=True):
            self.want(argument, *(("int", "real") if kind == "real" else (kind,)))
        return signature.result

    @check.register(Let)
    def _(self, node):
        self.scopes[node.name] = self.check(node.value)

    @check.register(Assign)
    def _(self, node):
        kind = self.lookup(node.name, node.position)
        self.want(node.value, *(("int", "real") if kind == "real" else (kind,)))

    @check.register(Print)
    def _(self, node):
        for value in node.values:
            self.want(value, "int", "real", "bool")

    @check.register
    def _(self, node: Block):
        with self.scopes.nested():
            for statement in node.statements:
                self.check(statement)

    @check.register
    def _(self, node: If | While):
        self.want(node.test, "bool")
        for part in (node.then, node.otherwise) if isinstance(node, If) else (node.body,):
            if part:
                self.check(part)

    @check.register
    def _(self, node: Function):
        self.scopes[node.name] = Signature([kind for _, kind in node.parameters], node.result)
        outer, self.result = self.result, node.result
        with self.scopes.nested():
            for name, kind in node.parameters:
                self.scopes[name] = kind
            self.check(node.body)
        self.result = outer

    @check.register
    def _(self, node: Return):
        if self.result is None:
            raise CompileError("return outside a function", node.position)
        self.want(node.value, *(("int", "real") if self.result == "real" else (self.result,)))


class Op(enum.IntEnum):
    PUSH, LOAD, STORE, ADD, SUB, MUL, DIV, MOD, POW, EQ, NE, LT, LE, GT, GE, NEG, NOT = range(17)
    JUMP, BRANCH, KEEP_FALSE, KEEP_TRUE, CALL, RETURN, PRINT, POP, HALT = range(17, 26)


OPERATORS = dict(zip([*ARITHMETIC, *COMPARISON], list(Op)[Op.ADD:Op.NEG]))
OPERATIONS = {Op(code): function for code, function in
              zip(range(Op.ADD, Op.NEG), [*ARITHMETIC.values(), *COMPARISON.values()])}


class Visitor(Protocol):
    def emit(self, op: Op, operand: int = 0) -> int: ...


class Generator:
    WORD = struct.Struct("<BH")

    def __init__(self):
        self.code = bytearray()
        self.constants = []
        self.names = []
        self.functions = {}

    def emit(self, op, operand=0):
        self.code += self.WORD.pack(op, operand)
        return len(self.code) - self.WORD.size

    def patch(self, place):
        struct.pack_into("<H", self.code, place + 1, len(self.code))

    def slot(self, table, item):
        for index, known in enumerate(table):
            if known == item and type(known) is type(item):
                return index
        table.append(item)
        return len(table) - 1

    def generate(self, node):
        match node:
            case Number(value) | Truth(value):
                self.emit(Op.PUSH, self.slot(self.constants, value))
            case Name(name):
                self.emit(Op.LOAD, self.slot(self.names, name))
            case Unary(name, operand):
                self.generate(operand)
                self.emit(Op.NEG if name == "-" else Op.NOT)
            case Binary("and" | "or" as name, left, right):
                self.generate(left)
                place = self.emit(Op.KEEP_FALSE if name == "and" else Op.KEEP_TRUE)
                self.generate(right)
                self.patch(place)
            case Binary(name, left, right):
                self.generate(left)
                self.generate(right)
                self.emit(OPERATORS[name])
            case Call(function, arguments):
                for argument in arguments:
                    self.generate(argument)
                self.emit(Op.PUSH, self.slot(self.constants, len(arguments)))
                self.emit(Op.CALL, self.slot(self.names, function))
            case Let(name, value) | Assign(name, value):
                self.generate(value)
                self.emit(Op.STORE, self.slot(self.names, name))
            case Print(values):
                for value in values:
                    self.generate(value)
                self.emit(Op.PRINT, len(values))
            case If(test, then, otherwise):
                self.generate(test)
                branch = self.emit(Op.BRANCH)
                self.generate(then)
                if otherwise:
                    jump = self.emit(Op.JUMP)
                    self.patch(branch)
                    self.generate(otherwise)
                    self.patch(jump)
                else:
                    self.patch(branch)
            case While(test, body):
                start = len(self.code)
                self.generate(test)
                branch = self.emit(Op.BRANCH)
                self.generate(body)
                self.emit(Op.JUMP, start)
                self.patch(branch)
            case Function(name, parameters, _, body):
                jump = self.emit(Op.JUMP)
                self.functions[name] = len(self.code), [parameter for parameter, _ in parameters]
                self.generate(body)
                self.emit(Op.PUSH, self.slot(self.constants, 0))
                self.emit(Op.RETURN)
                self.patch(jump)
            case Return(value):
                self.generate(value)
                self.emit(Op.RETURN)
            case Block(statements):
                for statement in statements:
                    self.generate(statement)
                    if isinstance(statement, (Number, Truth, Name, Unary, Binary, Call)):
                        self.emit(Op.POP)

    def listing(self):
        for place, (op, operand) in enumerate(self.WORD.iter_unpack(self.code)):
            note = ""
            match Op(op):
                case Op.PUSH:
                    note = f"{self.constants[operand]!r}"
                case Op.LOAD | Op.STORE | Op.CALL:
                    note = self.names[operand]
                case Op.JUMP | Op.BRANCH | Op.KEEP_FALSE | Op.KEEP_TRUE:
                    note = f"-> {operand // self.WORD.size}"
                case Op.PRINT:
                    note = str(operand)
            yield f"{place:>4} {Op(op).name:<10} {note}".rstrip()


class Machine:
    def __init__(self, generator, limit=500_000):
        self.program = generator
        self.words = [(Op(op), operand) for op, operand in Generator.WORD.iter_unpack(generator.code)]
        self.limit = limit
        self.lines = []
        self.steps = 0

    def run(self):
        words, program, size = self.words, self.program, Generator.WORD.size
        stack, frames, variables, counter = [], [], {}, 0
        top = variables
        while True:
            self.steps += 1
            if self.steps > self.limit:
                raise RuntimeError(f"more than {self.limit:,} steps")
            op, operand = words[counter]
            counter += 1
            if op in OPERATIONS:
                right = stack.pop()
                stack[-1] = OPERATIONS[op](stack[-1], right)
                continue
            match op:
                case Op.PUSH:
                    stack.append(program.constants[operand])
                case Op.LOAD:
                    name = program.names[operand]
                    stack.append(variables[name] if name in variables else top[name])
                case Op.STORE:
                    variables[program.names[operand]] = stack.pop()
                case Op.NEG:
                    stack.append(-stack.pop())
                case Op.NOT:
                    stack.append(not stack.pop())
                case Op.JUMP:
                    counter = operand // size
                case Op.BRANCH:
                    if not stack.pop():
                        counter = operand // size
                case Op.KEEP_FALSE | Op.KEEP_TRUE:
                    if stack[-1] == (op is Op.KEEP_TRUE):
                        counter = operand // size
                    else:
                        stack.pop()
                case Op.CALL:
                    arguments = [stack.pop() for _ in range(stack.pop())][::-1]
                    name = program.names[operand]
                    if name == "sqrt":
                        stack.append(arguments[0] ** 0.5)
                    elif name == "floor":
                        stack.append(int(arguments[0] // 1))
                    else:
                        frames.append((counter, variables))
                        place, parameters = program.functions[name]
                        counter, variables = place // size, dict(zip(parameters, arguments))
                case Op.RETURN:
                    counter, variables = frames.pop()
                case Op.PRINT:
                    values = stack[len(stack) - operand:]
                    del stack[len(stack) - operand:]
                    self.lines.append(" ".join(f"{v:.6g}" if isinstance(v, float) else str(v).lower() for v in values))
                case Op.POP:
                    stack.pop()
                case Op.HALT:
                    return top


SOURCES = {
    "constants": "print 2 + 3 * 4 ** 2 ** 0 - -1, 7 % 4 == 3 and not false, 1 / 4;",
    "identities": "let x = 5; print x + 0, 1 * x, x ** 1, not not (x < 3);",
    "branches": """
        let n = 15;
        if n % 15 == 0 { print 15, n; } else if n % 5 == 0 { print 5, n; } else { print n; }
        if 1 < 2 { print true; } else { print false; }
    """,
    "loop": """
        let n = 27; let steps = 0;
        while n != 1 { if n % 2 == 0 { n = floor(n / 2); } else { n = 3 * n + 1; } steps = steps + 1; }
        print steps;
    """,
    "functions": """
        fn gcd(a: int, b: int): int { if b == 0 { return a; } return gcd(b, a % b); }
        fn fib(n: int): int { if n < 2 { return n; } return fib(n - 1) + fib(n - 2); }
        fn hypotenuse(a: real, b: real): real { return sqrt(a * a + b * b); }
        print gcd(1071, 462), fib(15), hypotenuse(3, 4.0);
    """,
    "newton": """
        fn root(of: real): real {
            let guess = of; let rounds = 0;
            while rounds < 20 and (guess * guess - of > 0.000001 or of - guess * guess > 0.000001) {
                guess = (guess + of / guess) / 2; rounds = rounds + 1;
            }
            return guess;
        }
        print root(2), root(1000000.0), root(0.25);
    """,
}
BROKEN = {
    "character": "let a = 3 $ 4;",
    "missing": "let a = (1 + 2;\nprint a;",
    "end": "print 1 +",
    "name": "let 5 = 3;",
    "undefined": "let a = 1;\nprint a + b;",
    "types": "print 1 + (2 < 3);",
    "condition": "if 1 { print 2; }",
    "arguments": "fn f(a: int): int { return a; }\nprint f(1, 2);",
    "not a function": "let f = 1; print f(2);",
    "function": "fn f(a: int): int { return a; } print f + 1;",
    "result": "fn f(a: int): int {\n  return a < 1;\n}",
    "outside": "return 5;",
}


def build(source):
    tree = Parser(source).program()
    Checker().check(tree)
    folded = fold(tree)
    generator = Generator()
    generator.generate(folded)
    generator.emit(Op.HALT)
    return tree, folded, generator


def main():
    for title, source in SOURCES.items():
        tree, folded, generator = build(source)
        machine = Machine(generator)
        variables = machine.run()
        print(f"== {title}: {len(machine.words)} instructions, {machine.steps} steps, {variables}")
        print(*machine.lines, sep="\n")
        if title in ("constants", "identities", "branches"):
            print(folded)
            print(*generator.listing(), sep="\n")
    for title, source in BROKEN.items():
        try:
            build(source)
        except CompileError as error:
            print(f"{title}: {error.render(source)}")
    *_, endless = build("while true { 1; }")
    try:
        Machine(endless, limit=1000).run()
    except RuntimeError as error:
        print(repr(error))
    *_, zero = build("let a = 0; print 5 % a;")
    try:
        Machine(zero).run()
    except ZeroDivisionError as error:
        print(repr(error))
    print(Parser("1 + a * -2;").program() == Parser(" 1 + a *\n\n -2 ;").program(), hash(Number(1)) == hash(Number(1)))
    print(Kind.NAME, repr(Kind.END), Op.JUMP, repr(Op.JUMP), f"{Op.JUMP:>4}|{Kind.NAME:>8}|")


if __name__ == "__main__":
    main()
