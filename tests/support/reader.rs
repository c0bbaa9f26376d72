//! A reader of the files below `/search/`, as docs/search.md tells their form: what the browser does, in Rust.

use std::collections::{BTreeMap, BTreeSet};

use reportage::search::{BLOCK, Encoded, fold, shard, words};
use serde::Deserialize;

/// `index.json`.
#[derive(Debug, Deserialize)]
pub struct Contents {
    pub version: u32,
    pub print: String,
    pub scope: String,
    pub behind: bool,
    pub records: usize,
    pub documents: usize,
    pub block: usize,
    pub words: usize,
    pub postings: usize,
    pub facets: Vec<FacetFile>,
}

#[derive(Debug, Deserialize)]
pub struct FacetFile {
    pub key: String,
    pub label: String,
    pub values: usize,
    pub bytes: usize,
}

/// A document as it is shown.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(default, deny_unknown_fields)]
pub struct Document {
    pub title: String,
    pub path: String,
    pub kind: String,
    pub label: String,
    pub date: Option<String>,
    pub day: Option<String>,
    pub outlet: Option<String>,
    pub dek: Option<String>,
    pub lang: Option<String>,
    pub dir: Option<String>,
    pub access: Option<String>,
}

/// A value of a facet: label, address, numbers of records.
pub type Value = (String, String, Vec<usize>);

/// The files of a search.
pub struct Search<'b> {
    outputs: &'b BTreeMap<String, Vec<u8>>,
    pub contents: Contents,
}

/// For each document its positions and the forms there.
type Positions = BTreeMap<usize, Vec<(usize, String)>>;

impl<'b> Search<'b> {
    pub fn new(outputs: &'b BTreeMap<String, Vec<u8>>) -> Search<'b> {
        let contents = serde_json::from_slice(&outputs["search/index.json"]).expect("it is the JSON of the contents");
        Search { outputs, contents }
    }

    fn file(&self, name: &str) -> Encoded<'b> {
        let path = format!("search/{name}");
        Encoded(self.outputs.get(&path).unwrap_or_else(|| panic!("there is no {path}")))
    }

    /// Every form of a shard with its stems.
    pub fn lexicon(&self, shard: usize) -> Vec<(String, Vec<String>)> {
        let mut file = self.file(&format!("words/{shard}.bin"));
        let mut entries: Vec<(String, Vec<String>)> = Vec::new();
        while !file.is_empty() {
            let shared = file.number().unwrap();
            let before = entries.last().map_or("", |(form, _)| &form[..shared]);
            let form = format!("{before}{}", file.text().unwrap());
            let stem = |stem: &str| if stem.is_empty() { form.clone() } else { stem.to_owned() };
            let stems = (0..file.number().unwrap()).map(|_| stem(file.text().unwrap())).collect();
            entries.push((form, stems));
        }
        entries
    }

    /// All forms of the index.
    pub fn forms(&self) -> Vec<String> {
        (0..self.contents.words).flat_map(|shard| self.lexicon(shard)).map(|(form, _)| form).collect()
    }

    fn lexicon_of(&self, form: &str) -> Vec<(String, Vec<String>)> {
        let beginning: String = form.chars().take(2).collect();
        self.lexicon(shard(&beginning, self.contents.words))
    }

    /// The stems of a form; of all forms that begin so, where it is a beginning.
    pub fn stems(&self, form: &str, is_beginning: bool) -> BTreeSet<String> {
        let entries = self.lexicon_of(form).into_iter();
        let meant = entries.filter(|(known, _)| if is_beginning { known.starts_with(form) } else { known == form });
        meant.flat_map(|(_, stems)| stems).collect()
    }

    /// The number of documents of a stem, and its block in a file of this kind.
    fn block(&self, kind: &str, stem: &str) -> Option<(usize, Encoded<'b>)> {
        let mut file = self.file(&format!("{kind}/{}.bin", shard(stem, self.contents.postings)));
        let (mut offset, mut found) = (0, None);
        for _ in 0..file.number().unwrap() {
            let (known, count, length) = (file.text().unwrap(), file.number().unwrap(), file.number().unwrap());
            if known == stem {
                found = Some((count, offset, length));
            }
            offset += length;
        }
        let (count, offset, length) = found?;
        file.bytes(offset).unwrap();
        Some((count, Encoded(file.bytes(length).unwrap())))
    }

    /// For each document of a stem its weight.
    pub fn postings(&self, stem: &str) -> Vec<(usize, u8)> {
        let Some((count, mut block)) = self.block("postings", stem) else { return Vec::new() };
        let mut last = 0;
        let postings: Vec<(usize, u8)> = (0..count)
            .map(|_| {
                last += block.number().unwrap();
                (last, block.bytes(1).unwrap()[0])
            })
            .collect();
        assert!(block.is_empty(), "{stem}");
        postings
    }

    /// Where a stem stands.
    pub fn positions(&self, stem: &str) -> Positions {
        let Some((count, mut block)) = self.block("positions", stem) else { return Positions::new() };
        let forms: Vec<&str> = (0..block.number().unwrap()).map(|_| block.text().unwrap()).collect();
        let documents = self.postings(stem);
        assert_eq!(documents.len(), count, "{stem}");
        let positions = documents
            .iter()
            .map(|(document, _)| {
                let mut position = 0;
                let places = (0..block.number().unwrap()).map(|_| {
                    position += block.number().unwrap();
                    (position, forms[block.number().unwrap()].to_owned())
                });
                (*document, places.collect())
            })
            .collect();
        assert!(block.is_empty(), "{stem}");
        positions
    }

    /// The documents in which a word stands exactly so, and where.
    fn places(&self, form: &str) -> BTreeMap<usize, BTreeSet<usize>> {
        let mut places: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for stem in self.stems(form, false) {
            for (document, positions) in self.positions(&stem) {
                let own = positions.iter().filter(|(_, known)| known == form).map(|(position, _)| *position);
                places.entry(document).or_default().extend(own);
            }
        }
        places
    }

    /// The documents in which these words stand one behind the other.
    pub fn phrase(&self, words: &[String]) -> BTreeSet<usize> {
        let places: Vec<_> = words.iter().map(|word| self.places(word)).collect();
        let Some((first, rest)) = places.split_first() else { return BTreeSet::new() };
        let stands = |document: &usize, start: usize| {
            let mut rest = rest.iter().enumerate();
            rest.all(|(step, places)| places.get(document).is_some_and(|places| places.contains(&(start + step + 1))))
        };
        let documents = first.iter().filter(|(document, starts)| starts.iter().any(|start| stands(document, *start)));
        documents.map(|(document, _)| *document).collect()
    }

    /// The documents that have all words of a query, the best first; of equals the one with the lower number.
    pub fn find(&self, query: &str) -> Vec<usize> {
        let mut scores: Option<BTreeMap<usize, f64>> = None;
        let mut bounds: Vec<(bool, BTreeSet<usize>)> = Vec::new();
        for (place, part) in query.split('"').enumerate() {
            if place % 2 == 1 {
                bounds.push((false, self.phrase(&words(part))));
            }
            for word in part.split_whitespace() {
                let (is_excluded, word) = word.strip_prefix('-').map_or((false, word), |word| (true, word));
                let forms = words(word);
                let is_run = forms.len() > 1 && word.chars().all(|letter| !letter.is_ascii());
                if is_excluded {
                    bounds.push((true, self.phrase(&forms)));
                    continue;
                }
                if is_run {
                    bounds.push((false, self.phrase(&forms)));
                }
                for form in forms {
                    let of_word = self.scored(&form);
                    scores = Some(match scores.take() {
                        None => of_word,
                        Some(before) => {
                            let both = before.into_iter();
                            both.filter_map(|(document, score)| Some((document, score + of_word.get(&document)?)))
                                .collect()
                        }
                    });
                }
            }
        }
        let mut scores: Vec<(usize, f64)> = scores.unwrap_or_default().into_iter().collect();
        scores.retain(|(document, _)| bounds.iter().all(|(excludes, these)| these.contains(document) != *excludes));
        scores.sort_by(|one, other| other.1.total_cmp(&one.1));
        scores.into_iter().map(|(document, _)| document).collect()
    }

    /// The stems of a form that stands nowhere: those of the forms that share its longest beginning.
    fn near_stems(&self, form: &str) -> BTreeSet<String> {
        let ends = form.char_indices().skip(4).map(|(end, _)| end).chain([form.len()]);
        let ends: Vec<usize> = ends.filter(|end| form[..*end].chars().count() >= 4).collect();
        let near = ends.into_iter().rev().map(|end| self.stems(&form[..end], true));
        near.into_iter().find(|stems| !stems.is_empty()).unwrap_or_default()
    }

    fn scored(&self, form: &str) -> BTreeMap<usize, f64> {
        let mut scores: BTreeMap<usize, f64> = BTreeMap::new();
        let exact = self.stems(form, false);
        for stem in if exact.is_empty() { self.near_stems(form) } else { exact } {
            let postings = self.postings(&stem);
            let (all, with) = (self.contents.documents as f64, postings.len() as f64);
            let rarity = (1.0 + (all - with + 0.5) / (with + 0.5)).ln();
            for (document, weight) in postings {
                let score = scores.entry(document).or_default();
                *score = score.max(rarity * f64::from(weight));
            }
        }
        scores
    }

    /// The document of a number.
    pub fn document(&self, number: usize) -> Document {
        let block = self.file(&format!("documents/{}.json", number / BLOCK));
        let block: Vec<Document> = serde_json::from_slice(block.0).expect("it is a list of documents");
        block[number % BLOCK].clone()
    }

    /// Every document.
    pub fn documents(&self) -> Vec<Document> {
        (0..self.contents.documents).map(|number| self.document(number)).collect()
    }

    /// The titles of what is found.
    pub fn titles(&self, query: &str) -> Vec<String> {
        self.find(query).into_iter().map(|document| self.document(document).title).collect()
    }

    /// The values of a facet.
    pub fn facet(&self, key: &str) -> Vec<Value> {
        let mut file = self.file(&format!("facets/{key}.bin"));
        let values = (0..file.number().unwrap()).map(|_| {
            let (label, url) = (file.text().unwrap().to_owned(), file.text().unwrap().to_owned());
            let mut last = 0;
            let records = (0..file.number().unwrap()).map(|_| {
                last += file.number().unwrap();
                last
            });
            (label, url, records.collect())
        });
        let values = values.collect();
        assert!(file.is_empty(), "{key}");
        values
    }

    /// Whether any form of the index, folded, has `word` in it: also as a part, and as it is stemmed.
    pub fn tells_of(&self, word: &str) -> bool {
        let word = fold(word);
        let stems = (0..self.contents.words).flat_map(|shard| self.lexicon(shard)).flat_map(|(_, stems)| stems);
        self.forms().into_iter().chain(stems).any(|form| form.contains(&word))
    }
}
