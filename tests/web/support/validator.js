// Files → what the Nu Html Checker says of them, nothing left out.

import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const JAR = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

/** The messages on all HTML, CSS and SVG files of a folder, as lines: each message once, with its first place there. */
export function validate(folder) {
  const args = ["-Xss4m", "-jar", JAR, "--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html"];
  const run = spawnSync("java", [...args, "--also-check-css", "--also-check-svg", folder], {
    encoding: "utf8",
    maxBuffer: 1 << 29,
  });
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(`vnu ended with ${run.status}: ${run.stderr || run.stdout}`);
  const found = new Map();
  for (const { type, subType, url, lastLine, message, extract } of JSON.parse(run.stdout).messages) {
    const file = url?.startsWith("file:") ? path.relative(folder, fileURLToPath(url)) : url;
    const key = `${subType ?? type}: ${message}`;
    const place = `${file}:${lastLine ?? 0}: ${JSON.stringify(extract ?? "")}`;
    found.set(key, { place, times: 0, ...found.get(key) });
    found.get(key).times += 1;
  }
  return [...found].map(([key, { place, times }]) => `${times} × ${key} ${place}`).sort();
}
