"""What `except*` leaves and what its clauses raise."""

try:
    raise ExceptionGroup("whole", [ValueError(1), TypeError(2), KeyError(3)])
except* ValueError as part:
    raise RuntimeError("from a clause") from part
except* TypeError:
    raise
