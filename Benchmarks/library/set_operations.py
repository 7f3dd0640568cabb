"""Sets: membership, algebra, frozen keys, removal of duplicates and reachability."""

SCALE = 60_000
EXPECTED = (60000, 20000, 80000, 40000, True, 60000, 997, 60000, 60000, 51)


def run(scale):
    twos = set(range(0, scale * 2, 2))
    threes = {number for number in range(0, scale * 2, 3)}
    sixes = twos & threes
    either = twos | threes
    only = twos - threes
    exclusive = twos ^ threes
    distinct = len({number * 7919 % 997 for number in range(scale)})
    members = sum(number in twos for number in range(scale * 2))
    seen = set()
    reached = [0]
    while reached:
        place = reached.pop()
        if place in seen:
            continue
        seen.add(place)
        for step in (1, 7, 31):
            following = (place * 3 + step) % scale
            if following not in seen:
                reached.append(following)
        reached.append((place + 1) % scale)
    frozen = {frozenset({a, b, a ^ b}) for a in range(16) for b in range(16)}
    sizes = len(twos), len(sixes), len(either), len(only), sixes.isdisjoint(only), len(exclusive)
    return *sizes, distinct, members, len(seen), len(frozen)


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
