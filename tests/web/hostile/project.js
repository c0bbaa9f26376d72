// Hostile values → projects that hold them in every field of the vocabulary.

import { VALUES } from "./values.js";

const DRAWING =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1" width="20" height="10"><path d="M0 0h2"/></svg>\n';
/** A pixel. */
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=",
  "base64",
);
/** What the values name as pictures, so that the pages with them are made. */
export const PICTURES = ["x.png", "nowhere.png"].flatMap((name) =>
  ["articles", "articles/named", "pages", "organizations", "people", "tags"].map(
    (folder) => `content/${folder}/${name}`,
  ),
);
const SITE = { title: "Probes", base_url: "https://example.org/" };

/** What every project has: a record, and the files that others name. */
function common() {
  return {
    "site.toml": toml(SITE),
    "content/articles/ok.md": document({ title: "In order", date: "2018-01-02" }, "Text."),
    "content/articles/ok.svg": DRAWING,
    "content/articles/ok.pdf": "%PDF-1.4\n",
  };
}

/** A project that takes every value as text: each field that may hold any words holds them. */
export function textProject() {
  const files = common();
  for (const picture of PICTURES) files[picture] = PICTURE;
  for (const value of VALUES) {
    const { name, text } = value;
    files[`content/articles/${name}.md`] = document(record(value), text);
    // The value in the name of a file, without what no site can have in one.
    files[`content/articles/named/${fileName(`${name} ${text}`, /[\p{Cc}/\\\ufffe\uffff]/gu)}.md`] = document(
      { title: name, date: "2018-01-02" },
      text,
    );
    files[`content/pages/${name}.md`] = document({ title: text }, text);
    for (const folder of ["organizations", "people", "tags"]) {
      files[`content/${folder}/${name}.md`] = document(entity(value, folder), text);
    }
  }
  return files;
}

/** The record of a value: where pages must show it, it stands as it is. */
export function record({ text }) {
  return {
    title: text,
    date: "2018-01-02",
    dek: text,
    authors: [text, { name: text, as: text }],
    outlet: text,
    section: text,
    tags: [text],
    organizations: [text, { name: text, as: text, role: text }],
    people: [{ name: text, as: text, role: text }],
    places: [{ name: text, lat: 1.5, lon: -2.5 }],
    sources: [
      { role: "confirms", outlet: text, title: text, url: "https://example.com/" },
      { role: "background", title: text },
    ],
    figures: [{ value: text, unit: text, what: text, attributed_to: text }],
    quotes: [{ text, by: text, role: text }],
    image: { file: "ok.svg", alt: text, caption: text, credit: text, license: text },
    documents: [{ title: text, file: "ok.pdf" }],
    corrections: [{ date: "2018-02-03", text, by: "archive" }],
    series: text,
    related: ["ok"],
    rights: text,
    access: "fulltext",
    extra: { [key(text)]: text, list: [text, { [key(text)]: text }] },
    [`x ${key(text)}`]: text,
  };
}

function entity({ name, text }, folder) {
  const shared = {
    // Two entities of one name would be an error, and rightly.
    name: `${text} (${name})`,
    alternate_name: [`${name} ${text}`],
    former_name: [`${name} once ${text}`],
    abbreviation: [text],
    identifiers: { wikidata: text, [key(text)]: text },
    [`x ${key(text)}`]: text,
  };
  if (folder !== "organizations") return shared;
  return { ...shared, relations: [{ type: text, with: text, role: text, amount: text, start: "2018-03" }] };
}

/** Fields that take no words but an address, a day, a path, a name of something; each gets every value. */
const TYPED = {
  id: (text) => ({ id: text }),
  date: (text) => ({ date: text }),
  title_by: (text) => ({ title_by: text }),
  type: (text) => ({ type: text }),
  url: (text) => ({ url: text }),
  "url-status": (text) => ({ url: "https://example.com/", url_status: text }),
  "url-dead": (text) => ({ url: "https://example.com/", url_status: "dead", archived: [{ url: text }] }),
  accessed: (text) => ({ accessed: text }),
  archived: (text) => ({ archived: [text] }),
  "archived-url": (text) => ({ archived: [{ url: text, date: "2018-01-02" }] }),
  "archived-file": (text) => ({ archived: [{ file: text, date: "2018-01-02" }] }),
  "archived-sum": (text) => ({ archived: [{ file: "ok.pdf", date: text, sha256: text }] }),
  authors: (text) => ({ authors: { [key(text)]: text } }),
  tags: (text) => ({ tags: [[text], { [key(text)]: text }, text] }),
  "organization-id": (text) => ({ organizations: [{ id: text }] }),
  "person-id": (text) => ({ people: [{ id: text }] }),
  place: (text) => ({ places: [{ name: "Here", lat: text, lon: text }] }),
  source: (text) => ({ source: text, sources: [text] }),
  "source-ref": (text) => ({ sources: [{ role: "background", ref: text }] }),
  "source-url": (text) => ({ sources: [{ role: text, outlet: "Paper", url: text, date: text }] }),
  image: (text) => ({ image: text }),
  "image-file": (text) => ({ image: { file: text, alt: "x" } }),
  "document-file": (text) => ({ documents: [{ title: "x", file: text }] }),
  "document-url": (text) => ({ documents: [{ title: "x", url: text }] }),
  "document-sum": (text) => ({ documents: [{ title: "x", file: "ok.pdf", sha256: text }] }),
  correction: (text) => ({ corrections: [{ date: text, text: "x", by: text }] }),
  related: (text) => ({ related: [text] }),
  language: (text) => ({ language: text }),
  access: (text) => ({ access: text }),
  draft: (text) => ({ draft: text }),
  aliases: (text) => ({ aliases: [text] }),
  permalink: (text) => ({ permalink: text }),
  added: (text) => ({ added: text, updated: text }),
  template: (text) => ({ template: text }),
};

const bodies = (text) => ({
  wiki: `[[${text}]]`,
  reference: `[x](record:${text}) [y](org:${text})`,
  link: `[x](<${text}>)`,
  picture: `![x](${text})`,
});

const TYPED_OF_ENTITIES = {
  id: (text) => ({ id: text }),
  type: (text) => ({ type: text }),
  website: (text) => ({ website: text }),
  parent: (text) => ({ parent_organization: text }),
  relation: (text) => ({ relations: [{ type: "contract", with: "x", start: text, proof: text }] }),
  "redirect-from": (text) => ({ redirect_from: [text] }),
};

/** A project in which each file has one value in one field of a type; most are rejected, and all may be. */
export function typedProject() {
  const files = common();
  for (const { name, text } of VALUES) {
    for (const [field, made] of Object.entries(TYPED)) {
      const matter = { title: `${field} ${name}`, date: "2018-01-02", ...made(text) };
      files[`content/articles/${field}/${name}.md`] = document(matter, "Text.");
    }
    for (const [kind, body] of Object.entries(bodies(text))) {
      files[`content/articles/${kind}/${name}.md`] = document({ title: name, date: "2018-01-02" }, body);
    }
    files[`content/articles/named/${fileName(`${name} ${text}`, /[\0/]/g)}.md`] = document({ title: name }, "Text.");
    for (const [field, made] of Object.entries(TYPED_OF_ENTITIES)) {
      files[`content/organizations/${field}-${name}.md`] = document(
        { name: `${field} ${name}`, ...made(text) },
        "Text.",
      );
    }
  }
  return files;
}

/** For each value the two projects whose settings hold it: as words, and where an address or a name belongs. */
export function settingsProjects() {
  const files = { "content/articles/a.md": document({ title: "A", date: "2018-01-02", topics: ["b"] }, "A.") };
  return VALUES.map(({ name, text }) => ({
    name,
    words: {
      ...files,
      "site.toml": [
        toml({ ...SITE, title: text, description: text, publisher: text, contact: text }),
        `[theme_options]\nfooter_text = ${quoted(text)}\n[extra]\n${quoted(text)} = ${quoted(text)}`,
        `[[menu]]\ntitle = ${quoted(text)}\nurl = "/"\n[[index]]\nkey = "topics"\ntitle = ${quoted(text)}\n`,
      ].join("\n"),
    },
    typed: {
      ...files,
      "site.toml": [
        toml({ ...SITE, language: text, theme: text, permalink: text }),
        `[[menu]]\ntitle = "x"\nurl = ${quoted(text)}\n[[index]]\nkey = ${quoted(text)}\n`,
      ].join("\n"),
    },
  }));
}

function document(matter, body) {
  const lines = Object.entries(matter).map(([key, value]) => `${quoted(key)}: ${yaml(value)}`);
  return `---\n${lines.join("\n")}\n---\n\n${body}\n`;
}

function yaml(value) {
  if (Array.isArray(value)) return `[${value.map(yaml).join(", ")}]`;
  if (typeof value === "object") {
    return `{${Object.entries(value)
      .map(([key, inner]) => `${quoted(key)}: ${yaml(inner)}`)
      .join(", ")}}`;
  }
  return typeof value === "string" ? quoted(value) : String(value);
}

function toml(settings) {
  return Object.entries(settings)
    .map(([key, value]) => `${key} = ${quoted(value)}\n`)
    .join("");
}

/** As much as YAML takes for a key on one line. */
function key(text) {
  return [...text].slice(0, 200).join("");
}

/** Text in double quotation marks as YAML, TOML and JSON all take it. */
function quoted(text) {
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** At most 200 bytes, without `forbidden`. */
function fileName(text, forbidden) {
  let name = text.replace(forbidden, "");
  while (Buffer.byteLength(name) > 200) name = [...name].slice(0, -1).join("");
  return name;
}
