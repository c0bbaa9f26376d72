// The sitemap names exactly the pages that stand for themselves, and robots.txt names the sitemap.

import assert from "node:assert/strict";
import path from "node:path";
import { before, test } from "node:test";
import { none } from "./support/problems.js";
import { builtArchive } from "./support/project.js";
import { Site } from "./support/site.js";
import { childText, children, malformed, parseXml } from "./support/xml.js";

const BASE = "https://example.org/archive/";
const NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";
/** YYYY, YYYY-MM, YYYY-MM-DD or with a time and its zone: https://www.w3.org/TR/NOTE-datetime */
const DAY = /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?$/;

let site, rows;

before(() => {
  site = new Site(builtArchive(["--base-url", BASE]), BASE);
  const root = parseXml(site.text("sitemap.xml"));
  assert.equal(root.namespaceURI, NAMESPACE);
  assert.equal(root.localName, "urlset");
  rows = children(root, "url").map((url) => ({ address: childText(url, "loc"), changed: childText(url, "lastmod") }));
});

test("the sitemap names exactly the canonical pages", () => {
  none(malformed([path.join(site.folder, "sitemap.xml")]), "fault in XML");
  const listed = rows.map((row) => row.address).sort();
  const canonical = site.pages
    .filter(([file, page]) => !page.isRedirect && !page.isHidden && page.canonical === site.address(file))
    .map(([file]) => site.address(file))
    .sort();
  assert.deepEqual(listed, canonical);
  none(
    rows.filter((row) => row.changed !== undefined && !DAY.test(row.changed)).map((row) => row.changed),
    "bad date",
  );
});

test("every page names itself, or the page it leads to, as canonical", () => {
  const faults = site.pages.flatMap(([file, page]) => {
    if (file === "404.html") return page.isHidden ? [] : [`${file} asks to be listed`];
    if (page.canonical === undefined) return [`${file} names none`];
    if (page.isRedirect) return site.file(page.canonical) ? [] : [`${file}: \`${page.canonical}\` leads to no file`];
    return page.canonical === site.address(file) ? [] : [`${file}: \`${page.canonical}\``];
  });
  none(faults, "wrong canonical address");
});

test("robots.txt names the sitemap", () => {
  const lines = site.text("robots.txt").split("\n");
  assert.deepEqual(
    lines.filter((line) => line.startsWith("Sitemap:")),
    [`Sitemap: ${BASE}sitemap.xml`],
  );
  none(
    lines.filter((line) => /^Disallow:\s*\S/.test(line)),
    "line that keeps readers out",
  );
});
