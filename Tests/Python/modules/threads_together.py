# Eight threads change the same dict, list, set and class at once; nothing is lost.
import _thread
d={}; l=[]; s=set()
class C: n=0
lock=_thread.allocate_lock()
counter=0
N=3000
def work(k):
    global counter
    for i in range(N):
        d[(k,i)]=i
        l.append(i)
        s.add(k*N+i)
        setattr(C,'a%d'%(i%50),i)
        with lock: counter+=1
        if i%7==0: l.pop()
        x=[j for j in range(20)]
        str(x); ' '.join(map(str,x))
        o=C(); o.x=i; o.y=k; assert o.x==i
        if i % 100 == 0: d.get((k^1,i)); list(d.items())[:3]; sorted(s)[:3]
hs=[_thread.start_joinable_thread(lambda k=k: work(k)) for k in range(8)]
for h in hs: h.join()
print(len(d), len(l)== 8*N-8*len(range(0,N,7)), len(s), counter, sum(d.values()))

import _queue
queue, results = _queue.SimpleQueue(), _queue.SimpleQueue()
def take():
    total = 0
    while (item := queue.get()) is not None: total += item
    results.put(total)
hs = [_thread.start_joinable_thread(take) for _ in range(8)]
for i in range(20000): queue.put(i)
for _ in hs: queue.put(None)
for h in hs: h.join()
print(sum(results.get() for _ in hs) == sum(range(20000)), queue.qsize())
def tree(n): return [tree(n - 1), tree(n - 1)] if n else []
def count(t): return 1 + sum(map(count, t))
def build(): results.put(count(tree(11)))
hs = [_thread.start_joinable_thread(build) for _ in range(8)]
for h in hs: h.join()
print([results.get() for _ in hs])
for _ in range(200): _thread.start_joinable_thread(lambda: None).join()
started = [_thread.start_joinable_thread(lambda: None) for _ in range(100)]
for h in started: h.join()
# A thread is counted until it has left, which may be a little after it was joined.
while _thread._count() > 0:
    pass
print(all(h.is_done() for h in started), _thread._count())
