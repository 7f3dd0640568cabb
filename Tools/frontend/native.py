"""What the comparison scripts share: Taipan's side, CPython's side, and how differences are reported."""
import ast
import contextlib
import json
import os
import pathlib
import subprocess
import sys
import warnings

project = pathlib.Path(__file__).resolve().parent.parent.parent
binary = pathlib.Path(os.environ.get("TAIPAN_FRONTEND", project / ".build/release/taipan-frontend"))
library = pathlib.Path(ast.__file__).parent

# Dumps of deep trees recurse.
sys.setrecursionlimit(1_000_000)


class FrontEnd:
    """A running `taipan-frontend serve`."""

    def __init__(self):
        self.process = None

    def ask(self, report, source, mode="exec", flags=0, feature=14, optimize=-1):
        """Answers (status, payload, warnings); the status is "ok", "error" or "crash"."""
        if self.process is None:
            self.process = subprocess.Popen([binary, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=subprocess.DEVNULL)
        is_text = isinstance(source, str)
        data = source.encode("utf-8", "surrogatepass") if is_text else bytes(source)
        channel = self.process.stdin, self.process.stdout
        try:
            header = f"{report} {mode} {flags} {feature} {optimize} {int(is_text)} {len(data)}\n"
            channel[0].write(header.encode() + data)
            channel[0].flush()
            status, length, warnings_length = channel[1].readline().split()
            payload = channel[1].read(int(length))
            return status.decode(), payload, json.loads(channel[1].read(int(warnings_length)))
        except (ValueError, BrokenPipeError):
            self.process.kill()
            code = self.process.wait()
            self.process = None
            return "crash", f"exit status {code}".encode(), []

    def processor_seconds(self):
        """What all threads of the service have used so far."""
        if self.process is None:
            return 0
        tasks = pathlib.Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


def exception(error):
    """The attributes that both sides must agree in, as the service states them."""
    record = {"class": type(error).__name__, "msg": str(error)}
    if isinstance(error, SyntaxError):
        record["msg"] = error.msg
        for name in ("lineno", "offset", "end_lineno", "end_offset", "text"):
            record[name] = getattr(error, name)
    return record


@contextlib.contextmanager
def any_digits():
    """Lets ints of any length be printed: a literal in hexadecimal may have more digits than CPython prints."""
    limit = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        yield
    finally:
        sys.set_int_max_str_digits(limit)


def parse(source, mode="exec", flags=0, feature=-1, dump=ast.dump):
    """What CPython makes of a source: ("ok", dump) or ("error", exception record), and the warnings."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            tree = compile(source, "<source>", mode, flags | ast.PyCF_ONLY_AST, dont_inherit=True, _feature_version=feature)
            with any_digits():
                outcome = "ok", dump(tree, include_attributes=True)
        except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError) as error:
            outcome = "error", exception(error)
    return *outcome, warned(caught)


def warned(caught):
    return [[str(w.message), w.lineno] for w in caught if issubclass(w.category, (SyntaxWarning, DeprecationWarning))]


def error_difference(expected, actual):
    """How two exception records differ, or None. Where CPython gives no position, none is compared."""
    wrong = [name for name in expected if expected[name] != actual.get(name)]
    if not wrong:
        return None
    return "; ".join(f"{name}: {expected[name]!r} expected, {actual.get(name)!r} found" for name in wrong)


def text_difference(expected, actual):
    """The surroundings of the first place where two texts differ."""
    place = next((i for i, (a, b) in enumerate(zip(expected, actual)) if a != b), min(len(expected), len(actual)))
    start = max(0, place - 120)
    return f"at {place}:\n    expected …{expected[start:place + 120]}…\n    found    …{actual[start:place + 120]}…"


def library_files(under=library):
    """Every .py file of CPython's library and test suite that exists."""
    return sorted(str(path) for path in pathlib.Path(under).rglob("*.py") if path.is_file())


def report(title, passed, failures, shown=10):
    """Prints the first differences and the closing line that `make test` adds up; answers the exit status."""
    for name, text in failures[:shown]:
        print(f"{name}: {text}")
    if len(failures) > shown:
        print(f"… and {len(failures) - shown} more")
    print(f"{title}: {passed} passed, {len(failures)} failed")
    return 1 if failures else 0
