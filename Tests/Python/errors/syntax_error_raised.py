"""SyntaxErrors that the program itself makes."""

try:
    compile("x = 1\n\tvalue = (1, 2", "some file", "exec")
except SyntaxError:
    try:
        raise SyntaxError("message", ("name", 5, 3, "\t  text to show\n", 5, 7))
    except SyntaxError:
        try:
            raise SyntaxError("no line", ("name", None, None, None))
        except SyntaxError:
            raise SyntaxError(None)
