"""Arrays and streams in memory keep their size while a view of them is in use."""

import array
import io
import operator


def attempt(function, *arguments):
    try:
        print("done", function(*arguments))
    except Exception as error:
        print(type(error).__name__, error)


def arrays():
    numbers = array.array("i", [1, 2, 3])
    with memoryview(numbers):
        attempt(numbers.clear)
    view = memoryview(numbers)
    for change in (numbers.pop, lambda: numbers.append(1), lambda: numbers.extend(numbers[:1]), numbers.clear,
                   lambda: numbers.remove(1), lambda: numbers.fromlist([4]), lambda: numbers.frombytes(b"abcd"),
                   lambda: operator.imul(numbers, 2), lambda: operator.setitem(numbers, slice(0, 0), numbers),
                   lambda: operator.delitem(numbers, 0), lambda: numbers.insert(0, 1)):
        attempt(change)
    view[0] = 9
    numbers[0:2] = numbers[1:3]
    print(numbers)
    del view
    attempt(numbers.append, 5)
    print(numbers)


def streams():
    stream = io.BytesIO(b"1234567890")
    view = stream.getbuffer()
    attempt(stream.write, b"x")
    attempt(stream.truncate)
    attempt(stream.close)
    attempt(stream.__init__, b"other")
    view[3:6] = b"abc"
    print(stream.getvalue(), stream.read(2))
    view.release()
    attempt(stream.write, b"x")
    with stream.getbuffer() as view:
        attempt(stream.close)
    attempt(stream.close)
    print(stream.closed)


arrays()
streams()


def foreign():
    import ctypes

    numbers = array.array("i", range(16))
    parts = (ctypes.c_int * 15).from_buffer(numbers, ctypes.sizeof(ctypes.c_int))
    attempt(numbers.append, 100)
    attempt(numbers.pop)
    parts[0] = 7
    print(numbers[1], (ctypes.c_int * 16).from_buffer_copy(numbers)[:3])
    del parts
    attempt(numbers.append, 100)


foreign()
