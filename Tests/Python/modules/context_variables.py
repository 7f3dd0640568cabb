from _contextvars import Context, ContextVar, Token, copy_context


v = ContextVar("v")
d = ContextVar("d", default=5)
c = Context()


def show(expression):
    try:
        result = repr(eval(expression))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    place = result.find(" at 0x")
    print(expression, "=>", result if place < 0 else result[:place])


for expression in """
ContextVar()
ContextVar(1)
ContextVar('a')
ContextVar('a',default=2)
ContextVar('a',2)
ContextVar('a',x=2)
v.get()
v.get(3)
d.get()
d.get(7)
v.name
v.set(1)
v.get()
v.reset(5)
ContextVar[int]
hash(v) is not None
Context()
Context(1)
len(Context())
Context()[v]
v in Context()
5 in Context()
Context()['a']
Context().get(v)
Context().get(v,9)
Context().get(5)
copy_context()
copy_context()[v]
copy_context().get(v)
list(copy_context().keys())==[v]
list(copy_context().values())
list(copy_context().items())==[(v,1)]
list(copy_context())==[v]
c.run()
c.run(1)
c.run(lambda *a,**k:(a,k),1,x=2)
c.run(v.set,10)
c[v]
v.get()
c.run(v.get)
c.run(c.run,v.get)
c.copy()[v]
c==c.copy()
c!=Context()
c==5
Context()==Context()
hash(c)
Token()
Token.MISSING
Token[int]
""".strip().splitlines():
    show(expression)

t = v.set(2)
print(t.var is v, t.old_value)
show("t")
v.reset(t)
print(v.get())
show("v.reset(t)")
show("t")
t = c.run(v.set, 3)
show("v.reset(t)")
show("d.reset(t)")
t = d.set(9)
print(t.old_value, d.get())
d.reset(t)
print(d.get())
with v.set(77) as token:
    print(v.get(), token.var is v)
print(v.get())


def nested():
    v.set(100)
    try:
        c.run(len, "a")
    except RuntimeError as error:
        print(str(error)[:30])


c.run(nested)
print(v.get(), c[v])
try:
    c.run(lambda: 1 / 0)
except ZeroDivisionError as error:
    print(error)
copy = copy_context()
v.set(8)
print(copy[v], v.get())


def generate():
    yield v.get()
    v.set("g")
    yield v.get()


print(list(generate()), v.get())

class Unhashable(str): __hash__ = None
try: ContextVar(Unhashable("name"))
except TypeError as error: print(error)
