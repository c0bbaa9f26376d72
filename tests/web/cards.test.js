// The social card that a page names is there, and a browser sees a picture of the size that the page says.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./support/browser.js";
import { builtArchive } from "./support/project.js";
import { serve } from "./support/server.js";
import { Site, attribute } from "./support/site.js";

const PAGES = ["articles/", "organizations/"];

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

test("records and organizations have cards of 1200 by 630 pixels", async () => {
  const folder = builtArchive(["--base-url", "https://example.org/archive/"]);
  const site = new Site(folder, "https://example.org/archive/");
  const host = await serve(folder, "/archive/");
  for (const start of PAGES) {
    const file = site.ending("index.html").find((name) => name.startsWith(start) && name !== `${start}index.html`);
    const content = (property) =>
      attribute(
        site.page(file).named("meta").find((meta) => attribute(meta, "property") === property),
        "content",
      );
    const card = site.file(content("og:image"));
    assert.ok(card, `${file}: ${content("og:image")} leads to a file`);
    assert.ok(content("og:image:alt"), `${file}: the card has words`);
    const page = await browser.newPage();
    await page.goto(new URL(site.place(card), host.url).href);
    const size = await page.evaluate(() => [document.images[0].naturalWidth, document.images[0].naturalHeight]);
    await page.close();
    assert.deepEqual(size, [Number(content("og:image:width")), Number(content("og:image:height"))]);
    assert.deepEqual(size, [1200, 630]);
  }
  await host.close();
});
