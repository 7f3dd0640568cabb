"""faulthandler: showing what a program was doing."""

import faulthandler
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time


def written(body):
    """What is written to a file, without what differs from run to run."""
    with tempfile.TemporaryFile() as file:
        body(file)
        file.seek(0)
        text = file.read().decode()
    text = text.replace(os.path.dirname(os.path.abspath(__file__)) + "/", "")
    return re.sub(r"0x[0-9a-f]+( \[.*\])?", "0x…", text)


def inner(*arguments, **options):
    faulthandler.dump_traceback(*arguments, **options)


def outer(file):
    inner(file)
    inner(file, all_threads=False)


print(written(outer))

# Names that are no ASCII, and long ones
source = "def fünf(): dump()\ndef " + "x" * 600 + "(): fünf()\n" + "x" * 600 + "()"
print(written(lambda file: exec(compile(source, "ä€𝄞", "exec"), {"dump": lambda: inner(file)})))


def deep(file, depth):
    if depth:
        deep(file, depth - 1)
    else:
        inner(file)


print(len(written(lambda file: deep(file, 200)).splitlines()), written(lambda file: deep(file, 200))[-8:])

# Other threads
ready, done = threading.Event(), threading.Event()


def work():
    ready.set()
    done.wait()


thread = threading.Thread(target=work)
thread.start()
ready.wait()
time.sleep(0.05)
text = written(inner)
print(text.count("Current thread"), text.count("Thread 0x"), " in work\n" in text, text.count("in <module>"))
done.set()
thread.join()


# Later
def later(file):
    faulthandler.dump_traceback_later(0.1, repeat=True, file=file)
    time.sleep(0.35)
    faulthandler.cancel_dump_traceback_later()


text = written(later)
print(text.count("Timeout (0:00:00.100000)!\n") >= 2, " in later\n" in text)


def never(file):
    faulthandler.dump_traceback_later(50, file=file)
    faulthandler.cancel_dump_traceback_later()
    faulthandler.cancel_dump_traceback_later()


print(repr(written(never)))


# On a signal
def on_signal(file):
    faulthandler.register(signal.SIGUSR1, file=file)
    os.kill(os.getpid(), signal.SIGUSR1)
    print(faulthandler.unregister(signal.SIGUSR1), faulthandler.unregister(signal.SIGUSR1))


text = written(on_signal)
print(text.count("Current thread"), " in on_signal\n" in text)


def chained(file):
    calls = []
    before = signal.signal(signal.SIGUSR1, lambda *_: calls.append(1))
    faulthandler.register(signal.SIGUSR1, file=file, chain=True)
    os.kill(os.getpid(), signal.SIGUSR1)
    time.sleep(0.01)
    print(calls)
    faulthandler.unregister(signal.SIGUSR1)
    signal.signal(signal.SIGUSR1, before)


print(written(chained).count("Current thread"))

# The end
for options, deed in [
    (["-X", "faulthandler"], "_sigsegv()"), (["-X", "faulthandler"], "_sigabrt()"), (["-X", "dev"], "_sigfpe()"),
    ([], "enable(); faulthandler._read_null()"), ([], "is_enabled()"),
]:
    ended = subprocess.run(
        [sys.executable, *options, "-c", f"import faulthandler\nfaulthandler.{deed}"], capture_output=True, text=True)
    lines = ended.stderr.splitlines()
    print(deed, ended.returncode < 0, lines[:1], [line for line in lines if "<string>" in line])
print(subprocess.run(
    [sys.executable, "-c", "import faulthandler; print(faulthandler.is_enabled())"], capture_output=True, text=True,
    env={**os.environ, "PYTHONFAULTHANDLER": "1"}).stdout)

# Bad arguments
print(faulthandler.is_enabled(), faulthandler.enable(), faulthandler.is_enabled(), faulthandler.disable(),
      faulthandler.disable())
for function in faulthandler.enable, faulthandler.dump_traceback:
    for argument in "x", 1.5, -1:
        try:
            function(argument)
        except Exception as error:
            print(function.__name__, repr(error))
for timeout in 0, -1, "x", 1e20:
    try:
        faulthandler.dump_traceback_later(timeout)
    except Exception as error:
        print(repr(error))
for number in 0, 200, "x", 9, 11:
    for function in faulthandler.register, faulthandler.unregister:
        try:
            print(function(number))
        except Exception as error:
            print(repr(error))
