"""What can be run as a program, how options change it, and what is written last."""

import os
import py_compile
import subprocess
import sys
import tempfile


def answer(name, *arguments, **settings):
    """What a program writes."""
    process = subprocess.run(
        [sys.executable, *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60, **settings)
    text = process.stdout.replace(os.path.realpath(folder), "FOLDER").replace(sys.executable, "PYTHON")
    print(f"{name}: {process.returncode}", text.splitlines())


def write(name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(text)
    return path


with tempfile.TemporaryDirectory() as folder:
    finalizer = "class C:\n def __del__(self): print('last')\nkept = C()\nprint('first')"
    answer("a finaliser at the end", "-c", finalizer)
    answer("a finaliser at the end, unbuffered", "-u", "-c", finalizer)

    answer("an indented command", "-c", "\n    if True:\n        print('indented')\n  \n    print('''a\n    b''')\n")
    answer("tabs and blanks", "-c", "\tif True:\n  print(1)")
    answer("hashes", "-R", "-c", "import sys; print(sys.flags.hash_randomization)", env={**os.environ, "PYTHONHASHSEED": "0"})
    answer("processors", "-X", "cpu_count=7", "-c", "import os; print(os.cpu_count())")
    answer("no prefix", "-X", "pycache_prefix=", "-c", "import sys; print(sys.pycache_prefix)")

    failing = "import sys\ndef f(): 1 / 0\ndef g(): f()\nsys.tracebacklimit = %s\ng()"
    for limit in ("2", "1", "0", "-1", "1 << 100", "None"):
        answer(f"a traceback of {limit}", "-c", failing % limit)

    answer("no columns", "-X", "no_debug_ranges", "-c", "def f(): pass\nimport sys; print(*{row[2:] for row in f.__code__.co_positions()}, file=sys.stderr)\n1 / 0")
    answer("a null", write("null.py", "x = 1\ny = \0 2"))
    path = write("plain.py", "import sys; print('plain', sys.argv[1:])")
    answer("a script", path)
    answer("compiled", py_compile.compile(path, os.path.join(folder, "compiled.pyc")))

    write("bundle/__init__.py", "")
    write("bundle/__main__.py", "print('main of', __package__)")
    write("bundle/leaf.py", "import sys; print(__name__, sys.argv[1:])")
    write("bundle/quiet.py", "")
    for module in ("bundle", "bundle.leaf", "bundle.missing", "missing", "bundle.quiet.py", "plain"):
        answer(module, "-m", module, "argument", cwd=folder)

    path = write("fractions.py", "import fractions\nfractions.Fraction")
    answer("a script that hides a module", path)
    write("name.py", "from name import attribute")
    answer("a module that may hide another", "-c", "import name", cwd=folder)
    answer("but not if it is safe", "-P", "-c", "import fractions; print(fractions.Fraction)", cwd=folder)

# A prompt writes at once what it has run.
process = subprocess.Popen(
    [sys.executable, "-i", "-q"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
process.stdin.write("print('at once')\n")
process.stdin.flush()
print(process.stdout.readline(), end="")
process.communicate("print('and then')\n", timeout=60)

import platform
print(platform.python_version_tuple()[:2], platform.python_build() != "", type(platform.python_compiler()))

# Words that are not UTF-8: arguments are surrogates, a command is refused, a declared encoding does not count in one.
with tempfile.TemporaryDirectory() as folder:
    def raw(name, *words, **options):
        process = subprocess.run([sys.executable, *words], capture_output=True, cwd=folder, **options)
        error = process.stderr.replace(os.fsencode(folder), b"").splitlines()
        print(f"{name}: {process.returncode}", process.stdout, error[-1:])

    raw("arguments", "-c", "import sys; print(ascii(sys.argv), ascii(sys.orig_argv[-2:]))", b"a\xffb", "é")
    for command in b"print('\xff')", b"# coding: latin-1\nprint(ascii('\xc3\xa6'))", b"\xff", "é = 1 ".encode() + b"\x80":
        raw("a command", "-c", command)
    raw("a command in the same word", b"-Scx = '\xfe'")
    for name, source in ("bad", b"x = '\xff'\n"), ("declared", b"# coding: latin-1\nprint(ascii('\xff'))\n"):
        with open(os.path.join(folder, name + ".py"), "wb") as file:
            file.write(source)
        raw(name, name + ".py")
    raw("the standard input", input=b"print(ascii('\xff'))\n")
    raw("declared in the standard input", stdin=open(os.path.join(folder, "declared.py"), "rb"))
    for option in "importtime", "importtime=2":
        words = [sys.executable, "-X", option, "-c", "import colorsys; import colorsys"]
        lines = subprocess.run(words, capture_output=True, text=True).stderr.splitlines()
        lines = [line.split("|")[-1] if "cached" not in line else line for line in lines if "colorsys" in line]
        print(option, lines)
