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


def show(*functions):
    for function in functions:
        print(function.__qualname__, repr(function.__text_signature__))


# Groups of parameters, defaults that no Python value stands for or that have a name, and line breaks.
show(str.find, bytes.count, bytearray.startswith, str.center, bytes.center, bytes.translate, bytes.strip, str.strip)
show(bytes.join, list.index, tuple.index, memoryview.index, list.__getitem__, set.__contains__, dict.__contains__)
show(print, compile, open, __import__, bytes.hex, dict.pop, type.__prepare__, object.__init_subclass__)
show(type(show.__code__).replace, type((n for n in ())).send, map.__setstate__, type(None).__new__)
for type_ in (type(show), type(show.__code__), type(None), type(...), type(NotImplemented)):
    print(type_.__name__, repr(type_.__text_signature__))
# What is shown is what a call takes.
print("a-b-a".find("a", 1), b"aba".count(b"a", None, 2), "aba".startswith("b", 1, None), b"a".center(3), "a".ljust(3))
print([1, 2, 1].index(1, 1), b"abc".translate(None, b"b"), b"abc".translate(None, delete=b"c"), "x".rjust(3, "-"))
for call in (
    lambda: "a".find(), lambda: "a".find("a", 0, 1, 2), lambda: "a".find(sub="a"), lambda: b"a".center(),
    lambda: b"a".center(3, b"ab"), lambda: [].index(), lambda: compile("0"), lambda: print(1, sep=2),
):
    try:
        print(call())
    except TypeError as error:
        print(error)
