"""Starting programs, and forking."""

import os
import signal
import subprocess
import sys
import threading

python = sys.executable


def run(*arguments, **options):
    return subprocess.run(arguments, capture_output=True, text=True, **options)


# What comes back
done = run(python, "-c", "import sys; print(sys.argv[1:]); print('e', file=sys.stderr); sys.exit(3)", "a b", "ä")
print(done.returncode, repr(done.stdout), repr(done.stderr))
print(subprocess.check_output("echo $0 $A", shell=True, env={"A": "b"}))
print(run("sh", "-c", "kill -9 $$").returncode)
print(run("sh", "-c", "pwd; umask", cwd="/", umask=0o77).stdout.split())
with subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as cat:
    print(len(cat.communicate(b"x" * 200_000)[0]), cat.returncode)
print(subprocess.run(["cat"], input="in", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True).stdout)

# What fails
for options in [dict(args=["/nonexistent"]), dict(args=["true"], cwd="/nonexistent"), dict(args=["/"])]:
    try:
        subprocess.run(**options)
    except OSError as error:
        print(type(error).__name__, error.errno, error.filename)
try:
    subprocess.run(["sleep", "9"], timeout=0.1)
except subprocess.TimeoutExpired as error:
    print(error)
try:
    subprocess.run(["false"], check=True)
except subprocess.CalledProcessError as error:
    print(error)

# What the child does first
print(run("sh", "-c", "echo x", preexec_fn=lambda: os.write(1, b"first\n")).stdout)
try:
    subprocess.run(["true"], preexec_fn=lambda: 1 / 0)
except subprocess.SubprocessError as error:
    print(repr(error))
print(run("sh", "-c", "test $(ps -o sid= -p $$) = $$ && echo new", start_new_session=True).returncode)

# Descriptors
reader, writer = os.pipe()
print(run("sh", "-c", f"echo kept >&{writer}", pass_fds=[writer]).returncode, os.read(reader, 10))
os.set_inheritable(writer, True)
print(run("sh", "-c", f"echo lost >&{writer}").returncode != 0)
print(run("sh", "-c", f"echo kept >&{writer}", close_fds=False).returncode, os.read(reader, 10))

# Bad arguments
from _posixsubprocess import fork_exec

usual = dict(
    args=[b"true"], programs=[b"/bin/true"], closes=True, kept=(), folder=None, environment=None, p1=-1, p2=-1, p3=-1,
    p4=-1, p5=-1, p6=-1, p7=-1, report=writer, signals=True, session=False, group=-1, gid=None, groups=None, uid=None,
    mask=-1, function=None)
for change in [
    dict(args=1), dict(args=[1]), dict(args=[b"a\0b"]), dict(programs=1), dict(programs=["x"]), dict(kept=1),
    dict(kept=(5, 3)), dict(kept=("a",)), dict(kept=(-1,)), dict(folder=1), dict(environment=["a"]), dict(p1="x"),
    dict(gid="x"), dict(gid=-5), dict(gid=2**70), dict(groups="x"), dict(groups=["x"]), dict(groups=[2**70]),
    dict(report=2),
]:
    try:
        fork_exec(*(usual | change).values())
    except (TypeError, ValueError, OverflowError) as error:
        print(change, type(error).__name__, error)
try:
    fork_exec()
except TypeError as error:
    print(error)


# Forking
def forked(body):
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        try:
            body()
            sys.stdout.flush()
        finally:
            os._exit(9)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


print(forked(lambda: None), forked(lambda: sys.exit(1)))
print(run(python, "-c", "import os, sys\nif os.fork(): os.wait()\nelse: print('child'); sys.exit(4)\nprint('end')").stdout)

# With other threads, of which the child has none
import warnings

warnings.simplefilter("ignore", DeprecationWarning)
stop = threading.Event()
made = [threading.Thread(target=lambda: stop.wait(), daemon=True) for _ in range(3)]
busy = threading.Thread(target=lambda: [list(range(100)) for _ in iter(stop.is_set, True)], daemon=True)
for thread in made + [busy]:
    thread.start()


def in_child():
    print(threading.active_count(), threading.current_thread() is threading.main_thread())
    print([thread.is_alive() for thread in made])
    new = threading.Thread(target=lambda: print("in a new thread", sum(map(len, [[0] * 1000 for _ in range(1000)]))))
    new.start()
    new.join()


for _ in range(3):
    print(forked(in_child))


def from_thread():
    print(forked(lambda: print(threading.main_thread().name)))


thread = threading.Thread(target=from_thread, name="forker")
thread.start()
thread.join()
stop.set()

# Functions around a fork
after = []
os.register_at_fork(
    before=lambda: print("before"), after_in_parent=lambda: after.append("parent"),
    after_in_child=lambda: print("child"))
print(forked(lambda: None), after)
