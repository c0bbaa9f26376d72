// What readers' software takes from the pages: every record is saved as the piece that it records.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { none } from "./support/problems.js";
import { build, builtArchive, project } from "./support/project.js";
import { readers } from "./support/readers.js";
import { Site } from "./support/site.js";
import { authorsOf, recordsOf } from "./support/truth.js";

const REPOSITORY = new URL("../../", import.meta.url).pathname;

/** Front matter → Zotero's type, and the field in which that type keeps the outlet; a letter and an interview have none. */
const TYPES = {
  "article-newspaper": ["newspaperArticle", "publicationTitle"],
  "article-magazine": ["magazineArticle", "publicationTitle"],
  webpage: ["webpage", "websiteTitle"],
  "post-weblog": ["blogPost", "blogTitle"],
  report: ["report", "institution"],
  letter: ["letter", undefined],
  broadcast: ["tvBroadcast", "network"],
  interview: ["interview", undefined],
};

let software;
before(async () => {
  software = await readers();
});
after(() => software?.close());

test("Zotero saves each record of the archive as what it is", async () => {
  const site = new Site(builtArchive());
  none(await wrongInZotero(site, recordsOf(REPOSITORY)), "field that Zotero reads wrong");
});

test("Zotero saves every type of piece as what it is", async () => {
  const root = everyType();
  const site = new Site(build(root));
  none(await wrongInZotero(site, recordsOf(root)), "field that Zotero reads wrong");
});

test("the reader view has each record's headline and byline", async () => {
  const site = new Site(builtArchive());
  const problems = [];
  for (const { file, fields } of recordsOf(REPOSITORY)) {
    const read = await software.readability(site.text(file));
    if (read?.title !== fields.title) problems.push(`${file}: title ${read?.title}`);
    const authors = authorsOf(fields).join(", ");
    if (authors && !authors.includes(read.byline?.split(",")[0])) problems.push(`${file}: byline ${read.byline}`);
  }
  none(problems, "field that the reader view reads wrong");
});

test("a list offers its records for picking, and each is read as what it is", async () => {
  const site = new Site(builtArchive());
  const records = new Map(recordsOf(REPOSITORY).map((record) => [record.fields.title, record.fields]));
  const problems = [];
  for (const list of ["index.html", "tags/border/index.html", "organizations/salesforce/index.html"]) {
    const html = site.text(list);
    const { diagnostics } = await software.zotero(html, site.address(list));
    const isPick = diagnostics.some(({ translator, message }) => translator === "COinS" && /multiple items/.test(message));
    if (!isPick) problems.push(`${list}: no pick list`);
  }
  const spans = [...site.text("index.html").matchAll(/<span class="Z3988"[^>]*><\/span>/g)].map(([span]) => span);
  assert.ok(spans.length > 5, `${spans.length} records on the home page`);
  for (const span of spans) {
    const { items } = await software.zotero(`<!doctype html><title>One</title>${span}`, "https://example.org/list/");
    const [item] = items;
    const fields = records.get(item.title);
    const [type] = TYPES[fields?.type ?? (fields?.outlet ? "article-newspaper" : "webpage")];
    const names = item.creators.map((creator) => creator.name ?? `${creator.firstName} ${creator.lastName}`);
    const read = [item.itemType, item.date, item.url ?? fields?.url, names];
    const expected = [type, fields?.date && String(fields.date), fields?.url ?? item.url, authorsOf(fields ?? {})];
    if (JSON.stringify(read) !== JSON.stringify(expected))
      problems.push(`${item.title}: ${JSON.stringify(read)}, not ${JSON.stringify(expected)}`);
  }
  none(problems, "record of a list that Zotero reads wrong");
});

test("a record's page offers the record alone", async () => {
  const site = new Site(builtArchive());
  const found = recordsOf(REPOSITORY).filter(({ file }) => site.text(file).includes("Z3988"));
  none(
    found.map(({ file }) => file),
    "page of a record with a pick list, which would beat the record",
  );
});

async function wrongInZotero(site, records) {
  assert.ok(records.length > 0, "there are records");
  const problems = [];
  for (const { file, fields } of records) {
    const { items = [], error } = await software.zotero(site.text(file), site.address(file));
    if (items.length !== 1) {
      problems.push(`${file}: ${items.length} items ${error ?? ""}`);
      continue;
    }
    const [item] = items;
    const [type, outlet] = TYPES[fields.type ?? (fields.outlet ? "article-newspaper" : "webpage")];
    const copy = fields.archived?.find((copy) => copy.url)?.url;
    const expected = {
      itemType: type,
      title: fields.title,
      creators: authorsOf(fields),
      date: fields.date && String(fields.date),
      // An essay of the archive's own stands nowhere else.
      url: fields.url ?? site.address(file),
      language: fields.language ?? "en",
      archiveLocation: copy,
      archive: copy && "Internet Archive",
    };
    const read = {
      itemType: item.itemType,
      title: item.title,
      creators: item.creators.map((creator) => creator.name ?? [creator.firstName, creator.lastName].filter(Boolean).join(" ")),
      date: item.date,
      url: item.url,
      language: item.language,
      archiveLocation: item.archiveLocation,
      archive: item.archive,
    };
    if (outlet && fields.outlet) {
      expected.outlet = fields.outlet;
      read.outlet = item[outlet] ?? item.publicationTitle;
    }
    for (const [key, value] of Object.entries(expected)) {
      if (JSON.stringify(read[key]) !== JSON.stringify(value))
        problems.push(`${file}: ${key} is ${JSON.stringify(read[key])}, not ${JSON.stringify(value)}`);
    }
  }
  return problems;
}

/** One record of each type, and names that are hard to take apart. */
function everyType() {
  const files = { "site.toml": 'title = "Everything"\nbase_url = "https://example.org/"\n' };
  for (const [at, type] of Object.keys(TYPES).entries()) {
    files[`content/articles/${type}.md`] = `---
title: "A ${type} & its \\"quotes\\" <b>"
date: ${["2018-06-25", "2018-06", "2018"][at % 3]}
type: ${type}
outlet: The Outlet
authors: [Jane Doe, "Ludwig van der Berg", "José María Pérez García"]
url: "https://example.com/${type}?a=1&b=2"
archived: [{url: "https://web.archive.org/web/20180626100333/https://example.com/${type}", date: 2018-06-26}]
dek: A sentence about it.
language: ${["en", "es", "de"][at % 3]}
tags: [one, two]
---
Words.
`;
  }
  return project(files);
}
