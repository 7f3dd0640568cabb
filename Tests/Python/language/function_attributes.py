"""Attributes of functions, what they may be set to, and functions and cells made by hand."""


def attempt(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords)).partition(" at 0x")[0])
    except Exception as error:
        print(type(error).__name__, error)


def plain(a, b=2, *, colour=3):
    "doc"
    return a, b, colour


def closing():
    kept = 1
    return lambda: kept


Function = type(plain)
names = (
    "__name__", "__qualname__", "__code__", "__defaults__", "__kwdefaults__", "__globals__", "__closure__",
    "__type_params__", "__dict__", "__builtins__", "__module__", "__doc__",
)
for name in names:
    attempt(setattr, plain, name, 1)
for name in names:
    attempt(delattr, plain, name)
print(plain.__defaults__, plain.__kwdefaults__, plain.__doc__, plain.__module__)
plain.__defaults__, plain.__kwdefaults__ = (1, 2), {"colour": "red"}
print(plain(), plain.__dict__)
attempt(setattr, plain, "__code__", closing().__code__)
plain.__code__ = (lambda x, y: (y, x)).__code__
print(plain())
code, free = plain.__code__, closing().__code__
for arguments in (
    (1,), (code,), (code, 1), (code, {}), (code, {}, "name"), (code, {}, 1), (code, {}, None, 1), (free, {}),
    (free, {}, None, None, ()), (free, {}, None, None, (1,)), (free, {}, None, None, 1),
    (free, {}, None, None, closing().__closure__), (code, {}, None, None, (1,)), (code, {}, "n", (1,), None, 1),
):
    attempt(Function, *arguments)
attempt(plain.__get__, None)
attempt(plain.__get__, None, None)
print(plain.__get__(None, int) is plain, Function(free, {}, closure=closing().__closure__)())


def suggesting(size, colour, /, width, *, height=1):
    pass


attempt(suggesting, 1, 2, widht=3)
attempt(suggesting, 1, 2, 3, heigth=3)
attempt(suggesting, 1, 2, 3, color=3)
cell = closing().__closure__[0]
Cell = type(cell)
empty = Cell()
print(cell.cell_contents, Cell(1) == cell, empty < cell, empty == Cell(), Cell("a") < Cell("b"), repr(empty)[-6:])
attempt(lambda: empty.cell_contents)
attempt(Cell, 1, 2)
attempt(hash, empty)
attempt(lambda: cell < 3)
empty.cell_contents = "filled"
print(empty.cell_contents)


def with_cell(a, b):
    c = 1
    return lambda: c


for number in (0, 1, 2, 3, -1):
    try:
        print(with_cell.__code__._varname_from_oparg(number))
    except IndexError as error:
        print(error)
