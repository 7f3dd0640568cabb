"""An exception on the way out of another's handling."""


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        raise OSError(13, "Permission denied")


def work():
    with Manager() as manager:
        manager.missing()


try:
    work()
finally:
    del work
