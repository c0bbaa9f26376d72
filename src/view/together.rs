//! Who and what stands beside a term in its records, index by index.

use rapidhash::RapidHashMap;
use schemars::JsonSchema;
use serde::Serialize;

use super::site::{share, title_of};
use super::{Costly, GraphView, LinkView, TermCount, Views};
use crate::archive::TermIx;

/// The terms of one index that the records of another index's term name.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct IndexCounts {
    /// The index's key: `organizations`.
    pub key: String,
    /// Its title in the site's language.
    pub title: String,
    /// Its page.
    pub url: String,
    /// The terms that most of the records name, at most eight, the most named first.
    pub terms: Vec<TermCount>,
}

/// Terms beside one term, counted over its records; most frequent first, then in the index's order.
#[derive(Debug, Default)]
pub struct Together {
    /// Those of its own index.
    own: Vec<(TermIx, usize)>,
    /// Those of each other index that its page shows, in the archive's order of indexes.
    others: Vec<Vec<(TermIx, usize)>>,
}

/// How many neighbours a term's page names.
const NEIGHBOURS: usize = 20;

/// How many terms of another index a term's page names.
const OTHERS: usize = 8;

/// How many neighbours stand in a graph: more cannot be told apart.
const IN_GRAPH: usize = 12;

/// A graph of fewer neighbours shows nothing that the list does not.
const FEWEST_IN_GRAPH: usize = 3;

/// The indexes whose terms stand on the pages of terms of others, where the site has them.
const SHOWN: [&str; 4] = ["tags", "people", "organizations", "outlets"];

impl Views {
    /// The terms beside `this` in its records: one walk over them for all that its page shows.
    pub fn together(&self, this: TermIx) -> Together {
        let shows_others = self.shows(Costly::TermOthers);
        let is_shown: Vec<bool> = (self.archive.indexes().iter().enumerate())
            .map(|(place, index)| place == this.index() || shows_others && SHOWN.contains(&&*index.key))
            .collect();
        let mut counts: RapidHashMap<TermIx, usize> = RapidHashMap::default();
        for record in &self.archive[this].records {
            let terms = self.archive[*record].terms.iter().map(|mention| mention.term);
            for term in terms.filter(|term| is_shown[term.index()] && *term != this) {
                *counts.entry(term).or_default() += 1;
            }
        }
        let mut by_index = vec![Vec::new(); is_shown.len()];
        for (term, count) in counts {
            by_index[term.index()].push((term, count));
        }
        for terms in &mut by_index {
            terms.sort_unstable_by_key(|(term, count)| (std::cmp::Reverse(*count), *term));
        }
        let own = std::mem::take(&mut by_index[this.index()]);
        Together { own, others: by_index }
    }

    /// Those of its own index, at most twenty.
    pub fn neighbours_of(&self, together: &Together) -> Vec<TermCount> {
        self.counted(&together.own, NEIGHBOURS)
    }

    /// Those of each other index, at most eight of each; indexes without any are left out.
    pub fn others(&self, together: &Together) -> Vec<IndexCounts> {
        let of_index = |(terms, index): (&Vec<(TermIx, usize)>, &crate::archive::Index)| IndexCounts {
            key: index.key.clone(),
            title: title_of(&index.key, &index.title, &self.theme),
            url: self.local(&index.address.url),
            terms: self.counted(terms, OTHERS),
        };
        let indexes = together.others.iter().zip(self.archive.indexes());
        indexes.filter(|(terms, _)| !terms.is_empty()).map(of_index).collect()
    }

    /// A drawing of the neighbours and of what ties them to each other; nothing where there are fewer than three.
    pub fn graph(&self, this: TermIx, together: &Together) -> Option<GraphView> {
        let shown = &together.own[..together.own.len().min(IN_GRAPH)];
        if shown.len() < FEWEST_IN_GRAPH {
            return None;
        }
        let place_of: RapidHashMap<TermIx, usize> =
            shown.iter().enumerate().map(|(place, (term, _))| (*term, place)).collect();
        let mut ties = vec![vec![0; shown.len()]; shown.len()];
        let mut named: Vec<usize> = Vec::new();
        for record in &self.archive[this].records {
            named.clear();
            let mentions = self.archive[*record].terms.iter();
            named.extend(mentions.filter_map(|mention| place_of.get(&mention.term).copied()));
            for (at, one) in named.iter().enumerate() {
                for other in &named[..at] {
                    ties[*one][*other] += 1_usize;
                    ties[*other][*one] += 1;
                }
            }
        }
        let count = self.archive[this].records.len();
        let centre = (self.term_link(this), count);
        let others = shown.iter().map(|(term, count)| (self.term_link(*term), *count)).collect();
        Some(GraphView::new(centre, others, &ties))
    }

    /// The first `most` of `terms`, which begin with the most frequent.
    fn counted(&self, terms: &[(TermIx, usize)], most: usize) -> Vec<TermCount> {
        let largest = terms.first().map_or(0, |(_, count)| *count);
        let view = |(term, count): &(TermIx, usize)| {
            let LinkView { name, url } = self.term_link(*term);
            TermCount { name, url, count: *count, share: share(*count, largest) }
        };
        terms.iter().take(most).map(view).collect()
    }
}
