from .. import second as up

depth = (__name__, __package__, up.other)
