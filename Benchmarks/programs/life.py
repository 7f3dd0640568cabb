"""Life: Conway's game on an unbounded plane, cells as a set of positions.

Gardner, "Mathematical Games" (Scientific American, October 1970). The R-pentomino settles after 1,103 generations
with 116 cells, of which six gliders have left for good.
Exercises sets and dicts of tuples, unpacking and comprehensions.
"""

SCALE = 1_103
EXPECTED = (11, 121, 116, -240, -258)

R_PENTOMINO = {(1, 0), (2, 0), (0, 1), (1, 1), (1, 2)}
AROUND = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy]


def step(alive):
    counts = {}
    for x, y in alive:
        for dx, dy in AROUND:
            cell = (x + dx, y + dy)
            counts[cell] = counts.get(cell, 0) + 1
    return {cell for cell, count in counts.items() if count == 3 or count == 2 and cell in alive}


def run(scale):
    alive = R_PENTOMINO
    populations = []
    for _ in range(scale):
        alive = step(alive)
        populations.append(len(alive))
    left = min(x for x, _ in alive)
    top = min(y for _, y in alive)
    return populations[9], populations[99], populations[-1], left, top


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
