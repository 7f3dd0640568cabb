"""Mandelbrot: how long each point of a window stays bounded, with complex numbers and with pairs of floats.

Brooks and Matelski (1978). Exercises complex and float arithmetic in tight loops.
"""

SCALE = 260
EXPECTED = (14199, 1060157, "        @@@@@@   ")
LIMIT = 60


def escape_time_complex(c):
    z = 0j
    for i in range(LIMIT):
        z = z * z + c
        if abs(z) > 2.0:
            return i
    return LIMIT


def escape_time_floats(cr, ci):
    zr = zi = 0.0
    for i in range(LIMIT):
        zr, zi = zr * zr - zi * zi + cr, 2.0 * zr * zi + ci
        if zr * zr + zi * zi > 4.0:
            return i
    return LIMIT


def run(scale):
    inside = total = 0
    rows = []
    for row in range(scale):
        ci = 2.5 * row / scale - 1.25
        line = ""
        for column in range(scale):
            cr = 3.0 * column / scale - 2.1
            time = escape_time_floats(cr, ci)
            assert time == escape_time_complex(complex(cr, ci))
            inside += time == LIMIT
            total += time
            line += " .:-=+*#%@"[time * 9 // LIMIT]
        rows.append(line)
    return inside, total, rows[scale // 3][:: scale // 16]


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
