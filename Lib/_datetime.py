"""What CPython's accelerator of `datetime` offers: the classes of the library's own implementation in Python."""

from _pydatetime import *
from _pydatetime import __doc__
