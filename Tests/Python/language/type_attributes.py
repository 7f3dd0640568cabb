"""Classes as objects: what they say of themselves and what of that can be changed."""

def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")



class A:
    pass


class B(A):
    "doc"
    x: int = 1
    y: "str"

    def f(self):
        pass


attempt(lambda: list(B.__dict__))
attempt(lambda: [bool(B.__flags__ & 1 << bit) for bit in (4, 8, 9, 10, 12, 20, 24, 31)])
attempt(lambda: [bool(int.__flags__ & 1 << bit) for bit in (4, 8, 9, 10, 12, 20, 24, 31)])
attempt(lambda: [bool(type.__flags__ & 1 << bit) for bit in (8, 9, 10, 12, 20, 24, 31)])
attempt(lambda: (object.__basicsize__, A.__basicsize__, A.__itemsize__, int.__itemsize__ > 0, A.__text_signature__))
attempt(lambda: (A.__annotations__, B.__annotations__, B.__annotations__ is B.__annotations__))
attempt(lambda: int.__annotations__)
attempt(lambda: setattr(int, "__annotations__", 1))
attempt(lambda: (A.__annotate__, B.__annotate__(1), B.__type_params__, int.__type_params__))
attempt(lambda: int.__annotate__)
attempt(lambda: setattr(A, "__annotate__", 1))
attempt(lambda: setattr(A, "__annotations__", {"z": 1}) or A.__annotations__)
attempt(lambda: delattr(A, "__annotations__") or A.__annotations__)
attempt(lambda: delattr(type("X", (), {}), "__annotations__"))
attempt(lambda: setattr(A, "__annotate__", lambda format: {"made": format}) or A.__annotations__)
attempt(lambda: setattr(A, "__annotate__", lambda format: 5) or A.__annotations__)
attempt(lambda: delattr(A, "__annotate__"))
attempt(lambda: setattr(A, "__type_params__", (1,)) or A.__type_params__)
attempt(lambda: setattr(A, "__doc__", "new") or A.__doc__)
attempt(lambda: setattr(A, "__module__", "m") or A)
attempt(lambda: setattr(A, "__qualname__", "Q") or A)
attempt(lambda: setattr(A, "__name__", "N") or (A.__name__, A))
attempt(lambda: setattr(A, "__name__", "A"))
for name in ("__doc__", "__module__", "__name__", "__qualname__", "__bases__", "__dict__", "__mro__", "__base__"):
    attempt(lambda: delattr(A, name))
    attempt(lambda: setattr(A, name, 5))
    attempt(lambda: setattr(int, name, 5))
attempt(lambda: setattr(int, "__abstractmethods__", 1))
attempt(lambda: int.__abstractmethods__)
attempt(lambda: type.__abstractmethods__)
attempt(lambda: delattr(A, "__abstractmethods__"))
attempt(lambda: setattr(A, "__abstractmethods__", ["b", "a"]))
attempt(lambda: A())
attempt(lambda: A.__abstractmethods__)
attempt(lambda: setattr(A, "__abstractmethods__", {"b"}))
attempt(lambda: A())
attempt(lambda: delattr(A, "__abstractmethods__") or type(A()))
attempt(lambda: delattr(int, "real"))
attempt(lambda: setattr(int, "new", 1))
attempt(lambda: delattr(A, "missing"))
attempt(lambda: setattr(A, 5, 1))
attempt(lambda: type("X", (), {1: 2}).__dict__[1])


class Keyword:
    def __init_subclass__(cls, /, tag=None, **rest):
        super().__init_subclass__(**rest)
        cls.tag = tag


class Tagged(Keyword, tag="t"):
    pass


print(Tagged.tag, type("Dynamic", (Keyword,), {}, tag=5).tag)
attempt(lambda: type("Bad", (Keyword,), {}, other=5))
attempt(lambda: type("Bad", (), {}, other=5))


class Named:
    def __set_name__(self, owner, name):
        self.seen = owner.__name__, name
        if name == "adds":
            owner.added = 1


class Owner:
    first = Named()
    adds = Named()


print(Owner.first.seen, Owner.adds.seen, Owner.added)


class Entries:
    def __init__(self, *bases):
        self.bases = bases

    def __mro_entries__(self, given):
        return self.bases


class Resolved(Entries(A, Keyword), Entries()):
    pass


print(Resolved.__bases__, len(Resolved.__orig_bases__), type(Resolved.__orig_bases__[0]).__name__)


class Item:
    def __class_getitem__(cls, item):
        return cls.__name__, item


class SubItem(Item):
    pass


print(Item[1], SubItem[1, 2])
attempt(lambda: A[1])
attempt(lambda: A()[1])


class Preparing(type):
    @classmethod
    def __prepare__(metacls, name, bases, **keywords):
        return {"prepared": (name, bases, keywords)}

    def __new__(metacls, name, bases, namespace, **keywords):
        return super().__new__(metacls, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **keywords):
        super().__init__(name, bases, namespace)
        cls.keywords = keywords

    def __call__(cls, *arguments):
        return "called", super().__call__(*arguments) is not None

    def __getattr__(cls, name):
        return f"meta {name}"

    def __len__(cls):
        return 7

    def __iter__(cls):
        return iter("abc")

    def __contains__(cls, item):
        return item == 5

    def __getitem__(cls, item):
        return item

    def __instancecheck__(cls, instance):
        return instance == 5

    def __subclasscheck__(cls, subclass):
        return subclass is int

    def __dir__(cls):
        return ["listed"]

    @property
    def where(cls):
        return "metaclass"


class Prepared(A, metaclass=Preparing, key=1):
    pass


print(Prepared.prepared, Prepared.keywords, Prepared(), Prepared.missing, len(Prepared), list(Prepared), Prepared["x"])
print(5 in Prepared, isinstance(5, Prepared), isinstance(6, Prepared), issubclass(int, Prepared), dir(Prepared), Prepared.where)
print(isinstance(5, (str, Prepared)), issubclass(str, (Prepared, object)))
attempt(lambda: setattr(Prepared, "where", 1))


class Claims:
    __class__ = int


class Lies:
    @property
    def __class__(self):
        raise AttributeError("lie")


print(isinstance(Claims(), int), isinstance(Claims(), Claims), type(Claims()) is int, isinstance(Lies(), int))
attempt(lambda: isinstance(1, 1))
attempt(lambda: isinstance(1, (str, 1)))
attempt(lambda: issubclass(1, int))
attempt(lambda: issubclass(int, 1))
attempt(lambda: issubclass(int, (str, 1)))


class Duck:
    __bases__ = (A,)


class DuckBase:
    __bases__ = ()


duck, base = Duck(), DuckBase()
duck.__bases__ = (base,)
print(issubclass(duck, base), issubclass(base, duck), issubclass(duck, A))
attempt(lambda: isinstance(A(), duck))
