"""Closures: parser combinators, memoisation and function composition.

Combinator parsing after Burge, "Recursive Programming Techniques" (1975). Exercises creation and calls of nested
functions, cell variables, `nonlocal`, decorators, `*args` and lambdas.
"""

SCALE = 7_000
EXPECTED = (73384499, 966467, 961, 166, 567000)


def char(predicate):
    def parse(text, at):
        if at < len(text) and predicate(text[at]):
            return text[at], at + 1
        return None

    return parse


def symbol(wanted):
    return char(lambda c: c == wanted)


def many(parser):
    def parse(text, at):
        values = []
        while (result := parser(text, at)) is not None:
            value, at = result
            values.append(value)
        return values, at

    return parse


def sequence(*parsers):
    def parse(text, at):
        values = []
        for parser in parsers:
            result = parser(text, at)
            if result is None:
                return None
            value, at = result
            values.append(value)
        return values, at

    return parse


def either(*parsers):
    def parse(text, at):
        for parser in parsers:
            if (result := parser(text, at)) is not None:
                return result
        return None

    return parse


def mapped(parser, function):
    def parse(text, at):
        if (result := parser(text, at)) is None:
            return None
        value, at = result
        return function(value), at

    return parse


def lazy(get_parser):
    return lambda text, at: get_parser()(text, at)


def arithmetic():
    """expression = term (("+" | "-") term)*, term = factor (("*" | "/") factor)*, factor = number | "(" … ")" """
    digit = char(str.isdigit)
    number = mapped(sequence(digit, many(digit)), lambda v: int(v[0] + "".join(v[1])))
    group = mapped(sequence(symbol("("), lazy(lambda: expression), symbol(")")), lambda v: v[1])
    factor = either(number, group)

    def fold(operations):
        def combine(value):
            total, rest = value
            for operator, operand in rest:
                total = operations[operator](total, operand)
            return total

        return combine

    products = fold({"*": lambda a, b: a * b, "/": lambda a, b: a // b})
    sums = fold({"+": lambda a, b: a + b, "-": lambda a, b: a - b})
    term = mapped(sequence(factor, many(sequence(either(symbol("*"), symbol("/")), factor))), products)
    expression = mapped(sequence(term, many(sequence(either(symbol("+"), symbol("-")), term))), sums)
    return expression


def memoized(function):
    cache = {}

    def wrapper(*arguments):
        if arguments not in cache:
            cache[arguments] = function(*arguments)
        return cache[arguments]

    wrapper.cache = cache
    return wrapper


def counter():
    count = 0

    def increment(by=1):
        nonlocal count
        count += by
        return count

    return increment


def compose(*functions):
    def composed(value):
        for function in functions:
            value = function(value)
        return value

    return composed


def run(scale):
    expression = arithmetic()
    tick = counter()
    total = 0
    for i in range(scale):
        value, end = expression(f"({i}+2)*3-4*(5+{i % 9})/(1+{i % 3})", 0)
        total += value
        tick()

    @memoized
    def partitions(n, largest):
        """In how many ways n is a sum of parts no larger than `largest`."""
        if n == 0:
            return 1
        return sum(partitions(n - part, part) for part in range(1, min(n, largest) + 1))

    scramble = compose(lambda x: x * 3, lambda x: x + 7, lambda x: x % 1009)
    value = 1
    for _ in range(scale * 40):
        value = scramble(value)
        tick(2)
    return total, partitions(60, 60), len(partitions.cache), value, tick(0)


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
