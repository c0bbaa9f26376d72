// The search page: what the reader asks for → results, facets, and an address that asks the same again.
//
// The page has everything in it that stands still, hidden; its other modules are named by links in its head.

const part = (name) => import(document.querySelector(`link[data-module="${name}"]`).href);
const [words, shards, query, excerpt, markup, facetsOf, resultsOf, addresses] = await Promise.all(
  ["words", "shards", "query", "excerpt", "markup", "facets", "results", "address"].map(part),
);
const { element, marked } = markup;

/** How long one must have stopped typing, in milliseconds, and after which time the page says that it is at work. */
const PAUSE = 80;
const PATIENCE = 400;

/** How many results come at once, and how many names stand above them at first. */
const PAGE = 10;
const NAMES = 5;

/** How many facets stand open at first. */
const OPEN = 3;

/** How often the page asks, in milliseconds, whether an index that is behind its texts has been renewed. */
const RENEWAL = 1500;

/** For how long, in milliseconds, an index is taken for the one that there is: a page may stand open while the site is made anew. */
const FRESH = 5000;

const root = document.getElementById("_search");
const at = (name) => document.getElementById(`_search-${name}`);
const box = at("box");
const { language } = root.dataset;
const says = markup.speaker(JSON.parse(root.dataset.words), language);
const numbers = new Intl.NumberFormat(language);
const excerpts = excerpt.excerpts({ ...shards, ...words });
const rows = resultsOf.results({ element, marked, excerpts, language, undated: says("undated") });
const title = document.title;

let index, views, renewal;
/** When the page last asked whether its index is the one that there is, and the question that is still open. */
let checked = 0;
let checking;
let state = { query: "", choices: new Map(), sort: "relevance" };
/** Rises with each search: what comes of an older one is dropped. */
let turn = 0;
/** Whether the address in the history is one to come back to, and not to be overwritten by the next letter. */
let isSettled = true;
/** What was last found, of which the page shows the first so many. */
let found = { records: [], wanted: undefined, shown: 0 };

/** Sees to it that the index is the one that there is now; offline, the one that was loaded will do. */
async function current() {
  if (index && Date.now() - checked < FRESH) return;
  checking ??= check().finally(() => (checking = undefined));
  await checking;
}

async function check() {
  const head = await shards.headOf(root.dataset.index).catch((error) => {
    if (!index) throw error;
    return index.head;
  });
  checked = Date.now();
  if (head.print !== index?.head.print || head.behind !== index.head.behind) open(head);
}

function open(head) {
  index = shards.openIndex(root.dataset.index, head, words.fnv);
  at("behind").hidden = !head.behind;
  at("scope").hidden = head.scope !== "names";
  watch();
  const given = { ...words, element, says, number: numbers.format, opened: showFacet, chosen: choose };
  const early = facetsOf.atOnce(head);
  const isOpen = (key) => early.indexOf(key) >= 0 && early.indexOf(key) < OPEN;
  views = head.facets.map((facet) => facetsOf.facetView(facet, isOpen(facet.key), given));
  at("facets").replaceChildren(...views.map(({ view }) => view));
}

/** While the index is behind its texts, asks now and then for the one that will not be. */
function watch() {
  clearTimeout(renewal);
  if (index?.head.behind) renewal = setTimeout(renew, RENEWAL);
}

/** Shows what the index says now, if it is another than the one that was asked. */
async function renew() {
  const before = index;
  checked = 0;
  await current().catch(() => undefined);
  if (index !== before) await search(found.shown || PAGE);
  watch();
}

/** Looks for what the state asks, and shows it; `shown` results at least. An index that was replaced is opened anew, once. */
async function search(shown = PAGE, mayReopen = true) {
  turn += 1;
  const own = turn;
  root.setAttribute("aria-busy", "true");
  const patience = setTimeout(() => (at("status").textContent = says("searching")), PATIENCE);
  try {
    await current();
    const answer = await answerTo(state);
    if (own !== turn) return;
    at("failed").hidden = true;
    await show(answer, shown, () => own === turn);
  } catch (error) {
    if (own !== turn) return;
    const mayBeReplaced = mayReopen && index !== undefined;
    index = undefined;
    if (mayBeReplaced) return await search(shown, false);
    console.warn(error);
    at("status").textContent = "";
    at("failed").hidden = false;
  } finally {
    clearTimeout(patience);
    if (own === turn) root.removeAttribute("aria-busy");
  }
}

/** Loads what any answer to this will need, so that it is there when the reader stops typing. What fails is asked for again then. */
async function prepare(text) {
  const asked = async () => {
    await current();
    const begun = query.parse(text, words).flatMap((term) => term.words).filter((word) => Array.from(word).length > 1);
    await Promise.all([...facetsOf.atOnce(index.head).map(index.facet), ...begun.map(index.forms)]);
  };
  await asked().catch(() => undefined);
}

/** Everything that a state finds; nothing where it asks for nothing. */
async function answerTo({ query: text, choices, sort }) {
  const terms = query.parse(text, words);
  if (terms.length === 0 && choices.size === 0) return undefined;
  const { head } = index;
  const keys = new Set([...facetsOf.atOnce(head), ...choices.keys(), ...openFacets()]);
  const [matches, ...values] = await Promise.all([
    query.match(terms, index),
    ...Array.from(keys, async (key) => [key, await index.facet(key)]),
  ]);
  const facets = new Map(values);
  const sifted = (scores) => facetsOf.sift(Array.from(scores.keys()).filter((id) => id < head.records), choices, facets, head.records);
  const scores = query.together(terms, matches) ?? query.allBut(terms, matches, head.documents);
  const isRanked = terms.some(({ not }) => !not);
  const byScore = (one, other) => scores.get(other) - scores.get(one) || one - other;
  const sieve = sifted(scores);
  const names = isRanked && choices.size === 0 ? Array.from(scores.keys()).filter((id) => id >= head.records) : [];
  return {
    text,
    choices,
    terms,
    matches,
    facets,
    sieve,
    names: names.sort(byScore),
    records: isRanked && sort === "relevance" ? sieve.passed.sort(byScore) : sieve.passed.sort((one, other) => one - other),
    wanted: { forms: new Set(matches.flatMap(({ forms }, nth) => (terms[nth].not ? [] : [...forms]))), runs: runsOf(terms) },
    /** How many records there are if one term, or the choices of one facet, are done without. */
    withoutTerm: (nth) => sifted(query.together(terms, matches, nth) ?? new Map()).passed.length,
    withoutFacet: (key) => sieve.passed.length + sieve.kept.get(key).length,
  };
}

/** What is looked for in scripts without spaces, as it stands in a text. */
function runsOf(terms) {
  const asked = terms.filter(({ not }) => !not).flatMap(({ shown }) => words.pieces(shown));
  return asked.filter(({ dense }) => dense).map(({ word }) => word);
}

const openFacets = () => views.filter(({ view }) => view.open && !view.hidden).map(({ key }) => key);

async function show(answer, shown, isCurrent) {
  const { head } = index;
  at("start").hidden = answer !== undefined && answer.records.length + answer.names.length > 0;
  at("found").hidden = answer === undefined;
  document.title = answer?.text.trim() ? `${answer.text.trim()} · ${title}` : title;
  if (!answer) {
    found = { records: [], shown: 0 };
    at("status").textContent = "";
    at("notes").replaceChildren();
    return;
  }
  const isNewQuery = found.text !== answer.text;
  const [first, names] = await Promise.all([
    index.documents(answer.records.slice(0, shown)),
    index.documents(answer.names.slice(0, NAMES)),
  ]);
  if (!isCurrent()) return;
  found = { ...answer, shown: first.length };
  const count = says("records", { count: answer.records.length });
  const named = answer.names.length > 0 && says("names", { count: answer.names.length });
  at("status").textContent = [count, named].filter(Boolean).join(says("comma"));
  at("notes").replaceChildren(...notes(answer));
  at("chosen").replaceChildren(...chips(answer));
  at("none").hidden = answer.records.length > 0;
  at("none-ways").replaceChildren(...waysOut(answer));
  at("names").hidden = answer.names.length === 0;
  at("names-list").replaceChildren(...names.map((name) => rows.name(name, answer.wanted)));
  at("names-more").hidden = answer.names.length <= NAMES;
  at("records").hidden = answer.records.length === 0;
  at("records-list").replaceChildren(...first.map((record) => rows.row(record, answer.wanted)));
  at("more").hidden = found.shown >= answer.records.length;
  at("sort").value = state.sort;
  at("sorted").hidden = answer.records.length < 2;
  const facets = head.facets.map(({ key }, nth) => ({ values: answer.facets.get(key), view: views[nth], key }));
  for (const { key, values, view } of facets) {
    if (values) view.show(facetsOf.counts(key, values, answer.sieve), state.choices.get(key) ?? new Set(), isNewQuery || isFresh(view));
  }
  const chosen = Array.from(state.choices.values()).reduce((sum, labels) => sum + labels.size, 0);
  at("facets-part").hidden = chosen === 0 && views.every(({ view }) => view.hidden);
  at("chosen-count").textContent = chosen > 0 ? numbers.format(chosen) : "";
}

const isFresh = ({ view }) => view.querySelector("li") === null;

/** What the reader should know of how the query was taken. */
function notes({ terms, matches }) {
  const note = (text) => element("p", { class: "note" }, text);
  return matches.flatMap(({ instead, cut, scores }, nth) => {
    const { shown: word, not } = terms[nth];
    if (not) return [];
    if (instead) return [note(says("instead", { word, words: instead.slice(0, NAMES).join(says("comma")) }))];
    if (scores.size === 0) return [note(says("unknown", { word }))];
    return cut ? [note(says("cut", { word }))] : [];
  });
}

/** A button for each value that was chosen, to do without it. */
function chips({ choices }) {
  return Array.from(choices).flatMap(([key, labels]) =>
    Array.from(labels, (label) => {
      const drop = () => choose(key, label, false);
      const button = element("button", { type: "button", "aria-label": says("drop", { name: label }), click: drop }, label, " ×");
      return element("li", {}, button);
    }),
  );
}

/** Where nothing was found: each thing that may be left out, with what is found then. */
function waysOut({ records, terms, choices, withoutTerm, withoutFacet }) {
  if (records.length > 0) return [];
  const way = (name, count, leave) =>
    count > 0 && element("li", {}, element("button", { type: "button", click: leave }, says("without", { name }), " ", element("span", { class: "count" }, says("records", { count }))));
  const labelOf = (key) => index.head.facets.find((facet) => facet.key === key).label;
  const ofFacets = Array.from(choices, ([key, labels]) => {
    const without = new Map(Array.from(choices).filter(([other]) => other !== key));
    return way(`${labelOf(key)}: ${Array.from(labels).join(says("comma"))}`, withoutFacet(key), () => commit({ ...state, choices: without }));
  });
  const ofTerms = terms.length < 2 ? [] : terms.map((term, nth) => {
    const rest = terms.filter((_, other) => other !== nth);
    return !term.not && way(term.shown, withoutTerm(nth), () => commit({ ...state, query: rest.map(written).join(" ") }));
  });
  return [...ofFacets, ...ofTerms].filter(Boolean);
}

const written = ({ shown, exact, not }) => `${not ? "-" : ""}${exact && shown.includes(" ") ? `"${shown}"` : shown}`;

/** Shows the values of a facet that has just been opened. */
async function showFacet(key) {
  if (!found.facets || found.facets.has(key)) return;
  await search(found.shown);
}

function choose(key, label, isChosen) {
  const labels = new Set(state.choices.get(key));
  if (isChosen) labels.add(label);
  else labels.delete(label);
  const choices = new Map(state.choices);
  if (labels.size > 0) choices.set(key, labels);
  else choices.delete(key);
  commit({ ...state, choices });
}

/** A new state that the reader may come back to. */
function commit(next) {
  const isOther = addresses.writeAddress(next) !== addresses.writeAddress(state);
  state = next;
  if (box.value !== next.query) box.value = next.query;
  if (isOther) history.pushState(null, "", addressOf(next));
  isSettled = true;
  return search();
}

const addressOf = (next) => location.pathname + addresses.writeAddress(next);

let pause;

/** What is being typed: it has an entry of its own in the history, the same for all its letters. */
function type() {
  const next = { ...state, query: box.value };
  const hasBefore = addresses.writeAddress(state) !== "";
  if (addresses.writeAddress(next) === addresses.writeAddress(state) && next.query === state.query) return;
  if (isSettled && hasBefore) history.pushState(null, "", addressOf(next));
  else history.replaceState(null, "", addressOf(next));
  isSettled = false;
  state = next;
  root.setAttribute("aria-busy", "true");
  clearTimeout(pause);
  pause = setTimeout(search, PAUSE, PAGE);
  prepare(next.query);
}

async function showMore() {
  const next = await index.documents(found.records.slice(found.shown, found.shown + PAGE)).catch(() => []);
  const added = next.map((record) => rows.row(record, found.wanted));
  at("records-list").append(...added);
  found.shown += added.length;
  at("more").hidden = found.shown >= found.records.length;
  // The button keeps the focus until it goes: then the first of what it brought has it.
  if (at("more").hidden) added[0]?.querySelector("a").focus();
  history.replaceState({ ...history.state, shown: found.shown }, "");
}

async function showNames() {
  const { names, wanted } = found;
  const all = await index.documents(names);
  const items = all.slice(NAMES).map((name) => rows.name(name, wanted));
  at("names-list").append(...items);
  at("names-more").hidden = true;
  items[0]?.querySelector("a").focus();
}

/** Does what the address asks, as after going back. */
async function arrive() {
  clearTimeout(pause);
  isSettled = true;
  const { shown = PAGE, top } = history.state ?? {};
  await current().catch(() => undefined);
  state = addresses.readAddress(location.search, (index?.head.facets ?? []).map(({ key }) => key));
  box.value = state.query;
  // Beside the search, never after it: an index that is opened anew has its facets shown by a search.
  prepare("");
  await search(shown);
  if (top) scrollTo({ top, behavior: "instant" });
}

function press(event) {
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    box.focus();
    box.select();
  }
  if (event.key === "Escape" && event.target === box && box.value !== "") {
    event.preventDefault();
    box.value = "";
    type();
  }
}

box.addEventListener("input", (event) => event.isComposing || type());
box.addEventListener("compositionend", type);
at("form").addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(pause);
  commit({ ...state, query: box.value });
});
at("sort").addEventListener("change", ({ target }) => commit({ ...state, sort: target.value }));
at("more").addEventListener("click", showMore);
at("names-more").addEventListener("click", showNames);
at("retry").addEventListener("click", () => {
  box.focus();
  search();
});
addEventListener("keydown", press);
addEventListener("popstate", arrive);
addEventListener("focus", renew);
// Whoever comes back from a result finds the page where it was left.
addEventListener("pagehide", () => history.replaceState({ ...history.state, shown: found.shown || undefined, top: scrollY }, ""));

history.scrollRestoration = "manual";
// Beside the results there is room for all that narrows them; above them they stay folded.
const wide = matchMedia("(width >= 62rem)");
const fold = () => (at("facets-all").open = wide.matches);
wide.addEventListener("change", fold);
fold();
root.hidden = false;
await arrive();
