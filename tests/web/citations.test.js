// What citation-js makes of the files for reference managers: each form says of a piece what CSL-JSON says.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-ris";
import { builtArchive } from "./support/project.js";

const read = (file) => new Cite(fs.readFileSync(file, "utf8")).data;

/** The family name with what stands before it, or the name as a whole. */
const family = (name) => name.literal ?? [name["non-dropping-particle"], name.family].filter(Boolean).join(" ");

const said = (item) => ({
  title: item.title,
  year: item.issued?.["date-parts"][0][0],
  address: item.URL,
});

const saidInFull = (item) => ({
  ...said(item),
  outlet: item["container-title"] ?? item.publisher,
  authors: (item.author ?? []).map(family),
  issued: item.issued?.["date-parts"][0],
});

test("citation-js reads the same pieces from each form", () => {
  const whole = path.join(builtArchive(), "data", "citations");
  const items = read(`${whole}.json`);
  assert.ok(items.length > 0);
  assert.deepEqual(read(`${whole}.bib`).map(saidInFull), items.map(saidInFull));
  // Of RIS it leaves out what the type has no tag for in its table: the outlet of a web page, say.
  assert.deepEqual(read(`${whole}.ris`).map(said), items.map(said));
});
