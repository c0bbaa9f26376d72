// A query and an index → which documents match, how well, and with which words of theirs.

/** A beginning may stand for so many words, the shortest first. */
const MOST_WORDS = 24;

/** One of two letters for fewer: each is another file to load, and the next letter may come before they are there. */
const MOST_OF_TWO = 4;

/** A word that no document has is taken for those that share so many of its first letters, or more. */
const LIKENESS = 4;

/** What a word that only begins like the one asked for counts beside it. */
const BEGUN = 0.5;

const PART = /(-?)(?:"([^"]*)"?|([^\s"]+))/g;

/**
 * The terms of a query, of which a document must have all, or (`not`) none: `words` that stand in this order
 * (`exact`), or one word, of which the last of the query may be no more than begun (`begun`). `pieces` and `pairs` make
 * words of texts.
 */
export function parse(text, { pieces, pairs }) {
  return Array.from(text.replace(/[“”„«»]/g, '"').matchAll(PART)).flatMap((part) => {
    const [whole, minus, quoted, bare] = part;
    const not = minus === "-";
    const isLast = part.index + whole.length === text.length && !not;
    if (quoted !== undefined) {
      const words = pieces(quoted).flatMap((piece) => (piece.dense ? pairs(piece.word) : [piece.word]));
      return words.length > 0 ? [{ words, exact: true, begun: false, not, shown: quoted.trim() }] : [];
    }
    const found = pieces(bare);
    return found.map((piece, at) => {
      const words = piece.dense ? pairs(piece.word) : [piece.word];
      const letters = Array.from(piece.word).length;
      const begun = piece.dense ? letters === 1 : isLast && at === found.length - 1 && letters > 1;
      return { words, exact: words.length > 1, begun, not, shown: bare.slice(piece.start, piece.end) };
    });
  });
}

/**
 * What each term matches, in the order of the terms: `scores` by document, the `forms` that it was found in, and
 * where no document has the word the ones that were taken `instead`; `cut` if there were more than are looked for.
 */
export function match(terms, index) {
  return Promise.all(terms.map((term) => (term.exact ? inOrder(term, index) : anyForm(term, index))));
}

/** The documents that all matches agree on, but for the one at `except`: score by document; nothing where no term asks for any. */
export function together(terms, matches, except = -1) {
  const asked = matches.filter((_, at) => !terms[at].not && at !== except).map((match) => match.scores);
  if (asked.length === 0) return undefined;
  asked.sort((one, other) => one.size - other.size);
  const [fewest, ...others] = asked;
  const refused = matches.filter((_, at) => terms[at].not).map((match) => match.scores);
  const found = new Map();
  for (const [id, score] of fewest) {
    if (refused.some((scores) => scores.has(id)) || !others.every((scores) => scores.has(id))) continue;
    found.set(id, others.reduce((sum, scores) => sum + scores.get(id), score));
  }
  return found;
}

/** The documents that no term refuses. */
export function allBut(terms, matches, count) {
  const refused = matches.filter((_, at) => terms[at].not).map((match) => match.scores);
  const ids = Array.from({ length: count }, (_, id) => id).filter((id) => !refused.some((scores) => scores.has(id)));
  return new Map(ids.map((id) => [id, 0]));
}

async function anyForm(term, index) {
  const [word] = term.words;
  const forms = await index.forms(word);
  const same = forms.filter(({ form }) => form === word);
  const begun = term.begun ? forms.filter(({ form }) => form !== word && form.startsWith(word)) : [];
  const most = Array.from(word).length > 2 ? MOST_WORDS : MOST_OF_TWO;
  if (same.length + begun.length > 0) return scored(same, begun, forms, index, most);
  // What is refused is meant as it is written.
  const near = term.not ? [] : nearest(word, forms);
  const found = await scored(near, [], forms, index);
  return near.length > 0 ? { ...found, instead: Array.from(found.asked) } : found;
}

/** The documents of these words: of some as they are asked for, of others as what the word may become. */
async function scored(same, begun, known, index, most = MOST_WORDS) {
  const chosen = shortest(same);
  const room = shortest(begun).slice(0, Math.max(0, most - chosen.length));
  const factors = new Map();
  for (const { stems } of room) for (const stem of stems) factors.set(stem, BEGUN);
  for (const { stems } of chosen.slice(0, most)) for (const stem of stems) factors.set(stem, 1);
  const scores = new Map();
  await Promise.all(
    Array.from(factors, async ([stem, factor]) => {
      const { ids, weights } = await index.postings(stem);
      const rarity = factor * rarityOf(ids.length, index);
      ids.forEach((id, at) => scores.set(id, Math.max(scores.get(id) ?? 0, rarity * weights[at])));
    }),
  );
  return {
    scores,
    asked: new Set([...chosen, ...room].map(({ form }) => form)),
    forms: new Set(known.filter(({ stems }) => stems.some((stem) => factors.has(stem))).map(({ form }) => form)),
    cut: room.length < begun.length || chosen.length > most,
  };
}

const shortest = (forms) => forms.toSorted((one, other) => one.form.length - other.form.length);

/** The words that share the longest beginning with this one. */
function nearest(word, forms) {
  let longest = LIKENESS;
  let near = [];
  for (const entry of forms) {
    const shared = sharedLetters(word, entry.form);
    if (shared > longest) near = [];
    if (shared >= longest) near.push(entry);
    longest = Math.max(longest, shared);
  }
  return near;
}

function sharedLetters(one, other) {
  const [letters, others] = [Array.from(one), Array.from(other)];
  const differ = letters.findIndex((letter, at) => letter !== others[at]);
  return differ < 0 ? letters.length : differ;
}

/** The documents in which these very words stand one after another. */
async function inOrder({ words }, index) {
  const found = await Promise.all(words.map((word) => standing(word, index)));
  const [first, ...rest] = found;
  const scores = new Map();
  for (const id of first.scores.keys()) {
    if (!rest.every((word) => word.scores.has(id))) continue;
    const others = rest.map((word) => new Set(word.places(id)));
    const stands = (place) => others.every((places, at) => places.has(place + at + 1));
    if (first.places(id).some(stands)) scores.set(id, found.reduce((sum, word) => sum + word.scores.get(id), 0));
  }
  return { scores, forms: new Set(words), asked: new Set(words), cut: false };
}

/** A word just as it is: the documents that may have it, with what each counts for, and the `places` where it stands in one. */
async function standing(word, index) {
  const entry = (await index.forms(word)).find(({ form }) => form === word);
  const found = await Promise.all((entry?.stems ?? []).map((stem) => Promise.all([index.postings(stem), index.positions(stem)])));
  const scores = new Map();
  for (const [{ ids, weights }] of found) {
    const rarity = rarityOf(ids.length, index);
    ids.forEach((id, nth) => scores.set(id, rarity * weights[nth]));
  }
  const places = (id) => found.flatMap(([, at]) => at.of(id, at.forms.indexOf(word)));
  return { scores, places };
}

/** How much it says of a document that it has a word: the fewer have it, the more (the IDF of BM25). */
function rarityOf(count, index) {
  return Math.log(1 + (index.head.documents - count + 0.5) / (count + 0.5));
}
