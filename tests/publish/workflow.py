"""Runs the steps of the GitHub workflow that `reportage init --ci github` writes, in its order, in a clean clone.

    python tests/publish/workflow.py target/release/reportage

What a service does is done here: the merge commit of a pull request, the variables of a run, and `gh`, which notes what it
was asked for. The program stands on PATH in place of the step that installs it; actions of others are left out.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import yaml

PROGRAM = Path(sys.argv[1]).resolve()
WORKFLOW = ".github/workflows/archive.yml"

# `gh api`: the first listing has no comment of ours, later ones the one that was written.
GH = """#!/usr/bin/env python3
import json, os, sys
calls = os.path.join(os.environ["RUNNER_TEMP"], "calls.json")
known = json.load(open(calls)) if os.path.exists(calls) else []
method = sys.argv[sys.argv.index("--method") + 1] if "--method" in sys.argv else "GET"
address = next(word for word in sys.argv if word.startswith("repos/"))
body = [open(word[len("body=@"):]).read() for word in sys.argv if word.startswith("body=@")]
if method == "GET" and any(call[0] == "POST" for call in known):
    print(42)
json.dump(known + [[method, address, *body]], open(calls, "w"))
"""


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bin = folder / "bin"
        bin.mkdir()
        (bin / "reportage").symlink_to(PROGRAM)
        (bin / "gh").write_text(GH)
        (bin / "gh").chmod(0o755)
        origin = folder / "origin"
        run(["reportage", "init", str(origin), "--ci", "github"], folder, bin)
        git(origin, bin, "init", "--quiet", "--initial-branch", "main")
        commit(origin, bin, "The archive")

        sound = pull_request(folder, bin, "sound", lambda site: add_record(site))
        assert sound.steps["check"] == sound.steps["compare"] == "fine", sound.steps
        methods = [call[0] for call in sound.calls]
        assert methods == ["GET", "POST"], methods
        assert "`/articles/2026/second/` `Second`" in sound.calls[1][2], sound.calls[1][2]
        assert sound.calls[1][2] == sound.summary
        told("a pull request is checked, compared and told of its pages")

        again = pull_request(folder, bin, "sound", lambda site: add_record(site, "third"))
        assert [call[0] for call in again.calls] == ["GET", "POST", "GET", "PATCH"], again.calls
        assert again.calls[3][1].endswith("/comments/42"), again.calls[3]
        told("a second run changes the comment of the first")

        broken = pull_request(folder, bin, "broken", lambda site: break_record(site))
        assert broken.steps["check"] == "Check every record", broken.steps
        assert f"::error file={record(origin).relative_to(origin)},line=3" in broken.said, broken.said
        told("an error is told at its line, and ends the check")

        dying = pull_request(folder, bin, "dying", lambda site: record(site).rename(record(site).with_stem("renamed")))
        assert dying.steps["compare"] == "Let no address die", dying.steps
        assert "aliases: [/articles/" in dying.calls[1][2], dying.calls
        told("an address that would die ends the comparison, after the comment")

        foreign = pull_request(folder, bin, "foreign", lambda site: add_record(site), head="someone/else")
        assert foreign.steps["compare"] == "fine" and not foreign.calls, (foreign.steps, foreign.calls)
        assert foreign.summary.startswith("<!-- reportage diff -->"), foreign.summary
        told("a branch of another repository is compared and not commented on")

        pushed = Run(folder, bin, "pushed", "push")
        pushed.job("build")
        assert pushed.steps["build"] == "fine", pushed.said
        home = (pushed.temp / "site/index.html").read_text()
        assert 'href="https://owner.example/archive/"' in home, home[:2000]
        told("what is merged is built for the address of the pages")
    print("# pass 6")


class Run:
    """One run of the workflow in a clean clone: of each job, `fine` or the step that failed."""

    def __init__(self, folder, bin, name, event, head="owner/archive"):
        self.folder, self.bin, self.event, self.head = folder, bin, event, head
        self.temp = folder / f"temp-{name}"
        self.temp.mkdir(exist_ok=True)
        self.clone = folder / f"clone-{len(list(folder.glob('clone-*')))}"
        git(folder, bin, "clone", "--quiet", str(folder / "origin"), str(self.clone))
        self.steps, self.said = {}, ""

    def job(self, name):
        job = yaml.safe_load((self.clone / WORKFLOW).read_text())["jobs"][name]
        assert self.holds(job["if"]), f"{name} does not run on {self.event}"
        # Each job has a machine of its own.
        for left in ("base", "old", "new", "summary.md"):
            subprocess.run(["rm", "-rf", str(self.temp / left)], check=True)
        self.steps[name] = "fine"
        for step in job["steps"]:
            if "run" not in step or step["name"] == "Install Reportage" or not self.holds(step.get("if", "true")):
                continue
            own = {key: self.value(text) for key, text in step.get("env", {}).items()}
            ended = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
                cwd=self.clone,
                env={**environment(self.bin), **self.variables(), **own},
                capture_output=True,
                text=True,
            )
            self.said += f"== {step['name']}\n{ended.stdout}{ended.stderr}"
            if ended.returncode != 0:
                self.steps[name] = step["name"]
                return

    def variables(self):
        return {
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_STEP_SUMMARY": str(self.temp / "summary.md"),
            "GITHUB_REPOSITORY": "owner/archive",
        }

    def value(self, text):
        values = {
            "github.token": "a-token",
            "github.event.pull_request.number": "7",
            "steps.pages.outputs.base_url": "https://owner.example/archive",
        }
        return re.sub(r"\$\{\{ (.*?) \}\}", lambda found: values[found[1]], text)

    def holds(self, condition):
        return {
            "true": True,
            "github.event_name == 'pull_request'": self.event == "pull_request",
            "github.event_name != 'pull_request'": self.event != "pull_request",
            "github.event.pull_request.head.repo.full_name == github.repository": self.head == "owner/archive",
        }[condition]

    @property
    def calls(self):
        noted = self.temp / "calls.json"
        return json.loads(noted.read_text()) if noted.exists() else []

    @property
    def summary(self):
        return (self.temp / "summary.md").read_text()


def pull_request(folder, bin, name, change, head="owner/archive"):
    run = Run(folder, bin, name, "pull_request", head)
    git(run.clone, bin, "checkout", "--quiet", "-b", "change")
    change(run.clone)
    commit(run.clone, bin, "A change")
    # What the service checks out: the commit by which the branch would go into `main`, whose first parent that is.
    git(run.clone, bin, "checkout", "--quiet", "--detach", "origin/main")
    git(run.clone, bin, *AUTHOR, "merge", "--quiet", "--no-ff", "--no-edit", "change")
    run.job("check")
    run.job("compare")
    return run


AUTHOR = ("-c", "user.name=Test", "-c", "user.email=test@localhost", "-c", "commit.gpgsign=false")


def commit(site, bin, message):
    git(site, bin, "add", "--all")
    git(site, bin, *AUTHOR, "commit", "--quiet", "--message", message)


def record(site):
    return next(site.glob("content/articles/*/*.md"))


def add_record(site, name="second"):
    (site / f"content/articles/2026").mkdir(exist_ok=True)
    text = f"---\ntitle: {name.capitalize()}\ndate: 2026-01-02\ntags: [getting started]\n---\nMore.\n"
    (site / f"content/articles/2026/{name}.md").write_text(text)


def break_record(site):
    file = record(site)
    file.write_text(file.read_text().replace("title: A first record\n", "title: [\n", 1))


def environment(bin):
    kept = {key: os.environ[key] for key in ("HOME", "LANG", "TMPDIR") if key in os.environ}
    return {**kept, "PATH": f"{bin}:{os.environ['PATH']}", "SOURCE_DATE_EPOCH": "1795392000", "GIT_CONFIG_GLOBAL": os.devnull}


def git(folder, bin, *arguments):
    run(["git", *arguments], folder, bin)


def run(command, folder, bin):
    ended = subprocess.run(command, cwd=folder, env=environment(bin), capture_output=True, text=True)
    assert ended.returncode == 0, f"{command}: {ended.stdout}{ended.stderr}"


def told(what):
    print(f"ok: {what}")


if __name__ == "__main__":
    main()
