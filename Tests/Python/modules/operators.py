import _operator as O
from _operator import *


class A:
    pass


a = A()
a.b = A()
a.b.c, a.x, a.y = 3, 1, 2


class I:
    def __index__(self):
        return 3


class H:
    def __length_hint__(self):
        return 5


class BH:
    def __length_hint__(self):
        return -1


class BH2:
    def __length_hint__(self):
        return 'x'


class HN:
    def __length_hint__(self):
        return NotImplemented



def show(expression):
    try:
        result = repr(eval(expression))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    place = result.find(" at 0x")
    print(expression, "=>", result if place < 0 else result[:place])


for expression in """
attrgetter('x')(a)
attrgetter('x','y')(a)
attrgetter('b.c')(a)
attrgetter('b.c','x')(a)
attrgetter('z')(a)
attrgetter('b.z')(a)
attrgetter()
attrgetter(1)
attrgetter('x',2)
attrgetter('x')
attrgetter('x','b.c')
attrgetter('x')(1,2)
attrgetter('x')()
attrgetter('x')(a=1)
attrgetter(x=1)
attrgetter('x').__reduce__()
attrgetter('x','y.z').__reduce__()
itemgetter(1)
itemgetter(1)('abc')
itemgetter(0,2)('abc')
itemgetter(5)('abc')
itemgetter('k')({'k':1})
itemgetter('k')({})
itemgetter()
itemgetter(1,'a')
itemgetter(1)()
itemgetter(1)('a','b')
itemgetter(1)(x=1)
itemgetter(x=1)
itemgetter(1).__reduce__()
itemgetter(1,2).__reduce__()
itemgetter(-1)((1,2,3))
itemgetter(slice(1,2))('abc')
itemgetter(10**30)((1,))
methodcaller('upper')
methodcaller('upper')('a')
methodcaller('split','b')('abc')
methodcaller('split',sep='b',maxsplit=1)('abcbd')
methodcaller('split',sep='b',maxsplit=1)
methodcaller('split','a',maxsplit=1)
methodcaller()
methodcaller(1)
methodcaller('nope')('a')
methodcaller('upper')()
methodcaller('upper')('a','b')
methodcaller('upper')('a',x=1)
methodcaller('upper').__reduce__()
methodcaller('split','b').__reduce__()
attrgetter.__name__, attrgetter.__module__, attrgetter
add(1,2), sub(1,2), mul(2,3), truediv(1,2), floordiv(5,2), mod(5,3), pow(2,3), lshift(1,3), rshift(8,1), and_(6,3), or_(6,3), xor(6,3)
add(1)
add(1,'a')
add(1,2,3)
concat([1],[2])
concat(1,2)
concat([1],2)
concat('a','b')
iconcat([1],[2])
iconcat(1,2)
contains([1,2],2), contains('abc','z')
contains(1,2)
countOf([1,2,1,True],1)
countOf(1,2)
indexOf([1,2,3],3)
indexOf([1,2,3],5)
indexOf(1,2)
delitem({},1)
getitem([1,2],0)
getitem(1,0)
setitem([1],0,2)
setitem((),0,2)
eq(1,1.0), ne(1,2), lt(1,2), le(1,1), gt(2,1), ge(1,2)
lt(1,'a')
iadd([1],[2]), isub(5,2), imul(2,3), ifloordiv(7,2), itruediv(1,2), imod(5,3), ipow(2,3), ilshift(1,2), irshift(4,1), iand(6,3), ior(6,3), ixor(6,3)
iadd(1,'a')
matmul(1,2)
imatmul(1,2)
neg(1), pos(1), abs(-1), inv(5), invert(5), not_(0), truth(1)
neg('a')
inv('a')
abs('a')
index(I()), index(True), index(5)
index(1.5)
is_(1,1), is_not(1,None), is_none(None), is_none(1), is_not_none(1)
is_none()
length_hint([1,2]), length_hint(H()), length_hint(1), length_hint(1,7), length_hint(HN(),3)
length_hint(BH())
length_hint(BH2())
length_hint(1,'a')
length_hint()
length_hint(1,2,3)
call(max,1,2)
call(sorted,[2,1],reverse=True)
call()
call(1)
O._compare_digest('a','a'), O._compare_digest(b'a',b'b'), O._compare_digest(b'a',bytearray(b'a'))
O._compare_digest('a',b'a')
O._compare_digest('é','a')
O._compare_digest(1,2)
attrgetter('x') == attrgetter('x')
hash(itemgetter(1)) is not None
add.__name__, add.__module__, add
not_()
setitem([1],0)
""".strip().splitlines():
    show(expression)
