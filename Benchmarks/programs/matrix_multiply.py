"""Matrices: products of float matrices, powers of an int matrix, and a linear system by elimination.

The three nested loops of the definition, powers by squaring, and Gauss's elimination with partial pivoting (Golub
and Van Loan, "Matrix Computations", 3.4). Exercises nested lists, indexing and float and int arithmetic.
"""

SCALE = 150
EXPECTED = (21093.75, 209783453, 7447834)


def multiply_floats(a, b):
    size, inner, width = len(a), len(b), len(b[0])
    result = [[0.0] * width for _ in range(size)]
    for i in range(size):
        row, target = a[i], result[i]
        for j in range(width):
            total = 0.0
            for k in range(inner):
                total += row[k] * b[k][j]
            target[j] = total
    return result


def multiply_ints(a, b, modulus):
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) % modulus for column in columns] for row in a]


def power(matrix, exponent, modulus):
    size = len(matrix)
    result = [[int(i == j) for j in range(size)] for i in range(size)]
    while exponent:
        if exponent & 1:
            result = multiply_ints(result, matrix, modulus)
        matrix = multiply_ints(matrix, matrix, modulus)
        exponent >>= 1
    return result


def solve(matrix, right):
    size = len(matrix)
    rows = [row[:] + [value] for row, value in zip(matrix, right)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda i: abs(rows[i][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for i in range(column + 1, size):
            factor = rows[i][column] / rows[column][column]
            for k in range(column, size + 1):
                rows[i][k] -= factor * rows[column][k]
    solution = [0.0] * size
    for i in range(size - 1, -1, -1):
        known = sum(rows[i][k] * solution[k] for k in range(i + 1, size))
        solution[i] = (rows[i][size] - known) / rows[i][i]
    return solution


def run(scale):
    a = [[(i * 7 + j * 3) % 11 / 4 for j in range(scale)] for i in range(scale)]
    b = [[(i * 5 + j * 2) % 13 / 8 for j in range(scale)] for i in range(scale)]
    product = multiply_floats(a, b)
    trace = sum(product[i][i] for i in range(scale))

    fibonacci = power([[1, 1], [1, 0]], 10 ** 18, 1_000_000_007)[0][1]
    cycle = [[(i * j + 1) % 10 for j in range(12)] for i in range(12)]
    checksum = sum(map(sum, power(cycle, 10 ** 9, 998_244_353))) % 998_244_353

    system = [[1.0 / (1 + abs(i - j)) + (scale if i == j else 0) for j in range(scale)] for i in range(scale)]
    wanted = [float(i % 5) for i in range(scale)]
    right = [sum(x * y for x, y in zip(row, wanted)) for row in system]
    error = max(abs(x - y) for x, y in zip(solve(system, right), wanted))
    assert error < 1e-9
    return trace, fibonacci, checksum


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
