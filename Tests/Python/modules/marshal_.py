# marshal: values there and back, the bytes of the older versions, and bytes that are none.
import marshal
def show(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
values = [1, 2**31, 2**40, -5, 2**100, -2**100, 2**15, -2**15, "abc", "é", "a" * 300, b"ab", 1.5, -0.0, float("inf"), 1j, None, True,
          False, ..., StopIteration, (), (1, 2), [1, [2]], {"a": 1}, {1}, frozenset({1}), bytearray(b"x"), "\ud800", tuple(range(300))]
for value in values:
    for version in range(6):
        back = marshal.loads(marshal.dumps(value, version))
        if repr(back) != repr(value) and not isinstance(value, bytearray): print("differs", version, repr(value)[:40], repr(back)[:40])
    print(repr(value)[:30], marshal.dumps(value, 1)[:60], marshal.dumps(value, 2)[:60])
print(marshal.loads(marshal.dumps(slice(1, 2, None))), marshal.version)
shared = []
back = marshal.loads(marshal.dumps([shared, shared]))
print(back, back[0] is back[1])
loop = []; loop.append(loop)
back = marshal.loads(marshal.dumps(loop)); print(back[0] is back)
for data in [b"", b"[", b"Q", b"i\x01", b"r\x05\0\0\0", b"(\x05\0\0\0N", b"0", b"(\x01\0\0\x000", b"l\x02\0\0\0\x01\0\0\0", b"l\x01\0\0\0\xff\xff",
             b"[\xff\xff\xff\xff", b"u\x02\0\0\0\xff\xff", b"[\x01\0\0\0" * 3000, b"l\x02\0\0\0\x01\0\0\0"]:
    show(lambda: marshal.loads(data))
def deep(n):
    x = []
    for i in range(n): x = [x]
    return x
show(lambda: marshal.dumps(object()))
show(lambda: marshal.dumps([object()]))
show(lambda: marshal.dumps(deep(3000)))
show(lambda: marshal.dumps(slice(1), 4))
show(lambda: marshal.loads(1))
show(lambda: marshal.load(1))
show(lambda: marshal.dump(1, 2))
code = compile("def f(x): return x + y\ny = 2\nz = f(40)", "somewhere", "exec")
names = {}
exec(marshal.loads(marshal.dumps(code)), names)
print(names["z"], names["f"].__code__.co_filename)
show(lambda: marshal.dumps(code, allow_code=False))
show(lambda: marshal.loads(marshal.dumps(code), allow_code=False))
