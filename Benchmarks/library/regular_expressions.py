"""Regular expressions: finding, splitting and replacing in a log, in prose and in a program.

Patterns with literal prefixes, classes, alternatives of words, groups, look-around, lazy and greedy repeats.
"""

import re

SCALE = 1_500
EXPECTED = (4500, 3000, 12000, 37500, 15000, 3000, 4500, 1500)

LOG = (
    '192.168.0.17 - ada [11/Mar/2026:07:55:02 +0000] "GET /index.html?q=turing HTTP/1.1" 200 5120\n'
    '10.1.22.3 - - [11/Mar/2026:07:55:09 +0000] "POST /api/v2/items HTTP/1.1" 503 17\n'
    "error: timeout after 30s while reading from 10.1.22.3:8080 (attempt 2 of 5)\n"
)
PROSE = (
    "It was the machine, not the man, that wrote to grace.hopper@navy.example and to\n"
    "niklaus@eth.example; the colour of its greyish ink faded by 1.25 or even 13,5 per cent.\n"
)
SOURCE = "def area(width, height=10.5):  # of a rectangle\n    return width * height - 0x1F if width >= 3 else None\n"

TOKEN = re.compile(
    r"(?P<space>[ \t]+)|(?P<comment>\#[^\n]*)|(?P<number>0[xX][0-9a-fA-F]+|\d+(?:\.\d*)?)|(?P<name>[^\W\d]\w*)"
    r"|(?P<operator>>=|<=|==|//|[-+*/%=<>().,:])|(?P<newline>\n)"
)


def run(scale):
    log, prose = LOG * scale, PROSE * scale
    addresses = len(re.findall(r"\b\d{1,3}(?:\.\d{1,3}){3}\b", log))
    requests = sum(int(m["status"]) > 99 for m in re.finditer(r'"(?P<verb>[A-Z]+) [^"]*" (?P<status>\d{3})', log))
    fields = len(re.split(r"\s*[\[\]\"]\s*", log)) - 1
    tokens = sum(match.lastgroup != "space" for match in TOKEN.finditer(SOURCE * scale))
    words = len(re.findall(r"(?i)\b(?:the|of|to|and|not|by|was)\b", prose))
    mails = len(re.findall(r"[\w.]+@[\w.]+(?=\b)", prose))
    replaced = re.subn(r"(\w+?)(ish|ed|ing)?\b(?= (?:ink|by|even))", r"<\1>", prose)[1]
    errors = len(re.findall(r"^error: .*?(\d+)s", log, re.MULTILINE))
    return addresses, requests, fields, tokens, words, mails, replaced, errors


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
