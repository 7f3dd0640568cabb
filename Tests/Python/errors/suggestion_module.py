"""A name that is a module's."""

print(collections.deque)
