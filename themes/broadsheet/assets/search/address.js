// What is asked for ↔ the query of the page's address: a permalink for each.

/** What the address asks for; `keys` are the facets that there are. */
export function readAddress(search, keys) {
  const asked = new URLSearchParams(search);
  const chosen = keys.map((key) => [key, new Set(asked.getAll(key))]).filter(([, labels]) => labels.size > 0);
  return {
    query: asked.get("q") ?? "",
    choices: new Map(chosen),
    sort: asked.get("sort") === "date" ? "date" : "relevance",
  };
}

/** The query of the address that asks for this; empty where nothing is asked. */
export function writeAddress({ query, choices, sort }) {
  const asked = new URLSearchParams();
  if (query.trim() !== "") asked.set("q", query);
  for (const [key, labels] of choices) for (const label of labels) asked.append(key, label);
  if (sort === "date") asked.set("sort", sort);
  const text = asked.toString();
  return text === "" ? "" : `?${text}`;
}
