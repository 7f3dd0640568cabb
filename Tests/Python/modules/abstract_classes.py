import _abc
import _types
import _typing


class ABCMeta(type):
    def __new__(metaclass, name, bases, namespace):
        cls = super().__new__(metaclass, name, bases, namespace)
        _abc._abc_init(cls)
        return cls

    def register(cls, subclass):
        return _abc._abc_register(cls, subclass)

    def __instancecheck__(cls, instance):
        return _abc._abc_instancecheck(cls, instance)

    def __subclasscheck__(cls, subclass):
        return _abc._abc_subclasscheck(cls, subclass)


def abstract(function):
    function.__isabstractmethod__ = True
    return function


class Shape(metaclass=ABCMeta):
    @abstract
    def area(self):
        pass

    @abstract
    def name(self):
        pass

    def show(self):
        return "shape"


class Named(Shape):
    def name(self):
        return "named"


class Square(Named):
    def area(self):
        return 4


print(sorted(Shape.__abstractmethods__), sorted(Named.__abstractmethods__), Square.__abstractmethods__)
for cls in (Shape, Named):
    try:
        cls()
    except TypeError as error:
        print(error)
print(Square().area(), isinstance(Square(), Shape), issubclass(Square, Shape), issubclass(int, Shape), isinstance(1, Shape))

before = _abc.get_cache_token()
print(Shape.register(int) is int, _abc.get_cache_token() - before, isinstance(1, Shape), issubclass(bool, Shape))
print(Shape.register(Square) is Square, _abc.get_cache_token() - before)
for register in (lambda: Square.register(Shape), lambda: Shape.register(1)):
    try:
        register()
    except (RuntimeError, TypeError) as error:
        print(type(error).__name__, error)
try:
    issubclass(1, Shape)
except TypeError as error:
    print(error)


class Hooked(metaclass=ABCMeta):
    answer = NotImplemented

    @classmethod
    def __subclasshook__(cls, subclass):
        return cls.answer


class Yes(Hooked):
    answer = True


class No(Hooked):
    answer = False


class Wrong(Hooked):
    answer = 5


print(issubclass(str, Yes), issubclass(Yes, No), issubclass(str, Hooked), issubclass(bytes, Hooked))
try:
    issubclass(str, Wrong)
except AssertionError as error:
    print(error)


class Pretender:
    __class__ = Square


print(isinstance(Pretender(), Shape), isinstance(Pretender(), No))

registry, known, refused, version = _abc._get_dump(Shape)
print([reference() for reference in registry], len(known) > 0, type(refused).__name__)
_abc._reset_registry(Shape)
_abc._reset_caches(Shape)
print(isinstance(1, Shape), isinstance(Square(), Shape))


class Sequence(metaclass=ABCMeta):
    __abc_tpflags__ = 1 << 5


class Mapping(metaclass=ABCMeta):
    __abc_tpflags__ = 1 << 6


class Row(Sequence):
    def __len__(self):
        return 2

    def __getitem__(self, index):
        return [10, 20][index]


class Table:
    def __len__(self):
        return 1

    def get(self, key, default):
        return 5 if key == "a" else default

    def keys(self):
        return ["a"]

    def __getitem__(self, key):
        return 5


Mapping.register(Table)
for subject in (Row(), Table(), object()):
    match subject:
        case [x, y]:
            print("sequence", x, y)
        case {"a": x}:
            print("mapping", x)
        case _:
            print("neither")
print("__abc_tpflags__" in Sequence.__dict__)

# What nobody refers to any more is forgotten.
for _ in range(300):
    isinstance(type("Temporary", (), {})(), Shape)

for name in sorted(name for name in dir(_types) if not name.startswith("__")):
    print(name, getattr(_types, name))
for name in sorted(name for name in dir(_typing) if not name.startswith("__")):
    print(name, getattr(_typing, name) if name != "_idfunc" else _typing._idfunc(5))
