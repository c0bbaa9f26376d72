"""Tests of the runner: `python3 benches/compare.py --self-test`. Those that build want reportage."""

import contextlib
import io
import json
import os
import sys
import tempfile
import unittest
from pathlib import Path

import compare
import corpus
import generators
import report

# A command, or nothing for where it is found otherwise.
REPORTAGE = os.environ.get("REPORTAGE")


def files_below(folder):
    return {path.relative_to(folder): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}


class Corpus(unittest.TestCase):
    def made(self, records, flavour, size="article"):
        with tempfile.TemporaryDirectory() as folder:
            counts = corpus.make(records, flavour, folder, size)
            return counts, files_below(folder)

    def test_a_record_does_not_depend_on_how_many_there_are(self):
        (_, few), (_, many) = self.made(20, "reportage"), self.made(30, "reportage")
        self.assertEqual((len(few), len(many)), (20, 30))
        self.assertEqual(few, {path: many[path] for path in few})

    def test_a_record_drawn_alone_is_that_of_the_archive(self):
        _, files = self.made(10, "hugo")
        for path, title, text in corpus.draw([0, 9], "hugo"):
            self.assertEqual(files[Path(path)].decode(), text)
            self.assertIn(json.dumps(title, ensure_ascii=False), text)

    def test_flavours_differ_in_front_matter_and_the_ends_of_links_alone(self):
        bodies = {
            flavour: corpus.draw([7], flavour)[0][2].split("\n---\n" if flavour != "blades" else "\n+++\n", 1)[1]
            for flavour in corpus.FLAVOURS
        }
        self.assertEqual(bodies["reportage"], bodies["hugo"])
        self.assertEqual(bodies["reportage"], bodies["eleventy"])
        self.assertEqual(bodies["reportage-flat"], bodies["blades"])
        self.assertEqual(bodies["reportage"].count("]("), bodies["blades"].count("]("))

    def test_the_newest_record_is_the_first_and_later_ones_are_newer(self):
        source = corpus.Source("small")
        newest = source.record(0, "reportage").date
        self.assertTrue(all(source.record(number, "reportage").date < newest for number in range(1, 500)))
        [(_, _, later)] = corpus.draw([500], "reportage", "small", later=True)
        self.assertIn(f"date: {corpus.LATER_DAY}", later)
        self.assertGreater(corpus.LATER_DAY, newest)

    def test_bodies_are_as_long_and_as_mixed_as_said(self):
        source = corpus.Source("article")
        bodies = [source.record(number, "reportage").body for number in range(2000)]
        share = lambda part: sum(part in body for body in bodies) / len(bodies)  # noqa: E731
        count = lambda part: sum(body.count(part) for body in bodies)  # noqa: E731
        for name, found, least, greatest in [
            ("words", sum(len(body.split()) for body in bodies) / len(bodies), 600, 700),
            ("tables", share("|---|"), 0.08, 0.12),
            ("footnotes", share("[^1]:"), 0.18, 0.22),
            ("fenced code", share("```"), 0.02, 0.04),
            ("links within", count("](/") / count("]("), 0.37, 0.43),
        ]:
            with self.subTest(name):
                self.assertTrue(least <= found <= greatest, found)


class Tables(unittest.TestCase):
    def test_figures_are_medians_with_least_and_greatest(self):
        for values, text in [
            ([], ""),
            ([2.0], "2.000"),
            ([1.0, 2.0], "1.500 (1.000–2.000)"),
            ([3.0, 1.0, 2.0], "2.000 (1.000–3.000)"),
        ]:
            self.assertEqual(report.spread_of(values, 3), text)

    def test_ratios_are_of_medians(self):
        runs = lambda *walls: [{"wall": wall} for wall in walls]  # noqa: E731
        for own, others, text in [
            (runs(1, 9, 2), runs(4), "0.500"),
            (runs(8), runs(4), "2.00"),
        ]:
            self.assertEqual(report.ratio(own, others, "wall"), text)


class Runs(unittest.TestCase):
    def test_every_mode_runs_and_leaves_the_archive_as_it_was(self):
        found, missing = generators.find(["reportage"], {"reportage": REPORTAGE})
        if not found:
            self.skipTest(missing[0])
        with tempfile.TemporaryDirectory() as work:
            arguments = f"--work {work} --records 60 --runs 1 --sites reportage --json {work}/figures.json".split()
            arguments += ["--reportage", REPORTAGE] if REPORTAGE else []
            site = Path(work) / "60" / "reportage"
            self.assertEqual(self.compared([*arguments, "--modes", "cold"]), 0)
            before = files_below(site / "content")
            self.assertEqual(self.compared(arguments), 0)
            self.assertEqual(files_below(site / "content"), before)
            self.assertEqual(list(Path(work).glob("spent-*")), [])
            figures = json.loads((Path(work) / "figures.json").read_text())
        measured = {each["mode"]: each for each in figures["measured"]}
        self.assertEqual(list(measured), list(report.MODES))
        for mode, each in measured.items():
            with self.subTest(mode):
                self.assertEqual(each["failed"], [])
                self.assertTrue(each["runs"]["reportage"])
        written = {mode: each["outputs"]["reportage"]["written"] for mode, each in measured.items() if mode != "serve"}
        self.assertEqual(written["cold"], measured["cold"]["outputs"]["reportage"]["files"])
        self.assertEqual(written["unchanged"], 0)
        self.assertTrue(1 <= written["body"] < written["title"] < written["cold"], written)

    def test_a_generator_that_fails_is_named(self):
        with tempfile.TemporaryDirectory() as work:
            arguments = f"--work {work} --records 10 --runs 1 --sites hugo --modes cold --hugo false"
            self.assertEqual(self.compared(arguments.split()), 1)
        self.assertIn("hugo: exit status 1", self.said)

    def compared(self, arguments):
        """The exit status of compare.py; what it printed is in `self.said`."""
        said, own = io.StringIO(), sys.argv
        sys.argv = ["compare.py", *arguments]
        try:
            with contextlib.redirect_stdout(said), contextlib.redirect_stderr(io.StringIO()):
                compare.main()
        except SystemExit as ended:
            return ended.code
        finally:
            sys.argv = own
            self.said = said.getvalue()


if __name__ == "__main__":
    unittest.main()
