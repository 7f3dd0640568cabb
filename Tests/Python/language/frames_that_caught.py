# What a traceback says of a frame that goes on after it has caught the exception: `tb_frame` is the frame itself.
import sys


def catches():
    try:
        1 / 0
    except ZeroDivisionError as error:
        traceback = error.__traceback__
        frame = traceback.tb_frame
        print(frame is sys._getframe(), frame.f_lineno)
        later = 5
        print(frame.f_locals["later"], frame.f_lineno, frame.f_back.f_code.co_name)
        try:
            {}["missing"]
        except KeyError as second:
            print(second.__traceback__.tb_frame is frame)
    return traceback


kept = catches()
print(kept.tb_frame.f_code.co_name, kept.tb_lineno, catches().tb_frame is kept.tb_frame)


def raises():
    raise ValueError("from below")


def calls():
    for attempt in range(3):
        try:
            raises()
        except ValueError as error:
            inner = error.__traceback__.tb_next
    # Asked for when the handler is long gone.
    print(inner.tb_frame.f_code.co_name, inner.tb_frame.f_back is sys._getframe())
    try:
        raises()
    except ValueError as error:
        own = error.__traceback__
    print(own.tb_frame is sys._getframe(), own.tb_next.tb_frame.f_back is own.tb_frame)
    try:
        own.tb_frame.clear()
    except RuntimeError as error:
        print(error)


calls()


def generator():
    try:
        1 / 0
    except ZeroDivisionError as error:
        yield error.__traceback__.tb_frame
    yield


suspended = generator()
frame = next(suspended)
print(frame is suspended.gi_frame, frame.f_generator is suspended)
next(suspended)
print(frame.f_lineno - frame.f_code.co_firstlineno)


class Initialized:
    def __init__(self):
        try:
            raises()
        except ValueError as error:
            self.function = error.__traceback__.tb_frame.f_code.co_name


print(Initialized().function)


def in_a_loop(count):
    total = 0
    for number in range(count):
        try:
            total += 10 // (number % 3)
        except ZeroDivisionError:
            total += 1
    return total


print(in_a_loop(10_000))


def delegated():
    try:
        yield 1
    except ValueError:
        frame, names = sys._getframe(), []
        while frame:
            names.append(frame.f_code.co_name)
            frame = frame.f_back
        print(names)
        raise


def delegates():
    yield from delegated()


def delegates_again():
    local = "kept"
    try:
        yield from delegates()
    except ValueError as error:
        print(local, [entry.f_code.co_name for entry in frames_of(error.__traceback__)])
        yield "went on"


def frames_of(traceback):
    while traceback:
        yield traceback.tb_frame
        traceback = traceback.tb_next


chain = delegates_again()
next(chain)
try:
    raise KeyError("being handled")
except KeyError:
    print(chain.throw(ValueError("thrown")))
chain = delegates()
next(chain)
chain.close()
print(chain.gi_frame)
