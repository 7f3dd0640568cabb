from . import second

own = 1
from .inner.deep import depth
