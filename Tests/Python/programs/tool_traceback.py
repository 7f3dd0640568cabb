"""traceback, linecache, warnings, logging, contextlib and faulty programs: how errors are told."""

import contextlib
import io
import linecache
import logging
import logging.config
import logging.handlers
import re
import sys
import traceback
import types
import warnings


def clean(text):
    text = re.sub(r'File "[^"]*?([^"/<]+)"', r'File "\1"', text)
    return re.sub(r"0x[0-9a-f]{6,}", "ADDRESS", text)


def show(error, **options):
    print(clean("".join(traceback.format_exception(error, **options))))


def caught(function, *arguments):
    try:
        function(*arguments)
    except BaseException as error:
        return error


def divide(a, b):
    return (a
            / b)


def chained():
    try:
        divide(1, 0)
    except ZeroDivisionError as error:
        raise ValueError("cannot divide") from error


def during():
    try:
        {}["missing"]
    except KeyError:
        [].pop()


def suppressed():
    try:
        int("x")
    except ValueError:
        raise RuntimeError("no context") from None


def recursive(n):
    if n == 0:
        raise RecursionError("deep enough")
    recursive(n - 1)


def grouped():
    errors = [caught(divide, 1, 0), caught(chained), ExceptionGroup("inner", [TypeError("t"), OSError(2, "No such file", "name")])]
    errors[0].add_note("first note\nof two lines")
    raise ExceptionGroup("several", errors)


class Loud(Exception):
    def __str__(self):
        raise TypeError("no text")


class Multi(Exception):
    def __str__(self):
        return "line one\nline two"


for function in (chained, during, suppressed, grouped):
    show(caught(function))
show(caught(recursive, 10))
show(caught(exec, "x = 1\ny = = 2\n"))
show(caught(exec, "def f():\n  return (yield\n"))
show(caught(compile, "\tx\n        y", "<tabs>", "exec"))
show(caught(lambda: (_ for _ in ()).throw(Multi())))
show(caught(lambda: (_ for _ in ()).throw(Loud())))
show(caught(lambda: sys.exit(3)))
show(caught(chained), chain=False, limit=1)
show(caught(chained), limit=-1)
for text in ["print(undefned)", "import math; math.sqr", "[].apend", "from math import sinn", "import maths", "'' + 1", "None()", "f(x=1, x=2)", "(1).real.foo", "a.b.c = 1", "for x in range(3): pass\nx.y[0]", "lambda: 1 +", "raise", "raise 5", "raise ValueError from 5",
             "async def f(): pass\nf.x", "class A:\n  def m(self): self.x\nA().m()", "def f(a, *, b): pass\nf(1, c=2)", "assert 1 == 2, ('message', 1)", "del undefined", "global_name += 1", "{1: 2}[3][4]", "x: int = y", "[i for i in 5]", "'abc'[1.5]", "int('1' * 5000)", "open('/nonexistent/file')", "b'\\xff'.decode()", "'é'.encode('ascii')", "chr(-1)", "max()", "len(5)", "1 < 'a'", "a = b = c"]:
    error = caught(exec, text, {})
    print(repr(text), "->", *(line.strip() for line in traceback.format_exception_only(error)[-1:]))

exception = traceback.TracebackException.from_exception(caught(during), capture_locals=True)
print(exception.exc_type_str, exception.__context__.exc_type_str, [frame.name for frame in exception.stack], str(exception), exception.stack[-1].locals and "frozen" not in exception.stack[-1].locals)
print(clean("".join(exception.stack.format())).count("\n") > 3, exception == traceback.TracebackException.from_exception(caught(during)))
frames = traceback.extract_tb(caught(chained).__traceback__)
print([(f.name, f.line, f.lineno - frames[0].lineno, f.colno, f.end_colno) for f in frames], repr(frames[0]).replace(__file__, "program.py"))
print(clean("".join(traceback.format_list([traceback.FrameSummary("<nowhere>", 5, "f", line="x = 1"), ("file.py", 1, "g", None)]))))
stack = traceback.extract_stack()
print(stack[-1].name, stack[-1].line, [name for name, _ in traceback.walk_stack(None)] == [] or "frames")
traceback.print_exc(file=(output := io.StringIO()))
print(repr(output.getvalue()))
for lines in traceback.format_exception_only(caught(grouped), show_group=True)[:3]:
    print(lines, end="")
print(linecache.getline(__file__, 1), repr(linecache.getline("nowhere", 3)), linecache.checkcache(), len(linecache.getlines(__file__)) > 50)
linecache.cache["<made>"] = (10, None, ["first\n", "second = 1 / 0\n"], "<made>")
show(caught(exec, compile("\nsecond = 1 / 0\n", "<made>", "exec")))


def hook(kind, error, trace):
    print("hook:", kind.__name__, error, trace is None)


sys.excepthook, before = hook, sys.excepthook
sys.excepthook(ValueError, ValueError("v"), None)
sys.excepthook = before

# warnings
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    warnings.warn("plain")
    warnings.warn("old", DeprecationWarning, stacklevel=2)
    warnings.warn(UserWarning("instance"))
    exec(compile("x = 1 is 1\nassert (1, 'x')\n'\\d'", "<syntax>", "exec"))
    print([(w.category.__name__, str(w.message)) for w in seen])
for action in ("error", "ignore", "once", "default", "module"):
    with warnings.catch_warnings(), contextlib.redirect_stderr(io.StringIO()) as errors:
        warnings.resetwarnings()
        warnings.filterwarnings(action, message="ma.ch", category=UserWarning)
        for _ in range(2):
            try:
                warnings.warn("matched")
            except UserWarning as warning:
                print("raised", warning)
        print(action, clean(errors.getvalue()).count("UserWarning: matched"))


@warnings.deprecated("use other()")
def outdated():
    return 5


with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    print(outdated(), seen[0].message, seen[0].category.__name__, outdated.__deprecated__, warnings.formatwarning("m", UserWarning, "file.py", 3, "the line"))

# logging
stream = io.StringIO()
logging.config.dictConfig({
    "version": 1, "disable_existing_loggers": False,
    "formatters": {"short": {"format": "{levelname:<8}|{name}|{message}", "style": "{"}, "long": {"format": "%(levelname).1s %(funcName)s %(lineno)d %(message)s %(extra)s", "defaults": {"extra": "-"}}},
    "filters": {"odd": {"()": lambda: lambda record: "secret" not in record.msg}},
    "handlers": {"main": {"class": "logging.StreamHandler", "stream": stream, "formatter": "short", "level": "INFO", "filters": ["odd"]},
                 "memory": {"class": "logging.handlers.MemoryHandler", "capacity": 3, "flushLevel": "ERROR", "target": "main"}},
    "loggers": {"shop": {"level": "DEBUG", "handlers": ["main"]}, "shop.cart": {"level": "WARNING", "propagate": True}, "buffered": {"handlers": ["memory"], "level": "DEBUG"}},
    "root": {"level": "ERROR"},
})
shop, cart, buffered = map(logging.getLogger, ["shop", "shop.cart", "buffered"])
shop.debug("not shown")
shop.info("started with %d items and %s", 3, ["a"])
cart.info("not shown")
cart.warning("cart %(name)s", {"name": "c1"})
shop.info("the secret is 5")
try:
    divide(1, 0)
except ZeroDivisionError:
    shop.exception("failed")
for n in range(4):
    buffered.info("buffered %d", n)
print(clean(stream.getvalue()))
logging.LoggerAdapter(shop, {"id": 7}).warning("adapted", stack_info=False)
print(stream.getvalue().splitlines()[-1], cart.getEffectiveLevel(), cart.parent.name, cart.isEnabledFor(logging.INFO), shop.hasHandlers(), shop, logging.getLevelName(25), logging.getLevelNamesMapping()["WARN"])
handler = logging.StreamHandler(stream)
handler.setFormatter(logging.Formatter("%(levelname).1s %(funcName)s %(message)s %(extra)s", defaults={"extra": "-"}))
buffered.addHandler(handler)
buffered.error("with extra", extra={"extra": "E"})
buffered.error("bad %d", 5)
print(stream.getvalue().splitlines()[-2:], repr(handler), logging.Formatter("%(asctime)s", "%Y").usesTime())
with contextlib.redirect_stderr(io.StringIO()) as errors:
    buffered.error("bad %d", "x")
print([line for line in errors.getvalue().splitlines() if "Error" in line or line.startswith(("Message", "Arguments", "---"))])
record = logging.makeLogRecord({"msg": "hello %s", "args": ("x",), "levelno": 30, "levelname": "WARNING"})
print(record.getMessage(), record, logging.Formatter("{levelname} {message}", style="{").format(record), logging.Formatter("$levelname", style="$").format(record))
for wrong in [lambda: logging.Formatter("%(x"), lambda: shop.setLevel("NONE"), lambda: shop.log("x", "y"), lambda: logging.config.dictConfig({"version": 2}), lambda: logging.config.dictConfig({"version": 1, "root": {"handlers": ["none"]}}), lambda: logging.getLogger(5), lambda: logging.Formatter("{", style="{")]:
    print(repr(caught(wrong)), repr(getattr(caught(wrong), "__cause__", None)))

# contextlib


class Resource(contextlib.ContextDecorator):
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow

    def __enter__(self):
        print("enter", self.name)
        return self

    def __exit__(self, kind, error, trace):
        print("exit", self.name, kind and kind.__name__, isinstance(trace, types.TracebackType))
        return self.swallow


@contextlib.contextmanager
def managed(name):
    try:
        yield name
    except KeyError as error:
        print("handled", error)
    finally:
        print("closed", name)


@Resource("decorator")
def decorated():
    return "result"


print(decorated())
with managed("m") as name, Resource("inner", swallow=True):
    raise KeyError(name)
with managed("k"):
    raise KeyError("k")
with contextlib.ExitStack() as outer:
    for name in "abc":
        outer.enter_context(Resource(name))
    outer.callback(print, "callback", end="!\n")
    kept = outer.pop_all()
kept.close()
with contextlib.suppress(ZeroDivisionError, KeyError):
    1 / 0
print(contextlib.nullcontext(5).__enter__(), repr(caught(contextlib.contextmanager(lambda: iter(())).__call__().__enter__)))
show(caught(lambda: contextlib.ExitStack().enter_context(5)))
