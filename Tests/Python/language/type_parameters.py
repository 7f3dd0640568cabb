"""Type parameters and aliases (PEP 695), annotations evaluated late (PEP 649)."""
def first[T](items: list[T]) -> T:
    return items[0]


class Box[T, *Ts, **P]:
    def __init__(self, item: T):
        self.item = item

    def get[U](self, default: U) -> T | U:
        return self.item


type Pair[A, B = int] = tuple[A, B]
type Tree = list[Tree] | int


class Bounded[N: (int, float) = int, M: "late" = str]:
    pass


print(first([1, 2]), first.__type_params__, Box.__type_params__, Box(5).get(1), Pair, type(Pair).__name__)
print(Pair.__type_params__, Pair.__value__)
print(Tree, Tree.__value__, Pair[str, int], Tree.__name__, Bounded.__type_params__[0].__constraints__)
print(Bounded.__type_params__[1].__bound__, Bounded.__type_params__[0].__default__)
print(Box.__bases__[0].__name__, [p.__name__ for p in Box.__type_params__], type(Box.__type_params__[0]).__name__)


def annotated(a: int, b: Later, *c: "text", d: list[int] = None) -> Later:
    x: undefined = 1
    return x


try:
    annotated.__annotations__
except NameError as error:
    print(error)


class Later:
    field: int
    other: Later = None
    third: "quoted"


print(annotated.__annotations__, Later.__annotations__, annotated(1, 2))
module_variable: int = 5
conditional: str
if False:
    never: int
print(__annotate__(1) if "__annotate__" in globals() else "", module_variable, "conditional" in globals())


def changed(a: int):
    pass


changed.__annotations__["a"] = str
changed.__annotations__["b"] = float
print(changed.__annotations__, (lambda: 1).__annotations__, hasattr(Later, "field"), annotated.__annotate__(1)["a"])
print([*Tree], [*Pair[int]])
