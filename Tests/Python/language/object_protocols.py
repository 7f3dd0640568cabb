"""What special methods do and may return, how attributes are found, set and deleted, what calls of classes say."""


def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")
class G:
    def __getattribute__(self, name):
        if name == "direct": return 1
        if name == "raises": raise AttributeError("mine")
        if name == "other": raise ValueError("v")
        return super().__getattribute__(name)
    def __getattr__(self, name):
        if name == "nothing": raise AttributeError("no " + name, name=name, obj=self)
        return "getattr " + name
g=G()
attempt(lambda: (g.direct, g.raises, g.missing, g.__class__))
attempt(lambda: g.other)
attempt(lambda: g.nothing)
attempt(lambda: hasattr(g,"nothing"))
attempt(lambda: getattr(g,"nothing",5))
class Set:
    def __setattr__(self, name, value):
        object.__setattr__(self, name, value*2)
    def __delattr__(self, name):
        object.__setattr__(self, "deleted", name)
s=Set(); s.a=1; del s.a
print(vars(s))
class OnlyDel:
    def __delattr__(self, n): print("del", n)
o=OnlyDel(); o.x=1; del o.x; print(o.x)
class Data:
    def __get__(self, i, o): return "data", i is None
    def __set__(self, i, v): print("set", v)
class NoDel:
    d=Data()
attempt(lambda: NoDel.d)
n=NoDel(); n.d=5
attempt(lambda: delattr(n,"d"))
attempt(lambda: n.d)
class B:
    def __bool__(self): return 5
class L:
    def __len__(self): return -1
class L2:
    def __len__(self): return "x"
class L3:
    def __len__(self): return 2**70
class I:
    def __index__(self): return "x"
class C:
    __call__ = 5
attempt(lambda: bool(B()))
attempt(lambda: bool(L()))
attempt(lambda: len(L2()))
attempt(lambda: len(L3()))
attempt(lambda: [1][I()])
attempt(lambda: range(I()))
attempt(lambda: C()())
class R:
    def __repr__(self): return 5
class St:
    def __str__(self): return 5
attempt(lambda: repr(R()))
attempt(lambda: str(St()))
attempt(lambda: str(R()))
attempt(lambda: f"{St()}")
class H:
    def __hash__(self): return "x"
attempt(lambda: hash(H()))
class It:
    def __iter__(self): return 5
attempt(lambda: iter(It()))
attempt(lambda: list(It()))
class Ia:
    def __iadd__(self, o): return NotImplemented
    def __add__(self, o): return "add"
x=Ia(); x+=1; print(x)
class Ib: pass
def f():
    x=Ib(); x+=1
attempt(f)
def f():
    x=Ib(); x**=1
attempt(f)
attempt(lambda: Ib()+1)
attempt(lambda: 1@Ib())
attempt(lambda: Ib()<Ib())
attempt(lambda: -Ib())
attempt(lambda: ~Ib())
attempt(lambda: abs(Ib()))
attempt(lambda: Ib()[0])
attempt(lambda: Ib()())
attempt(lambda: len(Ib()))
attempt(lambda: next(Ib()))
attempt(lambda: divmod(Ib(),1))
attempt(lambda: pow(Ib(),1,2))
subclasses = []
class D1:
    def __init_subclass__(cls):
        subclasses.append(cls)
        raise ValueError("no subclass")
attempt(lambda: type("X",(D1,),{}))
print(D1.__subclasses__())
class AbsM(type):
    def __instancecheck__(cls, o): return 3
    def __subclasscheck__(cls, o): return []
class Ab(metaclass=AbsM): pass
attempt(lambda: (isinstance(1,Ab), issubclass(int,Ab), isinstance(Ab(),Ab)))
class E:
    def __eq__(self, o): return NotImplemented
    def __ne__(self, o): return "ne"
attempt(lambda: (E()==1, E()!=1, E()!=E(), 1!=E()))
class E2:
    def __eq__(self,o): return "eq"
attempt(lambda: (E2()==1, E2()!=1, 1==E2(), 1!=E2()))
class GI:
    def __getitem__(self,i):
        if i>3: raise IndexError
        return i*i
attempt(lambda: (list(GI()), 4 in GI(), 5 in GI(), list(reversed([1])), max(GI())))
class Cx:
    def __contains__(self, x): return "truthy"
attempt(lambda: 1 in Cx())
class Inst:
    pass
i=Inst()
i.__len__=lambda: 5
i.__call__=lambda: 6
attempt(lambda: len(i))
attempt(lambda: i())
attempt(lambda: type.__call__(Inst).__class__)
attempt(lambda: type.__call__(type,5))
attempt(lambda: type.__new__(type,"X",(),{}))
attempt(lambda: type.__new__(type))
attempt(lambda: type.__new__(type,1,2,3))
attempt(lambda: type.__new__(int,"X",(),{}))
attempt(lambda: type.__init__(Inst,1,2))
attempt(lambda: type("X",(),{},x=1))
attempt(lambda: type(x=1))
attempt(lambda: object.__setattr__(5,"a",1))
attempt(lambda: object.__setattr__(int,"a",1))
attempt(lambda: type.__setattr__(Inst,"zz",1) or Inst.zz)
attempt(lambda: object.__getattribute__(Inst,"__mro__"))
attempt(lambda: object.__getattribute__(Inst(),5))
attempt(lambda: getattr(Inst(),5))
attempt(lambda: setattr(Inst(),5,5))
attempt(lambda: Inst.__dict__["x"])
attempt(lambda: Inst().__dict__.x)
attempt(lambda: Inst.mro())
attempt(lambda: type.mro(int))
attempt(lambda: Inst.__init__)
attempt(lambda: Inst.__eq__)


class Fallback(type):
    def __getattr__(cls, name):
        return "fallback " + name


class Inherited:
    attribute = "inherited"
    method = lambda self: "method"


class WithFallback(Inherited, metaclass=Fallback):
    own = "own"


print(WithFallback.attribute, WithFallback.own, WithFallback.missing, WithFallback().method(), WithFallback.__name__)


class FallbackDict(dict):
    def __getattr__(self, name):
        return self[name]


class FailingProperty:
    @property
    def failing(self):
        raise AttributeError("inner")

    def __getattr__(self, name):
        return "asked for " + name


print(FallbackDict(a=1).a, FallbackDict.get, FailingProperty().failing)
