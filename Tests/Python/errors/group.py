"""Groups: nested, with notes, causes and tracebacks of their own."""


def member(number):
    try:
        raise ValueError(f"member {number}\nsecond line")
    except ValueError as error:
        error.add_note(f"a note\nin two lines about {number}")
        return error


def caused():
    try:
        try:
            1 // 0
        except ZeroDivisionError as error:
            raise TypeError("caused") from error
    except TypeError as error:
        return error


inner = ExceptionGroup("inner", [member(1), caused()])
inner.add_note("note of the inner group")
raise ExceptionGroup("outer", [inner, member(2), OSError(2, "No such file", "name")])
