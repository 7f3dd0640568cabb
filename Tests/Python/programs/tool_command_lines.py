"""The older ways to read command lines, and shells: optparse, getopt, shlex, cmd, code, fileinput."""

import cmd
import code
import contextlib
import fileinput
import getopt
import io
import optparse
import os
import shlex
import sys
import tempfile
from pathlib import Path

os.environ["COLUMNS"] = "80"

# optparse


def check_pair(option, name, value):
    left, comma, right = value.partition(":")
    if not comma:
        raise optparse.OptionValueError(f"option {name}: {value!r} is no pair")
    return left, right


class PairOption(optparse.Option):
    TYPES = (*optparse.Option.TYPES, "pair")
    TYPE_CHECKER = optparse.Option.TYPE_CHECKER | {"pair": check_pair}


def seen(option, name, value, parser, *extra):
    parser.values.seen = (getattr(parser.values, "seen", None) or []) + [(name, value, extra)]


parser = optparse.OptionParser(usage="%prog [options] FILE...", version="%prog 2.0", description="Does things to files, in the way of the old days, and says so in words.",
                               prog="old", option_class=PairOption, epilog="That is all.")
parser.add_option("-v", "--verbose", action="count", dest="verbose", default=0, help="say more")
parser.add_option("-n", "--number", type="int", default=5, metavar="N", help="how many (default: %default)")
parser.add_option("--ratio", type="float", help=optparse.SUPPRESS_HELP)
parser.add_option("--pair", type="pair", nargs=1)
parser.add_option("--point", type="float", nargs=2, metavar="X Y")
parser.add_option("-m", "--mode", type="choice", choices=["fast", "slow"], default="fast", help="either fast or slow, which is explained in a text that is longer than the line")
parser.add_option("-q", action="store_false", dest="loud", default=True)
parser.add_option("-c", "--call", action="callback", callback=seen, type="string", callback_args=("extra",))
parser.add_option("-a", "--add", action="append", default=[])
parser.add_option("--three", action="store_const", const=3, dest="number")
group = optparse.OptionGroup(parser, "Dangerous options", "Use them at your own risk.")
group.add_option("--force", action="store_true")
parser.add_option_group(group)
parser.print_help()
for line in ["a b", "-vv -n 3 a", "--number=0x10 --pair a:b --point 1 2.5", "-qm slow -a1 --add 2 x -v", "--call text --three --force", "-- -x", "--num 4",
             "-n x", "--pair ab", "--mode medium", "--nonsense", "-n", "--force=1", "--point 1", "--ver", "--version", "-z"]:
    with contextlib.redirect_stderr(io.StringIO()) as errors:
        try:
            options, rest = parser.parse_args(line.split())
            print(line, "->", dict(sorted(vars(options).items())), rest)
        except SystemExit as stop:
            print(line, "-> exit", stop.code, errors.getvalue().splitlines()[-1:])
for wrong in [lambda: parser.add_option("x"), lambda: parser.add_option("-v"), lambda: parser.add_option("--new", action="none"), lambda: parser.add_option("--new", type="none"),
              lambda: parser.add_option("--new", action="callback"), lambda: parser.add_option("--new", type="choice"), lambda: parser.add_option("-ab")]:
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)

# getopt
for line, short, long in [("-a -b1 -c 2 x y", "ab:c:", []), ("--all --level=3 --out f x", "", ["all", "level=", "out="]), ("--al", "", ["all", "also"]), ("--lev 3", "", ["level="]),
                          ("-x", "a", []), ("-b", "b:", []), ("--all=1", "", ["all"]), ("x -a y", "a", []), ("--none", "", ["all"]), ("-a -- -b", "ab", []), ("--opt=1 --opt", "", ["opt=?"])]:
    for function in (getopt.getopt, getopt.gnu_getopt):
        try:
            print(function.__name__, line, "->", function(line.split(), short, long))
        except getopt.GetoptError as error:
            print(function.__name__, line, "-> GetoptError", error, repr(error.opt))

# shlex
for text in ["a 'b c' \"d $e \\\" f\" g\\ h", "x # comment", "''", "a'b'c", "\"open", "\\", "a;b|c&&d > e"]:
    for options in [{}, {"comments": True}, {"posix": False}]:
        try:
            print(repr(text), options, shlex.split(text, **options))
        except ValueError as error:
            print(repr(text), options, "ValueError", error)
print(list(shlex.shlex("a=b && c>>d; e~/f*.py || (g)", punctuation_chars=True)), shlex.join(["a b", "c'd", "", "e", "$f"]), shlex.quote("it's"))
lexer = shlex.shlex("one 'two' three.four\n5 -6", infile="<text>")
lexer.wordchars += "."
print([lexer.get_token() for _ in range(4)], lexer.lineno, repr(lexer.error_leader()))
lexer.push_token("pushed")
print(list(lexer))

# cmd


class Calculator(cmd.Cmd):
    intro = "A calculator with a stack."
    prompt = "> "
    use_rawinput = False
    doc_header = "Commands"
    undoc_header = "More"

    def __init__(self, **streams):
        super().__init__(**streams)
        self.stack = []

    def do_push(self, line):
        """push NUMBER ...: puts numbers onto the stack."""
        self.stack += map(float, line.split())

    def do_add(self, line):
        "add: adds the two on the top."
        b, a = self.stack.pop(), self.stack.pop()
        self.stack.append(a + b)

    def do_show(self, line):
        self.columnize([f"{n:g}" for n in self.stack], displaywidth=20)

    def do_EOF(self, line):
        self.stdout.write("bye\n")
        return True

    def help_numbers(self):
        self.stdout.write("Numbers are decimal.\n")

    def complete_push(self, text, line, begin, end):
        return [name for name in ("pi", "phi", "e") if name.startswith(text)]

    def default(self, line):
        self.stdout.write(f"unknown: {line}\n")

    def emptyline(self):
        self.stdout.write("(empty)\n")

    def onecmd(self, line):
        try:
            return super().onecmd(line)
        except (ValueError, IndexError) as error:
            self.stdout.write(f"{type(error).__name__}: {error}\n")

    def postcmd(self, stop, line):
        return stop or len(self.stack) > 12


commands = "push 1 2 3\nadd\nshow\nnonsense 5\n\npush x\nadd\nadd\n?\nhelp push\nhelp numbers\nhelp nothing\nhelp show\npush 1 2 3 4 5 6 7 8\nshow\n"
output = io.StringIO()
shell = Calculator(stdin=io.StringIO(commands), stdout=output)
shell.cmdloop()
print(output.getvalue())
print(shell.completenames("p"), shell.complete_push("p", "", 0, 0), shell.parseline("!ls -l"), shell.parseline("?x y"), shell.parseline("push  1 "), sorted(shell.complete_help("s")))
shell.columnize(list("abcdefghijklmnopqrstuvwxyz"), 30)
print(output.getvalue()[-60:])

# code


class Console(code.InteractiveConsole):
    def __init__(self, lines, **options):
        super().__init__(**options)
        self.lines = iter(lines.splitlines())

    def raw_input(self, prompt=""):
        line = next(self.lines, None)
        if line is None:
            raise EOFError
        print(f"{prompt}{line}")
        return line

    def write(self, data):
        print(data, end="")


SESSION = """1 + 1
x = [n * n for n in range(5)]
x
def f(a):
    return a / 0

f(2)
for i in range(2):
    print(i)

'open
_
if x: print("yes"); 'value'

class A:
  def m(self):
    raise ValueError("inside") from KeyError("k")

A().m()
raise SystemExit if False else TypeError("t")
(1 +
2)
a b
return
"""
Console(SESSION, locals={"__name__": "console"}).interact(banner="Welcome", exitmsg="Goodbye")
for source in ["1", "if x:", "if x:\n  y", "if x:\n  y\n", "'''", "a b", "(", "x = (\n1)", "", "# c", "def f():\n\n", "@d", "a \\", "class C: pass", "try:\n  x"]:
    try:
        print(repr(source), code.compile_command(source) is not None)
    except SyntaxError as error:
        print(repr(source), error.msg)

# fileinput
with tempfile.TemporaryDirectory() as folder:
    files = [Path(folder, name) for name in ("a.txt", "b.txt")]
    files[0].write_text("one\ntwo\n")
    files[1].write_text("three\nfour")
    with fileinput.input(files) as lines:
        for line in lines:
            print(Path(fileinput.filename()).name, fileinput.lineno(), fileinput.filelineno(), fileinput.isfirstline(), fileinput.isstdin(), repr(line))
            if line == "one\n":
                fileinput.nextfile()
    with fileinput.FileInput(files[0], inplace=True, backup=".bak") as lines:
        for line in lines:
            print(line.upper(), end="")
    print(files[0].read_text(), sorted(path.name for path in Path(folder).iterdir()))
    before, sys.stdin = sys.stdin, io.StringIO("from stdin\n")
    print(list(fileinput.FileInput("-")), list(fileinput.input(files[1], mode="rb")))
    sys.stdin = before
    try:
        next(fileinput.FileInput([Path(folder, "missing")]))
    except OSError as error:
        print(type(error).__name__, error.strerror)
