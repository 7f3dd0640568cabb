# python-magic: what a file is by its first bytes, on libmagic.
import os
import tempfile

import magic

samples = {
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x08\x08\x02\0\0\0",
    "gzip": b"\x1f\x8b\x08\0\0\0\0\0\0\x03", "pdf": b"%PDF-1.4\n", "script": b"#!/bin/sh\necho\n",
    "text": b"plain words\n", "utf8": "Straße\n".encode(), "empty": b"",
}
for name, content in samples.items():
    print(name, magic.from_buffer(content), "|", magic.from_buffer(content, mime=True))
encoding = magic.Magic(mime_encoding=True)
print(encoding.from_buffer(samples["utf8"]), encoding.from_buffer(samples["png"]))
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "sample")
    with open(path, "wb") as file:
        file.write(samples["png"])
    print(magic.from_file(path), "|", magic.from_file(path, mime=True))
    with open(path, "rb") as file:
        print(magic.from_descriptor(file.fileno(), mime=True))
    try:
        magic.from_file(os.path.join(folder, "missing"))
    except OSError as error:
        print(type(error).__name__, error.errno)
keep = magic.Magic(keep_going=True, uncompress=True)
print(keep.from_buffer(samples["script"]))
