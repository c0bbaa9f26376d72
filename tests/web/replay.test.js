// Archived pages, played in the page of their record by the real player: at a click, from the site alone, under the
// site's own policy. The player is a tool of this test; a site brings its own.

import assert from "node:assert/strict";
import { readFileSync, rmSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch } from "./support/browser.js";
import { build, project } from "./support/project.js";
import { serve } from "./support/server.js";

const PLAYER = path.dirname(createRequire(import.meta.url).resolve("replaywebpage/index.html"));
const CRAWL = readFileSync(new URL("crawl/letter.wacz", import.meta.url));
const BASE = "/archive/";

const record = (lines) => `---\ntitle: A letter\ndate: 2018-07-01\n${lines}\n---\nIts text.\n`;

const FILES = {
  "site.toml": `title = "T"\nbase_url = "https://example.org${BASE}"\n[replay]\nscript = "/replay/ui.js"\n`,
  "static/replay/ui.js": readFileSync(path.join(PLAYER, "ui.js")),
  "static/replay/sw.js": readFileSync(path.join(PLAYER, "sw.js")),
  "content/articles/letter.wacz": CRAWL,
  "content/articles/copy.md": record("url: https://news.example.org/letter\narchived: [{file: letter.wacz, date: 2018-07-02}]"),
  "content/articles/paper.md": record("documents: [{title: The crawl, file: letter.wacz}]"),
};

let browser, folder, host;

before(async () => {
  browser = await launch();
  folder = build(project(FILES));
  host = await serve(folder, BASE, headers());
});

after(async () => {
  await browser?.close();
  await host?.close();
});

/** What a host that reads `_headers` says with each file. */
function headers() {
  const lines = readFileSync(path.join(folder, "_headers"), "utf8").split("\n\n")[0].split("\n").slice(1);
  return Object.fromEntries(lines.filter(Boolean).map((line) => line.trim().split(/:\s+(.*)/s)));
}

/** A page of a new reader, with all that it asks for and complains of. */
async function open(address) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const asked = [];
  const refused = [];
  context.on("request", (request) => asked.push(request.url()));
  const page = await context.newPage();
  page.on("console", (message) => /Content Security Policy/i.test(message.text()) && refused.push(message.text()));
  page.on("pageerror", (error) => refused.push(error.message));
  await page.goto(address, { waitUntil: "networkidle" });
  return { context, page, asked, refused };
}

/** The frame in which the archived page stands, once it does. */
async function played(page) {
  for (let tries = 0; tries < 150; tries += 1) {
    for (const frame of page.frames()) {
      if (/\/replay\/w\/.*news\.example\.org\/letter/.test(frame.url())) {
        await frame.waitForSelector("#kept[data-ran]");
        return frame;
      }
    }
    await page.waitForTimeout(200);
  }
  throw new Error(`nothing is played: ${page.frames().map((frame) => frame.url()).join("\n")}`);
}

test("a copy is played at a click, and nothing of it is loaded before", async () => {
  const { context, page, asked, refused } = await open(`${host.url}articles/copy/`);
  assert.deepEqual(asked.filter((url) => /replay|wacz/.test(url)), []);
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  assert.equal(await page.isVisible("#_replay"), false);

  await page.click("[data-plays]");
  const frame = await played(page);
  assert.equal(await frame.innerText("h1"), "The letter as it was kept");
  assert.equal(await frame.evaluate(() => getComputedStyle(document.querySelector("h1")).color), "rgb(1, 2, 3)");
  assert.equal(await page.getAttribute("[data-plays]", "aria-expanded"), "true");
  assert.equal(await page.evaluate(() => document.activeElement.id), "_replay");
  assert.deepEqual(refused, []);
  const elsewhere = asked.filter((url) => !url.startsWith(host.url) && !/^(blob|data):/.test(url));
  assert.deepEqual(elsewhere, []);
  // The worker answers for the player's own folder and for no page of the site.
  const scopes = await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).map((one) => one.scope));
  assert.deepEqual(scopes, [`${host.url}replay/`]);

  await page.click("[data-plays]");
  assert.equal(await page.isVisible("#_replay"), false);
  assert.equal(await page.getAttribute("[data-plays]", "aria-expanded"), "false");
  assert.equal(await page.locator("replay-web-page").count(), 0);
  // And once more.
  await page.click("[data-plays]");
  await played(page);
  await context.close();
});

test("a document that is a crawl shows what pages it has", async () => {
  const { context, page, refused } = await open(`${host.url}articles/paper/`);
  await page.click("[data-plays]");
  const player = page.frameLocator("replay-web-page iframe");
  await player.getByRole("link", { name: /The letter/ }).first().click();
  const frame = await played(page);
  assert.equal(await frame.innerText("h1"), "The letter as it was kept");
  assert.deepEqual(refused, []);
  await context.close();
});

test("where the player does not come, the reader is told, and has the file", async () => {
  const broken = build(project({ ...FILES }));
  for (const file of readdirSync(path.join(broken, "replay"))) rmSync(path.join(broken, "replay", file));
  const other = await serve(broken, BASE);
  const { context, page } = await open(`${other.url}articles/copy/`);
  await page.click("[data-plays]");
  await page.waitForFunction(() => document.querySelector("#_replay [role=status]").textContent.includes("cannot be opened"));
  assert.equal(await page.locator("replay-web-page").count(), 0);
  const file = await page.getAttribute(".memento", "href");
  assert.equal((await page.request.get(new URL(file, page.url()).href)).status(), 200);
  await context.close();
  await other.close();
});
