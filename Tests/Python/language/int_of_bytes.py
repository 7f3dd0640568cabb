"""int() and int.from_bytes of bytes-like objects, and of objects with `__bytes__`."""


class Valid:
    def __bytes__(self):
        return b"\x01\x02"


class Invalid:
    def __bytes__(self):
        return "abc"


class Raising:
    def __bytes__(self):
        raise LookupError("no bytes")


class Missing:
    pass


for value in (Valid(), Invalid(), Raising(), Missing(), b"\xff", bytearray(b"\1\0"), memoryview(b"\2"), [1, 2], 5, "a", None):
    try:
        print(int.from_bytes(value))
    except Exception as error:
        print(type(error).__name__, error)
for value in ("100", b"100", bytearray(b"100"), memoryview(b"100"), 100, b"1x"):
    for arguments in ((), (2,)):
        try:
            print(int(value, *arguments))
        except Exception as error:
            print(type(error).__name__, error)
