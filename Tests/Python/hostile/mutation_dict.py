"""Dicts and sets changed while they are walked, compared, copied or filled."""


def case(name, action):
    """Prints one line: the action's result, or the exception's type and message."""
    try:
        result = repr(action())
    except BaseException as error:
        result = f"{type(error).__name__}: {error}"
    print(f"{name}: {result}")


class Key:
    """A key whose hash collides and whose comparison runs an action once."""

    def __init__(self, name, action=None):
        self.name = name
        self.action = action

    def __hash__(self):
        return 1

    def __eq__(self, other):
        action, self.action = self.action, None
        if action:
            action()
        return isinstance(other, Key) and self.name == other.name

    def __repr__(self):
        return f"Key({self.name})"


def add_while_walking():
    mapping = {1: 1, 2: 2}
    for key in mapping:
        mapping[key + 10] = 0


def delete_while_walking():
    mapping = dict.fromkeys(range(5))
    for key in mapping:
        del mapping[key]


def replace_while_walking():
    mapping = dict.fromkeys(range(4), 0)
    for key in mapping:
        mapping[key] += 1
    return mapping


def swap_keys_while_walking():
    mapping = {0: 0, 1: 1}
    for key in mapping:
        del mapping[key]
        mapping[key + 10] = 0
    return mapping


def values_while_walking():
    mapping = {1: 1}
    for value in mapping.values():
        mapping[2] = 2


def items_while_walking():
    mapping = {1: 1}
    for key, value in mapping.items():
        mapping.clear()


def reversed_while_walking():
    mapping = dict.fromkeys(range(3))
    for key in reversed(mapping):
        mapping[key + 5] = None


def set_while_walking():
    members = {1, 2, 3}
    for member in members:
        members.add(member + 100)


def set_shrinking_while_walking():
    members = set(range(10))
    for member in members:
        members.discard(member)


def lookup_that_clears():
    key = Key("b")
    mapping = {Key("a", lambda: mapping.clear()): 1}
    return mapping.get(key, "gone"), mapping


def lookup_that_grows():
    mapping = {Key("a"): 1, Key("b"): 2}
    next(iter(mapping)).action = lambda: mapping.update(dict.fromkeys(range(100, 200)))
    return mapping[Key("b")], len(mapping)


def insert_that_clears():
    mapping = {}
    mapping[Key("a", lambda: mapping.clear())] = 1
    mapping[Key("b")] = 2
    return mapping


def delete_that_deletes():
    mapping = {}
    mapping[Key("a", lambda: mapping.pop("x", None))] = 1
    mapping["x"] = 2
    del mapping[Key("b")]


def pop_that_clears():
    mapping = {}
    mapping[Key("a", lambda: mapping.clear())] = 1
    mapping.pop(Key("b"))


def equal_that_clears():
    class Value:
        def __eq__(self, other):
            left.clear()
            return True

    left = {1: Value(), 2: 2}
    return left == {1: 1, 2: 2}, left


def update_from_changing():
    class Mapping:
        def keys(self):
            return ["a", "b"]

        def __getitem__(self, key):
            target.clear()
            return key

    target = {1: 1}
    target.update(Mapping())
    return target


def set_operation_that_clears():
    members = set()
    members.add(Key("a", lambda: members.clear()))
    return members & {Key("b")}, members


def set_add_that_grows():
    members = {Key("a", lambda: members.update(range(50)))}
    members.add(Key("b"))
    return len(members)


def setdefault_that_inserts():
    mapping = {}
    mapping[Key("a", lambda: mapping.__setitem__(Key("b"), "first"))] = 1
    value = mapping.setdefault(Key("b"), "second")
    return value in ("first", "second"), len(mapping) in (2, 3)


def iterator_outlives_dict():
    iterator = iter({1: 1, 2: 2})
    return list(iterator), list(iterator)


def length_changed_then_restored():
    mapping = {1: 1, 2: 2}
    iterator = iter(mapping)
    next(iterator)
    mapping[3] = 3
    try:
        next(iterator)
    except RuntimeError as error:
        print("  first:", error)
    del mapping[3]
    return next(iterator, "still broken")


def unhashable_key():
    return {[]: 1}


def unhashable_lookup():
    return {}[{}]


def unhashable_member():
    return {1, []}


def hash_that_raises():
    class Bad:
        def __hash__(self):
            raise ValueError("no hash today")

    return {Bad(): 1}


def equal_that_raises():
    class Bad(Key):
        def __eq__(self, other):
            raise ValueError("no comparison today")

        __hash__ = Key.__hash__

    return {Bad("a"): 1, Bad("b"): 2}


def popitem_of_empty():
    return {}.popitem()


def pop_of_empty_set():
    return set().pop()


def update_with_bad_pairs():
    return dict([(1, 2), (3,)])


def update_with_no_pairs():
    return dict([1])


for name, action in list(globals().items()):
    if callable(action) and name not in ("case", "Key") and not name.startswith("_"):
        case(name.replace("_", " "), action)
