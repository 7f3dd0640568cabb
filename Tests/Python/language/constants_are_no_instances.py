"""A variable holds an instance or a constant that is none: what is done with it comes after the loop was compiled."""


class Point:
    size = 1

    def __init__(self):
        self.value = 1

    def __eq__(self, other):
        return self.value == other.value


def attributes(count, point, mask):
    total = 0
    for i in range(count):
        total += point.value
        if i & 1:
            item = ...
        else:
            item = point
        if not i & mask:
            try:
                total += item.value
            except AttributeError as error:
                total -= 1
                if not i & 1022:
                    print(error)
    return total


def methods(count, point, mask):
    total = 0
    for i in range(count):
        total += point.value
        item = ... if i & 1 else point
        if not i & mask:
            try:
                item.value = item.__class__.size
            except AttributeError as error:
                total -= 1
                if not i & 1022:
                    print(error)
    return total


def comparisons(count, point, mask):
    total = 0
    for i in range(count):
        total += point.value
        item = ... if i & 1 else point
        if not i & mask:
            try:
                total += item == point
            except AttributeError as error:
                total -= 1
                if not i & 1022:
                    print(error)
    return total


point = Point()
for i in range(5000):
    attributes(100, point, 1)
    methods(100, point, 1)
    comparisons(100, point, 1)
for mask in (1, 2):
    print(attributes(2000, point, mask))
    print(methods(2000, point, mask))
    print(comparisons(2000, point, mask))
