// The values of the records found → checkboxes, each with the number of results that choosing it gives.

/** So many values of a facet show at first, and so many more each time. */
const FIRST = 6;
const MORE = 30;

/** A facet with more values than this has a field that narrows it. */
const LONG = 12;

/** In an archive of at most so many records all facets come with the first query if they are this light; else only these. */
const FEW_RECORDS = 20_000;
const LIGHT_BYTES = 150_000;
const LIGHT = ["years", "types", "languages", "outlets"];

/** The keys of the facets that come with the first query. */
export function atOnce({ facets, records }) {
  const bytes = facets.reduce((sum, facet) => sum + facet.bytes, 0);
  const isLight = records <= FEW_RECORDS && bytes <= LIGHT_BYTES;
  return facets.map(({ key }) => key).filter((key) => isLight || LIGHT.includes(key));
}

/**
 * The records of `ids` that have, of every facet in `choices` (labels by key), one of the values chosen: `passed`; and by
 * facet those that only its own choice keeps out. `facets` has the values by key; there are `count` records in all.
 */
export function sift(ids, choices, facets, count) {
  const members = Array.from(choices, ([key, labels]) => {
    const chosen = facets.get(key).filter(({ label }) => labels.has(label));
    return { key, has: among(chosen.map(({ records }) => records), count) };
  });
  const passed = [];
  const kept = new Map(members.map(({ key }) => [key, []]));
  for (const id of ids) {
    const missing = members.filter(({ has }) => has[id] === 0);
    if (missing.length === 0) passed.push(id);
    if (missing.length === 1) kept.get(missing[0].key).push(id);
  }
  return { passed, kept, count };
}

/** How many of the records under all choices but the facet's own have each value: by label. */
export function counts(key, values, { passed, kept, count }) {
  const has = among([passed, kept.get(key) ?? []], count);
  return new Map(values.map(({ label, records }) => [label, records.reduce((sum, id) => sum + has[id], 0)]));
}

/** Of each of `count` records whether it is in one of the lists: 1 or 0. */
function among(lists, count) {
  const has = new Uint8Array(count);
  for (const ids of lists) for (const id of ids) has[id] = 1;
  return has;
}

/**
 * One facet, as an element to put in the page. `says` speaks, `folded` compares; `opened` is called when its values are
 * wanted, `chosen` with a label and whether it is ticked.
 */
export function facetView({ key, label }, isOpen, { element, says, folded, number, opened, chosen }) {
  let values = [];
  let limit = FIRST;
  let current = { counts: new Map(), choice: new Set() };
  const rows = new Map();
  const list = element("ul", { class: "values" });
  const sum = element("span", { class: "count" });
  const more = element("button", { type: "button", hidden: true, click: () => ((limit += MORE), show()) }, says("more_values"));
  const field = element("input", { type: "search", autocomplete: "off", input: () => show() });
  const narrow = element("p", { class: "filter", hidden: true }, element("label", {}, says("narrow_list"), " ", field));
  const summary = element("summary", {}, label, " ", sum);
  const view = element("details", { class: "facet", open: isOpen }, summary, narrow, list, more);
  view.addEventListener("toggle", () => view.open && opened(key));

  const row = (value) => {
    const tick = ({ target }) => chosen(key, value, target.checked);
    const box = element("input", { type: "checkbox", change: tick });
    const count = element("span", { class: "count" });
    rows.set(value, { box, count, item: element("li", {}, element("label", {}, box, " ", element("bdi", {}, value), " ", count)) });
    return rows.get(value);
  };

  // What is in the list stays where it is, so that the box that was just ticked keeps the focus.
  const show = () => {
    const wanted = folded(field.value).split(/\s+/).filter(Boolean);
    const stands = (value) =>
      current.choice.has(value) || (current.counts.get(value) > 0 && wanted.every((word) => folded(value).includes(word)));
    const all = values.filter(stands);
    const known = values.filter((value) => current.counts.get(value) > 0);
    const shown = all.filter((value, at) => at < limit || current.choice.has(value)).map((value) => rows.get(value) ?? row(value));
    for (const item of Array.from(list.children)) if (!shown.some((one) => one.item === item)) item.remove();
    let next = list.firstElementChild;
    for (const { item } of shown) {
      if (item === next) next = next.nextElementSibling;
      else list.insertBefore(item, next);
    }
    for (const [value, { box, count }] of rows) {
      box.checked = current.choice.has(value);
      count.textContent = number(current.counts.get(value) ?? 0);
    }
    more.hidden = all.length <= limit;
    narrow.hidden = known.length <= LONG;
    view.hidden = all.length === 0 && wanted.length === 0;
    sum.textContent = current.choice.size > 0 ? number(current.choice.size) : "";
  };

  return {
    key,
    view,
    /** Shows these counts; sorts by them where the query is new, as the order stays while one chooses. */
    show(counted, choice, isNewQuery) {
      current = { counts: counted, choice };
      if (isNewQuery) {
        limit = FIRST;
        values = Array.from(counted.keys()).sort((one, other) => counted.get(other) - counted.get(one));
      }
      show();
    },
  };
}
