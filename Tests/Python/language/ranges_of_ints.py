# Arithmetic on what loops count and on what does not change in them: small, then so large that it no longer fits.


def polynomial(start, stop, offset):
    total = 0
    for i in range(start, stop):
        total ^= (i + offset) * (i + offset + 1) // 2 + i - offset * 3
    return total


def backwards(start, stop, factor):
    found = []
    for i in range(start, stop, -3): found.append(i * factor - i)
    return sum(found) if found else None


def quotients(count, offset):
    total = 0.0
    for i in range(count):
        for j in range(offset, offset + 8): total += 1 / (j * j + i + 1 or 1)
    return total


def masks(words, mask):
    total = 0
    for i in range(len(words)):
        total = (total & 0xFFFF) * 31 + (words[i] & mask) % 1009
        total -= -(i % 7) * (mask >> 3)
    return total


def signs(count, step, a, b):
    least, most = 0, 0
    for i in range(-count, count):
        x = (i - a) * (b - i)
        y = a * i if i < 0 else -b * i + step
        least, most = min(least, x, y), max(most, x, y)
    return least, most


def last(start, count):
    # What is left of the loop's variable, and what was made of it.
    i = j = None
    for i in range(start, start + count): j = i + i
    return i, j


for _ in range(120):
    small = polynomial(0, 40, 5), backwards(90, 0, 7), quotients(4, 3), masks([_, 3, 1 << 40] * 5, 1023)
    small += signs(20, 3, 2, 5), last(4, 20)
print(small)

near = (2**24 - 30, 2**24 + 30, 2**25 - 30, 2**26, 2**31, 2**53 - 20, 2**60, 2**61 - 20, 2**62 - 20, 2**62 + 5, 2**70)
for n in near:
    for sign in (1, -1):
        print(n, sign, polynomial(sign * n, sign * n + 40, 5), polynomial(0, 40, sign * n), polynomial(n, n + 40, -n))
        print(backwards(sign * n, sign * n - 90, 7), backwards(90, 0, sign * n), quotients(4, sign * n))
        print(masks([n, -n, 3] * 5, n), signs(20, n, sign * n, 5), signs(20, 3, 5, sign * n), last(sign * n, 30))

# The same again often enough to be compiled anew, and then small ones once more.
for _ in range(600):
    large = polynomial(2**40, 2**40 + 40, 2**62 - 1), backwards(90, 0, 2**61), masks([2**63] * 4, -1), last(2**62 - 5, 9)
print(large)
for _ in range(120):
    again = polynomial(0, 40, 5), backwards(90, 0, 7), quotients(4, 3), masks([_, 3, 1 << 40] * 5, 1023)
    again += signs(20, 3, 2, 5), last(4, 20)
print(again == small)


def mixed(count, offset):
    total = 0
    for i in range(count): total += i * offset
    return total


for offset in (3, 2.5, True, 2**80, "ab"[:0], 7):
    for _ in range(60):
        try: result = mixed(6, offset)
        except TypeError as error: result = error
    print(result)
