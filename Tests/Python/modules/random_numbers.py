import _random


r = _random.Random(42)


def show(expression):
    try:
        result = repr(eval(expression))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    place = result.find(" at 0x")
    print(expression, "=>", result if place < 0 else result[:place])


for expression in """
[r.random() for _ in range(5)]
r.getrandbits(10)
r.getrandbits(64)
r.getrandbits(1000)
r.getrandbits(0)
r.getrandbits(-1)
r.getrandbits('a')
r.getrandbits(10**30)
len(r.getstate())
r.getstate()[-1]
r.getstate()[:3]
r.seed(1)
r.random()
r.seed(-1) or r.random()
r.seed(10**50) or r.random()
r.seed(0) or r.random()
r.seed(None)
r.seed(2**32) or r.random()
r.setstate(())
r.setstate([1])
r.setstate((1,)*624+(700,))
r.setstate((1,)*624+(5,)) or r.random()
r.setstate((-1,)*624+(5,))
r.setstate(('a',)*625)
_random.Random(1,2)
_random.Random(a=1)
_random.Random(x=1)
_random.Random([])
r.random(1)
_random.Random('x').random() is not None
""".strip().splitlines():
    show(expression)

state = r.getstate()
numbers = [r.random() for _ in range(3)]
r.setstate(state)
print(numbers == [r.random() for _ in range(3)])


class Derived(_random.Random):
    def __new__(cls, *arguments, **keywords):
        return super().__new__(cls, *arguments)

    def __init__(self, *arguments, **keywords):
        self.keywords = keywords


print(Derived(1, x=2).random())
