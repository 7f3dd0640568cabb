import _string



def show(expression):
    try:
        result = repr(eval(expression))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    place = result.find(" at 0x")
    print(expression, "=>", result if place < 0 else result[:place])


for expression in """
list(_string.formatter_parser('a{b!r:c}d{{}}{}'))
list(_string.formatter_parser('{a.b[c]:{d}}'))
list(_string.formatter_parser('{'))
list(_string.formatter_parser('}'))
list(_string.formatter_parser('{a'))
list(_string.formatter_parser('{a!}'))
list(_string.formatter_parser('{a!rx}'))
list(_string.formatter_parser(''))
_string.formatter_parser(1)
_string.formatter_field_name_split('a.b[c][3].d')[0]
list(_string.formatter_field_name_split('a.b[c][3].d')[1])
list(_string.formatter_field_name_split('0.x')[1])
_string.formatter_field_name_split('0.x')[0]
_string.formatter_field_name_split('')[0]
list(_string.formatter_field_name_split('a[')[1])
list(_string.formatter_field_name_split('a[]')[1])
list(_string.formatter_field_name_split('a..b')[1])
list(_string.formatter_field_name_split('a[b]c')[1])
_string.formatter_field_name_split(1)
type(_string.formatter_parser('a'))
type(_string.formatter_field_name_split('a')[1])
""".strip().splitlines():
    show(expression)
