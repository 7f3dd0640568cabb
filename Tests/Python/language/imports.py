"""Imports of files and packages: absolute, relative, circular, of names, and their errors."""
import sys
import imported.first as first, imported.inner.deep
from imported import second, inner as renamed
from imported.inner import *

print(first.own, first.depth, second.other, imported.inner.deep.depth, renamed.hidden, listed, deep is renamed.deep)
print("hidden" in globals(), imported.__path__ == [imported.__file__[: -len("/__init__.py")]], first.__package__)
print(sys.modules["imported.first"] is first, imported.first is first, __package__, __spec__, __name__)
print(repr(imported).startswith("<module 'imported' from '/"), repr(sys), type(imported).__name__)
for text in (
    "import nowhere", "import imported.nowhere", "import imported.first.nowhere", "from imported import nowhere",
    "from . import anything", "from .. import anything", "import imported.failing", "from imported.first import nowhere",
    "from sys import nowhere", "import sys.nowhere",
):
    try:
        exec(text)
    except Exception as error:
        where = getattr(error, "name", "-"), getattr(error, "name_from", "-")
        print(type(error).__name__, str(error).partition(" (/")[0], *where)
print("imported.failing" in sys.modules, "imported.nowhere" in sys.modules)
import imported.replaced

print(imported.replaced, sys.modules["imported.replaced"])
print(__import__("imported.inner.deep").__name__, __import__("imported.inner", fromlist=["deep"]).__name__)
print(__import__("inner", {"__package__": "imported", "__name__": "imported.x"}, None, ["deep"], 1).__name__)
sys.modules["blocked"] = None
try:
    import blocked
except ImportError as error:
    print(type(error).__name__, error)


def importing_in_function():
    import imported.second
    from imported import first as local

    return imported.__name__, local.own, sorted(locals())


print(importing_in_function())
imported.__getattr__ = lambda name: f"made: {name}"
from imported import anything

print(anything, imported.something)
for arguments in ((), (1,), ("",), ("sys", None, None, (), -1), ("x", {}, None, (), 1)):
    try:
        __import__(*arguments)
    except Exception as error:
        print(type(error).__name__, error)
