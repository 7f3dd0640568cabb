"""What the figures of benchmark programs say side by side: the least or medians, their spread, ratios."""

from measuring import Failure, median


def spread(values):
    """Half of the distance between the extremes, as a share of the median."""
    return (max(values) - min(values)) / 2 / median(values)


def geometric_mean(values):
    product = 1.0
    for value in values:
        product *= value ** (1 / len(values))
    return product


def summarize(measurements):
    """The figures of one program under one interpreter, ready for JSON.

    Of the steady times the least is taken: whatever else the machine does only adds to them, in some rounds half as much
    again, and a median of few rounds takes that for the program's.
    """
    if isinstance(measurements, Failure):
        return {"failure": str(measurements)}
    steady = [m.steady for m in measurements]
    return {
        "process_seconds": median([m.seconds for m in measurements]),
        "cold_seconds": median([m.cold for m in measurements]),
        "warm_up_seconds": median([m.warm_up for m in measurements]),
        "steady_seconds": min(steady),
        "steady_spread": spread(steady),
        "peak_bytes": median([m.memory for m in measurements]),
    }


def ratios(summary, names, key):
    """Per interpreter, the first one's figure over its own for every program that both completed."""
    first = names[0]
    found = {name: [] for name in names[1:]}
    for outcomes in summary.values():
        for name in names[1:]:
            if "failure" not in outcomes[first] and "failure" not in outcomes[name]:
                found[name].append(outcomes[first][key] / outcomes[name][key])
    return found


def print_table(summary, names):
    width = max(map(len, summary))
    columns = "".join(f" │ {name:^46}" for name in names)
    headings = f"{'cold ms':>8} {'warm-up':>7} {'steady ms':>10} {'±':>4} {'MB':>6} {'ratio':>6}"
    print(f"{'':{width}}{columns}\n{'':{width}}" + f" │ {headings}" * len(names))
    for program, outcomes in summary.items():
        cells = ""
        for name in names:
            own, first = outcomes[name], outcomes[names[0]]
            if "failure" in own:
                cells += f" │ {own['failure'][:46]:46}"
                continue
            ratio = "" if "failure" in first else f"{first['steady_seconds'] / own['steady_seconds']:.2f}"
            cells += (
                f" │ {own['cold_seconds'] * 1e3:8.1f} {own['warm_up_seconds']:5.1f} s {own['steady_seconds'] * 1e3:10.1f}"
                f" {own['steady_spread'] * 100:3.0f}% {own['peak_bytes'] / 1e6:6.1f} {ratio:>6}"
            )
        print(f"{program:{width}}{cells}")
    print()
    for label, key in ("cold", "cold_seconds"), ("steady", "steady_seconds"), ("memory", "peak_bytes"):
        for name, values in ratios(summary, names, key).items():
            if values:
                mean, lowest, highest = geometric_mean(values), min(values), max(values)
                print(
                    f"{label:>7}: {names[0]} / {name} = {mean:.2f} (geometric mean of {len(values)};"
                    f" {lowest:.2f} to {highest:.2f})"
                )
