"""The C library's message catalogues."""

import _locale


def attempt(function, *arguments):
    try:
        print(function.__name__, arguments, repr(function(*arguments)))
    except Exception as error:
        print(function.__name__, arguments, type(error).__name__, error)


for name in "gettext dgettext dcgettext textdomain bindtextdomain bind_textdomain_codeset".split():
    print(name, getattr(_locale, name).__text_signature__)
for text in ("Hello", "Grüße €", "a\0b", "\udc80", b"a", None, 1):
    attempt(_locale.gettext, text)
attempt(_locale.dgettext, "taipan", "Hello")
attempt(_locale.dgettext, None, "Hello")
attempt(_locale.dgettext, 1, "Hello")
attempt(_locale.dgettext, "taipan", None)
attempt(_locale.dgettext, "taipan")
attempt(_locale.dcgettext, "taipan", "Hello", _locale.LC_MESSAGES)
attempt(_locale.dcgettext, None, "Hello", "5")
attempt(_locale.dcgettext, None, "Hello", 1 << 40)
attempt(_locale.textdomain, None)
attempt(_locale.textdomain, "taipan")
attempt(_locale.textdomain, None)
attempt(_locale.textdomain, "")
attempt(_locale.textdomain, 1)
attempt(_locale.textdomain)
attempt(_locale.bindtextdomain, "taipan", "/tmp")
attempt(_locale.bindtextdomain, "taipan", None)
attempt(_locale.bindtextdomain, "taipan", b"/var/tmp")
attempt(_locale.bindtextdomain, "taipan", "/tmp\0")
attempt(_locale.bindtextdomain, "taipan", 1)
attempt(_locale.bindtextdomain, None, None)
attempt(_locale.bindtextdomain, "", "/tmp")
attempt(_locale.bind_textdomain_codeset, "taipan", None)
attempt(_locale.bind_textdomain_codeset, "taipan", "UTF-8")
attempt(_locale.bind_textdomain_codeset, "taipan", None)
attempt(_locale.bind_textdomain_codeset, "taipan", 1)
attempt(_locale.bind_textdomain_codeset, 1, None)
