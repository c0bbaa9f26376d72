// Hostile values in every field, body, file name and setting: nothing runs, nothing is loaded from elsewhere, nothing
// is read or written outside, the build does not crash, and the pages stay valid, and say what was written.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { live } from "./hostile/live.js";
import { PICTURES, settingsProjects, textProject, typedProject } from "./hostile/project.js";
import { VALUES } from "./hostile/values.js";
import { launch, overflow } from "./support/browser.js";
import { none } from "./support/problems.js";
import { emptyFolder, project, reportage } from "./support/project.js";
import { serve } from "./support/server.js";
import { Page, Site } from "./support/site.js";
import { validate } from "./support/validator.js";
import { malformed } from "./support/xml.js";

const SECRET = "a word that stands outside of the project";
const ESCAPED = "escaped-probe";
/** What a terminal would act on, or show in another order. */
const TERMINAL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;

/** The pages that are opened: one of each kind and value. Those of other terms are made as those of organizations. */
const IN_BROWSER = /^(articles\/(?!named)|organizations|chronology|[^/]*\/index\.html$|[^/]*$)/;

/** Values with a tag that do nothing as markup: they are meant for another place, or spoil what is around them. */
const HARMLESS = /^(script-nul|open-tag|clobbers-names|json-comment|xml-section|address-odd|path-signs|md-)/;

const sandbox = emptyFolder();
const outputs = path.join(sandbox, "outputs");
/** Deep enough that no value climbs out of the sandbox, so that it is seen there. */
const below = path.join(sandbox, "a", "b", "c", "d", "e");

let browser, runs, untouched, told;

before(async () => {
  mkdirSync(below, { recursive: true });
  for (let folder = below; folder !== path.dirname(sandbox); folder = path.dirname(folder)) {
    writeFileSync(
      path.join(folder, "secret.svg"),
      `<svg xmlns="http://www.w3.org/2000/svg"><title>${SECRET}</title></svg>`,
    );
  }
  const projects = [
    ["text", textProject()],
    ["typed", typedProject()],
    ...settingsProjects().flatMap(({ name, words, typed }) => [
      [`settings-${name}`, words],
      [`typed-settings-${name}`, typed],
    ]),
  ];
  for (const [name, files] of projects) project(files, path.join(below, name));
  untouched = outside();
  runs = new Map(
    projects.map(([name]) => {
      const output = path.join(outputs, name);
      return [name, reportage(["build", "--root", path.join(below, name), "--output", output, "--keep-going"])];
    }),
  );
  told = inspect();
  // No browser can show them, so that an `onerror` would run.
  for (const picture of PICTURES) {
    const published = path.join(outputs, "text", picture.replace("content/", "files/"));
    if (existsSync(published)) writeFileSync(published, "no picture");
  }
  browser = await launch();
});

after(() => browser?.close());

test("every build ends by itself, with words that are safe on a terminal", () => {
  const faults = [];
  for (const [name, run] of runs) {
    const isWords = name === "text" || name.startsWith("settings-");
    if (isWords ? run.code !== 0 : ![0, 1, 2].includes(run.code))
      faults.push(`${name}: ${run.code ?? run.signal}: ${run.stderr.slice(0, 300)}`);
    if (/panicked at/.test(run.stderr)) faults.push(`${name}: ${/.*panicked at[^]{0,300}/.exec(run.stderr)[0]}`);
    const line = run.stderr.split("\n").find((one) => TERMINAL.test(one));
    if (line !== undefined) faults.push(`${name}: unsafe on a terminal: ${JSON.stringify(line.slice(0, 200))}`);
    if (isWords && !existsSync(path.join(outputs, name, "index.html"))) faults.push(`${name}: no site`);
  }
  none(faults, "bad end of a build");
});

test("a field of a type refuses its value alone: the rest of the project is built", () => {
  const { code, stderr } = runs.get("typed");
  assert.equal(code, 1, stderr.slice(-500));
  assert.ok(existsSync(path.join(outputs, "typed", "index.html")), stderr.slice(-500));
});

test("nothing is written outside of the site's folder, and nothing is read outside of the project", () => {
  assert.deepEqual(outside(), untouched);
  const escaped = [];
  for (let folder = below; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    escaped.push(...readdirSync(path.dirname(folder)).filter((name) => name.includes(ESCAPED)));
  }
  none(escaped, "file outside");
  none(
    filesBelow(outputs).filter((file) => readFileSync(file, "latin1").includes(SECRET)),
    "file that tells a secret",
  );
});

test("no page holds a live element of a value's", () => none(told.live, "live element"));

test("no template code of a value's is run", () => none(told.computed, "file with a computed value"));

test("the machine-readable files and parts are well formed", () => none(told.malformed, "malformed file"));

test("titles are shown as they were written", () => {
  const plain = VALUES.filter(({ text }) => !/\p{Cc}/u.test(text.replace(/[\t\n\r]/g, "")));
  const missing = plain.filter(({ text }) => !told.headings.has(words(text)));
  none(
    missing.map(({ name, text }) => `${name}: ${text}`),
    "title that no page shows",
  );
});

test("the pages are valid", () => {
  // Which language a value is in the checker can only guess, and a page of nothing but one value leads it astray.
  const messages = validate(outputs).filter((message) => !message.includes("This document appears to be written in"));
  none(messages, "message of the Nu Html Checker");
});

test("nothing runs in a browser, even without the policy, and nothing runs over the edge of a telephone", async () => {
  const faults = [];
  const site = new Site(path.join(outputs, "text"));
  const host = await serve(site.folder);
  const context = await browser.newContext({ bypassCSP: true, viewport: { width: 360, height: 800 } });
  await context.addInitScript(() => {
    globalThis.__ran = 0;
    globalThis.__probe = () => (globalThis.__ran += 1);
  });
  const page = await context.newPage();
  page.on("dialog", (dialog) => dialog.dismiss());
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(host.url).origin)
      faults.push(`${page.url()}: asks for ${request.url()}`);
  });
  for (const file of site.ending(".html").filter((one) => IN_BROWSER.test(one))) {
    await page.goto(host.url + site.place(file));
    const ran = await page.evaluate(wake);
    if (ran > 0) faults.push(`${file}: ${ran} × a value ran`);
    const beyond = await overflow(page);
    if (beyond > 0) faults.push(`${file}: ${beyond} px wider than the window`);
  }
  await context.close();
  await host.close();
  none(faults, "fault in the browser");
});

test("a live element is found", () => {
  const base = "https://example.org/a/";
  const found = (html) => live(new Page(`<!doctype html><title>x</title>${html}`), base).length > 0;
  for (const { name, text } of VALUES.filter(({ name, text }) => /<[a-z]/i.test(text) && !HARMLESS.test(name))) {
    // On a page something follows that ends a tag.
    assert.ok(found(`${text}>`), `${name}: ${text}`);
  }
  assert.ok(found('<a href=" java\nscript:x">x</a>'));
  assert.ok(!found('<p>Text <a href="https://example.net/">x</a><img src="/a.svg" alt=""></p>'));
});

/** What stands in all the sites, each file read once. */
function inspect() {
  const found = { live: [], computed: [], malformed: [], headings: new Set() };
  for (const [name, site] of sites()) {
    const xml = site.ending(".xml").map((file) => path.join(site.folder, file));
    found.malformed.push(...malformed(xml));
    const check = (file, json) => {
      try {
        JSON.parse(json);
      } catch (error) {
        found.malformed.push(`${name}/${file}: ${error.message}`);
      }
    };
    for (const file of site.ending(".html", ".xml", ".json", ".txt")) {
      const text = site.text(file);
      // A hash has whatever digits it has.
      if (/11,?111/.test(text.replace(/[0-9a-f]{64}/g, ""))) found.computed.push(`${name}/${file}`);
      // FollowTheMoney's entities stand an object a line, whatever the file's name says.
      if (file.endsWith(".ftm.json")) for (const line of text.split("\n").filter(Boolean)) check(file, line);
      else if (file.endsWith(".json")) check(file, text);
      if (!file.endsWith(".html")) continue;
      const page = new Page(text);
      found.live.push(...live(page, site.address(file)).map((what) => `${name}/${file}: ${what}`));
      for (const script of page.named("script")) check(file, textOf(script) || "{}");
      if (name === "text") for (const heading of page.named("h1")) found.headings.add(words(textOf(heading)));
    }
  }
  return found;
}

/** The sites that were built. */
function sites() {
  return [...runs.keys()]
    .filter((name) => existsSync(path.join(outputs, name)))
    .map((name) => [name, new Site(path.join(outputs, name))]);
}

/** Everything in the sandbox but the sites, and what a build keeps beside a project's own files. */
function outside() {
  return filesBelow(sandbox).filter((file) => !file.startsWith(outputs + path.sep) && !file.includes("/.reportage/"));
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** Does in the page what a reader might: opens, focuses, hovers. Gives how many values ran. */
async function wake() {
  for (const details of document.querySelectorAll("details")) details.open = true;
  for (const element of document.querySelectorAll("*")) {
    element.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    if (element.tabIndex >= 0) element.focus({ preventScroll: true });
  }
  // Events of what failed to load come in a later task.
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return globalThis.__ran;
}

function textOf(node) {
  return node.nodeName === "#text" ? node.value : (node.childNodes ?? []).map(textOf).join("");
}

/** As HTML shows it: runs of white space are one space. */
function words(text) {
  return text.normalize("NFC").replace(/\s+/gu, " ").trim();
}
