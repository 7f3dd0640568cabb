import _bisect as B
import _heapq as H


h = [5, 3, 1, 4]
m = [5, 3, 1, 4]


class L:
    def __init__(self, elements):
        self.elements = elements

    def __len__(self):
        return len(self.elements)

    def __getitem__(self, index):
        return self.elements[index]

    def insert(self, index, element):
        print("insert", index, element)


def show(expression):
    try:
        result = repr(eval(expression))
    except Exception as error:
        result = f"{type(error).__name__}: {error}"
    place = result.find(" at 0x")
    print(expression, "=>", result if place < 0 else result[:place])


for expression in """
H.heapify(h)
h
H.heappush(h,0)
h
H.heappop(h)
H.heappop([])
H.heappop((1,))
H.heappush(5,1)
H.heappushpop(h,-1)
H.heappushpop(h,2)
H.heappushpop([],2)
H.heapreplace(h,9)
H.heapreplace([],9)
h
H.heapify('a')
H.heapify([1,'a'])
H.heapify_max(m)
m
H.heappop_max(m)
H.heappush_max(m,10)
m
H.heapreplace_max(m,0)
H.heappushpop_max(m,7)
H.heappushpop_max(m,100)
m
B.bisect_left([1,2,2,3],2)
B.bisect_right([1,2,2,3],2)
B.bisect_right([1,2,2,3],2,0,2)
B.bisect_left([1,2],1,-1)
B.bisect_left([1,2],1,0,None)
B.bisect_left([1,2],1,0,-1)
B.bisect_left([1,2],1,lo=1,hi=2)
B.bisect_left([1,2,3],2,key=lambda x:-x)
B.bisect_left()
B.bisect_left([1])
B.bisect_left(5,1)
B.bisect_left([1],'a')
B.bisect_left([1,2,3],5,key=1)
B.bisect_left(L([1,2,3]),2)
B.insort_left([1],2)
B.insort_right(L([1,3]),2)
B.insort_left(L([1,3]),2,key=lambda x:x)
B.bisect_left([1,2],1,hi=5)
B.bisect_left('abc','b')
""".strip().splitlines():
    show(expression)

a = [1, 3, 5]
B.insort_right(a, 3)
B.insort_left(a, 0)
print(a)
B.insort_right(a, -2, key=abs)
print(a)

h = [(i * 7919) % 1009 for i in range(500)]
H.heapify(h)
print(h[:20])
print([H.heappop(h) for _ in range(500)] == sorted((i * 7919) % 1009 for i in range(500)))


class Clearing:
    def __lt__(self, other):
        h.clear()
        return True


for expression in ("H.heapify(h)", "H.heappop(h)", "H.heappush(h, Clearing())", "H.heappushpop(h, Clearing())"):
    h = [Clearing() for _ in range(5)]
    show(expression)
