// Documents of the index → what a reader sees of them: rows as in every list of the site, names, and why they are here.

/**
 * Shows documents: `element` and `marked` make markup, `excerpts` finds the lines, `undated` is what stands in place of
 * a date that is not known. Of `wanted`, each call marks the words.
 */
export function results({ element, marked, excerpts, undated, language }) {
  const waiting = new WeakMap();
  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      waiting.get(target)?.();
      waiting.delete(target);
    }
  });
  /** Words of the document's own language, where that is another than the page's. */
  const foreign = ({ lang, dir }) => (lang && lang !== language ? { lang, dir } : {});
  const text = (value, wanted) => marked(excerpts.marked(value, wanted));

  /** An excerpt is looked for when the row comes into view: its page is another to load. */
  const excerpt = (row, path, wanted) => {
    const line = element("p", { class: "excerpt", hidden: true });
    waiting.set(row, async () => {
      // Without its page a result is still a result: its headline leads there.
      const parts = await excerpts.of(path, wanted).catch(() => []);
      line.append(...marked(parts));
      line.hidden = parts.length === 0;
    });
    seen.observe(row);
    return line;
  };

  return {
    /** A record. */
    row(found, wanted) {
      const date = found.day ?? found.date;
      const row = element("li", { class: "row" });
      const when = date ? element("time", { datetime: found.date }, date) : undated;
      const link = element("a", { href: found.path }, ...text(found.title, wanted));
      row.append(
        element("p", { class: "row-date" }, when),
        element(
          "div",
          foreign(found),
          found.outlet && element("p", { class: "outlet" }, found.outlet),
          element("p", { class: "row-title" }, link),
          found.dek && element("p", { class: "row-dek" }, ...text(found.dek, wanted)),
          excerpt(row, found.path, wanted),
        ),
      );
      return row;
    },
    /** A name or a page. */
    name(found, wanted) {
      const link = element("a", { href: found.path, ...foreign(found) }, ...text(found.title, wanted));
      const about = found.dek && element("span", { class: "note" }, " · ", ...text(found.dek, wanted));
      return element("li", {}, link, " ", element("span", { class: "role" }, found.label), about);
    },
  };
}
