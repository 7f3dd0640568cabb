import _warnings as W
import sys



class Output:
    def write(self, text):
        print(text.replace(__file__, "FILE"), end="")

    def flush(self):
        pass


sys.stderr = Output()


def show(expression):
    try:
        result = repr(eval(expression))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    place = result.find(" at 0x")
    print(expression, "=>", result if place < 0 else result[:place])


for expression in """
[n for n in dir(W)]
W.filters
W._defaultaction
W._onceregistry
W.warn()
W.warn('a',5)
W.warn('a',int)
W.warn('a',stacklevel='x')
W.warn_explicit('a')
W.warn_explicit('m',UserWarning,'f.py',3)
W.warn_explicit('m',UserWarning,'f.py',3,'mod')
W.warn_explicit('m',UserWarning,'f.py',3,registry=5)
W.warn_explicit('m',UserWarning,5,3)
W.warn_explicit('m',5,'f',3)
W.warn_explicit('m',UserWarning,'f.py','x')
W.warn_explicit('m2',UserWarning,'f.py',3,module=None,registry=None)
W.warn_explicit(UserWarning('obj'),int,'f.py',4)
W.warn_explicit('dep',DeprecationWarning,'f.py',4)
W.warn_explicit('dep',DeprecationWarning,'f.py',4,'__main__')
W._filters_mutated_lock_held()
W._acquire_lock()
W._filters_mutated_lock_held()
W._release_lock()
W._release_lock()
""".strip().splitlines():
    show(expression)

registry = {}
for _ in range(3):
    W.warn_explicit("again", UserWarning, "g.none", 3, "mod", registry)
print(registry)


def change(action, message=None, module=None, line=0):
    W.filters[0] = (action, message, UserWarning, module, line)
    W._acquire_lock()
    W._filters_mutated_lock_held()
    W._release_lock()


W.filters.insert(0, None)
change("error")
show("W.warn_explicit('again', UserWarning, 'g.none', 3, 'mod', registry)")
show("W.warn('boom')")
change("ignore")
show("W.warn('boom')")
change("once")
show("W.warn_explicit('once', UserWarning, 'h.none', 1, 'm')")
show("W.warn_explicit('once', UserWarning, 'h.none', 2, 'm')")
change("always")
show("W.warn_explicit('always', UserWarning, 'h.none', 2, 'm', registry)")
show("W.warn_explicit('always', UserWarning, 'h.none', 2, 'm', registry)")
change("module")
show("W.warn_explicit('module', UserWarning, 'h.none', 2, 'm', registry)")
show("W.warn_explicit('module', UserWarning, 'h.none', 3, 'm', registry)")
change("weird")
show("W.warn_explicit('weird', UserWarning, 'h.none', 2, 'm', registry)")
change("error", "abc")
show("W.warn_explicit('abc', UserWarning, 'h.none', 2, 'm', registry)")
change("error", "abc", "m", 7)
show("W.warn_explicit('abc', UserWarning, 'h.none', 2, 'm', registry)")
show("W.warn_explicit('abc', UserWarning, 'h.none', 7, 'm', registry)")
W.filters[0] = 5
show("W.warn_explicit('abc', UserWarning, 'h.none', 7, 'm', registry)")
W.filters.clear()


def inner(level):
    W.warn("inner", stacklevel=level)


inner(1)
inner(2)
inner(50)
W.warn("top")


class Own(UserWarning):
    pass


W.warn(Own("instance"))
print({key: value for key, value in __warningregistry__.items() if key != "version"})
