// A built folder → its files by address, its pages parsed, the addresses that each page names.

import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { parse } from "parse5";

/** Attributes that hold one address. */
const ADDRESS = new Set(["href", "src", "poster", "action", "formaction", "data", "cite", "xlink:href"]);
/** `<meta>` names whose content is an address. */
const META_ADDRESS = /^(og:(url|image|video|audio)|twitter:image)$/;

export class Site {
  /** `base` is the address that the site was built for, with a slash at its end. */
  constructor(folder, base = "https://example.org/") {
    this.folder = folder;
    this.base = new URL(base);
    this.files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
      .sort();
    this.known = new Set(this.files);
    this.parsed = new Map();
  }

  /** The files whose names end so. */
  ending(...ends) {
    return this.files.filter((file) => ends.some((end) => file.endsWith(end)));
  }

  text(file) {
    return readFileSync(path.join(this.folder, file), "utf8");
  }

  page(file) {
    if (!this.parsed.has(file)) this.parsed.set(file, new Page(this.text(file)));
    return this.parsed.get(file);
  }

  get pages() {
    return this.ending(".html").map((file) => [file, this.page(file)]);
  }

  /** The address of a file as the site itself links it, encoded, below the site's own. */
  place(file) {
    const names = file.replace(/(^|\/)index\.html$/, "$1").split("/");
    return names.map(encodeURIComponent).join("/");
  }

  /** The same, in full. */
  address(file) {
    return new URL(this.place(file), this.base).href;
  }

  /**
   * The file that an address of this host means: `undefined` if the address is of another host, `null` if it means no
   * file. A folder without its slash is no file: hosts answer it with a redirect, or not at all.
   */
  file(address) {
    const url = new URL(address);
    if (url.origin !== this.base.origin) return undefined;
    if (!url.pathname.startsWith(this.base.pathname)) return null;
    let name = decodeURIComponent(url.pathname.slice(this.base.pathname.length));
    if (name === "" || name.endsWith("/")) name += "index.html";
    return this.known.has(name) ? name : null;
  }
}

export class Page {
  constructor(html) {
    this.elements = [...descendants(parse(html))].filter((node) => node.tagName);
    this.anchors = new Set(this.elements.flatMap((element) => [attribute(element, "id"), anchorName(element)]));
  }

  named(...names) {
    return this.elements.filter((element) => names.includes(element.tagName));
  }

  /** Whether the page only leads to another. */
  get isRedirect() {
    return this.elements.some((element) => refresh(element) !== undefined);
  }

  /** The `href` of the canonical link. */
  get canonical() {
    const link = this.named("link").find((element) => attribute(element, "rel") === "canonical");
    return link && attribute(link, "href");
  }

  /** Whether the page asks not to be listed by searches. */
  get isHidden() {
    return this.named("meta").some(
      (meta) => attribute(meta, "name") === "robots" && /noindex/.test(attribute(meta, "content")),
    );
  }

  /** Every address that the page names, as written, with the element that names it. */
  get addresses() {
    return this.elements.flatMap((element) => addressesOf(element).map((address) => ({ element, address })));
  }

  /** The addresses that a reader can follow. */
  get links() {
    return this.named("a", "area")
      .map((element) => attribute(element, "href"))
      .filter((href) => href !== undefined);
  }
}

export function attribute(element, name) {
  return element.attrs.find((one) => (one.prefix ? `${one.prefix}:${one.name}` : one.name) === name)?.value;
}

/** The addresses in the `url(…)` of a style sheet. */
export function addressesOfStyle(css) {
  return [...css.matchAll(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]*))\s*\)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3],
  );
}

function addressesOf(element) {
  const found = element.attrs
    .filter((one) => ADDRESS.has(one.prefix ? `${one.prefix}:${one.name}` : one.name))
    .map((one) => one.value);
  const sets = attribute(element, "srcset") ?? attribute(element, "imagesrcset");
  if (sets) found.push(...sets.split(",").map((candidate) => candidate.trim().split(/\s+/)[0]));
  const inline = attribute(element, "style");
  if (inline) found.push(...addressesOfStyle(inline));
  const content = attribute(element, "content");
  if (content && META_ADDRESS.test(attribute(element, "property") ?? attribute(element, "name") ?? ""))
    found.push(content);
  const target = refresh(element);
  if (target !== undefined) found.push(target);
  return found;
}

function refresh(element) {
  if (element.tagName !== "meta" || attribute(element, "http-equiv")?.toLowerCase() !== "refresh") return undefined;
  return /^\s*\d+\s*;\s*url\s*=\s*['"]?(.*?)['"]?\s*$/i.exec(attribute(element, "content") ?? "")?.[1];
}

function anchorName(element) {
  return element.tagName === "a" ? attribute(element, "name") : undefined;
}

function* descendants(node) {
  for (const child of node.childNodes ?? []) {
    yield child;
    yield* descendants(child);
    if (child.content) yield* descendants(child.content);
  }
}
