#!/usr/bin/env python3
"""Measure an interpreter against CPython 3.14's own regression tests.

    run.py --interpreter ./taipan --tests DIR [--jobs 2] [MODULE ...]
    run.py ... --list language.txt     the modules named in that file (language and built-in types)
    run.py ... --options '-X jit=eager' --test-timeout 300
    run.py --baseline ...              with CPython itself: write baseline.json.gz anew

DIR is CPython 3.14's library with its package `test` (Tools/setup-oracle lays it out under
root/usr/lib/python3.14). Taipan is told of it as TAIPAN_STDLIB=DIR, so that its own Lib/ still
comes first. The share printed is over the tests that CPython passes here when it is told that it is
not CPython and its C test modules are replaced by stubs/: passed now / passed by CPython. A test that
crashes, hangs or is never reached counts as not passed; a module goes on with the tests that
are left. The whole record goes to --out.
"""
import argparse, concurrent.futures, gzip, json, os, pathlib, signal, subprocess, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
DRIVER = HERE / "driver.py"
BASELINE = HERE / "baseline.json.gz"
NOT_COUNTED = {"test_capi", "test_cext", "test_cppext", "test_gdb", "test_embed", "test_clinic", "test_peg_generator", "test_tools"}


class Watch:
    """One process: reads its log as it grows, ends it when a single test takes too long."""

    def __init__(self, cmd, env, cwd, log, test_timeout, module_deadline):
        self.results, self.current, self.ended, self.reason, self.noimport = {}, None, False, "", []
        with open(log, "wb") as sink, open(log, "rb") as tail:
            self.process = subprocess.Popen(cmd, env=env, cwd=cwd, stdin=subprocess.DEVNULL, stdout=sink,
                                            stderr=subprocess.STDOUT, start_new_session=True)
            rest, last = b"", time.time()
            while True:
                alive = self.process.poll() is None
                data = tail.read()
                if data:
                    rest += data
                    *lines, rest = rest.split(b"\n")
                    for line in lines:
                        if line.startswith(b"\x01"):
                            self.event(line[1:].decode("utf-8", "replace"))
                            last = time.time()
                if self.ended or not alive:
                    break
                if time.time() - last > test_timeout or time.time() > module_deadline:
                    self.reason = "timeout"
                    break
                time.sleep(0.05)
        if not self.ended and not self.reason:
            self.reason = "exit %s" % self.process.returncode
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()

    def event(self, line):
        word, _, ident = line.partition(" ")
        if word == "start":
            self.current = ident
        elif word == "end":
            self.ended = True
        elif word == "noimport":
            self.noimport.append(ident)
        else:
            if self.results.get(ident) not in ("fail", "error"):
                self.results[ident] = word
            self.current = None


def run_module(args, mod):
    env = dict(os.environ, PYTHONPATH=str(HERE / "stubs"), TAIPAN_STDLIB=str(args.tests), PYTHONDONTWRITEBYTECODE="1",
               PYTHONNOUSERSITE="1", PYTHONHASHSEED="0", TERM="dumb")
    env.pop("PYTHONHOME", None)
    if args.baseline:
        env["CONFORMANCE_NOT_CPYTHON"] = "1"
    done, log, notes, began = {}, [], [], time.time()
    deadline = began + args.timeout
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as tmp:
        for attempt in range(args.restarts + 1):
            cwd = pathlib.Path(tmp) / ("run%d" % attempt)
            cwd.mkdir()
            cmd = [str(args.interpreter), *args.options.split(), str(DRIVER), "test." + mod]
            if done:
                skip = pathlib.Path(tmp) / "skip.txt"
                skip.write_text("\n".join(done), encoding="utf-8")
                cmd.append(str(skip))
            logfile = pathlib.Path(tmp) / ("log%d" % attempt)
            w = Watch(cmd, env, cwd, logfile, args.test_timeout, deadline)
            log.append(logfile.read_text(encoding="utf-8", errors="replace")[-200000:])
            done.update(w.results)
            if w.noimport and not attempt:
                notes.append("not imported: " + ", ".join(w.noimport))
            if w.reason:
                notes.append(w.reason + (" in " + w.current if w.current else ""))
            if w.current:
                done[w.current] = "timeout" if w.reason == "timeout" else "crash"
            progress = w.results or w.current
            if w.ended or not progress or time.time() > deadline:
                break
    return mod, done, notes, time.time() - began, "".join(log)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--interpreter", type=pathlib.Path, required=True)
    ap.add_argument("--tests", type=pathlib.Path, required=True)
    ap.add_argument("--jobs", type=int, default=2)
    ap.add_argument("--timeout", type=float, default=600, help="seconds for one module")
    ap.add_argument("--test-timeout", type=float, default=60, help="seconds for one test")
    ap.add_argument("--restarts", type=int, default=30)
    ap.add_argument("--out", type=pathlib.Path, default=pathlib.Path("conformance-out"))
    ap.add_argument("--baseline", action="store_true")
    ap.add_argument("--list", type=pathlib.Path, help="a file of module names")
    ap.add_argument("--options", default="", help="options for the interpreter, e.g. '-X jit=eager'")
    ap.add_argument("--show", action="store_true", help="print each module's failures")
    ap.add_argument("modules", nargs="*")
    args = ap.parse_args()
    args.interpreter = pathlib.Path(os.path.abspath(args.interpreter))
    args.tests = args.tests.resolve()
    base = {} if args.baseline else json.loads(gzip.decompress(BASELINE.read_bytes()))
    listed = args.list.read_text().split() if args.list else []
    mods = args.modules or listed or sorted(base) or sorted(
        ({p.stem for p in (args.tests / "test").glob("test_*.py")}
         | {p.parent.name for p in (args.tests / "test").glob("test_*/__init__.py")}) - NOT_COUNTED)
    args.out.mkdir(parents=True, exist_ok=True)
    record, total, passed = {}, 0, 0
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        for mod, done, notes, took, log in pool.map(lambda m: run_module(args, m), mods):
            (args.out / (mod + ".log")).write_text(log, encoding="utf-8")
            ok = sorted(k for k, w in done.items() if w == "ok")
            record[mod] = ok if args.baseline else done
            want = set(ok if args.baseline else base.get(mod, ()))
            got = len(want & set(ok))
            total += len(want)
            passed += got
            print("%-34s %5d / %-5d %6.1fs %s" % (mod, got, len(want), took, "; ".join(notes)[:160]), flush=True)
            if args.show:
                for k in sorted(want - set(ok)):
                    print("      %-7s %s" % (done.get(k, "absent"), k))
    if args.baseline:
        text = json.dumps({m: v for m, v in record.items() if v}, indent=0, sort_keys=True)
        BASELINE.write_bytes(gzip.compress(text.encode(), mtime=0))
    else:
        (args.out / "results.json").write_text(json.dumps(record, indent=0, sort_keys=True))
    print("%d passed of %d that CPython passes: %.2f %%" % (passed, total, 100 * passed / max(1, total)))


if __name__ == "__main__":
    main()
