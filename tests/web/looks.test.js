// What readers feel: nothing moves while a page loads, pages are light, other languages and extreme records hold.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { arabicArchive, extremes, singleRecord, spanishArchive } from "./support/archives.js";
import { barriers } from "./support/axe.js";
import { WIDTHS, launch, overflow } from "./support/browser.js";
import { none } from "./support/problems.js";
import { build, builtArchive, copyOfArchive, withThemes } from "./support/project.js";
import { sample } from "./support/sample.js";
import { serve } from "./support/server.js";
import { Site, attribute } from "./support/site.js";
import { validate } from "./support/validator.js";

/** What a record's page may weigh, with all that it loads but pictures, as hosts send it; and how much it may ask for. */
const BYTES = 15_000;
const REQUESTS = 4;

/** The themes of this repository. */
const THEMES = ["broadsheet", "ledger"];

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

test("nothing moves while a page loads", async () => {
  const problems = [];
  await visit(builtArchive(), async (page, place, width) => {
    const shift = await page.evaluate(
      () =>
        new Promise((settled) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
          // What has shifted has been told after two frames.
          requestAnimationFrame(() => requestAnimationFrame(() => settled(sum)));
        }),
    );
    if (shift > 0) problems.push(`${place}, ${width} px: shifts by ${shift}`);
  });
  none(problems, "shift");
});

test("pictures say how large they are", () => {
  const problems = [];
  for (const [file, page] of new Site(builtArchive()).pages) {
    for (const image of page.named("img")) {
      if (!attribute(image, "width") || !attribute(image, "height")) problems.push(`${file}: an image without its size`);
    }
  }
  none(problems, "picture without its size");
});

test("the pages of records are light", () => {
  const folder = builtArchive();
  const weights = new Site(folder).pages
    .filter(([file]) => file.startsWith("articles/"))
    .map(([file, page]) => {
      const loaded = page
        .named("link", "script")
        .filter((element) => /^(stylesheet|icon|modulepreload)$/.test(attribute(element, "rel") ?? "stylesheet"))
        .map((element) => attribute(element, "href") ?? attribute(element, "src"))
        .filter(Boolean);
      const files = [file, ...loaded.map((address) => new URL(address, "https://example.org/").pathname.slice(1))];
      const bytes = files.map((one) => gzipSync(readFileSync(path.join(folder, one))).length);
      return { file, requests: files.length, bytes: bytes.reduce((sum, one) => sum + one, 0) };
    })
    .sort((a, b) => a.bytes - b.bytes);
  const median = weights[Math.floor(weights.length / 2)];
  assert.ok(median.bytes <= BYTES, `${median.file} weighs ${median.bytes} bytes`);
  none(
    weights.filter(({ requests }) => requests > REQUESTS).map(({ file, requests }) => `${file}: ${requests} requests`),
    "page that asks for too much",
  );
});

const ARCHIVES = { "in Arabic": arabicArchive, "in Spanish": spanishArchive, "of extremes": extremes, "of one": singleRecord };

for (const theme of THEMES) {
  for (const [name, archive] of Object.entries(ARCHIVES)) {
    test(`an archive ${name} is valid, free of barriers and within the window, theme ${theme}`, async () => {
      const folder = build(withThemes(archive(`theme = "${theme}"\n`)));
      none(validate(folder), "message of the Nu Html Checker");
      const problems = [];
      await visit(folder, async (page, place, width) => {
        const beyond = await overflow(page);
        if (beyond > 0) problems.push(`${place}: ${beyond} px wider than ${width}`);
        for (const barrier of await barriers(page)) problems.push(`${place}, ${width} px: ${barrier}`);
      });
      none(problems, "fault");
    });
  }
}

test("the archive under the theme ledger is valid, free of barriers and within the window", async () => {
  const folder = build(withTheme("ledger"));
  none(validate(folder), "message of the Nu Html Checker");
  const problems = [];
  for (const colorScheme of ["light", "dark"]) {
    await visit(
      folder,
      async (page, place, width) => {
        const beyond = await overflow(page);
        if (beyond > 0) problems.push(`${place}: ${beyond} px wider than ${width}`);
        for (const barrier of await barriers(page)) problems.push(`${place}, ${width} px, ${colorScheme}: ${barrier}`);
      },
      { colorScheme },
    );
  }
  none(problems, "fault");
});

/** Opens a page of every kind at each width, and hands it on. */
async function visit(folder, look, { colorScheme = "light" } = {}) {
  const host = await serve(folder);
  for (const width of WIDTHS) {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
    const page = await context.newPage();
    for (const place of sample(new Site(folder))) {
      await page.goto(host.url + place);
      await look(page, place || "home page", width);
    }
    await context.close();
  }
  await host.close();
}

/** The archive of this repository under another of its themes. */
function withTheme(theme) {
  const root = copyOfArchive();
  const file = path.join(root, "site.toml");
  writeFileSync(file, `theme = "${theme}"\n${readFileSync(file, "utf8")}`);
  return root;
}
