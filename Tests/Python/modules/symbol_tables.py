"""The module _symtable: what the compiler knows of names."""
import _symtable


def show(table, depth=0):
    print("  " * depth + table.name, table.type, table.lineno, table.nested, table.varnames)
    own = [(name, flags) for name, flags in table.symbols.items() if flags & 0xFBF]
    passed_on = sorted((name, flags) for name, flags in table.symbols.items() if not flags & 0xFBF)
    for name, flags in own + passed_on:
        print("  " * depth + "  -", name, hex(flags))
    for child in table.children:
        show(child, depth + 1)


for name in sorted(dir(_symtable)):
    if name.isupper():
        print(name, getattr(_symtable, name))

table = _symtable.symtable("""
import z
class A[T]:
    x: int = 3
    def f(self, a, /, b, *c, d, **e):
        global g
        def inner():
            nonlocal a
            return [q for q in a if (lambda: q)]
        return inner
type B[S: int = str] = list[S]
async def k(): yield (i async for i in z)
""", "<source>", "exec")
show(table)
show(_symtable.symtable("lambda x: x + y", "<source>", "eval"))
show(_symtable.symtable(b"a = b", "<source>", "single"))
print(repr(table).startswith("<symtable entry top("), repr(table)[-9:], type(table), table.id == table.id != table.children[0].id)
for arguments in (("x", "?", "foo"), (3, "?", "exec"), ("x", 3, "exec"), ("(", "?", "exec"), ("def f(): nonlocal x", "?", "exec"),
                  ("x", "?", 1)):
    try:
        _symtable.symtable(*arguments)
    except (ValueError, TypeError, SyntaxError) as error:
        print(type(error).__name__, error)
