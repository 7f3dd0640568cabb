"""Loops that take their items apart, hot enough to be compiled: enumerate, zip and items, and what may go wrong in them."""


def weighted(items, start=0):
    total = 0
    for i, item in enumerate(items, start):
        total += i * item
    return total


def aligned(first, second):
    total = 0
    for a, b in zip(first, second):
        total += a * b
    return total


def joined(table):
    result = ""
    for key, value in table.items():
        result += key + str(value)
    return result


for n in range(60):
    row = list(range(n))
    assert weighted(row) == sum(i * i for i in range(n)), n
    assert aligned(row, tuple(row[::-1])) == sum(i * (n - 1 - i) for i in range(n))
    joined({str(i): i for i in range(n)})

print(weighted([1, 2, 3]), weighted((4, 5)), weighted(range(5)), weighted([]), weighted([2.5, 1]), weighted(iter([7, 8])))
print(weighted([1, 2], 10), weighted([1, 2], -1), weighted([1, 2, 3], 2**62 - 2), weighted([1, 2], 2**70))
print(weighted(x * x for x in range(6)), weighted({3: 0, 4: 0}), weighted(map(int, "123")))
print(aligned([1, 2, 3], [4, 5]), aligned([1], []), aligned([], [1]), aligned("", ""), aligned(range(4), reversed([1, 2, 3, 4])))
print(aligned((x for x in (1, 2)), [3, 4]), aligned(zip([]), []), joined({"a": 1, "b": None}))


class Numbers:
    def __init__(self, *numbers):
        self.numbers = numbers

    def __iter__(self):
        for number in self.numbers:
            yield number

    def __getitem__(self, index):
        raise NotImplementedError


print(weighted(Numbers(5, 6)), aligned(Numbers(1, 2), Numbers(3, 4)))


def attempt(function, *arguments):
    try:
        return function(*arguments)
    except Exception as error:
        return f"{type(error).__name__}: {error}"


print(attempt(weighted, 5), attempt(aligned, [1], 5), attempt(weighted, ["x", None]))
print(attempt(aligned, [1, "a"], [2, {}]))


def growing(table):
    for key, value in table.items():
        if value == 40:
            table[key + "!"] = value
    return len(table)


def replaced(table):
    for key, value in table.items():
        table[key] = value + 1
    return sum(table.values())


for _ in range(40):
    table = {str(i): i for i in range(45)}
    message = attempt(growing, table)
    replaced({str(i): i for i in range(45)})
print(message, attempt(growing, {"a": 40}), attempt(growing, {}), replaced({"a": 1, "b": 2}))


def rest(pairs):
    """Goes through the same iterator again and again."""
    seen = []
    for a, b in pairs:
        seen.append((a, b))
        if len(seen) % 3 == 0:
            break
    return seen


for _ in range(300):
    shared = zip(range(7), "abcdefg")
    parts = [rest(shared) for _ in range(4)]
print(parts, list(shared))
numbers = iter(range(10))
print(rest(zip(numbers, numbers)), list(numbers), rest(enumerate("ab")), rest({1: 2}.items()))


def strict(first, second):
    count = 0
    for a, b in zip(first, second, strict=True):
        count += a + b
    return count


for _ in range(200):
    strict([1, 2, 3], [4, 5, 6])
print(strict([1], [2]), attempt(strict, [1, 2], [3]), attempt(strict, [1], [2, 3]))


def shrinking(items):
    seen = []
    for i, item in enumerate(items):
        if item % 3 == 0:
            items.remove(item)
        seen.append((i, item))
    return seen


for _ in range(60):
    shrinking(list(range(30)))
print(shrinking(list(range(12))))


def whole(items):
    """The pairs themselves are needed."""
    result = []
    for pair in enumerate(items):
        result.append(pair)
    for pair in zip(items, items):
        result.append(pair)
    return result


def characters(text):
    count = 0
    for c in text:
        if c == "é" or c in "ab":
            count += 1
    return count


for _ in range(300):
    whole([1, 2])
    characters("abcé€𝄞")
print(whole(["x", 2.5]), characters("aébé"), characters(""), characters("𝄞a𝄞b"))


def nested(matrix):
    total = 0.0
    for i, row in enumerate(matrix):
        for j, x in enumerate(row):
            if i == j:
                continue
            total += x * len(row) - abs(j - i)
    return total


for _ in range(60):
    nested([[1.5, 2, 3.5]] * 3)
print(nested([[1.5, 2, 3.5]] * 3), nested([[1], [2, 3]]), nested([]))


def targets(pairs):
    box = {}
    class Place: pass
    place = Place()
    for box["key"], place.value in pairs:
        box[place.value] = box["key"]
    return box


for _ in range(100):
    targets(zip("abc", range(3)))
    targets(enumerate("xyz"))
print(targets(zip("abc", range(3))), targets(enumerate("xy")))
