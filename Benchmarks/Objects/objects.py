"""The measurements of main.swift, under CPython."""
import time


def measure(name, body, operations=1):
    best = float("inf")
    for _ in range(5):
        start, rounds = time.perf_counter(), 0
        while time.perf_counter() - start < 0.05:
            body()
            rounds += 1
        best = min(best, (time.perf_counter() - start) / (rounds * operations))
    print(name, best)


a, b = 7**11833, 3**20959
product = a * b
measure("multiply-10^4-digits", lambda: a * b)
measure("divide-2·10^4-by-10^4", lambda: product // b)
measure("add-10^4-digits", lambda: a + b)
c, d = 7**30, 3**50


def repeated(statement, **names):
    space = dict(names)
    exec(f"def body():\n for index in range(1000):\n  {statement}", space)
    return space["body"]


measure("multiply-80-bits", repeated("c * d", c=c, d=d), 1000)
measure("add-80-bits", repeated("c + d", c=c, d=d), 1000)
modulus = 2**521 - 1
measure("power-modulo-521-bits", lambda: pow(3, a, modulus))
number = 7**4732
measure("str-4000-digits", lambda: str(number))
digits = str(number)
measure("int-4000-digits", lambda: int(digits))
hay = "abcdefgh" * 100_000 + "needle"
measure("find-needle-in-800-kB", lambda: hay.find("needle"))
measure("find-character-in-800-kB", lambda: hay.find("n"))
wide = "абвгдежз" * 100_000 + "иголка"
measure("find-needle-in-800-k-wide", lambda: wide.find("иголка"))
measure("count-character", lambda: hay.count("e"))


def concatenate():
    text, ten = "", "0123456789"
    for _ in range(10_000):
        text += ten


measure("concatenate-in-a-loop", concatenate, 10_000)
measure("repr-float", repeated("repr(index * 1.1)"), 1000)
measure("float-of-text", repeated("float('3.141592653589793')"), 1000)
measure("round-2-places", repeated("round(index * 1.1, 2)"), 1000)
measure("str-int", repeated("str(index * 12345)"), 1000)
text = "0123456789" * 4
measure("repr-text-40-characters", repeated("repr(text)", text=text), 1000)
