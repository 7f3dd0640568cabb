"""Hot code of a thread whose coroutines remember their origin, and of one that is traced now and then."""
import sys
def f(n):
    t = 0
    for i in range(n): t += i
    return t
sys.set_coroutine_origin_tracking_depth(1)
for k in range(2000): f(20)
def trace(frame, event, arg):
    events.append(event); return trace
events = []
def g(n):
    for i in range(n): f(1)
g(100)
for depth in (0, 1, 0): 
    sys.set_coroutine_origin_tracking_depth(depth)
    for k in range(300): f(30)
for k in range(200):
    sys.settrace(trace); f(2); sys.settrace(None); g(5)
print(len(events), sorted(set(events)))
sys.settrace(trace); events.clear(); g(300); sys.settrace(None)
print(len(events))
