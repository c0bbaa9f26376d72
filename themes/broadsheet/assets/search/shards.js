// The files of the search index → what they say, each loaded when it is first asked for, and kept.
//
// All but index.json are asked for with the index's print in the address, so that files of two builds never meet.

/** Beyond so many files of words not all of them are looked through for one letter. */
const MOST_FILES = 64;

/** What the index below `folder` says of itself, at this moment. */
export async function headOf(folder) {
  return (await loaded(`${folder}index.json`, { cache: "no-cache" })).json();
}

/** The index below `folder`, an address with a slash at its end, that says `head` of itself; `fnv` says which file has a word. */
export function openIndex(folder, head, fnv) {
  const file = (name) => loaded(`${folder}${name}?${head.print}`);
  const bytes = async (name) => new Reader(new Uint8Array(await (await file(name)).arrayBuffer()));
  const lexicon = kept(async (shard) => forms(await bytes(`words/${shard}.bin`)));
  const directory = (kind) => kept(async (shard) => stems(await bytes(`${kind}/${shard}.bin`)));
  const [listed, placed] = [directory("postings"), directory("positions")];
  const shardOf = (stem) => fnv(stem) % head.postings;
  const postings = kept(async (stem) => documentsOf((await listed(shardOf(stem))).get(stem)));
  const block = kept(async (number) => (await file(`documents/${number}.json`)).json());
  return {
    head,
    /** All forms, sorted, in the file that has those beginning so: each with its stems. */
    async forms(beginning) {
      const letters = Array.from(beginning);
      const own = await lexicon(fnv(letters.slice(0, 2).join("")) % head.words);
      if (letters.length > 1 || head.words > MOST_FILES) return own;
      return (await Promise.all(Array.from({ length: head.words }, (_, shard) => lexicon(shard)))).flat();
    },
    /** In which documents a stem is: `ids`, ascending, and the `weights` of it there. */
    postings,
    /** Where in its documents a stem is: its `forms`, and the places `of` one of them (by its number) in a document. */
    positions: kept(async (stem) => placesOf((await placed(shardOf(stem))).get(stem), (await postings(stem)).ids)),
    /** The values of a facet: label, address and the records, ascending. */
    facet: kept(async (key) => valuesOf(await bytes(`facets/${encodeURIComponent(key)}.bin`))),
    /** What is shown of these documents. */
    documents: (ids) => Promise.all(ids.map(async (id) => (await block(Math.floor(id / head.block)))[id % head.block])),
  };
}

/** The answer for an address; throws where there is none, or one that says no. */
export async function loaded(address, options = {}) {
  const answer = await fetch(address, { credentials: "same-origin", ...options });
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  return answer;
}

/** `make`, asked once for each key. What failed is asked for anew. */
export function kept(make) {
  const made = new Map();
  return (key) => {
    if (!made.has(key)) {
      const value = make(key);
      made.set(key, value);
      value.catch(() => made.delete(key));
    }
    return made.get(key);
  };
}

/** Bytes, read one after another. */
class Reader {
  #bytes;
  #at = 0;
  #text = new TextDecoder();

  constructor(bytes) {
    this.#bytes = bytes;
  }

  get ended() {
    return this.#at >= this.#bytes.length;
  }

  /** An unsigned number in LEB128. */
  number() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  byte() {
    if (this.ended) throw new Error("a file of the search index is cut short");
    return this.#bytes[this.#at++];
  }

  /** So many bytes, as they are. */
  take(length) {
    this.#at += length;
    if (this.#at > this.#bytes.length) throw new Error("a file of the search index is cut short");
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  text() {
    return this.#text.decode(this.take(this.number()));
  }

  /** As many as the next number says. */
  list(item) {
    return Array.from({ length: this.number() }, item);
  }
}

function forms(reader) {
  const all = [];
  const decoder = new TextDecoder();
  let before = new Uint8Array();
  while (!reader.ended) {
    const shared = reader.number();
    const rest = reader.take(reader.number());
    const bytes = new Uint8Array(shared + rest.length);
    bytes.set(before.subarray(0, shared));
    bytes.set(rest, shared);
    before = bytes;
    const form = decoder.decode(bytes);
    all.push({ form, stems: reader.list(() => reader.text() || form) });
  }
  return all;
}

/** Each stem of a file of postings or positions, with in how many documents it is, and what is said of it. */
function stems(reader) {
  const directory = reader.list(() => ({ stem: reader.text(), count: reader.number(), length: reader.number() }));
  return new Map(directory.map(({ stem, count, length }) => [stem, { count, bytes: reader.take(length) }]));
}

function documentsOf(stem) {
  const count = stem?.count ?? 0;
  const [ids, weights] = [new Uint32Array(count), new Uint8Array(count)];
  const reader = new Reader(stem?.bytes ?? new Uint8Array());
  let id = 0;
  for (let at = 0; at < count; at += 1) {
    id += reader.number();
    ids[at] = id;
    weights[at] = reader.byte();
  }
  return { ids, weights };
}

function placesOf(stem, ids) {
  if (!stem) return { forms: [], of: () => [] };
  const reader = new Reader(stem.bytes);
  const forms = reader.list(() => reader.text());
  // A common word stands in a text ten times and more: all its places lie in one list, of which each document has a run.
  const most = Math.floor(stem.bytes.length / 2);
  const [places, which] = [new Uint32Array(most), new Uint32Array(most)];
  const runs = new Map();
  let end = 0;
  for (const id of ids) {
    const start = end;
    let place = 0;
    for (let left = reader.number(); left > 0; left -= 1) {
      place += reader.number();
      places[end] = place;
      which[end] = reader.number();
      end += 1;
    }
    runs.set(id, [start, end]);
  }
  const of = (id, form) => {
    const [from, to] = runs.get(id) ?? [0, 0];
    const own = [];
    for (let at = from; at < to; at += 1) if (which[at] === form) own.push(places[at]);
    return own;
  };
  return { forms, of };
}

function valuesOf(reader) {
  return reader.list(() => {
    const [label, path] = [reader.text(), reader.text()];
    let id = 0;
    const records = Uint32Array.from(reader.list(() => (id += reader.number())));
    return { label, path, records };
  });
}
