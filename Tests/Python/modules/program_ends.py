"""How programs end whose files, pipes or patience are at an end: status and the last line of what they say."""

import signal
import subprocess
import sys
import threading


def show(name, process, error):
    lines = [line for line in error.strip().splitlines() if not line.startswith(" ")]
    print(f"{name}: {process.returncode}; {lines[-1] if lines else ''}")


def run(name, source, **files):
    process = subprocess.Popen([sys.executable, "-c", source], stderr=subprocess.PIPE, text=True, **files)
    show(name, process, process.communicate(timeout=60)[1])


def interrupt(name, source):
    """Sends SIGINT to a program once it says that it is ready."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-c", source],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    process.stdout.readline()
    threading.Timer(0.2, process.send_signal, [signal.SIGINT]).start()
    error = process.stderr.read()
    process.wait(60)
    show(name, process, error)
    process.stdin.close()
    process.stdout.close()


run("closed stdout", "import sys; sys.stdout.close(); print(1)")
run("closed descriptor", "import os; os.close(1); print('text')", stdout=subprocess.DEVNULL)
run("stdout that is None", "import sys; sys.stdout = None; print(1); sys.stderr.write('went on')")
with open("/dev/full", "w") as full:
    run("a full disk at the end", "print('text')", stdout=full)
    run("a full disk at once", "print('text', flush=True)", stdout=full)
run("a full disk for a file", "f = open('/dev/full', 'w'); f.write('text'); f.close()")

process = subprocess.Popen(
    [sys.executable, "-c", "for i in range(10**6): print(i)"],
    stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
process.stdout.readline()
process.stdout.close()
error = process.stderr.read()
process.wait(60)
print("a broken pipe:", process.returncode, "BrokenPipeError" in error)

READY = "print('ready');"
interrupt("a loop", READY + "\nwhile True: pass")
interrupt("a loop over a range", READY + "\nfor i in range(10**18): pass")
interrupt("a generator", READY + "\nfor i in iter(int, 1): pass")
interrupt("calls", "def f(): pass\n" + READY + "\nwhile True: f()")
interrupt("a comprehension", READY + "[i for i in iter(int, 1) if i]")
interrupt("sleep", "import time;" + READY + "time.sleep(60)")
interrupt("a lock", "import threading; lock = threading.Lock(); lock.acquire();" + READY + "lock.acquire()")
interrupt("an event", "import threading;" + READY + "threading.Event().wait()")
interrupt("a queue", "import queue;" + READY + "queue.Queue().get()")
interrupt("input", READY + "input()")
interrupt("a pattern", "import re;" + READY + "re.match('(a+)+b', 'a' * 40)")
interrupt("a join", "import threading, time; t = threading.Thread(target=time.sleep, args=(60,), daemon=True); t.start();" + READY + "t.join()")
interrupt("select", "import select;" + READY + "select.select([], [], [], 60)")
interrupt("a sort", "def key(x): return sorted([3, 1], key=str)\n" + READY + "\nwhile True: sorted([2, 1], key=key)")
interrupt(
    "a handler of its own",
    "import signal, sys, time\nsignal.signal(signal.SIGINT, lambda *_: sys.exit(7))\n" + READY + "\nwhile True: time.sleep(1)")

started = threading.Barrier(1001)
go = threading.Event()
done = []


def wait(number):
    started.wait()
    go.wait()
    done.append(number)


threads = [threading.Thread(target=wait, args=(number,)) for number in range(1000)]
for thread in threads:
    thread.start()
started.wait()
go.set()
for thread in threads:
    thread.join()
print("a thousand threads:", sorted(done) == list(range(1000)))

try:
    int("9" * 10**7)
except ValueError as error:
    print(error)
