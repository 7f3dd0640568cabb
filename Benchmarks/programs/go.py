"""Go: Monte-Carlo evaluation of every opening move on a small board.

After Brügmann, "Monte Carlo Go" (1993): random games in which nobody fills their own eyes, scored by area.
Exercises lists of ints, sets, flood filling and methods.
"""

SCALE = 15
EXPECTED = (10, -1418)
SIDE = 7
EMPTY, BLACK, WHITE = range(3)
KOMI = 4
PASS = -1

NEIGHBORS = [
    [
        (row + down) * SIDE + column + right
        for down, right in ((-1, 0), (0, -1), (0, 1), (1, 0))
        if 0 <= row + down < SIDE and 0 <= column + right < SIDE
    ]
    for row in range(SIDE)
    for column in range(SIDE)
]


class Random:
    """A linear congruential generator with Knuth's MMIX constants."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        return (self.state >> 33) % limit


class Board:
    def __init__(self):
        self.points = [EMPTY] * (SIDE * SIDE)
        self.to_play = BLACK
        self.ko = None

    def copy(self):
        other = Board()
        other.points = self.points[:]
        other.to_play = self.to_play
        other.ko = self.ko
        return other

    def group(self, start):
        """The stones connected to one, and whether they have a liberty."""
        color = self.points[start]
        stones, pending = {start}, [start]
        alive = False
        while pending:
            for neighbor in NEIGHBORS[pending.pop()]:
                other = self.points[neighbor]
                if other == EMPTY:
                    alive = True
                elif other == color and neighbor not in stones:
                    stones.add(neighbor)
                    pending.append(neighbor)
        return stones, alive

    def is_eye(self, point):
        return all(self.points[neighbor] == self.to_play for neighbor in NEIGHBORS[point])

    def play(self, point):
        """Plays a stone if the rules allow it and says whether they did."""
        if point == PASS:
            self.ko = None
            self.to_play = BLACK + WHITE - self.to_play
            return True
        if self.points[point] != EMPTY or point == self.ko:
            return False
        color, opponent = self.to_play, BLACK + WHITE - self.to_play
        self.points[point] = color
        captured = set()
        for neighbor in NEIGHBORS[point]:
            if self.points[neighbor] == opponent and neighbor not in captured:
                stones, alive = self.group(neighbor)
                if not alive:
                    captured |= stones
        if not captured and not self.group(point)[1]:
            self.points[point] = EMPTY
            return False
        for stone in captured:
            self.points[stone] = EMPTY
        self.ko = captured.pop() if len(captured) == 1 else None
        self.to_play = opponent
        return True

    def score(self):
        """Black's area less White's and the komi."""
        total = -KOMI
        for point, color in enumerate(self.points):
            if color == EMPTY:
                owners = {self.points[neighbor] for neighbor in NEIGHBORS[point]}
                color = owners.pop() if len(owners) == 1 else EMPTY
            if color == BLACK:
                total += 1
            elif color == WHITE:
                total -= 1
        return total


def play_out(board, random):
    passes = 0
    for _ in range(3 * SIDE * SIDE):
        candidates = [p for p, color in enumerate(board.points) if color == EMPTY and not board.is_eye(p)]
        while candidates:
            chosen = random.below(len(candidates))
            if board.play(candidates[chosen]):
                passes = 0
                break
            candidates[chosen] = candidates[-1]
            candidates.pop()
        else:
            board.play(PASS)
            passes += 1
            if passes == 2:
                break
    return board.score()


def run(scale):
    random = Random(42)
    scores = {}
    for opening in range(0, SIDE * SIDE, 5):
        total = 0
        for _ in range(scale):
            board = Board()
            board.play(opening)
            total += play_out(board, random)
        scores[opening] = total
    best = max(scores, key=scores.get)
    return best, sum(scores.values())


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
