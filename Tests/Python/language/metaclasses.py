"""Metaclasses: creation in order, `__prepare__`, `__call__`, `__init_subclass__`, `__class_getitem__`, registries."""


class Meta(type):
    @classmethod
    def __prepare__(mcs, name, bases, **options):
        print("prepare", name, [b.__name__ for b in bases], options)
        return {"prepared": True}

    def __new__(mcs, name, bases, namespace, **options):
        print("new", name, [n for n in namespace if not n.startswith("__")])
        return super().__new__(mcs, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **options):
        print("init", name)
        super().__init__(name, bases, namespace)

    def __call__(cls, *args, **kwargs):
        print("call", cls.__name__, args, kwargs)
        return super().__call__(*args, **kwargs)

    def __getattr__(cls, name):
        return f"{cls.__name__} has no {name}"

    def __len__(cls):
        return 7

    def __iter__(cls):
        return iter("abc")

    def __contains__(cls, item):
        return item == 5

    def __getitem__(cls, key):
        return ("item", key)

    def __repr__(cls):
        return f"<meta {cls.__name__}>"

    def __instancecheck__(cls, instance):
        return instance == "anything" or super().__instancecheck__(instance)

    def __subclasscheck__(cls, other):
        return other is int or super().__subclasscheck__(other)

    @property
    def on_class(cls):
        return "property of " + cls.__name__


class First(metaclass=Meta, option=1):
    attribute = 1

    def __new__(cls, *args):
        print("First.__new__", args)
        return super().__new__(cls)

    def __init__(self, *args):
        print("First.__init__", args)


class Second(First):
    pass


one = First(1, 2)
print(First.prepared, First.missing, len(First), list(First), 5 in First, First["k"], First, Second)
print(First.on_class, type(Second))
print(isinstance("anything", First), isinstance(one, First), isinstance(1, First), issubclass(int, First))
print(issubclass(Second, First), hasattr(one, "on_class"))


class Plugin:
    registry = {}

    def __init_subclass__(cls, /, key=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.registry[key or cls.__name__] = cls


class Red(Plugin):
    pass


class Blue(Plugin, key="b"):
    pass


print(sorted(Plugin.registry), Plugin.registry["b"].__name__)


class Generic:
    def __class_getitem__(cls, item):
        return f"{cls.__name__}[{item}]"


print(Generic[int], Generic[1, 2])


class Singleton(type):
    instances = {}

    def __call__(cls, *args):
        if cls not in cls.instances:
            cls.instances[cls] = super().__call__(*args)
        return cls.instances[cls]


class Config(metaclass=Singleton):
    def __init__(self, value):
        self.value = value


print(Config(1) is Config(2), Config(3).value)


def function_meta(name, bases, namespace, **options):
    return (name, bases, sorted(n for n in namespace if not n.startswith("__")), options)


class NotAClass(metaclass=function_meta, flag=True):
    x = 1


print(NotAClass)


class Replaced:
    def __mro_entries__(self, bases):
        print("mro entries", len(bases))
        return (dict,)


class Sub(Replaced()):
    pass


print(Sub.__bases__, len(Sub.__orig_bases__), Sub(a=1))


class Ordered(type):
    def __lt__(cls, other):
        return cls.__name__ < other.__name__


X = Ordered("X", (), {})
Y = Ordered("Y", (), {})
print([c.__name__ for c in sorted([Y, X])], type(X) is Ordered, type(Ordered) is type, isinstance(X, Ordered))


def decorate(cls):
    cls.decorated = True
    return cls


@decorate
class Decorated:
    def method(self):
        return __class__ is Decorated


print(Decorated.decorated, Decorated().method())
for action in (lambda: type("Z", (), {}, bad=1), lambda: Generic()[0], lambda: Plugin[0], lambda: Config().value):
    try:
        print(action())
    except TypeError as error:
        print(error)
