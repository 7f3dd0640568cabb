# Wand: pictures drawn, changed and compared, on ImageMagick's MagickWand.
import os
import sys

from wand.color import Color
from wand.drawing import Drawing
from wand.exceptions import CorruptImageError
from wand.image import Image

with Image(width=64, height=48, background=Color("white")) as image:
    with Drawing() as drawing:
        drawing.fill_color = Color("red")
        drawing.rectangle(left=8, top=8, right=31, bottom=23)
        drawing.fill_color = Color("#0000ff80")
        drawing.circle((48, 24), (48, 30))
        drawing(image)
    print(image.size, image.format, image.depth, image[10, 10], image[60, 40])
    image.format = "png"
    blob = image.make_blob()
    print(blob[:4], len(blob) > 100)
    with image.clone() as other:
        other.resize(32, 24)
        other.rotate(90)
        print(other.size, other.compression_quality)
        other.negate()
        print(other[0, 0])
    with Image(blob=blob) as back:
        print(back.size, back.format, back.compare(image, "absolute")[1], back.signature == image.signature)
    histogram = image.histogram
    print(histogram[Color("red")], len(histogram) > 2)
    print([color.string for color in image[0][:2]])
    pixels = image.export_pixels(0, 0, 2, 1, "RGB", "char")
    print(pixels)
    print(image.mean, image.kurtosis == image.kurtosis)
    try:
        image.read(blob=b"no image")
    except CorruptImageError as error:
        print(type(error).__name__)

# Some versions of ImageMagick assert when the process ends.
sys.stdout.flush()
os._exit(0)
