// Problems as lines of text: a test gathers all it finds and fails once, with the whole list.

import assert from "node:assert/strict";

const MOST_SHOWN = 60;

/** Passes if the list is empty. */
export function none(problems, what) {
  const lines = [...new Set(problems)];
  if (lines.length === 0) return;
  const shown = lines.slice(0, MOST_SHOWN).map((line) => `  ${line}`);
  if (lines.length > MOST_SHOWN) shown.push(`  … and ${lines.length - MOST_SHOWN} more`);
  assert.fail(`${lines.length} × ${what}:\n${shown.join("\n")}`);
}
