"""The library that CPython's tests of ctypes call: one of our own, built from `ctypes_test` when it is first needed.

`__file__` is the shared library, as that of an extension module would be.
"""
import ctypes
import os
import sys
import tempfile

_HERE = os.path.dirname(os.path.abspath(__file__))
_FOLDER = os.path.join(tempfile.gettempdir(), f"taipan-ctypes-test-{os.getuid()}")


def _build(name, source):
    """The shared library of a C source, which is compiled if that is newer."""
    library = os.path.join(_FOLDER, f"{name}.so")
    if not os.path.exists(library) or os.path.getmtime(library) < os.path.getmtime(source):
        new = f"{library}.{os.getpid()}"
        if os.system(f"cc -shared -fPIC -O1 -w -o '{new}' '{source}' -lm"):
            raise ImportError(f"cannot compile {source}")
        os.replace(new, library)
    return library


os.makedirs(_FOLDER, exist_ok=True)
__file__ = _build("_ctypes_test", os.path.join(_HERE, os.pardir, "ctypes_test", "functions.c"))
_library = ctypes.CDLL(__file__)


def get_last_tf_arg_s():
    function = _library.last_tf_arg_s
    function.restype = ctypes.c_longlong
    return function()


def get_last_tf_arg_u():
    function = _library.last_tf_arg_u
    function.restype = ctypes.c_ulonglong
    return function()


# A structure's memory after each of its fields has been set to each of four values, as C has it. What structures there
# are the test module says, which also writes them in C.

_START = """
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#define GCC_ATTR(x) __attribute__((x))
#define SHOW(type, field, number) { value.field = (type)(number); memcpy(out, &value, sizeof value); out += sizeof value; }
#define SHOW_ALL(type, field) SHOW(type, field, -1) SHOW(type, field, 1) SHOW(type, field, PATTERN) SHOW(type, field, 0)
"""

_FUNCTIONS = """
size_t %(name)s_size(void) { return sizeof(%(type)s); }
size_t %(name)s_alignment(void) { return _Alignof(%(type)s); }
void %(name)s_show(char *out) {
  %(type)s value;
  memset(&value, 0, sizeof value);
  %(fields)s
}
"""


def _generated_source(tests):
    parts = [f"#define PATTERN {tests.TEST_PATTERN}", _START]
    for name, cls in tests.TESTCASES.items():
        lines, requires = tests.dump_ctype(cls, struct_or_union_tag=name, semi=";")
        fields = " ".join(f"SHOW_ALL({tests.dump_simple_ctype(field.tp)}, {field.full_name})"
                          for field in tests.iterfields(cls))
        functions = _FUNCTIONS % {"name": name, "type": f"{tests.struct_or_union(cls)} {name}", "fields": fields}
        if requires:
            parts.append("#if " + " && ".join(f"({condition})" for condition in sorted(requires)))
        parts += lines + [functions]
        if requires:
            parts.append("#endif")
    return "\n".join(parts)


_generated = None


def get_generated_test_data(name):
    global _generated
    tests = sys.modules["test.test_ctypes.test_generated_structs"]
    if _generated is None:
        source = os.path.join(_FOLDER, f"generated-{os.getpid()}.c")
        with open(source, "w") as file:
            file.write(_generated_source(tests))
        _generated = ctypes.CDLL(_build(f"generated-{os.getpid()}", source))
        os.remove(source)
        os.remove(_generated._name)
    try:
        size = _generated[f"{name}_size"]()
    except AttributeError:
        return [None, "skipped on this compiler"]
    count = 4 * sum(1 for _ in tests.iterfields(tests.TESTCASES[name]))
    buffer = ctypes.create_string_buffer(max(size * count, 1))
    _generated[f"{name}_show"](buffer)
    shots = [buffer.raw[index * size:(index + 1) * size] for index in range(count)]
    return [name, size, _generated[f"{name}_alignment"](), *shots]
