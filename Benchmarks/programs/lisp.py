"""Lisp: a reader and an evaluator with lexical scope and proper tail calls, running small Scheme programs.

McCarthy, "Recursive Functions of Symbolic Expressions" (CACM 3:4, 1960), with Steele and Sussman's lexical scope
(1975). Exercises dispatch on types and text, chained dicts, recursion and `match`.
"""

SCALE = 21
EXPECTED = (10946, 8822100, [-153, -86, -39, -12, 15, 22, 49], 3, 5)

PROGRAM = """
(define (fib n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2)))))
(define (loop i total) (if (= i 0) total (loop (- i 1) (+ total i))))
(define (map f items) (if (null? items) '() (cons (f (car items)) (map f (cdr items)))))
(define (range a b) (if (= a b) '() (cons a (range (+ a 1) b))))
(define (append a b) (if (null? a) b (cons (car a) (append (cdr a) b))))
(define (keep f items)
  (cond ((null? items) '())
        ((f (car items)) (cons (car items) (keep f (cdr items))))
        (else (keep f (cdr items)))))
(define (quicksort items)
  (if (null? items) '()
    (let ((pivot (car items)) (rest (cdr items)))
      (append (quicksort (keep (lambda (x) (< x pivot)) rest))
              (cons pivot (quicksort (keep (lambda (x) (not (< x pivot))) rest)))))))
(define (make-counter) (let ((n 0)) (lambda () (set! n (+ n 1)) n)))
(define tick (make-counter))
(define (tak x y z) (if (< y x) (tak (tak (- x 1) y z) (tak (- y 1) z x) (tak (- z 1) x y)) z))
"""


class Symbol(str):
    __slots__ = ()


class Environment(dict):
    """The bindings of one scope, and the scope around it."""

    def __init__(self, names=(), values=(), outer=None):
        super().__init__(zip(names, values))
        self.outer = outer

    def find(self, name):
        scope = self
        while name not in scope:
            scope = scope.outer
            if scope is None:
                raise NameError(name)
        return scope


class Procedure:
    def __init__(self, parameters, body, scope):
        self.parameters = parameters
        self.body = body
        self.scope = scope


def tokenize(text):
    return text.replace("(", " ( ").replace(")", " ) ").replace("'", " ' ").split()


def parse(tokens):
    token = tokens.pop()
    if token == "(":
        items = []
        while tokens[-1] != ")":
            items.append(parse(tokens))
        tokens.pop()
        return items
    if token == "'":
        return [Symbol("quote"), parse(tokens)]
    try:
        return int(token)
    except ValueError:
        return Symbol(token)


def read(text):
    tokens = tokenize(text)[::-1]
    while tokens:
        yield parse(tokens)


def evaluate(form, scope):
    while True:
        if isinstance(form, Symbol):
            return scope.find(form)[form]
        if not isinstance(form, list):
            return form
        match form:
            case ["quote", datum]:
                return datum
            case ["if", test, then, otherwise]:
                form = then if evaluate(test, scope) else otherwise
                continue
            case ["cond", *clauses]:
                for test, value in clauses:
                    if test == "else" or evaluate(test, scope):
                        form = value
                        break
                continue
            case ["define", [name, *parameters], *body]:
                scope[name] = Procedure(parameters, body, scope)
                return None
            case ["define", name, value]:
                scope[name] = evaluate(value, scope)
                return None
            case ["set!", name, value]:
                scope.find(name)[name] = evaluate(value, scope)
                return None
            case ["lambda", parameters, *body]:
                return Procedure(parameters, body, scope)
            case ["let", bindings, *body]:
                scope = Environment([n for n, _ in bindings], [evaluate(v, scope) for _, v in bindings], scope)
            case [operator, *operands]:
                procedure = evaluate(operator, scope)
                arguments = [evaluate(operand, scope) for operand in operands]
                if not isinstance(procedure, Procedure):
                    return procedure(*arguments)
                scope = Environment(procedure.parameters, arguments, procedure.scope)
                body = procedure.body
        for expression in body[:-1]:
            evaluate(expression, scope)
        form = body[-1]


def global_scope():
    return Environment(
        *zip(
            ("+", lambda a, b: a + b),
            ("-", lambda a, b: a - b),
            ("*", lambda a, b: a * b),
            ("<", lambda a, b: a < b),
            ("=", lambda a, b: a == b),
            ("not", lambda a: not a),
            ("car", lambda a: a[0]),
            ("cdr", lambda a: a[1:]),
            ("cons", lambda a, b: [a, *b]),
            ("null?", lambda a: a == []),
        )
    )


def run(scale):
    scope = global_scope()
    for form in read(PROGRAM):
        evaluate(form, scope)

    def value(text):
        return [evaluate(form, scope) for form in read(text)][-1]

    return (
        value(f"(fib {scale})"),
        value(f"(loop {scale * 200} 0)"),
        value("(quicksort (map (lambda (x) (- (* x 7) (* 20 (fib (- 7 x))))) (range 1 8)))"),
        value("(tick) (tick) (tick)"),
        value("(tak 8 5 2)"),
    )


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
