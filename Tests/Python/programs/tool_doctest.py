"""doctest on docstrings, texts and failures, its reports and options; and timeit's and trace's interfaces.

>>> double(21)
42
>>> double("ab")
'abab'
"""

import contextlib
import doctest
import io
import re
import sys
import timeit
import trace
import unittest


def double(x):
    """Twice as much.

    >>> double(2)
    4
    >>> double(None)
    Traceback (most recent call last):
        ...
    TypeError: unsupported operand type(s) for *: 'NoneType' and 'int'
    >>> print("a\\n\\nb")
    a
    <BLANKLINE>
    b
    >>> list(range(30))  # doctest: +ELLIPSIS, +NORMALIZE_WHITESPACE
    [0, 1,
     2, ...,    29]
    >>> for n in range(3):
    ...     if n:
    ...         print(n)
    1
    2
    """
    return x * 2


class Counter:
    """Counts.

    >>> c = Counter()
    >>> c.up(); c.up(3)
    >>> c.value
    4
    """

    def __init__(self):
        self.value = 0

    def up(self, by=1):
        """
        >>> Counter().up(by="x")  # doctest: +IGNORE_EXCEPTION_DETAIL
        Traceback (most recent call last):
        TypeError: some other text
        """
        self.value += by

    @property
    def half(self):
        """
        >>> Counter().half
        0.0
        """
        return self.value / 2


def wrong():
    """
    >>> 1 + 1
    3
    >>> print("one\\ntwo\\nthree")
    one
    2
    three
    >>> 1 / 0
    >>> {}["k"]
    Traceback (most recent call last):
    KeyError: 'other'
    >>> 0.1 + 0.2  # doctest: +SKIP
    0.3
    >>> print("trailing ")
    trailing
    """


def report(function, *arguments, **options):
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        result = function(*arguments, **options)
    text = re.sub(r'File "[^"]*?([^"/]+)"', r'File "\1"', output.getvalue())
    print(text, end="")
    print("->", result)


finder = doctest.DocTestFinder(recurse=True)
for test in sorted(finder.find(sys.modules[__name__]), key=lambda test: test.name):
    print(test.name, test.lineno, len(test.examples))
    if test.name != "__main__.wrong":
        report(doctest.DocTestRunner(verbose=test.name.endswith("Counter")).run, test)
for flags in (0, doctest.REPORT_UDIFF, doctest.REPORT_NDIFF, doctest.REPORT_CDIFF, doctest.REPORT_ONLY_FIRST_FAILURE, doctest.FAIL_FAST):
    test, = doctest.DocTestFinder().find(wrong, "wrong", globs={})
    runner = doctest.DocTestRunner(optionflags=flags, verbose=False)
    report(runner.run, test)
report(runner.summarize, verbose=True)
report(doctest.run_docstring_examples, double, {"double": double}, verbose=True, name="double")

TEXT = """
A text with examples.

    >>> x = [1, 2]
    >>> x.append(3); x
    [1, 2, 3]
    >>> def f():
    ...     return x
    >>> f() is x
    True
"""
parser = doctest.DocTestParser()
print([(e.lineno, e.indent, e.source, e.want, e.exc_msg) for e in parser.get_examples(TEXT)])
print(doctest.script_from_examples(TEXT))
print(doctest.DocTestRunner().run(parser.get_doctest(TEXT, {}, "text", "text.txt", 0)))
for bad in [">>> a\n    b\n>>>c", "  >>> a\n wrong indent", ">>> x  # doctest: +NONSENSE"]:
    try:
        print(parser.get_examples(bad))
    except ValueError as error:
        print("ValueError", error)
suite = doctest.DocTestSuite(sys.modules[__name__])
stream = io.StringIO()
outcome = unittest.TextTestRunner(stream, verbosity=2).run(suite)
text = re.sub(r'File "[^"]*?([^"/]+)"', r'File "\1"', re.sub(r"\d\.\d{3}s", "TIME", stream.getvalue()))
print(text, outcome.testsRun, len(outcome.failures))
checker = doctest.OutputChecker()
print(checker.check_output("1 2\n", "1   2\n", doctest.NORMALIZE_WHITESPACE), checker.check_output("True\n", "1\n", 0), checker.check_output("a b c\n", "a...c\n", doctest.ELLIPSIS), checker.check_output("abc\n", "ab...bc\n", doctest.ELLIPSIS))

# timeit

ticks = iter(range(10**6))
timer = timeit.Timer("total += value", "total = 0; value = 3", timer=lambda: next(ticks), globals={})
print(timer.timeit(10), timer.repeat(3, 5), timer.autorange.__name__, timeit.default_number)
calls = []
print(timeit.timeit(lambda: calls.append(1), number=7, timer=lambda: len(calls)), len(calls), timeit.repeat("pass", number=1, repeat=2, timer=lambda: 5.0))
for wrong_use in [lambda: timeit.Timer("a b"), lambda: timeit.Timer(5), lambda: timeit.Timer("pass", "x ="), lambda: timeit.timeit("undefined", number=1), lambda: timeit.Timer("break").timeit(1)]:
    try:
        print(wrong_use())
    except Exception as error:
        print(type(error).__name__, error)
try:
    timer = timeit.Timer("x = 1\nraise ValueError('inside')")
    timer.timeit(1)
except ValueError:
    errors = io.StringIO()
    timer.print_exc(errors)
    print([line for line in errors.getvalue().splitlines() if "timeit" in line or "Value" in line or "raise" in line][-3:])
with contextlib.redirect_stdout(io.StringIO()) as output:
    code = timeit.main(["-n", "3", "-r", "2", "-u", "msec", "-s", "x = 1", "x + 1", "x"])
print(code, re.sub(r"[\d.]+(e-\d+)? msec", "N msec", output.getvalue()))
with contextlib.redirect_stdout(io.StringIO()) as output, contextlib.redirect_stderr(output):
    print(timeit.main(["--nonsense"]), timeit.main(["-u", "years", "pass"]))
print(output.getvalue())

# trace


def collatz(n):
    steps = 0
    while n != 1:
        if n % 2:
            n = 3 * n + 1
        else:
            n //= 2
        steps += 1
    return steps


def caller():
    return collatz(6) + collatz(7)


first = collatz.__code__.co_firstlineno
tracer = trace.Trace(count=1, trace=0, countfuncs=0, countcallers=0)
print(tracer.runfunc(caller))
print(sorted((line - first, count) for (name, line), count in tracer.results().counts.items() if 0 <= line - first < 12))
tracer = trace.Trace(count=0, trace=0, countfuncs=1)
tracer.runfunc(caller)
print(sorted(name for _, _, name in tracer.results().calledfuncs if name in ("caller", "collatz")))
tracer = trace.Trace(count=0, trace=0, countcallers=1)
tracer.runfunc(caller)
print(sorted((before[2], after[2]) for before, after in tracer.results().callers if after[2] == "collatz"))
with contextlib.redirect_stdout(io.StringIO()) as output:
    trace.Trace(count=0, trace=1).runfunc(collatz, 2)
print(output.getvalue())
