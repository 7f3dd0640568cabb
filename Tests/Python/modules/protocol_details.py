"""Errors of protocols, and what they give for classes that are only nearly right."""
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
class A:
    def __enter__(self): pass
class B:
    def __exit__(self,*a): pass
class C:
    async def __aenter__(self): pass
    async def __aexit__(self,*a): pass
def w(x):
    with x: pass
async def aw(x):
    async with x: pass
def run(x):
    try: aw(x).send(None)
    except StopIteration: pass
t(lambda: w(A())); t(lambda: w(B())); t(lambda: w(C())); t(lambda: w(1))
class D:
    async def __aenter__(self): pass
class E:
    async def __aexit__(self,*a): pass
t(lambda: run(A())); t(lambda: run(B())); t(lambda: run(D())); t(lambda: run(E()))
class F(A,B): pass
t(lambda: run(F()))
class G: __class_getitem__=None
t(lambda: G[int])
class M:
    def __mro_entries__(self,b): return ()
t(lambda: type('X',(M(),),{}))
t(lambda: ExceptionGroup[int])
t(lambda: repr(ExceptionGroup('m',(ValueError(),))))
t(lambda: repr(ExceptionGroup('m',[ValueError(1)])))
r=range(2**70,2**70+10)
t(lambda: r[3]); t(lambda: r[2**70]); t(lambda: range(2**80)[2**75]); t(lambda:range(2**80)[-1])
class L:
    def __len__(self): raise RuntimeError('x')
    def __iter__(self): return iter([1])
t(lambda: [].extend(L())); t(lambda: list(L()))
class H:
    def __iter__(self): return self
    def __next__(self): raise StopIteration
    def __length_hint__(self): raise RuntimeError('hint')
t(lambda: list(H())); t(lambda: [].extend(H())); t(lambda: bytearray(H())) 
class I(int): pass
class J:
    def __index__(self): return I(5)
import operator, warnings
warnings.simplefilter('error')
t(lambda: operator.index(J())); t(lambda: int(J())); t(lambda: [1,2][J()]); t(lambda: hex(J()))
warnings.simplefilter('default')
d={'a':1}
t(lambda: type(d.keys() & frozenset('a'))); t(lambda: type(frozenset('a') & d.keys())); t(lambda: type(frozenset('a') - d.keys()));t(lambda: type(frozenset('a') | d.keys()));t(lambda: type(d.keys()|frozenset('a'))); t(lambda: type(d.keys()-frozenset('a')))
def key(x):
    global data
    del data[:]; data[:]=range(20)
    return x
data=[1,2,3]
t(lambda: data.sort(key=key))
class P(object):
    def __getattr__(self, a): 1/0
def g(): yield from P2()
class P2:
    def __iter__(self): return self
    def __next__(self): return 1
    def __getattr__(self,a): 1/0
def tt():
    gi=g(); next(gi); gi.send(1)
t(tt)
def tt():
    gi=g(); next(gi); gi.throw(ValueError)
t(tt)
class Q:
    def f(self): pass
Q.f.zz=3
t(lambda: 'zz' in dir(Q.f)); t(lambda: 'zz' in dir(Q().f))
from collections import UserList
x=[1]; x+=UserList([2]); t(lambda: type(x))
class S:
    def __iadd__(self,o): return 'iadd'
    def __getitem__(self,i): return 1
t(lambda: operator.iconcat(S(),S()))
class S2:
    def __iadd__(self,o): return 'iadd'
t(lambda: operator.iconcat(S2(),S2()))
t(lambda: operator.iconcat(S(),3))
it=None
def call():
    global it
    if call.n==0:
        call.n=1
        t(lambda: list(it))
        return 0
    call.n+=1
    return call.n
call.n=0
it=iter(call,5); t(lambda: next(it)); t(lambda: next(it))
