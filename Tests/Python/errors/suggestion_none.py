"""Names that are too far from all others, or too short."""

try:
    [].completely_different
except AttributeError:
    xyzzy
