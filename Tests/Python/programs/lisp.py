"""A small Lisp: reader, macro expander, closures, tail calls, proper errors with positions, and a printer."""

from __future__ import annotations

import math
import operator
import re
from collections import ChainMap
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from typing import Any, Callable, Iterator


class LispError(Exception):
    """An error of the program that is interpreted, not of the interpreter."""


class ReadError(LispError):
    def __init__(self, message: str, line: int, column: int):
        super().__init__(f"{line}:{column}: {message}")
        self.line, self.column = line, column


class UnboundError(LispError):
    def __init__(self, name: Symbol):
        super().__init__(f"unbound variable {name}")
        self.name = name


class Symbol(str):
    """An interned name."""

    __slots__ = ()
    table: dict[str, Symbol] = {}

    def __new__(cls, name: str) -> Symbol:
        found = cls.table.get(name)
        if found is None:
            found = cls.table[name] = super().__new__(cls, name)
        return found

    def __repr__(self) -> str:
        return f"Symbol({str(self)!r})"


QUOTE, QUASI, UNQUOTE, SPLICE = map(Symbol, ["quote", "quasiquote", "unquote", "unquote-splicing"])
IF, DEFINE, SET, LAMBDA, BEGIN, LET, MACRO, COND, ELSE, AND, OR, CATCH = map(
    Symbol, "if define set! lambda begin let define-macro cond else and or catch".split()
)
READER_MARKS = {"'": QUOTE, "`": QUASI, ",": UNQUOTE, ",@": SPLICE}

TOKEN = re.compile(
    r"""
    (?P<space>   \s+ | ;[^\n]*           ) |
    (?P<open>    [(\[]                   ) |
    (?P<close>   [)\]]                   ) |
    (?P<mark>    ,@ | ['`,]              ) |
    (?P<string>  "(?:[^"\\]|\\.)*"       ) |
    (?P<atom>    [^\s()\[\]'"`,;]+       )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    line: int
    column: int


def tokens(source: str) -> Iterator[Token]:
    position, line, start = 0, 1, 0
    while position < len(source):
        match = TOKEN.match(source, position)
        if match is None:
            raise ReadError(f"cannot read {source[position]!r}", line, position - start + 1)
        if match.lastgroup != "space":
            yield Token(match.lastgroup, match[0], line, position - start + 1)
        for newline in re.finditer("\n", match[0]):
            line += 1
            start = position + newline.end()
        position = match.end()


class Reader:
    def __init__(self, source: str):
        self.stream = tokens(source)
        self.ahead: list[Token] = []

    def next(self) -> Token | None:
        return self.ahead.pop() if self.ahead else next(self.stream, None)

    def __iter__(self) -> Iterator[Any]:
        while (token := self.next()) is not None:
            yield self.datum(token)

    def datum(self, token: Token) -> Any:
        match token:
            case Token("open", bracket):
                return self.sequence(token, ")" if bracket == "(" else "]")
            case Token("close", text, line, column):
                raise ReadError(f"unexpected {text}", line, column)
            case Token("mark", text):
                following = self.next()
                if following is None:
                    raise ReadError(f"nothing after {text}", token.line, token.column)
                return [READER_MARKS[text], self.datum(following)]
            case Token("string", text):
                return text[1:-1].encode().decode("unicode_escape")
            case Token("atom", "#t"):
                return True
            case Token("atom", "#f"):
                return False
            case Token(text=text):
                for convert in (int, Fraction, float):
                    try:
                        return convert(text)
                    except (ValueError, ZeroDivisionError):
                        pass
                return Symbol(text)

    def sequence(self, opening: Token, closer: str) -> list:
        items = []
        while (token := self.next()) is not None:
            if token.kind == "close":
                if token.text != closer:
                    raise ReadError(f"expected {closer}, found {token.text}", token.line, token.column)
                return items
            items.append(self.datum(token))
        raise ReadError(f"{opening.text} is never closed", opening.line, opening.column)


def show(value: Any) -> str:
    match value:
        case True | False:
            return "#t" if value else "#f"
        case None:
            return "nothing"
        case Symbol():
            return str(value)
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
        case [head, datum] if head in (QUOTE, QUASI, UNQUOTE, SPLICE):
            return next(mark for mark, symbol in READER_MARKS.items() if symbol is head) + show(datum)
        case list():
            return "(" + " ".join(map(show, value)) + ")"
        case Closure(name=name):
            return f"#<procedure {name or 'anonymous'}>"
        case _ if callable(value):
            return f"#<primitive {getattr(value, '__name__', '?')}>"
        case _:
            return str(value)


@dataclass
class Closure:
    parameters: list
    body: list
    scope: ChainMap
    name: str | None = None
    rest: Symbol | None = field(default=None)

    @classmethod
    def make(cls, parameters, body, scope, name=None):
        match parameters:
            case Symbol():
                return cls([], body, scope, name, parameters)
            case [*fixed, dot, rest] if dot == ".":
                return cls(fixed, body, scope, name, rest)
        return cls(parameters, body, scope, name)

    def bind(self, arguments: list) -> ChainMap:
        if len(arguments) < len(self.parameters) or (self.rest is None and len(arguments) > len(self.parameters)):
            wanted = f"{len(self.parameters)}{' or more' if self.rest is not None else ''}"
            raise LispError(f"{show(self)} takes {wanted} arguments, not {len(arguments)}")
        names = dict(zip(self.parameters, arguments))
        if self.rest is not None:
            names[self.rest] = arguments[len(self.parameters):]
        return self.scope.new_child(names)


class Lisp:
    def __init__(self):
        self.output: list[str] = []
        self.macros: dict[str, Closure] = {}
        self.globals: ChainMap = ChainMap({}, self.primitives())
        self.steps = 0

    def primitives(self) -> dict[str, Callable]:
        def fold(function, unit):
            def folded(*numbers):
                return reduce(function, numbers, unit) if len(numbers) != 1 else function(unit, numbers[0])
            folded.__name__ = function.__name__
            return folded

        def compare(function):
            def compared(*numbers):
                return all(function(a, b) for a, b in zip(numbers, numbers[1:]))
            compared.__name__ = function.__name__
            return compared

        def divide(a, b):
            if b == 0:
                raise LispError("division by zero")
            quotient = Fraction(a) / Fraction(b) if not isinstance(a, float) and not isinstance(b, float) else a / b
            if isinstance(quotient, Fraction) and quotient.denominator == 1:
                return int(quotient)
            return quotient

        def subtract(first, *others):
            return reduce(operator.sub, others, first) if others else -first

        def display(*values):
            self.output.append(" ".join(v if isinstance(v, str) else show(v) for v in values))

        def error(message, *irritants):
            raise LispError(" ".join([message, *map(show, irritants)]))

        table = {
            "+": fold(operator.add, 0), "*": fold(operator.mul, 1), "-": subtract, "/": divide,
            "<": compare(operator.lt), ">": compare(operator.gt), "=": compare(operator.eq), "<=": compare(operator.le),
            "modulo": operator.mod, "sqrt": math.sqrt, "expt": pow, "max": max, "min": min, "abs": abs,
            "car": lambda pair: pair[0], "cdr": lambda pair: pair[1:], "cons": lambda head, tail: [head, *tail],
            "list": lambda *items: list(items), "length": len, "append": lambda *lists: sum(lists, []),
            "null?": lambda value: value == [], "pair?": lambda value: isinstance(value, list) and value != [],
            "number?": lambda value: isinstance(value, (int, float, Fraction)) and not isinstance(value, bool),
            "symbol?": lambda value: isinstance(value, Symbol), "eq?": lambda a, b: a is b or a == b,
            "not": lambda value: value is False, "display": display, "error": error,
            "map": lambda function, *lists: [self.apply(function, list(row)) for row in zip(*lists)],
            "apply": lambda function, arguments: self.apply(function, arguments),
            "sort": lambda items, less: self.merge_sort(items, less),
            "string-append": lambda *texts: "".join(texts), "number->string": str, "reverse": lambda items: items[::-1],
        }
        for name, function in table.items():
            if getattr(function, "__name__", "") == "<lambda>":
                function.__name__ = name
        return table

    def merge_sort(self, items, less):
        if len(items) < 2:
            return items
        middle = len(items) // 2
        left, right = self.merge_sort(items[:middle], less), self.merge_sort(items[middle:], less)
        merged = []
        while left and right:
            source = right if self.apply(less, [right[0], left[0]]) is not False else left
            merged.append(source.pop(0))
        return merged + left + right

    def apply(self, function, arguments):
        if isinstance(function, Closure):
            return self.evaluate([BEGIN, *function.body], function.bind(arguments))
        if not callable(function):
            raise LispError(f"{show(function)} cannot be called")
        try:
            return function(*arguments)
        except (TypeError, IndexError) as problem:
            raise LispError(f"{show(function)}: bad arguments {show(arguments)}") from problem

    def quasi(self, form, scope):
        match form:
            case [head, datum] if head is UNQUOTE:
                return self.evaluate(datum, scope)
            case list():
                result = []
                for part in form:
                    match part:
                        case [head, datum] if head is SPLICE:
                            result.extend(self.evaluate(datum, scope))
                        case _:
                            result.append(self.quasi(part, scope))
                return result
        return form

    def evaluate(self, form, scope):
        while True:
            self.steps += 1
            match form:
                case Symbol():
                    try:
                        return scope[form]
                    except KeyError:
                        raise UnboundError(form) from None
                case [] | int() | float() | str() | Fraction() | None:
                    return form
                case [head, datum] if head is QUOTE:
                    return datum
                case [head, datum] if head is QUASI:
                    return self.quasi(datum, scope)
                case [head, test, consequence, *alternative] if head is IF:
                    if self.evaluate(test, scope) is not False:
                        form = consequence
                    elif alternative:
                        form = alternative[0]
                    else:
                        return None
                case [head, *clauses] if head is COND:
                    for test, *body in clauses:
                        if test is ELSE or self.evaluate(test, scope) is not False:
                            form = [BEGIN, *body]
                            break
                    else:
                        return None
                case [head, *tests] if head is AND or head is OR:
                    if not tests:
                        return head is AND
                    for test in tests[:-1]:
                        value = self.evaluate(test, scope)
                        if (value is False) == (head is AND):
                            return value
                    form = tests[-1]
                case [head, [name, *parameters], *body] if head is DEFINE:
                    scope[name] = Closure.make(parameters, body, scope, str(name))
                    return None
                case [head, name, value] if head is DEFINE:
                    value = self.evaluate(value, scope)
                    if isinstance(value, Closure) and value.name is None:
                        value.name = str(name)
                    scope[name] = value
                    return None
                case [head, [name, *parameters], *body] if head is MACRO:
                    self.macros[name] = Closure.make(parameters, body, scope, str(name))
                    return None
                case [head, name, value] if head is SET:
                    for frame in scope.maps:
                        if name in frame:
                            frame[name] = self.evaluate(value, scope)
                            return None
                    raise UnboundError(name)
                case [head, parameters, *body] if head is LAMBDA:
                    return Closure.make(parameters, body, scope)
                case [head, Symbol() as name, bindings, *body] if head is LET:
                    inner = scope.new_child()
                    inner[name] = Closure.make([n for n, _ in bindings], body, inner, str(name))
                    form, scope = [name, *(v for _, v in bindings)], inner
                case [head, bindings, *body] if head is LET:
                    scope = scope.new_child({name: self.evaluate(value, scope) for name, value in bindings})
                    form = [BEGIN, *body]
                case [head, *body] if head is BEGIN:
                    if not body:
                        return None
                    for step in body[:-1]:
                        self.evaluate(step, scope)
                    form = body[-1]
                case [head, body, handler] if head is CATCH:
                    try:
                        return self.evaluate(body, scope)
                    except LispError as problem:
                        form = [handler, str(problem)]
                case [Symbol() as head, *operands] if head in self.macros:
                    form = self.apply(self.macros[head], operands)
                case [head, *operands]:
                    function = self.evaluate(head, scope)
                    arguments = [self.evaluate(operand, scope) for operand in operands]
                    if isinstance(function, Closure):
                        form, scope = [BEGIN, *function.body], function.bind(arguments)
                    else:
                        return self.apply(function, arguments)
                case _:
                    raise LispError(f"cannot evaluate {show(form)}")

    def run(self, source: str) -> Iterator[str]:
        try:
            for form in Reader(source):
                value = self.evaluate(form, self.globals)
                yield from self.output
                self.output.clear()
                if value is not None:
                    yield show(value)
        except LispError as problem:
            yield from self.output
            self.output.clear()
            yield f"{type(problem).__name__}: {problem}"


PROGRAMS = {
    "arithmetic": "(+ 1 2 (* 3 4)) (/ 1 3) (/ 6 3) (- 5) (expt 2 100) (sqrt 2) (+ 1/2 1/3) (< 1 2 3) (< 1 3 2) (*)",
    "data": """
        '(a b (c . d) "x\\ty") (cons 1 '(2 3)) (car (cdr '(1 2 3))) `(1 ,(+ 1 1) ,@(list 3 4) (nested ,(* 5 5)))
        ''quoted (append '(1) '(2 3) '()) (map + '(1 2 3) '(10 20 30)) (reverse '(1 2 3))
    """,
    "closures": """
        (define (counter)
          (let ((n 0)) (lambda () (set! n (+ n 1)) n)))
        (define a (counter)) (define b (counter))
        (a) (a) (b) (list (a) (b))
        a car (lambda (x) x)
        (define (variadic first . rest) (list first rest)) (variadic 1) (variadic 1 2 3) ((lambda all all) 1 2)
    """,
    "tail calls": """
        (define (loop n total) (if (= n 0) total (loop (- n 1) (+ total n))))
        (loop 20000 0)
        (let again ((n 10) (factorial 1)) (if (= n 0) factorial (again (- n 1) (* n factorial))))
    """,
    "recursion": """
        (define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
        (map fib '(1 5 10 15))
        (define (hanoi n from to via)
          (if (= n 0) 0 (+ (hanoi (- n 1) from via to) 1 (hanoi (- n 1) via to from))))
        (hanoi 8 'a 'b 'c)
        (sort '(5 3 9 1 4 1 5 9 2 6) <)
        (sort '(5 3 9 1 4) (lambda (a b) (> a b)))
    """,
    "macros": """
        (define-macro (unless test . body) `(if ,test nothing-at-all (begin ,@body)))
        (unless #f (display "inside unless") 42)
        (define-macro (while test . body)
          `(let repeat () (if ,test (begin ,@body (repeat)))))
        (define n 0)
        (while (< n 4) (display "n is" n) (set! n (+ n 1)))
        (define-macro (swap! a b) `(let ((swapped ,a)) (set! ,a ,b) (set! ,b swapped)))
        (define x 1) (define y 2) (swap! x y) (list x y)
    """,
    "queens": """
        (define (range a b) (if (< a b) (cons a (range (+ a 1) b)) '()))
        (define (safe? row distance queens)
          (cond ((null? queens) #t)
                ((or (= (car queens) row) (= (abs (- (car queens) row)) distance)) #f)
                (else (safe? row (+ distance 1) (cdr queens)))))
        (define (place k size queens)
          (if (= k 0) (list queens)
              (apply append (map (lambda (row)
                                   (if (safe? row 1 queens) (place (- k 1) size (cons row queens)) '()))
                                 (range 0 size)))))
        (length (place 5 5 '())) (car (place 6 6 '()))
    """,
    "errors": "(+ 1 undefined-name)",
    "error in call": "((lambda (a b) a) 1)",
    "raised": '(catch (error "broken:" 1 \'two "three") (lambda (text) (string-append "caught " text)))',
    "bad primitive": "(catch (car 5) (lambda (text) text)) (car '())",
    "division": "(define (f x) (/ 1 x)) (f 4) (f 0)",
    "reader: open": "(define (f x)\n  (+ x 1)",
    "reader: close": "(list 1 2))",
    "reader: mixed": "(list [1 2) 3",
    "reader: string": '(display "never closed)',
    "not callable": "(define five 5) (five 1)",
}


def main() -> None:
    for title, source in PROGRAMS.items():
        lisp = Lisp()
        print(f"--- {title}")
        for line in lisp.run(source):
            print("   ", line)
        print(f"    [{lisp.steps} steps]")
    assert Symbol("car") is Symbol("car")
    print(sorted(Symbol.table)[:5], repr(Symbol("car")))


if __name__ == "__main__":
    main()
