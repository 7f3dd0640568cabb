"""Exceptions: flow through try, except, else and finally; attributes; context; messages; repr."""


def flow(fail):
    trace = []
    try:
        trace.append("try")
        if fail == "value":
            raise ValueError("v")
        if fail == "key":
            raise KeyError("k")
        if fail == "other":
            raise RuntimeError("r")
        if fail == "return":
            return trace
    except ValueError as error:
        trace.append(f"except {error}")
    except (KeyError, IndexError) as error:
        trace.append(f"except {error!r}")
    else:
        trace.append("else")
    finally:
        trace.append("finally")
    trace.append("after")
    return trace


for fail in (None, "value", "key", "return"):
    print(fail, flow(fail))
try:
    flow("other")
except RuntimeError as error:
    print("propagated", error)


def loops():
    seen = []
    for i in range(4):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            seen.append(i)
        finally:
            seen.append(f"f{i}")
    return seen


def nested():
    try:
        try:
            1 / 0
        finally:
            raise KeyError("replaced")
    except KeyError as error:
        return type(error.__context__).__name__, error.__cause__, error.__suppress_context__


def explicit():
    try:
        try:
            {}["x"]
        except KeyError as error:
            raise ValueError("converted") from error
    except ValueError as error:
        return repr(error.__cause__), error.__context__ is error.__cause__, error.__suppress_context__


def suppressed():
    try:
        try:
            {}["x"]
        except KeyError:
            raise ValueError("alone") from None
    except ValueError as error:
        return error.__cause__, repr(error.__context__), error.__suppress_context__


def reraise():
    try:
        try:
            raise ValueError("again")
        except ValueError:
            raise
    except ValueError as error:
        return str(error), error.__context__


print(loops(), nested(), explicit(), suppressed(), reraise())
samples = [
    ValueError(), ValueError("a"), ValueError("a", 1), KeyError("k"), KeyError("a", "b"), IndexError("i"),
    OSError(2, "No such file"), OSError(2, "x", "file"), OSError("just text"), StopIteration(5), SystemExit(3),
    UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"), SyntaxError("bad"), NameError("n", name="n"),
    AttributeError("a", name="x", obj=1), ImportError("i", name="m"), StopAsyncIteration(), GeneratorExit("g"),
    AssertionError(), ZeroDivisionError("z"), RecursionError("deep"), NotImplementedError(),
]
for sample in samples:
    print(repr(sample), "|", str(sample), "|", sample.args, type(sample).__mro__[1].__name__)
o = OSError(2, "No such file", "name")
print(type(o).__name__, o.errno, o.strerror, o.filename, StopIteration(5).value, SystemExit(3).code)
print(NameError("n", name="n").name, AttributeError("a", name="x", obj=1).obj)
print(isinstance(OSError(13, ""), PermissionError), IOError is OSError)


class Custom(Exception):
    def __init__(self, code, detail="none"):
        super().__init__(code)
        self.code = code
        self.detail = detail

    def __str__(self):
        return f"custom {self.code}: {self.detail}"


class Derived(Custom):
    pass


try:
    raise Derived(7, detail="d")
except Custom as error:
    print(error, repr(error), error.code, error.args, type(error).__name__, isinstance(error, Exception))
try:
    raise Derived
except TypeError as error:
    print(error)
error = ValueError("noted")
error.add_note("first")
error.add_note("second")
print(error.__notes__, error.with_traceback(None) is error, error.__traceback__)
try:
    raise error
except ValueError as caught:
    tb = caught.__traceback__
    print(tb.tb_lineno > 0, tb.tb_next, tb.tb_frame.f_code.co_name)
try:
    "e" and caught
except NameError as missing:
    print(missing)


def generator_cleanup():
    try:
        yield 1
    except GeneratorExit:
        print("exit")
        raise
    finally:
        print("cleanup")


g = generator_cleanup()
next(g)
g.close()


def return_overrides():
    for _ in range(2):
        try:
            return "try"
        finally:
            print("leaving")


print(return_overrides())
try:
    try:
        raise ValueError(1)
    except ValueError as e:
        e = None
    print(e)
except NameError as error:
    print(type(error).__name__, error)
try:
    assert False
except AssertionError as error:
    print(repr(error))
try:
    assert 1 == 2, "message"
except AssertionError as error:
    print(repr(error))
