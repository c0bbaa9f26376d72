#!/usr/bin/env python3
"""Makes an archive of made-up records, the same whenever and wherever it is made.

    python3 benches/corpus.py --records 10000 --flavour reportage --out FOLDER

Record 7 is the same in an archive of a hundred and in one of a million, and for every generator: only the form of the
front matter and the end of internal links differ. Record 0 is the newest, so that a change of it shows on the home
page.
"""

import argparse
import bisect
import datetime
import functools
import itertools
import json
import math
import multiprocessing
import os
import random
import re
import sys
import unicodedata
from dataclasses import dataclass

import vocabulary

FLAVOURS = ("reportage", "reportage-flat", "hugo", "blades", "eleventy")
# Those with a file a record and no folder.
FLAT = ("reportage-flat", "blades")
SIZES = {"article": (520, 200, 2500), "small": (80, 40, 400)}  # words of a body: median aimed at, least, greatest
TAGS, ORGANIZATIONS, AUTHORS, OUTLETS = 400, 1000, 500, 80
FIRST_DAY = datetime.date(2013, 1, 1)
LAST_DAY = datetime.date(2024, 12, 30)
NEWEST_DAY = LAST_DAY + datetime.timedelta(days=1)
LATER_DAY = LAST_DAY + datetime.timedelta(days=2)


@dataclass
class Record:
    title: str
    dek: str
    date: datetime.date
    slug: str
    tags: list
    organizations: list
    authors: list
    outlet: str
    body: str

    @property
    def original(self):
        return f"https://news.example.org/{self.date:%Y/%m}/{self.slug}.html"


class Source:
    """Draws everything from seeds: the pools from the name of the pool, a record from its number alone."""

    def __init__(self, size):
        self.median, self.least, self.greatest = SIZES[size]
        self.words = vocabulary.CONTENT
        self.tags = self.distinct("tags", TAGS, self.tag)
        self.organizations = self.distinct("organizations", ORGANIZATIONS, self.organization)
        names = [f"{given} {family}" for given in vocabulary.GIVEN_NAMES for family in vocabulary.FAMILY_NAMES]
        self.authors = random.Random("authors").sample(names, AUTHORS)
        towns = random.Random("outlets").sample(self.words, OUTLETS)
        kinds = itertools.cycle(vocabulary.OUTLET_KINDS)
        self.outlets = [f"{town.capitalize()} {kind}" for town, kind in zip(towns, kinds)]
        self.tag_weights = zipf(TAGS, 1.0)
        self.organization_weights = zipf(ORGANIZATIONS, 1.0)
        self.author_weights = zipf(AUTHORS, 0.6)

    @functools.cached_property
    def sentences(self):
        """Sentences with their number of words. Choosing among them is much quicker than making each anew."""
        draw = random.Random("sentences")
        small, shares = list(vocabulary.SMALL), list(vocabulary.SMALL.values())
        weights = list(itertools.accumulate(shares + [(100 - sum(shares)) / len(self.words)] * len(self.words)))
        pool = []
        for _ in range(20_000):
            count = draw.randint(6, 26)
            words = draw.choices(small + self.words, cum_weights=weights, k=count)
            if count > 14:
                words[count // 2] += ","
            text = " ".join(words)
            pool.append((text[0].upper() + text[1:].rstrip(",") + ".", count))
        return pool

    def distinct(self, pool, count, make):
        """Names that no generator takes for one another: they differ in more than case, accents and punctuation."""
        draw, names = random.Random(pool), {}
        for number in itertools.count(1001):
            if len(names) == count:
                return list(names.values())
            name = make(draw, number)
            names.setdefault(plain(name), name)

    def tag(self, draw, _):
        return " ".join(draw.sample(self.words, draw.randint(1, 2)))

    def organization(self, draw, number):
        first, second = draw.sample(self.words, 2)
        pattern = draw.choice(vocabulary.ORGANIZATIONS)
        return pattern.format(First=first.capitalize(), Second=second.capitalize(), number=number)

    def heading(self, number):
        """Date, headline and slug: quick to make, for links name records whose text is not needed."""
        draw = random.Random(number * 2)
        day = FIRST_DAY + datetime.timedelta(days=draw.randint(0, (LAST_DAY - FIRST_DAY).days))
        words = draw.choices(self.words, k=draw.randint(4, 9))
        return NEWEST_DAY if number == 0 else day, " ".join(words).capitalize(), "-".join(words[:5]) + f"-{number}"

    def address(self, number, ending):
        day, _, slug = self.heading(number)
        return f"/articles/{day.year}/{slug}{ending}"

    def record(self, number, flavour, day=None):
        draw = random.Random(number * 2 + 1)
        date, title, slug = self.heading(number)
        if draw.random() < 0.1:
            first, second = draw.sample(self.words, 2)
            title += f": {first} & “{second}”"
        return Record(
            title=title,
            dek=draw.choice(self.sentences)[0],
            date=day or date,
            slug=slug,
            tags=several(draw, self.tags, self.tag_weights, draw.randint(2, 6)),
            organizations=several(draw, self.organizations, self.organization_weights, draw.randint(1, 4)),
            authors=several(draw, self.authors, self.author_weights, draw.randint(1, 3)),
            outlet=draw.choice(self.outlets),
            body=Body(self, draw, number, ".html" if flavour in FLAT else "/").text(),
        )


class Body:
    """One record's text: paragraphs, headings, quotations, lists, and now and then a table, notes, code."""

    def __init__(self, source, draw, number, link_ending):
        self.source, self.draw, self.number, self.link_ending = source, draw, number, link_ending
        self.words = self.notes = 0

    def text(self):
        draw, source = self.draw, self.source
        wanted = int(math.exp(draw.gauss(math.log(source.median), 0.5)))
        wanted = min(source.greatest, max(source.least, wanted))
        has_notes, has_table, has_code = draw.random() < 0.20, draw.random() < 0.10, draw.random() < 0.03
        blocks = []
        while self.words < wanted:
            blocks.append(self.block(len(blocks), has_notes))
            if has_code and len(blocks) == 2:
                blocks.append(self.code())
            if has_table and (len(blocks) >= 3 or self.words >= wanted):
                blocks.append(self.table())
                has_table = False
        blocks += [f"[^{note + 1}]: {self.sentence()}" for note in range(self.notes)]
        return "\n\n".join(blocks) + "\n"

    def block(self, before, has_notes):
        kind = self.draw.random()
        if before > 1 and kind < 0.10:
            heading = self.sentence().rstrip(".").replace(",", "")[:45].rsplit(" ", 1)[0]
            return ("## " if self.draw.random() < 0.6 else "### ") + heading
        if before > 0 and kind < 0.16:
            return f"> {self.sentence()}\n> {self.sentence()}"
        if before > 0 and kind < 0.24:
            ordered = self.draw.random() < 0.3
            marks = (f"{item + 1}." if ordered else "-" for item in range(self.draw.randint(3, 6)))
            return "\n".join(f"{mark} {self.sentence()}" for mark in marks)
        return self.paragraph(has_notes)

    def paragraph(self, has_notes):
        sentences = [self.marked_up(self.sentence()) for _ in range(self.draw.randint(3, 6))]
        if has_notes and self.notes < 3 and (self.notes == 0 or self.draw.random() < 0.4):
            self.notes += 1
            sentences.append(f"More is in a note[^{self.notes}].")
        return " ".join(sentences)

    def sentence(self):
        text, words = self.draw.choice(self.source.sentences)
        self.words += words
        return text

    def marked_up(self, sentence):
        kind = self.draw.random()
        if kind < 0.16:
            return f"{sentence[:-1]} {self.link()}."
        if kind < 0.30:
            words = sentence.split(" ")
            place = self.draw.randrange(len(words) - 1)
            mark = "**" if self.draw.random() < 0.4 else "*"
            if not words[place].endswith(","):
                words[place] = mark + words[place] + mark
            return " ".join(words)
        return sentence

    def link(self):
        label = " ".join(self.draw.choices(self.source.words, k=3))
        self.words += 3
        if self.number and self.draw.random() < 0.4:
            return f"[{label}]({self.source.address(self.draw.randrange(self.number), self.link_ending)})"
        return f"[{label}](https://www.example.com/{label.split(' ')[0]}/{self.draw.randrange(100_000)})"

    def table(self):
        draw, rows = self.draw, ["| Town | Since | Number | Part |", "|---|---|---:|---:|"]
        for _ in range(draw.randint(4, 10)):
            town, since = draw.choice(self.source.words), draw.randint(1990, 2024)
            rows.append(f"| {town} | {since} | {draw.randint(10, 99_999)} | {draw.random() * 100:.1f} % |")
        return "\n".join(rows)

    def code(self):
        first, second = self.draw.sample(self.source.words, 2)
        sample = self.draw.choice(CODE)
        return sample.replace("FIRST", first).replace("SECOND", second).replace("42", str(self.draw.randint(2, 999)))


CODE = (
    '```json\n{\n  "town": "FIRST",\n  "count": 42,\n  "marks": ["SECOND", "FIRST"],\n'
    '  "final": false,\n  "source": null\n}\n```',
    '```python\nfrom pathlib import Path\n\ndef read_FIRST(folder):\n    """Counts what a folder holds."""\n'
    '    found = 42\n    for path in Path(folder).glob("*.SECOND"):\n        found += path.stat().st_size\n'
    "    return found  # bytes\n```",
    "```rust\n/// The longest line of a text.\nfn FIRST(text: &str) -> Option<&str> {\n    let mut best = None;\n"
    "    for line in text.lines().take(42) {\n        if best.is_none_or(|known: &str| known.len() < line.len()) {\n"
    "            best = Some(line); // SECOND\n        }\n    }\n    best\n}\n```",
)


def zipf(count, exponent):
    """Running sums of how often the first, second, third … of a pool is drawn."""
    return list(itertools.accumulate(rank**-exponent for rank in range(1, count + 1)))


def several(draw, pool, weights, count):
    """Different members of the pool, in the order drawn."""
    places = {}
    while len(places) < count:
        places[min(bisect.bisect(weights, draw.random() * weights[-1]), len(pool) - 1)] = None
    return [pool[place] for place in places]


def plain(name):
    """A name without what some generators overlook when they make an address of it."""
    letters = unicodedata.normalize("NFKD", name).lower().replace("&", "and")
    return re.sub(r"^the|\W", "", "".join(letter for letter in letters if not unicodedata.combining(letter)))


def path(record, flavour):
    """Where the flavour wants the record's file."""
    if flavour == "blades":
        return f"content/{record.slug}.md"
    return f"{'src' if flavour == 'eleventy' else 'content'}/articles/{record.date.year}/{record.slug}.md"


def text(record, flavour):
    """The record's file. JSON's strings and lists are both YAML's and TOML's."""
    quoted = functools.partial(json.dumps, ensure_ascii=False)
    title, dek, outlet, original = map(quoted, (record.title, record.dek, record.outlet, record.original))
    tags, organizations, authors = map(quoted, (record.tags, record.organizations, record.authors))
    if flavour == "blades":
        # Mustache joins no lists, so the authors are one text.
        fields = f"""title = {title}
summary = {dek}
date = {record.date}
path = "articles/{record.date.year}"
authors = {quoted(", ".join(record.authors))}
outlet = {outlet}
original = {original}
[taxonomies]
tags = {tags}
organizations = {organizations}"""
    elif flavour.startswith("reportage"):
        fields = f"""title: {title}
dek: {dek}
date: {record.date}
authors: {authors}
tags: {tags}
organizations: {organizations}
outlet: {outlet}
url: {original}"""
    else:
        # In Eleventy `tags` make collections of their own.
        tags_key = "topics" if flavour == "eleventy" else "tags"
        fields = f"""title: {title}
description: {dek}
date: {record.date}
authors: {authors}
{tags_key}: {tags}
organizations: {organizations}
source:
  outlet: {outlet}
  url: {original}"""
    fence = "+++" if flavour == "blades" else "---"
    return f"{fence}\n{fields}\n{fence}\n\n{record.body}"


def make(records, flavour, out, size="article"):
    """Writes the files below `out`, with all cores; says how many terms of each index they name."""
    step = 1000
    spans = [(start, min(start + step, records), flavour, out) for start in range(0, records, step)]
    tags, organizations = set(), set()
    with multiprocessing.Pool(initializer=prepare_worker, initargs=(size,)) as pool:
        for some_tags, some_organizations in pool.imap_unordered(write_span, spans):
            tags |= some_tags
            organizations |= some_organizations
    return {"records": records, "tags": len(tags), "organizations": len(organizations)}


def draw(numbers, flavour, size="article", later=False):
    """Path, title and text of single records, dated after all others if they are later ones.

    Another process makes them: the sentences would otherwise stay in this one's memory, and the kernel counts the
    memory of a process as that of the programs it starts.
    """
    with multiprocessing.Pool(1, initializer=prepare_worker, initargs=(size,)) as pool:
        return pool.starmap(one, [(number, flavour, later) for number in numbers])


source = None  # in a worker: made once, used for all its records


def prepare_worker(size):
    global source
    source = Source(size)


def one(number, flavour, later):
    record = source.record(number, flavour, LATER_DAY if later else None)
    return path(record, flavour), record.title, text(record, flavour)


def write_span(span):
    start, end, flavour, out = span
    tags, organizations, folders = set(), set(), set()
    for number in range(start, end):
        record = source.record(number, flavour)
        tags.update(record.tags)
        organizations.update(record.organizations)
        file = os.path.join(out, path(record, flavour))
        folder = os.path.dirname(file)
        if folder not in folders:
            os.makedirs(folder, exist_ok=True)
            folders.add(folder)
        with open(file, "w", encoding="utf-8") as opened:
            opened.write(text(record, flavour))
    return tags, organizations


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, required=True)
    parser.add_argument("--flavour", choices=FLAVOURS, required=True)
    parser.add_argument("--size", choices=SIZES, default="article", help="`small` bodies have about 1 kB")
    parser.add_argument("--out", required=True)
    arguments = parser.parse_args()
    made = make(arguments.records, arguments.flavour, arguments.out, arguments.size)
    print(", ".join(f"{count} {what}" for what, count in made.items()), file=sys.stderr)


if __name__ == "__main__":
    main()
