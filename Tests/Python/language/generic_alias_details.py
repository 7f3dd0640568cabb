"""Generic aliases and unions, an expression a line."""

inf, nan = float("inf"), float("nan")


def show(source):
    try:
        print(source, "=", repr(eval(source)))
    except Exception as error:
        print(source, "!", type(error).__name__, error)


class G: 
    def __class_getitem__(c,i): return ('cgi',c.__name__,i)
class M:
    def __mro_entries__(s,b): return (object,)


for line in r"""
list[int]
dict[str,int]
list[int].__origin__,list[int].__args__,list[int].__parameters__
list[int]==list[int],list[int]==list[str],hash(list[int])==hash(list[int])
list[int]()
list[int]([1,2])
dict[str,int](a=1)
tuple[int,...]
tuple[()]
tuple[()].__args__
list[[int]]
list[1,'a',None]
type[int]
set[int],frozenset[int],enumerate[int]
list[int].append
list[int].__class__
type(list[int])
list[int].__mro_entries__(())
isinstance([],list[int])
issubclass(list,list[int])
isinstance(1,list[int])
int[str]
int[0]
G[5]
int|None
int|str|int
int|(str|float)
(int|str).__args__
type(int|str)
int|str==str|int
hash(int|str)==hash(str|int)
isinstance(1,int|None),isinstance(None,int|None),isinstance('a',int|None)
issubclass(bool,int|str)
isinstance(1,int|list[int])
int|5
5|int
int|'a'
None|int
None|None
list[int]|None
int|list[int]
(int|str)|None
repr(int|None),repr(None|int)
(int|str)[int]
(int|str)()
(int|str)<(int|str)
type(int|str)()
list[int]|5
list[list[int]]
list[int][str]
(int|str).foo
list[int].__foo__
bool|int
int|bool|int
list[int].__name__
list[int].__module__
dir(list[int])==None
list[int].__reduce__()
(*list[int],)
next(iter(list[int]))
list[int].__unpacked__
object|None
type|None
""".split("\n")[1:-1]:
    show(line)

class L(list[int]): pass
print(L.__orig_bases__,L.__bases__,L.__mro__)

