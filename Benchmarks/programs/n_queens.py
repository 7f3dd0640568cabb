"""N queens: every way to place n queens on an n × n board so that none attacks another.

After Wirth, "Program Development by Stepwise Refinement" (CACM 14:4, 1971): columns and diagonals in use are
kept as sets. Exercises recursion through generators, sets and tuples. OEIS A000170 has the counts.
"""

SCALE = 11
EXPECTED = (2680, 4617)


def placements(size):
    columns, rising, falling = set(), set(), set()

    def place(row, so_far):
        if row == size:
            yield so_far
            return
        for column in range(size):
            if column in columns or row + column in rising or row - column in falling:
                continue
            columns.add(column)
            rising.add(row + column)
            falling.add(row - column)
            yield from place(row + 1, (*so_far, column))
            columns.remove(column)
            rising.remove(row + column)
            falling.remove(row - column)

    return place(0, ())


def run(scale):
    solutions = list(placements(scale))
    return len(solutions), sum(i * s[0] + s[-1] for i, s in enumerate(solutions)) % 10_000


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
