"""Figures as Markdown tables: medians, with the least and the greatest in brackets."""

import os
import platform
import resource
import statistics
import time
from pathlib import Path

from measure import mebibytes

MODES = {
    "cold": "no output and no cache",
    "unchanged": "built before, and nothing has changed since",
    "body": "built before, then a paragraph of the newest record changed",
    "title": "built before, then the title of the newest record changed",
    "new": "built before, then a record added that is newer than all others",
    "serve": "the development server",
}

# What is measured of a server, and the column it stands in.
SERVING = {
    "ready_cold": "ready, cold s",
    "ready_cached": "ready, built before s",
    "body": "body saved → page s",
    "title": "title saved → pages s",
    "memory": "peak MiB",
}


def conditions(work, contenders):
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    system = platform.uname()
    return {
        "day": time.strftime("%Y-%m-%d"),
        "system": f"{system.system} {system.release} {system.machine}",
        "cores": os.cpu_count(),
        "memory": f"{memory:.0f} GiB",
        "file system": file_system(work),
        "load average at the start": f"{os.getloadavg()[0]:.2f}",
        "least peak memory that can be told": f"{own_memory():.0f} MiB (that of the runner)",
        **{contender.program.name: contender.version() for contender in contenders},
    }


def own_memory():
    return mebibytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def file_system(folder):
    """The kind of file system of a folder: that of the longest mount point above it."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    except OSError:
        return "unknown"
    folder = os.path.realpath(folder) + "/"
    above = [mount for mount in mounts if folder.startswith(mount[1].rstrip("/") + "/")]
    return max(above, key=lambda mount: len(mount[1]))[2] if above else "unknown"


def conditions_text(conditions):
    return "\n".join(f"- {name}: {value}" for name, value in conditions.items()) + "\n"


def build_text(measured):
    """Heading, table and ratios of one mode; `measured` is a value of compare.measure_builds."""
    runs = {site: each for site, each in measured["runs"].items() if each}
    base = "reportage" if "reportage" in runs else next(iter(runs), None)
    lines = [heading(measured), ""]
    if base is None:
        return "\n".join([*lines, *measured["notes"], ""])
    floor = median(runs["floor"], "wall") if "floor" in runs else None
    head = ["site", "runs", "wall s", "CPU s", "peak MiB", "pages", "files", "MB", "files written"]
    head += [f"wall × {base}", f"CPU × {base}"] + (["wall × floor"] if floor else [])
    lines += table_head(head)
    for site, each in sorted(runs.items(), key=lambda item: median(item[1], "wall")):
        output = measured["outputs"].get(site, {})
        row = [site, len(each), spread(each, "wall"), spread(each, "cpu"), memory(each)]
        row += [f"{output[key]:,}" if output else "" for key in ("pages", "files")]
        row += [f"{output['bytes'] / 1e6:.1f}", f"{output['written']:,}"] if output else ["", ""]
        row += [ratio(each, runs[base], "wall"), ratio(each, runs[base], "cpu")]
        row += [f"{median(each, 'wall') / floor:.2f}"] if floor else []
        lines.append(table_row(row))
    lines += [""] + ratios_text(runs) + measured["notes"]
    return "\n".join(lines) + "\n"


def ratios_text(runs):
    if "reportage" not in runs:
        return []
    own = runs["reportage"]
    return [
        f"reportage takes {ratio(own, runs[peer], 'wall')} × the wall time, {ratio(own, runs[peer], 'cpu')} × the CPU "
        f"time and {ratio(own, runs[peer], 'memory')} × the memory of {peer}.  "
        for peer in ("hugo", "blades", "eleventy")
        if peer in runs
    ]


def serve_text(measured):
    lines = [heading(measured), ""]
    lines += table_head(["site", *SERVING.values()])
    for site, figures in measured["runs"].items():
        if figures:
            cells = [spread_of(figures[key], 1 if key == "memory" else 3) for key in SERVING]
            lines.append(table_row([site, *cells]))
    return "\n".join([*lines, "", *measured["notes"], ""])


def growth_text(all_measured, site):
    """How the cost of a record grows with the number of records: a table a mode."""
    text = []
    for mode in MODES:
        by_records = {
            measured["records"]: measured["runs"][site]
            for measured in all_measured
            if measured["mode"] == mode and mode != "serve" and measured["runs"].get(site)
        }
        if len(by_records) < 2:
            continue
        text += [f"### {site}, {mode}: {MODES[mode]}", ""]
        text += table_head(["records", "wall s", "µs a record", "× the row above", "CPU s", "peak MiB"])
        before = None
        for records, each in sorted(by_records.items()):
            cost = median(each, "wall") / records
            times = f"{cost / before:.2f}" if before else ""
            row = [f"{records:,}", spread(each, "wall"), f"{cost * 1e6:.1f}", times, spread(each, "cpu"), memory(each)]
            text.append(table_row(row))
            before = cost
        text.append("")
    return "\n".join(text)


def heading(measured):
    load = " → ".join(f"{load:.2f}" for load in measured["load"])
    size = ", small bodies" if measured["size"] == "small" else ""
    mode = measured["mode"]
    return f"### {measured['records']:,} records{size}, {mode}: {MODES[mode]}\n\nLoad average {load}."


def table_head(columns):
    return [table_row(columns), "|---|" + "---:|" * (len(columns) - 1)]


def table_row(cells):
    return "| " + " | ".join(map(str, cells)) + " |"


def median(runs, key):
    return statistics.median(run[key] for run in runs)


def memory(runs):
    """Nothing where it was not measured, as for the floor."""
    return f"{median(runs, 'memory'):.0f}" if "memory" in runs[0] else ""


def spread(runs, key):
    return spread_of([run[key] for run in runs], 3)


def spread_of(values, digits):
    if not values:
        return ""
    middle, least, greatest = (f"{value:.{digits}f}" for value in (statistics.median(values), min(values), max(values)))
    return middle if len(values) == 1 else f"{middle} ({least}–{greatest})"


def ratio(runs, others, key):
    value = median(runs, key) / median(others, key)
    return f"{value:.3f}" if value < 1 else f"{value:.2f}"
