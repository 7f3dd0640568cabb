other = 2
from . import first

print("second while first is running:", hasattr(first, "own"))
try:
    first.own
except AttributeError as error:
    print(str(error).partition(" from ")[0], str(error).partition(".py")[2])
try:
    from .first import own
except ImportError as error:
    print(str(error).partition(" (/")[0], error.name, error.name_from)
