"""Generic aliases of aliases, places where a bisection of a long range ends, and writes that a signal cuts short."""

import bisect
import os
import signal
import sys
import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class Child(Generic[T]):
    pass


print(Child[T][int], Child[list[T]][int], *T.__typing_prepare_subst__(Child[T], [int]))
print(bisect.bisect(range(sys.maxsize - 1), sys.maxsize - 3), bisect.bisect_left(range(sys.maxsize - 1), 7))


def handle(number, frame):
    raise ZeroDivisionError


signal.signal(signal.SIGALRM, handle)
reader, writer = os.pipe()
file = open(writer, "wb", closefd=False)
thread = threading.Thread(target=os.read, args=(reader, 1), daemon=True)
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
thread.start()
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM])
signal.setitimer(signal.ITIMER_REAL, 0.3)
try:
    file.write(b"x" * (4 << 20))
except ZeroDivisionError:
    print("interrupted")
os.close(writer)
os.close(reader)
try:
    file.close()
except OSError as error:
    print(error.errno)
