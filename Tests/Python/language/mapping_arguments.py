"""What `**`, `dict.update` and `|` ask of mappings, and of dicts with methods of their own."""


class Mapping:
    def __init__(self, keys):
        self.given = keys

    def keys(self):
        return self.given

    def __getitem__(self, key):
        return f"item {key}"


class Reading(dict):
    def __getitem__(self, key):
        return "read"

    def keys(self):
        return ["other"]


class Iterating(Reading):
    def __iter__(self):
        return iter("ignored")


def show(**keywords):
    return keywords


def two(a, b):
    return a, b


def updated(source):
    result = {"first": 0}
    result.update(source)
    return result


sources = Mapping("ab"), Mapping(["k"]), Mapping(5), Mapping([1]), Reading(x=1), Iterating(x=1), 5, [("k", 2)], None
for source in sources:
    for name, action in (
        ("call", lambda: show(**source)),
        ("with another", lambda: show(k=1, **source)),
        ("display", lambda: {**source}),
        ("update", lambda: updated(source)),
        ("dict", lambda: dict(source)),
        ("union", lambda: {"first": 0} | source),
        ("of two", lambda: two(**source)),
    ):
        try:
            print(name, action())
        except TypeError as error:
            print(name, error)
