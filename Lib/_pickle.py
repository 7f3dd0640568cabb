"""What CPython's accelerator of `pickle` offers, by its names: the classes and functions of the library's own `pickle`.

`pickle` asks this module for them while it is imported itself, so each is looked up when it is first used.
"""

_NAMES = {
    "Pickler": "_Pickler",
    "Unpickler": "_Unpickler",
    "dump": "_dump",
    "dumps": "_dumps",
    "load": "_load",
    "loads": "_loads",
    "PickleError": "PickleError",
    "PicklingError": "PicklingError",
    "UnpicklingError": "UnpicklingError",
}


def __getattr__(name):
    if name not in _NAMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import pickle

    value = globals()[name] = getattr(pickle, _NAMES[name])
    return value


def __dir__():
    return sorted(globals().keys() | _NAMES.keys())
