// What the theme's script adds: colours at a click that stay, a list that narrows, a citation in the clipboard, comments
// that nobody loads but the reader.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { arabicArchive } from "./support/archives.js";
import { launch } from "./support/browser.js";
import { build, builtArchive } from "./support/project.js";
import { serve } from "./support/server.js";
import { Site } from "./support/site.js";

let browser, host, record;

before(async () => {
  browser = await launch();
  const folder = builtArchive();
  record = new Site(folder).files.find((file) => /^articles\/.*\/index\.html$/.test(file)).replace("index.html", "");
  host = await serve(folder);
});

after(async () => {
  await browser?.close();
  await host?.close();
});

test("the colours change at a click, and stay so on the next page", async () => {
  for (const [colorScheme, chosen] of [
    ["light", "dark"],
    ["dark", "light"],
  ]) {
    const context = await browser.newContext({ colorScheme });
    const page = await context.newPage();
    const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    await page.goto(host.url);
    const before = await paper();
    await page.click(".theme-switch");
    assert.equal(await page.getAttribute(".theme-switch", "aria-pressed"), String(chosen === "dark"));
    const after = await paper();
    assert.notEqual(after, before);
    await page.goto(host.url + record);
    assert.equal(await paper(), after);
    await context.close();
  }
});

test("a long index narrows as one types, without regard to accents and case", async () => {
  const page = await browser.newPage();
  await page.goto(`${host.url}organizations/`);
  const items = page.locator("#_list li:visible");
  const all = await items.count();
  await page.fill("[data-filters]", "BÓRDER us");
  assert.deepEqual(await items.locator("a").allInnerTexts(), ["US Customs and Border Protection"]);
  assert.equal(await page.locator("#_list section:visible").count(), 1);
  assert.equal(await page.innerText(".filter [role=status]"), `1 / ${all}`);
  await page.fill("[data-filters]", "");
  assert.equal(await items.count(), all);
  await page.close();
});

test("a citation is copied, or else selected", async () => {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  await page.goto(host.url + record);
  // The citation in the first style, and the archive's own line.
  for (const id of ["_citation-1", "_citation"]) {
    const button = `[data-copies="${id}"]`;
    await page.click(button);
    await page.waitForFunction((button) => document.querySelector(button).textContent === "Copied", button);
    const [copied, shown] = await page.evaluate(
      async (id) => [await navigator.clipboard.readText(), document.getElementById(id).textContent],
      id,
    );
    assert.equal(copied, shown.trim());
  }
  await context.close();
});

test("comments are loaded when a reader asks for them, and not before", async () => {
  const options = `[theme_options]\ncomments = "coral"\ncomments_url = "https://talk.example.org/"\n`;
  const commented = await serve(build(arabicArchive(options)));
  const page = await browser.newPage();
  const asked = [];
  await page.route("https://talk.example.org/**", (route) => {
    asked.push(route.request().url());
    return route.fulfill({
      contentType: "text/javascript",
      body: "window.Coral = { createStreamEmbed: (settings) => { window.asked = settings; } };",
    });
  });
  await page.goto(`${commented.url}articles/letter/`, { waitUntil: "networkidle" });
  assert.deepEqual(asked, []);
  await page.click("[data-server]");
  await page.waitForFunction(() => window.asked);
  assert.deepEqual(asked, ["https://talk.example.org/assets/js/embed.js"]);
  assert.match((await page.evaluate(() => window.asked)).storyURL, /\/articles\/letter\/$/);
  await page.close();
  await commented.close();
});
