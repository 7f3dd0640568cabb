"""Bytes and byte arrays copied, pickled, resized, formatted and made of other objects."""

import copy, pickle
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
class BA(bytearray): pass
class BAS(bytearray): __slots__=('x','__dict__')
b=BA(b'abcd'); b.x=10; b.z=BA(b'efgh')
for c in (copy.copy, copy.deepcopy):
    q=c(b); print(q==b, type(q), q.x, q.z)
for p in range(6):
    q=pickle.loads(pickle.dumps(b,p)); print(q==b, q.x, q.z, type(q.z))
s=BAS(b'abcd'); s.x=1; s.q=2
q=copy.copy(s); print(q, q.x,q.q)
print(repr(b), str(b), b.__reduce_ex__(2), b.__reduce_ex__(4), b.__reduce__())
class BY(bytes): pass
y=BY(b'abc'); y.x=3
print(repr(y), copy.copy(y), copy.copy(y).x, y.__reduce_ex__(2)[1:])
x=bytearray(b'abcdef')
t(lambda: x.resize(3)); print(x); t(lambda: x.resize(5)); print(x); t(lambda: x.resize(-1)); t(lambda: x.resize('x'))
t(lambda: b'%c' % 3.14); t(lambda: b'%c' % b'ab'); t(lambda: b'%c' % 256); t(lambda: b'%c' % 'x'); t(lambda: b'%d' % 'x'); t(lambda: b'%x' % 3.1); t(lambda: b'%b' % 3)
t(lambda: ord(bytearray(b'a'))); t(lambda: ord(bytearray(b'ab'))); t(lambda: ord(b'ab')); t(lambda: ord(3))
t(lambda: b'%d'.__rmod__('x')); t(lambda: bytearray(b'').__rmod__('x')); t(lambda: 'a'.__rmod__('b')); t(lambda: ''.__rmod__(3))
e=bytearray()
r=e.partition(b'x'); print(r, r[1] is r[2], r[0] is r[1])
r=bytearray(b'a').rpartition(b'x'); print(r, r[0] is r[1])
class I(bytes):
    pass
class F:
    def __bytes__(self): return b'B'
class G(str):
    def __bytes__(self): return b'G'
t(lambda: bytes(F())); t(lambda: bytes(G('x'))); 
class P:
    def __index__(self): return 3
    def __bytes__(self): return b'P'
t(lambda: bytes(P())); t(lambda: bytearray(P())); t(lambda: bytearray(F()))
print(bytearray().__alloc__() >= 0, bytearray(b'x').__alloc__() > 1)
class Evil:
    def __iter__(self): return iter([1,2])
z=bytearray(b'abc'); z[1:2]=Evil(); print(z); z.extend(Evil()); print(z)
z=bytearray(); z+=b'abc'; t(lambda: z.__iadd__(Evil()))
t(lambda: b'abc'.hex(':',0)); t(lambda: b'abc'.hex(b'')); t(lambda: b'abc'.hex('é')); t(lambda: b'abc'.hex(sep=b'\x80'))
t(lambda: bytes.fromhex(b'61 62')); t(lambda: bytes.fromhex('6')); t(lambda: bytes.fromhex('6g')); t(lambda: bytes.fromhex(3)); t(lambda: bytes.fromhex('é'))

import _pickle

print(_pickle.loads(_pickle.dumps({"a": [1, 2.5, b"x"], "b": (None, True)}, 4)), _pickle.PickleError is pickle.PickleError)
print(issubclass(_pickle.PicklingError, _pickle.PickleError), pickle.Pickler is _pickle.Pickler)
