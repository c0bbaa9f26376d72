"""A site in the work folder: its corpus, the changes made to it between runs, and where spent output goes."""

import hashlib
import json
import os
import re
import shutil
import sys
import time
from pathlib import Path

import corpus
from generators import HERE

# A program that remembers files by their time stamps cannot trust one that was written just now.
SETTLE_SECONDS = 0.1
LEAST_FREE_BYTES = 4 << 30
LEAST_FREE_FILES = 500_000


class Spent:
    """Outputs of earlier runs. They go when all is measured: on ext4, files that are made just after a large tree was
    deleted take several times as long, and it would be measured whose tree that was."""

    def __init__(self, work):
        self.folder = Path(work) / f"spent-{os.getpid()}"
        self.count = 0

    def aside(self, path):
        if os.path.lexists(path):
            os.rename(path, self.fresh())

    def fresh(self):
        """A path where nothing is."""
        self.folder.mkdir(parents=True, exist_ok=True)
        room = os.statvfs(self.folder)
        free_files = room.f_favail if room.f_files else LEAST_FREE_FILES
        if room.f_bavail * room.f_frsize < LEAST_FREE_BYTES or free_files < LEAST_FREE_FILES:
            sys.exit("the disk is nearly full, and nothing may be deleted between runs: ask for fewer runs or modes")
        self.count += 1
        return self.folder / str(self.count)

    def sweep(self):
        shutil.rmtree(self.folder, ignore_errors=True)


class Workshop:
    """The folder of one contender's site with a given number of records."""

    def __init__(self, work, contender, records, size, spent):
        self.contender, self.size, self.spent = contender, size, spent
        self.folder = Path(work) / (str(records) if size == "article" else f"{records}-{size}") / contender.site
        self.log = self.folder.parent / f"{contender.site}.log"
        self.counts = self.made_corpus(records)
        for folder in contender.folders:
            shutil.copytree(folder, self.folder, dirs_exist_ok=True)
        [(self.edited_path, self.title, self.text)] = corpus.draw([0], contender.flavour, size)
        self.undo()

    @property
    def output(self):
        return self.folder / self.contender.program.output

    def made_corpus(self, records):
        note = self.folder / "corpus.json"
        sources = b"".join((HERE / name).read_bytes() for name in ("corpus.py", "vocabulary.py"))
        wanted = {"sources": hashlib.sha256(sources).hexdigest(), "size": self.size}
        if note.exists():
            known = json.loads(note.read_text())
            if all(known.get(key) == value for key, value in wanted.items()):
                return known["counts"]
        self.spent.aside(self.folder)
        print(f"making {records:,} records for {self.contender.site} …", file=sys.stderr)
        counts = corpus.make(records, self.contender.flavour, self.folder, self.size)
        note.write_text(json.dumps({**wanted, "counts": counts}))
        return counts

    def clear(self):
        """As if nothing had ever been built."""
        self.spent.aside(self.output)
        self.clear_caches()

    def clear_caches(self):
        for cache in self.contender.program.caches:
            self.spent.aside(self.folder / cache)

    def edit_body(self):
        """Another last paragraph for the newest record; returns a word that its page must then show."""
        word = f"edit{time.time_ns()}"
        self.save(self.text + f"\nThe last change is {word}.\n")
        return word

    def edit_title(self):
        """Another title for the newest record; returns a word that its page must then show."""
        word = f"edit{time.time_ns()}"
        self.save(self.retitled(word))
        return word

    def retitled(self, word):
        old, new = (json.dumps(title, ensure_ascii=False) for title in (self.title, f"{self.title} {word}"))
        return self.text.replace(old, new, 1)

    def save(self, text):
        (self.folder / self.edited_path).write_text(text, encoding="utf-8")

    def draw_later(self, count):
        """Records that the archive has not got, newer than all it has."""
        first = self.counts["records"]
        return corpus.draw(range(first, first + count), self.contender.flavour, self.size, later=True)

    def add(self, drawn):
        path, title, text = drawn
        file = self.folder / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return title

    def remove(self, drawn):
        (self.folder / drawn[0]).unlink(missing_ok=True)

    def undo(self):
        self.save(self.text)

    def page_of(self, text_path, text):
        """Where the program writes the page of a record."""
        # The line of its own: titles have words such as "mandate".
        year = re.search(r'^date *[:=] *"?(\d{4})', text, re.MULTILINE)[1]
        return self.contender.record_page.format(year=year, slug=Path(text_path).stem)

    def shows(self, page, word):
        file = self.output / page
        return file.exists() and word in file.read_text(encoding="utf-8")

    def written(self, since=0.0):
        """Files, HTML files and bytes of the output, and how many files are no older than `since`."""
        files = pages = size = new = 0
        for folder, _, names in os.walk(self.output):
            for name in names:
                stat = os.stat(os.path.join(folder, name))
                files += 1
                pages += name.endswith(".html")
                size += stat.st_size
                new += stat.st_mtime >= since
        return {"files": files, "pages": pages, "bytes": size, "written": new}
