// `reportage serve` in a real browser: a saved page reloads where the reader stood, others stay, and problems are shown
// over the last good page until they are mended.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { launch } from "./support/browser.js";
import { BINARY, project } from "./support/project.js";

const RECORD = "content/articles/long.md";
const OVERLAY = ".reportage-problems";
const TIMEOUT = 15_000;

let browser, preview, root;

before(async () => {
  root = project({
    "site.toml": 'title = "Preview"\nbase_url = "https://example.org/archive/"\n',
    [RECORD]: long("the first words"),
    "content/articles/other.md": "---\ntitle: Other\ndate: 2018-01-03\n---\nAnother record.\n",
  });
  preview = await start(root);
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await preview?.stop();
});

test(
  "a saved page reloads with the new text and keeps its place; another stays as it is",
  async () => {
    const context = await browser.newContext();
    const [page, other] = [await open(context, "articles/long/"), await open(context, "articles/other/")];
    await page.bringToFront();
    await page.evaluate(() => scrollTo(0, 1500));
    await page.waitForFunction(() => scrollY === 1500);
    for (const load of [page, other]) await load.evaluate(() => (globalThis.isFirstLoad = true));

    save(RECORD, long("the second words"));
    await page.getByText("the second words").waitFor({ timeout: TIMEOUT });
    assert.equal(await page.evaluate(() => globalThis.isFirstLoad), undefined, "the page was loaded anew");
    await page.waitForFunction(() => Math.abs(scrollY - 1500) <= 1, undefined, { timeout: TIMEOUT });

    await other.bringToFront();
    save("content/articles/other.md", "---\ntitle: Other\ndate: 2018-01-03\n---\nAnother text.\n");
    // What comes after the first change came to this page too, so it has had its chance to reload by mistake.
    await other.getByText("Another text.").waitFor({ timeout: TIMEOUT });
    assert.equal(await page.evaluate(() => globalThis.isFirstLoad), undefined);
    await context.close();
  },
);

test("only the pages that a save changes are loaded anew", async () => {
  const context = await browser.newContext();
  const page = await open(context, "articles/long/");
  await page.evaluate(() => (globalThis.isFirstLoad = true));
  const loads = [];
  page.on("load", () => loads.push(page.url()));
  const watcher = await open(context, "articles/other/");
  await page.bringToFront();

  save("content/articles/other.md", "---\ntitle: Other\ndate: 2018-01-03\n---\nA third text.\n");
  await watcher.bringToFront();
  await watcher.getByText("A third text.").waitFor({ timeout: TIMEOUT });
  save(RECORD, long("the third words"));
  await page.bringToFront();
  await page.getByText("the third words").waitFor({ timeout: TIMEOUT });
  // A text is there before its page has loaded.
  await page.waitForLoadState("load", { timeout: TIMEOUT });
  assert.equal(loads.length, 1, "one change of the page, one load");
  await context.close();
});

test("a broken save is shown over the page, and mending it takes that away", async () => {
  const context = await browser.newContext();
  const page = await open(context, "articles/long/");
  const errors = [];
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));

  save(RECORD, long("the broken words").replace("2018-01-02", "2018-13-40"));
  const overlay = page.locator(OVERLAY);
  await overlay.waitFor({ timeout: TIMEOUT });
  const shown = await overlay.innerText();
  assert.match(shown, /bad-date/);
  assert.match(shown, /content\/articles\/long\.md:3:7/);
  assert.equal(await page.getByText("the broken words").count(), 0, "the last good page stays");

  save(RECORD, long("the mended words"));
  await page.getByText("the mended words").waitFor({ timeout: TIMEOUT });
  await overlay.waitFor({ state: "detached", timeout: TIMEOUT });
  assert.deepEqual(errors, []);
  await context.close();
});

test(
  "a record that is deleted leaves the list that is open, and a new one comes into it",
  async () => {
    const context = await browser.newContext();
    const page = await open(context, "");
    save("content/articles/new.md", "---\ntitle: A new record\ndate: 2018-01-04\n---\nNew.\n");
    const link = page.getByRole("link", { name: "A new record" }).first();
    await link.waitFor({ timeout: TIMEOUT });
    rmSync(path.join(root, "content/articles/new.md"));
    await link.waitFor({ state: "detached", timeout: TIMEOUT });
    await context.close();
  },
);

/** A record several windows high. */
function long(words) {
  const paragraphs = Array.from({ length: 150 }, (_, index) => `Paragraph ${index + 1}.`).join("\n\n");
  return `---\ntitle: Long\ndate: 2018-01-02\n---\n${words}\n\n${paragraphs}\n`;
}

function save(file, text) {
  writeFileSync(path.join(root, file), text);
}

/** A page that listens to the preview. */
async function open(context, place) {
  const page = await context.newPage();
  const isListening = page.waitForRequest((request) => request.url().includes("/_reportage/events"), {
    timeout: TIMEOUT,
  });
  await page.goto(preview.url + place);
  await isListening;
  return page;
}

/** Starts the preview; resolves when it says where. */
function start(folder) {
  const child = spawn(BINARY, ["serve", "--root", folder, "--port", "0"], { stdio: ["ignore", "pipe", "pipe"] });
  return new Promise((resolve, reject) => {
    let said = "";
    const listen = (chunk) => {
      said += chunk;
      const url = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(said)?.[0].replace(/\/?$/, "/");
      if (url && said.includes("\n")) resolve({ url, stop: () => stop(child) });
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("exit", (code) => reject(new Error(`the preview ended with ${code}: ${said}`)));
    child.once("error", reject);
  });
}

function stop(child) {
  return new Promise((resolve) => {
    child.removeAllListeners("exit").once("exit", resolve);
    child.kill("SIGINT");
  });
}
