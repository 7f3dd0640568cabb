"""Calls of built-in functions and methods with arguments by name, often enough to be compiled."""

import io

ROUNDS = 400


def often(function, *arguments):
    """What a function's calls gave, each outcome once and in order."""
    outcomes = []
    for _ in range(ROUNDS):
        try:
            outcome = repr(function(*arguments))
        except Exception as error:
            outcome = f"{type(error).__name__}: {error}"
        if not outcomes or outcomes[-1] != outcome:
            outcomes.append(outcome)
    print(function.__name__, *outcomes)


# Parameters by keyword only, after a tuple of the rest.

def least_of(items):
    return min(items, key=lambda item: item[0], default=None)

def greatest_of_default_first(items):
    return max(items, default="nothing", key=len)

def least_of_several(a, b, c):
    return min(a, b, c, key=abs), max(a, b, c, key=abs), min(a, b, c), max(a, b)

def least_with_both(a, b):
    return min(a, b, default=1)

def least_without_any():
    return min(key=abs)

often(least_of, [])
often(least_of, [(3.0, 1), (1.5, 2), (1.5, 3)])
often(greatest_of_default_first, [])
often(greatest_of_default_first, ["a", "bb", "cc"])
often(least_of_several, -3, 2, 1)
often(least_of_several, 0.5, -2.5, 2.5)
often(least_with_both, 1, 2)
often(least_without_any)


def printed():
    """As many arguments as one byte tells apart, and one more."""
    out = io.StringIO()
    print_many(out)
    return out.getvalue()[-6:], len(out.getvalue())

print_many = eval("lambda out: print(" + "1, " * 127 + "sep='', end='!', file=out)")
often(printed)


# Parameters in places and by name, in any order.

def sorted_backwards(items):
    return sorted(items, reverse=True), sorted(items, reverse=False, key=lambda item: -item)

def sort_in_place(items):
    items = list(items)
    items.sort(key=lambda item: -item, reverse=True)
    items.sort(reverse=True)
    return items

def split_text(text):
    return text.split(sep=",", maxsplit=1), text.split(maxsplit=1, sep=","), text.split(None, maxsplit=1), text.rsplit(sep=",")

def count_from(start):
    return sum([1, 2], start=start), round(2.567, ndigits=start), round(number=2.567), list(enumerate("ab", start=start))

def bytes_of(number):
    return number.to_bytes(length=2, byteorder="big"), number.to_bytes(2, byteorder="little", signed=True)

def texts(text):
    return text.encode(errors="replace", encoding="ascii"), text.replace("a", "b", count=1), text.expandtabs(tabsize=4), \
        text.splitlines(keepends=True)

def zipped(a, b):
    return list(zip(a, b, strict=True))

def power_of(base, modulus):
    return pow(base=base, exp=5, mod=modulus), pow(base, exp=2), int("11", base=base)

often(sorted_backwards, [3, 1, 2])
often(sort_in_place, [3, 1, 2])
often(split_text, "a,b c,d")
often(count_from, 1)
often(bytes_of, 513)
often(bytes_of, -1)
often(texts, "a\tbaä\nc")
often(zipped, [1, 2], "ab")
often(zipped, [1, 2], "abc")
often(power_of, 3, 7)


# What is wrong is said as ever.

def unknown_name(items):
    return round(2.5, digits=1)

def given_twice(text):
    return text.split(",", sep=",")

def missing():
    return round(ndigits=1)

def too_many(items):
    return sorted(items, None, key=None)

def positional_by_name(text):
    return len(obj=text)

def wrong_receiver(text):
    return str.split(text, sep=",")

def no_keywords(items):
    return items.append(object=1)

often(unknown_name, [2, 1])
often(given_twice, "a,b")
often(missing)
often(too_many, [2, 1])
often(positional_by_name, "a")
often(wrong_receiver, 5)
often(wrong_receiver, "a,b")
often(no_keywords, [])


# What functions find at work: exceptions, other types, changes of what they were given.

def keyed(items, key):
    return sorted(items, key=key), min(items, key=key)

def failing(item):
    raise KeyError(item)

def adds(item):
    shared.append(item)
    return item

def shared_sort():
    shared[:] = 3, 2, 1
    shared.sort(key=adds)

shared = []
often(keyed, [2, -1], abs)
often(keyed, [2, -1], failing)
often(keyed, ["b", 1], lambda item: item)
often(shared_sort)
often(least_of, [(1, 2), (1.0, 0)])
often(least_of, "ba")
often(least_of, 5)


# Inlined, in generators, in loops that call themselves.

def shortest(words):
    return least_by_length(words) + least_by_length(words[1:])

def least_by_length(words):
    return min(words, key=len, default="-")

def lengths(groups):
    for group in groups:
        yield max(group, key=len, default="")

def deep(depth):
    return max([depth], key=lambda item: deep(item - 1) if item else 0, default=0)

def without_end(depth):
    return min([depth], key=without_end, default=0)

def is_deep():
    try:
        return without_end(1)
    except RecursionError as error:
        return str(error)[:32]

often(shortest, ["ccc", "bb", "a"])
often(shortest, [])
often(lambda: list(lengths([["a", "bb"], [], ["c"]])))
often(deep, 20)
ROUNDS = 3
often(is_deep)
ROUNDS = 400


# Other functions under the same names.

def smallest(items):
    return min(items, key=abs)

for _ in range(ROUNDS):
    smallest([2, -1])
min = lambda items, key: ("mine", items, key(-1))
print(smallest([2, -1]))
del min
print(smallest([2, -1]))


class Words(list):
    def sort(self, *, key=None, reverse=False):
        return "own", key, reverse

def sort_words(words):
    return words.sort(key=None, reverse=True)

for _ in range(ROUNDS):
    sort_words([2, 1])
print(sort_words(Words()), sort_words([1]))
