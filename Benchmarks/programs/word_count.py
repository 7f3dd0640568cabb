"""Word count: frequencies, bigrams and a Markov chain over a generated text.

Shannon, "A Mathematical Theory of Communication" (1948), section 3, has the chain. Exercises dicts keyed by text
and by tuples, `get`, `setdefault`, `items` and sorting by several keys.
"""

SCALE = 100_000
EXPECTED = (("ka", 6256), 1063, 419, 500, [(2, 24987), (3, 8405), (4, 18744)])

SYLLABLES = ["ka", "to", "mi", "ren", "sol", "da", "vu", "el", "or", "pin"]


class Random:
    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 1664525 + 1013904223) & 0xFFFFFFFF
        return (self.state >> 8) % limit


def generate(count, random):
    words = []
    for _ in range(count):
        length = 1 + random.below(3)
        words.append("".join(SYLLABLES[min(random.below(10), random.below(10))] for _ in range(length)))
    return " ".join(words)


def frequencies(words):
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts


def successors(words):
    chain = {}
    for current, following in zip(words, words[1:]):
        chain.setdefault(current, {}).setdefault(following, 0)
        chain[current][following] += 1
    return chain


def walk(chain, start, steps):
    """Follows the likeliest successor not yet taken from each word."""
    taken = set()
    word = start
    length = 0
    for _ in range(steps):
        options = [(count, following) for following, count in chain[word].items() if (word, following) not in taken]
        if not options:
            break
        _, following = max(options)
        taken.add((word, following))
        word = following
        length += 1
    return length


def run(scale):
    words = generate(scale, Random(7)).split()
    counts = frequencies(words)
    ranking = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    pairs = {}
    for pair in zip(words, words[1:]):
        if pair in pairs:
            pairs[pair] += 1
        else:
            pairs[pair] = 1
    chain = successors(words)
    by_length = {}
    for word, count in counts.items():
        by_length[len(word)] = by_length.get(len(word), 0) + count
    return ranking[0], len(counts), max(pairs.values()), walk(chain, ranking[0][0], 500), sorted(by_length.items())[:3]


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
