"""Loops whose temporaries held large objects that are dead, while what they meet is recorded."""


def lengths(text, count):
    found = 0
    for index in range(count):
        found += len((text * (400_000 + index))[1:])
        for other in range(3):
            found += (text * 300_000).find("b") + len([None] * 100_000) + other
    return found


print([lengths("a", 4) for _ in range(12)])
