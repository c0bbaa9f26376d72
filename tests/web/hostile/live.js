// A parsed page → what of it is alive that no page of ours ever is.

import { attribute } from "../support/site.js";

const NEVER = new Set([
  "applet",
  "base",
  "embed",
  "frame",
  "frameset",
  "iframe",
  "marquee",
  "noembed",
  "noframes",
  "object",
  "plaintext",
  "portal",
  "style",
  "template",
  "xmp",
]);
const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);
const LOADING = new Set([
  "audio",
  "embed",
  "iframe",
  "img",
  "input",
  "link",
  "object",
  "script",
  "source",
  "track",
  "video",
]);

/** Lines that tell each such element; `base` is the address of the page. */
export function live(page, base) {
  const found = [];
  for (const element of page.elements) {
    const name = element.tagName;
    const say = (what) => found.push(`<${name}> ${what}`);
    if (NEVER.has(name) || name.includes("-")) say("is no element of ours");
    if (name === "script" && attribute(element, "type") !== "application/ld+json" && !attribute(element, "src")) {
      say("runs what stands in it");
    }
    for (const { name: key, value } of element.attrs) {
      if (/^on/i.test(key)) say(`runs its \`${key}\``);
      if (key === "srcdoc" || key === "formaction" || key === "style" || key === "ping") say(`has \`${key}\``);
    }
  }
  for (const { element, address } of page.addresses) {
    const name = element.tagName;
    // As a browser does before it looks for the scheme.
    const bare = address.replace(/[\t\n\r]/g, "").replace(/^[\u0000-\u0020]+/, "");
    const url = URL.canParse(bare, base) ? new URL(bare, base) : undefined;
    if (url && !SCHEMES.has(url.protocol)) found.push(`<${name}> leads to \`${address.slice(0, 80)}\``);
    // Our own pages that lead on ask not to be listed, and stay on their host.
    if (
      name === "meta" &&
      attribute(element, "http-equiv") &&
      !(page.isHidden && url?.origin === new URL(base).origin)
    ) {
      found.push(`<meta> leads away to \`${address.slice(0, 80)}\``);
    }
    const isCanonical =
      name === "link" && /^(canonical|alternate|prev|next|license|via)$/.test(attribute(element, "rel"));
    if (url && LOADING.has(name) && !isCanonical && url.origin !== new URL(base).origin) {
      found.push(`<${name}> loads \`${address.slice(0, 80)}\``);
    }
  }
  for (const [name, most] of [
    ["html", 1],
    ["head", 1],
    ["body", 1],
    ["main", 1],
    ["h1", 1],
  ]) {
    if (page.named(name).length > most) found.push(`<${name}> stands more than once`);
  }
  return found;
}
