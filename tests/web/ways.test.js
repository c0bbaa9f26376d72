// The ways around an archive: tables that sort, lists that narrow, and the page that only the preview has.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { barriers } from "./support/axe.js";
import { launch, overflow, WIDTHS } from "./support/browser.js";
import { BINARY, build, copyOfArchive, project, withThemes } from "./support/project.js";
import { serve } from "./support/server.js";

let browser, broadsheet, ledger;

before(async () => {
  browser = await launch();
  broadsheet = await serve(build(many("")));
  ledger = await serve(build(many('theme = "ledger"\n')));
});

after(async () => {
  await browser?.close();
  await broadsheet?.close();
  await ledger?.close();
});

test("a table is sorted by each column, back, and as it was, with the keyboard alone", async () => {
  const page = await browser.newPage();
  await page.goto(`${ledger.url}tags/all/`);
  const table = page.locator("#_list table");
  const column = (number) => table.locator(`tbody tr > :nth-child(${number})`).allInnerTexts();
  const asBuilt = [await column(1), await column(2), await column(3)];
  const header = (name) => table.getByRole("columnheader", { name });
  for (const [name, number, compare, empty] of [
    ["Date", 1, undefined, "–"],
    ["Outlet", 2, new Intl.Collator("en").compare, ""],
    ["Headline", 3, new Intl.Collator("en", { numeric: true }).compare, undefined],
  ]) {
    const sorted = asBuilt[number - 1].filter((text) => text !== empty).sort(compare);
    const last = asBuilt[number - 1].filter((text) => text === empty);
    await header(name).getByRole("button").focus();
    await page.keyboard.press("Enter");
    assert.equal(await header(name).getAttribute("aria-sort"), "ascending");
    assert.deepEqual(await column(number), [...sorted, ...last], name);
    await page.keyboard.press("Space");
    assert.equal(await header(name).getAttribute("aria-sort"), "descending");
    assert.deepEqual(await column(number), [...sorted.reverse(), ...last], name);
    await page.keyboard.press("Enter");
    assert.equal(await header(name).getAttribute("aria-sort"), null);
    assert.deepEqual(await column(number), asBuilt[number - 1], name);
  }
  await header("Date").getByRole("button").click();
  await header("Outlet").getByRole("button").click();
  assert.equal(await table.locator("[aria-sort]").count(), 1, "one column sorts");
  await page.close();
});

test("corrections are a table that sorts", async () => {
  const page = await browser.newPage();
  await page.goto(`${ledger.url}corrections/`);
  const texts = page.locator("#_list tbody tr > :nth-child(4)");
  await page.getByRole("columnheader", { name: "Correction", exact: true }).getByRole("button").click();
  const shown = await texts.allInnerTexts();
  assert.deepEqual(shown, [...shown].sort(new Intl.Collator("en", { numeric: true }).compare));
  assert.equal(shown[0], "Mended 1.");
  await page.close();
});

test("links that do not stand well are a table that sorts", async () => {
  const page = await browser.newPage();
  await page.goto(`${ledger.url}links/`);
  const days = page.locator("#_list table").first().locator("tbody tr > :nth-child(2)");
  const asBuilt = await days.allInnerTexts();
  await page.getByRole("columnheader", { name: "Since" }).first().getByRole("button").click();
  assert.deepEqual(await days.allInnerTexts(), [...asBuilt].sort());
  await page.close();
});

test("an index is sorted by the number of records, and narrowed in that order", async () => {
  const page = await browser.newPage();
  await page.goto(`${broadsheet.url}organizations/`);
  const names = () => page.locator("#_list li:visible a").allInnerTexts();
  const asBuilt = await names();
  assert.ok(asBuilt.length > 20);
  await page.getByRole("button", { name: "Number of records" }).click();
  const counts = (await page.locator("#_list .count").allInnerTexts()).map(Number);
  assert.deepEqual(counts, [...counts].sort((a, b) => b - a));
  assert.equal((await names()).length, asBuilt.length);
  assert.equal(await page.locator("#_list h2:visible, .jump.letters:visible").count(), 0);
  await page.fill("[data-filters]", "number 29");
  assert.deepEqual(await names(), ["Number 29"]);
  await page.getByRole("button", { name: "Name", exact: true }).click();
  assert.deepEqual(await names(), ["Number 29"]);
  await page.fill("[data-filters]", "");
  assert.deepEqual(await names(), asBuilt);
  assert.equal(await page.getByRole("button", { name: "Name", exact: true }).getAttribute("aria-pressed"), "true");
  await page.close();
});

test("each long list narrows without a request, and says where it is one page of several", async () => {
  for (const [host, place, word, label, left] of [
    [broadsheet, "", "Headline 27", "Narrow this page of the list", 1],
    [broadsheet, "tags/all/", "27", "Narrow this page of the list", 1],
    [broadsheet, "tags/all/page/2/", "headline", "Narrow this page of the list", 1],
    [broadsheet, "chronology/", "2003", "Narrow this page of the list", 10],
    [broadsheet, "corrections/", "mended 12.", "Narrow this list", 1],
    [ledger, "chronology/", "2003", "Narrow this page of the list", 10],
    [ledger, "links/", "/12", "Narrow this list", 1],
  ]) {
    const page = await browser.newPage();
    await page.goto(host.url + place, { waitUntil: "networkidle" });
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    const field = page.getByRole("searchbox", { name: label });
    const items = page.locator("#_list :is(li, tbody > tr):visible");
    const all = await items.count();
    await field.fill(word);
    const shown = await items.count();
    assert.ok(shown >= left && (shown < all || all === 1), `${place}: ${shown} of ${all}`);
    assert.equal(await page.innerText(".filter [role=status]"), `${shown} / ${all}`, place);
    for (const text of await items.allInnerTexts()) assert.match(text.toLowerCase(), new RegExp(word.toLowerCase()));
    await field.fill("no such words anywhere");
    assert.equal(await page.locator("#_list :is(li, tbody > tr, section):visible").count(), 0, place);
    assert.deepEqual(asked, [], place);
    await page.close();
  }
});

test("without script every list is whole, and nothing stands there that does nothing", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  for (const [host, place, items] of [
    [ledger, "tags/all/", 50],
    [ledger, "corrections/", 25],
    [broadsheet, "organizations/", 30],
  ]) {
    await page.goto(host.url + place);
    assert.equal(await page.locator("#_list :is(li, tbody > tr):visible").count(), items, place);
    assert.equal(await page.locator("main :is(button, input):visible").count(), 0, place);
  }
  await context.close();
});

test("sorted and narrowed lists have no barriers, and fit the window", async () => {
  for (const width of WIDTHS) {
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
      const page = await context.newPage();
      for (const [host, place, button] of [
        [ledger, "tags/all/", "Outlet"],
        [ledger, "corrections/", "Headline"],
        [ledger, "links/", "Since"],
        [broadsheet, "organizations/", "Number of records"],
      ]) {
        await page.goto(host.url + place);
        await page.locator("main").getByRole("button", { name: button }).first().click();
        assert.deepEqual(await barriers(page), [], `${place} ${width} ${colorScheme}`);
        assert.ok((await overflow(page)) <= 0, `${place} is wider than ${width}`);
      }
      await context.close();
    }
  }
});

test("the desk has no barriers, fits the window, and follows a save", async () => {
  const root = copyOfArchive();
  const preview = await start(root);
  try {
    for (const width of WIDTHS) {
      for (const colorScheme of ["light", "dark"]) {
        const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
        const page = await context.newPage();
        const faults = [];
        page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
        await page.goto(`${preview.url}_reportage/desk`);
        assert.deepEqual(await barriers(page), []);
        assert.ok((await overflow(page)) <= 0);
        assert.deepEqual(faults, [], "the policy lets all of it through");
        await context.close();
      }
    }
    const page = await browser.newPage();
    const isListening = page.waitForRequest((request) => request.url().includes("/_reportage/events"));
    await page.goto(`${preview.url}_reportage/desk`);
    await isListening;
    writeFileSync(
      path.join(root, "content/articles/a-draft.md"),
      "---\ntitle: A draft of the desk\ndate: 2018-01-04\ndraft: true\n---\n",
    );
    const link = page.getByRole("link", { name: "A draft of the desk" });
    await link.waitFor({ timeout: 120_000 });
    await link.click();
    assert.match(await page.innerText("h1"), /A draft of the desk/);
    await page.close();
  } finally {
    await preview.stop();
  }
});

/** Fifty-one records with a correction each up to the 25th, thirty organizations, and links that are gone. */
function many(settings) {
  const files = { "site.toml": `title = "Many"\nbase_url = "https://example.org/"\n${settings}` };
  let links = "";
  for (let number = 1; number <= 51; number += 1) {
    const lines = [
      `title: Headline ${number}`,
      number % 10 === 0 ? undefined : `date: ${2000 + (number % 5)}-0${1 + (number % 9)}`,
      number % 7 === 0 ? undefined : `outlet: ${["The Wire", "Élan", "Daily", "Evening"][number % 4]}`,
      `url: https://gone.example/${number}`,
      `tags: [all]`,
      `organizations: [Number ${number % 30}${number % 3 === 0 ? ", Number 0" : ""}]`,
      number <= 25 ? `corrections: [{date: 2019-01-${String(number).padStart(2, "0")}, text: Mended ${number}.}]` : undefined,
    ];
    files[`content/articles/r${number}.md`] = `---\n${lines.filter(Boolean).join("\n")}\n---\n`;
    if (number <= 25) {
      const day = String(1 + ((number * 7) % 28)).padStart(2, "0");
      links += `["https://gone.example/${number}"]\nstatus = "dead"\nchecked = 2026-11-01\nsince = 2026-10-${day}\n\n`;
    }
  }
  files["links.toml"] = links;
  return withThemes(project(files));
}

/** Starts the preview; resolves when it says where. */
function start(folder) {
  const child = spawn(BINARY, ["serve", "--root", folder, "--port", "0"], { stdio: ["ignore", "ignore", "pipe"] });
  const stop = () =>
    new Promise((resolve) => {
      child.removeAllListeners("exit").once("exit", resolve);
      child.kill("SIGINT");
    });
  return new Promise((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
      const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
      if (url && said.includes("\n")) resolve({ url, stop });
    });
    child.once("exit", (code) => reject(new Error(`the preview ended with ${code}: ${said}`)));
    child.once("error", reject);
  });
}
