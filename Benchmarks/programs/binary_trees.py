"""Binary trees: many short-lived trees beside one that lives long.

After Boehm's adaptation of Ellis and Kovac's GCBench, in the Computer Language Benchmarks Game's form. Exercises
allocation, recursion and the collector.
"""

SCALE = 16
EXPECTED = [507904, 253952, 523264, 261632, 524224, 262112, 524284, 262142, 131071]


class Tree:
    def __init__(self, depth):
        if depth:
            self.left = Tree(depth - 1)
            self.right = Tree(depth - 1)
        else:
            self.left = self.right = None

    def count(self):
        if self.left is None:
            return 1
        return 1 + self.left.count() + self.right.count()


def pair_tree(depth):
    """The same of tuples."""
    return (pair_tree(depth - 1), pair_tree(depth - 1)) if depth else (None, None)


def count_pairs(tree):
    left, right = tree
    return 1 if left is None else 1 + count_pairs(left) + count_pairs(right)


def run(scale):
    lasting = Tree(scale)
    found = []
    for depth in range(4, scale + 1, 4):
        trees = 1 << (scale - depth + 2)
        found.append(sum(Tree(depth).count() for _ in range(trees)))
        found.append(sum(count_pairs(pair_tree(depth)) for _ in range(trees // 2)))
    found.append(lasting.count())
    return found


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
