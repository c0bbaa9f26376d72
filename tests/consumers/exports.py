"""Reads the exports of a built site as the programs do that they are made for, and prints what is wrong.

    python tests/consumers/exports.py public

The packages of requirements.txt must be there. Exit code 1 where anything is wrong.
"""

import asyncio
import csv
import json
import re
import sqlite3
import sys
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path

import frictionless
import jsonschema
import networkx
from datasette.app import Datasette
from followthemoney import model

# A cell that a spreadsheet may run. Numbers are none: they begin with a sign and go on with digits.
FORMULA = tuple("=+-@\t\r\n＝＋－＠")


class Wrong(Exception):
    """What an export says against itself or its format."""


def expect(is_right, *words):
    if not is_right:
        raise Wrong(" ".join(str(word) for word in words))


class Site:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.index = json.loads((self.folder / "data/index.json").read_text())
        self.records = json.loads((self.folder / "data/records.json").read_text())["records"]

    def path(self, name):
        return self.folder / "data" / name


def index_names_every_file(site):
    named = {entry["name"] for entry in site.index["files"] if "/data/" in entry["url"]}
    there = {path.name for path in site.path("").iterdir()} - {"index.json"}
    expect(named == there, "index.json and the folder differ in", named ^ there)
    expect(site.index["archive"]["count"] == len(site.records), "index.json counts other records")


def json_keeps_to_its_schema(site):
    whole = json.loads(site.path("records.json").read_text())
    schema = json.loads(site.path("records.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(whole, schema)
    ids = [record["id"] for record in site.records]
    expect(len(set(ids)) == len(ids), "an id stands twice")


def lines_are_the_records(site):
    lines = [json.loads(line) for line in site.path("records.ndjson").read_text().splitlines()]
    expect(lines == site.records, "records.ndjson and records.json differ")


def each_record_has_its_file(site):
    home = site.index["archive"]["home"]
    found = {}
    for path in site.folder.rglob("record.json"):
        record = json.loads(path.read_text())
        found[record["id"]] = record
    for record in site.records:
        expect(record["page"].startswith(home), record["page"], "is not below", home)
        if not record["page"].endswith(".html"):
            expect(found.get(record["id"]) == record, "no file says the same as records.json of", record["id"])


def rows(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, strict=True))


def csv_is_safe_and_whole(site):
    records = rows(site.path("records.csv"))
    expect(len(records) == len(site.records), "records.csv has", len(records), "rows")
    for path in sorted(site.path("").glob("*.csv")):
        text = path.read_bytes()
        expect(text.endswith(b"\r\n") and not text.startswith(b"\xef\xbb\xbf"), path.name, "is not as RFC 4180 has it")
        for row in rows(path):
            expect(None not in row, path.name, "has a row that is too long:", row)
            for cell in row.values():
                expect(cell is not None, path.name, "has a row that is too short:", row)
                expect(not cell.startswith(FORMULA) or is_number(cell), path.name, "has a formula:", repr(cell))
    for row, record in zip(records, site.records):
        for column, value in (("title", record["title"]), ("dek", record.get("dek", "")), ("id", record["id"])):
            expect(row[column].removeprefix("'") == value.removeprefix("'"), column, "of", record["id"], "differs")


def is_number(text):
    try:
        float(text)
    except ValueError:
        return False
    return True


def package_describes_the_tables(site):
    report = frictionless.validate(str(site.path("datapackage.json")))
    expect(report.valid, "frictionless:", report.flatten(["title", "fieldName", "message"])[:5])
    package = frictionless.Package(str(site.path("datapackage.json")))
    described = {Path(resource.path).name for resource in package.resources}
    there = {path.name for path in site.path("").glob("*.csv")}
    expect(described == there, "datapackage.json and the folder differ in", described ^ there)
    keys = [key for resource in package.resources for key in resource.schema.foreign_keys]
    expect(keys, "datapackage.json has no foreign keys")


def longest_word(text):
    return max(re.findall(r"\w+", text), key=len, default="")


def database_is_sound(site):
    database = sqlite3.connect(f"file:{site.path('archive.sqlite')}?mode=ro", uri=True)
    expect(database.execute("PRAGMA integrity_check").fetchall() == [("ok",)], "integrity_check")
    expect(database.execute("PRAGMA foreign_key_check").fetchall() == [], "foreign_key_check")
    ids = [row[0] for row in database.execute("SELECT id FROM records ORDER BY rowid")]
    expect(ids == [record["id"] for record in site.records], "the table of records has other ids")
    for path in site.path("").glob("*.csv"):
        (count,) = database.execute(f'SELECT count(*) FROM "{path.stem}"').fetchone()
        expect(count == len(rows(path)), path.name, "and its table differ in length")
    for record in site.records:
        word = longest_word(record["title"])
        if not word:
            continue
        found = database.execute(
            "SELECT records.id FROM records_fts JOIN records ON records.rowid = records_fts.rowid"
            " WHERE records_fts MATCH ?",
            (f'"{word}"',),
        )
        expect((record["id"],) in found.fetchall(), "the full text does not find", word, "of", record["id"])
    # A reader may rebuild what the index is made from, and must come to the same.
    with tempfile.TemporaryDirectory() as folder:
        copy = sqlite3.connect(Path(folder) / "copy.sqlite")
        database.backup(copy)
        copy.execute("INSERT INTO records_fts (records_fts, rank) VALUES ('integrity-check', 1)")
        copy.close()
    database.close()


def datasette_opens_it(site):
    async def ask():
        datasette = Datasette([str(site.path("archive.sqlite"))], immutables=[])
        await datasette.invoke_startup()
        table = await datasette.client.get("/archive/records.json?_shape=objects&_size=1")
        expect(table.status_code == 200, "datasette:", table.text[:200])
        page = await datasette.client.get("/archive/records")
        expect(page.status_code == 200, "datasette: the table's page")
        expect('type="search"' in page.text, "datasette has found no full-text index")
        word = longest_word(site.records[0]["title"])
        found = await datasette.client.get("/archive/records.json", params={"_search": f'"{word}"', "_shape": "array"})
        ids = [row["id"] for row in found.json()]
        expect(site.records[0]["id"] in ids, "datasette does not find", word)

    asyncio.run(ask())


def entities_are_of_the_model(site):
    seen = {}
    for number, line in enumerate(site.path("entities.ftm.json").read_text().splitlines(), 1):
        entity = json.loads(line)
        schema = model.get(entity["schema"])
        expect(schema is not None and not schema.abstract, "line", number, "has no schema of the model")
        expect(entity["id"] not in seen, "line", number, "has an id that another line has")
        seen[entity["id"]] = schema
        for name in schema.required:
            expect(entity["properties"].get(name), "line", number, "lacks", name)
        schema.validate(entity)
        for name, values in entity["properties"].items():
            prop = schema.get(name)
            expect(prop is not None, "line", number, schema.name, "has no property", name)
            expect(not prop.stub and isinstance(values, list) and values, "line", number, name)
            for value in values:
                # `ftm validate` throws away or changes what is not as the model has it.
                expect(isinstance(value, str), "line", number, name, repr(value))
                clean = prop.type.clean(value, format=prop.format)
                expect(clean == value, "line", number, name, repr(value), "is", repr(clean), "to the model")
    for number, line in enumerate(site.path("entities.ftm.json").read_text().splitlines(), 1):
        entity = json.loads(line)
        schema = model.get(entity["schema"])
        for name, values in entity["properties"].items():
            prop = schema.get(name)
            if prop.type.name == "entity":
                for value in values:
                    expect(value in seen, "line", number, name, "leads to nothing")
                    expect(seen[value].is_a(prop.range), "line", number, name, "leads to", seen[value].name)
    articles = sum(schema.name == "Article" for schema in seen.values())
    expect(articles == len(site.records), articles, "articles")


def graph_can_be_drawn(site):
    graph = networkx.read_gexf(site.path("organizations.gexf"))
    expect(not graph.is_directed() and not graph.is_multigraph(), "the graph is directed, or has an edge twice")
    names = {row["id"].removeprefix("'"): row for row in rows(site.path("organizations.csv"))}
    expect(set(graph.nodes) == set(names), "the graph's nodes are not the organizations")
    for node, attributes in graph.nodes(data=True):
        expect(attributes["records"] == int(names[node]["records"]), node, "has another count")
    for one, other, attributes in graph.edges(data=True):
        expect(one != other and attributes["weight"] >= 1, "the edge", one, other)


def search_description(site):
    path = site.folder / "opensearch.xml"
    if not path.exists():
        return
    names = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    root = xml.parse(path).getroot()
    name = root.findtext("o:ShortName", namespaces=names)
    expect(name and len(name) <= 16, "the short name is", repr(name))
    url = root.find("o:Url", names)
    expect("{searchTerms}" in url.get("template"), "the template has no place for words")


CHECKS = [
    index_names_every_file,
    json_keeps_to_its_schema,
    lines_are_the_records,
    each_record_has_its_file,
    csv_is_safe_and_whole,
    package_describes_the_tables,
    database_is_sound,
    datasette_opens_it,
    entities_are_of_the_model,
    graph_can_be_drawn,
    search_description,
]


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: python tests/consumers/exports.py FOLDER")
    site = Site(sys.argv[1])
    wrong = 0
    for check in CHECKS:
        try:
            check(site)
            print(f"fine   {check.__name__}")
        except Exception as error:
            wrong += 1
            print(f"WRONG  {check.__name__}: {type(error).__name__}: {error}")
    print(f"{len(site.records)} records, {len(CHECKS)} checks, {wrong} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
