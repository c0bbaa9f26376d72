// The readers of metadata that run in a browser: Zotero's own translators, and Firefox's reader view.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "./browser.js";

const MODULES = fileURLToPath(new URL("../node_modules/", import.meta.url));

/** Starts a browser with the readers in it; the caller closes it. */
export async function readers() {
  const server = createServer((request, response) => {
    if (request.url === "/") {
      response.setHeader("content-type", "text/html");
      return response.end("<!doctype html><title>Readers</title>");
    }
    try {
      const file = readFileSync(path.join(MODULES, path.posix.normalize(request.url)));
      response.setHeader("content-type", "text/javascript");
      return response.end(file);
    } catch {
      response.statusCode = 404;
      return response.end();
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const browser = await launch();
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.addScriptTag({ url: "/@mozilla/readability/Readability.js" });
  await page.evaluate(async () => {
    window.zotero = await import("/ztractor/dist/index.js");
  });
  return {
    /** What Zotero saves from this page: its items; on a list, those that the reader may pick. */
    zotero: (html, url) =>
      page.evaluate(([html, url]) => window.zotero.extractMetadata({ url, html, network: "deny" }), [html, url]),
    /** What Firefox's reader view makes of it. */
    readability: (html) =>
      page.evaluate((html) => {
        const parsed = new DOMParser().parseFromString(html, "text/html");
        return new window.Readability(parsed).parse();
      }, html),
    async close() {
      await browser.close();
      server.close();
    },
  };
}
