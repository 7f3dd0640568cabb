"""The module `posix`: the system's calls."""

import posix


def attempt(function, *arguments, **keywords):
    try:
        print(repr(function(*arguments, **keywords))[:120])
    except Exception as error:
        print(type(error).__name__, error)


class Path:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path


# Paths.
for path in ("x", b"x", Path("x"), Path(b"x"), Path(5), 5, None):
    attempt(posix.fspath, path)
for path in (1.5, None, "a\0b", "\ud800", "/nonexistent", b"/nonexistent", Path("/nonexistent"), Path(5)):
    attempt(posix.stat, path)
for function, arguments in (
    (posix.mkdir, (5,)), (posix.listdir, (1.5,)), (posix.listdir, ("/nonexistent",)), (posix.unlink, (5,)),
    (posix.rename, ("/nonexistent/a", "/nonexistent/b")), (posix.rename, (1, 2)), (posix.lstat, (0,)),
    (posix.open, ("/nonexistent", 0)), (posix.open, ("/tmp",)), (posix.scandir, ("/nonexistent",)),
    (posix.symlink, ("/a", "/nonexistent/b")), (posix.link, ("/nonexistent", "b")), (posix.chdir, (None,)),
    (posix.readlink, ("/",)), (posix.rmdir, ("/nonexistent",)), (posix.truncate, ("/nonexistent", 5)),
    (posix.utime, ("/nonexistent",)), (posix.utime, ("/", 5)), (posix.utime, ("/", (1,))),
    (posix.chmod, ("/nonexistent", 0o777)), (posix.access, ("/", "x")), (posix.statvfs, ("/nonexistent",)),
):
    attempt(function, *arguments)
attempt(posix.stat, "/", dir_fd="x")
attempt(posix.stat, 0, dir_fd=3)
attempt(posix.stat, 0, follow_symlinks=False)
attempt(posix.utime, "/", (1, 2), ns=(1, 2))
attempt(posix.utime, "/", ns=5)

# Descriptors.
for function, arguments in (
    (posix.close, (-1,)), (posix.close, ("x",)), (posix.close, (2**40,)), (posix.read, (99, 5)), (posix.read, (0, -1)),
    (posix.write, (99, b"x")), (posix.write, (1, "x")), (posix.lseek, (99, 0, 0)), (posix.dup, (99,)),
    (posix.fstat, (99,)), (posix.ftruncate, (99, 5)), (posix.fsync, (1.5,)), (posix.isatty, (99,)),
    (posix.readinto, (99, b"abc")), (posix.set_inheritable, (99, True)), (posix.get_terminal_size, (99,)),
):
    attempt(function, *arguments)
reader, writer = posix.pipe()
print(posix.write(writer, b"abcdef"), posix.read(reader, 3), posix.get_inheritable(reader), posix.get_blocking(reader))
room = bytearray(10)
print(posix.readinto(reader, room), room)
posix.close(writer)
print(posix.read(reader, 5))
posix.close(reader)

# Folders and files.
folder = "/tmp/taipan_posix_module"
posix.mkdir(folder)
try:
    name = folder + "/file"
    descriptor = posix.open(name, posix.O_RDWR | posix.O_CREAT)
    print(posix.write(descriptor, b"0123456789"), posix.lseek(descriptor, 2, 0), posix.read(descriptor, 3))
    print(posix.pread(descriptor, 3, 1), posix.pwrite(descriptor, b"ab", 0), posix.fstat(descriptor).st_size)
    posix.ftruncate(descriptor, 4)
    posix.close(descriptor)
    posix.utime(name, ns=(1_500_000_000, 2_500_000_001))
    status = posix.stat(name)
    print(status.st_size, status.st_atime, status.st_mtime, status.st_mtime_ns, status[7:9], status.st_nlink)
    posix.symlink("file", folder + "/link")
    posix.link(name, folder + "/other")
    print(posix.readlink(folder + "/link"), sorted(posix.listdir(folder)), sorted(posix.listdir(folder.encode())))
    with posix.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            print(
                entry, entry.path == folder + "/" + entry.name, entry.is_file(), entry.is_dir(), entry.is_symlink(),
                entry.is_file(follow_symlinks=False), entry.stat().st_size, entry.inode() == posix.lstat(entry.path).st_ino)
    posix.rename(folder + "/other", folder + "/third")
    posix.unlink(folder + "/third")
    posix.remove(folder + "/link")
    attempt(posix.rmdir, name)
    posix.unlink(name)
finally:
    posix.rmdir(folder)

# The environment.
attempt(posix.putenv, "a=b", "c")
attempt(posix.putenv, "a\0", "c")
attempt(posix.unsetenv, "")
print(type(posix.environ), all(isinstance(name, bytes) for name in posix.environ))

# Children.
child = posix.fork()
if child == 0:
    posix._exit(7)
found, status = posix.waitpid(child, 0)
print(found == child, posix.WIFEXITED(status), posix.WEXITSTATUS(status), posix.waitstatus_to_exitcode(status))
child = posix.fork()
if child == 0:
    posix.execv("/bin/sh", ["sh", "-c", "kill -9 $$"])
status = posix.waitpid(child, 0)[1]
print(posix.WIFSIGNALED(status), posix.WTERMSIG(status), posix.waitstatus_to_exitcode(status))
attempt(posix.waitpid, -1, 0)
attempt(posix.execv, "/nonexistent", [])
attempt(posix.execv, "/nonexistent", 5)
attempt(posix.execv, "/nonexistent", [""])
attempt(posix.execv, "/nonexistent", ["a"])
attempt(posix.execve, "/nonexistent", ["a"], 5)
print(posix.system("exit 3") >> 8)

# Results with names.
print(posix.terminal_size((80, 24)), posix.uname().sysname, len(posix.times()), posix.stat_result(range(10)).st_atime)
attempt(posix.terminal_size, (1, 2, 3))
attempt(posix.stat_result, (1, 2))
attempt(posix.strerror, 2)
attempt(posix.sysconf, "x")
attempt(posix.sysconf, 1.5)
attempt(posix.urandom, -1)
print(len(posix.urandom(10)), posix.major(65024), posix.minor(65024), posix.makedev(1, 2))
