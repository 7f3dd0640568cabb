"""Mazes: three ways to carve them, four ways to solve them, drawings as text, and what the ways cost."""

import enum
import heapq
import random
from abc import ABC, abstractmethod
from collections import deque
from dataclasses import dataclass, field
from itertools import pairwise, product
from typing import Iterable, Iterator, NamedTuple, Self


class Cell(NamedTuple):
    row: int
    column: int

    def __add__(self, other):
        return Cell(self.row + other.row, self.column + other.column)

    def distance(self, other: "Cell") -> int:
        return abs(self.row - other.row) + abs(self.column - other.column)


class Way(enum.Enum):
    NORTH = Cell(-1, 0)
    EAST = Cell(0, 1)
    SOUTH = Cell(1, 0)
    WEST = Cell(0, -1)

    @property
    def opposite(self) -> "Way":
        ways = list(Way)
        return ways[(ways.index(self) + 2) % 4]

    @property
    def arrow(self) -> str:
        return dict(zip(Way, "^>v<"))[self]


class Walls(enum.Flag):
    NONE = 0
    NORTH = enum.auto()
    EAST = enum.auto()
    SOUTH = enum.auto()
    WEST = enum.auto()
    ALL = NORTH | EAST | SOUTH | WEST


class Maze:
    def __init__(self, rows: int, columns: int):
        if rows < 1 or columns < 1:
            raise ValueError(f"a maze of {rows} by {columns} cells")
        self.rows, self.columns = rows, columns
        self.walls = {cell: Walls.ALL for cell in self}

    def __iter__(self) -> Iterator[Cell]:
        return map(Cell._make, product(range(self.rows), range(self.columns)))

    def __contains__(self, cell: Cell) -> bool:
        return 0 <= cell.row < self.rows and 0 <= cell.column < self.columns

    def __len__(self) -> int:
        return self.rows * self.columns

    def around(self, cell: Cell) -> Iterator[tuple[Way, Cell]]:
        for way in Way:
            if (other := cell + way.value) in self:
                yield way, other

    def open(self, cell: Cell, way: Way) -> None:
        other = cell + way.value
        if other not in self:
            raise IndexError(f"{way.name.lower()} of {tuple(cell)} is outside")
        self.walls[cell] &= ~Walls[way.name]
        self.walls[other] &= ~Walls[way.opposite.name]

    def ways(self, cell: Cell) -> Iterator[tuple[Way, Cell]]:
        walls = self.walls[cell]
        for way, other in self.around(cell):
            if Walls[way.name] not in walls:
                yield way, other

    @property
    def passages(self) -> int:
        return sum(4 - len(list(walls)) for walls in self.walls.values()) // 2

    def dead_ends(self) -> list[Cell]:
        return [cell for cell in self if len(self.walls[cell]) == 3]

    def draw(self, marks: dict[Cell, str] | None = None) -> str:
        marks = marks or {}
        lines = ["+" + "---+" * self.columns]
        for row in range(self.rows):
            middle, bottom = "|", "+"
            for column in range(self.columns):
                walls = self.walls[cell := Cell(row, column)]
                middle += f"{marks.get(cell, ''):^3}" + ("|" if Walls.EAST in walls else " ")
                bottom += ("---" if Walls.SOUTH in walls else "   ") + "+"
            lines += [middle, bottom]
        return "\n".join(lines)


class Carver(ABC):
    registry: dict[str, type[Self]] = {}

    def __init_subclass__(cls, *, name: str, **rest):
        super().__init_subclass__(**rest)
        Carver.registry[name] = cls
        cls.name = name

    def __init__(self, seed: int):
        self.random = random.Random(seed)

    @abstractmethod
    def carve(self, maze: Maze) -> None: ...


class Backtracker(Carver, name="backtracker"):
    def carve(self, maze):
        stack, seen = [Cell(0, 0)], {Cell(0, 0)}
        while stack:
            fresh = [(way, cell) for way, cell in maze.around(stack[-1]) if cell not in seen]
            if not fresh:
                stack.pop()
                continue
            way, cell = self.random.choice(fresh)
            maze.open(stack[-1], way)
            seen.add(cell)
            stack.append(cell)


class Forest:
    """Disjoint sets with ranks and halved paths."""

    def __init__(self, items: Iterable[Cell]):
        self.parent = {item: item for item in items}
        self.rank = dict.fromkeys(self.parent, 0)

    def find(self, item):
        while self.parent[item] != item:
            self.parent[item] = item = self.parent[self.parent[item]]
        return item

    def join(self, a, b) -> bool:
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        if self.rank[a] < self.rank[b]:
            a, b = b, a
        self.parent[b] = a
        self.rank[a] += self.rank[a] == self.rank[b]
        return True


class Kruskal(Carver, name="kruskal"):
    def carve(self, maze):
        edges = [(cell, way) for cell in maze for way, _ in maze.around(cell) if way in (Way.EAST, Way.SOUTH)]
        self.random.shuffle(edges)
        forest = Forest(maze)
        for cell, way in edges:
            if forest.join(cell, cell + way.value):
                maze.open(cell, way)


class Wilson(Carver, name="wilson"):
    """Loop-erased random walks: every spanning tree is as likely as any other."""

    def carve(self, maze):
        outside = set(maze)
        outside.discard(Cell(maze.rows // 2, maze.columns // 2))
        while outside:
            start = cell = min(outside)
            walk: dict[Cell, Way] = {}
            while cell in outside:
                way, following = self.random.choice(list(maze.around(cell)))
                walk[cell] = way
                cell = following
            cell = start
            while cell in outside:
                outside.remove(cell)
                maze.open(cell, walk[cell])
                cell += walk[cell].value


@dataclass(order=True)
class Open:
    estimate: int
    order: int
    cell: Cell = field(compare=False)


@dataclass
class Solution:
    solver: str
    path: list[Cell]
    visited: int

    def __post_init__(self):
        for a, b in pairwise(self.path):
            if a.distance(b) != 1:
                raise AssertionError(f"{a} and {b} do not touch")

    def marks(self) -> dict[Cell, str]:
        arrows = {Cell(b.row - a.row, b.column - a.column): Way(Cell(b.row - a.row, b.column - a.column)).arrow
                  for a, b in pairwise(self.path)}
        return {a: arrows[Cell(b.row - a.row, b.column - a.column)] for a, b in pairwise(self.path)} | {
            self.path[-1]: "*"}


def walk_back(origin: dict[Cell, Cell | None], cell: Cell | None) -> list[Cell]:
    path = []
    while cell is not None:
        path.append(cell)
        cell = origin[cell]
    return path[::-1]


def breadth_first(maze, start, goal):
    origin, queue = {start: None}, deque([start])
    while queue:
        if (cell := queue.popleft()) == goal:
            break
        for _, other in maze.ways(cell):
            if other not in origin:
                origin[other] = cell
                queue.append(other)
    return Solution("breadth first", walk_back(origin, goal), len(origin))


def depth_first(maze, start, goal):
    visited = set()

    def search(cell):
        visited.add(cell)
        if cell == goal:
            return [cell]
        for _, other in maze.ways(cell):
            if other not in visited and (path := search(other)):
                return [cell, *path]
        return None

    return Solution("depth first", search(start), len(visited))


def a_star(maze, start, goal):
    order = iter(range(10**9))
    cost, origin = {start: 0}, {start: None}
    heap = [Open(start.distance(goal), next(order), start)]
    done = set()
    while heap:
        cell = heapq.heappop(heap).cell
        if cell in done:
            continue
        done.add(cell)
        if cell == goal:
            break
        for _, other in maze.ways(cell):
            if cost[cell] + 1 < cost.get(other, float("inf")):
                cost[other] = cost[cell] + 1
                origin[other] = cell
                heapq.heappush(heap, Open(cost[other] + other.distance(goal), next(order), other))
    return Solution("A*", walk_back(origin, goal), len(done))


def right_hand(maze, start, goal):
    ways = list(Way)
    cell, facing, steps, trail = start, Way.EAST, 0, [start]
    while cell != goal:
        free = dict(maze.ways(cell))
        for turn in (1, 0, 3, 2):
            way = ways[(ways.index(facing) + turn) % 4]
            if way in free:
                facing, cell = way, free[way]
                break
        steps += 1
        if cell in trail:
            del trail[trail.index(cell) + 1:]
        else:
            trail.append(cell)
    return Solution("right hand", trail, steps)


SOLVERS = [breadth_first, depth_first, a_star, right_hand]


def braid(maze: Maze, chance: float, seed: int) -> int:
    """Opens dead ends, so that there are several ways."""
    generator, opened = random.Random(seed), 0
    for cell in maze.dead_ends():
        closed = [way for way, _ in maze.around(cell) if Walls[way.name] in maze.walls[cell]]
        if len(maze.walls[cell]) == 3 and generator.random() < chance:
            maze.open(cell, generator.choice(closed))
            opened += 1
    return opened


def main():
    for name, kind in Carver.registry.items():
        maze = Maze(8, 14)
        kind(seed=2024).carve(maze)
        start, goal = Cell(0, 0), Cell(maze.rows - 1, maze.columns - 1)
        solutions = [solve(maze, start, goal) for solve in SOLVERS]
        print(f"{name}: {len(maze)} cells, {maze.passages} passages, {len(maze.dead_ends())} dead ends")
        print(maze.draw(solutions[0].marks()))
        for solution in solutions:
            print(f"  {solution.solver:<14} {len(solution.path):>4} cells {solution.visited:>5} visited")
        assert len({tuple(s.path) for s in solutions}) == 1
        print("  opened", braid(maze, 0.6, seed=7), "dead ends")
        for solve in SOLVERS[:3]:
            solution = solve(maze, start, goal)
            print(f"  {solution.solver:<14} {len(solution.path):>4} cells {solution.visited:>5} visited")

    large = Maze(60, 60)
    Kruskal(seed=5).carve(large)
    for solve in (breadth_first, a_star, right_hand):
        solution = solve(large, Cell(0, 0), Cell(59, 59))
        print(f"large: {solution.solver:<14} {len(solution.path)} {solution.visited}")

    print(Walls.ALL, Walls.NORTH | Walls.WEST, ~Walls.EAST, Walls(0), repr(Walls.SOUTH), list(Walls.ALL))
    print(Way.NORTH, repr(Way.EAST.opposite), Way((1, 0)), [way.arrow for way in Way])
    for attempt in (lambda: Maze(0, 3), lambda: Maze(1, 1).open(Cell(0, 0), Way.NORTH), lambda: Way(Cell(5, 5)),
                    lambda: Carver(1), lambda: Solution("jump", [Cell(0, 0), Cell(2, 2)], 0), lambda: Walls["UP"]):
        try:
            attempt()
        except Exception as error:
            print(type(error).__name__, error)


if __name__ == "__main__":
    main()
