"""The module `time`."""

import time


def attempt(function, *arguments):
    try:
        print(repr(function(*arguments)))
    except Exception as error:
        print(type(error).__name__, error)


# Waiting.
for seconds in (0, 0.001, True, -1, "x", None, float("nan"), 1e20, 10**30, 2**62):
    attempt(time.sleep, seconds)
start = time.monotonic()
time.sleep(0.05)
print(time.monotonic() - start >= 0.05)

# Clocks.
for name in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
    seconds, nanoseconds = getattr(time, name)(), getattr(time, name + "_ns")()
    print(name, type(seconds), type(nanoseconds), abs(nanoseconds / 1e9 - seconds) < 60, time.get_clock_info(name))
for clock in (999, "x", 2**40, 1.5, None):
    attempt(time.clock_gettime, clock)
    attempt(time.clock_gettime_ns, clock)
    attempt(time.clock_getres, clock)
attempt(time.clock_settime, 99, 1)
attempt(time.clock_settime, time.CLOCK_REALTIME, "x")
attempt(time.clock_settime, 0)
attempt(time.clock_settime_ns, 99, 1.5)
attempt(time.get_clock_info, "x")
attempt(time.get_clock_info, 5)
attempt(time.pthread_getcpuclockid, "x")

# Moments taken apart.
for seconds in (0, 1.9, -1.5, 10**9, 2**60, 1e30, 10**20, "x", float("inf"), float("nan")):
    attempt(time.gmtime, seconds)
epoch = time.gmtime(0)
print(epoch.tm_year, epoch[0], epoch.tm_zone, epoch.tm_gmtoff, len(epoch), epoch == (1970, 1, 1, 0, 0, 0, 3, 1, 0))
print(time.struct_time.n_fields, time.struct_time.n_sequence_fields, time.struct_time.__match_args__)
print(epoch.__reduce__(), type(time.gmtime()) is time.struct_time)
attempt(time.gmtime, 1, 2)
attempt(time.mktime, 5)
attempt(time.mktime, (2**31, 1, 1, 0, 0, 0, 0, 1, 0))
print(time.mktime(time.localtime(86400)))

# Making one.
attempt(time.struct_time, [1] * 8)
attempt(time.struct_time, [1] * 12)
attempt(time.struct_time, 5)
attempt(time.struct_time)
attempt(time.struct_time, [1] * 9, {"tm_zone": "X", "other": 2})
attempt(time.struct_time, [1] * 10, {"tm_zone": "X"})
attempt(time.struct_time, [1] * 9, 3)
print(time.struct_time([1] * 9, {"tm_zone": "X"}).tm_zone, time.struct_time([1] * 9).tm_zone)
print(epoch.__replace__(tm_year=5), epoch.__replace__(tm_zone="q").tm_zone)
attempt(lambda: epoch.__replace__(year=5))
attempt(setattr, epoch, "tm_year", 1)

# As text.
full = (2020, 7, 14, 3, 4, 5, 1, 196, 0)
for parts in (
    full, (2020, 0, 0, 0, 0, 0, 0, 0, 0), (2020, 13, 1, 0, 0, 0, 0, 1, 0), (2020, 1, 32, 0, 0, 0, 0, 1, 0),
    (2020, 1, 1, 24, 0, 0, 0, 1, 0), (2020, 1, 1, 0, 60, 0, 0, 1, 0), (2020, 1, 1, 0, 0, 62, 0, 1, 0),
    (2020, 1, 1, 0, 0, 0, -2, 1, 0), (2020, 1, 1, 0, 0, 0, 0, 367, 0), (10**20, 1, 1, 0, 0, 0, 0, 1, 0),
    (2**31, 1, 1, 0, 0, 0, 0, 1, 0), (-5, 1, 1, 0, 0, 0, 0, 1, 0), ("a", 1, 1, 0, 0, 0, 0, 1, 0), (1, 2), 5,
):
    attempt(time.asctime, parts)
    attempt(time.strftime, "%Y-%m-%d", parts)
attempt(time.ctime, "x")
for format in (
    "%Y-%m-%d %H:%M:%S %j %a %A %b %B %c %x %X %p %U %W %w %y %%", "", "é%Y\ud800", "a\0b%Y", "%Q %", "%F %T %e %G %V",
):
    attempt(time.strftime, format, full)
attempt(time.strftime, 5)
print(len(time.strftime("x" * 5000, full)), time.strftime("%Z %z", time.struct_time(full + ("XYZ", 3600))))
