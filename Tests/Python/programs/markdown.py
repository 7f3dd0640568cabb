"""A converter from Markdown to HTML and to plain text: block parser, inline parser, renderers as visitors, a table
of contents, and a command line."""

import argparse
import html
import io
import re
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import cached_property, partial
from itertools import groupby, takewhile, zip_longest
from string import punctuation


@dataclass
class Node:
    children: list = field(default_factory=list, kw_only=True)

    def walk(self) -> Iterator["Node"]:
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


class Document(Node):
    @cached_property
    def headings(self):
        return [node for node in self.walk() if isinstance(node, Heading)]


@dataclass
class Heading(Node):
    level: int

    @property
    def anchor(self):
        return re.sub(r"[^\w]+", "-", self.text.lower()).strip("-")


class Paragraph(Node): ...
class Quote(Node): ...
class Rule(Node): ...


@dataclass
class CodeBlock(Node):
    code: str
    language: str = ""


@dataclass
class ListBlock(Node):
    start: int | None = None
    tight: bool = True


class Item(Node):
    checked: bool | None = None


class Align(Enum):
    NONE = auto()
    LEFT = auto()
    CENTER = auto()
    RIGHT = auto()

    @classmethod
    def of(cls, rule: str):
        match rule.startswith(":"), rule.endswith(":"):
            case True, True:
                return cls.CENTER
            case True, False:
                return cls.LEFT
            case False, True:
                return cls.RIGHT
        return cls.NONE


@dataclass
class Table(Node):
    aligns: list[Align]
    rows: list[list[Node]]

    def walk(self):
        yield self
        for row in self.rows:
            for cell in row:
                yield from cell.walk()


class Strong(Node): ...
class Emphasis(Node): ...
class Strike(Node): ...
class Break(Node): ...


@dataclass
class Code(Node):
    code: str

    @property
    def text(self):
        return self.code


@dataclass
class Link(Node):
    target: str
    title: str | None = None


class Image(Link): ...


RULE = re.compile(r" {0,3}([-*_])( *\1){2,} *$")
HEADING = re.compile(r" {0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*$")
FENCE = re.compile(r" {0,3}(```+|~~~+)\s*(\S*)\s*$")
MARKER = re.compile(r"( {0,3})([-*+]|(\d{1,9})[.)])( {1,4}|$)")
DEFINITION = re.compile(r"""\s{0,3}\[([^\]]+)\]:\s*<?(\S+?)>?(?:\s+["'(](.*)["')])?\s*$""")
TABLE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$")


def cells(line: str) -> list[str]:
    return [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


class BlockParser:
    def __init__(self, source: str):
        self.references: dict[str, tuple[str, str | None]] = {}
        self.lines = []
        fence = None
        for line in source.expandtabs(4).splitlines():
            if match := FENCE.match(line):
                fence = None if fence and line.strip().startswith(fence) else fence or match[1]
            if fence is None and (match := DEFINITION.match(line)):
                self.references.setdefault(match[1].casefold(), (match[2], match[3]))
            else:
                self.lines.append(line)

    def parse(self) -> Document:
        document = Document(children=self.blocks(self.lines))
        for node in list(document.walk()):
            if isinstance(node, (Heading, Paragraph)):
                node.children = InlineParser(self.references).parse(node.children)
        return document

    def blocks(self, lines: list[str]) -> list[Node]:
        result, i = [], 0
        while i < len(lines):
            line = lines[i]
            if not line.strip():
                i += 1
            elif match := FENCE.match(line):
                body = list(takewhile(lambda text: not text.strip().startswith(match[1]), lines[i + 1:]))
                result.append(CodeBlock("\n".join(body) + "\n", match[2]))
                i += len(body) + 2
            elif RULE.match(line):
                result.append(Rule())
                i += 1
            elif match := HEADING.match(line):
                result.append(Heading(len(match[1]), children=[match[2] or ""]))
                i += 1
            elif line.startswith("    "):
                body = list(takewhile(lambda text: text.startswith("    ") or not text.strip(), lines[i:]))
                result.append(CodeBlock("\n".join(text[4:] for text in body).rstrip("\n") + "\n"))
                i += len(body)
            elif line.lstrip().startswith(">"):
                body = list(takewhile(lambda text: text.strip(), lines[i:]))
                result.append(Quote(children=self.blocks([re.sub(r"^ {0,3}> ?", "", text) for text in body])))
                i += len(body)
            elif match := MARKER.match(line):
                block, used = self.list_block(lines[i:], match)
                result.append(block)
                i += used
            elif "|" in line and i + 1 < len(lines) and TABLE_RULE.match(lines[i + 1]) and "|" in lines[i + 1]:
                body = list(takewhile(lambda text: "|" in text, lines[i + 2:]))
                aligns = [Align.of(cell) for cell in cells(lines[i + 1])]
                rows = [[Paragraph(children=[cell or ""]) for cell, _ in zip_longest(cells(row)[:len(aligns)], aligns)] for row in [line, *body]]
                result.append(Table(aligns, rows))
                i += 2 + len(body)
            else:
                body = [line.lstrip()]
                i += 1
                while i < len(lines) and lines[i].strip() and not self.interrupts(lines[i]):
                    body.append(lines[i].lstrip())
                    i += 1
                if i < len(lines) and (match := re.fullmatch(r" {0,3}(=+|-+) *", lines[i])) and lines[i].strip():
                    result.append(Heading(1 if "=" in match[1] else 2, children=["\n".join(body)]))
                    i += 1
                else:
                    result.append(Paragraph(children=["\n".join(body)]))
        return result

    @staticmethod
    def interrupts(line):
        return any(pattern.match(line) for pattern in (RULE, HEADING, FENCE)) or line.lstrip().startswith(">") or re.match(r" {0,3}([-*+]|1[.)]) ", line) \
            or re.fullmatch(r" {0,3}(=+|-+) *", line)

    def list_block(self, lines, first):
        kind, items, current, i, blank, tight = first[2][-1], [], [], 0, False, True
        indent = 0
        while i < len(lines):
            line = lines[i]
            match = MARKER.match(line)
            if not line.strip():
                blank = True
                current.append("")
            elif match and match[2][-1] == kind and not RULE.match(line):
                if current:
                    tight = tight and not blank
                    items.append(current)
                indent = len(match[0]) if match[4] else len(match[0]) + 1
                current, blank = [line[match.end():]], False
            elif len(line) - len(line.lstrip()) >= indent:
                tight = tight and not (blank and current[-1:] == [""] and not line.lstrip().startswith(("-", "*", "+")))
                current.append(line[indent:])
                blank = False
            elif blank or self.interrupts(line):
                break
            else:
                current.append(line.lstrip())
            i += 1
        items.append(current)
        block = ListBlock(int(first[3]) if first[3] else None, tight)
        for body in items:
            item = Item()
            if task := re.match(r"\[([ xX])\] ", body[0]):
                item.checked = task[1] != " "
                body[0] = body[0][4:]
            item.children = self.blocks(body)
            block.children.append(item)
        return block, i


class InlineParser:
    TOKEN = re.compile(
        r"""
        \\(?P<escape>[!-/:-@\[-`{-~])           |
        (?P<ticks>`+)(?P<code>.+?)(?<!`)(?P=ticks)(?!`) |
        <(?P<auto>(?:https?://|mailto:)[^\s<>]+)> |
        (?P<image>!?)\[(?P<label>(?:[^\[\]\\]|\\.|\[[^\]]*\])*)\]
            (?:\((?P<target>[^\s()]*(?:\([^\s()]*\))?[^\s()]*)(?:\s+"(?P<title>[^"]*)")?\) | \[(?P<reference>[^\]]*)\])? |
        (?P<break>[ ]{2,}\n | \\\n)             |
        (?P<mark>\*+|_+|~~)
        """,
        re.VERBOSE | re.DOTALL,
    )

    def __init__(self, references):
        self.references = references

    def parse(self, children) -> list:
        return self.inline("".join(children))

    def inline(self, text: str) -> list:
        parts, marks, position = [], [], 0
        for match in self.TOKEN.finditer(text):
            if match.start() < position:
                continue
            if match.start() > position:
                parts.append(text[position:match.start()])
            position = match.end()
            match match.lastgroup, match.groupdict():
                case _, {"escape": str(escaped)}:
                    parts.append(escaped)
                case _, {"code": str(code)}:
                    parts.append(Code(re.sub(r"^ (.*[^ ].*) $", r"\1", code.replace("\n", " "))))
                case _, {"auto": str(target)}:
                    parts.append(Link(target, children=[target.removeprefix("mailto:")]))
                case _, {"break": str()}:
                    parts.append(Break())
                case _, {"label": str(label), "image": image, "target": target, "title": title, "reference": reference}:
                    if target is None:
                        target, title = self.references.get((reference or label).casefold(), (None, None))
                    if target is None:
                        parts.append(match[0])
                    else:
                        parts.append((Image if image else Link)(target, title, children=self.inline(label)))
                case _, {"mark": str(mark)}:
                    before, after = text[match.start() - 1:match.start()], text[position:position + 1]
                    opens = bool(after.strip()) and (after not in punctuation or not before.strip() or before in punctuation)
                    closes = bool(before.strip()) and (before not in punctuation or not after.strip() or after in punctuation)
                    if mark[0] == "_" and before.isalnum() and after.isalnum():
                        opens = closes = False
                    marks.append((len(parts), mark, opens, closes))
                    parts.append(mark)
        if position < len(text):
            parts.append(text[position:])
        return self.emphasize(parts, marks)

    def emphasize(self, parts, marks):
        stack = []
        for index, mark, opens, closes in marks:
            while closes and mark:
                opener = next((o for o in reversed(stack) if o[1][:1] == mark[:1]), None)
                if opener is None:
                    break
                del stack[stack.index(opener) + 1:]
                size = 2 if len(mark) >= 2 and len(opener[1]) >= 2 else 1
                if mark[0] == "~" and size == 1:
                    break
                kind = Strike if mark[0] == "~" else Strong if size == 2 else Emphasis
                inner = [part for part in parts[opener[0] + 1:index] if part != ""]
                parts[opener[0] + 1:index] = [kind(children=inner)] + [""] * (index - opener[0] - 2) if index > opener[0] + 1 else []
                opener[1], mark = opener[1][size:], mark[size:]
                parts[opener[0]] = opener[1]
                parts[index] = mark
                if not opener[1]:
                    stack.remove(opener)
            if opens and mark:
                stack.append([index, mark])
        merged = []
        for is_text, group in groupby((part for part in parts if part != ""), lambda part: isinstance(part, str)):
            merged += ["".join(group)] if is_text else group
        return merged


class Renderer:
    def __init__(self):
        self.out = io.StringIO()

    def render(self, node) -> str:
        self.visit(node)
        return self.out.getvalue()

    def visit(self, node):
        if isinstance(node, str):
            return self.text(node)
        for kind in type(node).__mro__:
            if method := getattr(self, f"visit_{kind.__name__.lower()}", None):
                return method(node)
        raise NotImplementedError(type(node).__name__)

    def visit_node(self, node):
        for child in node.children:
            self.visit(child)


class HTMLRenderer(Renderer):
    def __init__(self):
        super().__init__()
        self.tight = [False]

    def text(self, text):
        self.out.write(html.escape(text, quote=False))

    def wrapped(self, tag, node, end="", **attributes):
        listed = "".join(f' {name}="{html.escape(str(value))}"' for name, value in attributes.items() if value is not None)
        self.out.write(f"<{tag}{listed}>")
        self.visit_node(node)
        self.out.write(f"</{tag}>{end}")

    def visit_heading(self, node):
        self.wrapped(f"h{node.level}", node, "\n", id=node.anchor or None)

    def visit_paragraph(self, node):
        if self.tight[-1]:
            self.visit_node(node)
        else:
            self.wrapped("p", node, "\n")

    def visit_quote(self, node):
        self.tight.append(False)
        self.out.write("<blockquote>\n")
        self.visit_node(node)
        self.out.write("</blockquote>\n")
        self.tight.pop()

    def visit_rule(self, node):
        self.out.write("<hr>\n")

    def visit_break(self, node):
        self.out.write("<br>\n")

    def visit_codeblock(self, node):
        language = f' class="language-{html.escape(node.language)}"' if node.language else ""
        self.out.write(f"<pre><code{language}>{html.escape(node.code)}</code></pre>\n")

    def visit_code(self, node):
        self.out.write(f"<code>{html.escape(node.code, quote=False)}</code>")

    def visit_listblock(self, node):
        tag = "ul" if node.start is None else "ol"
        start = f' start="{node.start}"' if node.start not in (None, 1) else ""
        self.out.write(f"<{tag}{start}>\n")
        self.tight.append(node.tight)
        self.visit_node(node)
        self.tight.pop()
        self.out.write(f"</{tag}>\n")

    def visit_item(self, node):
        self.out.write("<li>")
        if node.checked is not None:
            self.out.write(f'<input type="checkbox"{" checked" * node.checked} disabled> ')
        self.visit_node(node)
        self.out.write("</li>\n")

    def visit_table(self, node):
        self.out.write("<table>\n")
        self.tight.append(True)
        for number, row in enumerate(node.rows):
            self.out.write("<tr>")
            for align, cell in zip(node.aligns, row):
                self.wrapped("td" if number else "th", cell, align=None if align is Align.NONE else align.name.lower())
            self.out.write("</tr>\n")
        self.tight.pop()
        self.out.write("</table>\n")

    visit_strong, visit_emphasis, visit_strike = (lambda self, node, tag=tag: self.wrapped(tag, node) for tag in ("strong", "em", "del"))

    def visit_link(self, node):
        self.wrapped("a", node, href=node.target, title=node.title)

    def visit_image(self, node):
        title = f' title="{html.escape(node.title)}"' if node.title else ""
        self.out.write(f'<img src="{html.escape(node.target)}" alt="{html.escape(node.text)}"{title}>')


class TextRenderer(Renderer):
    def __init__(self, width=60):
        super().__init__()
        self.width = width

    def block(self, text, prefix="", first=None):
        for number, line in enumerate(text.splitlines()):
            self.out.write(((first if number == 0 and first is not None else prefix) + line).rstrip() + "\n")

    def inner(self, node, narrower=0):
        renderer = TextRenderer(self.width - narrower)
        renderer.visit_node(node)
        return renderer.out.getvalue().rstrip("\n")

    def text(self, text):
        self.out.write(text)

    def visit_heading(self, node):
        title = self.inner(node)
        self.block(f"{title}\n{'=-~^.`'[node.level - 1] * len(title)}\n\n")

    def visit_paragraph(self, node):
        self.block(textwrap.fill(self.inner(node), self.width) + "\n\n")

    def visit_quote(self, node):
        self.block(self.inner(node, 2), "> ")
        self.out.write("\n")

    def visit_rule(self, node):
        self.block("-" * self.width + "\n\n")

    def visit_codeblock(self, node):
        self.block(node.code + "\n", "    ")

    def visit_code(self, node):
        self.out.write(node.code)

    def visit_listblock(self, node):
        for number, item in enumerate(node.children, node.start or 0):
            bullet = "- " if node.start is None else f"{number}. "
            if item.checked is not None:
                bullet += "[x] " if item.checked else "[ ] "
            self.block(self.inner(item, len(bullet)), " " * len(bullet), bullet)
        self.out.write("\n")

    def visit_table(self, node):
        rows = [[self.inner(Node(children=cell.children)) for cell in row] for row in node.rows]
        widths = [max(map(len, column)) for column in zip(*rows)]
        signs = {Align.RIGHT: ">", Align.CENTER: "^"}
        for number, row in enumerate(rows):
            self.out.write("  ".join(f"{cell:{signs.get(align, '<')}{width}}" for cell, width, align in zip(row, widths, node.aligns)).rstrip() + "\n")
            if number == 0:
                self.out.write("  ".join("-" * width for width in widths) + "\n")
        self.out.write("\n")

    def visit_strong(self, node):
        self.out.write(f"*{self.inner(node)}*")

    def visit_link(self, node):
        self.out.write(f"{self.inner(node)} <{node.target}>")

    def visit_break(self, node):
        self.out.write("\n")


def contents(document: Document) -> str:
    return "\n".join(f"{'  ' * (heading.level - 1)}* [{heading.text}](#{heading.anchor})" for heading in document.headings)


SAMPLE = r'''
# The *quick* guide, `v1.0`

Some **bold text with *nested emphasis* inside**, ~~old~~ new, `` code with ` tick ``, snake_case_name,
2 * 3 * 4, a\*b, <https://example.org/?a=1&b=2>, a hard  
break, and a [link](http://a.b/c_(d) "with title"), a [reference][Ref], [ref], [unknown].
![An *image*](pic.png "T&T") ***both*** __strong__ _em_ **unclosed

Second heading
--------------

> A quote
> over two lines
>
> > nested
> * list in it

1. first
2. second
   continued
   - inner *a*
   - inner b

     with a paragraph
3. third

* [ ] open task
* [x] done task

5) loose

6) list

```python
def f(x):
    return x < 1 & 2
```

    indented code
      more

| Name | Count | Ratio |
|:-----|:-----:|------:|
| *a*  | 1     | 0.5 |
| b \| c | 22 |
| long name | 333 | 12.25 | extra |

***
### Closing ###
last paragraph
# Next heading
~~~
unclosed fence
'''
SAMPLE += "\n[ref]: <http://ref.example/x>  'Reference title'\n"
SAMPLE = SAMPLE.replace("\n[ref]:", "\n~~~\n\n[ref]:")


def main(arguments, source):
    parser = argparse.ArgumentParser(prog="markdown")
    parser.add_argument("--to", choices=["html", "text", "toc", "tree"], default="html")
    parser.add_argument("--width", type=int, default=60)
    options = parser.parse_args(arguments)
    document = BlockParser(source).parse()
    match options.to:
        case "html":
            return HTMLRenderer().render(document)
        case "text":
            return TextRenderer(options.width).render(document)
        case "toc":
            return contents(document)
        case "tree":
            return "\n".join(f"{type(node).__name__}: {textwrap.shorten(node.text, 50)!r}" for node in document.walk())


for arguments in ([], ["--to", "text"], ["--to", "text", "--width=34"], ["--to=toc"], ["--to", "tree"]):
    print("$ markdown", *arguments)
    print(main(arguments, SAMPLE))
for line in ["*a*b", "**a*", "*a **b* c**", "a * b", "`a", "[a](b", "![x][ref]", "\\", "<b> & c", "_a_b_", "#no heading", "####### seven", "- ", "1) x\n2. y", "a\n===", "---", "> ", "``` x"]:
    print(repr(line), "->", repr(main([], line)))
stderr, sys.stderr = sys.stderr, io.StringIO()
try:
    main(["--to", "pdf"], "")
except SystemExit as stop:
    print(stop.code, sys.stderr.getvalue().splitlines()[-1])
finally:
    sys.stderr = stderr
