"""C's `qsort` sorts C's structures, asking Python which comes first."""

from ctypes import CDLL, CFUNCTYPE, POINTER, Structure, c_double, c_int, c_size_t, sizeof


class Point(Structure):
    _fields_ = [("x", c_double), ("y", c_double)]


@CFUNCTYPE(c_int, POINTER(Point), POINTER(Point))
def by_distance(a, b):
    a, b = a.contents, b.contents
    return (a.x**2 + a.y**2 > b.x**2 + b.y**2) - (a.x**2 + a.y**2 < b.x**2 + b.y**2)


libc, libm = CDLL("libc.so.6"), CDLL("libm.so.6")
libm.hypot.argtypes, libm.hypot.restype = [c_double, c_double], c_double
libc.qsort.argtypes = [POINTER(Point), c_size_t, c_size_t, type(by_distance)]

points = (Point * 4)((3, 4), (1, 1), (0, 2), (-6, 8))
libc.qsort(points, len(points), sizeof(Point), by_distance)
print([libm.hypot(point.x, point.y) for point in points])
