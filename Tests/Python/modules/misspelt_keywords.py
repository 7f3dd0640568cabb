# Keywords that are spelt wrong are found, with the text that the compiler tells the library.
import traceback
for s in ("for x im n:\n  pass\n", "whille True: pass\n", "a = [x fo x in y]\n", "asynch def f(): pass", "def f():\n  retrun 1\n", "x = 1 ad 2"):
    try: compile(s, '<string>', 'exec')
    except SyntaxError as e: print(getattr(e, '_metadata', None)); print("".join(traceback.format_exception_only(e)))
try:
    compile("x = 1\n" * 300 + "def f():\n    for a im b:\n        pass\n", "long", "exec")
except SyntaxError as error:
    print(error._metadata[:2], len(error._metadata[2]))
    print("".join(traceback.format_exception_only(error)))
