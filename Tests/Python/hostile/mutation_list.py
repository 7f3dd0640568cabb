"""Lists changed while they are walked, compared, sorted, sliced or filled."""


def case(name, action):
    """Prints one line: the action's result, or the exception's type and message."""
    try:
        result = repr(action())
    except BaseException as error:
        result = f"{type(error).__name__}: {error}"
    print(f"{name}: {result}")


class Act:
    """Runs an action when compared."""

    def __init__(self, action, answer=False):
        self.action = action
        self.answer = answer

    def __eq__(self, other):
        self.action()
        return self.answer

    def __lt__(self, other):
        self.action()
        return self.answer

    def __repr__(self):
        self.action()
        return "Act"

    def __index__(self):
        self.action()
        return 0


def grow_while_walking():
    items = [1, 2, 3]
    for item in items:
        if len(items) < 10:
            items.append(item * 10)
    return items


def shrink_while_walking():
    items = list(range(10))
    seen = []
    for item in items:
        seen.append(item)
        items.pop()
    return seen, items


def clear_while_walking():
    items = list(range(5))
    iterator = iter(items)
    first = next(iterator)
    items.clear()
    rest = list(iterator)
    items.append(9)
    return first, rest, list(iterator)


def walk_backwards():
    items = list(range(6))
    seen = []
    for item in reversed(items):
        seen.append(item)
        del items[-2:]
    return seen


def equal_that_clears():
    items = [Act(lambda: items.clear()), 2, 3]
    return items == [1, 2, 3], items


def index_that_clears():
    items = [Act(lambda: items.clear()), 2, 3]
    return items.index(3)


def count_that_grows():
    items = [1, 2]
    items.insert(0, Act(lambda: len(items) < 8 and items.append(3)))
    return items.count(3)


def remove_that_clears():
    items = [1, Act(lambda: items.clear(), True), 3]
    items.remove(7)
    return items


def in_that_clears():
    items = [Act(lambda: items.clear()), 5]
    return 5 in items


def sort_that_appends():
    items = [3, 2, 1]

    def key(item):
        items.append(item)
        return item

    try:
        items.sort(key=key)
    finally:
        print("  left:", sorted(items))


def sort_that_looks():
    items = [3, 2, 1]
    lengths = []
    items.sort(key=lambda item: (lengths.append(len(items)), item)[1])
    return items, lengths


def sort_that_raises():
    items = [5, 4, 3, 2, 1]
    try:
        items.sort(key=lambda item: 1 // (item - 3))
    except ZeroDivisionError:
        return items


def sort_with_mixed():
    items = [3, "a", 1]
    items.sort()


def repr_that_clears():
    items = [1, Act(lambda: items.clear()), 3]
    return repr(items)


def index_method_that_clears():
    items = [1, 2, 3]
    return items[Act(lambda: items.clear())]


def slice_assignment_from_self():
    items = [1, 2, 3]
    items[1:2] = items
    return items


def extend_with_self():
    items = [1, 2]
    items.extend(items)
    items += items
    return items


def extend_with_own_iterator():
    items = [1, 2, 3]

    def some():
        for item in items:
            if len(items) > 12:
                return
            yield item

    items.extend(some())
    return len(items)


def extended_slice_of_wrong_size():
    items = list(range(6))
    items[::2] = [1]


def slice_assignment_that_clears():
    items = list(range(5))

    def source():
        items.clear()
        yield from "ab"

    items[1:3] = source()
    return items


def concatenation_that_grows():
    items = [1]
    items += (items.append(0) or 2 for _ in range(3))
    return items


for name, action in list(globals().items()):
    if callable(action) and name not in ("case", "Act") and not name.startswith("_"):
        case(name.replace("_", " "), action)
