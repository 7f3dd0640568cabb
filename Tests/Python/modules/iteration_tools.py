import itertools as I


def show(expression):
    try:
        result = repr(eval(expression))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    place = result.find(" at 0x")
    print(expression, "=>", result if place < 0 else result[:place])


for expression in """
I.count('a')
I.count(1,'a')
I.count(1,2,3)
I.count(1.5)
I.count(1,True)
I.count(5,2)
I.count(step=2)
I.count(start=3,step=1.0)
I.count(x=1)
I.cycle()
I.cycle(1)
I.cycle([1],2)
I.cycle(it=[])
I.repeat()
I.repeat(1,2)
I.repeat(1)
I.repeat(1,-3)
I.repeat(1,'a')
I.repeat(1,times=None)
I.repeat(object=1,times=2)
I.repeat(1,2,3)
I.repeat(1,x=2)
len(I.repeat(1))
I.repeat(1).__length_hint__()
I.repeat(1,4).__length_hint__()
I.accumulate()
I.accumulate(1)
list(I.accumulate([1,2,3],None,initial=10))
I.accumulate([1],2,3)
list(I.accumulate([],initial=None))
list(I.accumulate([1,2],func=lambda a,b:a*b))
I.chain(x=1)
list(I.chain([1],(2,)))
list(I.chain.from_iterable(['ab','c']))
I.chain.from_iterable(1)
list(I.chain(1))
I.chain.from_iterable()
list(I.chain.from_iterable([1]))
I.compress('a')
I.compress(1,2)
list(I.compress('abcd',[1,0,1]))
list(I.compress(data='abcd',selectors=[1,0,1]))
I.compress('a','b','c')
I.dropwhile(1)
I.dropwhile(1,2)
list(I.dropwhile(1,[2]))
I.dropwhile(1,2,3)
I.dropwhile(predicate=1,iterable=2)
list(I.takewhile(lambda x:x<2,[0,1,2,1]))
list(I.filterfalse(None,[0,1,2]))
list(I.filterfalse(bool,[0,1,2]))
list(I.starmap(pow,[(2,3),[3,2]]))
list(I.starmap(pow,[1]))
list(I.pairwise('abcd'))
I.pairwise(1)
I.pairwise()
I.islice()
I.islice('a')
I.islice('abc',1,2,3,4)
I.islice('abc',-1)
I.islice('abc','a')
I.islice('abc',-1,2)
I.islice('abc',0,'b')
I.islice('abc',0,1,0)
I.islice('abc',0,1,-1)
I.islice('abc',0,1,'x')
list(I.islice('abcdef',1,None,2))
list(I.islice('abc',None))
I.islice(1,2)
I.islice('a',stop=1)
I.islice('a',10**30)
I.islice('a',1,10**30)
I.islice('a', 1,2,10**30)
I.islice('a',2.0)
[(k,list(g)) for k,g in I.groupby('aabbc')]
I.groupby()
I.groupby(1)
I.groupby('a',1,2)
[(k,list(g)) for k,g in I.groupby(iterable='aAb',key=str.upper)]
list(I.batched('abcde',2))
list(I.batched('abcde',2,strict=True))
I.batched('a',0)
I.batched('a')
I.batched('a','b')
I.batched('a',-10**30)
list(I.batched('a',n=1))
list(I.zip_longest('ab','c',fillvalue=0))
I.zip_longest(1)
I.zip_longest('a',1)
I.zip_longest('a',fill=1)
list(I.zip_longest())
I.zip_longest('a',fillvalue=1,x=2)
list(I.product('ab',[1,2]))
list(I.product('ab',repeat=2))
list(I.product())
list(I.product('ab',repeat=0))
I.product('a',repeat=-1)
I.product('a',repeat='a')
I.product('a',x=1)
I.product(1)
list(I.product('a',''))
I.product('ab',repeat=10**18)
list(I.permutations('abc',2))
list(I.permutations('abc'))
I.permutations('abc',-1)
I.permutations('abc','a')
list(I.permutations('a',2))
list(I.permutations('abc',0))
I.permutations()
I.permutations(1)
list(I.permutations('ab',r=None))
I.permutations('a',2.0)
list(I.combinations('abcd',2))
I.combinations('abc')
I.combinations('abc',-1)
I.combinations('abc','x')
list(I.combinations('ab',3))
list(I.combinations('ab',0))
list(I.combinations(iterable='ab',r=1))
list(I.combinations_with_replacement('abc',2))
I.combinations_with_replacement('abc',-1)
list(I.combinations_with_replacement('',1))
list(I.combinations_with_replacement('',0))
I.tee()
I.tee('a',-1)
I.tee('a','b')
I.tee('a',0)
[list(x) for x in I.tee('abc',3)]
I.tee(1)
type(I.tee('a')[0])
I._tee(1)
I.tee('a',n=2)
I._grouper()
I._tee_dataobject()
I._grouper
I.chain
I.groupby('a')._a
sum(I.repeat(1,5))
list(map(lambda *a:a, I.count(), 'ab'))
I.count(2**62-1).__next__()
list(I.islice(I.count(2**63-2),3))
I.count(-1.5,0.5)
list(I.islice(I.count(1,2.5),3))
I.count(10**40)
I.chain[int]
I.zip_longest[int]
I.tee('abc')[0].__copy__()
""".strip().splitlines():
    show(expression)

# Groups end when the next one is asked for; an element that was seen is not lost.
groups = I.groupby([1, 1, 2, 3], key=lambda n: n // 2)
first = next(groups)[1]
print(next(first), next(first), next(first, "end"))
second = next(groups)[1]
print(list(first), list(second), list(groups))

# Iterators of a tee share what they have taken; copies of them, too.
left, right = I.tee(iter(range(200)))
print(sum(left), next(right), list(right.__copy__()) == list(right))
again = I.tee(left, 2)
print(list(again[0]), list(again[1]))


class Reentrant:
    def __iter__(self):
        return self

    def __next__(self):
        return next(self.tee)


reentrant = Reentrant()
reentrant.tee, other = I.tee(reentrant)
try:
    next(other)
except RuntimeError as error:
    print(error)


class Steps:
    """Iterates over numbers, then raises, then goes on."""

    def __init__(self):
        self.numbers = iter([1, 2, None, 3])

    def __iter__(self):
        return self

    def __next__(self):
        number = next(self.numbers)
        if number is None:
            raise ValueError("a step is missing")
        return number


for make in (
    lambda: I.chain(Steps(), [9]),
    lambda: I.islice(Steps(), 5),
    lambda: I.pairwise(Steps()),
    lambda: I.batched(Steps(), 3),
    lambda: I.zip_longest(Steps(), [7]),
    lambda: I.accumulate(Steps()),
    lambda: I.takewhile(bool, Steps()),
    lambda: I.cycle(Steps()),
):
    iterator, seen = make(), []
    for _ in range(7):
        try:
            seen.append(next(iterator))
        except (ValueError, StopIteration) as error:
            seen.append(type(error).__name__)
    print(seen)


class Chain(I.chain):
    pass


print(list(Chain("ab")), type(Chain.from_iterable([])).__name__, Chain(()).__iter__().__class__.__name__)
print(list(I.islice(I.count(2**62 - 2), 4)), list(I.islice(I.count(-(2**62), -1), 3)))
print(len(list(I.permutations(range(6)))), len(list(I.product(range(5), repeat=4))))
print(list(I.combinations(range(6), 4))[-3:], list(I.combinations_with_replacement(range(4), 3))[-3:])

# Threads that count together miss no number.
import threading
for start in 0, 2**62 - 500, 2**80:
    counter, seen = I.count(start, 3), []
    threads = [threading.Thread(target=lambda: seen.extend(next(counter) for _ in range(500))) for _ in range(4)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    print(sorted(seen) == list(range(start, start + 6000, 3)), counter)
