// Values → elements. Text comes in as text and stays text: nothing of a record is ever read as markup.

/** An element with these attributes (those that are false or nothing are left out), listeners (functions) and children. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value !== false && value !== undefined && value !== null) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return made;
}

/** Pieces of text, the marked ones as such. */
export const marked = (parts) => parts.map(({ text, marked }) => (marked ? element("mark", {}, text) : text));

/**
 * Speaks the site's language: the words of a key, `{…}` in them replaced; where there is a `count`, in the plural form
 * that goes with it, the number as the language writes it.
 */
export function speaker(words, language) {
  const numbers = new Intl.NumberFormat(language);
  const plurals = new Intl.PluralRules(language);
  return (key, values = {}) => {
    const { count } = values;
    const form = count === undefined ? key : `${key}.${plurals.select(count)}`;
    const text = words[form] ?? words[`${key}.other`] ?? words[key] ?? key;
    const written = count === undefined ? values : { ...values, count: numbers.format(count) };
    return text.replace(/\{(\w+)\}/g, (whole, name) => written[name] ?? whole);
  };
}
