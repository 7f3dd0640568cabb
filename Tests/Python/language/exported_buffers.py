"""A bytearray keeps its size while a view of it is in use."""


def attempt(function, *arguments):
    try:
        print("done", function(*arguments))
    except Exception as error:
        print(type(error).__name__, error)


array = bytearray(b"abcdef")


def in_a_variable():
    view = memoryview(array)
    for change in (array.clear, array.pop, lambda: array.resize(9), lambda: array.append(1), lambda: array.extend(b"x"),
                   lambda: array.__delitem__(1), lambda: array.__setitem__(slice(1, 3), b""), lambda: array.__imul__(2),
                   lambda: array.insert(0, 1), lambda: array.remove(array[1]), lambda: array.__init__(b"x")):
        attempt(change)
    array[1:3] = b"XY"
    array.resize(6)
    array.reverse()
    print(bytes(view))
    view.release()
    attempt(array.append, 1)


def forgotten():
    view = memoryview(array)[1:]
    del view
    attempt(array.append, 2)
    view = memoryview(array)
    view = None
    attempt(array.append, 3)
    memoryview(array)
    attempt(array.append, 4)
    return view


def entered():
    with memoryview(array):
        attempt(array.append, 1)
    attempt(array.append, 1)
    with memoryview(array) as view, view.cast("b") as other:
        view.release()
        attempt(array.append, 1)
        other.release()
        attempt(array.append, 1)


def in_a_cell():
    view = memoryview(array)

    def change():
        attempt(array.append, 1)
        return view

    change()
    del view
    attempt(array.append, 5)


def in_a_generator():
    with memoryview(array):
        yield
    yield


in_a_variable()
forgotten()
entered()
in_a_cell()
view = memoryview(array)
attempt(array.append, 1)
(lambda: attempt(array.append, 1))()
del view
(lambda: attempt(array.append, 1))()
items = in_a_generator()
next(items)
attempt(array.append, 1)
next(items)
attempt(array.append, 1)


class Shrinks:
    def __init__(self, array):
        self.array = array

    def __index__(self):
        self.array.clear()
        return 65

    def __repr__(self):
        self.array.clear()
        return "E"

    def __buffer__(self, flags):
        self.array.clear()
        return memoryview(b"ABC")


for name in ("find", "count", "index", "rfind", "rindex", "__contains__", "split", "rsplit", "strip", "startswith"):
    attempt(getattr(array, name), Shrinks(array))
pattern = bytearray(b"%r and")
attempt(pattern.__mod__, Shrinks(pattern))
grown = bytearray(b"0123456789")
grown.extend(Shrinks(grown))
print(grown)


def many(count):
    """Views that nobody keeps do not slow an array down, nor do they hold it."""
    total = 0
    array = bytearray(b"abcdefg")
    for index in range(count):
        view = memoryview(array)[index % 3:]
        total += len(view)
        view = None
        array.append(1)
        array.pop()
    return total


print(sum(many(1000) for _ in range(20)))


def joins():
    separator = bytearray(b"-")

    def parts():
        separator.clear()
        yield b"a"

    attempt(separator.join, parts())
    shrinking = [b"a", Shrinks([1]), b"c"]
    shrinking[1].array = shrinking
    attempt(b"".join, shrinking)
    attempt(separator.join, [b"a", Shrinks([1]), b"c"])


joins()
deleted = bytearray(b"abcdef")
deleted[::2] = b""
print(deleted)
attempt(deleted.__setitem__, slice(None, None, 2), b"x")
