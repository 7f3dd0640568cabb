"""calendar, sched and graphlib: months as text and HTML, events in order of virtual time, dependencies in order."""

import calendar
import contextlib
import datetime
import graphlib
import io
import sched
import sys

calendar.prmonth(2024, 2)
print(calendar.TextCalendar(calendar.SUNDAY).formatmonth(2026, 11, w=4, l=1))
print(calendar.TextCalendar().formatyear(2025, m=4)[:1500])
print(calendar.HTMLCalendar().formatmonth(2023, 5))
page = calendar.HTMLCalendar(6).formatyearpage(2023, encoding="ascii")
print(len(page), page[:200])
print(calendar.monthcalendar(2024, 9), calendar.monthrange(2023, 2), calendar.isleap(1900), calendar.leapdays(1900, 2001), calendar.weekday(2026, 11, 26))
print(list(calendar.Calendar(3).iterweekdays()), list(calendar.Calendar().itermonthdays2(2024, 2))[:5], calendar.timegm((2026, 1, 2, 3, 4, 5)))
print([f"{day:%a %d}" for day in calendar.Calendar().itermonthdates(2025, 3)][:6], calendar.day_name[0], list(calendar.month_abbr), calendar.JANUARY, repr(calendar.Day.FRIDAY))
for wrong in [lambda: calendar.monthrange(2024, 13), lambda: calendar.setfirstweekday(9), lambda: calendar.Calendar().monthdayscalendar(2024, 0)]:
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)


def main(*arguments):
    print("$ calendar", *arguments)
    sys.stdout.flush()
    with contextlib.redirect_stderr(io.StringIO()) as errors:
        try:
            calendar.main(list(arguments))
        except SystemExit as stop:
            print("exit", stop.code, errors.getvalue().splitlines()[-1:])
    sys.stdout.flush()


main("2024", "2")
main("--first-weekday", "6", "2024", "12", "--width", "3")
main("--type", "html", "2024", "--css", "x.css")
main("--lines", "x")
main("--spacing", "2", "--months", "6", "2023")


class Clock:
    now = 0.0

    def time(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


clock = Clock()
scheduler = sched.scheduler(clock.time, clock.sleep)


def tell(what, again=0):
    print(f"{clock.now:6.2f} {what}")
    if again:
        scheduler.enter(again, 2, tell, (what,), {"again": again - 1})


scheduler.enter(5, 1, tell, ("five",))
scheduler.enter(1, 2, tell, argument=("later",))
scheduler.enter(1, 1, tell, argument=("first",))
cancelled = scheduler.enterabs(3, 1, tell, ("never",))
scheduler.enterabs(2.5, 1, tell, ("repeated", 3))
print([(event.time, event.priority, event.argument) for event in scheduler.queue], scheduler.empty())
scheduler.cancel(cancelled)
try:
    scheduler.cancel(cancelled)
except ValueError as error:
    print("ValueError", error)
print(scheduler.run(blocking=False))
scheduler.run()
print(scheduler.empty(), clock.now)

PACKAGES = {"app": {"web", "db"}, "web": {"http", "json"}, "db": {"sql", "json"}, "http": {"socket"}, "sql": set(), "tests": {"app"}}
sorter = graphlib.TopologicalSorter({name: sorted(needs) for name, needs in sorted(PACKAGES.items())})
sorter.add("docs", "app", "sphinx")
sorter.prepare()
while sorter.is_active():
    ready = sorter.get_ready()
    print(sorted(ready))
    sorter.done(*ready)
print(list(graphlib.TopologicalSorter({"d": ["b", "c"], "b": ["a"], "c": ["a"]}).static_order()), list(graphlib.TopologicalSorter().static_order()))
for edges in [{"a": ["b"], "b": ["c"], "c": ["a"]}, {"x": ["x"]}]:
    try:
        graphlib.TopologicalSorter(edges).prepare()
    except graphlib.CycleError as error:
        print(error, error.args[1])
broken = graphlib.TopologicalSorter({"a": ["b"]})
for step in [lambda: broken.get_ready(), lambda: broken.is_active(), lambda: broken.prepare(), lambda: broken.add("c"), lambda: broken.done("a"), lambda: broken.done("z"),
             lambda: broken.get_ready(), lambda: broken.done("b"), lambda: broken.done("b"), lambda: broken.prepare()]:
    try:
        print(step())
    except ValueError as error:
        print("ValueError", error)

today = datetime.date(2026, 11, 26)
easter = {}
for year in range(2024, 2030):
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    k = (32 + 2 * e + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    easter[year] = datetime.date(year, month, day + 1)
for date in easter.values():
    print(f"{date:%A %d %B %Y} {(date - today).days:+d} days, week {date.isocalendar().week}, day {date.timetuple().tm_yday}")
print(sys.version_info >= (3, 14))
