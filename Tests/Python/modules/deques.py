import _collections as C
from _collections import deque


def show(expression):
    try:
        result = repr(eval(expression))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    place = result.find(" at 0x")
    print(expression, "=>", result if place < 0 else result[:place])


for expression in """
deque()
deque('abc')
deque('abc',2)
deque('abc',0)
deque('abc',maxlen=None)
deque([1],-1)
deque([1],'a')
deque([1],2,3)
deque(1)
deque(x=1)
deque(iterable='ab',maxlen=1)
deque('abc',maxlen=10)
deque([1],10**30)
deque([1],1.5)
deque('abc')[0]
deque('abc')[-1]
deque('abc')[3]
deque('abc')['a']
deque('abc')[10**30]
deque('abc')[0:1]
len(deque('abc'))
'a' in deque('abc')
'z' in deque('abc')
deque('abc')==deque('abc')
deque('abc')<deque('abd')
deque('ab')<deque('abd')
deque('abc')==['a','b','c']
deque('abc')<[1]
deque('abc')!=deque('ab')
deque('b')>=deque('a')
deque('ab')+deque('cd')
deque('ab')+['c']
deque('ab')*3
3*deque('ab')
deque('ab')*-1
deque('ab',3)*2
deque('ab')*'a'
deque('ab')*2.0
deque('abcabc').count('a')
deque('abc').index('c')
deque('abc').index('z')
deque('abc').index('a',1)
deque('abc').index('c',-1)
deque('abc').index('a',0,0)
deque('abc').index('a','x')
deque('abc').index()
deque('abc').maxlen
deque('abc',5).maxlen
deque('abc').copy()
deque('abc',5).__copy__()
deque('abc',4).__reduce__()
list(reversed(deque('abc')))
iter(deque('abc'))
reversed(deque('abc'))
iter(deque('abc')).__length_hint__()
iter(deque('abc')).__reduce__()
hash(deque())
deque().pop()
deque().popleft()
deque('a').remove('b')
deque('a').insert()
deque('abc').rotate('a')
deque('abc').rotate(1.0)
deque('abc').rotate(1,2)
deque.append(1,2)
deque('a',1).insert(0,1)
deque[int]
deque('abc').__class_getitem__(int)
C._deque_iterator(deque('abc'),1)
list(C._deque_iterator(deque('abc'),1))
C._deque_iterator()
C._deque_iterator([1])
list(C._deque_reverse_iterator(deque('abc'),1))
deque('abc').extend(1)
deque('abc').extendleft(2)
deque(['a',1.5,None])
deque('abc').__sizeof__()>0
bool(deque())
deque.__init__
deque.__new__(deque,1,2,3)
deque('abc').appendleft()
""".strip().splitlines():
    show(expression)


# Each change of a deque without a limit, and of one that is full.
for statement in """
d.append(1)
d.appendleft(1)
d.extend('xy')
d.extendleft('xy')
d.rotate()
d.rotate(2)
d.rotate(-1)
d.rotate(7)
d.reverse()
d.insert(1,'z')
d.insert(-1,'z')
d.insert(100,'z')
d.insert(-100,'z')
d.insert('a',1)
d.remove('b')
del d[1]
del d[-1]
del d[10]
d[0]=5
d[-1]=5
d[10]=5
d['a']=5
d+='xy'
d+=1
d*=2
d*=0
d*='a'
d.clear()
d.pop()
d.popleft()
d.append(d)
d.extend(d)
d.extendleft(d)
d+=d
d.maxlen=1
d.maxlen
""".strip().splitlines():
    for limit in (None, 4):
        d = deque("abcd", limit)
        try:
            exec(statement)
            print(statement, d)
        except Exception as error:
            print(statement, d, type(error).__name__, error)

d = deque()
d.append(d)
print(d)
iterator = iter(d)
d.append(1)
try:
    next(iterator)
except RuntimeError as error:
    print(error, iterator.__length_hint__())


class Named(deque):
    def __init__(self, *arguments, **keywords):
        super().__init__(*arguments, **keywords)
        self.name = 1


d = Named("abc", 4)
print(d, d.name, d.copy(), d + Named("x"), d * 2, d.__reduce__()[:3], type(d.copy()).__name__)


class Clearing:
    def __eq__(self, other):
        d.clear()
        return False


for method in (lambda: d.count(5), lambda: d.index(5), lambda: 5 in d, lambda: d.remove(5)):
    d = deque([1, Clearing(), 2])
    try:
        method()
    except (RuntimeError, IndexError) as error:
        print(type(error).__name__, error, d)

# Against a list, through growth and wrapping around.
d, model = deque(), []
seed = 1
for step in range(3000):
    seed = seed * 1103515245 + 12345 & 0x7FFFFFFF
    action, place = seed >> 8 & 7, (seed >> 12) % (len(model) + 1)
    if action < 2:
        d.append(step)
        model.append(step)
    elif action == 2:
        d.appendleft(step)
        model.insert(0, step)
    elif action == 3 and model:
        assert d.pop() == model.pop()
    elif action == 4 and model:
        assert d.popleft() == model.pop(0)
    elif action == 5:
        d.insert(place, step)
        model.insert(place, step)
    elif action == 6 and place < len(model):
        del d[place]
        del model[place]
    elif model:
        d.rotate(place)
        model[:] = model[-place:] + model[:-place] if place else model
    assert list(d) == model, (step, action)
print(len(d), list(reversed(d)) == model[::-1], d == deque(model), max(d))
