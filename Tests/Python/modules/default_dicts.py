import _collections
from _collections import _count_elements, _tuplegetter, defaultdict


def show(expression):
    try:
        result = repr(eval(expression))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    place = result.find(" at 0x")
    print(expression, "=>", result if place < 0 else result[:place])


for expression in """
defaultdict()
defaultdict(list)
defaultdict(1)
defaultdict(None)
defaultdict(list,{1:2})
defaultdict(list,a=1)
defaultdict(list,1)
defaultdict(list,{},{})
defaultdict(None,{1:2})[3]
defaultdict(list)[1]
defaultdict(list,{1:2}).copy()
defaultdict(list,{1:2}).__copy__()
defaultdict(list,{1:2}).__reduce__()
defaultdict(list,{1:2}).default_factory
defaultdict(list)|{1:2}
{1:2}|defaultdict(list)
defaultdict(list)|1
defaultdict[int,str]
defaultdict(list).__missing__(1)
defaultdict().__missing__(1)
defaultdict(list)==({})
defaultdict(lambda: 1/0)[1]
defaultdict.__init__
defaultdict.fromkeys('ab')
type(defaultdict(int).items())
defaultdict(default_factory=int)
_tuplegetter(0,'doc')
_tuplegetter(1,None).__doc__
_tuplegetter()
_tuplegetter('a',1)
_tuplegetter(0,'d').__get__((1,2))
_tuplegetter(0,'d').__get__(None,int)
_tuplegetter(5,'d').__get__((1,2))
_tuplegetter(0,'d').__get__([1])
_tuplegetter(0,'d').__reduce__()
_tuplegetter(0,'d').__set__((1,),1)
_tuplegetter(0,'d').__delete__((1,))
_tuplegetter(-1,'d').__get__((1,2))
""".strip().splitlines():
    show(expression)

d = defaultdict(int)
d["a"] += 1
d["b"]
print(d, d.get("zz"), list(d))
d.default_factory = None
print(d)
d.default_factory = 5
print(d)
del d.default_factory
print(d.default_factory)
try:
    d["x"]
except KeyError as error:
    print(repr(error))


class Derived(defaultdict):
    pass


d = Derived(int, a=1)
print(d, d.copy(), type(d.copy()).__name__, d | {}, {} | d)
d.name = 1
print(d.name, d["new"], d)


class Factory:
    def __call__(self):
        return 1

    def __repr__(self):
        return repr(d)


d = defaultdict(Factory())
print(d)

getter = _tuplegetter(0, "x")
getter.__doc__ = "y"
print(getter.__doc__)


class Pair(tuple):
    left = _tuplegetter(0, "alias")
    right = _tuplegetter(1, "other")


pair = Pair((3, 4))
print(pair.left, pair.right)
for change in (lambda: setattr(pair, "left", 1), lambda: delattr(pair, "left")):
    try:
        change()
    except AttributeError as error:
        print(error)


class Ten(dict):
    def get(self, key, default=None):
        return 10


counts = {}
_count_elements(counts, "abca")
_count_elements(counts, "aa")
print(counts)
counts = Ten()
_count_elements(counts, "ab")
print(counts)
for mapping, elements in (({}, [[]]), ({}, 1), ({"a": "x"}, "a")):
    try:
        _count_elements(mapping, elements)
    except TypeError as error:
        print(error)
