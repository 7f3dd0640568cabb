import math
from math import *



class Float:
    def __float__(self):
        return 2.5


class NoFloat:
    def __float__(self):
        return "x"


class Index:
    def __index__(self):
        return 7


class Rounding:
    def __ceil__(self):
        return "ceil"

    def __floor__(self):
        return "floor"

    def __trunc__(self):
        return "trunc"



def show(expression):
    try:
        result = eval(expression)
        # The last digits are the system's.
        result = f"{result:.13g}" if isinstance(result, float) else repr(result)
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    place = result.find(" at 0x")
    print(expression, "=>", result if place < 0 else result[:place])


for expression in """
atan2(1,2)
atan2(0,-0.0)
atan2(1)
copysign(1,-0.0)
fmod(5,3)
fmod(5,0)
fmod(inf,1)
fmod(5,inf)
fmod(-5.5,2)
hypot(3,4)
hypot()
hypot(1,2,3)
hypot(inf,nan)
hypot(nan)
hypot(1e308,1e308)
hypot('a')
ldexp(1,3)
ldexp(1,10**20)
ldexp(1,-10**20)
ldexp(1,2000)
ldexp(inf,3)
ldexp(1,2.0)
pow(2,3)
pow(0,-1)
pow(-1,0.5)
pow(inf,0)
pow(-8,1/3)
pow(10,400)
pow(0.0,inf)
pow(1,nan)
remainder(5,3)
remainder(5,0)
remainder(inf,1)
remainder(7,2)
remainder(3,inf)
remainder(-7.5,2)
fma(2,3,4)
fma(inf,0,1)
fma(1e308,10,0)
nextafter(1,2)
nextafter(1,0,steps=3)
nextafter(1,2,steps=-1)
nextafter(1,2,steps='a')
nextafter(nan,1)
nextafter(1,2,steps=10**30)
nextafter(-1,1,steps=2**62)
nextafter(1,1)
nextafter(0,1,steps=0)
isclose(1,1.0000000001)
isclose(1,2,rel_tol=0.5)
isclose(1,2,abs_tol=-1)
isclose(inf,inf)
isclose(1,2,rel_tol=-1)
isclose(1)
gcd()
gcd(12,18)
gcd(12,18,27)
gcd(0,0)
gcd(-4,6)
gcd(10**40,10**20)
gcd(1.0,2)
gcd('a')
lcm()
lcm(4,6)
lcm(4,6,10)
lcm(0,5)
lcm(-4,6)
lcm(1.5)
comb(5,2)
comb(5,6)
comb(100,50)
comb(-1,2)
comb(5,-1)
comb(5,1.0)
comb(10**20,3)
comb(10**20,10**19)
comb(Index(),2)
perm(5)
perm(5,2)
perm(5,6)
perm(-1)
perm(5,-1)
perm(5,None)
perm(10**20,2)
perm(5.0)
prod([1,2,3])
prod([1.5,2])
prod([],start=5)
prod([2,3],start=2.0)
prod(1)
prod(['a',2])
prod([10**10]*5)
fsum([0.1]*10)
fsum([1e100,1,-1e100])
fsum([])
fsum([inf,-inf])
fsum([inf,1])
fsum([nan,1])
fsum([1e308,1e308])
fsum([1e308,1e308,-1e308])
fsum(['a'])
fsum(1)
fsum([1e16,1,1e-16])
dist((1,2),(4,6))
dist([1],[2,3])
dist([1,2],(3,4))
dist((1,),('a',))
dist(1,2)
dist((inf,),(nan,))
dist((),())
sumprod([1,2],[3,4])
sumprod([1,2],[3])
sumprod([1.5,2],[3,4])
sumprod([0.1]*10,[1]*10)
sumprod([10**20],[10**20])
sumprod([],[])
sumprod(1,2)
sumprod(['a'],[2])
sumprod([True,2.0],[3,4])
log(8,2)
log(10**400)
log(10**400,10)
log(0)
log(-1)
log(10,0)
log(10,1)
log(0,10)
log(2,'a')
log()
log(1,2,3)
log(10**400,0)
log2(2**1000)
log2(10**400)
log10(10**400)
log10(-10**400)
log2(0)
log(Float())
factorial(5)
factorial(20)
factorial(21)
factorial(50)
factorial(10**20)
factorial(-10**20)
factorial(100)%10**9
isqrt(99)
isqrt(10**40)
isqrt(2**64)
isqrt(-10**30)
isqrt(2**127-1)
floor(Rounding())
ceil(Rounding())
trunc(Rounding())
floor(1e300)==int(1e300)
ceil(1.5)
floor(-1.5)
trunc(-1.5)
trunc('a')
ceil('a')
floor(10**30)
pi
e
tau
gamma(0.5)
gamma(171)
gamma(172)
gamma(-0.5)
gamma(-1)
lgamma(0)
lgamma(-2)
lgamma(1e10)
lgamma(3)
gamma(10)
sin()
sin(1,2)
sin(x=1)
math.sqrt(x=4)
degrees(pi)
ulp(1e300)
ulp(-1)
exp(710)
cosh(711)
sinh(-711)
erf(0.3)
erfc(3)
cbrt(-27)
exp2(10)
exp2(1025)
expm1(1e-10)
log1p(-1)
log1p(-2)
frexp(8)
modf(-2.5)
""".strip().splitlines():
    show(expression)

numbers = ["0.0", "-0.0", "1", "-1", "0.5", "2.5", "-2.5", "1e308", "-1e308", "inf", "-inf", "nan", "1000", "-1000"]
numbers += ["Float()", "Index()", "NoFloat()", "'a'", "10**400", "5e-324", "True", "None"]
for function in """acos acosh asin asinh atan atanh cbrt cos cosh degrees erf erfc exp exp2 expm1 fabs floor ceil trunc gamma
    lgamma isfinite isinf isnan log log10 log1p log2 radians sin sinh sqrt tan tanh ulp frexp modf factorial
    isqrt""".split():
    for number in numbers:
        show(f"{function}({number})")
for steps in (0, 1, 1 << 62, (1 << 63) - 1, 1 << 63, (1 << 64) - 1, 1 << 70):
    print(steps, math.nextafter(-math.inf, math.inf, steps=steps), math.nextafter(1.0, -math.inf, steps=steps), math.nextafter(math.inf, 1.0, steps=steps))
