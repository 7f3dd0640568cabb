import atexit



def show(expression):
    try:
        result = repr(eval(expression))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    place = result.find(" at 0x")
    print(expression, "=>", result if place < 0 else result[:place])


for expression in """
atexit.register(1)
atexit.register()
atexit._ncallbacks()
atexit.register(print,'x',end='!\\n')
atexit._ncallbacks()
atexit._run_exitfuncs()
atexit._ncallbacks()
atexit.unregister(print)
atexit.unregister()
atexit._clear()
""".strip().splitlines():
    show(expression)


def note(*arguments, **keywords):
    print("note", arguments, keywords)


def fail():
    1 / 0


atexit.register(note, 1, a=2)
atexit.register(fail)
atexit.register(note, 3)
print(atexit.register(note) is note, atexit._ncallbacks())
atexit.unregister(note)
print(atexit._ncallbacks())
atexit.register(note, "last")
print("end of program")
