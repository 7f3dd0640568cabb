"""Sequences in compiled code: `match` on them, and unpacking of lists and tuples, of the wrong length too."""

def shape(v):
    match v:
        case []: return "empty"
        case [x]: return ("one", x)
        case [x, y]: return ("two", x, y)
        case (x, *rest) if len(rest) > 3: return ("many", x, rest)
        case [int(), *_]: return "ints"
        case str(): return "text"
        case range(): return "range"
    return "other"
def unpack(rows):
    s = 0
    for row in rows:
        a, b, c = row
        s += a * b - c
    return s
values = [[], [1], (1, 2), [1, 2], "ab", range(3), 5, None, [1, 2, 3], (1, 2, 3, 4, 5), {"a": 1}, {1}, b"ab", 1.5]
for i in range(300):
    for v in values: r = shape(v)
print([shape(v) for v in values])
rows = [[i, i + 1, i + 2] for i in range(500)]
print(unpack(rows), unpack(rows))
for bad in ([[1, 2, 3], [1, 2]], [[1, 2, 3, 4]], [(1, 2, 3), [4, 5, 6]], [[1, 2, 3], "abc"], [[1, 2, 3], 5]):
    try: print(unpack(rows[:20] + bad))
    except Exception as e: print(type(e).__name__, e)
