"""Lists, tuples, dicts and sets: results and errors, an expression a line."""

inf, nan = float("inf"), float("nan")


def show(source):
    try:
        print(source, "=", repr(eval(source)))
    except Exception as error:
        print(source, "!", type(error).__name__, error)


class L(list): pass
class T(tuple): pass
class I:
    def __index__(s): return 1
class Eq:
    def __eq__(s,o): return True
    __hash__=None
l=[1,2,3]; d={1:2,'a':3}; s={1,2}
def do(src,**kw):
    pass


for line in r"""
[1,2]+(3,)
[1]+None
(1,)+[2]
[1]*'a'
[1]*2.0
[1]*-1
3*[1]
[1]*2**70
[1]*2**62
(1,)*2**62
l[10]
l['a']
l[1.0]
l[I()]
l[2**70]
l[-4]
l.__setitem__(10,1)
l.__setitem__('a',1)
l.__delitem__(10)
l.__setitem__(slice(0,2),5)
l.__setitem__(slice(0,3,2),[1])
l.__setitem__(slice(0,3,2),5)
l.__getitem__(slice(0,3,0))
l.__getitem__(slice('a',3))
l.index(5)
l.index(1,1)
l.index(3,-1)
l.index(3,0,2)
l.index(3,'a')
l.index()
l.index(1,2,3,4)
l.index(3,-100,100)
l.index(3,-2**70,2**70)
l.count()
l.count(1)
l.remove(9)
l.pop(10)
[].pop()
l.pop('a')
l.pop(1,2)
l.insert(1)
l.insert('a',1)
l.append()
l.append(1,2)
l.extend(5)
l.extend()
l.sort(5)
l.sort(foo=1)
l.sort(key=5)
l.reverse(1)
l.clear(1)
l.copy(1)
l.__iadd__(5)
l<(1,)
[1,2]<[1,3]
[1,2]<[1,2,3]
[1]<['a']
[1]==(1,)
[nan]==[nan]
list(5)
list(1,2)
list(a=1)
list(iterable=[1])
L(a=1)
tuple(5)
tuple(1,2)
tuple(a=1)
(1,2)[5]
(1,2)['a']
(1,2)[::-1]
(1,2).index(5)
(1,2).index(2,0,1)
(1,2).count(1)
(1,2).__getitem__(slice(0,5,0))
(1,2)<(1,'a')
(1,2)<[1]
(1,2)==(1,2.0)
hash((1,[]))
hash((1,2,3)),hash(()),hash(('a',)) is not None
type(L([1])+L([2])),type(L([1])*2),type(L([1])[:]),type(L([1]).copy())
type(T([1])+T([2])),type(T([1])*1),type(T([1])[:]),type(T((1,))+())
L([1])==[1],T([1])==(1,)
repr(L([1])),repr(T([1])),repr(())
d['x']
d[[]]
d.get([])
d.pop('zz')
d.pop('zz',1)
d.pop()
d.popitem(1)
d.setdefault()
d.setdefault('q')
d.update(5)
d.update([1])
d.update(['ab'])
d.update([(1,2,3)])
d.update(a=5)
d|[(1,2)]
d|{5:6}
d.__or__(5)
d.__ior__([(7,8)])
dict(5)
dict([1])
dict(1,2)
dict({1:2},b=3)
dict([('a',1)],a=2)
dict(**{'self':1})
{1:2}=={1:2.0}
{1:2}<{1:2}
{True:1,1:2,1.0:3}
dict.fromkeys('ab')
dict.fromkeys('ab',5)
dict.fromkeys()
dict.fromkeys(5)
list(d.keys()),list(d.values()),list(d.items())
d.keys()&{1,5}
{1,5}&d.keys()
d.items()&{(1,2)}
d.keys()=={1,'a'}
d.keys()<={1,'a',5,'q',7}
d.keys()>{1}
d.keys()<5
d.keys().isdisjoint([1])
d.keys().isdisjoint([99])
d.items().isdisjoint({(1,2)})
d.values().isdisjoint
d.keys().mapping
repr(d.keys()),repr(d.items()),repr(d.values())
(1,2) in d.items()
1 in d.items()
2 in d.values()
len(d.items())
list(reversed(d)),list(reversed(d.values())),list(reversed(d.items()))
d.__getitem__('nope')
d.__delitem__('nope')
{}.popitem()
type(d.keys())()
hash(d)
set(5)
set(1,2)
set(a=1)
frozenset(5)
{1,2}|[3]
{1,2}.union([3],(4,))
{1,2}.intersection([2,3],[2])
{1,2}.intersection()
{1,2}.difference([2],[1])
{1,2}.difference()
{1,2}.symmetric_difference([2,3])
{1,2}.symmetric_difference()
{1,2}.issubset([1,2,3])
{1,2}.issuperset([1])
{1,2}.isdisjoint([3])
{1,2}.isdisjoint(5)
{1,2}<{1,2,3},{1,2}<={1,2},{1,2}>{1},{1,2}>=[1] if 0 else 0
{1}<5
{1}=={1.0}
{1}==frozenset([1])
frozenset([1])|{2},{2}|frozenset([1])
hash(frozenset([1,2,3]))
hash({1})
{1}.remove(5)
{1}.remove({1})
{1}.add([])
{1}.add({1})
{1}.discard([])
set().pop()
{1} in {frozenset([1])}
[] in {1}
{1}.add()
{1}.__contains__(1)
{1}.__reduce__()
frozenset([1]).__reduce__()
{1}.__ior__([1])
{1}.__or__([1])
repr(frozenset([1])),repr(frozenset()),repr(set()),repr({1,2,3})
set('hello')==set('olleh')
[sorted(x) for x in ({1,2}^{2,3},{1,2}&{2},{1,2}-{1})]
list({5,1,9,33,17,65,129})
list({3,1,2}|{10,20}),list({100,200,300}-{100}),list({2**61-1,0,-1,-2,2**61})
list(set(range(20))-set(range(0,20,3)))
list({1,2,3}.difference([1])),list({'a'}.union(range(5)) - {'a'})
Eq() in [1],[Eq()].index(5),[1].count(Eq())
[1,2,3].index(Eq())
(1,).__contains__(Eq())
sum([l2 for l2 in [[1],[2]]],[])
None.__class__(),type(None)(1)
Ellipsis.__class__()
NotImplemented.__class__()
bool(NotImplemented)
type(...).__name__,repr(...),repr(NotImplemented)
...<...
None<None
None==None
...==...
NotImplemented==NotImplemented
hash(None),hash(...)==hash(...)
Ellipsis.__reduce__()
NotImplemented.__reduce__()
None.__doc__
""".split("\n")[1:-1]:
    show(line)

def rec():
    a=[1]; a.append(a); r=[repr(a)]
    b={}; b['x']=b; r.append(repr(b)); r.append(repr(b.items()))
    t=([],); t[0].append(t); r.append(repr(t))
    return r
def recdeep():
    a=[]
    for i in range(2000): a=[a]
    try: repr(a)
    except RecursionError as e: return str(e)
def receq():
    a=[]; a.append(a); b=[]; b.append(b)
    try: a==b
    except RecursionError as e: return str(e)
def sl():
    a=list(range(10)); a[2:5]=[]; a[::2]=[9]*4; del a[::3]; a[1:1]=a; a[-1:]='xy'; a[5:2]=[7]; return a
def sl2():
    a=list(range(10)); a[::-1]=a; a[8:1:-2]=(0,0,0,0); del a[::-4]; return a
def sl3():
    a=[1,2,3]; a+=a; a*=2; a[1:1]=iter([5,6]); a[:]=a[::-1]; a.extend(a); a.insert(-100,0); a.insert(100,1); return a
def miss():
    class D(dict):
        def __missing__(s,k): return k*2
    d=D(a=1); return d['zz'],d.get('q'),d['a'], 'zz' in d
def fk():
    class D(dict):
        def __setitem__(s,k,v): dict.__setitem__(s,k,(v,))
    return D.fromkeys([1,2],3), dict(D(a=1)), D(a=1).copy()
def kk():
    class K:
        def keys(s): return ['a','b']
        def __getitem__(s,k): return k*2
    d={}; d.update(K()); d|=K(); return d, dict(K()), {**K()}


for line in r"""
rec()
recdeep()
sl()
sl2()
sl3()
miss()
fk()
kk()
""".split("\n")[1:-1]:
    show(line)
