"""Exceptions: backtracking and validation whose failures are exceptions.

Matching by exceptions as in Hutton and Meijer's recursive-descent combinators (1996), here for a small language of
dates, amounts and lists. Exercises `try` without and with a raise, unwinding through frames, `finally`, `else`,
chained exceptions and exception attributes.
"""

SCALE = 18_000
EXPECTED = (13632, 3600, 768, 35, 30178, 97, 3712)


class ParseError(Exception):
    def __init__(self, expected, position):
        super().__init__(expected, position)
        self.expected = expected
        self.position = position


class Invalid(ValueError):
    pass


class Reader:
    def __init__(self, text):
        self.text = text
        self.position = 0
        self.depth = 0

    def literal(self, text):
        if not self.text.startswith(text, self.position):
            raise ParseError(text, self.position)
        self.position += len(text)
        return text

    def number(self):
        start = self.position
        while self.position < len(self.text) and self.text[self.position].isdigit():
            self.position += 1
        if self.position == start:
            raise ParseError("number", start)
        return int(self.text[start : self.position])

    def date(self):
        year = self.number()
        self.literal("-")
        month = self.number()
        self.literal("-")
        return "date", year, month, self.number()

    def amount(self):
        whole = self.number()
        self.literal(".")
        return "amount", whole, self.number()

    def items(self):
        self.literal("[")
        self.depth += 1
        try:
            found = [self.value()]
            while True:
                try:
                    self.literal(",")
                except ParseError:
                    break
                found.append(self.value())
            self.literal("]")
        finally:
            self.depth -= 1
        return "list", *found

    def value(self):
        """The first alternative that matches; each failure is thrown away and the position restored."""
        start = self.position
        furthest = start
        for alternative in (self.date, self.amount, self.items, self.number):
            try:
                return alternative()
            except ParseError as error:
                furthest = max(furthest, error.position)
                self.position = start
        raise ParseError("value", furthest)


def check(value):
    match value:
        case "date", _, month, day:
            if not 1 <= month <= 12 or not 1 <= day <= 31:
                raise Invalid(f"no such day: {month}/{day}")
        case "list", *items:
            for item in items:
                check(item)
        case "amount", _, cents:
            try:
                1 // (100 - cents)
            except ZeroDivisionError as error:
                raise Invalid("too many cents") from error


def make_line(i):
    shapes = (f"[{i},{i}.99,2024-{i % 14}-10]", f"{i}.{i % 103}", f"2023-01-{i % 33}", f"[[{i}],x]", f"[{i},[1.5,[2]]]")
    return shapes[i % len(shapes)]


def run(scale):
    good, bad, invalid, chained, positions = 0, 0, 0, 0, 0
    for i in range(scale):
        reader = Reader(make_line(i))
        try:
            value = reader.value()
            check(value)
        except ParseError as error:
            bad += 1
            positions += error.position
        except Invalid as error:
            invalid += 1
            chained += error.__cause__ is not None
        else:
            good += 1
        finally:
            assert reader.depth == 0
    missing = 0
    table = {}
    for i in range(scale * 20):
        try:
            table[i % 97] += 1
        except KeyError:
            table[i % 97] = 1
            missing += 1
    return good, bad, invalid, chained, positions, missing, table[3]


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
