"""What event loops ask of sys: hooks of async generators, and where coroutines were made."""
import sys
print(sys.get_asyncgen_hooks(), type(sys.get_asyncgen_hooks()).__mro__)
for a,k in [((1,),{}),((),dict(finalizer=1)),((None,None),{}),((print,),{}),((),{}),((),dict(firstiter=None))]:
    try: print(sys.set_asyncgen_hooks(*a,**k), sys.get_asyncgen_hooks())
    except Exception as e: print(repr(e))
async def g():
    try:
        yield 1
        yield 2
    finally: print('fin')
log=[]
sys.set_asyncgen_hooks(lambda a: print('first',a.__name__), lambda a: print('final', a.__name__))
a=g(); it=a.__anext__(); it2=a.__anext__()
try: it.send(None)
except StopIteration as e: print(e.value)
del a,it,it2
import gc; gc.collect()
a=g(); del a; gc.collect()
a=g(); a.aclose(); del a; gc.collect()
print(sys.get_coroutine_origin_tracking_depth())
print(sys.set_coroutine_origin_tracking_depth(2))
for x in ['x',-1,None]:
    try: sys.set_coroutine_origin_tracking_depth(x)
    except Exception as e: print(repr(e))
async def c(): pass
def f(): return c()
x=f()
print([(line, name) for _, line, name in x.cr_origin]); x.close()
sys.set_coroutine_origin_tracking_depth(0)
x=f(); print(x.cr_origin)
x.close()
