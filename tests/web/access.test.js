// Axe finds no barrier on any kind of page, at a telephone's width and a desk's, by day and by night.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { barriers } from "./support/axe.js";
import { WIDTHS, launch, overflow } from "./support/browser.js";
import { none } from "./support/problems.js";
import { builtArchive } from "./support/project.js";
import { sample } from "./support/sample.js";
import { serve } from "./support/server.js";
import { Site } from "./support/site.js";

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
