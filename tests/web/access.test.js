// Axe finds no barrier on any kind of page, at a telephone's width and a desk's, by day and by night.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { WIDTHS, launch, overflow } from "./support/browser.js";
import { none } from "./support/problems.js";
import { builtArchive } from "./support/project.js";
import { sample } from "./support/sample.js";
import { serve } from "./support/server.js";
import { Site } from "./support/site.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

let browser, host, places;

before(async () => {
  const folder = builtArchive();
  places = sample(new Site(folder));
  host = await serve(folder);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await host?.close();
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of WIDTHS) {
    test(`no barriers and nothing beyond the edge, ${width} px, ${colorScheme}`, async () => {
      const problems = [];
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
      const page = await context.newPage();
      for (const place of places) {
        await page.goto(host.url + place);
        const beyond = await overflow(page);
        if (beyond > 0) problems.push(`${place || "home page"}: ${beyond} px wider than the window`);
        problems.push(...(await barriers(page)).map((barrier) => `${place || "home page"}: ${barrier}`));
      }
      await context.close();
      none(problems, "barrier");
    });
  }
}

test("a barrier is found", async () => {
  const page = await browser.newPage();
  await page.setContent('<html><body><img src="a.png"><p style="width:3000px">wide</p>');
  assert.match((await barriers(page)).join("\n"), /image-alt/);
  assert.ok((await overflow(page)) > 0);
  await page.close();
});

async function barriers(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (values) => globalThis.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }),
    RULES,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${why(node)}`));
}

function why(node) {
  return (node.failureSummary ?? "")
    .split("\n")
    .slice(1)
    .map((line) => line.trim())
    .join("; ");
}
