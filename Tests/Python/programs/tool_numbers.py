"""decimal, fractions, statistics, datetime, random, math and colours: numbers and times in all their forms."""

import colorsys
import datetime as dt
import decimal
import fractions
import ipaddress
import math
import numbers
import operator
import random
import statistics
import time
import uuid
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, ROUND_05UP, Context, Decimal, localcontext
from fractions import Fraction
from itertools import product


def attempt(function, *arguments):
    try:
        return repr(function(*arguments))
    except Exception as error:
        if isinstance(error, decimal.DecimalException):
            return type(error).__name__
        return f"{type(error).__name__}: {error}".replace("decimal.Decimal", "Decimal")


# decimal
for text in ["1.10", "-0", "1E+3", "123.456e-5", "NaN", "sNaN12", "-Infinity", " 7 ", "1_000.5", "x", "", "1e999999", "٣.٥"]:
    value = attempt(Decimal, text)
    print(text, value, attempt(lambda: Decimal(text).as_tuple()), attempt(lambda: Decimal(text).normalize()), attempt(lambda: Decimal(text).to_eng_string()))
a, b = Decimal("10.5"), Decimal("-3")
for function in (operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod, operator.pow, operator.lt, operator.eq):
    print(function.__name__, attempt(function, a, b), attempt(function, b, 2), attempt(function, 7, a), attempt(function, a, 0), attempt(function, a, 1.5))
for rounding in (ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_UP, ROUND_05UP):
    print(rounding, [str(Decimal(text).quantize(Decimal("0.1"), rounding)) for text in ("1.25", "-1.25", "1.35", "2.05", "-0.01")])
with localcontext(prec=50) as context:
    print(Decimal(2).sqrt(), Decimal(1).exp(), Decimal(10).ln(), Decimal("0.1").log10(), Decimal(2) ** Decimal("0.5"), bool(context.flags[decimal.Inexact]))
with localcontext(Context(prec=4, traps=[decimal.DivisionByZero])) as context:
    print(Decimal(1) / 3, Decimal("12345") + 1, attempt(lambda: Decimal(1) / 0), Decimal("NaN") + 1, Decimal(0) / 0, sorted(s.__name__ for s, f in context.flags.items() if f))
print(decimal.getcontext().prec, sorted(s.__name__ for s, trapped in decimal.getcontext().traps.items() if trapped), Decimal(0.1), Decimal.from_float(2.5), Decimal((1, (1, 2), -1)), round(Decimal("2.675"), 2), round(Decimal("2.5")), int(Decimal("-2.9")), hash(Decimal("2.50")) == hash(2.5), float(Decimal("1e-3")))
for spec in ["", ".2f", ",.3f", "+010.1f", "e", ".3e", "g", "%", ".1%", "^12", "*>12.2f", "_.2f", "n", "z.1f"]:
    print(repr(spec), attempt(format, Decimal("-1234567.891"), spec), attempt(format, Decimal("0.00001"), spec), attempt(format, Fraction(-22, 7), spec))
print(Decimal("1.20").compare(Decimal("1.2")), Decimal("1.20").compare_total(Decimal("1.2")), Decimal("7").remainder_near(4), Decimal("1.5").fma(2, 3), Decimal("123").shift(2), Decimal("123").rotate(1), Decimal("1100").logical_and(Decimal("1010")), Decimal("5").next_plus(), Decimal("12.3").as_integer_ratio(), Decimal("-3").copy_abs(), Decimal("3").is_signed(), Decimal("1e-400").adjusted(), Decimal(10).scaleb(3), max(Decimal(1), Decimal("NaN"), key=str))
print(sum(map(Decimal, ("0.1", "0.2", "0.3"))), [str(Decimal(n) / 7)[:12] for n in range(4)], sorted(map(Decimal, ["3", "-1", "2.5"])), Decimal(3) in {3}, isinstance(Decimal(1), numbers.Number))

# fractions
for value in ["3/4", " -1.25 ", "1e-3", "1/0", "x", 0.1, Decimal("0.1"), (1, 2), "1_0/3", "3/ 4", float("nan")]:
    print(repr(value), attempt(Fraction, value))
f, g = Fraction(3, 4), Fraction(-5, 6)
print([attempt(function, x, y) for function in (operator.add, operator.mul, operator.truediv, operator.floordiv, operator.mod, operator.pow) for x, y in ((f, g), (f, 2), (2, f), (f, 0.5))])
print(f.limit_denominator(2), Fraction(math.pi).limit_denominator(1000), math.floor(g), math.ceil(g), round(Fraction(7, 2)), round(Fraction(22, 7), 3), hash(Fraction(1, 2)) == hash(0.5), Fraction(1, 2) == 0.5, f < 0.8, f.as_integer_ratio(), f.is_integer(), Fraction.from_float(0.25), Fraction(6, -4), attempt(lambda: Fraction(1, 1.5)), attempt(lambda: Fraction(1, 2) + "x"))

# statistics
data = [2.5, 3.25, 5.5, 11.25, 11.75, 3.25]
for function in (statistics.mean, statistics.fmean, statistics.geometric_mean, statistics.harmonic_mean, statistics.median, statistics.median_low, statistics.median_high, statistics.median_grouped, statistics.mode, statistics.multimode, statistics.pstdev, statistics.pvariance, statistics.stdev, statistics.variance, statistics.quantiles):
    print(function.__name__, attempt(function, data), attempt(function, [Fraction(1, 2), Fraction(3, 4)]), attempt(function, []), attempt(function, map(Decimal, "1234")))
other = [1, 2, 3, 5, 4, 6]
print(statistics.covariance(data, other), statistics.correlation(data, other), statistics.correlation(data, other, method="ranked"), statistics.linear_regression(data, other), statistics.fmean(data, weights=other), statistics.quantiles(range(1, 100), n=10, method="inclusive"))
normal = statistics.NormalDist(100, 15)
print(normal, normal.pdf(110), normal.cdf(130), normal.inv_cdf(0.9), normal.zscore(85), normal.overlap(statistics.NormalDist(110, 10)), normal + 5, normal * 2, normal - statistics.NormalDist(10, 20), statistics.NormalDist.from_samples(data), normal.quantiles(), normal.samples(3, seed=1))
density = statistics.kde(data, h=1.5, kernel="triangular")
print([round(density(x), 6) for x in (0, 3, 6)], attempt(statistics.kde, data, -1), attempt(statistics.linear_regression, [1, 1], [1, 2]))

# datetime
date, moment = dt.date(2024, 2, 29), dt.datetime(2024, 2, 29, 13, 5, 9, 123456)
for code in "aAwdbBmyYHIMSfpjUWGuVcxX%zZ":
    print(code, moment.strftime(f"%{code}"), end="; ")
print(f"{moment:%Y/%m/%d}", repr(date), str(moment), moment.isoformat(" ", "minutes"), date.ctime(), tuple(date.isocalendar()), date.timetuple(), date.toordinal(), date.replace(day=1), moment.time(), dt.date.fromordinal(1))
zone = dt.timezone(dt.timedelta(hours=-3, minutes=-30), "NST")
aware = moment.replace(tzinfo=zone)
print(aware, repr(aware), aware.astimezone(dt.UTC), aware.utcoffset(), aware.tzname(), aware.timestamp(), dt.datetime.fromtimestamp(86400 * 365.25, dt.UTC), dt.timezone.utc, aware == aware.astimezone(dt.UTC), hash(aware) == hash(aware.astimezone(dt.UTC)), dt.timezone(dt.timedelta(seconds=5)))
for text in ["2024-02-29", "20240229", "2024-W09-4", "2024-02-29T13:05", "2024-02-29 13:05:09.5+01:00", "2024-02-29T13:05:09Z", "x", "2024-1-1", "2024-02-29T25:00", "2024-02-29T24:00"]:
    print(text, attempt(dt.date.fromisoformat, text), attempt(dt.datetime.fromisoformat, text))
for text, form in [("29 Feb 2024", "%d %b %Y"), ("13:05:09 PM", "%I:%M:%S %p"), ("2024-060", "%Y-%j"), ("1.5", "%S.%f"), ("+0530", "%z"), ("Monday 9 2024", "%A %W %Y"), ("24", "%y"), ("2024-13", "%Y-%m"), ("a", "%d"), ("12 rest", "%d"), ("x", "%Q")]:
    print(text, form, attempt(dt.datetime.strptime, text, form))
delta = dt.timedelta(days=-1, hours=3, microseconds=5)
print(delta, repr(delta), delta.total_seconds(), abs(delta), delta * 2.5, delta / dt.timedelta(hours=1), delta // 7, divmod(dt.timedelta(1), dt.timedelta(hours=5)), -delta, dt.timedelta(weeks=1, minutes=0.5), dt.timedelta.max, bool(dt.timedelta()))
print(moment == aware, moment - dt.datetime(2000, 1, 1), date + dt.timedelta(366), attempt(dt.date, 2023, 2, 29), attempt(dt.datetime, 1, 1, 1, 25), attempt(dt.time, 24), attempt(lambda: dt.datetime(2024, 1, 1, fold=2)))
print(dt.time(1, 2, 3, tzinfo=zone), repr(dt.time(5, fold=1)), dt.time.fromisoformat("01:02:03.004"), dt.time(1) < dt.time(2), dt.datetime.combine(date, dt.time(7)), dt.datetime.min, moment.weekday(), moment.isoweekday(), moment.date() == date, sorted([date, dt.date(2023, 5, 1), dt.date(2025, 1, 1)]), {date: 1}[dt.date(2024, 2, 29)])


class Moscow(dt.tzinfo):
    def utcoffset(self, when):
        return dt.timedelta(hours=3) + self.dst(when)

    def dst(self, when):
        return dt.timedelta(hours=1 if when and 4 <= when.month <= 9 else 0)

    def tzname(self, when):
        return "MSD" if self.dst(when) else "MSK"


for month in (1, 7):
    when = dt.datetime(2020, month, 1, 12, tzinfo=Moscow())
    print(when, when.dst(), when.strftime("%Z %z"), when.astimezone(dt.UTC), dt.datetime(2020, month, 1, 12, tzinfo=dt.UTC).astimezone(Moscow()), when.timetuple().tm_isdst)
print(time.strftime("%Y-%m-%d", time.gmtime(0)), time.strptime("30 Nov 00", "%d %b %y")[:3], time.asctime(time.gmtime(10**9)), attempt(time.strptime, "x", "%d"))

# random
generator = random.Random(12345)
print(generator.random(), generator.randint(1, 6), generator.choice("abc"), generator.sample(range(100), 4), generator.shuffle(deck := list(range(8))), deck, generator.choices("xyz", [5, 3, 2], k=5), generator.gauss(0, 1), generator.normalvariate(), generator.expovariate(2), generator.triangular(), generator.betavariate(2, 3), generator.gammavariate(2, 1), generator.paretovariate(3), generator.weibullvariate(1, 2), generator.vonmisesvariate(0, 4), generator.lognormvariate(0, 1), generator.randbytes(4), generator.getrandbits(70), generator.binomialvariate(20, 0.3), generator.uniform(-1, 1), generator.randrange(0, 100, 7))
state = generator.getstate()
first = [generator.random() for _ in range(3)]
generator.setstate(state)
print(first == [generator.random() for _ in range(3)], attempt(generator.choice, []), attempt(generator.sample, [1], 2), attempt(generator.randrange, 5, 5), attempt(generator.sample, {1}, 1), attempt(generator.choices, [1], [0]), random.Random("text").random(), random.Random(b"bytes").random(), random.Random(-5).random() == random.Random(5).random())

# Identifiers and colours
print(uuid.uuid5(uuid.NAMESPACE_DNS, "example.org"), uuid.uuid3(uuid.NAMESPACE_URL, "http://x"), uuid.UUID(int=5).urn, repr(uuid.UUID("{12345678-1234-5678-1234-567812345678}")), uuid.UUID(bytes=bytes(range(16))).fields, uuid.uuid5(uuid.NAMESPACE_OID, "x").version, uuid.UUID(int=1) < uuid.UUID(int=2), attempt(uuid.UUID, "x"), uuid.NIL, uuid.MAX)
for colour in [(0.2, 0.4, 0.6), (1, 1, 1), (0, 0, 0), (1, 0.5, 0)]:
    print([tuple(round(c, 4) for c in convert(*colour)) for convert in (colorsys.rgb_to_hsv, colorsys.rgb_to_hls, colorsys.rgb_to_yiq, colorsys.hsv_to_rgb, colorsys.hls_to_rgb, colorsys.yiq_to_rgb)])
network = ipaddress.ip_network("192.168.10.0/29")
print(network, list(network.hosts()), network.netmask, network.broadcast_address, network.num_addresses, list(network.subnets(prefixlen_diff=1)), network.supernet(), ipaddress.ip_address("192.168.10.5") in network, network.overlaps(ipaddress.ip_network("192.168.10.4/30")), ipaddress.ip_interface("10.0.0.1/8").network, int(ipaddress.ip_address("1.2.3.4")), ipaddress.ip_address(5), repr(ipaddress.ip_address("::1")))
six = ipaddress.ip_address("2001:db8::ff00:42:8329")
print(six.exploded, six.compressed, six.reverse_pointer, six.is_private, ipaddress.ip_address("::ffff:1.2.3.4").ipv4_mapped, list(ipaddress.summarize_address_range(ipaddress.ip_address("10.0.0.0"), ipaddress.ip_address("10.0.0.5"))), list(ipaddress.collapse_addresses(map(ipaddress.ip_network, ["10.0.0.0/25", "10.0.0.128/25"]))), sorted(map(ipaddress.ip_address, ["10.0.0.10", "9.0.0.1"])), f"{ipaddress.ip_address('1.2.3.4'):#b}", f"{six:x}")
for text in ["256.1.1.1", "1.2.3", "01.2.3.4", "1.2.3.4/33", "10.0.0.1/24", "::1::", "12345::", "fe80::1%eth0", "x"]:
    print(text, attempt(ipaddress.ip_address, text), attempt(ipaddress.ip_network, text), attempt(lambda: ipaddress.ip_network(text, strict=False)))
print([math.isclose(x, y, rel_tol=1e-3) for x, y in product((1, 1.0005), repeat=2)], math.comb(50, 25), math.perm(10, 3), math.isqrt(10**20), math.dist((1, 2), (4, 6)), math.hypot(1, 2, 3), math.fsum([0.1] * 10), math.sumprod([1, 2], [3, 4.5]), math.prod(range(1, 8)), math.gcd(12, 18, 27), math.lcm(4, 6, 10), math.nextafter(1, 2), math.ulp(1.0), math.frexp(10), math.ldexp(0.5, 4), math.modf(-2.5), math.remainder(7, 4), math.fma(2, 3, 4), math.cbrt(27), math.erf(0.5), math.gamma(5.5), fractions.math is math)
