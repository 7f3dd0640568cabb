"""Constructors, fields, text and pickling of the built-in exception classes; what they refuse."""


def t(function):
    try:
        print(repr(function()))
    except BaseException as error:
        print(type(error).__name__, error)


t(lambda: ImportError("i", name="m", path="p"))
t(lambda: ImportError(name="m"))
t(lambda: ModuleNotFoundError("a","b",name_from=3))
t(lambda: ImportError("a", foo=3))
t(lambda: AttributeError("a", foo=3))
t(lambda: AttributeError("a", name="n", obj=4))
t(lambda: NameError("a", obj=3))
t(lambda: ValueError(a=3))
t(lambda: OSError(a=3))
t(lambda: OSError())
t(lambda: OSError(2,"x","f",None,"g"))
t(lambda: str(OSError(2,"x","f",None,"g")))
t(lambda: OSError(2,"x",None))
t(lambda: str(OSError(2,None)))
t(lambda: BlockingIOError(11,"x",5).characters_written)
t(lambda: BlockingIOError(11,"x").characters_written)
t(lambda: ExceptionGroup())
t(lambda: ExceptionGroup(1,2))
t(lambda: ExceptionGroup("a",2))
t(lambda: ExceptionGroup("a",[]))
t(lambda: ExceptionGroup("a",[1]))
t(lambda: ExceptionGroup("a",[KeyboardInterrupt()]))
class X(ExceptionGroup): pass
class Y(BaseExceptionGroup, ValueError): pass
t(lambda: X("a",[KeyboardInterrupt()]))
t(lambda: Y("a",[KeyboardInterrupt()]))
t(lambda: ExceptionGroup("a",(ValueError(1),)))
t(lambda: ExceptionGroup("a",{ValueError(1):1}))
t(lambda: ExceptionGroup("a",[ValueError(1)], 3))
t(lambda: ExceptionGroup("a",[ValueError(1)], a=3))
t(lambda: ExceptionGroup("a",[ValueError(1)]).split(3))
t(lambda: ExceptionGroup("a",[ValueError(1)]).split())
t(lambda: ExceptionGroup("a",[ValueError(1)]).split(int))
t(lambda: SyntaxError("m", ("f", 3, 1, "t")))
t(lambda: str(SyntaxError("m", ("a/f", 3, 1, "t"))))
t(lambda: str(SyntaxError("m", (None, 3, 1, "t"))))
t(lambda: str(SyntaxError("m", ("f", None, 1, "t"))))
t(lambda: str(SyntaxError()))
t(lambda: SyntaxError("m", (1,2)))
t(lambda: SyntaxError("m", (1,2,3,4,5)))
t(lambda: SyntaxError("m", (1,2,3,4,5,6,7,8)))
t(lambda: SyntaxError("m", 3))
t(lambda: UnicodeDecodeError("a"))
t(lambda: UnicodeDecodeError(1,2,3,4,5))
t(lambda: UnicodeDecodeError("a",2,3,4,5))
t(lambda: UnicodeEncodeError("a",2,3,4,5))
t(lambda: UnicodeEncodeError("a","2","3",4,5))
t(lambda: UnicodeEncodeError("a","2",3,4,5))
t(lambda: str(UnicodeEncodeError("a","2",3,4,"5")))
t(lambda: str(UnicodeEncodeError("a","\u1234bc",0,2,"5")))
t(lambda: str(UnicodeEncodeError("a","\u1234bc",0,1,"5")))
t(lambda: str(UnicodeTranslateError("\U00012345bc",0,1,"5")))
t(lambda: str(UnicodeDecodeError("a",b"abc",0,2,"5")))
e=ValueError(1); e.x=3
t(lambda: e.__reduce__())
t(lambda: ImportError("a",name="b").__reduce__())
t(lambda: AttributeError("a",name="b",obj=3).__reduce__())
t(lambda: NameError("a",name="b").__reduce__())
t(lambda: OSError(2,"a","f").__reduce__())
t(lambda: OSError(2,"a","f",None,"g").__reduce__())
t(lambda: e.__setstate__({"a":3}) or e.a)
t(lambda: e.__setstate__(None))
t(lambda: e.__setstate__(3))
t(lambda: setattr(e,"__traceback__",3))
t(lambda: delattr(e,"__traceback__"))
t(lambda: e.with_traceback(3))
t(lambda: setattr(e,"__context__",3))
t(lambda: delattr(e,"__context__"))
t(lambda: setattr(e,"__cause__",3))
t(lambda: delattr(e,"__cause__"))
t(lambda: setattr(e,"__suppress_context__",3))
t(lambda: delattr(e,"__suppress_context__"))
t(lambda: delattr(e,"args"))
t(lambda: setattr(e,"args",3))
t(lambda: e.add_note(3))
e.__notes__ = 3
t(lambda: e.add_note("3"))
def f():
    s = StopIteration(3); s.value = 4; del s.value; return s.value
t(f)
def f():
    s = ImportError(3); del s.msg; return s.msg, str(s)
t(f)
def f():
    s = OSError(2,"a"); s.errno=13; s.filename="x"; return s.errno, str(s), s.filename2
t(f)
class O(OSError):
    def __init__(self, a, b, c=1): print("init", self.args, self.errno); super().__init__(a, b)
t(lambda: O(2,"z"))
t(lambda: O(2,"z",c=4).errno)
class O(OSError):
    pass
t(lambda: O(2,"z"))
class O(OSError):
    def __new__(cls, *a, **k): return super().__new__(cls, 5, "q")
t(lambda: (O(2,"z"), O(2,"z").errno))
class M(Exception):
    def __init__(self, *, k): self.k = k
t(lambda: M(k=4))
t(lambda: (M(k=4).k, M(k=1).args))


t(lambda: str(KeyError(3,4)))
t(lambda: str(KeyError('a')))
t(lambda: BaseException.__new__(ValueError, 3))
t(lambda: BaseException.__new__(OSError, 3))
t(lambda: OSError.__new__(FileNotFoundError, 3, 4).errno)
t(lambda: [type(OSError(i, '')).__name__ for i in range(130)])
