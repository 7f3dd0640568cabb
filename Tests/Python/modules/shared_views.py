"""Views of mappings are spread into lists while another thread is there."""
import threading
import types

stop = threading.Event()
other = threading.Thread(target=stop.wait)
other.start()
view = types.MappingProxyType({"a": 1, "b": 2})
print([*view], [*{1: 2}.keys()], [*{1: 2}.values()], [*{1: 2}.items()])
print(list(view), sorted(view.items()))
stop.set()
other.join()
