"""Files and folders: pathlib, os, shutil, glob, fnmatch, tempfile, filecmp, zipfile, io, runpy, tabnanny, py_compile,
pyclbr: a small project is made, searched, copied, packed and run."""

import contextlib
import filecmp
import fnmatch
import glob
import importlib
import importlib.util
import io
import os
import pkgutil
import py_compile
import pyclbr
import runpy
import shutil
import stat
import sys
import tabnanny
import tempfile
import zipfile
from pathlib import Path, PurePosixPath, PureWindowsPath

FILES = {
    "README.md": "# Project\n\nText.\n", "src/app/__init__.py": '"""The package."""\n__all__ = ["core"]\nVERSION = "1.0"\n',
    "src/app/core.py": 'from . import VERSION\nfrom .tools import double\n\n\nclass Base:\n    def run(self): return double(21)\n\n\nclass App(Base):\n    name = "app"\n\n    async def serve(self): ...\n\n\ndef main(argv):\n    print("main", argv[1:], __name__, App().run(), VERSION)\n    return len(argv)\n',
    "src/app/tools.py": "def double(x):\n    return x * 2\n", "src/app/__main__.py": 'import sys\nfrom .core import main\nprint("running", __name__, __package__, sys.argv[1:])\nresult = main(sys.argv)\n',
    "src/app/data/numbers.txt": "1\n2\n3\n", "src/broken.py": "if True:\n        x = 1\n\ty = 2\n", "src/syntax.py": "def f(:\n", "notes.txt": "one\r\ntwo\rthree\n", "bin/run.sh": "#!/bin/sh\n",
    "src/app/.hidden": "", "docs/a.md": "a", "docs/b.md": "b", "docs/sub/c.md": "c",
}


def attempt(function, *arguments, **options):
    try:
        return function(*arguments, **options)
    except Exception as error:
        text = str(error).replace(str(root), "ROOT").replace(repr(str(root)), "ROOT")
        return f"{type(error).__name__}: {text}"


def show(paths):
    return sorted(str(path.relative_to(root)) if isinstance(path, Path) else path for path in paths)


# Pure paths
for text in ["/a/b.tar.gz", "a/../b", "//x/y", ".", "", "a//b/./c/", "/", "..", ".hidden", "dir.d/file", "C:\\x\\y.txt"]:
    path, windows = PurePosixPath(text), PureWindowsPath(text)
    print(repr(text), path, path.parts, repr(path.name), path.suffix, path.suffixes, path.stem, path.parent, path.is_absolute(), windows.parts, windows.drive, windows.as_posix())
path = PurePosixPath("/usr/lib/python/os.py")
print(path / "x" / ".." / "/abs", path.relative_to("/usr"), path.with_name("sys.pyc"), path.with_suffix(".so"), path.with_stem("io"), list(path.parents)[:2], path.match("*.py"), path.full_match("/usr/**/*.py"), path.is_relative_to("/lib"), path.joinpath("a", "b"), path < PurePosixPath("/usr/x"), Path("/usr/a b").as_uri(), hash(path) == hash(PurePosixPath("/usr//lib/python/os.py")), repr(PureWindowsPath("a/b")), PurePosixPath("a").relative_to("b/c", walk_up=True))
for wrong in [lambda: path.relative_to("/etc"), lambda: path.with_name(""), lambda: path.with_name("a/b"), lambda: path.with_suffix("py"), lambda: PurePosixPath("").with_name("x"), lambda: path / 5, lambda: PurePosixPath(5), lambda: path < "text", lambda: Path("a").as_uri(), lambda: PurePosixPath("/").with_suffix(".x")]:
    root = "/nonexistent-root"
    print(attempt(wrong))

with tempfile.TemporaryDirectory(prefix="taipan-") as folder:
    root = Path(folder)
    for name, content in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content.encode())
    (root / "bin/run.sh").chmod(0o755)
    (root / "link").symlink_to("README.md")
    (root / "empty").mkdir()

    print(show(root.iterdir()), show(root.rglob("*.py")), show(root.glob("docs/*.md")), show(root.glob("**/c.*")), show(root.glob("s?c/[a-b]*")), show(root.glob("docs/**")), show(root.rglob("[!a-z]*")))
    for directory, folders, files in root.walk():
        folders.sort()
        print(directory.relative_to(root), folders, sorted(files))
    print(sorted(glob.glob("*", root_dir=root)), sorted(glob.glob("**/*.md", root_dir=root, recursive=True)), sorted(glob.glob("src/app/*", root_dir=root, include_hidden=True)), glob.escape("a[1]*?"), glob.translate("**/*.py", recursive=True))
    print([name for name in ("a.py", "A.PY", "b.txt", "[x].py", ".h.py") if fnmatch.fnmatch(name, "*.py")], fnmatch.filter(["ab", "b", "a1"], "a?"), fnmatch.translate("a[!b-d]*.?"), fnmatch.fnmatchcase("A", "a"), fnmatch.filterfalse(["ab", "b"], "a*"))
    readme, notes = root / "README.md", root / "notes.txt"
    print(readme.stat().st_size, readme.exists(), readme.is_file(), (root / "link").is_symlink(), (root / "link").readlink(), (root / "link").resolve() == readme.resolve(), readme.samefile(root / "link"), stat.filemode((root / "bin/run.sh").stat().st_mode), os.access(root / "bin/run.sh", os.X_OK), (root / "link").lstat().st_size, (root / "none").exists())
    for newline in (None, "", "\n", "\r"):
        with notes.open(newline=newline) as stream:
            print(repr(newline), stream.readlines(), stream.newlines)
    with open(notes, "r+b", buffering=0) as raw, open(notes, "rb") as buffered:
        print(raw.read(3), raw.tell(), raw.seek(-2, os.SEEK_END), raw.readall(), raw.write(b"!"), raw.truncate(6), buffered.peek(2)[:2], buffered.readinto(memory := bytearray(4)), memory, raw.mode, buffered.raw.fileno() > 2, type(buffered).__name__)
    with (root / "text.txt").open("w+", encoding="utf-16", errors="strict") as stream:
        print(stream.write("é😀\n"), stream.tell() > 0, stream.seek(0), stream.read(1), stream.encoding, stream.errors, stream.line_buffering, stream.writable())
    print((root / "text.txt").read_bytes(), attempt((root / "text.txt").read_text, encoding="utf-8"), (root / "text.txt").read_text(encoding="latin-1", errors="replace")[:3])
    for wrong in [lambda: open(root / "none"), lambda: open(root), lambda: open(readme, "rw"), lambda: open(readme, "x"), lambda: open(readme, "b"), lambda: open(readme, "rb", encoding="utf-8"), lambda: open(readme, encoding="nope"), lambda: (root / "docs").rmdir(), lambda: (root / "docs").mkdir(), lambda: (root / "x/y").mkdir(), lambda: readme.rmdir(), lambda: (root / "none").unlink(), lambda: (root / "none").unlink(missing_ok=True), lambda: os.listdir(readme), lambda: (root / "none").stat(), lambda: open(""), lambda: os.rename(root / "none", root / "x"), lambda: open("a\0b"), lambda: (root / "none").read_text(), lambda: os.scandir(root / "none")]:
        print(attempt(wrong))
    print((root / "moved.md").exists() or readme.rename(root / "moved.md").name, (root / "moved.md").replace(readme).name, readme.touch(), shutil.copy(readme, root / "copy.md") == root / "copy.md", filecmp.cmp(readme, root / "copy.md"), shutil.move(root / "copy.md", root / "empty") == str(root / "empty/copy.md"), readme.copy(root / "again.md").name)
    with os.scandir(root / "docs") as entries:
        print(sorted((entry.name, entry.is_dir(), entry.stat().st_size if entry.is_file() else None) for entry in entries))

    target = root / "copied"
    shutil.copytree(root / "src", target, ignore=shutil.ignore_patterns("*.txt", "broken*", "syntax*"))
    print(show(target.rglob("*")))
    (target / "app/tools.py").write_text("def double(x):\n    return x + x\n")
    (target / "new.py").touch()
    comparison = filecmp.dircmp(root / "src", target)
    print(comparison.left_only, comparison.right_only, comparison.common_dirs, comparison.subdirs["app"].diff_files, sorted(comparison.subdirs["app"].same_files), filecmp.cmpfiles(root / "src/app", target / "app", ["core.py", "tools.py", "none.py"]))
    print(attempt(shutil.copytree, root / "src", target), attempt(shutil.copyfile, readme, readme), attempt(shutil.rmtree, root / "none"), shutil.which("run.sh", path=root / "bin") == str(root / "bin/run.sh"), shutil.which("none", path=root))
    shutil.rmtree(target)
    print(target.exists(), shutil.disk_usage(root).total > 0, "tar" in dict(entry[:2] for entry in shutil.get_archive_formats()))

    # Code
    with contextlib.redirect_stdout(io.StringIO()) as output, contextlib.redirect_stderr(output), contextlib.suppress(SystemExit):
        tabnanny.verbose = 0
        for name in ("src/app", "src/broken.py"):
            tabnanny.check(str(root / name))
    print(*sorted(output.getvalue().replace(str(root), "ROOT").splitlines()), sep="\n")
    sys.path.insert(0, str(root / "src"))
    sys.dont_write_bytecode = True
    try:
        print({name: (type(item).__name__, item.lineno, item.end_lineno, getattr(item, "super", None) and [getattr(base, "name", base) for base in item.super], sorted(getattr(item, "methods", {}))) for name, item in sorted(pyclbr.readmodule_ex("app.core").items())})
        print(sorted(module.name for module in pkgutil.walk_packages([str(root / "src")], onerror=print) if module.name.startswith("app")), pkgutil.resolve_name("app.core:App.run").__qualname__, pkgutil.get_data("app", "data/numbers.txt"))
        before, sys.argv = sys.argv, ["prog", "x"]
        namespace = runpy.run_module("app", run_name="__main__", alter_sys=True)
        print(namespace["result"], namespace["__name__"], namespace["__package__"])
        print(runpy.run_path(str(root / "src/app/tools.py"), {"extra": 1})["extra"], attempt(runpy.run_module, "app.none"), attempt(runpy.run_path, str(root / "src/syntax.py")))
        sys.argv = before
        spec = importlib.util.spec_from_file_location("loaded", root / "src/app/tools.py")
        loaded = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(loaded)
        print(loaded.double("ab"), loaded.__name__, spec.origin == str(root / "src/app/tools.py"), importlib.util.find_spec("none_such"), importlib.util.resolve_name(".x", "a.b"), importlib.import_module(".tools", "app").__name__, attempt(importlib.import_module, "app.none"), attempt(importlib.import_module, "syntax"))
        compiled = py_compile.compile(str(root / "src/app/tools.py"), cfile=str(root / "tools.pyc"), doraise=True)
        print(Path(compiled).name, Path(compiled).stat().st_size > 16, attempt(py_compile.compile, str(root / "src/syntax.py"), doraise=True).splitlines()[-1])
        with contextlib.redirect_stderr(io.StringIO()) as errors:
            py_compile.compile(str(root / "src/syntax.py"))
        print(errors.getvalue().splitlines()[-1])
    finally:
        sys.path.remove(str(root / "src"))

    # Archives without compression
    archive = root / "packed.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for path in sorted((root / "src/app").rglob("*.py")):
            info = zipfile.ZipInfo(str(path.relative_to(root / "src")), (2024, 2, 29, 12, 0, 0))
            zipped.writestr(info, path.read_bytes())
        zipped.comment = b"a comment"
    with zipfile.ZipFile(archive) as zipped:
        print(zipped.namelist(), zipped.testzip(), zipped.comment, zipped.getinfo("app/tools.py").file_size, zipped.getinfo("app/tools.py").date_time, zipped.read("app/tools.py"), attempt(zipped.read, "none"), zipfile.is_zipfile(archive), [p.name for p in sorted(zipfile.Path(zipped, "app/").iterdir(), key=str)])
        with zipped.open("app/core.py") as member:
            print(member.readline(), member.tell(), member.seekable())
        zipped.extractall(root / "unpacked")
    print(filecmp.cmp(root / "unpacked/app/core.py", root / "src/app/core.py", shallow=False), attempt(zipfile.ZipFile, readme))
    with tempfile.NamedTemporaryFile("w+", dir=root, suffix=".tmp", delete_on_close=False) as named, tempfile.SpooledTemporaryFile(10, "w+") as spooled:
        named.write("kept")
        named.close()
        print(Path(named.name).read_text(), Path(named.name).suffix, spooled.write("short"), spooled._rolled, spooled.write(" and longer"), spooled._rolled, spooled.seek(0), spooled.read())
    print(Path(named.name).exists(), Path(tempfile.mkdtemp(dir=root)).is_dir(), os.path.commonpath(["/a/b/c", "/a/b/d"]), os.path.relpath("/a/b", "/a/c"), os.path.normpath("/a/./b/../../c"), os.path.splitext("a.b.c"), os.path.split("/a/b/"), os.path.expandvars("$NONE_SUCH/x"), os.fspath(PurePosixPath("p")))
print(root.exists())
