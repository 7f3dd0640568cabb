"""Methods of built-in classes called as functions, with what is no receiver of theirs, by code that is compiled."""

CLASSES = str, bytes, bytearray, list, tuple, dict, set, frozenset, int, float, complex, range, memoryview, property
OBJECTS = 5, "text", [1], None, 1.5, (), {}, {1}, object(), b"bytes", 10**30, type, len
ARGUMENTS = "", ", 1", ", 'a', 2"

SOURCE = """
def called(receivers):
    outcomes = []
    for receiver in receivers:
        try:
            outcomes.append(type(method(receiver{arguments})).__name__)
        except Exception as error:
            outcomes.append(f"{{type(error).__name__}}: {{error}}")
    return outcomes
"""

for cls in CLASSES:
    for name, method in sorted(vars(cls).items()):
        if type(method) is not type(str.upper) or name.startswith("__"):
            continue
        for arguments in ARGUMENTS:
            space = {"method": method}
            exec(SOURCE.format(arguments=arguments), space)
            # Only good receivers at first, which is what the machine code is made for.
            good = [one for one in OBJECTS if isinstance(one, cls)] * 20
            for _ in range(5):
                space["called"](good)
            refused = [outcome for outcome in space["called"](OBJECTS) if "descriptor" in outcome]
            print(cls.__name__, name, arguments, len(refused), refused[0] if refused else "none refused")


# The same methods looked up of objects that change their class.
upper, split = str.upper, str.split

def texts(text):
    return upper(text), split(text, sep=" ")

for _ in range(400):
    texts("a b")
for wrong in OBJECTS:
    try:
        print(texts(wrong))
    except TypeError as error:
        print(error)
