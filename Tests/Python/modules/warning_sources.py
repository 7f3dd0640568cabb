"""warn_explicit and the loaders that a module's globals name."""

import types
import warnings

warnings.simplefilter("always")
loader = object()
for module_globals in (
    {"__name__": "bar"},
    {"__name__": "bar", "__loader__": None},
    {"__name__": "bar", "__spec__": None},
    {"__name__": "bar", "__loader__": None, "__spec__": types.SimpleNamespace(loader=None)},
    {"__name__": "bar", "__loader__": loader},
    {"__name__": "bar", "__loader__": loader, "__spec__": None},
    {"__name__": "bar", "__loader__": loader, "__spec__": types.SimpleNamespace(loader=object())},
    {"__name__": "bar", "__spec__": types.SimpleNamespace()},
    {"__name__": "__main__", "__loader__": loader, "__spec__": None},
):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            warnings.warn_explicit("eggs", UserWarning, "bar", 1, module_globals=module_globals)
        except Exception as error:
            print(type(error).__name__, error)
    print([(warning.category.__name__, str(warning.message)) for warning in caught])
