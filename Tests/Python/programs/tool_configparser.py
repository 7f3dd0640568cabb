"""configparser: reading, interpolation, fallbacks, converters, proxies, writing, and every error."""

import configparser
import io
import tempfile
from pathlib import Path

TEXT = """\
; a comment
[DEFAULT]
home = /home/%(user)s
user: nobody
Retries = 3

[server]
host = example.org
port = 8080
url = http://%(host)s:%(port)s/%(path)s
path = index.html
debug = yes
ratio = 0.25
# inside
motd = first line
    second line

    after a blank line
empty =
flag

[client:one]
user = ann
log = %(home)s/log
percent = 100%%
"""


def show(parser):
    for section in parser.sections():
        print(f"[{section}]", {key: parser.get(section, key, raw=True) for key in parser.options(section)})
    print("defaults", dict(parser.defaults()))


parser = configparser.ConfigParser(allow_no_value=True)
parser.read_string(TEXT)
show(parser)
server = parser["server"]
print(server["url"], server.getint("port"), server.getboolean("debug"), server.getfloat("ratio"), repr(server["motd"]), server["flag"], repr(server["empty"]))
print(parser["client:one"]["log"], parser["client:one"]["percent"], parser.get("client:one", "log", vars={"home": "~"}), server.get("none", "fallback"))
print(parser.getint("server", "retries"), parser.getint("server", "x", fallback=7), parser.get("nowhere", "x", fallback=None), "RETRIES" in server, "nowhere" in parser)
print(list(parser), list(server), len(parser), parser.has_section("DEFAULT"), parser.has_option("server", "home"), server, parser["DEFAULT"], server.name, server.parser is parser)
print(dict(parser.items("client:one")))
parser.add_section("new")
parser["new"]["key"] = "value"
parser.set("new", "other", "a=b")
parser["mapping"] = {"one": 1, "two": 2.5}
print(parser.remove_option("new", "key"), parser.remove_option("new", "key"), parser.remove_section("client:one"), parser.remove_section("x"))
stream = io.StringIO()
parser.write(stream)
print(stream.getvalue())
compact = io.StringIO()
parser.write(compact, space_around_delimiters=False)
print(compact.getvalue().splitlines()[:6])
again = configparser.ConfigParser(allow_no_value=True)
again.read_string(stream.getvalue())
print(again == parser, {s: dict(again[s].items()) for s in again} == {s: dict(parser[s].items()) for s in parser})

extended = configparser.ConfigParser(interpolation=configparser.ExtendedInterpolation())
extended.read_dict({"paths": {"root": "/srv", "data": "${root}/data"}, "job": {"input": "${paths:data}/in", "cost": "$$5", "n": 3}})
print(extended["job"]["input"], extended["job"]["cost"], extended["job"]["n"])
raw = configparser.RawConfigParser(delimiters=("=>",), comment_prefixes=("//",), inline_comment_prefixes=(" #",), empty_lines_in_values=False, default_section="common", strict=False)
raw.optionxform = str
raw.read_string("// c\n[common]\nAll => 1\n[A]\nKey => %(x)s # note\nKey => twice\nLong => a\n  b\n\n[A]\nMore => 1\n")
print({section: dict(raw[section]) for section in raw})
typed = configparser.ConfigParser(converters={"list": lambda text: [part.strip() for part in text.split(",")], "path": Path})
typed.read_string("[s]\nitems = a, b,c\nplace = /tmp/x\nbad = maybe\nn = 1x")
print(typed.getlist("s", "items"), typed["s"].getlist("items"), typed["s"].getpath("place"), typed["s"].getlist("none", ["d"]), typed["s"].getlist("none"))

with tempfile.TemporaryDirectory() as folder:
    path = Path(folder, "a.ini")
    path.write_text("[a]\nb = 1\n")
    reader = configparser.ConfigParser()
    print([Path(name).name for name in reader.read([path, Path(folder, "missing.ini")])], reader.sections())

for text in ["key = value", "[s]\nnonsense", "[s]\na=1\n[s]", "[s]\na=1\nA=2", "[s\na=1", "[s]\n= 1", "[s]\n  indented = 1\n a"]:
    try:
        fresh = configparser.ConfigParser()
        fresh.read_string(text, source="<text>")
        print({section: dict(fresh[section]) for section in fresh})
    except configparser.Error as error:
        print(type(error).__name__, repr(error.message), str(error) == error.message)

looping = configparser.ConfigParser()
looping.read_string("[s]\na = %(b)s\nb = %(a)s\nmissing = %(nothing)s\nbad = 50%\nopen = %(x")
for wrong in [lambda: looping["s"]["a"], lambda: looping["s"]["missing"], lambda: looping["s"]["bad"], lambda: looping["s"]["open"], lambda: looping["t"], lambda: looping["s"]["none"],
              lambda: looping.get("t", "x"), lambda: looping.get("s", "x"), lambda: looping.options("t"), lambda: looping.add_section("s"), lambda: looping.add_section("DEFAULT"),
              lambda: looping.set("s", "x", 5), lambda: looping.set("t", "x", "y"), lambda: looping.set("s", "x", "5%"), lambda: typed.getboolean("s", "bad"), lambda: typed.getint("s", "n"),
              lambda: looping.read_dict({"s": {"k": 1}, "S": {"a": 1, "A": 2}}), lambda: extended.set("job", "x", "$y"), lambda: looping.__delitem__("DEFAULT"), lambda: looping.items("q")]:
    try:
        print("no error:", wrong())
    except Exception as error:
        print(type(error).__name__, error)
unnamed = configparser.ConfigParser(allow_unnamed_section=True)
unnamed.read_string("top = 1\n[s]\nx = 2\n")
print(unnamed.get(configparser.UNNAMED_SECTION, "top"), unnamed.sections())
unnamed.write(stream := io.StringIO())
print(repr(stream.getvalue()))
