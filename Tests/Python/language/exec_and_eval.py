"""`exec`, `eval` and `compile` with their namespaces, code objects and error positions."""
space = {}
exec("x = 1\ny = [x for _ in range(2)]\ndef f(a): return a + x", space)
print(space["x"], space["y"], space["f"](5), eval("f(x)", space), eval("  1 +\\\n 1"))
print(eval("x + z", {"x": 1}, {"z": 2}))
code = compile("a * 2", "name.py", "eval")
print(eval(code, {"a": 21}), code.co_filename, code.co_name, code.co_names, type(code).__name__)
print(compile("1\n2", "s", "exec").co_name)
exec(compile("5 + 5\nprint('executed')", "s", "exec"))
exec(compile("5 + 5", "s", "single"))
exec(compile("None", "s", "single"))


class Mapping:
    def __getitem__(self, key):
        if key == "missing":
            raise KeyError(key)
        return f"<{key}>"

    def __setitem__(self, key, value):
        print("store", key, value)

    def __delitem__(self, key):
        print("delete", key)


print(eval("a + b", {}, Mapping()))
exec("c = a\ndel d", {}, Mapping())
try:
    eval("missing", {}, Mapping())
except NameError as error:
    print(error)


def in_function():
    x = "local"
    exec("x = 'changed'")
    seen = eval("x")
    exec("y = 1")
    return x, seen, "y" in locals()


print(in_function())


class InClass:
    attribute = eval("1 + 1")
    exec("made = 'by exec'")


print(InClass.attribute, InClass.made)
exec("def g():\n  global made\n  made = 1\ng()")
print(made, eval("(lambda: made)()"), eval(b"1 + 2"), eval("\t 1"), eval("f'{made}'"))
for source, mode in [
    ("1 +", "eval"), ("x = 1", "eval"), ("if x", "exec"), ("  x", "exec"), ("x\n  y", "exec"), ("if x:\ny", "exec"),
    ("(", "exec"), (")", "exec"), ("'abc", "exec"), ("'''abc", "exec"), ("1a", "exec"), ("$", "exec"),
    ("a b", "exec"), ("x = = 1", "exec"), ("def f(", "exec"), ("class", "exec"), ("f(a=1, 2)", "eval"),
    ("f(**a, *b)", "eval"), ("else: 1", "exec"), ("try: 1", "exec"), ("print 1", "exec"), ("if x = 1: pass", "exec"),
    ("a = 1 if b", "exec"), ("import", "exec"), ("from x import", "exec"), ("[1, 2", "eval"), ("{1: 2, 3}", "eval"),
    ("for x y", "exec"), ("0777", "eval"), ("1__0", "eval"), ("0b2", "eval"), ("'\\N{nope}'", "eval"),
    ("b'é'", "eval"), ("\"\\x1\"", "eval"), ("a.1", "eval"), ("", "eval"), ("x:=1", "eval"), ("1;2", "eval"),
    ("not", "eval"), ("a ? b", "eval"), ("a++", "exec"), ("del", "exec"), ("raise x, y", "exec"),
    ("except: pass", "exec"), ("async x", "exec"), ("lambda", "eval"), ("return", "exec"), ("a\\ b", "exec"),
    ("\tx\n        y", "exec"), ("if 1:\n\tx\n        y", "exec"),
]:
    try:
        compile(source, "s", mode)
        print("fine", repr(source))
    except SyntaxError as error:
        print(type(error).__name__, error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset)
        print(repr(error.text))


# What cannot be decoded has a place without an end.
for source in (b"# coding: uft-8\n", b"# coding: utf8\n\xf0\n", b"# coding: ascii\nx = '\xc3'", b"x = 1\nif:\n", b"(\n"):
    try:
        compile(source, "<source>", "exec")
    except SyntaxError as error:
        print(error.args, error.end_lineno, error.end_offset)
