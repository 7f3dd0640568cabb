"""OrderedDict misses the keys that dict's own methods have taken out."""

from collections import OrderedDict


def attempt(take, use):
    ordered = OrderedDict(a=1, b=2, c=3)
    take(ordered)
    try:
        print(use(ordered))
    except KeyError:
        print("KeyError")


for take in (lambda o: dict.__delitem__(o, "b"), lambda o: dict.pop(o, "b"), lambda o: dict.popitem(o)):
    for use in (repr, lambda o: list(o.items()), lambda o: list(o.values()), OrderedDict.copy, len):
        attempt(take, use)
for take in (lambda o: o.pop("b"), lambda o: o.popitem(), lambda o: o.__delitem__("a"), lambda o: o.clear(),
             lambda o: o.move_to_end("a"), lambda o: o.setdefault("d", 4), lambda o: o.update(e=5, a=6)):
    attempt(take, repr)
