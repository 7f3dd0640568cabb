"""Text of the web: html, html.parser, urllib.parse, base64, quopri, mimetypes, email, http.cookies."""

import base64
import binascii
import email
import email.policy
import html
import mimetypes
import quopri
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, getaddresses, parseaddr, parsedate_to_datetime
from html.entities import codepoint2name
from html.parser import HTMLParser
from http import HTTPMethod, HTTPStatus
from http.cookies import CookieError, SimpleCookie
from urllib.parse import (
    parse_qs, parse_qsl, quote, quote_from_bytes, quote_plus, unquote, unquote_plus, unquote_to_bytes, urldefrag, urlencode, urljoin, urlparse, urlsplit, urlunsplit,
)

PAGE = """<!DOCTYPE html>
<html><head><title>A &amp; B</title><style>p > a { x: "<y>" }</style><script>if (a < b && c) "</p>";</script></head>
<body class='x' data-n=5 hidden>
<!-- a comment --><p>Hello, <b>w&ouml;rld</b> &#x1F600; &unknown; &lt;<br/>
<a href="/one?a=1&amp;b=2">one</a> <img src=x alt="a > b"> <ul><li>1<li>2</ul>
<?php echo 1 ?> </p unexpected><textarea><b>raw</b></textarea>
"""


class Events(HTMLParser):
    def handle_starttag(self, tag, attrs):
        print(f"{self.getpos()} <{tag}", *(f"{name}={value!r}" for name, value in attrs), ">")

    def handle_startendtag(self, tag, attrs):
        print(f"{self.getpos()} <{tag}/>", attrs)

    def handle_endtag(self, tag):
        print(f"{self.getpos()} </{tag}>")

    def handle_data(self, data):
        print(f"{self.getpos()} data {data!r}")

    def handle_comment(self, data):
        print(f"{self.getpos()} comment {data!r}")

    def handle_decl(self, decl):
        print(f"{self.getpos()} decl {decl!r}")

    def handle_pi(self, data):
        print(f"{self.getpos()} pi {data!r}")

    def handle_entityref(self, name):
        print(f"{self.getpos()} entity {name}")

    def handle_charref(self, name):
        print(f"{self.getpos()} charref {name}")

    def unknown_decl(self, data):
        print(f"{self.getpos()} unknown {data!r}")


parser = Events()
parser.feed(PAGE)
parser.close()
parser = Events(convert_charrefs=False)
for piece in ["a &am", "p; <p cla", "ss=q", ">&#65;", "<![CDATA[x]]> </p", "> <!-- never"]:
    parser.feed(piece)
parser.close()


class Text(HTMLParser):
    """The visible words and the links."""

    def __init__(self):
        super().__init__()
        self.words, self.links, self.hidden = [], [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("script", "style")
        if tag == "a":
            self.links.append(dict(attrs).get("href"))

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.hidden:
            self.words += data.split()


text = Text()
text.feed(PAGE)
print(text.words, text.links)
print(html.escape("<a href=\"x\">'&'</a>"), html.escape("'\"", quote=False), html.unescape("&lt;&#60;&#x3c;&notit;&not;it &#128; &#0; &#xD800; &amp;lt; &CounterClockwiseContourIntegral;"), codepoint2name[0xE9])

for url in ["http://user:pw@Example.org:8080/a/b;p?q=1&r=%20#frag", "//host/path", "mailto:a@b.c", "/only/path?x", "http://[::1]:80/", "HTTP://a.b", "x:y:z", "", "http://a/?#", "file:///etc/x y"]:
    parts = urlsplit(url)
    print(parts, parts.hostname, parts.port, parts.username, urlunsplit(parts), parts.geturl() == url)
print(urlparse("http://h/a;p?q#f"), urldefrag("http://h/a#b"), urlsplit(b"http://h/p"))
for relative in ["g", "./g", "../g", "/g", "//g", "?y", "#s", "", "../../../g", "g;x=1/../y", "http:g", "mailto:x", "g/./h/../i"]:
    print(relative, urljoin("http://a/b/c/d;p?q", relative))
print(quote("a b/ü~&"), quote("a/b", safe=""), quote_plus("a b+ü/"), quote_from_bytes(b"\xff/"), unquote("%C3%BC%FF%zz%"), unquote_plus("a+b%2B"), unquote_to_bytes("%ff a"), unquote("%FC", "latin-1"))
print(urlencode({"a": 1, "b": "x y", "c": ["p", "q"]}), urlencode({"c": ["p", "q"]}, doseq=True), urlencode([("k", "ü"), ("k", b"\xff")]), parse_qs("a=1&a=2&b=&c"), parse_qsl("a=1&b=&c=%20", keep_blank_values=True))
for wrong in [lambda: urlsplit("http://[::1"), lambda: urlsplit("http://h:99999/").port, lambda: urlsplit("http://h:x/").port, lambda: parse_qsl("a", strict_parsing=True), lambda: quote(5), lambda: urljoin("a", b"b"), lambda: parse_qs("a=1&b=2", max_num_fields=1)]:
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)

DATA = bytes(range(0, 256, 7))
for encode, decode in [(base64.b64encode, base64.b64decode), (base64.urlsafe_b64encode, base64.urlsafe_b64decode), (base64.b32encode, base64.b32decode), (base64.b32hexencode, base64.b32hexdecode),
                       (base64.b16encode, base64.b16decode), (base64.b85encode, base64.b85decode), (base64.a85encode, base64.a85decode), (base64.z85encode, base64.z85decode), (base64.encodebytes, base64.decodebytes)]:
    print(encode.__name__, encode(DATA[:36]), decode(encode(DATA[:36])) == DATA[:36])
for wrong in [lambda: base64.b64decode("abc"), lambda: base64.b64decode("a!b=", validate=True), lambda: base64.b32decode("A1"), lambda: base64.b16decode("0g"), lambda: base64.b85decode("~~~~~"), lambda: base64.b64encode("text")]:
    try:
        print(wrong())
    except (ValueError, TypeError, binascii.Error) as error:
        print(type(error).__name__, error)
print(quopri.encodestring("é = ü \t\n".encode() + b"x" * 80), quopri.decodestring(b"=C3=A9 =\nx"), quopri.encodestring(b"a b_", header=True))
types = mimetypes.MimeTypes(filenames=())
print(types.guess_type("a.tar.gz"), types.guess_type("x.html"), types.guess_type("x.unknown"), types.guess_extension("image/png"), sorted(types.guess_all_extensions("image/jpeg")), types.guess_type("data:text/plain,x"), types.guess_file_type("a/b.PY"))

message = EmailMessage()
message["Subject"] = "Grüße & a very long subject that has to be folded because it is longer than a line may be"
message["From"] = Address("Ann Ü", "ann", "example.org")
message["To"] = [Address("Bob", "bob", "example.org"), Address("", "carol", "example.org")]
message["Date"] = "Thu, 26 Nov 2026 05:00:00 +0100"
message.set_content("Hello,\n\nsee the attachment: é\n")
message.add_alternative("<p>Hello</p>\n", subtype="html")
message.add_attachment(b"\x00\x01binary\xff", maintype="application", subtype="octet-stream", filename="data.bin")
message.set_boundary("=====outer=====")
message.get_body(("related", "html", "plain")).get_content_type()
next(iter(message.iter_parts())).set_boundary("=====inner=====")
print(message.as_string())
again = email.message_from_bytes(message.as_bytes(), policy=email.policy.default)
print(again["subject"], again["to"].addresses, again["date"].datetime, [part.get_content_type() for part in again.walk()])
print([attachment.get_filename() for attachment in again.iter_attachments()], again.get_body(("plain",)).get_content(), list(again.iter_attachments())[0].get_content())
old = email.message_from_string("From: a@b\nSubject: =?utf-8?q?caf=C3=A9?= =?iso-8859-1?b?6Q==?=\nX-List: one\n  two\nReceived: 1\nReceived: 2\n\nbody\n")
print(old.items(), old.get_all("received"), old.get_payload(), email.header.decode_header(old["subject"]), str(email.header.make_header(email.header.decode_header(old["subject"]))))
print(parseaddr('"Last, First" <x@y.z> (note)'), formataddr(("Ü", "x@y")), getaddresses(["a@b, C <d@e>"]), parsedate_to_datetime("Fri, 1 Jan 2021 10:20:30 -0500"), format_datetime(parsedate_to_datetime("1 Jan 2021 00:00 GMT")))
broken = email.message_from_string("no headers here\n\nContent-Type: multipart/mixed\n", policy=email.policy.default)
print(broken.defects, broken.is_multipart())

cookie = SimpleCookie('a=1; b="x\\073y"; Path=/')
cookie["session"] = "value, with; signs"
cookie["session"]["max-age"] = 60
cookie["session"]["httponly"] = True
print(cookie, {key: morsel.value for key, morsel in cookie.items()}, repr(cookie["a"]))
try:
    cookie["bad name"] = 1
except CookieError as error:
    print("CookieError", error)
print(HTTPStatus(404), HTTPStatus.NOT_FOUND.phrase, repr(HTTPStatus.OK), HTTPStatus.IM_A_TEAPOT.is_client_error, HTTPMethod.PATCH, HTTPMethod("GET").description)
