"""Properties, static methods, class methods and `super` objects, looked at from all sides."""

def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")



def f(x: int = 0):
    pass


s = staticmethod(f)
c = classmethod(f)
print(s.__dict__ | {"__doc__": None}, c.__dict__ | {"__doc__": None})
attempt(lambda: (s.__annotations__, "__annotations__" in s.__dict__, s.__isabstractmethod__, s.__wrapped__ is f, s.__func__ is f))
attempt(lambda: staticmethod())
attempt(lambda: staticmethod(1, 2))
attempt(lambda: staticmethod(x=1))
attempt(lambda: c())
attempt(lambda: (s.__name__, s.__qualname__, s.__module__, c.__name__))
attempt(lambda: staticmethod(5).__name__)
attempt(lambda: setattr(s, "x", 1) or s.x)
attempt(lambda: setattr(s, "__func__", 1))
attempt(lambda: classmethod(5).__get__(None, int))
print(sorted(staticmethod.__dict__), sorted(classmethod.__dict__), sorted(property.__dict__), sorted(super.__dict__))

p = property(f)
attempt(lambda: (p.__name__, property(None, None, None, "d").getter(f).__doc__, property(f, doc="x").setter(len).__doc__))
attempt(lambda: property().__name__)
attempt(lambda: property(1).__isabstractmethod__)
attempt(lambda: property(1).__get__(1))
attempt(lambda: property().__get__(1))
attempt(lambda: property().__set__(1, 1))
attempt(lambda: property().__delete__(1))
attempt(lambda: property(1, 2, 3, 4, 5))
attempt(lambda: property(foo=1))
attempt(lambda: p.__set_name__(1, 2))
attempt(lambda: setattr(p, "__name__", "k") or p.__name__)
attempt(lambda: setattr(p, "fget", 1))


class A:
    @property
    def x(self):
        return "x"

    y = property()

    @x.setter
    def z(self, v):
        pass


attempt(lambda: setattr(A(), "x", 1))
attempt(lambda: delattr(A(), "x"))
attempt(lambda: A().y)
attempt(lambda: (A.z.__name__, A().z))


class B(A):
    def m(self):
        s = super()
        return s


attempt(lambda: B().m())
attempt(lambda: super(B))
attempt(lambda: super(B).foo)
attempt(lambda: super(B).__get__(B()))
attempt(lambda: (super(B).__self__, super(B).__self_class__, super(B).__thisclass__, super(B, B()).__class__))
attempt(lambda: type(super(B, B).x))
attempt(lambda: super(B, int))
attempt(lambda: super(1))
attempt(lambda: super(1, 2, 3))
attempt(lambda: super(a=3))


def no_cell(self):
    return super()


def not_a_type(self):
    __class__ = 1

    def k(self):
        __class__
        return super()

    return k(1)


def empty():
    def k(self):
        return super()
        __class__

    k(1)
    __class__ = 1


attempt(lambda: no_cell(1))
attempt(lambda: not_a_type(1))
attempt(lambda: empty())


class Deleted:
    def m(self):
        del self
        super()

    def captured(self):
        return (lambda: self)() is self and super().__thisclass__


attempt(lambda: Deleted().m())
attempt(lambda: Deleted().captured())
m = B().m
attempt(lambda: (m == B().m, m == m, type(m)(f, 1)(), type(m)((5).__add__, 1), type(m)(int, 1)))
attempt(lambda: type(m)(f))
attempt(lambda: type(m)(f, 1, 2))
attempt(lambda: m.foo)

# What a wrapper takes over from its function once it is asked for, and a static method that is changed under a cache.
for wrapper in (staticmethod(f), classmethod(f)):
    for name, value in (("__annotations__", 5), ("__annotate__", len)):
        print(name in wrapper.__dict__, getattr(wrapper, name) == getattr(f, name), name in wrapper.__dict__)
        setattr(wrapper, name, value)
        print(wrapper.__dict__[name], getattr(f, name) == value)
        delattr(wrapper, name)
        attempt(lambda: delattr(wrapper, name))
for name in ("__annotations__", "__annotate__"):
    attempt(lambda: getattr(staticmethod(5), name))
    attempt(lambda: delattr(staticmethod(5), name))


class Static:
    @staticmethod
    def number():
        return 1


class Derived(Static):
    pass


def numbers(receiver):
    read = receiver.number
    return read(), receiver.number()


one = Derived()
for _ in range(3):
    print(numbers(one), numbers(Derived), numbers(Static))
Static.number = staticmethod(lambda: 2)
print(numbers(one), numbers(Derived), numbers(Static))
Static.__dict__["number"].__init__(lambda: 3)
print(numbers(one), numbers(Derived), numbers(Static))
Derived.number = classmethod(lambda cls: cls.__name__)
print(numbers(one), numbers(Derived), numbers(Static))
one.number = lambda: 5
print(numbers(one), numbers(Derived), numbers(Static))
