"""Of a statement in many lines, the ones that matter are shown."""

value = (
    1
    + 2
    + 3
    + 4
    + 5
    + None
    + 7
    + 8
)
