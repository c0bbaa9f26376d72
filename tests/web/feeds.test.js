// Feeds keep to Atom (RFC 4287) and JSON Feed 1.1, and every address in them is absolute and leads somewhere.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { before, test } from "node:test";
import { none } from "./support/problems.js";
import { builtArchive, emptyFolder } from "./support/project.js";
import { Site, attribute } from "./support/site.js";
import { childText, children, malformed, parseXml } from "./support/xml.js";

const ATOM = "http://www.w3.org/2005/Atom";
const BASE = "https://example.org/archive/";

let site;

before(() => {
  site = new Site(builtArchive(["--base-url", BASE]), BASE);
});

test("every XML file is well formed", () => {
  const files = site.ending(".xml").map((file) => path.join(site.folder, file));
  assert.ok(files.length > 0);
  none(malformed(files), "fault in XML");
});

test("Atom feeds are as RFC 4287 asks", () => {
  const feeds = site.ending(".xml").filter((file) => parseXml(site.text(file)).namespaceURI === ATOM);
  assert.ok(feeds.length > 1, "the archive and its terms have feeds");
  none(
    feeds.flatMap((file) => atomFaults(site.text(file), file)),
    "fault in a feed",
  );
});

test("JSON feeds are as JSON Feed 1.1 asks", () => {
  const feeds = site.ending("feed.json");
  assert.ok(feeds.length > 0, "the archive has a JSON feed");
  none(
    feeds.flatMap((file) => jsonFaults(JSON.parse(site.text(file)), file)),
    "fault in a feed",
  );
});

test("every feed is offered by a page, with its title and the right type", () => {
  const types = { xml: "application/atom+xml", json: "application/feed+json" };
  const offered = new Map();
  for (const [file, page] of site.pages) {
    for (const link of page.named("link").filter((one) => attribute(one, "rel") === "alternate")) {
      if (!attribute(link, "type")?.includes("feed") && !attribute(link, "type")?.includes("atom")) continue;
      const target = site.file(new URL(attribute(link, "href"), site.address(file)));
      assert.ok(attribute(link, "title"), `${file}: a feed without a title`);
      assert.equal(attribute(link, "type"), types[target?.split(".").pop()], `${file}: ${attribute(link, "href")}`);
      offered.set(target, file);
    }
  }
  const feeds = site.files.filter((file) => /(^|\/)feed\.(xml|json)$/.test(file));
  none(
    feeds.filter((feed) => !offered.has(feed)),
    "feed that no page offers",
  );
});

test("faults of feeds are found", () => {
  const folder = emptyFolder();
  const bad = path.join(folder, "bad.xml");
  writeFileSync(bad, "<feed><entry></feed>");
  assert.notEqual(malformed([bad]).length, 0);
  const entry = '<entry><id>x</id><title>A</title><updated>2018</updated><link href="/a"/></entry>';
  const faults = atomFaults(`<feed xmlns="${ATOM}"><title>A</title>${entry}${entry}</feed>`, "feed.xml").join("\n");
  for (const expected of [
    /needs one `id`/,
    /author/,
    /`x` is not absolute/,
    /`\/a` is not absolute/,
    /`2018`/,
    /twice/,
  ]) {
    assert.match(faults, expected);
  }
  const json = jsonFaults({ version: "1", items: [{ id: 1, authors: [{}] }] }, "feed.json").join("\n");
  for (const expected of [/version/, /title/, /`id`/, /content/, /author/]) assert.match(json, expected);
});

function atomFaults(text, file) {
  const faults = [];
  const feed = parseXml(text);
  const say = (where, what) => faults.push(`${file}: ${where}: ${what}`);
  const common = (element, where) => {
    for (const name of ["id", "title", "updated"]) {
      if (!childText(element, name)?.trim()) say(where, `needs one \`${name}\``);
    }
    checkAddress(childText(element, "id"), (what) => say(where, what));
    for (const name of ["updated", "published"]) {
      for (const date of children(element, name)) {
        if (!isMoment(date.textContent)) say(where, `\`${date.textContent}\` is not a date of RFC 3339`);
      }
    }
    for (const link of children(element, "link")) {
      checkAddress(link.getAttribute("href"), (what) => say(where, what));
      if (!isWithinAndThere(link.getAttribute("href"))) say(where, `\`${link.getAttribute("href")}\` leads to no file`);
    }
    for (const person of children(element, "author")) {
      if (!childText(person, "name")?.trim()) say(where, "an author needs one name");
    }
    for (const category of children(element, "category")) {
      if (!category.getAttribute("term")?.trim()) say(where, "a category needs a term");
    }
  };
  const links = (element, rel) =>
    children(element, "link").filter((link) => (link.getAttribute("rel") || "alternate") === rel);

  common(feed, "feed");
  const self = links(feed, "self").map((link) => link.getAttribute("href"));
  if (self.length !== 1 || self[0] !== site.address(file))
    say("feed", `needs one link to itself, has ${self.join(", ") || "none"}`);
  const ids = new Set();
  const entries = children(feed, "entry");
  entries.forEach((entry, index) => {
    const where = `entry ${index + 1}`;
    common(entry, where);
    const id = childText(entry, "id");
    if (ids.has(id)) say(where, `the id \`${id}\` stands twice`);
    ids.add(id);
    const hasContent = children(entry, "content").length > 0;
    if (!hasContent && links(entry, "alternate").length === 0) say(where, "needs content or a link to it");
    if (links(entry, "alternate").length > 1) say(where, "has two pages of one type and language");
    const [published, updated] = ["published", "updated"].map((name) => Date.parse(childText(entry, name)));
    if (updated < published) say(where, "was changed before it was published");
  });
  const isSigned =
    children(feed, "author").length > 0 || entries.every((entry) => children(entry, "author").length > 0);
  if (!isSigned) say("feed", "needs an author, or each entry one");
  return faults;
}

function jsonFaults(feed, file) {
  const faults = [];
  const say = (where, what) => faults.push(`${file}: ${where}: ${what}`);
  const isText = (value) => typeof value === "string" && value.trim() !== "";
  const common = (thing, where, names) => {
    for (const name of names.filter((one) => one in thing))
      checkAddress(thing[name], (what) => say(where, `${name}: ${what}`));
    for (const author of thing.authors ?? []) {
      if (![author.name, author.url, author.avatar].some(isText)) say(where, "an author needs a name, url or avatar");
    }
    if ("author" in thing) say(where, "`author` is of version 1.0");
    if ("language" in thing && !/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(thing.language))
      say(where, `language \`${thing.language}\``);
  };
  if (feed.version !== "https://jsonfeed.org/version/1.1") say("feed", `version \`${feed.version}\``);
  if (!isText(feed.title)) say("feed", "needs a title");
  if (feed.feed_url !== site.address(file)) say("feed", `\`feed_url\` is ${feed.feed_url}`);
  common(feed, "feed", ["home_page_url", "feed_url", "icon", "favicon", "next_url"]);
  const ids = new Set();
  (feed.items ?? [say("feed", "needs `items`")]).forEach((item, index) => {
    const where = `item ${index + 1}`;
    if (!isText(item.id)) say(where, "`id` must be text");
    if (ids.has(item.id)) say(where, `the id \`${item.id}\` stands twice`);
    ids.add(item.id);
    if (!isText(item.content_html) && !isText(item.content_text)) say(where, "needs content_html or content_text");
    for (const name of ["date_published", "date_modified"]) {
      if (name in item && !isMoment(item[name])) say(where, `${name} \`${item[name]}\` is not a date of RFC 3339`);
    }
    if ("tags" in item && !item.tags.every(isText)) say(where, "a tag must be text");
    common(item, where, ["url", "external_url", "image", "banner_image"]);
    if (item.url && !isWithinAndThere(item.url)) say(where, `\`${item.url}\` leads to no file`);
  });
  return faults;
}

function checkAddress(address, say) {
  if (address === undefined || address === null) return;
  if (!URL.canParse(address) || !/^(https?:|urn:|tag:)/.test(address)) say(`\`${address}\` is not absolute`);
  else if (new URL(address).href !== address && !/^(urn|tag):/.test(address))
    say(`\`${address}\` is not in its usual form`);
}

function isWithinAndThere(address) {
  return URL.canParse(address) && site.file(address) !== null;
}

function isMoment(text) {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));
}
