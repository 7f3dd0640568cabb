"""Complex arithmetic, parsing, formatting and errors, an expression a line."""

inf, nan = float("inf"), float("nan")


def show(source):
    try:
        print(source, "=", repr(eval(source)))
    except Exception as error:
        print(source, "!", type(error).__name__, error)


for line in r"""
1j+-0.0
-0.0+(-0.0+1j)
-0.0-1j
complex(0,-0.0)-0.0
0.0-complex(0,0.0)
2*complex(inf,nan)
complex(inf,nan)*2
complex(1,inf)*complex(1,inf)
complex(inf,inf)*complex(nan,1)
complex(inf,nan)*complex(1,1)
complex(1e308,1e308)*complex(1e308,nan)
complex(inf,nan)/complex(1,1)
complex(1,1)/complex(inf,nan)
complex(1,1)/complex(inf,inf)
complex(nan,1)/complex(nan,nan)
1/complex(nan,1)
complex(1,inf)/2
2/complex(inf,1)
1/0j
1j//2
1j%2
divmod(1j,2)
0j**-1
0j**1j
0j**0
(1+2j)**3
(1+2j)**-3
(1+2j)**100
(1+2j)**101
(1+2j)**0.5
2**1j
(-8)**0.5
(-8.0)**(1/3)
(-8)**-0.5
(-8)**-1
(1e200+1j)**2
(1e300+1e300j)**20
abs(1e308+1e308j)
abs(1.7e308+1.7e308j)
abs(complex(inf,nan))
abs(complex(nan,1))
hash(1j)
hash(-1j)
hash(1+0j)
hash(1.5+2.5j)
1j<2
1j==1j
1+0j==1
2**70+0j==2**70
(2**70+1)+0j==2**70+1
complex(1,2)==(1,2)
int(1j)
float(1j)
complex('1+2j')
complex(' ( 1+2j ) ')
complex('(1+2j')
complex('1 + 2j')
complex('1 j')
complex('1+ 2j')
complex('1+2 j')
complex('j')
complex('+j')
complex('-j')
complex('1-j')
complex('1e')
complex('1e5j')
complex('1e-5+1e+5j')
complex('.5-.5j')
complex('5.e3j')
complex('e3j')
complex('1j+2')
complex('1+2')
complex('1+2J')
complex('1++2j')
complex('(1)')
complex('()')
complex('((1))')
complex('1_0+2_0j')
complex('1__0')
complex('_1')
complex('1_j')
complex('1e3')
complex('nan+infj')
complex('nanj')
complex('infinity')
complex('-inf-nanj')
complex('\u0661+\u0662j')
complex('')
complex('1'*400)
complex(b'1')
complex('1',2)
complex(1,'2')
complex('1',imag=2)
complex([])
complex(1,[])
complex(1,2,3)
complex(foo=1)
complex(real=1,imag=2)
complex(imag=2)
complex(1j,1j)
complex(1j)
complex(1,1j)
complex(real=1j)
complex(2**2000)
complex.from_number(1)
complex.from_number(1j)
complex.from_number('1')
complex.from_number()
1j.conjugate()
1j.real
1j.imag
(1j).__complex__()
(1j).__getnewargs__()
-1j
+1j
-(0j)
complex(-0.0,-0.0)
complex(-0.0,1)
complex(nan,-inf)
complex(1e16,1e-5)
1e100j
str(1+2j)
bool(0j)
f'{1+2j}'
f'{1+2j:.2f}'
f'{1+2j:>20}'
f'{1+2j:+}'
f'{1+2j:<20.3e}|'
f'{1+2j:^20}|'
f'{1+2j:*^20}|'
f'{1+2j:020}'
f'{1+2j:=20}'
f'{1+2j:,}'
f'{1e6+2e7j:,}'
f'{1e6+2e7j:,.2f}'
f'{1+2j:d}'
f'{1+2j:#g}'
f'{1+2j:g}'
f'{1+2j:%}'
f'{1+2j:n}'
f'{1+2j:G}'
f'{1e100+2j:G}'
f'{-0.0+2j:.1f}'
f'{complex(-0.0,-0.0)}'
f'{complex(-0.0,-0.0):.1f}'
f'{1j:10}'
f'{1j:.3}'
f'{1.23456+1e10j:.3}'
f'{nan+1j:f}'
f'{1+2j:s}'
f'{3j: }'
(1+2j).__format__(1)
1j<1j
1j@2
1j&2
[]*1j
pow(1j,2,3)
pow(2,1j,3)
pow(1j,2)
round(1j)
complex()
True+1j
1j-2**2000
2**2000*1j
1j/3
3/1j
3.0/1j
3-1j
3.0-1j
-0.0*1j
0.0*complex(inf,-1)
complex.__eq__(1j,2)
complex.__eq__(1j,2.0)
complex.__eq__(1j,'')
(1j).__add__(1)
(1).__add__(1j)
(1.0).__add__(1j)
(1j).__radd__(1)
(1j).__pow__(2)
(1j).__pow__(2,3)
(1j).__pow__(2,None)
(1j).__mod__
complex.__rpow__(1j,2)
(1e-320+1j)/(1e-320j)
(1+1j)/(1e308+1e308j)
1j**1j
(3+4j)**2
(3+4j)**2.0
(3+4j)**(2+0j)
(3+4j)**-2
(0j)**(1+0j)
0j**-1j
0j**(1-1j)
(1+1j)**1000
(1e-5j)**0
1j.__class__.__mro__
complex.real
complex.conjugate
type(complex.real)
(-2)**0.5+1
sum([1j,2,3.5])
sum([1,2.5,1j])
sum([0.1]*10+[1j])
sum([0.1j]*10)
sum([1j,0.1]+[0.1]*9)
""".split("\n")[1:-1]:
    show(line)

class C:
    def __complex__(self): return 3j
class F:
    def __float__(self): return 2.5
class I:
    def __index__(self): return 7
class B:
    def __complex__(self): return 3
class S(complex):
    def __complex__(self): return S(1,2)
class D:
    def __complex__(self): return S(5)


for line in r"""
complex(C())
complex(F())
complex(I())
complex(B())
complex(S(3))
complex(D())
complex(F(),F())
complex(I(),I())
complex(C(),1)
complex(1,C())
S(3)+1
repr(S(3))
type(+S(3))
S(3).__dict__
type(S.from_number(3))
S()
complex.from_number(F())
complex.from_number(C())
complex.from_number(I())
""".split("\n")[1:-1]:
    show(line)
