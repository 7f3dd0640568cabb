"""Sources nested deeper than any compiler's stack."""


def case(name, action):
    """Prints one line: the action's result, or the exception's type and message."""
    try:
        result = repr(action())
    except BaseException as error:
        result = f"{type(error).__name__}: {error}"
    print(f"{name}: {result}")


DEPTH = 200_000
SHALLOW = 60
RECURSIVE = """
def f():
    return eval("f()")
try:
    f()
except RecursionError:
    print("caught")
"""


def indented(line, levels):
    return "".join(" " * i + line + "\n" for i in range(levels)) + " " * levels + "pass"


def refused(source, mode="eval"):
    """Whether a source is refused with an exception that CPython has for it."""
    try:
        compile(source, "deep", mode)
    except (RecursionError, MemoryError, SyntaxError, OverflowError):
        return "refused"
    return "accepted"


case("parentheses", lambda: eval("(" * DEPTH + "1" + ")" * DEPTH))
case("brackets", lambda: eval("[" * DEPTH + "]" * DEPTH))
case("braces", lambda: eval("{1:" * DEPTH + "1" + "}" * DEPTH))
case("calls", lambda: eval("f(" * DEPTH + ")" * DEPTH))
case("open parentheses", lambda: eval("(" * DEPTH))
case("indentation", lambda: compile(indented("if 1:", 200), "deep", "exec"))
case("blocks", lambda: compile(indented("while 1:", 30), "deep", "exec"))
case("minus signs", lambda: refused("-" * DEPTH + "1"))
case("not", lambda: refused("not " * DEPTH + "1"))
case("lambdas", lambda: refused("lambda:" * DEPTH + "1"))
case("powers", lambda: refused("2**" * DEPTH + "1"))
case("conditional expressions", lambda: refused("1 if 1 else " * DEPTH + "1"))
case("attributes", lambda: refused("a" + ".b" * DEPTH))
case("subscripts", lambda: refused("a" + "[0]" * DEPTH))
case("decorated assignments", lambda: refused("x = " * 10_000 + "1", "exec"))
case("elif", lambda: refused("if 0: pass\n" + "elif 0: pass\n" * 100_000, "exec"))
case("sum of few", lambda: eval("+".join(["1"] * SHALLOW)))
case("shallow parentheses", lambda: eval("(" * SHALLOW + "1" + ")" * SHALLOW))
case("shallow lists", lambda: len(repr(eval("[" * SHALLOW + "]" * SHALLOW))))
case("null in a source", lambda: compile("a\0b", "null", "eval"))
case("many constants", lambda: sum(eval("[" + ",".join(map(str, range(100_000))) + "]")))
case("many arguments", lambda: len(eval("(lambda *a: a)(" + ",".join(["1"] * 5_000) + ")")))
case("many names", lambda: exec("\n".join(f"name{i} = {i}" for i in range(20_000))))
case("recursion of eval", lambda: exec(RECURSIVE, {}))
