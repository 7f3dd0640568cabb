"""Arithmetic whose results are heap floats: a collection in the middle of an expression finds its temporaries."""

def f(x, y, z, w):
    return ((x * y) - (z * w), (x * z) - (y * w), (x*w) - (y*z), (x - y) - (z - w), (x-z)-(y-w))
want = f(1e150, 1e90, 1e100, 3e100)
keep, wrong = [], 0
for i in range(1500):
    wrong += f(1e150, 1e90, 1e100, 3e100) != want
    if i % 3 == 0: keep.append(1e200 * (i + 1))
    if len(keep) > 3000: keep = keep[::2]
print(wrong)
