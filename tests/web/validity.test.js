// The Nu Html Checker has nothing to say of any page, style sheet or drawing of the archive.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { none } from "./support/problems.js";
import { builtArchive, emptyFolder } from "./support/project.js";
import { validate } from "./support/validator.js";

test("the pages, style sheets and drawings of the archive are valid", () => {
  none(validate(builtArchive()), "message of the Nu Html Checker");
});

test("the validator reads HTML, CSS and SVG", () => {
  const folder = emptyFolder();
  writeFileSync(path.join(folder, "a.html"), "<!doctype html><title>A</title><p><b>open");
  writeFileSync(path.join(folder, "b.css"), "p { colour: red }");
  writeFileSync(path.join(folder, "c.svg"), '<svg xmlns="http://www.w3.org/2000/svg"><rect nonsense="1"/></svg>');
  const messages = validate(folder).join("\n");
  for (const file of ["a.html", "b.css", "c.svg"]) assert.match(messages, new RegExp(`error: .* ${file}`));
});
