#!/usr/bin/env python3
"""Builds the same archive with each static site generator found, and says what each took.

    python3 benches/compare.py --work FOLDER --records 1000,10000
    python3 benches/compare.py --work FOLDER --records 10000 --modes cold,unchanged --runs 9
    python3 benches/compare.py --work FOLDER --growth
    python3 benches/compare.py --self-test

Runs are interleaved, A B C A B C, after one of each that is not counted. benches/README.md says what is measured, what
is not equal between the generators, and how to read the figures.
"""

import argparse
import json
import math
import os
import shutil
import sys
import time
from pathlib import Path

import generators
import measure
import report
from workshop import SETTLE_SECONDS, Spent, Workshop

PEERS = "reportage,hugo,blades,eleventy"


def main():
    arguments = parse()
    if arguments.self_test:
        sys.exit(self_test(arguments))
    contenders, missing = generators.find(arguments.sites, vars(arguments))
    print("\n".join(missing), file=sys.stderr)
    if not contenders:
        sys.exit("no generator at all: there is nothing to measure")
    work = Path(arguments.work).resolve()
    work.mkdir(parents=True, exist_ok=True)
    spent = Spent(work)
    conditions = report.conditions(work, contenders)
    print(report.conditions_text(conditions), flush=True)
    everything = []
    try:
        for records in arguments.records:
            workshops = [Workshop(work, contender, records, arguments.size, spent) for contender in contenders]
            for mode in arguments.modes:
                measured = measure_mode(mode, workshops, spent, arguments)
                everything.append(measured)
                text = report.serve_text(measured) if mode == "serve" else report.build_text(measured)
                print(text, flush=True)
                if arguments.json:
                    kept = {"conditions": conditions, "measured": everything, "left out": missing}
                    Path(arguments.json).write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n")
        if arguments.growth:
            print("\n".join(report.growth_text(everything, contender.site) for contender in contenders))
    finally:
        spent.sweep()
    sys.exit(1 if any(measured["failed"] for measured in everything) else 0)


def measure_mode(mode, workshops, spent, arguments):
    before = os.getloadavg()[0]
    mode_of = measure_serving if mode == "serve" else measure_builds
    measured = mode_of(mode, workshops, spent, arguments)
    return {
        "records": workshops[0].counts["records"],
        "size": arguments.size,
        "mode": mode,
        "load": [before, os.getloadavg()[0]],
        **measured,
    }


def measure_builds(mode, workshops, spent, arguments):
    """What each run of each contender took, what its output was, and what is to be said about it."""
    runs = {workshop.contender.site: [] for workshop in workshops}
    outputs, notes, failed, slow = {}, [], set(), set()
    rounds = arguments.runs + 1
    later = {workshop: workshop.draw_later(rounds) if mode == "new" else [] for workshop in workshops}
    try:
        for number in range(rounds):
            for workshop in workshops:
                site = workshop.contender.site
                if site in failed or site in slow:
                    continue
                try:
                    took, since = one_build(mode, workshop, later[workshop][number : number + 1], arguments)
                except measure.Failed as failure:
                    failed.add(site)
                    notes.append(f"**{failure}.**  ")
                    continue
                # The first run warms the caches of the machine up; one that takes minutes is not done twice.
                if took["wall"] > arguments.slow:
                    slow.add(site)
                if number > 0 or site in slow:
                    runs[site].append(took)
                if number == rounds - 1 or site in slow:
                    outputs[site] = workshop.written(since)
                    notes += note_on_pages(workshop, outputs[site], number + 1 if mode == "new" else 0)
            tree = next((workshop.output for workshop in workshops if workshop.output.exists()), None)
            if mode == "cold" and arguments.floor and tree:
                took = measure.floor(arguments.floor, tree, spent.fresh())
                runs.setdefault("floor", []).extend([took] if number > 0 else [])
    finally:
        for workshop in workshops:
            workshop.undo()
            for drawn in later[workshop]:
                workshop.remove(drawn)
    return {"runs": runs, "outputs": outputs, "notes": notes, "failed": sorted(failed)}


def one_build(mode, workshop, later, arguments):
    """One run and when it began. A change that the output does not show is a failure: the figure would mean nothing."""
    page = workshop.page_of(workshop.edited_path, workshop.text)
    word = ""
    if mode == "cold":
        workshop.clear()
    elif not workshop.output.exists():
        # Modes may be asked for without a cold one before them.
        measure.build(workshop.contender, workshop.folder, workshop.log, arguments.timeout)
    if mode == "body":
        word = workshop.edit_body()
    if mode == "title":
        word = workshop.edit_title()
    for drawn in later:
        workshop.add(drawn)
        page = workshop.page_of(drawn[0], drawn[2])
    time.sleep(SETTLE_SECONDS)
    # The clock of files is coarser than this one.
    since = time.time() - SETTLE_SECONDS / 2
    took = measure.build(workshop.contender, workshop.folder, workshop.log, arguments.timeout)
    if not workshop.shows(page, word):
        raise measure.Failed(f"{workshop.contender.site}: {page} does not show what changed")
    return took, since


def note_on_pages(workshop, output, added):
    """A generator that made less than the others was quick for that reason."""
    site, counts = workshop.contender.site, workshop.counts
    expected = workshop.contender.expected_pages({**counts, "records": counts["records"] + added})
    if expected is None or output["pages"] == expected:
        return []
    difference = output["pages"] - expected
    which = "fewer" if difference < 0 else "more"
    return [f"{site} made {abs(difference):,} pages {which} than expected ({expected:,}).  "]


def measure_serving(_, workshops, spent, arguments):
    """Starts are interleaved as builds are; the changes are made one contender after the other."""
    runs, notes, failed = {}, [], set()
    for workshop in workshops:
        if workshop.contender.program.serve:
            runs[workshop.contender.site] = {key: [] for key in report.SERVING}
        else:
            notes.append(f"{workshop.contender.site} has no server.  ")
    serving = {workshop.contender.site: workshop for workshop in workshops if workshop.contender.site in runs}
    steps = [(key, number) for key in ("ready_cached", "ready_cold") for number in range(arguments.runs + 1)]
    try:
        for key, number in [*steps, ("changes", 0)]:
            for site, workshop in serving.items():
                figures = runs[site]
                if site in failed or (key in figures and figures[key] and figures[key][-1] > arguments.slow):
                    continue
                try:
                    if key == "changes":
                        changes_served(workshop, figures, arguments)
                    else:
                        ready = ready_after(key, workshop, number, arguments)
                        figures[key] += [ready] if number > 0 or ready > arguments.slow else []
                except measure.Failed as failure:
                    failed.add(site)
                    notes.append(f"**{failure}.**  ")
    finally:
        for workshop in workshops:
            workshop.undo()
    return {"runs": runs, "outputs": {}, "notes": notes, "failed": sorted(failed)}


def ready_after(key, workshop, number, arguments):
    if key == "ready_cold":
        workshop.clear_caches()
    elif number == 0:
        measure.build(workshop.contender, workshop.folder, workshop.log, arguments.timeout)
    with server(workshop, arguments) as started:
        return started.ready()


def changes_served(workshop, figures, arguments):
    with server(workshop, arguments) as started:
        started.ready()
        # All bodies first: behind a changed title, a body's save would put the old title back as well.
        for key, edit, pages in (
            ("body", workshop.edit_body, [started.page]),
            ("title", workshop.edit_title, [started.page, "/"]),
        ):
            for number in range(arguments.runs + 1):
                # Editors save seldom, and a server that is still busy with the last change would be measured twice.
                time.sleep(1)
                began = time.perf_counter()
                took = started.until_served(pages, edit(), began)
                figures[key] += [took] if number > 0 else []
        figures["memory"].append(started.memory())


def server(workshop, arguments):
    page = "/" + workshop.page_of(workshop.edited_path, workshop.text).removesuffix("index.html")
    return measure.Server(workshop.contender, workshop.folder, workshop.log, arguments.timeout, page)


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", help="folder for archives and sites; they stay there for the next time")
    parser.add_argument("--records", type=numbers, help="how many records, separated by commas (1000)")
    parser.add_argument("--modes", type=words(report.MODES), help="of " + ",".join(report.MODES) + " (all)")
    sites = ",".join(generators.SITES)
    parser.add_argument("--sites", type=words(generators.SITES), help=f"of {sites} ({PEERS})")
    parser.add_argument("--runs", type=int, help="counted runs of each (5; with --growth 3)")
    parser.add_argument("--size", choices=("article", "small"), help="of a body: 640 words or about 1 kB (article)")
    parser.add_argument("--growth", action="store_true", help="reportage alone, a thousand to a million small records")
    parser.add_argument("--slow", type=float, help="a build of more seconds is done once (120; with --growth, none)")
    parser.add_argument("--timeout", type=float, default=3600, help="seconds after which a build has failed (3600)")
    parser.add_argument("--json", help="a file for every single figure")
    parser.add_argument("--floor", type=os.path.realpath, help="the program of benches/floor.rs, for a line of its own")
    for program in generators.PROGRAMS.values():
        parser.add_argument(f"--{program.name}", metavar="COMMAND", help="where it is, if not on the PATH")
    parser.add_argument("--self-test", action="store_true", help="try the runner itself, with reportage")
    arguments = parser.parse_args()
    growth = arguments.growth
    arguments.records = arguments.records or ([1_000, 10_000, 100_000, 1_000_000] if growth else [1_000])
    arguments.modes = arguments.modes or (["cold", "unchanged", "body", "title"] if growth else list(report.MODES))
    arguments.sites = arguments.sites or (["reportage"] if growth else PEERS.split(","))
    arguments.runs = arguments.runs or (3 if growth else 5)
    arguments.slow = arguments.slow or (math.inf if growth else 120)
    arguments.size = arguments.size or ("small" if growth else "article")
    if not arguments.work and not arguments.self_test:
        parser.error("--work FOLDER is needed: it needs room, and a disk of the kind that is to be measured")
    if arguments.floor and not shutil.which(arguments.floor):
        parser.error(f"--floor: {arguments.floor} is no program")
    return arguments


def numbers(text):
    return [int(part.replace("_", "")) for part in text.split(",")]


def words(known):
    def of(text):
        unknown = [part for part in text.split(",") if part not in known]
        if unknown:
            raise argparse.ArgumentTypeError(f"`{unknown[0]}` is none of {', '.join(known)}")
        return text.split(",")

    return of


def self_test(arguments):
    # What is not needed stays out of the memory of this process: the kernel counts it as that of what it starts.
    import unittest

    import test_compare

    test_compare.REPORTAGE = arguments.reportage
    tests = unittest.defaultTestLoader.loadTestsFromModule(test_compare)
    return 0 if unittest.TextTestRunner().run(tests).wasSuccessful() else 1


if __name__ == "__main__":
    main()
