"""Attributes of built-in types, objects that are not pickled, and what CPython warns of in conversions and throw()."""

import warnings

warnings.showwarning = lambda message, category, *rest: print(category.__name__, message)
warnings.simplefilter("always")
class F(float): pass
class X:
    def __float__(self): return F(3)
class I:
    def __index__(self): return 3
class C(complex): pass
class Y:
    def __complex__(self): return C(1,2)
print(float(X()))
print(complex(Y()), complex(X()))
def g():
    yield 1
def s(e):
    try: print(e, eval(e))
    except Exception as x: print(e, type(x).__name__, x)
for e in """g().throw(ValueError, ValueError(3))
g().throw(ValueError, 3, None)
g().throw(ValueError(3))
type.__dict__['__qualname__'].__set__(str,'x')
type.__dict__['__name__'].__set__(str,'x')
type.__dict__['__doc__'].__set__(str,'x')
type.__dict__['__module__'].__set__(str,'x')
type.__dict__['__bases__'].__set__(str,())
type.__dict__['__type_params__'].__set__(str,())
type.__dict__['__abstractmethods__'].__set__(str,())
type.__dict__['__annotations__'].__set__(str,{})
type.__dict__['__annotate__'].__set__(str,None)
type('A\\udc80',(),{})
type('A',(),{'__doc__':'x\\udc80'})
staticmethod(len).__reduce_ex__(2)
classmethod(len).__reduce_ex__(2)
property(len).__reduce_ex__(2)
dict.__dict__['fromkeys'].__reduce_ex__(2)
bytearray.__dict__['maketrans'].__reduce_ex__(2)
bytearray.maketrans.__reduce__()
bytearray.maketrans.__self__
str.maketrans.__self__
dict.__dict__['fromkeys'].__reduce__()
(lambda:0).__reduce_ex__(2)
(lambda:0).__reduce_ex__(0)
(x for x in ()).__reduce_ex__(2)
type(len)
[].append.__get__(3, int) == [].append
enumerate([]).__reduce_ex__(2)[0]
type.__dict__['__doc__'].__delete__(X)
setattr(X,'__name__','a\\udc80')
setattr(X,'__doc__','a\\udc80')""".splitlines(): s(e)
