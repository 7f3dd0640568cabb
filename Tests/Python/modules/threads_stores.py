"""Hot functions store into objects, lists and variables that other threads are changing: nothing is lost."""

import threading


def together(*functions):
    """Calls each in a thread of its own, all at about the same time."""
    start = threading.Barrier(len(functions))

    def run(function):
        start.wait()
        function()

    threads = [threading.Thread(target=run, args=(function,)) for function in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Counter:
    def __init__(self, other):
        self.first = 0
        self.second = 0
        self.other = other


# Attributes that objects have, while others come and go.


def count_first(counters, times):
    for counter in counters:
        for _ in range(times):
            counter.first = counter.first + 1


def count_second(counters, times):
    for counter in counters:
        for _ in range(times):
            counter.second += 1


def add_and_delete(counters):
    for counter in counters:
        counter.third = counter.other
        counter.fourth = None
        del counter.other
        counter.fifth = counter.third


def attributes():
    counters = [Counter(number) for number in range(400)]
    together(
        lambda: count_first(counters, 500), lambda: count_second(counters, 500), lambda: add_and_delete(counters))
    assert all(counter.first == counter.second == 500 for counter in counters)
    assert all(counter.fifth == number for number, counter in enumerate(counters))
    assert not any(hasattr(counter, "other") for counter in counters)


# Attributes that several threads give the same objects.


class Empty:
    pass


def name_first(things):
    for number, thing in enumerate(things):
        thing.first = number


def name_second(things):
    for number, thing in enumerate(things):
        thing.second = -number
        thing.third = thing


def new_attributes():
    for _ in range(5):
        things = [Empty() for _ in range(4000)]
        together(lambda: name_first(things), lambda: name_second(things))
        for number, thing in enumerate(things):
            assert (thing.first, thing.second, thing.third) == (number, -number, thing), number
            assert sorted(vars(thing)) == ["first", "second", "third"]


# Objects that are read as soon as they are there.


class Pair:
    def __init__(self, left, right):
        self.left = left
        self.right = [right]


def make_pairs(holder, count):
    for number in range(count):
        holder.pair = Pair(number, number + 1)
    holder.isDone = True


def read_pairs(holder, wrong):
    while not holder.isDone:
        pair = holder.pair
        if pair.right[0] - pair.left != 1:
            wrong.append(pair)


def fresh_objects():
    holder, wrong = Empty(), []
    holder.pair, holder.isDone = Pair(0, 1), False
    together(lambda: make_pairs(holder, 100_000), lambda: read_pairs(holder, wrong))
    assert wrong == [] and holder.pair.left == 99_999


# Elements of a list that grows and shrinks.


def count_element(row, index, times):
    for _ in range(times):
        row[index] = row[index] + 1


def grow_and_shrink(row, times):
    for number in range(times):
        row.append(number)
        if number % 3 == 2:
            row.pop()
            row.pop()


def elements():
    row = [0, 0, 0]
    together(
        lambda: count_element(row, 0, 60_000), lambda: count_element(row, 1, 60_000), lambda: grow_and_shrink(row, 30_000))
    assert row[:3] == [60_000, 60_000, 0] and len(row) == 3 + 10_000, (row[:3], len(row))


# One list for all.


def fill(row, low, high):
    for number in range(low, high):
        row.append(number)


def empty(row, taken):
    try:
        while True:
            taken.append(row.pop())
    except IndexError:
        pass


def one_list():
    row = []
    together(*(lambda low=low: fill(row, low, low + 20_000) for low in (0, 20_000, 40_000)))
    assert sorted(row) == list(range(60_000))
    parts = [], [], []
    together(*(lambda part=part: empty(row, part) for part in parts))
    assert row == [] and sorted(sum(parts, [])) == list(range(60_000))


# Global variables.

first = second = 0


def count_first_variable(times):
    global first
    for _ in range(times):
        first = first + 1


def count_second_variable(times):
    global second
    for _ in range(times):
        second += 1


def define_and_delete(times):
    global third
    for number in range(times):
        third = number
        del third


def variables():
    together(
        lambda: count_first_variable(60_000), lambda: count_second_variable(60_000), lambda: define_and_delete(10_000))
    assert (first, second) == (60_000, 60_000) and "third" not in globals()


for test in attributes, new_attributes, fresh_objects, elements, one_list, variables:
    test()
    print(test.__name__)
