# Large lists in memory that others had: what is beyond their ends is never taken for objects.
import gc


def churn(rounds):
    kept = []
    for round in range(rounds):
        size = 3000 + round * 517 % 9000
        text = bytes([0xA0 + round % 90]) * (8 * size + 4000)
        rows = [None] * size, [round] * size + [text], [object() for _ in range(50)] * (size // 50)
        copies = rows[0][:], rows[1][1:], rows[2][::-1], rows[2][::3], list(rows[1]), rows[0] + rows[2]
        kept = kept[-5:] + [copies]
        del text, rows
        if round % 7 == 0: gc.collect()
    return sum(len(row) for copies in kept for row in copies)


print(churn(120))
