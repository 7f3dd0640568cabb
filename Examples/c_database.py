"""SQLite through its C interface: a table, rows in and out by prepared statements, a function of Python's in SQL."""

from ctypes import CDLL, CFUNCTYPE, POINTER, byref, c_char_p, c_double, c_int, c_void_p

SQLITE_ROW, SQLITE_UTF8 = 100, 1

sqlite = CDLL("libsqlite3.so.0")
Function = CFUNCTYPE(None, c_void_p, c_int, POINTER(c_void_p))
for name, result, *arguments in (
    ("open", c_int, c_char_p, POINTER(c_void_p)),
    ("close", c_int, c_void_p),
    ("prepare_v2", c_int, c_void_p, c_char_p, c_int, POINTER(c_void_p), c_void_p),
    ("bind_text", c_int, c_void_p, c_int, c_char_p, c_int, c_void_p),
    ("bind_double", c_int, c_void_p, c_int, c_double),
    ("step", c_int, c_void_p),
    ("finalize", c_int, c_void_p),
    ("column_text", c_char_p, c_void_p, c_int),
    ("column_double", c_double, c_void_p, c_int),
    ("create_function", c_int, c_void_p, c_char_p, c_int, c_int, c_void_p, Function, c_void_p, c_void_p),
    ("value_double", c_double, c_void_p),
    ("result_double", None, c_void_p, c_double),
    ("errmsg", c_char_p, c_void_p),
):
    function = getattr(sqlite, f"sqlite3_{name}")
    function.restype, function.argtypes = result, arguments


class Database:
    def __init__(self):
        self.handle = c_void_p()
        sqlite.sqlite3_open(b":memory:", byref(self.handle))

    def execute(self, text, *values):
        """Runs a statement; yields its rows of a text and a number."""
        statement = c_void_p()
        if sqlite.sqlite3_prepare_v2(self.handle, text.encode(), -1, byref(statement), None):
            raise ValueError(sqlite.sqlite3_errmsg(self.handle).decode())
        for place, value in enumerate(values, 1):
            if isinstance(value, str):
                sqlite.sqlite3_bind_text(statement, place, value.encode(), -1, c_void_p(-1))
            else:
                sqlite.sqlite3_bind_double(statement, place, value)
        while sqlite.sqlite3_step(statement) == SQLITE_ROW:
            yield sqlite.sqlite3_column_text(statement, 0).decode(), sqlite.sqlite3_column_double(statement, 1)
        sqlite.sqlite3_finalize(statement)


@Function
def fahrenheit(context, count, values):
    sqlite.sqlite3_result_double(context, sqlite.sqlite3_value_double(values[0]) * 9 / 5 + 32)


database = Database()
sqlite.sqlite3_create_function(database.handle, b"fahrenheit", 1, SQLITE_UTF8, None, fahrenheit, None, None)
list(database.execute("create table weather (town text, celsius real)"))
for row in ("Alice Springs", 36.5), ("Darwin", 31.0), ("Hobart", 17.25):
    list(database.execute("insert into weather values (?, ?)", *row))
for town, heat in database.execute("select town, fahrenheit(celsius) from weather where celsius > ?", 20.0):
    print(f"{town}: {heat:.1f} °F")
try:
    list(database.execute("select snow from weather"))
except ValueError as error:
    print("mistake:", error)
sqlite.sqlite3_close(database.handle)
