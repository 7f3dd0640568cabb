"""What subscribing to generic aliases puts in the places of type parameters of all kinds."""

import collections.abc
import pickle
import weakref
from typing import Callable, Concatenate, Generic, ParamSpec, Protocol, TypeVar, TypeVarTuple, Union, Unpack, get_type_hints

T, T1, T2 = TypeVar("T"), TypeVar("T1"), TypeVar("T2")
P, P2 = ParamSpec("P"), ParamSpec("P2")
Ts = TypeVarTuple("Ts")
D = TypeVar("D", default=int)


class X(Generic[T, P]):
    pass


class Y(Generic[T, *Ts]):
    pass


class Z(Generic[P]):
    pass


for expression in """
list[T][int]
list[T][None]
list[T]['int']
list[T][1]
list[T][*tuple[int]]
list[T][*tuple[int, str]]
list[T][*tuple[()]]
list[T][*tuple[int, ...]]
list[T][*Ts]
dict[T1, T2][*tuple[int, str]]
dict[T1, T2][*tuple[int], *tuple[str]]
dict[T1, T2][int, *tuple[str, ...]]
dict[T1, T2][int]
dict[T1, T2][int, str, float]
dict[T1, list[T2]][int, T1]
tuple[*Ts][int, str]
tuple[*Ts][()]
tuple[int, *Ts, T][str]
tuple[int, *Ts, T][str, float, bool]
tuple[T, *Ts][*tuple[int, ...]]
list[*Ts][*Ts]
dict[T, D][str]
X[int, [int, str]]
X[int, P]
X[int, [int, str]].__args__
X[int, int]
Z[int, str]
Z[[int, str]]
Z[P2][int]
Y[int]
Y[int, str, float]
Y[int, str, float].__args__
collections.abc.Callable[P, T]
collections.abc.Callable[P, T][[int, str], float]
collections.abc.Callable[P, T][int, float]
collections.abc.Callable[[], T][int]
collections.abc.Callable[[int, T], T][None]
collections.abc.Callable[Concatenate[int, P], T][[str], float]
Callable[P, T][[int, str], float]
Callable[Concatenate[int, P], T][[str, bytes], float]
Callable[[*Ts], T][int, str, float]
(T | None)[int]
(T | list[T])[str]
T | 'x'
'x' | T
(int | str) | 'x'
Union[int, 'x']
Union.__module__, Union.__qualname__
type(collections.abc.Callable[[int], str])
weakref.ref(kept := list[int])() is kept
weakref.ref(kept := int | str)() is kept
iter(int | str)
dir(list[int]).count('__bases__')
type('C', (P.args,), {})
type('C', (P.kwargs,), {})
TypeVar('B', bound=1)
TypeVar('B', bound='X').__bound__
type.__type_params__
get_type_hints(type)
""".strip().splitlines():
    try:
        print(expression, "=>", repr(eval(expression)).partition(" at 0x")[0])
    except TypeError as error:
        print(expression, "=>", type(error).__name__, error)


class Named(Protocol[T]):
    pass


class Box(Generic[T]):
    def __init__(self, content):
        self.content = content


for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    copy = pickle.loads(pickle.dumps(Box(3), protocol))
    print(type(copy).__name__, copy.content)
buffer = pickle.PickleBuffer(bytearray(b"abc"))
print(bytes(buffer), buffer.raw().readonly, pickle.dumps(buffer, 5), memoryview(pickle.PickleBuffer(buffer)).tolist())
kept = []
data = pickle.dumps([buffer, pickle.PickleBuffer(b"xyz")], 5, buffer_callback=kept.append)
print([type(x).__name__ for x in pickle.loads(data, buffers=kept)], len(kept))
for call in (
    lambda: pickle.PickleBuffer(1), lambda: pickle.dumps(buffer, 4), lambda: pickle.PickleBuffer(memoryview(b"abcd")[::2]).raw(),
    lambda: buffer.release(), lambda: buffer.raw(),
):
    try:
        print(call())
    except (TypeError, ValueError, BufferError, pickle.PicklingError) as error:
        print(type(error).__name__, error)
