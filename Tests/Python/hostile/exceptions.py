"""Exceptions raised, chained and caught in ways that must not break the interpreter."""


def case(name, action):
    """Prints one line: the action's result, or the exception's type and message."""
    try:
        result = repr(action())
    except BaseException as error:
        result = f"{type(error).__name__}: {error}"
    print(f"{name}: {result}")


def raise_value(value):
    raise value


def raise_from(value, cause):
    raise value from cause


def bare_raise():
    raise


def except_no_class():
    try:
        raise ValueError("original")
    except 5:
        pass


def except_tuple_of_no_class():
    try:
        raise ValueError("original")
    except (KeyError, "text"):
        pass


def context_cycle():
    first, second = ValueError("first"), KeyError("second")
    first.__context__ = second
    second.__context__ = first
    try:
        try:
            raise first
        except ValueError:
            raise second
    except KeyError as error:
        seen = []
        while error is not None and error not in seen:
            seen.append(error)
            error = error.__context__
        return seen


def raise_same_again():
    error = ValueError("same")
    try:
        try:
            raise error
        except ValueError:
            raise error
    except ValueError as caught:
        return caught is error, caught.__context__


def class_that_raises_when_called():
    class Bad(Exception):
        def __init__(self):
            raise KeyError("in __init__")

    raise Bad


def class_that_makes_no_exception():
    class Bad(Exception):
        def __new__(cls):
            return 5

    raise Bad


def long_chain():
    error = None
    for i in range(100_000):
        following = ValueError(i)
        following.__context__ = error
        error = following
    try:
        raise error
    except ValueError:
        try:
            raise KeyError("end")
        except KeyError as last:
            return last.__context__.args


def deleted_name():
    try:
        raise ValueError
    except ValueError as error:
        pass
    return error


def return_in_finally():
    def inner():
        for i in range(3):
            try:
                raise ValueError(i)
            except ValueError:
                continue
            finally:
                if i == 1:
                    return_value.append(i)

    return_value = []
    inner()
    return return_value


def exit_that_raises():
    class Manager:
        def __enter__(self):
            return self

        def __exit__(self, kind, value, traceback):
            raise KeyError("in __exit__")

    try:
        with Manager():
            raise ValueError("in body")
    except KeyError as error:
        return error, error.__context__


def group_of_nothing():
    return ExceptionGroup("none", [])


def group_of_no_exceptions():
    return ExceptionGroup("bad", [1])


def group_of_base():
    return ExceptionGroup("base", [KeyboardInterrupt()])


def split_group():
    try:
        raise ExceptionGroup("all", [ValueError(1), KeyError(2), ExceptionGroup("inner", [ValueError(3)])])
    except* ValueError as group:
        print("  values:", repr(group))
    except* KeyError as group:
        print("  keys:", repr(group))


def group_in_plain_except_star():
    try:
        raise ValueError(1)
    except* ExceptionGroup:
        pass


def unbound_local():
    if False:
        local = 1
    return local


def unbound_free():
    def inner():
        return later

    result = inner()
    later = 1
    return result


def missing_global():
    return no_such_name


def attribute_of_none():
    return None.attribute


def bad_note():
    error = ValueError()
    error.add_note(5)


def traceback_assignment():
    error = ValueError()
    error.__traceback__ = 5


def cause_assignment():
    error = ValueError()
    error.__cause__ = 5


def assertion():
    assert (1, 2) == (1, 3), {"details": [1]}


case("raise int", lambda: raise_value(5))
case("raise None", lambda: raise_value(None))
case("raise object", lambda: raise_value(object))
case("raise type", lambda: raise_value(int))
case("raise class", lambda: raise_value(ValueError))
case("raise from int", lambda: raise_from(ValueError("x"), 5))
case("raise from None", lambda: raise_from(ValueError("x"), None))
for name, action in list(globals().items()):
    if callable(action) and name not in ("case", "raise_value", "raise_from") and not name.startswith("_"):
        case(name.replace("_", " "), action)
