"""`super` in its forms: bare, explicit, in class and static methods, properties, nested functions, mixins."""
class A:
    label = "A"

    def f(self):
        return "A.f"

    @classmethod
    def make(cls):
        return "A.make", cls.__name__

    @staticmethod
    def static():
        return "A.static"

    @property
    def prop(self):
        return "A.prop"

    def __len__(self):
        return 1

    def __getitem__(self, key):
        return key


class B(A):
    label = "B"

    def f(self):
        return "B.f " + super().f() + " " + super(B, self).f() + " " + super(B, type(self)).f(self)

    @classmethod
    def make(cls):
        return ("B.make", *super().make())

    @staticmethod
    def static():
        return "B.static " + super(B, B).static()

    @property
    def prop(self):
        return "B.prop " + super().prop

    def __len__(self):
        return super().__len__() + 1

    def nested(self):
        def inner():
            return super(B, self).f(), __class__.__name__

        return inner(), [super(B, self).label for _ in range(1)], (lambda: super(B, self).label)()

    def comprehension(self):
        return [super().f() for _ in range(2)]

    def reassigned(self):
        s = super()
        return s.label, s.f(), type(s).__name__, s.__thisclass__.__name__, s.__self__ is self, s.__self_class__.__name__


class C(B):
    pass


b = B()
print(b.f(), C.make(), b.static(), b.prop, len(b), b.nested(), b.comprehension(), C().reassigned())
print(super(B, b).__getitem__(5), super(C, C()).label)
for action in (
    lambda: super(B, b)[5], lambda: len(super(B, b)), lambda: super(B, b).missing,
    lambda: setattr(super(B, b), "x", 1), lambda: super(C, b), lambda: super(A, 5), lambda: super(B, b).x,
):
    try:
        print(action())
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


class Base:
    def __init__(self, **rest):
        assert not rest, rest
        self.order = ["Base"]


class Left(Base):
    def __init__(self, left, **rest):
        super().__init__(**rest)
        self.order.append(f"Left {left}")


class Right(Base):
    def __init__(self, right, **rest):
        super().__init__(**rest)
        self.order.append(f"Right {right}")


class Both(Left, Right):
    def __init__(self, **rest):
        super().__init__(**rest)
        self.order.append("Both")


print(Both(left=1, right=2).order, repr(super(B, b)).startswith("<super: <class 'B'>, <B object>>"))


class NewCounts:
    made = 0

    def __new__(cls, *args):
        cls.made += 1
        return super().__new__(cls)

    def __init__(self, *args):
        self.args = args
        super().__init__()


class SubNew(NewCounts):
    def __new__(cls, *args):
        return super().__new__(cls, *args) if args else "not an instance"


print(NewCounts(1).args, SubNew(1, 2).args, SubNew(), NewCounts.made, SubNew.made)


def no_class(self):
    return super().f()


A.attached = no_class
try:
    b.attached()
except RuntimeError as error:
    print(error)
