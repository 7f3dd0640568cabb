"""The tokens of `_tokenize`, with and without comments and line ends."""

import _tokenize
src='''# hello
def f(a,
      b):
    """doc
    string"""

    # comment
    x = f"a{b!r:>{a}}c {{x}} {y}" + 1.5 \\
        - 2
    if x: return [
        1, # one

        2]
  # odd
class A: pass
é = "ü" ; b = ä
'''
for text in (src, src.replace('\n','\r\n'), 'x = 1', 'if a:\n  b\n c', 'x = (', "'abc", '\n\n', '', 'a $ b', '"""x\ny'):
  for extra in (True, False):
    it = iter(text.splitlines(True))
    try:
        for t in _tokenize.TokenizerIter(it.__next__, extra_tokens=extra): print(*t)
    except SyntaxError as e: print(type(e).__name__, e.msg, e.lineno, e.offset, repr(e.text))
for text in ('', 'x = (\n1,\n', 'f(\n"""a\n', '{', 'a = [\n\n'):
  for extra in (True, False):
    it = iter(text.splitlines(True))
    print(repr(text), extra)
    try:
        for t in _tokenize.TokenizerIter(it.__next__, extra_tokens=extra): print(t)
    except SyntaxError as e: print(type(e).__name__, e.msg, e.lineno, e.offset, e.args)
for text in ("1_", "0b2", "0x", "1e+", "1e", "1if 2", "0777", "0_7", "1.e", "1jx", "é€", "\u200b", "a$b", "!", "\x01", "f'{a", "f'{", "f'{a!",
             ")", "(]", "{[}]", "f'{a]}'", "f'}'", "a\\", "a\\\n", "\\\n", "x = \\ 1", "if x:\n    a\n\tb  # c\n", "(\n\n", "ab'c'"):
    print(repr(text))
    try:
        for t in _tokenize.TokenizerIter(iter(text.splitlines(True)).__next__, extra_tokens=True): print(t[:3])
    except SyntaxError as e: print(type(e).__name__, e.msg, e.lineno, e.offset, repr(e.text))
