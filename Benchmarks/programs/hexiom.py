"""Hexiom: fill a hexagonal board with numbered tiles, each number the count of its tile's neighbours.

The puzzle is Moonkey's "Hexiom" (2006); the solver is plain depth-first search with look-ahead (Golomb and
Baumert, "Backtrack Programming", JACM 12:4, 1965). Exercises lists of ints, recursion and early exits.
"""

SCALE = 250
EXPECTED = (250, 88253)
SIDE = 3
EMPTY = 7


class Board:
    """A hexagon of `side` cells a side, its cells numbered row by row."""

    def __init__(self, side):
        reach = side - 1
        cells = [
            (q, r)
            for r in range(-reach, side)
            for q in range(-reach, side)
            if -reach <= q + r <= reach
        ]
        number = {cell: i for i, cell in enumerate(cells)}
        steps = ((1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1))
        self.size = len(cells)
        self.neighbors = [
            [number[q + dq, r + dr] for dq, dr in steps if (q + dq, r + dr) in number]
            for q, r in cells
        ]

    def counts(self, occupied):
        """The tiles of which an occupied set is the solution: how many there are of each number."""
        tiles = [0] * 8
        for cell in range(self.size):
            tiles[sum(n in occupied for n in self.neighbors[cell]) if cell in occupied else EMPTY] += 1
        return tiles


class Solver:
    def __init__(self, board, tiles):
        self.board = board
        self.tiles = tiles
        self.placed = [None] * board.size
        self.nodes = 0

    def fits(self, cell):
        """Whether a cell's tile can still have as many neighbours as it says."""
        tile = self.placed[cell]
        if tile is None or tile == EMPTY:
            return True
        occupied = unknown = 0
        for neighbor in self.board.neighbors[cell]:
            other = self.placed[neighbor]
            if other is None:
                unknown += 1
            elif other != EMPTY:
                occupied += 1
        return occupied <= tile <= occupied + unknown

    def solve(self, cell=0):
        self.nodes += 1
        if cell == self.board.size:
            return True
        for tile, left in enumerate(self.tiles):
            if not left:
                continue
            self.placed[cell] = tile
            if self.fits(cell) and all(self.fits(n) for n in self.board.neighbors[cell]):
                self.tiles[tile] -= 1
                if self.solve(cell + 1):
                    return True
                self.tiles[tile] += 1
        self.placed[cell] = None
        return False


def random_bits(count, seed):
    state = seed
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2147483648
        yield state >> 16 & 1


def run(scale):
    board = Board(SIDE)
    nodes = 0
    solved = 0
    for seed in range(scale):
        occupied = {cell for cell, bit in enumerate(random_bits(board.size, seed)) if bit}
        tiles = board.counts(occupied)
        solver = Solver(board, tiles[:])
        assert solver.solve()
        assert board.counts({cell for cell, tile in enumerate(solver.placed) if tile != EMPTY}) == tiles
        solved += 1
        nodes += solver.nodes
    return solved, nodes


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
