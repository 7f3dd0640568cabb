"""Unions and generic aliases of classes."""

def attempt(action):
    try:
        print(repr(action()))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")



Union = type(int | str)
Alias = type(list[int])
attempt(lambda: (Union.__name__, Union.__module__, Union.__qualname__, Union.__mro__))
attempt(lambda: (Union[int, str], Union[int]))
attempt(lambda: Union[()])
attempt(lambda: (int | str)[1])
attempt(lambda: int | "x")
attempt(lambda: "x" | int)
attempt(lambda: (None | int, int | None | int, int | list[int], list[int] | list[int], list[int] | None))
attempt(lambda: None | None)
attempt(lambda: ((int | str) | (str | float), (int | str) == (str | int), hash(int | str) == hash(str | int)))
attempt(lambda: ((int | str).__parameters__, (int | str).__origin__, (int | str).__args__))
attempt(lambda: Union())
attempt(lambda: type("X", (Union,), {}))
attempt(lambda: (isinstance(1, int | list[int]), issubclass(int, int | str), isinstance(None, int | None)))
attempt(lambda: isinstance("", int | list[int]))
attempt(lambda: issubclass(1, int | str))
attempt(lambda: (int | str)())
attempt(lambda: setattr(int | str, "x", 1))
attempt(lambda: (int | str).x)
attempt(lambda: (Alias.__name__, Alias.__module__, Alias.__qualname__, Alias))
attempt(lambda: (Alias(list, (int,)), Alias(list, int), Alias(5, int)))
attempt(lambda: Alias(list))
attempt(lambda: Alias(list, int, 5))
g = list[int]
attempt(lambda: (g.__origin__, g.__args__, g.__parameters__, g.__class__, g.__name__, g.__mro__, g.__unpacked__))
attempt(lambda: (g.append, g.__reduce__(), g.__mro_entries__(())))
attempt(lambda: (list(tuple[int]), next(iter(tuple[int])).__unpacked__, g.__typing_unpacked_tuple_args__))
attempt(lambda: (hash(g) == hash(list[int]), g == list[int], g == list[str], g == 5, g([1]), g is list[int]))
attempt(lambda: isinstance(1, g))
attempt(lambda: issubclass(list, g))
attempt(lambda: g.foo)
attempt(lambda: setattr(g, "foo", 1))
attempt(lambda: g[str])
attempt(lambda: (list[...], list[[int, str]], tuple[()], tuple[()].__args__, tuple[(int,)], list["a"], list[1], type[int]))
attempt(lambda: (list[int | None], dict[str, list[int]], list[list[int]] | None))


class M(list[int]):
    pass


class Generic:
    __class_getitem__ = classmethod(Alias)


attempt(lambda: (M.__bases__, M.__orig_bases__, M.__mro__))
attempt(lambda: (Generic[int], Generic[int]().__orig_class__, Generic[Generic]))
attempt(lambda: int[str])
attempt(lambda: [t[int] for t in (tuple, list, dict, set, frozenset, type, enumerate, staticmethod, classmethod)])
