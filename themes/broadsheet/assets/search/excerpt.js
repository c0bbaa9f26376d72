// A result's own page and the words it was found by → the lines of it that show why, the words marked.
//
// The index holds no text: what is shown here was published on the page itself.

/** How long an excerpt is, in characters, and how much of it may stand before the first word. */
const LENGTH = 220;
const BEFORE = 60;

/** Gives the excerpts of pages: `loaded` fetches, `kept` asks once, `pieces` finds words. */
export function excerpts({ loaded, kept, pieces }) {
  const textOf = kept(async (path) => {
    const page = new DOMParser().parseFromString(await (await loaded(path)).text(), "text/html");
    const body = page.querySelector("[data-search-text]");
    if (!body) return "";
    // Words of two blocks are two words, however closely the blocks stand in the markup.
    for (const block of body.querySelectorAll("p, li, td, th, dt, dd, h2, h3, h4, h5, h6, pre, br")) block.after(" ");
    return body.textContent.replace(/\s+/g, " ").trim();
  });

  /** The parts of `text` that are one of the `forms`, or of the `runs` of a script without spaces. */
  const found = (text, { forms, runs }) =>
    pieces(text).flatMap((piece) => {
      if (!piece.dense) return forms.has(piece.word) ? [piece] : [];
      return runs.filter((run) => piece.word.includes(run)).map((run) => within(piece, run));
    });

  return {
    /** The best part of the page at `path`, as pieces of text that are marked or not; empty if no word is there. */
    async of(path, wanted) {
      const text = await textOf(path);
      const hits = inTurn(found(text, wanted));
      if (hits.length === 0) return [];
      const { from, to } = best(text, hits);
      const inside = hits.filter(({ start, end }) => start >= from && end <= to);
      const shown = cut(text.slice(from, to), inside, from);
      const before = from > 0 ? [{ text: "… ", marked: false }] : [];
      return [...before, ...shown, ...(to < text.length ? [{ text: " …", marked: false }] : [])];
    },
    /** All of `text`, its words marked. */
    marked: (text, wanted) => cut(text, inTurn(found(text, wanted)), 0),
  };
}

/** Where a run stands in what is written together, as far as letters can be told apart. */
function within(piece, run) {
  const at = piece.word.indexOf(run);
  const isPlain = piece.end - piece.start === piece.word.length;
  return isPlain ? { word: run, start: piece.start + at, end: piece.start + at + run.length } : { ...piece, word: run };
}

/** Sorted, and none within another. */
function inTurn(hits) {
  let end = 0;
  return hits
    .toSorted((one, other) => one.start - other.start || other.end - one.end)
    .filter((hit) => {
      const isFree = hit.start >= end;
      if (isFree) end = hit.end;
      return isFree;
    });
}

/** The stretch with the most different words, then with the most. */
function best(text, hits) {
  let most = -1;
  let first = hits[0];
  hits.forEach((hit, at) => {
    const near = [];
    for (let next = at; next < hits.length && hits[next].end <= hit.start + LENGTH - BEFORE; next += 1) near.push(hits[next]);
    const worth = new Set(near.map(({ word }) => word)).size * 100 + Math.min(near.length, 99);
    if (worth > most) [most, first] = [worth, hit];
  });
  const from = first.start <= BEFORE ? 0 : blankAfter(text, first.start - BEFORE, first.start);
  return { from, to: from + LENGTH >= text.length ? text.length : blankBefore(text, from + LENGTH, first.end) };
}

function blankAfter(text, at, end) {
  const blank = text.indexOf(" ", at);
  return blank < 0 || blank >= end ? at : blank + 1;
}

function blankBefore(text, at, start) {
  const blank = text.lastIndexOf(" ", at);
  return blank < start ? at : blank;
}

function cut(text, hits, offset) {
  const parts = [];
  let done = 0;
  for (const { start, end } of hits) {
    if (start - offset > done) parts.push({ text: text.slice(done, start - offset), marked: false });
    parts.push({ text: text.slice(start - offset, end - offset), marked: true });
    done = end - offset;
  }
  if (done < text.length) parts.push({ text: text.slice(done), marked: false });
  return parts;
}
