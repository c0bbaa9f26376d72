// What the editor wrote of each record, read from the content and not from what was built of it.

import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

/** Every published record below `root`: its page's file in the site, and its fields as written. */
export function recordsOf(root) {
  const folder = path.join(root, "content", "articles");
  return readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith(".md"))
    .map((file) => {
      const fields = frontMatter(readFileSync(path.join(folder, file), "utf8"));
      const name = file.replace(/\.md$/, "");
      return { file: `articles/${name}/index.html`, name, fields };
    })
    .filter(({ fields }) => !fields.draft && fields.access !== "dark")
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The authors as the byline prints them. */
export function authorsOf(fields) {
  return (fields.authors ?? []).map((author) => (typeof author === "string" ? author : (author.as ?? author.name)));
}

function frontMatter(text) {
  const [, yaml] = /^---\n([\s\S]*?)\n---\n/.exec(text);
  // Dates stay as they are written: at the precision that is known.
  return parse(yaml, { schema: "core" });
}
