"""Command lines with argparse: helps, subcommands, groups, types, actions, and the errors users see."""

import argparse
import contextlib
import enum
import io
import os
import sys
from fractions import Fraction
from pathlib import PurePosixPath

os.environ["COLUMNS"] = "80"
os.environ["NO_COLOR"] = "1"


class Level(enum.Enum):
    LOW = "low"
    HIGH = "high"


class KeyValue(argparse.Action):
    def __call__(self, parser, namespace, values, option_string=None):
        pairs = getattr(namespace, self.dest) or {}
        for value in values:
            key, equals, content = value.partition("=")
            if not equals:
                raise argparse.ArgumentError(self, f"{value!r} is no KEY=VALUE")
            pairs[key] = content
        setattr(namespace, self.dest, pairs)


def percentage(text):
    value = float(text.removesuffix("%"))
    if not 0 <= value <= 100:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and 100")
    return value


def main_parser():
    parser = argparse.ArgumentParser(
        prog="copier", description="Copies things from here to there, carefully, and tells at length what it did meanwhile so that nobody wonders.",
        epilog="Everything else is in the manual.",
    )
    parser.add_argument("source", type=PurePosixPath, nargs="+", help="what to copy")
    parser.add_argument("target", help="where to (default: %(default)s)", metavar="TARGET")
    parser.add_argument("-v", "--verbose", action="count", default=0, help="say more; may be repeated")
    parser.add_argument("-q", "--quiet", action="store_true")
    parser.add_argument("--level", type=Level, choices=list(Level), default=Level.LOW, help="how much (default: %(default)s)")
    parser.add_argument("--ratio", type=Fraction, metavar="N/M", help="scale by this")
    parser.add_argument("--limit", type=percentage, default="50%", help="at most so many %% of all")
    parser.add_argument("--define", "-D", nargs="*", action=KeyValue, metavar="KEY=VALUE")
    parser.add_argument("--exclude", action="append", default=[], metavar="PATTERN")
    parser.add_argument("--size", nargs=2, type=int, metavar=("WIDTH", "HEIGHT"))
    parser.add_argument("--colour", action=argparse.BooleanOptionalAction, default=True, help="use colours")
    parser.add_argument("--mode", choices=["fast", "safe"], help=argparse.SUPPRESS)
    parser.add_argument("--log", nargs="?", const="-", default=None)
    parser.add_argument("--old", action="store_true", deprecated=True)
    parser.add_argument("--version", action="version", version="%(prog)s 1.2")
    group = parser.add_argument_group("network", "options about the network, which are\nread once")
    group.add_argument("--port", type=int, default=8080)
    exclusive = group.add_mutually_exclusive_group()
    exclusive.add_argument("--tcp", dest="protocol", action="store_const", const="tcp")
    exclusive.add_argument("--udp", dest="protocol", action="store_const", const="udp")
    return parser


def git_parser():
    parser = argparse.ArgumentParser(prog="git", formatter_class=argparse.RawDescriptionHelpFormatter,
                                     description="A version\n  control\n    system", allow_abbrev=False)
    parser.add_argument("-C", dest="folder", default=".")
    commands = parser.add_subparsers(title="commands", dest="command", required=True, metavar="COMMAND")
    commit = commands.add_parser("commit", aliases=["ci"], help="record changes", description="Records changes.")
    commit.add_argument("-m", "--message", required=True)
    commit.add_argument("files", nargs="*")
    commit.set_defaults(run=lambda o: f"commit {o.message!r} {o.files}")
    remote = commands.add_parser("remote", help="manage remotes", formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    actions = remote.add_subparsers(dest="action")
    add = actions.add_parser("add")
    add.add_argument("name")
    add.add_argument("--depth", type=int, default=3, help="how deep")
    add.set_defaults(run=lambda o: f"remote add {o.name} {o.depth}")
    return parser


def parse(parser, line, method="parse_args"):
    print(f"$ {parser.prog} {line}")
    errors, output = io.StringIO(), io.StringIO()
    try:
        with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(output):
            result = getattr(parser, method)(line.split())
    except SystemExit as stop:
        print(output.getvalue() + errors.getvalue() + f"exit: {stop.code}")
        return None
    print(errors.getvalue(), end="")
    print({name: value for name, value in vars(result).items() if name != "run"} if method == "parse_args" else result)
    return result


parser = main_parser()
parser.print_help()
parser.print_usage()
for line in ["a b", "a b c -vvv -q", "a b --level high --ratio 3/4 --limit 20%", "a b -D x=1 y=2 --define z=3", "a --exclude 1 --exclude=2 b",
             "a b --size 3 4 --no-colour", "a b --log", "a b --log=file --port 1 --udp", "--verb -q a b", "-vq a b", "a b --old", "-- -a -b",
             "", "a", "a b --level middle", "a b --ratio x", "a b --limit 101%", "a b --size 3", "a b -D x", "a b --tcp --udp",
             "a b --mode slow", "a b --nonsense", "a b --po", "a b --l", "a b --port", "a b --port=", "a b --quiet=1", "--version"]:
    parse(parser, line)

git = git_parser()
git.print_help()
for line in ["commit -m text a b", "ci --message=x", "remote add origin --depth 5", "-C /tmp remote", "", "push", "commit", "commit -h", "remote -h",
             "remote add -h", "commit --mess x"]:
    if (options := parse(git, line)) and hasattr(options, "run"):
        print(options.run(options))

parent = argparse.ArgumentParser(add_help=False)
parent.add_argument("--shared", type=int, default=1)
child = argparse.ArgumentParser(prog="child", parents=[parent], prefix_chars="+-", fromfile_prefix_chars="@", argument_default=argparse.SUPPRESS,
                                conflict_handler="resolve", usage="%(prog)s [so] [on]")
child.add_argument("+x", "++extra", action="extend", nargs="+", type=int)
child.add_argument("rest", nargs=argparse.REMAINDER)
child.print_help()
for line in ["", "+x 1 2 ++extra 3", "--shared 4 a --b -c", "@/nonexistent"]:
    parse(child, line)
parse(parser, "a b --unknown 1 --port 2 -x", "parse_known_args")
mixed = argparse.ArgumentParser(prog="mixed", exit_on_error=False)
mixed.add_argument("--flag", action="store_true")
mixed.add_argument("items", nargs="*", type=int)
parse(mixed, "1 --flag 2 3", "parse_intermixed_args")
for line in (["x"], ["--flag", "--other"]):
    try:
        print(mixed.parse_args(line))
    except argparse.ArgumentError as error:
        print("ArgumentError:", error, "|", error.argument_name)
print(argparse.Namespace(a=1, **{"not a name": 2}), argparse.Namespace(a=1) == argparse.Namespace(a=1), "a" in argparse.Namespace(a=1))
for wrong in [lambda: parser.add_argument("-v"), lambda: parser.add_argument("x", "y"), lambda: parser.add_argument("--z", nargs=0),
              lambda: parser.add_argument("--z", action="nonsense"), lambda: parser.add_argument("--z", type="int"), lambda: parser.add_argument(""),
              lambda: parser.add_argument("z", required=True), lambda: parser.add_argument("--a b", dest="")]:
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
print(parser.format_usage().count("\n"), parser.get_default("port"), sys.argv[1:])
