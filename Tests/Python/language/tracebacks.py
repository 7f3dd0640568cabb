"""Tracebacks as objects: lines, names and chains of frames, kept and followed."""
def raises():
    raise ValueError("deep")


def middle():
    raises()


def outer():
    try:
        middle()
    except ValueError as error:
        return error


def frames(traceback):
    found = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        found.append((code.co_name, traceback.tb_lineno - code.co_firstlineno))
        traceback = traceback.tb_next
    return found


error = outer()
print(frames(error.__traceback__))


def again(error):
    try:
        raise error
    except ValueError as caught:
        return frames(caught.__traceback__)


print(again(error))


def cleaned(error):
    try:
        raise error.with_traceback(None)
    except ValueError as caught:
        return frames(caught.__traceback__)


print(cleaned(error))


def in_comprehension():
    return [1 // x for x in (1, 0)]


def in_generator():
    yield 1 // 0


def in_lambda():
    return (lambda: 1 // 0)()


def in_finally():
    try:
        1 // 0
    finally:
        x = 1


def in_multiline():
    return (
        1
        + 1 // 0
    )


def in_class():
    class Inner:
        1 // 0


def by_reraise():
    try:
        1 // 0
    except ZeroDivisionError:
        raise


def by_native():
    return sorted([1, 0], key=lambda x: 1 // x)


def by_decorator():
    @(lambda f: 1 // 0)
    def f():
        pass


for function in (
    in_comprehension, lambda: list(in_generator()), in_lambda, in_finally, in_multiline, in_class, by_reraise,
    by_native, by_decorator,
):
    try:
        function()
    except ZeroDivisionError as error:
        print(frames(error.__traceback__)[1:])
tb = outer().__traceback__
print(
    type(tb).__name__, tb.tb_frame.f_code.co_name,
    tb.tb_next.tb_frame.f_back is not None,
)
tb.tb_next = None
print(frames(tb))

# A generator expression that has not begun stands on its line, at no column.
try:
    (_ for _ in ()).throw(ValueError)
except ValueError as error:
    frame = error.__traceback__.tb_next
    print(list(frame.tb_frame.f_code.co_positions())[frame.tb_lasti // 2][2:], frame.tb_lineno == error.__traceback__.tb_lineno)
