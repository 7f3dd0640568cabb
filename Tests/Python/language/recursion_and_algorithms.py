"""Small classic algorithms whose results are known: a broad check of everyday code."""
def hanoi(n, a="A", b="B", c="C"):
    return [] if n == 0 else hanoi(n - 1, a, c, b) + [(a, c)] + hanoi(n - 1, b, a, c)


def permutations(items):
    if len(items) <= 1:
        return [items]
    return [[x, *rest] for i, x in enumerate(items) for rest in permutations(items[:i] + items[i + 1 :])]


def subsets(items):
    return [[]] if not items else (rest := subsets(items[1:])) + [[items[0], *s] for s in rest]


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def primes(n):
    sieve = [True] * (n + 1)
    for i in range(2, int(n**0.5) + 1):
        if sieve[i]:
            sieve[i * i :: i] = [False] * len(sieve[i * i :: i])
    return [i for i in range(2, n + 1) if sieve[i]]


def roman(n):
    out = ""
    for value, sign in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
        (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):
        while n >= value:
            out += sign
            n -= value
    return out


def dijkstra(graph, start):
    distances, pending = {start: 0}, {start}
    while pending:
        node = min(pending, key=distances.__getitem__)
        pending.remove(node)
        for neighbor, cost in graph[node].items():
            if (distance := distances[node] + cost) < distances.get(neighbor, float("inf")):
                distances[neighbor] = distance
                pending.add(neighbor)
    return distances


def longest_common(a, b):
    table = [[""] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            table[i + 1][j + 1] = table[i][j] + x if x == y else max(table[i][j + 1], table[i + 1][j], key=len)
    return table[-1][-1]


def flatten(items):
    for item in items:
        if isinstance(item, list):
            yield from flatten(item)
        else:
            yield item


def binary_search(items, wanted):
    low, high = 0, len(items)
    while low < high:
        middle = (low + high) // 2
        if items[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    return low


def balanced(text):
    stack = []
    for c in text:
        if c in "([{":
            stack.append(c)
        elif c in ")]}":
            if not stack or stack.pop() + c not in ("()", "[]", "{}"):
                return False
    return not stack


def caesar(text, shift):
    return "".join(chr((ord(c) - 97 + shift) % 26 + 97) if c.islower() else c for c in text)


def run_lengths(text):
    out, i = [], 0
    while i < len(text):
        j = i
        while j < len(text) and text[j] == text[i]:
            j += 1
        out.append((text[i], j - i))
        i = j
    return out


def pascal(n):
    row = [1]
    for _ in range(n):
        yield row
        row = [a + b for a, b in zip([0, *row], [*row, 0])]


def topological(graph):
    order, seen = [], set()

    def visit(node):
        if node not in seen:
            seen.add(node)
            for after in graph.get(node, ()):
                visit(after)
            order.append(node)

    for node in graph:
        visit(node)
    return order[::-1]


print(len(hanoi(8)), hanoi(3), len(permutations(list(range(6)))), permutations([1, 2, 3]), subsets([1, 2, 3]))
print(gcd(1071, 462), primes(60))
print([roman(n) for n in (4, 9, 1994, 2024, 3999)])
print(dijkstra({"a": {"b": 7, "c": 3}, "b": {"d": 2}, "c": {"b": 1, "d": 8}, "d": {}}, "a"))
print(longest_common("AGGTABXYZ", "GXTXAYBZ"))
print(list(flatten([1, [2, [3, [4, []]], 5]])), [binary_search([1, 3, 5, 7], w) for w in (0, 1, 4, 8)])
print([balanced(t) for t in ("([]{})", "(]", "(", "")], caesar("hello, world", 3), caesar(caesar("abc", 5), -5))
print(run_lengths("aaabccd"), list(pascal(6)))
print(topological({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}), sum(int(d) for d in str(2**1000)))
print(sum(i for i in range(1000) if i % 3 == 0 or i % 5 == 0))
print(max(x * y for x in range(900, 1000) for y in range(900, 1000) if str(x * y) == str(x * y)[::-1]))
