"""What `import` goes by: `sys.path` as it is, the package that a module says it is in, names that are none."""

import importlib.machinery
import os
import sys
import tempfile
import types
import warnings


def attempt(action, *arguments):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            print("   ", action(*arguments))
        except BaseException as error:
            print("   ", type(error).__name__, str(error).replace(folder, "FOLDER"))
    for warning in caught:
        print("    warned:", warning.category.__name__, warning.message)


def write(path, text=""):
    path = os.path.join(folder, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)


with tempfile.TemporaryDirectory() as folder:
    write("one/parts/first.py", "name = 'first'")
    write("two/parts/second.py", "name = 'second'")
    write("two/package/__init__.py")
    write("two/package/leaf.py", "from . import __name__ as parent")
    write("two/popping/__init__.py")
    write("two/popping/leaf.py", "import sys\nsys.modules.pop('popping')\nfrom . import other")
    write("two/popping/other.py")
    write("two/circular/__init__.py")
    write("two/circular/inner/__init__.py", "import circular.inner.leaf")
    write("two/circular/inner/leaf.py", "import circular.inner\ncircular.inner.leaf")
    print("sys.path is another list")
    saved = sys.path
    sys.path = saved + [os.path.join(folder, "one")]
    attempt(lambda: __import__("parts.first").first.name)
    attempt(lambda: __import__("parts.second"))
    print("parts come and go with it")
    sys.path.append(os.path.join(folder, "two"))
    attempt(lambda: __import__("parts.second").second.name)
    attempt(lambda: (type(sys.modules["parts"].__path__).__name__, len(sys.modules["parts"].__path__)))
    attempt(lambda: (sys.modules["parts"].__file__ if hasattr(sys.modules["parts"], "__file__") else "no file"))

    print("modules and packages")
    attempt(lambda: __import__("package.leaf").leaf.parent)
    attempt(lambda: hasattr(__import__("popping.leaf"), "leaf"))
    attempt(lambda: __import__("circular.inner"))
    sys.modules["package.blocked"] = None
    attempt(lambda: __import__("package", {}, {}, ["blocked"]))
    attempt(lambda: __import__("package", {}, {}, ["missing"]).__name__)
    attempt(lambda: __import__("package", {}, {}, [1]))

    print("the package of who imports")
    spec = types.SimpleNamespace(parent="package")
    for names in (
            {"__package__": "nobody"}, {"__package__": 1}, {"__spec__": spec}, {"__package__": "package", "__spec__": spec},
            {"__package__": "nobody", "__spec__": spec}, {"__spec__": types.SimpleNamespace(parent=1)},
            {"__spec__": types.SimpleNamespace()}, {"__name__": "package", "__path__": []}, {"__name__": "package.leaf"},
            {"__name__": "top"}, {"__name__": 1}, {}):
        print("  ", {name: value for name, value in names.items() if name != "__spec__"}, "__spec__" in names)
        attempt(lambda: __import__("leaf", names, {}, ["parent"], 1).__name__)

    print("names of import *")
    module = types.ModuleType("module")
    sys.modules["module"] = module
    for names in ([1], ["missing"], ["__name__"]):
        module.__all__ = names
        attempt(exec, "from module import *", {})
    del module.__all__
    module.__dict__[7] = 1
    attempt(exec, "from module import *", {})
    sys.modules["bare"] = type("Bare", (), {"__slots__": ()})()
    attempt(exec, "from bare import *", {})
    attempt(exec, "from bare import name", {})

    print("a submodule that its package takes no attribute of")
    places = {"__slots__": (), "__spec__": None, "__path__": [os.path.join(folder, "two", "package")]}
    holder = type("Holder", (), places)()
    sys.modules["holder"] = holder
    attempt(lambda: __import__("holder.leaf", {}, {}, ["name"]).__name__)

    print("built-in modules")
    import math
    attempt(lambda: (math.__spec__.origin, math.__loader__ is importlib.machinery.BuiltinImporter))
