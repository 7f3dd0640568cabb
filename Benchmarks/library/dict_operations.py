"""Dicts: counting, grouping, merging, views, comprehensions, deletion and nested look-ups."""

from collections import Counter, OrderedDict, defaultdict

SCALE = 40_000
EXPECTED = (997, 40000, 13334, 997, 26666, 40000, 1, 20000)


def run(scale):
    keys = [number * 7919 % 997 for number in range(scale)]
    counts = {}
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    groups = defaultdict(list)
    for number, key in enumerate(keys):
        groups[key].append(number)
    names = {f"name{number}": number for number in range(scale)}
    thirds = {name: number for name, number in names.items() if number % 3 == 0}
    merged = names | thirds
    merged.update(zip(names, keys))
    common = len(Counter(keys).most_common())
    for name in thirds:
        del merged[name]
    inverse = dict(zip(names.values(), names.keys()))
    recent = OrderedDict()
    for key in keys:
        recent[key] = True
        recent.move_to_end(key)
        if len(recent) > 500:
            recent.popitem(last=False)
    shared = names.keys() & thirds.keys() == thirds.keys()
    evens = sum(1 for number in range(scale) if inverse[number] in names and number % 2 == 0)
    return len(counts), sum(map(len, groups.values())), len(thirds), common, len(merged), len(inverse), int(shared), evens


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
