"""Computes a picture of the Mandelbrot set into C memory and has libpng write it: `c_picture.py [FILE [WIDTH]]`."""

import sys
from ctypes import CDLL, POINTER, Structure, byref, c_char, c_char_p, c_int, c_int32, c_ubyte, c_uint32, c_void_p

GRAY = 0


class Image(Structure):
    _fields_ = [
        ("opaque", c_void_p), ("version", c_uint32), ("width", c_uint32), ("height", c_uint32), ("format", c_uint32),
        ("flags", c_uint32), ("colormap_entries", c_uint32), ("warning_or_error", c_uint32), ("message", c_char * 64)]


png = CDLL("libpng16.so.16")
write = png.png_image_write_to_file
write.argtypes = [POINTER(Image), c_char_p, c_int, c_void_p, c_int32, c_void_p]


def brightness(x, y, limit=64):
    a = b = 0.0
    for step in range(limit):
        a, b = a * a - b * b + x, 2 * a * b + y
        if a * a + b * b > 4:
            return 255 - step * 4
    return 0


def fill(pixels, width, height):
    for row in range(height):
        for column in range(width):
            pixels[row * width + column] = brightness(column * 3 / width - 2.2, row * 2.4 / height - 1.2)


path = sys.argv[1] if len(sys.argv) > 1 else "mandelbrot.png"
width = int(sys.argv[2]) if len(sys.argv) > 2 else 320
height = width * 4 // 5
pixels = (c_ubyte * (width * height))()
fill(pixels, width, height)
image = Image(version=1, width=width, height=height, format=GRAY)
if not write(byref(image), path.encode(), 0, pixels, 0, None):
    raise SystemExit(image.message.decode())
print(f"{path}: {width} × {height}, {sum(pixels[:]) / len(pixels):.1f} bright")
