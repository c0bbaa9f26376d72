// A project folder of the test's own → the site that the real binary makes of it.

import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const REPOSITORY = fileURLToPath(new URL("../../../", import.meta.url));

/** The parts of the repository that a site is made from. */
const SOURCES = ["site.toml", "content", "themes", "templates", "static", "assets", "styles", "i18n"];

/** The binary under test: `REPORTAGE`, or else the release build of this repository. */
export const BINARY =
  process.env.REPORTAGE ??
  path.join(process.env.CARGO_TARGET_DIR ?? path.join(REPOSITORY, "target"), "release", "reportage");

if (!existsSync(BINARY)) {
  throw new Error(`there is no ${BINARY}: run \`cargo build --release\`, or name a binary in REPORTAGE`);
}

/** An empty folder that goes away with the process. */
export function emptyFolder() {
  const folder = mkdtempSync(path.join(tmpdir(), "reportage-web-"));
  if (folders.length === 0) process.once("exit", () => folders.forEach((one) => rmSync(one, { recursive: true, force: true })));
  folders.push(folder);
  return folder;
}

const folders = [];

/** A copy of the archive of this repository, without what earlier builds left there. */
export function copyOfArchive(folder = emptyFolder()) {
  for (const part of SOURCES) {
    const from = path.join(REPOSITORY, part);
    if (existsSync(from)) cpSync(from, path.join(folder, part), { recursive: true });
  }
  return folder;
}

/** A project, with the themes of this repository beside its files. */
export function withThemes(root) {
  cpSync(path.join(REPOSITORY, "themes"), path.join(root, "themes"), { recursive: true });
  return root;
}

/** A project with these files: `{ "site.toml": "title = …" }`. */
export function project(files, folder = emptyFolder()) {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
}

/** Runs the binary; gives its exit code (null if a signal ended it) and what it printed. */
export function reportage(args, environment = {}) {
  const options = { encoding: "utf8", env: { ...process.env, ...environment }, maxBuffer: 1 << 28 };
  const { status, signal, stdout, stderr, error } = spawnSync(BINARY, args, options);
  if (error) throw error;
  return { code: status, signal, stdout, stderr };
}

/** Builds `root` into a new folder and gives that; throws what the build said if it failed. */
export function build(root, { flags = [], environment = {}, output = path.join(emptyFolder(), "site") } = {}) {
  const run = reportage(["build", "--root", root, "--output", output, ...flags], environment);
  if (run.code !== 0) throw new Error(`the build ended with ${run.code ?? run.signal}:\n${run.stderr}`);
  return output;
}

/** The archive of this repository, built as it stands. */
export function builtArchive(flags = []) {
  return build(copyOfArchive(), { flags });
}
