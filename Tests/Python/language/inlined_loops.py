"""Small functions with loops, called in hot loops: what they return, raise and leave behind."""


def first_above(row, limit):
    for place, item in enumerate(row):
        if item > limit:
            return place
    return None


def total_of(row):
    total = 0
    for item in row:
        total += item
    return total


def power_of_two_above(number):
    power = 1
    while power <= number:
        power *= 2
    return power


def count_down(number):
    while number:
        number -= 1
        if number == 3:
            break
    else:
        return "done"
    return number


def divide_all(row, number):
    last = None
    for item in row:
        last = number // item
    return last


def searched(rows, limit):
    return [first_above(row, limit) for row in rows]


def totals(rows):
    result = []
    for row in rows:
        result.append(total_of(row))
    return result


def powers(numbers):
    total = 0
    for number in numbers:
        total += power_of_two_above(number)
    return total


def counted(numbers):
    result = []
    for number in numbers:
        result.append(count_down(number))
    return result


def divided(rows):
    results = []
    for row in rows:
        try:
            results.append(divide_all(row, 100))
        except ZeroDivisionError as error:
            traceback = error.__traceback__.tb_next
            frame = traceback.tb_frame
            results.append((frame.f_code.co_name, frame.f_locals["last"], frame.f_locals["item"],
                            traceback.tb_lineno - frame.f_code.co_firstlineno))
    return results


def longest(rows):
    best = 0
    for row in rows:
        best = max(best, sum(1 for item in row if total_of([item, item]) > 4))
    return best


rows = [[1, 2, 3, 4], [5, 6], [], [0.5, 2**62, 2**63], [True, 7]] * 200
for _ in range(3):
    print(searched(rows, 2)[-5:], searched(rows, 2**62)[-5:])
    print(totals(rows)[-5:], totals([[1.5, 2], [2**62] * 3] * 300)[-2:])
    print(powers(range(3000)), powers([2**40, 2**62, 2**70] * 100))
    print(counted([2, 9, 0, 3] * 500)[-4:])
    print(divided([[1, 2, 3], [4, 0, 1], [0], []] * 400)[-4:])
    print(longest(rows))
try:
    totals(rows + [["text"]])
except TypeError as error:
    print(error, error.__traceback__.tb_next.tb_next.tb_frame.f_code.co_name)
