"""Generators: in-order walks of a search tree by recursive generators, and pipelines of them.

Tree insertion as in Knuth, "The Art of Computer Programming" 6.2.2. Exercises `yield`, `yield from`, generator
expressions and `send`.
"""

SCALE = 50_000
EXPECTED = (50000, 33008, 12507515692.5)


class Node:
    def __init__(self, key):
        self.key = key
        self.left = None
        self.right = None

    def insert(self, key):
        node = self
        while True:
            if key < node.key:
                if node.left is None:
                    node.left = Node(key)
                    return
                node = node.left
            else:
                if node.right is None:
                    node.right = Node(key)
                    return
                node = node.right

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.key
        if self.right is not None:
            yield from self.right


def running_mean():
    """A coroutine in the old sense: takes numbers by `send` and answers with their mean so far."""
    total = count = 0
    mean = 0.0
    while True:
        total += yield mean
        count += 1
        mean = total / count


def multiples(numbers, factor):
    for number in numbers:
        if number % factor == 0:
            yield number


def run(scale):
    tree = Node(scale // 2)
    key = 1
    for _ in range(scale):
        key = key * 1103 % 1_000_003
        tree.insert(key)
    ordered = list(tree)
    assert all(a <= b for a, b in zip(ordered, ordered[1:]))

    total = 0
    for _ in range(4):
        total += sum(1 for _ in multiples(multiples(tree, 2), 3))
    mean = running_mean()
    next(mean)
    sum_of_means = sum(mean.send(key) for key in tree)
    return len(ordered) - 1, total, round(sum_of_means, 1)


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
