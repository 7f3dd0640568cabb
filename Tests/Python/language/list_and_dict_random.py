"""Lists, dicts and sets put through thousands of random operations and compared with plain models."""
state = 12345


def below(limit):
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
    return (state >> 33) % limit


def digest(items):
    total = 0
    for item in items:
        total = (total * 31 + hash(item)) % 1_000_000_007
    return total


def lists():
    items, model = [], ()
    for step in range(3000):
        kind, n = below(9), len(items)
        i, j, v = below(n + 1), below(n + 1), below(100)
        if kind < 3:
            items.insert(i, v)
            model = model[:i] + (v,) + model[i:]
        elif kind == 3 and n:
            k = below(n)
            assert items.pop(k) == model[k]
            model = model[:k] + model[k + 1 :]
        elif kind == 4:
            i, j = min(i, j), min(max(i, j), min(i, j) + 3)
            items[i:j] = [v, v + 1]
            model = model[:i] + (v, v + 1) + model[j:]
        elif kind == 5:
            i, j = min(i, j), min(max(i, j), min(i, j) + 5)
            del items[i:j]
            model = model[:i] + model[j:]
        elif kind == 6 and v in model:
            items.remove(v)
            k = model.index(v)
            model = model[:k] + model[k + 1 :]
        elif kind == 7 and below(10) == 0:
            items.reverse()
            model = model[::-1]
        elif kind == 8 and below(20) == 0:
            items.sort(key=lambda x: x % 10)
            model = tuple(x for d in range(10) for x in model if x % 10 == d)
        assert len(items) == len(model)
        if step % 100 == 0:
            assert tuple(items) == model and items[::3] == list(model[::3]) and items[::-2] == list(model[::-2])
    return len(items), digest(items)


def dicts(make_key):
    mapping, keys, values = {}, [], []
    for _ in range(3000):
        kind, key, v = below(7), make_key(below(200)), below(1000)
        if kind < 3:
            mapping[key] = v
            if key in keys:
                values[keys.index(key)] = v
            else:
                keys.append(key)
                values.append(v)
        elif kind < 5:
            popped = mapping.pop(key, None)
            if key in keys:
                k = keys.index(key)
                assert popped == values[k]
                del keys[k], values[k]
        elif kind == 5 and below(5) == 0 and keys:
            assert mapping.popitem() == (keys.pop(), values.pop())
        else:
            assert mapping.get(key, -1) == (values[keys.index(key)] if key in keys else -1)
        assert len(mapping) == len(keys)
    assert list(mapping) == keys and list(mapping.values()) == values
    return len(keys), digest(keys), digest(values)


def sets():
    members, flags = set(), [False] * 300
    for _ in range(3000):
        kind, v = below(5), below(300)
        if kind < 2:
            members.add(v)
            flags[v] = True
        elif kind < 4:
            members.discard(v)
            flags[v] = False
        assert (v in members) == flags[v]
    other = {v for v in range(300) if v % 3}
    assert sorted(members & other) == [v for v in range(300) if flags[v] and v % 3]
    assert sorted(members - other) == [v for v in range(300) if flags[v] and not v % 3]
    assert len(members | other) + len(members & other) == len(members) + len(other)
    return len(members), digest(sorted(members)), list(members)[:5]


print(lists(), lists())
print(dicts(lambda n: n), dicts(str), dicts(lambda n: (n, n % 3)), dicts(float), dicts(lambda n: n * 2**40))
print(sets())
