"""Methods, conversions and errors of ints and floats, an expression a line."""

inf, nan = float("inf"), float("nan")


def show(source):
    try:
        print(source, "=", repr(eval(source)))
    except Exception as error:
        print(source, "!", type(error).__name__, error)


for line in r"""
int.from_bytes(b'\x01\x02')
int.from_bytes(b'\x01\x02','little')
int.from_bytes(b'\xff\x02',signed=True)
int.from_bytes(b'')
int.from_bytes([1,2,3])
int.from_bytes((255,255),'big',signed=True)
int.from_bytes([300])
int.from_bytes(5)
int.from_bytes('ab')
int.from_bytes(None)
int.from_bytes(b'a','middle')
int.from_bytes(b'a',5)
int.from_bytes()
int.from_bytes(b'a','big',True)
int.from_bytes(bytes=b'a',byteorder='big')
(5).to_bytes()
(5).to_bytes(2)
(5).to_bytes(2,'little')
(-5).to_bytes(2)
(-5).to_bytes(2,signed=True)
(300).to_bytes()
(5).to_bytes(-1)
(5).to_bytes(2,'x')
(5).to_bytes(length=4,byteorder='little',signed=True)
(128).to_bytes(1,signed=True)
(0).to_bytes(0)
(1).to_bytes(0)
(5).to_bytes('a')
(True).to_bytes()
type(True.from_bytes(b'\x01'))
bool.from_bytes(b'\x00')
int('12',3)
int('z',36)
int('0x1f',16)
int('0x1f',0)
int('010',0)
int('0_1')
int('1_000')
int('_1')
int('1__0')
int(' 12 ')
int('')
int('12',1)
int('12',37)
int('12',-1)
int('12',2**100)
int('12','3')
int('12',2.5)
int(12,3)
int(x=5)
int('12',base=3)
int(base=3)
int()
int(1.9)
int(nan)
int(inf)
int([])
int(None)
int(b'12')
int(bytearray(b'12'),8)
int('\u0661\u0662')
int('12a')
int('1'*5000)
str(10**5000)[:5]
len(str(10**4299))
int('a'*500)
int('9'*4301)
repr(10**4300)
f'{10**5000:d}'
f'{10**5000:x}'[:5]
'%d' % 10**5000
int('0'*5000+'1')
int('1'*5000,16)>0
hash(10**5000)
round(12345,-2)
round(12345,None)
round(-15,-1)
round(25,-1)
round(35,-1)
round(12,2.0)
(5).__round__(1,2)
(5).__trunc__()
(5).__floor__()
(5).__ceil__()
(5).bit_length()
(-5).bit_count()
(5).as_integer_ratio()
True.as_integer_ratio()
True.numerator
(5).conjugate()
True.conjugate()
(5).is_integer()
(5).__getnewargs__()
(5).real,(5).imag,True.real
pow(3,-1,7)
pow(2,-1,4)
pow(2,-3,-7)
pow(2,3,0)
pow(2,5,-7)
pow(2,3,1)
pow(0,0,1)
pow(2.0,3,4)
pow(2,3,4.0)
pow(2,'a')
pow('a',2,3)
pow(2)
pow(base=2,exp=3,mod=5)
pow(2,3,mod=None)
pow(2,3,bad=1)
2**-1
0**-1
0.0**-1
2**0.5
(-2)**2.0
2**10000 > 0
10**400*1.0
10**400/1.0
(10**400)/(10**399)
(10**400)/3
1<<-1
1>>-1
1<<(2**70)
0<<(2**70)
5>>(2**70)
-5>>(2**70)
divmod(7,-2)
divmod(-7,2)
divmod(7.5,2)
divmod(7,0)
divmod(7.0,0)
divmod('a',1)
divmod(1,None)
7//0
7%0
7/0
7.0//0
7.0%0
7.0/0
5@5
5 & 5.0
~5.0
-'a'
abs('a')
abs(-True)
5 < 'a'
5 == 5.0
int.__add__(1,2.0)
int.__eq__(1,2.0)
int.__radd__(1,2)
int.__pow__(2,3,5)
int.__pow__(2,-1,5)
int.__rpow__(2,3)
int.__rpow__(2,3,5)
int.__divmod__(7,2)
int.__rdivmod__(7,2)
int.__bool__(5)
int.__index__(True)
int.__format__(5,'d')
int.__format__(5,5)
int.__new__(int,'5')
int.__new__(5)
int.__new__()
int.__new__(str)
bool(1,2)
bool(x=1)
bool()
bool([])
True+True
True&False
True|1
~True
True^True
bool.__and__(True,1)
bool.__and__(True,1.0)
int.numerator
int.real
5 .numerator
abs(-2**62),-(-2**62),(-2**62)//-1
hex(-255),bin(-5),oct(8),hex(True)
hex(1.5)
bin('a')
oct(None)
chr(-1)
chr(0x110000)
chr(2**70)
chr('a')
ord('ab')
ord(5)
ord(b'ab')
ord('')
float.fromhex('0x1.8p1')
float.fromhex('nan')
float.fromhex('zz')
float.fromhex('0x1p5000')
float.fromhex(5)
float.fromhex()
(1.5).hex()
(-0.0).hex()
(5e-324).hex()
inf.hex()
float.from_number(5)
float.from_number(5.5)
float.from_number('5')
float.from_number(2**2000)
float.from_number()
float.from_number(True)
(1.5).as_integer_ratio()
inf.as_integer_ratio()
nan.as_integer_ratio()
(1.5).is_integer()
(1.5).__trunc__(),(1.5).__floor__(),(1.5).__ceil__()
(-1.5).__floor__(),(-1.5).__ceil__()
inf.__floor__()
nan.__ceil__()
inf.__trunc__()
nan.__trunc__()
round(2.5),round(3.5),round(-2.5)
round(2.675,2)
round(1e300,-300)
round(1.7e308,-308)
round(inf)
round(nan)
round(inf,2)
round(nan,2)
round(1.5,None)
round(1.5,'a')
round('a')
round()
round(number=5.55,ndigits=1)
(1.5).__round__(1)
float.__getformat__('double')
(1.5).__getnewargs__()
float('1_0.5')
float('  1.5e3  ')
float('abc')
float('')
float('1__0')
float([])
float(None)
float(x=1)
float(1,2)
float()
float(b'1.5')
float(b'abc')
float('\u0661.5')
float('1e400')
float('-1e400')
float('inf'),float('-Infinity'),float('NAN'),float('+nan')
1e308*10
1e308+1e308
2.0**2000
(-2.0)**1001
10.0**400
1.5//0.5, -1.5//0.4, 1.5%-0.4, -1.5%0.4
0.0//5, -0.0//5, 0.0%-5
5.0//inf, -5.0//inf, 5.0%inf, -5.0%inf
inf//5
inf%5
nan//5
divmod(5.0,inf)
(0.1).__divmod__(0.03)
(1).__float__(),(1.5).__int__()
1.5 < None
1.0.real,1.0.imag
1.5.conjugate()
int(1e30)
hash(1.5),hash(-1.5),hash(1e300),hash(inf),hash(-inf),hash(0.1),hash(-1.0),hash(1e-320)
1e16,1e15,123456789012345678.0,1e-4,1e-5,0.1+0.2
-0.0
str(1e22)
repr(5e-324)
sum([0.1]*10)
sum([1e308,1e308,-1e308])
sum([inf,-inf])
sum([1e16,1.0,-1e16])
sum([1,2.5,3])
sum([1.5,2**100])
sum([0.1,2**2000])
sum(['a'],'')
sum([b'a'],b'')
sum([bytearray(b'a')],bytearray())
sum(['a'])
sum([[1],[2]],[])
sum(5)
sum()
sum([1],2,3)
sum([1,2],start=5)
sum([True,True])
sum([-0.0])
sum([-0.0],-0.0)
sum([0.1]*3,0.1)
sum([2**62]*3)
sum((1,),start=1.5)
sum(iterable=[1])
""".split("\n")[1:-1]:
    show(line)

class I:
    def __index__(self): return 7
    def __int__(self): return 8
class BI:
    def __index__(self): return 7.5
class BF:
    def __float__(self): return 7
class T:
    def __trunc__(self): return 9
class R:
    def __round__(self,n=0): return ('r',n)
class M(int): pass
class BInt:
    def __int__(self): return 'x'
class P:
    def __pow__(self,o,m=None): return ('pow',o,m)
    def __rpow__(self,o,m=None): return ('rpow',o,m)


for line in r"""
int(I())
int(BI())
hex(I())
hex(BI())
float(I())
float(BF())
int(T())
int(BInt())
round(R())
round(R(),3)
round(I())
int('11',I())
int('11',BI())
pow(P(),2,3)
pow(2,P(),3)
pow(2,3,P())
pow(2,P())
pow(P(),2)
[1]*I()
(5).to_bytes(I())
type(M(5)+M(6)),type(-M(5)),type(M(5).real),type(M.from_bytes(b'a')),type(int(M(5))),type(abs(M(5))),type(+M(5)),type(M(5).conjugate()),type(M(5)//1),type(round(M(5))),type(round(M(5),2))
M(5)==5,hash(M(5))
chr(I())
abs(M(-2**70))
M(2**70)+1
range(I())
""".split("\n")[1:-1]:
    show(line)

# What is white space as a character may be none as a byte.
for kind in float, int:
    for data in b"12\xa0", b"\x8512", bytearray(b"1\xa0"), b" 12\n", "12\xa0":
        try: print(kind(data))
        except ValueError as error: print(error)
for call in (lambda: (5).__pow__(), lambda: (5).__rpow__(1, 2, 3), lambda: (5.0).__pow__(1, 2, 3)):
    try: call()
    except TypeError as error: print(error)
class Long:
    def __init__(self, length): self.length = length
    def __len__(self): return self.length
for length in 2**62, 2**63 - 1, 2**63, -2**62:
    try: print(len(Long(length)))
    except (OverflowError, ValueError) as error: print(type(error).__name__, error)
