"""An object is finalised before those that it refers to: by itself, in containers, and at the end of the program."""

import gc


class Part:
    def __init__(self, name, *parts, **named):
        self.name = name
        self.parts = parts
        self.__dict__.update(named)

    def __del__(self):
        print("end of", self.name)


class File:
    """Something that takes words until it is closed."""

    def __init__(self):
        self.words = []

    def write(self, word):
        self.words.append(word if self.words is not None else "too late")

    def __del__(self):
        print("closed after", self.words)
        self.words = None


class Writer:
    def __init__(self, file):
        self.file = file

    def __del__(self):
        self.file.write("last words")


def overwrite(depth):
    """Leaves nothing of earlier calls where a collector that searches stacks would find it."""
    a = b = c = d = e = f = g = h = i = j = depth
    if depth:
        overwrite(depth - 1)
    return a, b, c, d, e, f, g, h, i, j


def of(function):
    print(function.__name__)
    function()
    overwrite(50)
    gc.collect()


@of
def chain():
    Part("outer", Part("middle", Part("inner")))


@of
def writer():
    Writer(File())


@of
def both_held():
    file = File()
    holder = Part("holder", file=file, writer=Writer(file))
    holder.again = [holder.writer]


@of
def inside_containers():
    inner = Part("inner")
    Part("outer", {"key": [(inner, {1: inner})]})


@of
def made_in_any_order():
    parts = [Part(number) for number in range(4)]
    parts[0].next, parts[2].next, parts[3].next = parts[2], parts[3], parts[1]


@of
def long_chain():
    class Link:
        ended = []

        def __init__(self, number, after):
            self.number, self.after = number, after

        def __del__(self):
            Link.ended.append(self.number)

    def make():
        last = None
        for number in range(5000):
            last = Link(number, last)

    make()
    overwrite(50)
    gc.collect()
    print(Link.ended == list(range(4999, -1, -1)))


@of
def generators():
    def suspended(part):
        try:
            yield part
        finally:
            print("left with", part.name)

    generator = suspended(Part("held by a generator"))
    next(generator)


at_the_end = Part("global", Part("its part"))
