// Every address within the archive leads somewhere, and every page can be reached from the home page.

import assert from "node:assert/strict";
import { test } from "node:test";
import { none } from "./support/problems.js";
import { build, builtArchive, project } from "./support/project.js";
import { Site, addressesOfStyle } from "./support/site.js";

/** The kinds of address that may stand in a page. */
const OUTWARD = new Set(["http:", "https:", "mailto:", "tel:"]);

for (const base of ["https://example.org/", "https://example.org/archive/"]) {
  test(`addresses within the archive lead somewhere, at ${base}`, () => {
    none(broken(new Site(builtArchive(["--base-url", base]), base)), "broken address");
  });

  test(`every page can be reached from the home page, at ${base}`, () => {
    none(orphans(new Site(builtArchive(["--base-url", base]), base)), "page that no link leads to");
  });
}

test("a broken link and an orphan are found", () => {
  const root = project({
    "site.toml": 'title = "A"\n',
    "content/articles/a.md": "---\ntitle: A\ndate: 2018-01-01\n---\nA.\n",
    "static/lost.html": '<!doctype html><a href="/nowhere/">x</a><a href="#gone">y</a><a href="/articles">z</a>',
  });
  const base = "https://example.org/";
  const site = new Site(build(root, { flags: ["--base-url", base] }), base);
  assert.deepEqual(broken(site), [
    "lost.html: `/nowhere/` leads to no file",
    "lost.html: `#gone` leads to no place in lost.html",
    "lost.html: `/articles` leads to no file",
  ]);
  assert.deepEqual(orphans(site), ["lost.html"]);
});

function broken(site) {
  const problems = [];
  const follow = (from, address, seenAt) => {
    let url;
    try {
      url = new URL(address, seenAt);
    } catch {
      return problems.push(`${from}: \`${address}\` is no address`);
    }
    if (!OUTWARD.has(url.protocol))
      return problems.push(`${from}: \`${address}\` is of no kind that a reader can follow`);
    const file = site.file(url);
    if (file === undefined) return undefined;
    if (file === null) return problems.push(`${from}: \`${address}\` leads to no file`);
    const fragment = decodeURIComponent(url.hash.slice(1).split(":~:")[0]);
    if (!fragment || fragment === "top" || !file.endsWith(".html")) return undefined;
    if (!site.page(file).anchors.has(fragment)) problems.push(`${from}: \`${address}\` leads to no place in ${file}`);
    return undefined;
  };
  for (const [file, page] of site.pages) {
    for (const { address } of page.addresses) follow(file, address, site.address(file));
    // Hosts show this page at any depth, so its addresses must not depend on it.
    if (file === "404.html") {
      const deep = new URL("no/such/page/at/all", site.base);
      for (const { address } of page.addresses)
        if (!address.startsWith("#")) follow(`${file} shown deep`, address, deep);
    }
  }
  for (const file of site.ending(".css")) {
    for (const address of addressesOfStyle(site.text(file))) follow(file, address, site.address(file));
  }
  for (const line of site.known.has("_redirects") ? site.text("_redirects").split("\n") : []) {
    const [from, to] = line.split(/\s+/);
    if (!from || from.startsWith("#")) continue;
    follow("_redirects", to, site.base);
    const own = new URL(from, site.base);
    if (!own.pathname.startsWith(site.base.pathname)) problems.push(`_redirects: \`${from}\` lies outside of the site`);
  }
  return problems;
}

function orphans(site) {
  const reached = new Set(["index.html"]);
  const waiting = ["index.html"];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    for (const link of site.page(file).links) {
      const target = URL.canParse(link, site.address(file)) && site.file(new URL(link, site.address(file)));
      if (target && target.endsWith(".html") && !reached.has(target)) {
        reached.add(target);
        waiting.push(target);
      }
    }
  }
  const exempt = (file, page) => file === "404.html" || page.isRedirect;
  return site.pages.filter(([file, page]) => !reached.has(file) && !exempt(file, page)).map(([file]) => file);
}
