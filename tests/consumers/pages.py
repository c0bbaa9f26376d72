"""Readers of web pages, on every record of the archive: does each of them find what the editor wrote?

    python pages.py SITE CONTENT

SITE is the built folder, CONTENT the folder that it was built from: the truth is read from the records and never from
the pages. Prints a line for each field that is read wrong, then a table of what was read, and ends with 1 if a line
was printed.
"""

import re
import sys
import warnings
from collections import Counter
from pathlib import Path

import extruct
import newspaper
import trafilatura.metadata
import yaml

BASE = "https://example.org/"
FIELDS = ("title", "author", "outlet", "date", "url")


def records(content):
    """Each published record: its page's file, and its fields as they are written, dates as text."""
    for file in sorted((content / "articles").rglob("*.md")):
        fields = yaml.load(file.read_text("utf8").split("\n---\n")[0].removeprefix("---\n"), Loader=yaml.BaseLoader)
        if fields.get("draft") == "true" or fields.get("access") == "dark":
            continue
        yield file.relative_to(content).with_suffix("") / "index.html", fields


def truth(page, fields):
    authors = [one if isinstance(one, str) else one.get("as", one["name"]) for one in fields.get("authors", [])]
    return {
        "title": fields["title"],
        "author": authors,
        "outlet": fields.get("outlet"),
        "date": fields.get("date"),
        # An essay of the archive's own stands nowhere else.
        "url": fields.get("url", BASE + str(page.parent) + "/"),
    }


def by_extruct(html, address):
    """JSON-LD: the node that is the piece, and not the page."""
    found = extruct.extract(html, base_url=address, syntaxes=["json-ld"])["json-ld"]
    nodes = [node for graph in found for node in graph["@graph"]]
    work = next(node for node in nodes if node["@id"].endswith("#work"))
    authors = work.get("author", [])
    authors = authors if isinstance(authors, list) else [authors]
    publisher = work.get("publisher", {})
    return {
        "title": work.get("headline"),
        "author": [author["name"] for author in authors],
        "outlet": publisher.get("name") if publisher.get("@type") != "Organization" else None,
        "date": work.get("datePublished"),
        "url": work.get("url"),
    }


def by_trafilatura(html, address):
    read = trafilatura.metadata.extract_metadata(html, default_url=address)
    return {"title": read.title, "author": (read.author or "").split("; ") if read.author else [], "date": read.date}


def by_newspaper(html, address):
    article = newspaper.Article(address)
    article.download(input_html=html)
    article.parse()
    date = article.publish_date
    return {"title": article.title, "author": article.authors, "date": date and date.date().isoformat()}


READERS = {"extruct": by_extruct, "trafilatura": by_trafilatura, "newspaper4k": by_newspaper}


def is_right(field, read, true):
    if field == "date" and true is not None and len(true) < len("2018-06-25"):
        # Readers that want a day make one up in the month or year that is known, or have none.
        return read is None or read.startswith(true)
    if field == "title":
        return re.sub(r"\W+", " ", read or "").strip() == re.sub(r"\W+", " ", true).strip()
    if field == "author":
        # Where a name has an apostrophe newspaper4k lists its family name once more.
        return all(name in read for name in true) and all(any(part in name for name in true) for part in read)
    return (read or None) == (true or None)


def main(site, content):
    warnings.simplefilter("ignore")
    wrong = []
    count = {reader: Counter() for reader in READERS}
    pages = list(records(content))
    assert pages, "there is no record"
    for page, fields in pages:
        html = (site / page).read_text("utf8")
        true = truth(page, fields)
        for reader, read in READERS.items():
            found = read(html, BASE + str(page.parent) + "/")
            for field in FIELDS:
                if field not in found:
                    continue
                if is_right(field, found[field], true[field]):
                    count[reader][field] += 1
                else:
                    wrong.append(f"{page}: {reader} reads {field} {found[field]!r}, and it is {true[field]!r}")
    for line in wrong:
        print(line)
    print(f"{'right of ' + str(len(pages)):16}" + "".join(f"{field:>8}" for field in FIELDS))
    for reader, fields in count.items():
        print(f"{reader:16}" + "".join(f"{fields.get(field, '-'):>8}" for field in FIELDS))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
