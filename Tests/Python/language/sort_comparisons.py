"""What sorting compares, in which order: programs see it in `__lt__`, and in which error they get."""

import itertools


class Item:
    log = []

    def __init__(self, key, place):
        self.key, self.place = key, place

    def __lt__(self, other):
        Item.log.append((self.key, self.place, other.key, other.place))
        return self.key < other.key


def sorted_log(keys):
    Item.log.clear()
    result = sorted(Item(key, place) for place, key in enumerate(keys))
    return [(item.key, item.place) for item in result], list(Item.log)


for length in range(6):
    for keys in itertools.product(range(3), repeat=length):
        print(keys, *sorted_log(keys))
state = 1
for length in (20, 40, 63):
    keys = []
    for _ in range(length):
        state = state * 1103515245 + 12345 & 0x7FFFFFFF
        keys.append(state >> 16 & (3 if length % 2 else 255))
    result, log = sorted_log(keys)
    print(length, result == sorted(result), len(log), hash(tuple(log)) % 2**32)
for values in itertools.permutations([1, 1.5, 3, 1j, 1.5]):
    try:
        print(sorted(values))
    except TypeError as error:
        print(error)
