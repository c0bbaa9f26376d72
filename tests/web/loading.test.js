// Pages load without a fault, from their own host alone, within their own policy, and say the same without script.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "./support/browser.js";
import { none } from "./support/problems.js";
import { build, builtArchive, project } from "./support/project.js";
import { sample } from "./support/sample.js";
import { serve } from "./support/server.js";
import { Site } from "./support/site.js";

let browser;

before(async () => {
  browser = await launch();
});

after(() => browser?.close());

for (const base of ["/", "/archive/"]) {
  test(`pages load without a fault, below ${base}`, async () => {
    const folder = builtArchive(["--base-url", `https://example.org${base}`]);
    const host = await serve(folder, base);
    const faults = await faultsOf(host.url, sample(new Site(folder)));
    await host.close();
    none(faults, "fault while loading");
  });
}

test("a foreign request, a missing file and a breach of the policy are found", async () => {
  const policy = `<meta http-equiv="Content-Security-Policy" content="img-src 'none'">`;
  const things = `<script src="//example.net/a.js"></script><link rel=stylesheet href=/no.css><img src=/a.png>`;
  const root = project({
    "site.toml": 'title = "A"\n',
    "content/articles/a.md": "---\ntitle: A\ndate: 2018-01-01\n---\nA.\n",
    "static/bad.html": `<!doctype html>${policy}${things}`,
  });
  const host = await serve(build(root));
  const faults = (await faultsOf(host.url, ["bad.html"])).join("\n");
  await host.close();
  assert.match(faults, /asks example\.net/);
  assert.match(faults, /404 for \/no\.css/);
  assert.match(faults, /breaks its policy: img-src/);
});

test("pages say without script all that they say with it, but for buttons", async () => {
  const folder = builtArchive();
  // What the search cannot do without script is told in search.test.js.
  const places = sample(new Site(folder)).filter((place) => place !== "search/");
  const host = await serve(folder);
  const [scripted, plain] = [await texts(host.url, places, true), await texts(host.url, places, false)];
  await host.close();
  for (const place of places) {
    assert.ok(plain.get(place).length > 0, `${place} is empty`);
    assert.equal(plain.get(place), scripted.get(place), place);
  }
});

async function faultsOf(home, places) {
  const faults = [];
  const origin = new URL(home).origin;
  const context = await browser.newContext({ serviceWorkers: "block" });
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`breaks its policy: ${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
  for (const place of places) {
    const page = await context.newPage();
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type()))
        faults.push(`${place || "home page"}: ${message.text()} ${message.location().url}`);
    });
    page.on("pageerror", (error) => faults.push(`${place || "home page"}: ${error.message}`));
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (url.protocol !== "data:" && url.origin !== origin)
        faults.push(`${place || "home page"}: asks ${url.host} for ${url.href}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400)
        faults.push(`${place || "home page"}: ${response.status()} for ${new URL(response.url()).pathname}`);
    });
    await page.goto(home + place, { waitUntil: "networkidle" });
    await page.close();
  }
  await context.close();
  return faults;
}

/** What a reader of each page sees, as text. */
async function texts(home, places, javaScriptEnabled) {
  const context = await browser.newContext({ javaScriptEnabled });
  const page = await context.newPage();
  const found = new Map();
  for (const place of places) {
    await page.goto(home + place);
    // What script adds are controls, which stand in the page hidden.
    if (javaScriptEnabled) await page.evaluate(() => document.querySelectorAll("button, .filter").forEach((one) => one.remove()));
    found.set(place, await page.locator("body").innerText());
  }
  await context.close();
  return found;
}
