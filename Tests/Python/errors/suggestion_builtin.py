"""A built-in's name; its case is wrong."""

Print("text")
