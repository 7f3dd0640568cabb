"""String building: a table rendered as text, as HTML and as comma-separated values, then parsed back.

The quoting rules are RFC 4180's. Exercises concatenation in loops, `join`, f-strings with format specifications,
`replace`, `split` and slicing.
"""

SCALE = 25_000
EXPECTED = (1375000, 1785657, 660639, 100000)

NAMES = ["Ada", 'Grace "Amazing" Hopper', "Edsger, W.", "Barbara", "Donald & Jill", "Niklaus", "Ole-Johan", "Kristen"]


def make_rows(count):
    return [(i, NAMES[i % len(NAMES)], i * 7919 % 1000 / 8, "x" * (i % 5)) for i in range(count)]


def render_text(rows):
    text = ""
    for number, name, amount, mark in rows:
        text += f"{number:>6} | {name:<24} | {amount:>10,.2f} | {mark:^5}\n"
    return text


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def render_html(rows):
    parts = ["<table>\n"]
    for row in rows:
        cells = "".join("<td>" + escape(str(cell)) + "</td>" for cell in row)
        parts.append("  <tr>" + cells + "</tr>\n")
    parts.append("</table>\n")
    return "".join(parts)


def quote(field):
    if any(character in field for character in ',"\n'):
        return '"' + field.replace('"', '""') + '"'
    return field


def render_csv(rows):
    return "\n".join(",".join(quote(str(field)) for field in row) for row in rows)


def parse_csv_line(line):
    fields = []
    field = ""
    quoted = False
    i = 0
    while i < len(line):
        character = line[i]
        if quoted:
            if character != '"':
                field += character
            elif line[i + 1 : i + 2] == '"':
                field += '"'
                i += 1
            else:
                quoted = False
        elif character == '"':
            quoted = True
        elif character == ",":
            fields.append(field)
            field = ""
        else:
            field += character
        i += 1
    fields.append(field)
    return fields


def run(scale):
    rows = make_rows(scale)
    text = render_text(rows)
    html = render_html(rows)
    csv = render_csv(rows)
    parsed = [parse_csv_line(line) for line in csv.split("\n")]
    restored = [(int(a), b, float(c), d) for a, b, c, d in parsed]
    assert restored == rows
    columns = sum(len(line.split("|")) for line in text.splitlines())
    return len(text), len(html), len(csv), columns


if __name__ == "__main__":
    assert run(SCALE) == EXPECTED
