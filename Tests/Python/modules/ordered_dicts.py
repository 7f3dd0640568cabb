from _collections import OrderedDict as OD
od=OD(a=1,b=2,c=3)
def show(e):
  try: r=repr(eval(e))
  except Exception as x: r=type(x).__name__+': '+str(x)
  print(e,'=>',r[:300])
class D(OD): pass
class M(OD):
  def __missing__(s,k): return 'missing '+k
def it(f):
  o=OD(a=1,b=2,c=3); i=iter(o); next(i); f(o)
  try: return list(i)
  except Exception as x: return repr(x), o
for e in """OD(1)
OD(1,2)
OD([1])
OD([(1,2,3)])
OD(x=1)
OD([('b',1),('a',2)])
OD({})
D()
D(a=1)
OD(a=OD(b=1))
od
OD.__init__()
OD.fromkeys('abc')
OD.fromkeys('abc',2)
D.fromkeys('ab')
OD.fromkeys(1)
od.move_to_end('a')
od
od.move_to_end('a', last=False)
od.move_to_end('a', False)
od.move_to_end('x')
od.move_to_end()
od.move_to_end('a','b','c')
od.move_to_end([])
od.popitem(x=1)
OD().popitem()
OD().popitem(last=False)
OD(a=1,b=2).popitem(False)
OD(a=1,b=2).popitem()
OD(a=1,b=2).popitem(last=0)
od.pop('x')
od.pop('x',1)
od.pop('x',default=1)
od.pop(key='x',default=2)
od.pop()
od.pop([])
OD().pop([])
od.setdefault('q',1)
od.setdefault(key='q',default=2)
od.setdefault()
od.pop('q')
od['zz']
M()['k']
M().pop('k')
M().get('k')
M().setdefault('k','v')
od == {'a':1,'b':2,'c':3}
OD(a=1,b=2)==OD(b=2,a=1)
OD(a=1,b=2)!=OD(b=2,a=1)
OD(a=1,b=2)==dict(b=2,a=1)
OD(a=1,b=2)!=dict(b=2,a=1)
OD(a=1) < OD(b=1)
OD(a=1)==1
OD(a=1)|{'b':2}
{'b':2}|OD(a=1)
OD(a=1)|D(b=2)
D(a=1)|OD(b=2)
OD(a=1)|1
OD(a=1)|[('a',2)]
OD(a=1).__ior__([('a',2)])
OD(a=1).__ror__(1)
OD(a=1).__or__(1)
od.keys()
od.values()
od.items()
list(reversed(od.items()))
list(reversed(od))
list(reversed(od.values()))
od.keys() & {'a'}
sorted(od.keys() | {'a'})
od.keys() == {'a','b','c'}
od.keys().mapping
it(lambda o: o.move_to_end('a'))
it(lambda o: o.pop('a'))
it(lambda o: o.pop('b'))
it(lambda o: o.clear())
it(lambda o: o.update(a=2))
it(lambda o: o.update(d=2))
it(lambda o: o.__setitem__('a',7))
it(lambda o: o.__setitem__('d',7))
it(lambda o: o.setdefault('d'))
it(lambda o: o.setdefault('a'))
it(lambda o: o.popitem())
it(lambda o: o.__init__(a=3))
it(lambda o: o.__ior__({'z':1}))
it(lambda o: (o.pop('c'),o.__setitem__('c',7)))
od.__reduce__()[:4], list(od.__reduce__()[4])
D(a=1).__reduce__()[:4]
iter(od).__reduce__()
iter(od.items()).__reduce__()
iter(od.items()).__length_hint__()
od.copy(), type(D(a=1).copy())
od.__dict__
setattr(od,'x',1)
vars(od)
od.__reduce__()[2]
od.copy().x
od.__sizeof__()>0
OD.__hash__
OD.__doc__
od.__delitem__('nope')
OD.__class_getitem__(int)
OD[int,str]
od.update(1,2)
od.update([('k',1)],j=2)
od
od.update(self=3,other=4)
od.clear()
od
hash(od)
OD.update(OD(),None)
OD.update(OD(),{1:2}.items())
type(od.keys())()
type(iter(od))()
od.x
type(od).__flags__ & (1<<6)
""".splitlines(): show(e)
s=OD(); s['me']=s; print(s)
s=D(); s['me']=s; print(s)
class K:
  def keys(self): return 'pq'
  def __getitem__(self,k): return k*2
print(OD(K()), OD(iter([('a',1)])))
class G(OD):
  def __getitem__(s,k): return 'G'
  def __setitem__(s,k,v): print('set',k); dict.__setitem__(s,k,v)
  def __delitem__(s,k): print('del',k); OD.__delitem__(s,k)
g = G()
OD.__setitem__(g, "a", 1)
OD.__setitem__(g, "b", 2)
print(g, g.pop("a"), g.popitem())
g["z"] = 1
print(g.setdefault("c", 2))

# Moving to either end, many times over; taking from the front.
numbers = OD.fromkeys(range(200))
for n in range(0, 200, 3):
    numbers.move_to_end(n, last=n % 2)
print(list(numbers))
while len(numbers) > 5:
    numbers.popitem(last=False)
    if len(numbers) % 4 == 0:
        numbers.move_to_end(next(reversed(numbers)), last=False)
        numbers[len(numbers) + 1000] = None
        del numbers[len(numbers) + 999]
print(list(numbers))
words = OD.fromkeys("the quick brown fox jumps over the lazy dog".split())
for _ in range(50):
    words.move_to_end(next(reversed(words)), False)
    words.move_to_end("fox")
    words.move_to_end("fox", False)
print(words, [words[key] for key in words], list(reversed(words)))


class Random:
    """A key whose hash is another one each time."""

    count = 0

    def __hash__(self):
        Random.count += 1
        return Random.count * 7919


lost = OD()
for n in range(10):
    lost[Random()] = n
for take in (lambda: list(lost.values()), lambda: list(lost.items()), lambda: repr(lost), lambda: lost.copy()):
    try:
        print(take())
    except KeyError as error:
        print("KeyError")
