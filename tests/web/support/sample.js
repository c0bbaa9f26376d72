// A site → the pages to look at: of every kind the largest and the smallest.

import { statSync } from "node:fs";
import path from "node:path";
import { attribute } from "./site.js";

/**
 * Their places below the site's address, sorted. Kinds differ in the theme's class, the section of the site, or the
 * language.
 */
export function sample(site) {
  const kinds = new Map();
  for (const [file, page] of site.pages) {
    if (page.isRedirect) continue;
    const kind = [look(page), file.split("/").slice(0, -1)[0] ?? file].join(" ");
    const size = statSync(path.join(site.folder, file)).size;
    kinds.set(kind, [...(kinds.get(kind) ?? []), { file, size }]);
  }
  const chosen = [...kinds.values()].flatMap((files) => {
    files.sort((a, b) => a.size - b.size || (a.file < b.file ? -1 : 1));
    return [files[0].file, files.at(-1).file];
  });
  return [...new Set(chosen)].map((file) => site.place(file)).sort();
}

function look(page) {
  const [html] = page.named("html");
  const [body] = page.named("body");
  return [attribute(html, "lang"), attribute(html, "dir"), attribute(body, "class")].join(" ");
}
