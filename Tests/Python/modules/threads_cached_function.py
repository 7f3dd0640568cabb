"""A cached function counts every call, from whichever thread."""

import functools
import threading

THREADS, CALLS = 4, 100_000


def counted(most):
    @functools.lru_cache(maxsize=most)
    def double(number):
        return 2 * number

    def work():
        begin.wait()
        for number in range(CALLS):
            double(number % 7)

    begin = threading.Barrier(THREADS)
    threads = [threading.Thread(target=work) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    info = double.cache_info()
    return info.hits + info.misses == THREADS * CALLS


for most in (None, 100, 0):
    print(most, counted(most))
