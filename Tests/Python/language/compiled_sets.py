"""Sets that are filled by compiled code and by native code that consumes generators."""


class Key:
    def __init__(self, number):
        self.number = number

    def __hash__(self):
        return self.number % 3

    def __eq__(self, other):
        return isinstance(other, Key) and self.number == other.number


def fill(values):
    result = set()
    for value in values:
        result.add(value)
    return result


def comprehend(values):
    return {value for value in values}


def outcome(function, *arguments):
    try:
        return function(*arguments)
    except TypeError as error:
        return str(error)


for values in (
    [1, 2, 3, 1], ["a", "b", "a"], [1, True, 1.0, 0, False], [(1, 2), (1, 2), (2, 1)], [None, None, ...],
    [float("nan"), 2**70, 2**70], [1, "1", (1,), 1.5], list(range(100)), [str(n) for n in range(50)],
    [frozenset([1]), frozenset([1])], [1, [2], 3], [(1, [2])], [{}],
):
    for _ in range(4):
        results = [outcome(fill, values), outcome(comprehend, values), outcome(lambda: set(v for v in values))]
    print(results[0] if isinstance(results[0], str) else len(results[0]), results[0] == results[1] == results[2])

keys = [Key(n) for n in (1, 4, 1, 7, 4)]
for _ in range(4):
    print(len(fill(keys)), len(comprehend(keys)), len(set(key for key in keys)), len(frozenset(key for key in keys)))


def add(target, value):
    return set.add(target, value)


print([add(set(), n) for n in range(5)])
print(outcome(add, frozenset(), 1), outcome(add, [], 1))


class Derived(set):
    def add(self, value):
        print("add", value)
        super().add(value)


derived = Derived()
for n in range(3):
    derived.add(n)
add(derived, 7)
derived.update(n for n in range(3, 5))
print(derived)
