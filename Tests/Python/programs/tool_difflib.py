"""difflib in use: unified, context and n-diffs, HTML, close matches, opcodes, a patch tool and a three-way merge."""

import difflib
import re
from itertools import groupby

BEFORE = """\
def total(items):
    result = 0
    for item in items:
        result = result + item.price
    return result


def describe(items):
    print("There are", len(items), "items")
    print("They cost", total(items))
"""
AFTER = """\
def total(items, discount=0):
    result = 0
    for item in items:
        if item is None:
            continue
        result += item.price
    return result * (1 - discount)


def describe(items):
\tprint("There are", len(items), "item(s)")
    print("They cost", total(items))
# the end
"""
before, after = BEFORE.splitlines(keepends=True), AFTER.splitlines(keepends=True)

for n in (0, 1, 3):
    print("".join(difflib.unified_diff(before, after, "before.py", "after.py", "Monday", "Tuesday", n=n)))
print("".join(difflib.context_diff(before, after, fromfile="before.py", tofile="after.py", n=2)))
ndiff = list(difflib.ndiff(before, after))
print("".join(ndiff))
print("".join(difflib.restore(ndiff, 1)) == BEFORE, "".join(difflib.restore(ndiff, 2)) == AFTER)
print(list(difflib.unified_diff(["a"], ["a"], lineterm="")), list(difflib.unified_diff([], ["x"], lineterm="")))
print(list(difflib.diff_bytes(difflib.unified_diff, [b"\xe9t\xe9"], [b"hiver"], b"1", b"2", lineterm=b"")))

matcher = difflib.SequenceMatcher(None, "the quick brown fox jumps", "a quick black fox jumped over")
for tag, i1, i2, j1, j2 in matcher.get_opcodes():
    print(f"{tag:8} a[{i1}:{i2}] b[{j1}:{j2}] {matcher.a[i1:i2]!r} -> {matcher.b[j1:j2]!r}")
print(matcher.get_matching_blocks())
print(matcher.find_longest_match(0, 10, 0, 10), f"{matcher.ratio():.4f} {matcher.quick_ratio():.4f} {matcher.real_quick_ratio():.4f}")
print([[group[0][1], group[-1][2]] for group in difflib.SequenceMatcher(None, before, after).get_grouped_opcodes(1)])
print(difflib.SequenceMatcher(lambda c: c == " ", "private Thread currentThread;", "private volatile Thread currentThread;").ratio())
popular = difflib.SequenceMatcher(None, [], ["x"] * 150 + ["y"] * 60 + list("abc"))
print(sorted(popular.bpopular), popular.b2j.keys() - {"x", "y"} == set("abc"), len(difflib.SequenceMatcher(None, [], ["x"] * 300, autojunk=False).b2j))

words = "apple ape apply maple april peach chap people".split()
for wrong in ["appel", "aple", "peple", "xyzzy", "ap"]:
    print(wrong, difflib.get_close_matches(wrong, words), difflib.get_close_matches(wrong, words, n=1, cutoff=0.3))
for n, cutoff in [(0, 0.5), (1, 2)]:
    try:
        difflib.get_close_matches("x", words, n, cutoff)
    except ValueError as error:
        print(error)

table = difflib.HtmlDiff(tabsize=4, wrapcolumn=30).make_table(before[:6], after[:6], "<before>", "after & later", context=True, numlines=1)
print(table)
page = difflib.HtmlDiff().make_file(["a\n", "b\n"], ["a\n", "c\n"], charset="ascii")
print(len(re.findall("<td", page)), "charset=ascii" in page, page.count("diff_add"))


def apply_patch(lines, patch):
    """The text that a unified diff makes of `lines`."""
    result, position = [], 0
    hunk = re.compile(r"@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
    patch = iter(patch)
    for line in patch:
        if match := hunk.match(line):
            start = int(match[1]) - (match[2] != "0")
            result += lines[position:start]
            position = start
        elif line.startswith(("---", "+++")):
            continue
        elif line[0] == "+":
            result.append(line[1:])
        else:
            if lines[position] != line[1:]:
                raise ValueError(f"line {position + 1} is {lines[position]!r}, not {line[1:]!r}")
            if line[0] == " ":
                result.append(lines[position])
            position += 1
    return result + lines[position:]


patch = list(difflib.unified_diff(before, after, n=1))
print(apply_patch(before, patch) == after)
try:
    apply_patch(["something else\n", *before], patch)
except ValueError as error:
    print("ValueError:", error)


def changes(base, other):
    """What becomes of each line of the base, and what stands before it."""
    table = [([], line) for line in base] + [([], None)]
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, base, other, autojunk=False).get_opcodes():
        if tag == "insert":
            table[i1][0].extend(other[j1:j2])
        elif tag in ("replace", "delete"):
            table[i1][0].extend(other[j1:j2])
            for i in range(i1, i2):
                table[i] = table[i][0], None
    return table


def merge(base, mine, yours):
    merged = []
    for line, (my_lines, my_line), (your_lines, your_line) in zip([*base, None], changes(base, mine), changes(base, yours)):
        if my_lines and your_lines and my_lines != your_lines:
            merged += ["<<<<<<< mine", *my_lines, "=======", *your_lines, ">>>>>>> yours"]
        else:
            merged += my_lines or your_lines
        if line is not None and my_line is not None and your_line is not None:
            merged.append(line)
    return merged


base = "one two three four five six".split()
print(merge(base, "one 2 three four five six seven".split(), "zero one two three four six".split()))
print(merge(base, "one 2 three four".split(), "one II three four five six".split()))
print([(key, len(list(group))) for key, group in groupby(line[0] for line in ndiff)])
differ = difflib.Differ(linejunk=lambda line: line == "\n", charjunk=difflib.IS_CHARACTER_JUNK)
print("".join(differ.compare(["ab cd\n", "\n", "same\n"], ["ab  cd\n", "same\n", "new\n"])))
print(difflib.IS_LINE_JUNK("  # \n"), difflib.IS_LINE_JUNK("x"), difflib.IS_CHARACTER_JUNK("\t"))
