// XML files → documents; whether they are well formed is for xmllint to say.

import { spawnSync } from "node:child_process";
import { DOMParser } from "@xmldom/xmldom";

/** What xmllint has against the files; empty if nothing. */
export function malformed(files) {
  const run = spawnSync("xmllint", ["--noout", "--nonet", ...files], { encoding: "utf8" });
  if (run.error) throw run.error;
  return run.stderr.split("\n").filter((line) => line.includes(": "));
}

export function parseXml(text) {
  return new DOMParser().parseFromString(text, "text/xml").documentElement;
}

/** The child elements of that local name and namespace. */
export function children(element, name, namespace = element.namespaceURI) {
  return [...element.childNodes].filter((node) => node.localName === name && node.namespaceURI === namespace);
}

/** The text of the one such child; nothing if there is none, or more than one. */
export function childText(element, name) {
  const found = children(element, name);
  return found.length === 1 ? found[0].textContent : undefined;
}
