"""Shows how long a collection stops a program: with more and more objects alive, then with more and more garbage.

    .build/release/taipan Benchmarks/pauses.py [MILLIONS]

Times are the processor's between the calls of `gc.callbacks`, so that what else the machine does is left out. What is
alive counts; what is dead costs only the look at its block's bitmap. Under an interpreter that counts references
there is no garbage for the second table to show.
"""

import gc
import sys
from time import process_time

MILLION = 1_000_000
most = int(sys.argv[1]) if len(sys.argv) > 1 else 10
begun = 0.0
pauses = []


def note(phase, info):
    global begun
    if phase == "start":
        begun = process_time()
    else:
        pauses.append(process_time() - begun)


def pause():
    """Milliseconds of the first of three collections in a row, which finds the garbage, and of the shortest."""
    pauses.clear()
    for _ in range(3):
        gc.collect()
    return pauses[0] * 1000, min(pauses) * 1000


class Node:
    __slots__ = ("next", "number")

    def __init__(self, next, number):
        self.next = next
        self.number = number


gc.callbacks.append(note)

print(f"{'live objects':>14}{'ms':>10}{'ms a million':>14}")
nodes, chain = [], None
step = max(1, most // 5)
for millions in range(step, most + 1, step):
    for number in range(step * MILLION):
        if number & 7 == 0:
            chain = None
        chain = Node(chain, number)
        nodes.append(chain)
    _, shortest = pause()
    print(f"{len(nodes):14,}{shortest:10.1f}{shortest / millions:14.2f}", flush=True)

nodes = nodes[: MILLION]
chain = None
gc.collect()
gc.disable()
print(f"\n{'dead objects':>14}{'ms':>10}     with a million alive")
for thousands in (0, 250, 500, 1000, 2000):
    for number in range(thousands * 1000):
        Node(None, number)
    first, _ = pause()
    print(f"{thousands * 1000:14,}{first:10.1f}", flush=True)
