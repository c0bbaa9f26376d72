// One project makes one site: the same bytes each time, on any number of threads, in any folder and any surroundings.

import { spawnSync } from "node:child_process";
import { appendFileSync } from "node:fs";
import assert from "node:assert/strict";
import path from "node:path";
import { before, test } from "node:test";
import { none } from "./support/problems.js";
import { build, copyOfArchive, emptyFolder } from "./support/project.js";

let root, first;

before(() => {
  root = copyOfArchive();
  first = build(root);
});

test("a second build, over the first and beside it, makes the same bytes", () => {
  const again = build(root);
  none(differences(first, again), "difference");
  none(differences(first, build(root, { output: again })), "difference");
});

for (const threads of ["1", "8"]) {
  test(`a build on ${threads} threads makes the same bytes`, () => {
    none(differences(first, build(root, { environment: { RAYON_NUM_THREADS: threads } })), "difference");
  });
}

test("a copy of the project in another folder makes the same bytes", () => {
  const elsewhere = copyOfArchive(path.join(emptyFolder(), "some where", "é lse"));
  none(differences(first, build(elsewhere)), "difference");
});

test("the surroundings do not change the bytes", () => {
  const environment = { TZ: "Pacific/Kiritimati", LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", HOME: emptyFolder() };
  none(differences(first, build(root, { environment })), "difference");
});

test("a difference is found", () => {
  const other = build(root);
  appendFileSync(path.join(other, "index.html"), " ");
  assert.match(differences(first, other).join("\n"), /index\.html/);
});

function differences(one, other) {
  const run = spawnSync("diff", ["--recursive", "--brief", one, other], { encoding: "utf8" });
  if (run.error) throw run.error;
  return (run.stdout + run.stderr).split("\n").filter((line) => line !== "");
}
