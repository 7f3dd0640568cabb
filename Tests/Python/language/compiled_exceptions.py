# What small functions raise whose calls are inlined, in callers that handle it: they go on with their own temporaries.


def check(x):
    if x: raise ValueError(x)
    return x


def twice(x): return check(x)


class Checked:
    def __init__(self, x):
        if x: raise ValueError(x)
        self.x = x

    def __add__(self, x):
        if x: raise ValueError(x)
        return x

    def method(self, x): return check(x)


class Property:
    def __init__(self, x): self.x = x

    @property
    def value(self):
        if self.x: raise ValueError(self.x)
        return self.x


def first_of_functions(items):
    for x in items:
        try: return check(x)
        except ValueError: continue
    return "none"


def first_of_nested(items):
    for x in items:
        try: return twice(x)
        except ValueError: continue
    return "none"


def first_of_instances(items):
    for x in items:
        try: return Checked(x).x
        except ValueError: continue
    return "none"


def first_of_methods(items):
    checked = Checked(0)
    for x in items:
        try: return checked.method(x)
        except ValueError: continue
    return "none"


def first_of_operators(items):
    checked = Checked(0)
    for x in items:
        try: return checked + x
        except ValueError: continue
    return "none"


def first_of_properties(items):
    for x in [Property(x) for x in items]:
        try: return x.value
        except ValueError: continue
    return "none"


def last_of_loops(items):
    found = []
    for x in items:
        for y in (x, 5):
            try:
                try: return check(y)
                finally: found.append(y)
            except ValueError as error: found.append(str(error))
    return found


def handled_below(x, y):
    try: return check(x)
    except ValueError: return y


def all_handled_below(items): return [handled_below(x, -1) for x in items]


FUNCTIONS = (
    first_of_functions, first_of_nested, first_of_instances, first_of_methods, first_of_operators, first_of_properties,
    last_of_loops, all_handled_below)

for function in FUNCTIONS:
    # Recorded are calls that raise nothing; then there are others.
    for turn in range(60): function([0])
    seen = []
    for turn in range(60):
        result = [function([1, 2, 3, 0, 4]), function([0]), function([1, 2]), function([])]
        if result not in seen: seen.append(result)
    print(function.__name__, *seen)
