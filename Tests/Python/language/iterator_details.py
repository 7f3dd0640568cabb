"""Iterators, ranges, slices and the built-in functions over them, an expression a line."""

inf, nan = float("inf"), float("nan")


def show(source):
    try:
        print(source, "=", repr(eval(source)))
    except Exception as error:
        print(source, "!", type(error).__name__, error)


class It:
    def __init__(s,n): s.n=n
    def __iter__(s): return s
    def __next__(s):
        s.n-=1
        if s.n<0: raise StopIteration
        return s.n
class Seq:
    def __getitem__(s,i):
        if i>=3: raise IndexError
        return i*10
    def __len__(s): return 3
class NoRev:
    __reversed__=None
    def __getitem__(s,i): return i
    def __len__(s): return 3
class Hint:
    def __length_hint__(s): return 5
    def __iter__(s): return iter([])
class BadHint(Hint):
    def __length_hint__(s): return 'x'
class BadIter:
    def __iter__(s): return 5
class NoIter:
    __iter__=None
class BadContains:
    __contains__=None


for line in r"""
list(map(lambda *a:a,[1,2],[3,4,5]))
list(map(lambda *a:a,[1,2],[3,4,5],strict=True))
list(map(lambda *a:a,[1,2,3],[3,4],strict=True))
list(map(lambda *a:a,[1,2],[3,4],[5,6,7],strict=True))
list(map(lambda *a:a,[1,2],[3,4],strict=True))
map()
map(5)
map(1,2,foo=3)
list(map(5,[1]))
list(map(None,[1]))
map(len,5)
zip(5)
list(zip())
list(zip(strict=True))
list(zip([1,2],[3],strict=True))
list(zip([1],[3,4],strict=True))
list(zip([1],[3],[3,4],strict=True))
list(zip([1],[3],[],strict=True))
zip(foo=1)
filter()
filter(None)
filter(None,5)
filter(None,[],[])
filter(None,it=[])
list(filter(None,[0,1,'',2]))
list(filter(lambda x:x>1,[0,1,2]))
enumerate(5)
enumerate([1],'a')
list(enumerate('ab',start=5))
list(enumerate(iterable='ab'))
list(enumerate([1],2**70))
next(enumerate([1],2**62-1))
list(enumerate([1,2],2**62-1))
enumerate([1],2,3)
reversed(5)
reversed(NoRev())
list(reversed(Seq()))
reversed()
reversed([],[])
list(reversed(range(5)))
list(reversed(range(2**70,2**70+3)))
list(reversed({1:2}))
reversed({1})
list(reversed('abc'))
type(reversed('abc')),type(reversed([])),type(reversed(())),type(reversed(range(3))),type(reversed({}))
iter(5)
iter()
iter(1,2,3)
iter(5,6)
iter(BadIter())
iter(NoIter())
list(Seq())
type(iter(Seq()))
list(iter(It(3).__next__,1))
next()
next(5)
next([])
next(iter([]))
next(iter([]),5)
next(iter([]),5,6)
len(5)
len()
len([],[])
5 in 5
1 in BadContains()
1 in It(3)
5 in Seq()
20 in Seq()
iter([1,2]).__length_hint__()
iter(()).__length_hint__()
iter(range(5)).__length_hint__()
iter(range(2**70)).__length_hint__()
iter({1,2}).__length_hint__()
iter('abc').__length_hint__()
iter(b'abc').__length_hint__()
reversed([1,2]).__length_hint__()
reversed('ab').__length_hint__()
iter(Seq()).__length_hint__()
iter([1,2]).__reduce__()
iter((1,2)).__reduce__()
iter('ab').__reduce__()
iter(range(5)).__reduce__()
iter({1,2}).__reduce__()
reversed([1,2]).__reduce__()
reversed('ab').__reduce__()
iter(Seq()).__reduce__()[0]
enumerate([1]).__reduce__()[1][1]
zip([1]).__reduce__()[0]
map(len,[1]).__reduce__()[0]
iter({}.items()).__reduce__()
range(5).__reduce__()
slice(1,2).__reduce__()
iter([]).__reduce__()
list(Hint())
sorted(5)
sorted([1],5)
sorted()
sorted([1],key=5)
sorted([3,1,2],reverse=True)
sorted([3,1,2],key=lambda x:-x)
sorted([1,'a'])
sorted([1],reverse='a')
sorted(iterable=[1])
min()
min(5)
min([])
min([],default=3)
min(1,2,default=3)
min(1,'a')
min([1,'a'])
max('abc')
max(1,2.5,True)
min(3,1,2,key=lambda x:-x)
min([1],foo=2)
min(key=1)
max([],key=None)
max([[1],[2]],key=len)
max(1,2,key=5)
any(5)
all([1,0])
any()
all([],[])
abs()
abs(1,2)
divmod(1)
divmod(1,2,3)
round(1,2,3)
round(1.5,ndigits=None)
hash([])
hash()
id()
callable()
callable(len),callable(5)
getattr()
getattr(1)
getattr(1,'foo')
getattr(1,'foo',2)
getattr(1,5)
hasattr(1,5)
hasattr(1)
setattr(1,'a',2)
setattr(1,'a')
delattr(1,'a')
setattr(object(),'a',1)
isinstance(1)
isinstance(1,5)
isinstance(1,(str,5))
isinstance(1,(str,int))
isinstance(1,(str,(float,int)))
isinstance(1,int|str)
isinstance(1,list[int])
issubclass(1,int)
issubclass(int,5)
issubclass(bool,(str,int))
issubclass(int,int|str)
vars(1)
vars(1,2)
print(1,foo=2)
print(1,sep=5)
print(1,end=5)
print(1,file=5)
print(1,2,3,sep='-',end='!\n')
print(sep='a')
print(1,flush=True)
print(1,file=None)
repr()
ascii('\xe9\u1234\U0001f600')
ascii()
format(5,5)
format()
format(5,'x','y')
format([],'x')
format(3.14159,'.2f')
format(object(),'')[:7]
chr()
chr(1.5)
ord()
bin()
bin(1,2)
hex(number=5)
pow()
pow(1)
sum([1],'a')
aiter(5)
aiter()
anext(5)
anext()
iter([1]).__next__.__name__
list(range(3)).__iter__().__next__()
len(range(2**70))
range(2**70)[2**69]
range(10)[::-2]
range(10)[2:8:3]
range(2**70)[::2**69]
range(10**30)[5:10**29:10**28]
range(0)
range(1.5)
range()
range(1,2,3,4)
range(1,2,0)
range('a')
range(stop=5)
range(5)[1.5]
range(5)['a']
range(5)[5]
range(5)[-6]
range(5)==range(0,5,1)
range(0)==range(2,1)
range(5)!=range(6)
range(5)<range(6)
hash(range(5))==hash(range(0,5,1))
range(10).index(5)
range(10).index(50)
range(10).index(5.0)
range(10).index('a')
range(10).count(5.0)
range(10).count('a')
range(10).count(True)
5.0 in range(10)
'a' in range(10)
2**70 in range(2**71)
range(0,2**70,3).index(2**60*3)
repr(range(1,10,2))
range(5).start,range(5).stop,range(5).step
bool(range(0)),bool(range(2**70))
slice(5)
slice()
slice(1,2,3,4)
slice(1,2).indices(5)
slice(None,None,-1).indices(5)
slice(1,2).indices(-1)
slice(1,2).indices(2**70)
slice(0,2**100,2**65).indices(2**80)
slice('a').indices(5)
slice(1,2,0).indices(5)
slice(1)==slice(None,1,None)
slice(1)<slice(2)
slice(1,2)<slice(1,3)
slice(1)<5
hash(slice(1))
hash(slice([]))
repr(slice(1,'a'))
slice(1).start,slice(1).stop
slice(stop=1)
""".split("\n")[1:-1]:
    show(line)

def mutate_list():
    l=[1,2,3]; out=[]
    for x in l:
        out.append(x)
        if len(l)<6: l.append(x*10)
    return out
def mutate_dict():
    d={1:1}
    for x in d: d[x+1]=1
def mutate_dict2():
    d={1:1,2:2}
    for x in d: del d[x]; d[x+10]=1
def mutate_set():
    d={1}
    for x in d: d.add(x+1)
def mutate_dict3():
    d={1:1,2:2}
    for x in d.items(): d.clear()
def exhausted():
    l=[1]; it=iter(l); list(it); l.append(2); return list(it)
class W:
    def write(s,x): s.o=getattr(s,'o','')+x
    def flush(s): s.f=1
w=W()
class W2: pass
def stopper():
    def f():
        raise StopIteration
    return list(iter(f,1))
def badkey():
    return list(filter(lambda x: 1/0,[1]))
def zs():
    z=zip([1,2],[3],strict=True)
    return next(z), next(z)


for line in r"""
mutate_list()
mutate_dict()
mutate_dict2()
mutate_set()
mutate_dict3()
exhausted()
print(1,2,file=w,flush=True)
w.o,w.f
print(1,file=W2())
stopper()
badkey()
zs()
""".split("\n")[1:-1]:
    show(line)
