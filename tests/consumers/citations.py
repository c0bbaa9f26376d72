"""The citation files of a built site, as pybtex, rispy and a JSON Schema read them.

    python citations.py SITE

SITE is the folder that `reportage build` wrote. Every file of one form is read, and what the three forms say of one
piece is held against each other. Prints what is wrong, and ends with 1 where anything is.
"""

import json
import re
import sys
from pathlib import Path

import jsonschema
import pybtex.database
import rispy

HERE = Path(__file__).parent
TYPES = {
    "article-newspaper": ("article", "NEWS"),
    "article-magazine": ("article", "MGZN"),
    "webpage": ("online", "ELEC"),
    "post-weblog": ("online", "BLOG"),
    "report": ("report", "RPRT"),
    "personal_communication": ("misc", "PCOMM"),
    "interview": ("misc", "PCOMM"),
    "broadcast": ("misc", "MULTI"),
}
CONTAINERS = ("journal", "organization", "institution", "howpublished", "publisher")

# What stands for a sign in a field of BibTeX; TeX reads the command, and pybtex leaves some of them as they are.
SIGNS = {
    r"\textbackslash": "\\",
    r"\textbraceleft": "{",
    r"\textbraceright": "}",
    r"\textasciitilde": "~",
    r"\textasciicircum": "^",
}


def plain(field):
    """A field of BibTeX as TeX would print it."""
    kept = {}
    for place, (command, sign) in enumerate(SIGNS.items()):
        mark = chr(0xE000 + place)
        # pybtex takes the braces out of names, and leaves a space where they were.
        field, kept[mark] = re.sub(re.escape(command) + r"(\{\}| )", mark, field), sign
    text = re.sub(r"\\([%&$#_])", r"\1", field).replace("{", "").replace("}", "")
    return "".join(kept.get(letter, letter) for letter in text)


def family(author):
    """The family name with what belongs before it, or the whole of a name that has no parts."""
    if "literal" in author:
        return author["literal"]
    particle = author.get("non-dropping-particle", "")
    between = "" if not particle or particle.endswith(("'", "’")) else " "
    return particle + between + author["family"]


def year_of(item):
    return item["issued"]["date-parts"][0][0] if "issued" in item else None


def check(stem, problems):
    """The three files whose path without ending is `stem`; gives the number of pieces in them."""

    def expect(is_so, words):
        if not is_so:
            problems.append(f"{stem}: {words}")

    def same(name, form, found, wanted):
        expect(found == wanted, f"{name} in {form} is {found!r}, and {wanted!r} in CSL-JSON")

    schema = json.loads((HERE / "csl-data.schema.json").read_text(encoding="utf-8"))
    items = json.loads(Path(f"{stem}.json").read_text(encoding="utf-8"))
    for error in jsonschema.Draft7Validator(schema).iter_errors(items):
        expect(False, f"CSL-JSON: {error.message} at {list(error.absolute_path)}")
    bibliography = pybtex.database.parse_file(f"{stem}.bib", "bibtex", encoding="utf-8")
    # In binary form, for Python would make line ends of its own of them.
    raw = Path(f"{stem}.ris").read_bytes()
    expect(raw.count(b"\n") == raw.count(b"\r\n"), "a line of RIS does not end in CR LF")
    references = rispy.loads(raw.decode("utf-8").replace("\r\n", "\n"))
    keys = list(bibliography.entries)
    expect(len(items) == len(keys) == len(references), f"{len(items)}, {len(keys)} and {len(references)} pieces")
    expect(all(key.isascii() for key in keys), "a key of BibTeX is not ASCII")

    for item, entry, reference in zip(items, bibliography.entries.values(), references):
        ident, fields = item["id"], entry.fields
        bibtex, ris = TYPES[item["type"]]
        same(f"{ident}: type", "BibTeX", entry.type, bibtex)
        same(f"{ident}: type", "RIS", reference["type_of_reference"], ris)
        same(f"{ident}: title", "BibTeX", plain(fields["title"]), item["title"])
        same(f"{ident}: title", "RIS", reference["title"], item["title"])
        same(f"{ident}: id", "RIS", reference["id"], ident)
        outlet = item.get("container-title") or item.get("publisher")
        same(f"{ident}: outlet", "BibTeX", next((plain(fields[name]) for name in CONTAINERS if name in fields), None), outlet)
        same(f"{ident}: outlet", "RIS", reference.get("secondary_title") or reference.get("publisher"), outlet)
        same(f"{ident}: year", "BibTeX", fields.get("year"), str(year_of(item)) if "issued" in item else None)
        same(f"{ident}: year", "RIS", reference.get("year"), f"{year_of(item):04}" if "issued" in item else None)
        same(f"{ident}: address", "BibTeX", fields.get("url"), item.get("URL"))
        same(f"{ident}: address", "RIS", (reference.get("urls") or [None])[0], item.get("URL"))
        same(f"{ident}: language", "RIS", reference.get("language"), item.get("language"))
        same(f"{ident}: copy", "RIS", unknown(reference, "AV"), item.get("archive_location"))

        authors = item.get("author", [])
        people = entry.persons.get("author", [])
        read = [" ".join(person.prelast_names + person.last_names) for person in people]
        wanted = [family(author) for author in authors]
        same(f"{ident}: authors", "BibTeX", [plain(name) for name in read], wanted)
        of_ris = [name.split(", ")[0] for name in reference.get("authors", [])]
        same(f"{ident}: authors", "RIS", of_ris, [name.replace(", ", " ").replace(",", " ") for name in wanted])
        given = [" ".join(person.first_names + person.middle_names) for person in people]
        same(f"{ident}: given names", "BibTeX", [plain(name) for name in given], [author.get("given", "") for author in authors])
    return len(items)


def unknown(reference, tag):
    """What rispy has no name for."""
    return (reference.get("unknown_tag") or {}).get(tag, [None])[0]


def main():
    site = Path(sys.argv[1])
    stems = [str(path)[: -len(".json")] for path in sorted(site.rglob("cite.json"))]
    whole = site / "data" / "citations"
    problems = []
    counts = {stem: check(stem, problems) for stem in stems + [str(whole)]}
    records = len(list(site.glob("articles/**/cite.json")))
    if counts[str(whole)] != records:
        problems.append(f"{whole}: {counts[str(whole)]} pieces, and {records} records have files")
    for problem in problems:
        print(problem)
    print(f"citations: {len(counts)} times three files, {sum(counts.values())} pieces, {len(problems)} problems")
    return 1 if problems or not stems else 0


if __name__ == "__main__":
    sys.exit(main())
