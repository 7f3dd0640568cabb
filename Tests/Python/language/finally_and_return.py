"""What `finally` does with values, returns, loops, generators and nested exceptions."""
def value_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def list_changed():
    x = []
    try:
        return x
    finally:
        x.append("changed")


def order():
    log = []

    def note(label, value=None):
        log.append(label)
        return value

    def run():
        try:
            try:
                return note("return")
            finally:
                note("inner")
        finally:
            note("outer")

    run()
    return log


def loop_with_finally():
    out = []
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            out.append(i)
        finally:
            out.append(-i)
    else:
        out.append("else")
    return out


def nested_raise():
    log = []
    try:
        try:
            try:
                raise ValueError(1)
            finally:
                log.append("a")
        except ValueError:
            log.append("b")
            raise KeyError(2)
        finally:
            log.append("c")
    except KeyError as error:
        log.append(type(error.__context__).__name__)
    return log


def generator():
    try:
        yield 1
        yield 2
    finally:
        print("generator finally")


def while_true():
    n = 0
    while True:
        n += 1
        try:
            try:
                if n < 3:
                    continue
                return n
            finally:
                n += 10
        finally:
            n -= 9


def exception_in_finally():
    try:
        try:
            raise ValueError("first")
        finally:
            {}["second"]
    except KeyError as error:
        return repr(error), repr(error.__context__)


def with_and_finally():
    class M:
        def __enter__(self):
            return self

        def __exit__(self, *a):
            log.append("exit")

    log = []
    try:
        with M():
            try:
                return log
            finally:
                log.append("inner")
    finally:
        log.append("outer")


print(
    value_kept(), list_changed(), order(), loop_with_finally(), nested_raise(), while_true(), exception_in_finally(),
    with_and_finally(),
)
g = generator()
for x in g:
    print(x)
    break
else:
    print("never")
g.close()
g = generator()
next(g)
try:
    g.throw(ValueError("thrown"))
except ValueError as error:
    print(error)


def deep(n):
    try:
        if n == 0:
            raise ValueError("bottom")
        return deep(n - 1)
    finally:
        counts.append(n)


counts = []
try:
    deep(5)
except ValueError as error:
    print(error, counts)
