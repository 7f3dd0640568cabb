# libarchive-c: archives written to memory and read again, on libarchive.
import os
import tempfile

import libarchive

print("version", isinstance(libarchive.ffi.version_number(), int))
with tempfile.TemporaryDirectory() as folder:
    os.chdir(folder)
    os.mkdir("tree")
    for name, content in {"one.txt": b"one\n", "two.txt": b"two\n" * 1000, "tree/three.bin": bytes(range(256))}.items():
        with open(name, "wb") as file:
            file.write(content)
    for form, compression in (("ustar", "gzip"), ("zip", None), ("cpio", "xz")):
        with libarchive.file_writer(f"all.{form}", form, compression) as archive:
            archive.add_files("one.txt", "two.txt", "tree")
            archive.add_file_from_memory("made.txt", 7, b"in memory"[:7])
        with libarchive.file_reader(f"all.{form}") as archive:
            print(form, sorted((entry.pathname, entry.size, entry.isfile, entry.isdir) for entry in archive))
    blocks = []
    with libarchive.custom_writer(lambda data: blocks.append(bytes(data)) or len(data), "gnutar") as archive:
        archive.add_file_from_memory("stream", 4, b"data")
    with libarchive.memory_reader(b"".join(blocks)) as archive:
        for entry in archive:
            print(entry.pathname, entry.mode & 0o777, b"".join(entry.get_blocks()))
    os.mkdir("out")
    os.chdir("out")
    libarchive.extract_file("../all.zip")
    print(sorted(os.listdir()), open("made.txt").read(), len(open("two.txt").read()))
try:
    with libarchive.memory_reader(b"no archive at all") as archive:
        list(archive)
except libarchive.ArchiveError as error:
    print(type(error).__name__, error.msg)
