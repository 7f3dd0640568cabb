"""The lines that a trace function hears of where a body ends, and where a statement leaves blocks behind."""

import sys


def lines(function):
    """The events of a function's frame: lines since its definition, `r` with where it returned; each instruction must
    be of the line that the frame says."""
    found = []

    def trace(frame, event, arg):
        if frame.f_code is not function.__code__:
            return None
        own = [line for start, end, line in frame.f_code.co_lines() if start <= frame.f_lasti < end]
        if own[-1:] != [frame.f_lineno]:
            found.append(f"{event}: {own} is not {frame.f_lineno}")
        number = frame.f_lineno - function.__code__.co_firstlineno
        found.append({"line": "", "return": "r", "exception": "x", "call": "c"}[event] + str(number))
        return trace

    sys.settrace(trace)
    try:
        result = function()
        if hasattr(result, "send"):
            try:
                result.send(None)
            except StopIteration:
                pass
    except Exception as error:
        found.append(type(error).__name__)
    finally:
        sys.settrace(None)
    print(function.__name__, *found)


def ends_in_branch():
    a = 5
    if a == 5:
        b = a + 1
    else:
        pass


def ends_in_nested_branches():
    a = b = c = 1
    if a:
        if b:
            if not c:
                x = 4
            else:
                y = 6
        else:
            z = 8


def ends_in_condition():
    a = b = 1
    if a:
        if a and not b:
            x = 1
        else:
            return
    y = 2


def skipped_last():
    x = [0]
    if x[0]:
        y = 1


def loop_breaks_to_continue():
    x = [1]
    while x:
        x.pop()
        while True:
            break
        continue


def loop_continues():
    for i in range(3):
        if i == 1:
            continue
        x = i


def loop_else():
    for i in ():
        pass
    else:
        x = 1


def finally_and_return():
    try:
        return 2
    finally:
        x = 4


def finally_and_break():
    for i in range(3):
        try:
            if i > 0:
                break
            a = 1
        finally:
            c = 10
    d = 1


def finally_and_continue():
    for i in range(2):
        try:
            continue
        finally:
            c = 10


def try_with_empty_branches():
    try:
        2
    except ValueError:
        4
    else:
        6
        if False:
            8
        else:
            10
        if lines.__name__ == "Fred":
            12
    finally:
        14


def try_that_does_nothing():
    try:
        if False:
            pass
    except Exception:
        print()


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        return False


def with_and_break():
    for i in (1, 2):
        with Manager():
            break
    pass


def with_and_return():
    with Manager():
        return


def with_and_value():
    with Manager():
        x = 1
        return x


def with_that_raises():
    try:
        with Manager():
            1 / 0
    except ZeroDivisionError:
        pass


def named_handler():
    try:
        1 / 0
    except ZeroDivisionError as error:
        if error is None:
            x = 1


def class_body():
    class Inner:
        if 3 < 9:
            a = 1
        else:
            a = 2
    return Inner


async def counted(number):
    for i in range(number):
        yield i


async def asynchronous_loop():
    async for i in counted(2):
        if i > 100:
            break


for function in (
        ends_in_branch, ends_in_nested_branches, ends_in_condition, skipped_last, loop_breaks_to_continue, loop_continues,
        loop_else, finally_and_return, finally_and_break, finally_and_continue, try_with_empty_branches,
        try_that_does_nothing, with_and_break, with_and_return, with_and_value, with_that_raises, named_handler, class_body,
        asynchronous_loop):
    lines(function)


def class_lines():
    found = []

    def trace(frame, event, arg):
        if frame.f_code.co_name == "Inner":
            found.append((event, frame.f_lineno - class_body.__code__.co_firstlineno))
            return trace

    sys.settrace(trace)
    class_body()
    sys.settrace(None)
    print(found)


class_lines()


# A trace function that is set amid a line has not missed the line.

def set_amid_a_line(found):
    def trace(frame, event, arg):
        found.append((event, frame.f_lineno - set_amid_a_line.__code__.co_firstlineno))
        return trace
    sys._getframe().f_trace = trace
    sys.settrace(lambda *details: None)
    x = 1
    sys.settrace(None)


found = []
set_amid_a_line(found)
print(found)


# Where a frame may be sent.

def jumped(function, start, target):
    done = False

    def trace(frame, event, arg):
        nonlocal done
        if frame.f_code is function.__code__ and event == "line" and not done:
            if frame.f_lineno == function.__code__.co_firstlineno + start:
                done = True
                frame.f_lineno = function.__code__.co_firstlineno + target
        return trace

    output = []
    sys.settrace(trace)
    try:
        function(output)
    except Exception as error:
        output.append(f"{type(error).__name__}: {error}")
    sys.settrace(None)
    print(function.__name__, start, target, output)


def straight(output):
    output.append(1)
    output.append(2)
    output.append(3)


def handled(output):
    output.append(1)
    try:
        output.append(3)
    except:
        output.append(5)
    output.append(6)


def managed(output):
    with Manager():
        output.append(2)
    with Manager():
        output.append(4)
    output.append(5)


jumped(straight, 1, 3)
jumped(straight, 3, 2)
jumped(straight, 2, 9)
jumped(handled, 1, 5)
jumped(handled, 3, 6)
jumped(managed, 2, 4)
jumped(managed, 1, 4)
jumped(managed, 2, 5)
