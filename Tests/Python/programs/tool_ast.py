"""`python -m ast`, and what one does with trees: dumps, unparsing, visitors, transformers, literal_eval."""

import ast
import contextlib
import io
import os
import sys
import tempfile
import textwrap
from pathlib import Path

SOURCE = '''\
"""Module."""
import os.path as p, sys
from . import sibling
from collections.abc import Mapping as M, Sequence

type Pair[T: (int, str), *Ts, **P] = tuple[T, T]

@decorator(1, *a, k=2, **b)
class C[T](Base, metaclass=Meta):
    x: int = 5
    y: "str"

    def method(self, a, /, b=1, *args, c, d=2, **rest) -> None:
        """Doc."""
        global g
        self.a, (b, *c) = d = 1, [2, 3, 4]
        del self.a[0], b
        return lambda q, *, r=1: (yield q)

async def run():
    async with a() as b, c:
        async for i in aiter(b):
            await i
        else:
            pass
    return [x async for x in y if x if not y]

while not done and (x := f()) is not None or z:
    if a < b <= c != d: continue
    elif a in b: break
    else: raise E from None
else:
    assert x, "message"

try:
    with open(name) as file, lock: ...
except* (A, B) as error:
    x += 1; x @= y; x //= 2; x **= 3
finally:
    print(f"{x!r:>{width}} {y=} {{}} {'nested'}", t"{a} b", b"bytes", 1_000, 0x1F, 1e3, 2j, ..., None, sep='')

match command:
    case {"a": 1, **rest} if rest: pass
    case [1, 2, *_] | (3, x): pass
    case Point(x=0, y=-1.5) as point: pass
    case str() | None | a.b: pass
    case _: {**a, 'b': -c}; {1, 2}; {k: v for k, v in d.items()}; (a if b else c); a[1:2, ::3]
'''


def section(title):
    print(f"===== {title}")


@contextlib.contextmanager
def arguments(*values, stdin=""):
    before = sys.argv, sys.stdin
    sys.argv, sys.stdin = ["ast.py", *values], io.TextIOWrapper(io.BytesIO(stdin.encode()))
    try:
        yield
    except SystemExit as stop:
        print("exit:", stop.code)
    finally:
        sys.argv, sys.stdin = before


section("main")
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder, "input.py")
    path.write_text("x = [1, -2]\nif x: print('yes', end='')\n")
    for options in [[], ["-a"], ["--indent", "1"], ["--indent=0", "--no-type-comments"], ["--show-empty"]]:
        print("$ ast", *options)
        with arguments(str(path), *options):
            ast.main()
    path.write_text("x + 1")
    with arguments(str(path), "-m", "eval"):
        ast.main()
with arguments("-m", "single", stdin="a; b"):
    ast.main()

section("dump")
tree = ast.parse(SOURCE)
print(ast.dump(tree, indent=2))
print(ast.dump(ast.parse("f(x)[0].y", mode="eval"), include_attributes=True))

section("unparse")
print(ast.unparse(tree))
again = ast.parse(ast.unparse(tree))
print(ast.dump(tree) == ast.dump(again), ast.compare(tree, again), ast.compare(tree, ast.parse("1")))
for text in ["(a, b)", "(yield)", "not (a or b) and c", "-(-x) ** -(y ** z)", "(a ** b) ** c", "a - (b - c)", "(lambda: 1)()", "'it\\'s \"x\"'",
             "'\\n\\t\\x00é'", "1e400", "f'{a!r:{b}.{c}}'", "(await x) if y else [*z]", "x[(1, 2)]", "x[1:2, *y]", "(x := 1)",
             "a if (b if c else d) else e", "{**a}", "f(*a, **b)", "(a for a in b)", "f(a for a in b)", "b'\\xff'", "1 .real", "1.5.real",
             "(a < b) < c", "a < (b < c)", "~(not a)", "(1, )", "()", "{'a': 1}.items()", "'''triple\nline'''"]:
    print(f"{text!r:35} {ast.unparse(ast.parse(text, mode='eval'))}")

section("visitors")


class Names(ast.NodeVisitor):
    def __init__(self):
        self.stored, self.loaded, self.functions, self.depth = set(), set(), [], 0

    def visit_Name(self, node):
        (self.loaded if isinstance(node.ctx, ast.Load) else self.stored).add(node.id)

    def visit_FunctionDef(self, node):
        self.functions.append(f"{'.' * self.depth}{node.name}:{node.lineno}-{node.end_lineno}")
        self.depth += 1
        self.generic_visit(node)
        self.depth -= 1

    visit_AsyncFunctionDef = visit_ClassDef = visit_FunctionDef


names = Names()
names.visit(tree)
print(sorted(names.stored), sorted(names.loaded - names.stored), names.functions)
counts = {}
for node in ast.walk(tree):
    counts[type(node).__name__] = counts.get(type(node).__name__, 0) + 1
print(dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:12]), len(counts))


class Fold(ast.NodeTransformer):
    """Computes what consists of numbers, and drops what is only written to be read."""

    def visit_BinOp(self, node):
        node = self.generic_visit(node)
        match node:
            case ast.BinOp(ast.Constant(a), ast.Add(), ast.Constant(b)):
                return ast.copy_location(ast.Constant(a + b), node)
            case ast.BinOp(ast.Constant(a), ast.Mult(), ast.Constant(b)):
                return ast.copy_location(ast.Constant(a * b), node)
        return node

    def visit_Expr(self, node):
        return None if isinstance(node.value, ast.Constant) else self.generic_visit(node)

    def visit_Assert(self, node):
        return [ast.Expr(node.test), ast.Pass()]


folded = Fold().visit(ast.parse("'''doc'''\nx = 1 + 2 * 3 + y\nassert x > 3\nprint(x, 'a' * 3)"))
ast.fix_missing_locations(folded)
print(ast.unparse(folded))
exec(compile(folded, "<folded>", "exec"), {"y": 5})

section("helpers")
function = tree.body[5].body[2]
print(ast.get_docstring(tree), ast.get_docstring(function), ast.get_docstring(tree.body[6]))
print(ast.get_source_segment(SOURCE, function.body[2]), "|", ast.get_source_segment(SOURCE, function.body[2], padded=True))
print([name for name, _ in ast.iter_fields(function)], len(list(ast.iter_child_nodes(function))))
print(function.args.posonlyargs[0].arg, function._fields == type(function)._fields, function._attributes)
node = ast.Name("fresh")
print(ast.dump(node), node.ctx, hasattr(node, "lineno"), ast.dump(ast.Call(ast.Name("f"), [ast.Constant(1)])))
print(ast.dump(ast.increment_lineno(ast.parse("a\nb"), 10).body[1], include_attributes=True))
print(ast.dump(ast.parse("x: int = 1 # type: ignore\nfor i in x: # type: str\n  pass", type_comments=True)))
print(ast.dump(ast.parse("(int, *str) -> bool", mode="func_type")))

section("literal_eval")
for text in ["[1, 2.5, 'x', b'y', None, True, {'k': (1, {2, 3})}]", "-5", "1+2j", "set()", "  7", "[*a]", "f()", "1 + 2", "x", "'a' 'b'", "{1: 2, **{}}",
             "(", "[1,\n 2]", "--1", "...", "\x00"]:
    try:
        print(repr(text), "->", ast.literal_eval(text))
    except Exception as error:
        print(repr(text), "->", type(error).__name__, textwrap.shorten(str(error).partition(" at 0x")[0], 70))

section("errors")
for bad in [ast.Module([ast.Expr(ast.Name("x", ast.Store()))], []), ast.Module([ast.Assign([], ast.Constant(1))], []), ast.Expression(ast.Constant([])),
            ast.Module([ast.Pass()], []), ast.Module([5], []), ast.Interactive([ast.Return()])]:
    try:
        kind = {"Module": "exec", "Expression": "eval", "Interactive": "single"}[type(bad).__name__]
        compile(bad if type(bad.__dict__.get("body")) is not list or bad.body[0].__class__ is ast.Pass else ast.fix_missing_locations(bad), "<bad>", kind)
        print("compiled")
    except Exception as error:
        print(type(error).__name__, error)
print(os.path.basename(ast.__file__))
