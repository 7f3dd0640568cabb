"""A spell checker: a dictionary from stems and affixes, edit distances three ways, a trie with bounded search, a
phonetic key, a model of word pairs, and suggestions for a text with mistakes."""

import bisect
import functools
import re
import string
import sys
from array import array
from collections import ChainMap, Counter, defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from heapq import nlargest, nsmallest
from itertools import accumulate, chain, islice, pairwise, product, starmap
from operator import itemgetter

STEMS = """accept/d/s/ance address/ed/es/ing animal/s answer/ed/s/ing apple/s argue/d/s/ment arrive/d/s/al beautiful/ly begin/s/ning
believe/d/s/r bicycle/s book/s/ed/ing bright/er/ness brother/s brown build/s/ing/er business calendar/s carry/ing castle/s cat/s
change/d/s city child/ren/hood clear/ed/ly/ness committee/s computer/s consider/ed/s/ation country/side cup/s daughter/s day/s decide/d/s definite/ly
describe/d/s develop/ed/s/ment different/ly difficult/y dinner/s discover/ed/s/y dog/s door/s drive/r/s/n early ear/s east/ern easy eat/s/en
embarrass/ed/ment environment/s/al example/s exist/ed/s/ence experience/d/s explain/ed/s family famous/ly farm/er/s/ing fast/er february finish/ed/es/ing
foreign/er/s forest/s forget/s/ting forty found friend/s/ly/ship garden/s/er/ing good/ness government/s grammar grateful/ly great/er/ly green/er guarantee/d/s
happen/ed/s/ing happy height/s history house/s/hold hungry immediate/ly important/ly independent/ly interest/ed/s/ing island/s jump/ed/s/ing
knowledge language/s laugh/ed/s/ter lazy learn/ed/s/ing/er letter/s library light/s/er/ness listen/ed/s/er literature little lonely maintain/ed/s/ance
many marry/ing measure/d/s/ment medicine/s mountain/s/ous music/al/ian natural/ly necessary/ly neighbour/s/hood night/s north/ern notice/able
occasion/al/ally occur/red/s/rence often old/er open/ed/s/ing orange/s over parallel parent/s/hood particular/ly people perhaps picture/s piece/s
plan/ned/s/ning play/ed/s/er/ful possess/ed/es/ion prefer/red/s/ence privilege/s probable/ly public/ly question/s/ed/able quick/er/ly/ness quiet/er/ly rain/ed/s/y
read/s/er/ing/able receive/d/s/r recommend/ed/s/ation remember/ed/s rhythm/s river/s run/s/ner/ning science/s seize/d/s separate/d/s/ly shoulder/s similar/ly
sincere/ly sing/er/s/ing sister/s sleep/s/ing/y small/er south/ern speak/s/er special/ly spell/s/ing/er station/s story strange/r/ly stream/s street/s
strong/er/ly success/ful/fully sudden/ly summer/s surprise/d/s sweet/er/ness teach/er/es/ing the their there they thought/s/ful through time/s together tomorrow
tree/s truly twelfth under understand/s/ing until usual/ly village/s/r visit/ed/s/or walk/ed/s/er/ing water/ed/s weather wednesday weird west/ern which white/r whole
wind/s/y winter/s wonder/ed/s/ful word/s work/ed/s/er/ing world/s write/r/s yellow young/er a an and are as at be by for from had has have he her his i in is it of on or she that this to was we were with you"""

CORPUS = """the quick brown fox jumped over the lazy dog and the dog slept under the old tree . my brother and my sister live in a small village
near the river . they have a beautiful garden with many apple trees and the children play there in the summer . in the winter the wind
is strong and it rains often . she believed that the government would receive their letters in february but the committee decided to wait until
wednesday . it is necessary to separate the different questions . he is definitely a good friend and a famous writer . we were surprised by the
weather on the island . which language do you speak . this is their house and there is the library . the foreign teacher explained the grammar and
the rhythm of the language . they walked through the forest to the castle on the mountain ."""


class Trie:
    """All words, packed: a node is a range of children in two arrays."""

    def __init__(self, words: Iterable[str]):
        root: dict = {}
        for word in words:
            functools.reduce(lambda node, letter: node.setdefault(letter, {}), word, root)[""] = True
        self.letters, self.first, self.final = array("u" if sys.version_info < (3, 13) else "w"), array("L"), bytearray()
        self.letters.append("\0")
        queue = [root]
        for node in queue:
            self.final.append("" in node)
            children = sorted(item for item in node.items() if item[0])
            self.first.append(len(self.letters))
            for letter, child in children:
                self.letters.append(letter)
                queue.append(child)
        self.first.append(len(self.letters))

    def __len__(self):
        return sum(self.final)

    @property
    def nodes(self):
        return len(self.final)

    def children(self, node: int) -> range:
        return range(self.first[node], self.first[node + 1])

    def __contains__(self, word: str) -> bool:
        node = 0
        for letter in word:
            low, high = self.first[node], self.first[node + 1]
            node = bisect.bisect_left(self.letters, letter, low, high)
            if node == high or self.letters[node] != letter:
                return False
        return bool(self.final[node])

    def __iter__(self) -> Iterator[str]:
        stack = [(0, "")]
        while stack:
            node, prefix = stack.pop()
            if self.final[node]:
                yield prefix
            stack.extend((child, prefix + self.letters[child]) for child in reversed(self.children(node)))

    def near(self, word: str, limit: int) -> Iterator[tuple[int, str]]:
        """Words within an edit distance: a row of the distance table for each node."""

        def search(node, prefix, before, row):
            if self.final[node] and row[-1] <= limit:
                yield row[-1], prefix
            if min(row) > limit:
                return
            for child in self.children(node):
                letter = self.letters[child]
                following = [row[0] + 1]
                for i, expected in enumerate(word, 1):
                    cost = min(row[i] + 1, following[-1] + 1, row[i - 1] + (letter != expected))
                    if before and i > 1 and prefix and letter == word[i - 2] and prefix[-1] == expected:
                        cost = min(cost, before[i - 2] + 1)
                    following.append(cost)
                yield from search(child, prefix + letter, row, following)

        yield from search(0, "", None, list(range(len(word) + 1)))


def damerau(a: str, b: str) -> int:
    """The distance of optimal string alignment."""
    table = {(-1, -1): 0}
    for i in range(len(a)):
        table[i, -1] = i + 1
    for j in range(len(b)):
        table[-1, j] = j + 1
    for i, j in product(range(len(a)), range(len(b))):
        same = a[i] == b[j]
        table[i, j] = min(table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (not same))
        if i and j and a[i] == b[j - 1] and a[i - 1] == b[j]:
            table[i, j] = min(table[i, j], table[i - 2, j - 2] + 1)
    return table[len(a) - 1, len(b) - 1]


@functools.cache
def recursive(a: str, b: str) -> int:
    match a, b:
        case ("", rest) | (rest, ""):
            return len(rest)
        case _ if a[0] == b[0]:
            return recursive(a[1:], b[1:])
    best = 1 + min(recursive(a[1:], b), recursive(a, b[1:]), recursive(a[1:], b[1:]))
    if len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0]:
        best = min(best, 1 + recursive(a[2:], b[2:]))
    return best


def edits(word: str) -> set[str]:
    splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    letters = string.ascii_lowercase
    return {
        *(a + b[1:] for a, b in splits if b),
        *(a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1),
        *(a + c + b[1:] for a, b in splits if b for c in letters),
        *(a + c + b for a, b in splits for c in letters),
    }


def soundex(word: str) -> str:
    codes = str.maketrans("bfpvcgjkqsxzdtlmnraeiouyhw", "11112222222233455600000077", "")
    digits = word.translate(codes)
    kept = [digits[0]]
    for digit in digits[1:]:
        if digit == "7":
            continue
        if digit != kept[-1]:
            kept.append(digit)
    return (word[0].upper() + "".join(kept[1:]).replace("0", "") + "000")[:4]


@dataclass(frozen=True, slots=True)
class Suggestion:
    word: str
    distance: int
    score: float

    def __str__(self):
        return f"{self.word}({self.distance},{self.score:.3f})"


class Lexicon(Set):
    def __init__(self, words):
        self.words = sorted(set(words))
        self.trie = Trie(self.words)
        self.sounds = defaultdict(list)
        for word in self.words:
            self.sounds[soundex(word)].append(word)

    def __contains__(self, word):
        return word in self.trie

    def __iter__(self):
        return iter(self.words)

    def __len__(self):
        return len(self.words)

    @classmethod
    def expanded(cls, text: str):
        def expand(entry):
            stem, *suffixes = entry.split("/")
            yield stem
            for suffix in suffixes:
                base = stem
                if suffix in ("ed", "er", "es", "ing", "ation", "ence", "ance", "able", "al") and stem.endswith("e"):
                    base = stem[:-1]
                elif stem.endswith("y") and suffix in ("ly", "ness", "er"):
                    base = stem[:-1] + "i"
                yield base + suffix
                if suffix in ("s", "es") and stem.endswith("y") and stem[-2] not in "aeiou":
                    yield stem[:-1] + "ies"

        return cls(chain.from_iterable(map(expand, text.split())))


class Model:
    def __init__(self, corpus: str):
        words = re.findall(r"[a-z']+|\.", corpus.lower())
        self.single, self.pairs = Counter(words), Counter(pairwise(words))
        self.total = self.single.total()

    def score(self, before: str, word: str, after: str) -> float:
        base = (self.single[word] + 0.5) / (self.total + 1)
        left = (self.pairs[before, word] + 0.1) / (self.single[before] + 1)
        right = (self.pairs[word, after] + 0.1) / (self.single[word] + 1)
        return base * left * right * 1000


class Checker:
    def __init__(self, lexicon, model, personal=()):
        self.lexicon, self.model = lexicon, model
        self.settings = ChainMap({}, {"limit": 2, "count": 3, "phonetic": True})
        self.personal = set(personal)

    def known(self, word):
        return word in self.lexicon or word in self.personal or bool(re.fullmatch(r"\d+|[A-Z]{2,}|\.", word))

    def suggest(self, word, before=".", after="."):
        found = {candidate: distance for distance, candidate in self.lexicon.trie.near(word, self.settings["limit"])}
        if self.settings["phonetic"] and len(word) > 4:
            for candidate in self.lexicon.sounds[soundex(word)]:
                if candidate not in found and (distance := damerau(word, candidate)) <= 4:
                    found[candidate] = distance
        options = (Suggestion(candidate, distance, self.model.score(before, candidate, after) / 20**distance) for candidate, distance in found.items())
        return nlargest(self.settings["count"], options, key=lambda s: (s.score, s.word))

    def check(self, text):
        tokens = list(re.finditer(r"[A-Za-z']+|\.", text))
        plain = [token[0].lower() for token in tokens]
        for index, token in enumerate(tokens):
            if not self.known(token[0]) and not self.known(plain[index]):
                before = plain[index - 1] if index else "."
                after = plain[index + 1] if index + 1 < len(plain) else "."
                yield token, self.suggest(plain[index], before, after)

    def correct(self, text):
        out, position = [], 0
        for token, options in self.check(text):
            out.append(text[position:token.start()])
            word = options[0].word if options else token[0]
            out.append(word.capitalize() if token[0][0].isupper() else word)
            position = token.end()
        return "".join(out) + text[position:]


TEXT = """Teh quik brwon fox jumpd over hte lazy dog. My borther beleives that the goverment wil recieve there letters in Febuary.
It is neccessary to seperate the diferent questoins. He is definately a good freind, and the wether on the iland surprized us.
Wich langauge do you speek? The foriegn teecher explaned the grammer and the rythm. NASA and 42 xqzjv are unkown."""


def main():
    lexicon = Lexicon.expanded(STEMS)
    trie = lexicon.trie
    print(len(lexicon), trie.nodes, len(trie), list(trie) == lexicon.words, list(islice(trie, 8)))
    print("apples" in lexicon, "appless" in lexicon, "" in lexicon, "prefered" in lexicon, len(lexicon & {"cat", "dog", "unicorn"}), sorted(lexicon & ["cat", "x"]))
    for pair in [("kitten", "sitting"), ("ca", "abc"), ("teh", "the"), ("", "abc"), ("same", "same"), ("recieve", "receive"), ("wich", "which")]:
        print(pair, damerau(*pair), recursive(*pair))
    sample = lexicon.words[::37]
    assert list(starmap(damerau, product(sample[:9], sample[:9]))) == list(starmap(recursive, product(sample[:9], sample[:9])))
    for word in ["speling", "korrect", "thier"]:
        near = {candidate for _, candidate in trie.near(word, 1)}
        print(word, len(edits(word)), near == edits(word) & set(lexicon), sorted(near), nsmallest(3, trie.near(word, 3)))
    print({word: soundex(word) for word in "robert rupert rubin ashcraft tymczak pfister honeyman".split()})
    print(max(lexicon.sounds.items(), key=lambda item: (len(item[1]), item[0])))
    model = Model(CORPUS)
    print(model.total, model.single.most_common(4), nlargest(3, model.pairs.items(), key=itemgetter(1, 0)))
    print(f"{model.score('.', 'the', 'quick'):.6f} {model.score('over', 'there', 'letters'):.6f} {model.score('receive', 'their', 'letters'):.6f}")
    checker = Checker(lexicon, model, personal=["fox", "my", "will", "us", "do", "explained"])
    for token, options in checker.check(TEXT):
        line = TEXT.count("\n", 0, token.start()) + 1
        print(f"{line}:{token.start() - TEXT.rfind(chr(10), 0, token.start())}: {token[0]:<12}", *options)
    print(checker.correct(TEXT))
    checker.settings = checker.settings.new_child({"limit": 1, "phonetic": False})
    print(checker.correct(TEXT))
    lengths = Counter(map(len, lexicon))
    print(list(accumulate(lengths[n] for n in range(max(lengths) + 1))), recursive.cache_info().currsize > 100)


main()
