"""csv: readers and writers, dialects, quoting, the sniffer, dictionaries, errors, and a report of sales."""

import csv
import io
import tempfile
from collections import defaultdict
from pathlib import Path

SALES = '''region,product,"units sold",price,note
north,"bolt, 5 mm",120,0.05,"says ""cheap"""
south,nut,80,0.04,
north,lamp,3,19.5,"two
lines"
east,"",0,1e3,é
'''


def rows(text, **options):
    try:
        return list(csv.reader(io.StringIO(text, newline=""), **options))
    except (csv.Error, ValueError) as error:
        return f"{type(error).__name__}: {error}"


def written(*lines, **options):
    stream = io.StringIO(newline="")
    try:
        csv.writer(stream, **options).writerows(lines)
    except (csv.Error, TypeError) as error:
        return f"{type(error).__name__}: {error}"
    return stream.getvalue()


print(*rows(SALES), sep="\n")
print(rows("a;b;'c;d'\n", delimiter=";", quotechar="'"), rows("a\\,b,c\n", escapechar="\\"), rows("a, b,  c\n", skipinitialspace=True))
print(rows('1,"2",3.5\n', quoting=csv.QUOTE_NONNUMERIC))
print(rows('"a",b,\n', quoting=csv.QUOTE_NOTNULL), rows('"",,1\n', quoting=csv.QUOTE_STRINGS), rows('"a,b"\n', quoting=csv.QUOTE_NONE))
print(rows("a,b\r\nc,d\re,f\n\n,\n"), rows('"a"b,c\n'), rows('a"b",c\n'), rows('"a""b"'), rows('"open'), rows(""), rows("\n"))
print(rows('"a"b\n', strict=True), rows('"open', strict=True), rows("x\0y\n"), rows('abc,1\n', quoting=csv.QUOTE_NONNUMERIC))
print(rows("a\tb\n", dialect="excel-tab"), rows("a|b\n", delimiter="|"), rows("'a''b'\n", quotechar="'"))

values = [1, 2.5, None, "text", 'quo"te', "com,ma", "new\nline", "", " space ", True, 10**20, b"bytes"]
for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC, csv.QUOTE_STRINGS, csv.QUOTE_NOTNULL):
    print(repr(written(values, quoting=quoting)))
print(repr(written(["a,b", 'c"d', "e\\f"], quoting=csv.QUOTE_NONE, escapechar="\\")), written(["a,b"], quoting=csv.QUOTE_NONE))
print(repr(written(['a"b'], doublequote=False, escapechar="!")), written(['a"b'], doublequote=False), repr(written([], [""], [None], ["a"], [[]])))
print(repr(written(["a", 1], delimiter=";", lineterminator="|")), repr(written("abc", dialect="unix")), written([1], 5), repr(written(range(3), {"k": 1})))

with io.StringIO(SALES, newline="") as stream:
    reader = csv.DictReader(stream)
    print(reader.fieldnames, reader.line_num)
    totals = defaultdict(float)
    for row in reader:
        totals[row["region"]] += float(row["units sold"]) * float(row["price"])
        last = row
    print(dict(totals), last, reader.line_num)
print(list(csv.DictReader(io.StringIO("1,2,3,4\n5\n\n6,7\n"), ["a", "b", "c"], restkey="more", restval="-")))
stream = io.StringIO(newline="")
writer = csv.DictWriter(stream, ["name", "size"], restval="?", extrasaction="ignore", delimiter="\t")
print(writer.writeheader(), writer.writerow({"name": "x", "size": 3, "ignored": 1}))
writer.writerows([{"name": "y"}, {"size": 0}])
print(repr(stream.getvalue()))
for action in ("raise", "nonsense"):
    try:
        csv.DictWriter(io.StringIO(), ["a"], extrasaction=action).writerow({"a": 1, "b": 2})
    except ValueError as error:
        print("ValueError:", error)


class Pipes(csv.Dialect):
    delimiter = "|"
    quotechar = "'"
    doublequote = True
    skipinitialspace = True
    lineterminator = "\n"
    quoting = csv.QUOTE_MINIMAL


csv.register_dialect("pipes", Pipes)
csv.register_dialect("loose", delimiter=":", quoting=csv.QUOTE_NONE, escapechar="^")
print(sorted(csv.list_dialects()), csv.get_dialect("pipes").delimiter, csv.get_dialect("loose").escapechar, csv.get_dialect("excel").lineterminator)
print(rows("a| 'b|c' |d\n", dialect="pipes"), written(["a|b", "c'd"], dialect="pipes"), rows("a^:b:c\n", dialect="loose"), rows("a\n", dialect=Pipes()))
csv.unregister_dialect("loose")
for wrong in [lambda: csv.get_dialect("loose"), lambda: csv.unregister_dialect("none"), lambda: csv.reader([], delimiter=""), lambda: csv.reader([], quotechar="ab"),
              lambda: csv.reader([], quoting=99), lambda: csv.reader(5), lambda: csv.writer(5), lambda: csv.reader([], quotechar=None), lambda: csv.reader([], delimiter=None),
              lambda: csv.reader([], dialect="none"), lambda: csv.reader([], nonsense=1), lambda: next(csv.reader([b"a"])), lambda: csv.writer(io.StringIO(), lineterminator=None),
              lambda: csv.reader([], delimiter="\n"), lambda: csv.writer(io.StringIO()).writerow(5), lambda: csv.reader([], delimiter=",", quotechar=","), lambda: next(csv.reader(["a\nb"]))]:
    try:
        print("no error:", type(wrong()).__name__)
    except Exception as error:
        print(type(error).__name__, error)
print(csv.field_size_limit(10), rows("a" * 11), csv.field_size_limit(131072))

sniffer = csv.Sniffer()
for sample in ["a;b;c\n1;2;3\n4;5;6\n", "name\tage\nAnn\t3\nBob\t44\n", "'a'|'b'\n'c, d'|'e'\n", "x,y\n1,2\n3,4\n5,6\n", "no delimiter here"]:
    try:
        found = sniffer.sniff(sample)
        print(repr(found.delimiter), repr(found.quotechar), found.doublequote, found.skipinitialspace, sniffer.has_header(sample))
    except csv.Error as error:
        print("Error:", error)

with tempfile.TemporaryDirectory() as folder:
    path = Path(folder, "table.csv")
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream).writerows([[n, n * n, f"{n:02b}\n"] for n in range(5)])
    print(path.read_bytes())
    with path.open(newline="", encoding="utf-8") as stream:
        reader = csv.reader(stream)
        print([(reader.line_num, row) for row in reader], reader.dialect.delimiter)
