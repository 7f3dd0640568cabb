"""More exceptions than are shown, and groups deeper than are shown."""

group = ExceptionGroup("wide", [ValueError(number) for number in range(18)])
for depth in range(13):
    group = ExceptionGroup(f"depth {depth}", [group])
raise group
