import _functools as F
from _functools import *

P = Placeholder


def f(*arguments, **keywords):
    return arguments, keywords


class K:
    m = partial(f, 1)

    def meth(self, *arguments):
        return arguments


class SP(partial):
    pass


class Tup(tuple):
    pass


sp = SP(f, 1)
sp.x = 5


def show(expression):
    try:
        result = repr(eval(expression))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    place = result.find(" at 0x")
    print(expression, "=>", result if place < 0 else result[:place])


for expression in """
partial()
partial(1)
partial(f)()
partial(f,1,2)(3,a=4)
partial(f,1,a=1)(2,a=3)
partial(f,1,a=1)(2,b=3)
partial(partial(f,1,a=1),2,b=3)(4)
partial(partial(f,1,a=1),2,b=3).args
partial(partial(f,1,a=1),2,b=3).keywords
partial(partial(f,1,a=1),2,b=3).func is f
partial(f,P,2)(1)
partial(f,P,2)()
partial(f,P,2,P,4)(1)
partial(f,P,2,P,4)(1,3,5,k=6)
partial(f,P)
partial(f,1,P)
partial(f,a=P)
partial(f,P,2).args
partial(partial(f,P,2,P,4),1).args
partial(partial(f,P,2,P,4),1,3,5).args
partial(partial(f,P,2,P,4),P,3,5).args
partial(partial(f,P,2,P,4),1,P)
partial(partial(f,P,2),P,1)(0)
partial(f,1)
partial(max,1,a=2)
partial(max)
SP(max,1)
partial.__call__
K.m
K().m()
K().m(2)
partial(K.meth,K())(5)
partial(f,1).__reduce__()[1:]
partial(max,1,a=2).__reduce__()
sp.__reduce__()[2][1:]
partial(f).__setstate__(1)
partial(f).__setstate__((1,2,3,4))
partial(f).__setstate__((1,(),{},None))
partial(f).__setstate__((max,[],{},None))
partial(f).__setstate__((max,(P,),{},None))
partial(f).func is f
partial(f).args
partial(f).keywords
partial(f).__dict__
partial[int]
partial(f,func=1)(self=2)
partial(f,1).__get__(None,int)
partial(f,1).__get__(5)
partial(f,1).__get__(5)()
P
type(P)
type(P)()is P
type(P)(1)
P.__reduce__()
reduce(lambda a,b:a+b,[1,2,3])
reduce(lambda a,b:a+b,[1,2,3],10)
reduce(lambda a,b:a+b,[1,2,3],initial=10)
reduce(lambda a,b:a+b,[])
reduce(lambda a,b:a+b,[],5)
reduce(lambda a,b:a+b,[7])
reduce(1,[7])
reduce(1,[7,8])
reduce(max,1)
reduce()
reduce(max)
reduce(max,[1],2,3)
reduce(function=max,iterable=[1])
cmp_to_key(lambda a,b:b-a)
sorted([3,1,2],key=cmp_to_key(lambda a,b:b-a))
cmp_to_key()
cmp_to_key(mycmp=max)
cmp_to_key(1,2)
cmp_to_key(lambda a,b:a-b)(1)<cmp_to_key(lambda a,b:a-b)(2)
cmp_to_key(lambda a,b:a-b)(1)<1
cmp_to_key(lambda a,b:'x')(1)<cmp_to_key(lambda a,b:a-b)(2)
cmp_to_key(lambda a,b:a-b)(1)==cmp_to_key(lambda a,b:a-b)(1)
hash(cmp_to_key(lambda a,b:a-b)(1))
cmp_to_key(lambda a,b:a-b)(obj=1).obj
cmp_to_key(lambda a,b:a-b)(1)
cmp_to_key(lambda a,b:a-b)()
type(cmp_to_key(lambda a,b:a-b)(1))
cmp_to_key(lambda a,b:1/0)(1)<cmp_to_key(lambda a,b:1/0)(2)
""".strip().splitlines():
    show(expression)

p = partial(max)
try:
    p.func = 1
except AttributeError as error:
    print(error)
p.x = 1
print(p.__dict__, p.x, sp.x, sp.__dict__)
p = partial(max)
p.__setstate__((p, (), {}, {}))
print(p)
p = partial(f, 1)
p.__setstate__((max, (3, 4), {"key": None}, {"name": "n"}))
print(p(), p.name, p.args)


# Caches.
def info(*numbers):
    return numbers


calls = []


def count(*arguments, **keywords):
    calls.append((arguments, keywords))
    return len(calls)


def cached(function, limit, typed=False):
    return F._lru_cache_wrapper(function, limit, typed, info)


for limit in (None, 0, 2, -5):
    for typed in (False, True):
        calls.clear()
        w = cached(count, limit, typed)
        results = [w(1), w(1), w(1.0), w(2), w(1), w(3), w(1), w(1, a=2), w(1, a=2), w(1, b=2), w("x"), w("x")]
        results += [w(True), w(), w(), w((1,)), w(Tup((1,)))]
        print(limit, typed, results, w.cache_info())
        w.cache_clear()
        print(w.cache_info(), w(1))
for arguments in ((), (1, 2, 3, 4), (f, "a", 0, info), (f, 1.5, 0, info), (f, True, 0, info), (f, 2, 0), (1, None, 0, info)):
    try:
        print(F._lru_cache_wrapper(*arguments).cache_info())
    except TypeError as error:
        print(error)
for limit in (None, 2):
    try:
        cached(count, limit)([])
    except TypeError as error:
        print(error)


class Methods:
    m = cached(lambda self, x=1: x, 3)


methods = Methods()
print(methods.m(), methods.m(5), Methods.m(methods), type(methods.m).__name__, Methods.m.cache_info())
w = cached(count, 2)
w.x = 1
print(type(w), w.__copy__() is w, w.__deepcopy__({}) is w, w.__dict__)


def recurse(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


fibonacci = cached(recurse, None)
print(fibonacci(90), fibonacci.cache_info())
fibonacci = cached(recurse, 5)
print(fibonacci(60), fibonacci.cache_info())


def fail(x):
    raise ValueError(x)


w = cached(fail, None)
for _ in range(2):
    try:
        w(1)
    except ValueError as error:
        print(error, w.cache_info())

# What was used last stays; a key whose == clears the cache does no harm.
w = cached(lambda n: calls.append(n) or n, 3)
calls.clear()
for n in (1, 2, 3, 1, 4, 1, 2, 3):
    w(n)
print(calls, w.cache_info())


class Clearing:
    def __hash__(self):
        return 1

    def __eq__(self, other):
        w.cache_clear()
        return False


for _ in range(5):
    w(Clearing())
print(w.cache_info()[3] <= 3)
