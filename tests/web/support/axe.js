// An open page → what axe finds on it, by the rules of WCAG 2.2 AA and of good practice.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/** Each barrier as a line: rule, element, why. */
export async function barriers(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (values) => globalThis.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }),
    RULES,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${why(node)}`));
}

function why(node) {
  return (node.failureSummary ?? "")
    .split("\n")
    .slice(1)
    .map((line) => line.trim())
    .join("; ");
}
