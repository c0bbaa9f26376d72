// Text → the words that are searched for. The build does the same to what is found: tests/search/folding.toml holds both.

const LETTERS = { ß: "ss", ı: "i", ø: "o", ł: "l", æ: "ae", œ: "oe", đ: "d", ς: "σ" };

const RUN = /[\p{L}\p{N}]+(?:['’][\p{L}\p{N}]+)*/gu;

/** Articles and pronouns that lose their vowel before another word. */
const ELIDED = new Set("l d j m t s c n qu jusqu lorsqu puisqu quoiqu un all dall dell nell sull".split(" "));

/** Scripts that set no space between words, as they are after folding. */
const DENSE =
  /[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303C\u3041-\u309F\u30A1-\u30FA\u30FC-\u30FF\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\u{20000}-\u{323AF}]+/gu;

/** Text without accents, case and other differences that no reader means. */
export function folded(text) {
  const plain = text.normalize("NFKD").replace(/[\p{M}\u0640]/gu, "").toLowerCase();
  return Array.from(plain, (letter) => LETTERS[letter] ?? letter).join("");
}

/** The words of a text as the index has them. */
export function words(text) {
  return pieces(text).flatMap((piece) => (piece.dense ? pairs(piece.word) : [piece.word]));
}

/**
 * What is written together, each with the place of the text that it was written at: a word, or a run of letters of a
 * script without spaces (`dense`).
 */
export function pieces(text) {
  const { letters, starts, ends } = foldedInPlace(text);
  return Array.from(letters.matchAll(RUN)).flatMap((run) => {
    const kept = withoutElisions(run[0], run.index);
    const word = kept.map((at) => letters[at]).join("");
    return byScript(word).map(({ from, to, dense }) => ({
      word: word.slice(from, to),
      dense,
      start: starts[kept[from]],
      end: ends[kept[to - 1]],
    }));
  });
}

/** A run of a script without spaces as the index has it: every two neighbours, or the one letter that it is. */
export function pairs(run) {
  const letters = Array.from(run);
  return letters.length === 1 ? letters : letters.slice(1).map((letter, at) => letters[at] + letter);
}

/** FNV-1a of 32 bits, over UTF-8: which file has a word. */
export function fnv(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

/** The folded text, and of each of its units where the letter that it comes from starts and ends. */
function foldedInPlace(text) {
  let letters = "";
  const starts = [];
  const ends = [];
  let start = 0;
  for (const letter of text) {
    const end = start + letter.length;
    const plain = folded(letter);
    letters += plain;
    for (let unit = 0; unit < plain.length; unit += 1) {
      starts.push(start);
      ends.push(end);
    }
    // An accent that stands by itself belongs to the letter before it.
    if (plain === "" && ends.length > 0) ends[ends.length - 1] = end;
    start = end;
  }
  return { letters, starts, ends };
}

/** The places of a run's letters, without what is elided (`l'`), the possessive (`'s`) and apostrophes. */
function withoutElisions(run, start) {
  const parts = Array.from(run.matchAll(/[^'’]+/g));
  if (parts.length > 1 && parts.at(-1)[0] === "s") parts.pop();
  while (parts.length > 1 && ELIDED.has(parts[0][0])) parts.shift();
  return parts.flatMap((part) => Array.from({ length: part[0].length }, (_, at) => start + part.index + at));
}

/** A word where letters of scripts without spaces meet others, cut. */
function byScript(word) {
  const cut = [];
  let from = 0;
  for (const run of word.matchAll(DENSE)) {
    if (run.index > from) cut.push({ from, to: run.index, dense: false });
    from = run.index + run[0].length;
    cut.push({ from: run.index, to: from, dense: true });
  }
  if (from < word.length) cut.push({ from, to: word.length, dense: false });
  return cut;
}
