"""Handlers of exceptions in loops that are hot: what they catch, bind, leave behind and pass on."""

import sys


class Odd(Exception):
    def __init__(self, number):
        self.number = number


def check(i):
    if i % 3 == 0:
        raise Odd(i)
    if i % 7 == 0:
        raise KeyError(i)
    return i


def bound(n):
    total = 0
    for i in range(n):
        try:
            total += check(i)
        except Odd as error:
            total += error.number * 2
        except KeyError as error:
            total -= error.args[0]
    try:
        error
    except NameError as unbound:
        return total, type(unbound).__name__, str(unbound)


def leaving(n):
    kept = []
    for i in range(n):
        try:
            if i % 5 == 4:
                continue
            if i == n - 2:
                break
            check(i)
        except Odd:
            if i % 2:
                continue
            kept.append(-i)
        except KeyError:
            kept.append("key")
            break
        else:
            kept.append(i)
        finally:
            kept.append(".")
    else:
        kept.append("end")
    return kept


def returning(n):
    for i in range(n):
        try:
            try:
                check(i + 1)
            finally:
                last = i
        except (Odd, KeyError) as error:
            if i > 40:
                return type(error).__name__, i, type(error.__context__).__name__
    return last


def passing_on(n):
    caught = 0
    for i in range(n):
        try:
            try:
                check(i)
            except Odd:
                raise
            except KeyError as error:
                raise ValueError(i) from error
        except Odd as error:
            caught += error.number
        except ValueError as error:
            caught += 1000 * (error.__cause__ is error.__context__)
    return caught


def handled(n):
    """What is being handled is as it was after each."""
    seen = []
    for i in range(n):
        before = sys.exception()
        try:
            check(i)
        except Exception as error:
            inside = sys.exception() is error
            try:
                check(3)
            except Odd as inner:
                inside = inside and inner.__context__ is error and sys.exception() is inner
            inside = inside and sys.exception() is error
            if not inside:
                seen.append(i)
        if sys.exception() is not before:
            seen.append(-i)
    return seen


def floats(n):
    x, good = 0.5, 0
    for i in range(n):
        try:
            x = x * 1.5 / (i % 4) - 0.25
            good += 1
        except ZeroDivisionError:
            x = x / 2.0
    return round(x, 6), good


def changing(n):
    value = 1
    for i in range(n):
        try:
            value = check(i) + value % 100
        except Odd:
            value = (value, 1.5)[i % 2] if isinstance(value, (int, float)) else 2
        except KeyError:
            value = 7
    return value


def generated(n):
    for i in range(n):
        try:
            yield check(i)
        except Odd as error:
            yield -error.number
        except KeyError:
            yield "key"


def thrown(n):
    received = []

    def generator():
        while True:
            try:
                yield len(received)
            except Odd as error:
                received.append(error.number)
            except GeneratorExit:
                received.append("exit")
                raise

    running = generator()
    next(running)
    for i in range(n):
        running.throw(Odd(i))
    running.close()
    return sum(received[:-1]), received[-1]


class Swallows:
    def __init__(self, log):
        self.log = log

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self.log.append(kind and kind.__name__)
        return kind is Odd


def within(n):
    log = []
    for i in range(n):
        try:
            with Swallows(log):
                check(i)
        except KeyError:
            log.append(i)
    return log


def grouped(n):
    total = 0
    for i in range(n):
        try:
            raise ExceptionGroup("some", [Odd(i), KeyError(i), ValueError(i)][: i % 3 + 1])
        except* Odd as group:
            total += group.exceptions[0].number
        except* (KeyError, ValueError) as group:
            total += 1000 * len(group.exceptions)
    return total


def wrong_class(n, kinds):
    for i in range(n):
        try:
            check(i)
        except kinds[i == n - 1]:
            pass
        except KeyError:
            pass


def deep(i):
    if i:
        return deep(i - 1) + 1
    return check(3)


def lines(n):
    """Where tracebacks say that it was."""
    shown = set()
    for i in range(n):
        try:
            deep(i % 3)
        except Odd as error:
            places = []
            trace = error.__traceback__
            while trace:
                code = trace.tb_frame.f_code
                places.append((code.co_name, trace.tb_lineno - code.co_firstlineno))
                trace = trace.tb_next
            shown.add(tuple(places))
    return sorted(shown)


def loops_while(n):
    i = retries = 0
    while i < n:
        try:
            check(i)
            i += 1
        except Odd:
            retries += 1
            i += 2
        except KeyError:
            i += 1
    return i, retries


for turn in range(40):
    results = [
        bound(100), leaving(90), leaving(22), returning(30), returning(60), passing_on(100), handled(60), floats(100), changing(95),
        list(generated(60)), thrown(50), within(50), grouped(40), lines(12), loops_while(200),
    ]
for result in results:
    print(result)
for kinds in ((Odd, int), (Odd, (Odd, "no")), (Odd, (KeyError, Odd))):
    try:
        for turn in range(30):
            wrong_class(64, (Odd, Odd))
        print(wrong_class(64, kinds))
    except TypeError as error:
        print(error, type(error.__context__).__name__)
