"""Sorting: quicksort, heapsort, merge sort and shell sort in Python beside `sorted` with keys.

Hoare (1961), Williams (1964), von Neumann (1945) and Shell (1959), as in Knuth, "The Art of Computer Programming"
volume 3. Exercises list indexing and assignment, swaps, slices, recursion and key functions.
"""

SCALE = 25_000
EXPECTED = (4186024, 5669999, (6, 30, 100), "7c", "1c59fa")


def quicksort(items, low=0, high=None):
    high = len(items) - 1 if high is None else high
    while low < high:
        pivot = items[(low + high) // 2]
        left, right = low, high
        while left <= right:
            while items[left] < pivot:
                left += 1
            while pivot < items[right]:
                right -= 1
            if left <= right:
                items[left], items[right] = items[right], items[left]
                left += 1
                right -= 1
        if right - low < high - left:
            quicksort(items, low, right)
            low = left
        else:
            quicksort(items, left, high)
            high = right


def heapsort(items):
    def sift_down(root, end):
        value = items[root]
        while (child := 2 * root + 1) < end:
            if child + 1 < end and items[child] < items[child + 1]:
                child += 1
            if items[child] <= value:
                break
            items[root] = items[child]
            root = child
        items[root] = value

    for root in range(len(items) // 2 - 1, -1, -1):
        sift_down(root, len(items))
    for end in range(len(items) - 1, 0, -1):
        items[0], items[end] = items[end], items[0]
        sift_down(0, end)


def merge_sort(items):
    if len(items) <= 1:
        return items
    middle = len(items) // 2
    left, right = merge_sort(items[:middle]), merge_sort(items[middle:])
    merged = []
    i = j = 0
    while i < len(left) and j < len(right):
        if right[j] < left[i]:
            merged.append(right[j])
            j += 1
        else:
            merged.append(left[i])
            i += 1
    return merged + left[i:] + right[j:]


def shell_sort(items):
    gap = len(items) // 2
    while gap:
        for i in range(gap, len(items)):
            value = items[i]
            while i >= gap and items[i - gap] > value:
                items[i] = items[i - gap]
                i -= gap
            items[i] = value
        gap = 1 if gap == 2 else gap * 5 // 11


class Version:
    """Ordered by its parts, through a rich comparison."""

    def __init__(self, number):
        self.parts = (number % 7, number % 31, number % 101)

    def __lt__(self, other):
        return self.parts < other.parts


def random_numbers(count):
    state = 12345
    for _ in range(count):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        yield state >> 8


def run(scale):
    numbers = list(random_numbers(scale))
    expected = sorted(numbers)
    for sort in (quicksort, heapsort, shell_sort):
        items = numbers[:]
        sort(items)
        assert items == expected
    assert merge_sort(numbers) == expected

    by_digits = sorted(numbers, key=lambda n: (str(n)[::-1], -n), reverse=True)
    versions = sorted(Version(n) for n in numbers)
    words = [f"{n:x}" for n in numbers]
    words.sort(key=len)
    return expected[scale // 2], by_digits[0], versions[-1].parts, words[0], words[-1]


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
