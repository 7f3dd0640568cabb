"""What built-in types, functions and methods say of their parameters, and that they say what they are for."""

import builtins

for name in (
    "abs all any bin bool bytearray callable chr complex delattr divmod enumerate eval exec filter float format "
    "frozenset globals hasattr hash hex id input isinstance issubclass len list locals map memoryview object oct ord "
    "pow property repr reversed set setattr sorted staticmethod sum tuple zip"
).split():
    print(name, getattr(builtins, name).__text_signature__)
for owner, names in {
    int: "to_bytes from_bytes bit_length __add__ __pow__ __round__",
    str: "split join encode format replace strip splitlines __getitem__",
    list: "append sort insert pop __setitem__ __delitem__ __init__",
    dict: "get pop setdefault fromkeys items",
    set: "add union",
    object: "__reduce_ex__ __format__ __setattr__ __init__",
}.items():
    for name in names.split():
        print(owner.__name__, name, getattr(owner, name).__text_signature__)
native = (type, type(len))
silent = [name for name, value in vars(builtins).items() if isinstance(value, native) and not value.__doc__]
for owner in (int, float, complex, str, bytes, bytearray, list, tuple, dict, set, frozenset):
    for name, value in vars(owner).items():
        if callable(value) and not value.__doc__:
            silent.append(owner.__name__ + "." + name)
print([name for name in silent if name != "ExceptionGroup" and not name.endswith("__getnewargs__")])
