// The search page as its readers work it: they type, narrow, follow, go back, by keys alone, in several scripts, and where
// something fails.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { arabicArchive, japaneseArchive, manyRecords } from "./support/archives.js";
import { barriers } from "./support/axe.js";
import { WIDTHS, launch, overflow } from "./support/browser.js";
import { none } from "./support/problems.js";
import { build, builtArchive, project } from "./support/project.js";
import { openSearch } from "./support/searched.js";
import { serve } from "./support/server.js";
import { Site, attribute } from "./support/site.js";

/** What the first query of a visit may load, in bytes as they lie on the disk. */
const FIRST_QUERY = 300_000;

let browser, folder, host, many;

before(async () => {
  browser = await launch();
  folder = builtArchive();
  host = await serve(folder);
  many = await serve(build(manyRecords()));
});

after(async () => {
  await browser?.close();
  await host?.close();
  await many?.close();
});

test("results come as one types, with the words marked where they stand", async () => {
  const search = await openSearch(browser, host.url);
  await search.type("salesforce lett");
  const titles = await search.titles();
  assert.ok(titles.length > 0 && titles.every(Boolean));
  const marks = search.page.locator("#_search-records-list mark");
  assert.ok((await marks.allInnerTexts()).some((text) => text.toLowerCase() === "letter"));
  const excerpt = search.page.locator(".excerpt:visible").first();
  await excerpt.waitFor();
  assert.ok((await excerpt.locator("mark").count()) > 0);
  assert.equal(new URL(search.page.url()).searchParams.get("q"), "salesforce lett");
  await search.close();
});

test("what comes late of an older query never overwrites a newer one", async () => {
  const search = await openSearch(browser, many.url);
  const places = /\/search\/positions\//;
  let release;
  const held = new Promise((resolve) => (release = resolve));
  // Only the older query asks where words stand: it is kept waiting until the newer one has its answer.
  await search.page.route(places, (route) => held.then(() => route.continue()));
  const asked = search.page.waitForRequest(places);
  await search.box.pressSequentially('"on harbours"');
  await asked;
  await search.type("waves");
  const shown = await search.titles();
  const late = search.page.waitForResponse(places);
  release();
  await (await late).finished();
  await search.page.waitForLoadState("networkidle");
  assert.deepEqual(await search.titles(), shown);
  assert.equal(shown.length, 1);
  await search.close();
});

test("each value of a facet promises the number of results that it gives", async () => {
  for (const [home, query] of [
    [host.url, "?q=employees"],
    [host.url, "?q=contract+-letter&sort=date"],
    [many.url, "?q=harbours&tags=ships"],
    [many.url, "?q=harbours&tags=ships&years=2011"],
  ]) {
    const search = await openSearch(browser, home, { query });
    await search.openFacets();
    const problems = [];
    let tried = 0;
    for (const box of await search.boxes.elementHandles()) {
      if (await box.isChecked()) continue;
      const row = await box.evaluateHandle((one) => one.closest("li"));
      const key = await box.evaluate((one) => one.closest("details").querySelector("summary").textContent);
      const isAlone = (await row.evaluate((one) => one.parentElement.querySelectorAll(":checked").length)) === 0;
      const promised = Number(await row.evaluate((one) => one.querySelector(".count").textContent));
      const others = await search.count();
      await search.tick(box);
      const got = await search.count();
      // A second value of one facet is added to the first: no fewer than either.
      if (isAlone ? got !== promised : got < Math.max(promised, others)) problems.push(`${query} ${key}: ${promised}, got ${got}`);
      await search.tick(box);
      tried += 1;
    }
    assert.ok(tried > 3, `${query}: ${tried} values`);
    none(problems, "promise that is not kept");
    await search.close();
  }
});

test("several values of a facet are added up, those of several facets must all be there", async () => {
  const search = await openSearch(browser, many.url, { query: "?q=harbours" });
  await search.openFacets();
  const count = async (...labels) => {
    for (const label of labels) await search.tick(search.value(label).locator("input"));
    const found = await search.count();
    for (const label of labels) await search.tick(search.value(label).locator("input"));
    return found;
  };
  const [ships, cranes] = [await count("ships"), await count("cranes")];
  assert.equal(await count("ships", "cranes"), ships + cranes);
  assert.ok((await count("ships", "2010")) < ships);
  await search.close();
});

test("a long facet shows more, and narrows as one types", async () => {
  const search = await openSearch(browser, many.url, { query: "?q=harbours" });
  const facet = search.page.locator(".facet").filter({ hasText: "Organizations" });
  const rows = facet.locator("li");
  const first = await rows.count();
  await facet.getByRole("button").click();
  assert.equal(await rows.count(), 15);
  assert.ok(first < 15);
  await facet.locator("input[type=search]").fill("port 14");
  assert.deepEqual(await rows.locator("bdi").allInnerTexts(), ["Port 14"]);
  await search.close();
});

test("results are sorted by date if one asks for it", async () => {
  const search = await openSearch(browser, host.url, { query: "?q=contract" });
  await search.page.locator("#_search-sort").selectOption("date");
  await search.answered();
  const days = await search.page.locator("#_search-records-list time").evaluateAll((all) => all.map((time) => time.dateTime));
  assert.deepEqual(days, days.toSorted().reverse());
  assert.match(search.page.url(), /sort=date/);
  await search.close();
});

test("a reader follows a result, goes back, and finds the list as it was", async () => {
  const search = await openSearch(browser, many.url, { query: "?q=harbours" });
  await search.page.locator("#_search-more").click();
  await search.page.locator("#_search-records-list li").nth(15).locator("a").click();
  await search.page.waitForURL(/\/articles\//);
  await search.page.goBack();
  await search.box.waitFor();
  await search.answered("harbours");
  assert.equal((await search.titles()).length, 20);
  await search.page.waitForFunction(() => scrollY > 200);
  await search.close();
});

test("back and forward go through the queries and choices that were made", async () => {
  const search = await openSearch(browser, many.url);
  await search.type("harbours");
  await search.box.press("Enter");
  const all = await search.count();
  await search.tick(search.value("ships").locator("input"));
  const ships = await search.count();
  await search.type("waves");
  for (const [direction, query, count] of [
    ["goBack", "harbours", ships],
    ["goBack", "harbours", all],
    ["goForward", "harbours", ships],
    ["goForward", "waves", 0],
  ]) {
    await search.page[direction]();
    await search.answered(query);
    assert.deepEqual([await search.box.inputValue(), await search.count()], [query, count], `${direction} ${query}`);
  }
  await search.close();
});

test("an address asks the same again", async () => {
  const search = await openSearch(browser, many.url, { query: "?q=harbours&tags=ships&years=2010&years=2011" });
  const [titles, count] = [await search.titles(), await search.count()];
  assert.equal(await search.page.locator("#_search-facets :checked").count(), 3);
  const again = await openSearch(browser, many.url, { query: new URL(search.page.url()).search });
  assert.deepEqual([await again.titles(), await again.count()], [titles, count]);
  await search.close();
  await again.close();
});

test("phrases are found as they stand, and what is refused is not", async () => {
  const search = await openSearch(browser, host.url);
  const found = async (text) => {
    await search.type(text);
    return search.count();
  };
  const both = await found("border protection ");
  const phrase = await found('"border protection"');
  assert.ok(phrase > 0 && phrase <= both, `${phrase} of ${both}`);
  assert.equal(await found('"protection border"'), 0);
  assert.equal(await found('border protection -"border protection"'), both - phrase);
  const [all, letters] = [await found("employees "), await found("employees letter ")];
  assert.equal(await found("employees -letter "), all - letters);
  await search.close();
});

test("a name is found by its other names, and stands above the records", async () => {
  const search = await openSearch(browser, host.url);
  await search.type("CBP");
  assert.ok((await search.names()).includes("US Customs and Border Protection"));
  await search.close();
});

test("a word that nobody wrote is taken for the nearest, and the page says so", async () => {
  const search = await openSearch(browser, host.url);
  await search.type("salesforze");
  assert.match(await search.page.innerText("#_search-notes"), /salesforze.*salesforce/);
  assert.ok((await search.count()) > 0);
  await search.close();
});

test("a query without results leads on", async () => {
  const search = await openSearch(browser, many.url, { query: "?q=harbours+xqzw&tags=ships" });
  assert.equal(await search.count(), 0);
  assert.ok(await search.page.locator("#_search-start a").first().isVisible());
  const way = search.page.locator("#_search-none-ways button").first();
  const promised = Number(/\d+/.exec(await way.locator(".count").innerText()));
  await way.click();
  await search.answered("harbours");
  assert.equal(await search.count(), promised);
  assert.equal(await search.box.inputValue(), "harbours");
  await search.close();
});

test("by keys alone: to the box, to a value, to more results, and out of the query", async () => {
  const search = await openSearch(browser, many.url);
  const { page } = search;
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.type);
  await page.keyboard.press("/");
  assert.equal(await focused(), "_search-box");
  await page.keyboard.type("harbours");
  await search.answered("harbours");
  for (let step = 0; step < 8 && (await focused()) !== "checkbox"; step += 1) await page.keyboard.press("Tab");
  const all = await search.count();
  await page.keyboard.press("Space");
  await search.answered();
  assert.ok((await search.count()) < all);
  assert.equal(await focused(), "checkbox");
  assert.ok(await page.evaluate(() => document.activeElement.checked));
  await page.keyboard.press("Space");
  await search.answered();
  await page.locator("#_search-more").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll("#_search-records-list li").length === 20);
  assert.equal(await focused(), "_search-more");
  await search.box.focus();
  await page.keyboard.press("Escape");
  await page.locator("#_search-found").waitFor({ state: "hidden" });
  assert.equal(await search.box.inputValue(), "");
  await search.close();
});

test("how many were found is told to those who do not see it", async () => {
  const search = await openSearch(browser, many.url);
  assert.equal(await search.status.getAttribute("role"), "status");
  await search.type("harbours");
  assert.match(await search.status.innerText(), /^35 records/);
  await search.type("waves");
  assert.match(await search.status.innerText(), /^1 record\b/);
  await search.close();
});

test("where a file cannot be had the page says so, and tries again", async () => {
  const search = await openSearch(browser, many.url);
  const failed = search.page.locator("#_search-failed");
  await search.page.route(/\/search\/postings\//, (route) => route.abort());
  await search.box.pressSequentially("harbours");
  await failed.waitFor();
  await search.page.unroute(/\/search\/postings\//);
  await search.page.locator("#_search-retry").click();
  await search.answered("harbours");
  assert.equal(await search.count(), 35);
  assert.ok(await failed.isHidden());
  // A result whose page cannot be had is there without its excerpt.
  await search.page.route(/\/articles\//, (route) => route.abort());
  await search.type("waves");
  assert.equal((await search.titles()).length, 1);
  assert.ok(await failed.isHidden());
  await search.close();
});

test("where the index is behind its texts the page says so until it is not", async () => {
  const search = await openSearch(browser, many.url);
  let isBehind = true;
  await search.page.route(/\/search\/index\.json/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), behind: isBehind } });
  });
  await search.page.reload();
  await search.type("harbours");
  await search.page.locator("#_search-behind").waitFor();
  isBehind = false;
  await search.page.locator("#_search-behind").waitFor({ state: "hidden" });
  assert.equal(await search.count(), 35);
  await search.close();
});

test("a page that stands open while the site is made anew finds what is new", async () => {
  const root = manyRecords(3);
  const output = build(root);
  const own = await serve(output);
  const search = await openSearch(browser, own.url);
  await search.type("quokka");
  assert.equal(await search.count(), 0);
  project({ "content/articles/new.md": "---\ntitle: A quokka\ndate: 2020\n---\nSeen.\n" }, root);
  build(root, { output });
  // Whoever turns to the window again is shown the site of now.
  await search.page.evaluate(() => dispatchEvent(new Event("focus")));
  await search.page.locator("#_search-records-list li").waitFor();
  assert.deepEqual(await search.titles(), ["A quokka"]);
  await search.close();
  await own.close();
});

test("nothing of a record is read as markup", async () => {
  const search = await openSearch(browser, many.url);
  await search.type("at sea");
  assert.deepEqual(await search.titles(), ["<img src=x onerror=alert(1)> at sea"]);
  assert.equal(await search.page.locator("#_search-found :is(img, b)").count(), 0);
  await search.close();
});

for (const [name, archive, queries] of [
  ["Arabic", arabicArchive, { "الموظفين": 1, "رسالة": 1, "شركة الحوسبة": 3 }],
  ["Japanese", japaneseArchive, { "東京": 1, "東京新聞": 1, "京都": 1, "データ": 2, "図": 1, '"データを"': 1 }],
]) {
  test(`an archive in ${name} is searched`, async () => {
    const own = await serve(build(archive()));
    const search = await openSearch(browser, own.url);
    for (const [query, least] of Object.entries(queries)) {
      await search.type(query);
      assert.ok((await search.titles()).length >= least, `${query}: ${await search.titles()}`);
    }
    assert.equal(await overflow(search.page), 0);
    none(await barriers(search.page), "barrier");
    await search.close();
    await own.close();
  });
}

for (const base of ["/", "/archive/"]) {
  test(`the search loads from its own host alone, within its policy, and little, below ${base}`, async () => {
    const own = await serve(base === "/" ? folder : builtArchive(["--base-url", `https://example.org${base}`]), base);
    const search = await openSearch(browser, own.url, { serviceWorkers: "block" });
    const faults = [];
    const sizes = [];
    search.page.on("console", (message) => faults.push(message.text()));
    search.page.on("pageerror", (error) => faults.push(error.message));
    search.page.on("response", (response) => {
      if (!response.url().startsWith(own.url)) faults.push(`asks for ${response.url()}`);
      if (response.status() >= 400) faults.push(`${response.status()} for ${response.url()}`);
    });
    search.page.on("requestfinished", (request) => sizes.push(request.sizes()));
    await search.page.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
        console.error(`breaks its policy: ${effectiveDirective} ${blockedURI}`),
      );
    });
    await search.page.reload({ waitUntil: "networkidle" });
    await search.type("border");
    await search.page.waitForLoadState("networkidle");
    assert.ok((await search.titles()).length > 0);
    none(faults, "fault");
    search.page.removeAllListeners("requestfinished");
    const bytes = (await Promise.all(sizes)).reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
    assert.ok(bytes <= FIRST_QUERY, `${bytes} bytes`);
    await search.page.locator("#_search-records-list a").first().click();
    await search.page.waitForURL(`${own.url}articles/**`);
    await search.close();
    await own.close();
  });
}

for (const colorScheme of ["light", "dark"]) {
  for (const width of WIDTHS) {
    test(`no barriers among results or where there are none, ${width} px, ${colorScheme}`, async () => {
      const problems = [];
      for (const query of ["?q=border+letter", "?q=CBP", "?q=salesforce+xqzw", "?q=salesforce&tags=border&sort=date"]) {
        const search = await openSearch(browser, host.url, { query, colorScheme, viewport: { width, height: 800 } });
        await search.page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
        await search.page.waitForLoadState("networkidle");
        const beyond = await overflow(search.page);
        if (beyond > 0) problems.push(`${query}: ${beyond} px too wide`);
        for (const barrier of await barriers(search.page)) problems.push(`${query}: ${barrier}`);
        await search.close();
      }
      none(problems, "fault");
    });
  }
}

test("without script the page says so and leads to the indexes", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${host.url}search/?q=border`);
  assert.match(await page.innerText("noscript"), /JavaScript/);
  assert.ok(await page.locator("#_search").isHidden());
  const site = new Site(folder);
  const links = await page.locator("#_search-start a").evaluateAll((all) => all.map((link) => link.pathname));
  assert.ok(links.length > 3);
  for (const link of links) assert.ok(site.file(new URL(link, site.base).href), link);
  await context.close();
});

test("every page leads to the search, by its box and by a link", async () => {
  const page = await browser.newPage();
  await page.goto(`${host.url}tags/`);
  await page.locator(".finder input").fill("border letter");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/search\/\?q=border\+letter$/);
  await page.locator("#_search-records-list li").first().waitFor();
  await page.close();
  for (const [file, one] of new Site(folder).pages) {
    if (one.isRedirect) continue;
    assert.ok(one.links.includes("/search/"), file);
  }
});

test("a site that does without the search says nothing of it", () => {
  const without = project({
    "site.toml": 'title = "A"\noff = ["search"]\n',
    "content/articles/a.md": "---\ntitle: A\ndate: 2018-01-01\n---\nA.\n",
  });
  const site = new Site(build(without));
  assert.deepEqual(site.files.filter((file) => file.startsWith("search/")), []);
  for (const [file, page] of site.pages) {
    const actions = page.named("form").map((form) => attribute(form, "action"));
    assert.ok(![...page.links, ...actions].some((address) => address?.includes("/search/")), file);
  }
});
