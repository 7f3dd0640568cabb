"""What CPython's accelerator of `pickle` offers, by its names: the classes and functions of the library's own `pickle`.

`pickle` asks this module for them while it is imported itself, so each is looked up when it is first used. Functions
are static methods, so that a class may have them as attributes.
"""


class PickleBuffer:
    """Wrapper for potentially out-of-band buffers."""

    __slots__ = ("_view", "__weakref__")
    __module__ = "pickle"

    def __init__(self, object, /):
        try:
            self._view = memoryview(object)
        except TypeError as error:
            raise TypeError(str(error).removeprefix("memoryview: ")) from None

    def __buffer__(self, flags, /):
        if self._view is None:
            raise ValueError("operation forbidden on released PickleBuffer object")
        return memoryview(self._view)

    def raw(self):
        """A view of the bytes, one after the other; raises BufferError where they are not."""
        view = self.__buffer__(0)
        if not view.contiguous:
            raise BufferError("cannot extract raw buffer from non-contiguous buffer")
        return view if view.ndim == 1 and view.format == "B" else view.cast("B")

    def release(self):
        """Let go of the underlying buffer."""
        self._view = None


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

    value = getattr(pickle, _NAMES[name])
    globals()[name] = value = value if isinstance(value, type) else staticmethod(value)
    return value


def __dir__():
    return sorted(globals().keys() | _NAMES.keys())
