"""A report of web-server logs: a generator of made lines, a parser with named groups, filters and aggregations as a
pipeline of generators, percentiles, sessions, a histogram, and a command line with several formats."""

import argparse
import contextlib
import gzip
import io
import ipaddress
import itertools
import json
import operator
import random
import re
import statistics
import sys
import tempfile
from collections import Counter, defaultdict, namedtuple
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from functools import cached_property, partial, reduce, singledispatch
from heapq import merge, nlargest
from http import HTTPStatus
from operator import attrgetter, itemgetter
from pathlib import Path
from string import Template
from urllib.parse import parse_qs, urlsplit

LINE = re.compile(
    r"""(?P<host>\S+)\ -\ (?P<user>\S+)\ \[(?P<time>[^\]]+)\]\ "(?P<method>[A-Z]+)\ (?P<target>\S+)\ (?P<protocol>[^"]+)"\ (?P<status>\d{3})\ (?P<size>\d+|-)
    (?:\ "(?P<referrer>[^"]*)"\ "(?P<agent>(?:[^"\\]|\\.)*)")?(?:\ (?P<seconds>\d+\.\d+))?""",
    re.VERBOSE,
)
AGENTS = ["Mozilla/5.0 (X11; Linux x86_64)", "curl/8.5", "Googlebot/2.1 (+http://google.com/bot.html)", 'Odd \\"Agent\\"']


def make(seed: int, count: int, start: datetime) -> Iterator[str]:
    generator = random.Random(seed)
    now = start
    pages = ["/", "/shop?item={}&page={}", "/shop/cart", "/api/v1/items/{}", "/static/app.js", "/login", "/admin"]
    for _ in range(count):
        now += timedelta(seconds=generator.expovariate(1 / 20))
        target = generator.choices(pages, [30, 25, 10, 20, 30, 5, 1])[0].format(generator.randrange(40), generator.randrange(5))
        status = 403 if target == "/admin" else generator.choices([200, 304, 404, 500, 302], [80, 10, 5, 2, 3])[0]
        host = f"{generator.choice(['192.168.1', '10.0.0', '203.0.113'])}.{generator.randrange(1, 15)}"
        size = "-" if status in (304, 302) else generator.randrange(200, 90_000)
        method = "POST" if target in ("/login", "/shop/cart") else "GET"
        yield (f"{host} - {generator.choice(['-', '-', 'ann', 'bob'])} [{now:%d/%b/%Y:%H:%M:%S %z}] \"{method} {target} HTTP/1.1\" {status} {size} "
               f'"-" "{generator.choice(AGENTS)}" {generator.lognormvariate(-3, 1):.3f}')
        if generator.random() < 0.01:
            yield generator.choice(["garbage", "10.0.0.1 - - [bad time] \"GET / HTTP/1.1\" 200 5", ""])


@dataclass(slots=True)
class Record:
    host: ipaddress.IPv4Address
    user: str | None
    time: datetime
    method: str
    path: str
    query: dict[str, list[str]]
    status: HTTPStatus
    size: int
    agent: str | None = None
    seconds: float | None = None

    @property
    def ok(self):
        return self.status < 400

    @property
    def hour(self):
        return self.time.replace(minute=0, second=0, microsecond=0)


class Malformed(ValueError):
    pass


def parse(line: str) -> Record:
    if not (match := LINE.fullmatch(line)):
        raise Malformed("does not match")
    values = match.groupdict()
    try:
        time = datetime.strptime(values["time"], "%d/%b/%Y:%H:%M:%S %z").astimezone(UTC)
    except ValueError as error:
        raise Malformed(f"time: {values['time']}") from error
    url = urlsplit(values["target"])
    return Record(
        ipaddress.IPv4Address(values["host"]), None if values["user"] == "-" else values["user"], time, values["method"], url.path, parse_qs(url.query),
        HTTPStatus(int(values["status"])), 0 if values["size"] == "-" else int(values["size"]), values["agent"], float(values["seconds"]) if values["seconds"] else None,
    )


def records(lines: Iterable[str], problems: Counter) -> Iterator[Record]:
    for line in lines:
        if not line:
            problems["empty"] += 1
            continue
        try:
            yield parse(line)
        except Malformed as problem:
            problems[f"{problem}"] += 1


Test = Callable[[Record], bool]
OPERATORS = {"=": operator.eq, "!=": operator.ne, "<": operator.lt, ">": operator.gt, "~": lambda value, pattern: re.search(pattern, str(value)) is not None}


def condition(text: str) -> Test:
    """`status>399`, `path~^/shop`, `host=10.0.0.1`."""
    match = re.fullmatch(r"(\w+)(!=|[=<>~])(.*)", text)
    if not match or match[1] not in Record.__slots__ + ("hour", "ok"):
        raise argparse.ArgumentTypeError(f"{text!r} is no condition")
    get, compare, wanted = attrgetter(match[1]), OPERATORS[match[2]], match[3]
    convert = {"status": int, "size": int, "seconds": float, "host": ipaddress.IPv4Address, "ok": lambda t: t == "true"}.get(match[1], str)
    try:
        expected = wanted if match[2] == "~" else convert(wanted)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return lambda record: get(record) is not None and compare(get(record), expected)


@dataclass
class Group:
    count: int = 0
    size: int = 0
    errors: int = 0
    times: list[float] = field(default_factory=list, repr=False)

    def add(self, record: Record) -> "Group":
        self.count += 1
        self.size += record.size
        self.errors += not record.ok
        if record.seconds is not None:
            self.times.append(record.seconds)
        return self

    @property
    def percentiles(self):
        if len(self.times) < 2:
            return tuple(self.times) * 3
        cuts = statistics.quantiles(self.times, n=100, method="inclusive")
        return cuts[49], cuts[89], cuts[98]


KEYS = {"path": lambda r: re.sub(r"\d+", "N", r.path), "status": lambda r: f"{r.status.value} {r.status.phrase}", "network": lambda r: str(ipaddress.ip_network(f"{r.host}/24", strict=False)),
        "hour": lambda r: f"{r.hour:%a %H}h", "agent": lambda r: (r.agent or "-").split("/")[0], "method": attrgetter("method"), "user": lambda r: r.user or "(none)"}
Session = namedtuple("Session", "host start length pages")


def sessions(found: Iterable[Record], gap=timedelta(minutes=10)) -> Iterator[Session]:
    by_host = defaultdict(list)
    for record in found:
        by_host[record.host].append(record)
    for host, visits in sorted(by_host.items()):
        start = 0
        for index in range(1, len(visits) + 1):
            if index == len(visits) or visits[index].time - visits[index - 1].time > gap:
                part = visits[start:index]
                yield Session(host, part[0].time, part[-1].time - part[0].time, len(part))
                start = index


def units(size: float) -> str:
    for unit in ("B", "KB", "MB", "GB"):
        if size < 1024 or unit == "GB":
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1024
    raise AssertionError


class Report:
    def __init__(self, found: Iterable[Record], key: str):
        self.found, self.key = list(found), key

    @cached_property
    def groups(self) -> dict[str, Group]:
        groups: defaultdict[str, Group] = defaultdict(Group)
        for record in self.found:
            groups[KEYS[self.key](record)].add(record)
        return dict(sorted(groups.items(), key=lambda item: (-item[1].count, item[0])))

    def histogram(self, width=30) -> Iterator[str]:
        times = [record.seconds for record in self.found if record.seconds is not None]
        edges = [0.01 * 2**n for n in range(8)]
        counts = Counter(next((n for n, edge in enumerate(edges) if time < edge), len(edges)) for time in times)
        for n, count in sorted(counts.items()):
            label = f"< {edges[n]:.2f}" if n < len(edges) else f">={edges[-1]:.2f}"
            yield f"{label:>7} s {'█' * round(width * count / max(counts.values())):<{width}} {count}"


@singledispatch
def plain(value):
    return str(value)


@plain.register(datetime)
def _(value):
    return value.isoformat()


@plain.register
def _(value: Group):
    return {**{k: v for k, v in asdict(value).items() if k != "times"}, "percentiles": [round(p, 4) for p in value.percentiles]}


@plain.register(dict)
def _(value):
    return {key: plain(item) for key, item in value.items()}


def show_text(report: Report) -> None:
    print(f"{report.key:<28}{'count':>7}{'errors':>8}{'size':>11}{'p50':>8}{'p90':>8}{'p99':>8}")
    for name, group in report.groups.items():
        print(f"{name:<28}{group.count:>7}{group.errors / group.count:>8.1%}{units(group.size):>11}" + "".join(f"{p:>8.3f}" for p in group.percentiles))


def show_html(report: Report) -> None:
    row = Template("<tr><td>$name</td><td>$count</td></tr>")
    print("<table>" + "".join(row.substitute(name=name, count=group.count) for name, group in report.groups.items()) + "</table>")


FORMATS = {"text": show_text, "json": lambda report: print(json.dumps(plain(report.groups), indent=1)), "html": show_html}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="log-report", description="Sums up server logs.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--by", choices=sorted(KEYS), default="path")
    parser.add_argument("--where", type=condition, action="append", default=[], metavar="FIELD=VALUE")
    parser.add_argument("--format", choices=FORMATS, default="text")
    parser.add_argument("--sessions", action="store_true")
    parser.add_argument("--histogram", action="store_true")
    parser.add_argument("--top", type=int, metavar="N")
    options = parser.parse_args(arguments)
    problems: Counter = Counter()
    with contextlib.ExitStack() as stack:
        try:
            streams = [stack.enter_context(path.open(encoding="utf-8")) for path in options.files]
        except OSError as error:
            parser.exit(2, f"log-report: {Path(error.filename).name}: {error.strerror}\n")
        parsed = merge(*(records(map(str.rstrip, stream), problems) for stream in streams), key=attrgetter("time"))
        found = reduce(lambda source, test: filter(test, source), options.where, parsed)
        if options.sessions:
            every = sorted(sessions(found), key=itemgetter(3, 0), reverse=True)
            print(f"{len(every)} sessions, {statistics.fmean(s.pages for s in every):.2f} pages each, longest {max(s.length for s in every)}")
            for session in every[:options.top]:
                print(f"  {session.host!s:<14} {session.start:%d %b %H:%M} {session.length} {session.pages}")
        elif options.histogram:
            print(*Report(found, "path").histogram(), sep="\n")
        elif options.top:
            for record in nlargest(options.top, found, key=attrgetter("size", "time")):
                print(f"{units(record.size):>9} {record.time:%H:%M:%S} {record.method} {record.path} {record.query}")
        else:
            FORMATS[options.format](Report(found, options.by))
    if problems:
        print("problems:", dict(sorted(problems.items())))
    return bool(problems)


with tempfile.TemporaryDirectory() as folder:
    paths = [Path(folder, f"{name}.log") for name in ("east", "west")]
    starts = [datetime(2024, 3, 30, 22, tzinfo=timezone(timedelta(hours=1))), datetime(2024, 3, 30, 16, 30, tzinfo=timezone(-timedelta(hours=5)))]
    for seed, (path, start) in enumerate(zip(paths, starts)):
        path.write_text("\n".join(make(seed, 400, start)) + "\n", encoding="utf-8")
    both = list(map(str, paths))
    for line in ["", "--by status", "--by network --where ok=false", "--by hour --where path~^/shop --where size>1000", "--by agent --format json --where method=POST", "--by user --format html", "--sessions --top 4",
                 "--histogram", "--top 3 --where query~item", "--by status --where host=10.0.0.5 --where status!=200", "--where nothing=5", "--where size>big", "--by colour", "--where status=x --top 1"]:
        print("$ log-report", line)
        with contextlib.redirect_stderr(io.StringIO()) as errors:
            try:
                print("->", main(both + line.split()))
            except SystemExit as stop:
                print("exit", stop.code, errors.getvalue().splitlines()[-1])
    with contextlib.redirect_stderr(io.StringIO()) as errors, contextlib.suppress(SystemExit):
        main([*both, str(Path(folder, "missing.log"))])
    print(errors.getvalue(), end="")
    packed = Path(folder, "east.log.gz")
    packed.write_bytes(gzip.compress(paths[0].read_bytes(), mtime=0))
    with gzip.open(packed, "rt", encoding="utf-8") as stream:
        print(sum(1 for _ in records(map(str.rstrip, stream), Counter())), packed.stat().st_size < paths[0].stat().st_size / 3)
    print(parse(next(make(3, 1, starts[0]))))
    print(list(itertools.islice(map(partial(getattr), [parse(line) for line in make(9, 3, starts[1]) if line.count('"') > 4], itertools.repeat("time")), 2)), sys.argv[1:])
