"""Causes that are a circle."""

first = ValueError("first")
second = KeyError("second")
first.__cause__ = second
second.__cause__ = first
second.__context__ = second
raise first
