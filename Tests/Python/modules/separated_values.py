"""The module _csv: dialects, reading, writing and what is wrong with them."""
import _csv
from _csv import *


def show(function, *arguments, **keywords):
    try:
        result = function(*arguments, **keywords)
    except Exception as error:
        print(type(error).__name__, error)
    else:
        print(type(result) if isinstance(result, (Dialect, Reader, Writer)) else repr(result))


class Sink:
    text = ""

    def write(self, text):
        self.text += text
        return len(text)


def write(row, **parameters):
    sink = Sink()
    show(lambda: (writer(sink, **parameters).writerow(row), sink.text))


def read(lines, **parameters):
    show(lambda: list(reader(lines, **parameters)))


print([name for name in dir(_csv) if name[0] != "_"])
for kind in (Dialect, Reader, Writer):
    print(kind, [name for name in dir(kind) if name[0] != "_"])
print(Error.__mro__)

# Dialects
for parameters in (
    {"delimiter": ""}, {"delimiter": "ab"}, {"delimiter": None}, {"delimiter": 1}, {"delimiter": b","}, {"delimiter": '"'},
    {"delimiter": "\n"}, {"delimiter": " ", "skipinitialspace": True}, {"quotechar": ""}, {"quotechar": "ab"},
    {"quotechar": 1}, {"quotechar": None}, {"quotechar": None, "quoting": 0}, {"quotechar": None, "quoting": 3},
    {"quotechar": " ", "skipinitialspace": True}, {"quotechar": "\n"}, {"escapechar": "ab"}, {"escapechar": 1},
    {"escapechar": "\n"}, {"escapechar": ","}, {"escapechar": '"'}, {"escapechar": " ", "skipinitialspace": True},
    {"lineterminator": None}, {"lineterminator": 1}, {"lineterminator": ","}, {"lineterminator": '"'},
    {"lineterminator": "\\", "escapechar": "\\"}, {"quoting": 9}, {"quoting": "a"}, {"quoting": -1},
    {"doublequote": "x"}, {"strict": 1}, {"foo": 1},
):
    print(parameters, end=" ")
    show(Dialect, **parameters)


class Tabs:
    delimiter = "\t"
    quoting = QUOTE_NONE


class Wrong(Tabs):
    delimiter = None


for base in (Tabs, Wrong, None, 3, "nope"):
    show(Dialect, base)
d = Dialect(Tabs)
print(repr(d.delimiter), d.quotechar, d.escapechar, d.doublequote, d.skipinitialspace, repr(d.lineterminator), d.quoting, d.strict)
show(d.__reduce__)
show(setattr, d, "delimiter", "x")
show(register_dialect, "x", Tabs)
show(get_dialect, "x")
show(list_dialects)
show(unregister_dialect, "x")
show(unregister_dialect, "x")
show(get_dialect, "x")
show(register_dialect, 3)
show(register_dialect)
show(register_dialect, "y", delimiter=";")
show(register_dialect, "z", "y", quoting=1)
print(get_dialect("z").delimiter, get_dialect("z").quoting)

# Reading
show(reader)
show(reader, 1)
show(reader, [], "foo")
for line in ("a,b", 'a,"b,c"', 'a,"b""c"', 'a,"b\nc"', "", " a, b", '"a"b,c', 'a"b,c', "a,b\n", "a,b\r\n", "a\rb", "a\r\n\r\n",
             '"a', '"a\n', ",", '"",""', 'a,"b" ,c', "a\0b"):
    for parameters in ({}, {"strict": True}, {"quoting": QUOTE_NONE, "escapechar": "\\"},
                       {"skipinitialspace": True, "doublequote": False, "escapechar": "\\"}):
        read([line], **parameters)
for line in ("1,2.5,\"3\"", "a,1", '"a",', "1, 2", '"1","",'):
    for quoting in (QUOTE_NONNUMERIC, QUOTE_STRINGS, QUOTE_NOTNULL):
        read([line], quoting=quoting)
for lines in (["a\\,b", "c\\"], ["a\\"], ['"a\\"b"'], ["a\\\n", "b"], ['a,"b\n', 'c",d']):
    read(lines, escapechar="\\")
    read(lines, escapechar="\\", strict=True)
for line in (1, b"a", None):
    read([line])
rows = reader(["a", '"b\n', 'c"', "d"], strict=True)
print(rows.line_num, next(rows), next(rows), rows.line_num, type(rows.dialect), next(rows))
show(next, rows)
show(field_size_limit)
show(field_size_limit, 100)
read(["a" * 101])
read(['"' + "a" * 101])
show(field_size_limit, 131072)
show(field_size_limit, "a")


# Writing
class Number(float):
    def __str__(self):
        return "st,r"


class Raising:
    def __str__(self):
        raise ZeroDivisionError


show(writer)
show(writer, 1)
for row in ([], ["a", "b"], ["a,b", 'c"d', "e\nf", "g\rh", " i", ""], [1, 2.5, None, True], [""], [None], "abc", 3, [b"x"], ["a", '"'],
            ["\\", "x"], [" "], [Number(1.5)], [Raising()]):
    for quoting in range(6):
        write(row, quoting=quoting)
    write(row, quoting=QUOTE_NONE, escapechar="\\")
    write(row, doublequote=False, escapechar="\\")
    write(row, doublequote=False)
    write(row, lineterminator="!", delimiter=";", quotechar="'")
    write(row, quotechar=None, quoting=QUOTE_NONE, escapechar="#")
    write(row, delimiter=" ", skipinitialspace=True)
    write(row, delimiter=" ", skipinitialspace=True, quoting=QUOTE_NONE)
sink = Sink()
show(writer(sink).writerows, [["a"], ["b"]])
show(writer(sink).writerows, 3)
show(writer(sink).writerows, [3])
print(repr(sink.text), type(writer(sink).dialect))
show(Reader)
show(Writer)
