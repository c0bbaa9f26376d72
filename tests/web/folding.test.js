// The search page makes the same words of a text as the build: both are held to tests/search/folding.toml.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { folded, words } from "../../themes/broadsheet/assets/search/words.js";

const TABLES = readFileSync(new URL("../search/folding.toml", import.meta.url), "utf8");

/** A list of the file, which is written as JSON writes lists but for the comma at the end. */
function rows(name) {
  const [, list] = new RegExp(`^${name} = (\\[[\\s\\S]*?^\\])`, "m").exec(TABLES);
  return JSON.parse(list.replace(/,\s*\]$/, "]"));
}

/** Hangul in the table is written in syllables, and searched for in letters. */
const plain = (text) => text.normalize("NFKD");

test("a text is folded as in the build", () => {
  for (const [text, expected] of rows("folded")) assert.equal(folded(text), plain(expected), text);
});

test("a text is cut into the words of the build", () => {
  for (const [text, expected] of rows("words")) assert.deepEqual(words(text), expected.map(plain), text);
});
