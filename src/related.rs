//! Archive → for each record, the few others that have most in common with it.
//!
//! What is rare ties two records together: a tag that half of the archive has says nothing, a name that two records have
//! says much. So a shared name, a shared word and a shared original count by the number of binary digits that it takes to
//! tell its records from all others, and records are looked up in the lists of those that share, never compared pair by
//! pair.
//!
//! Invariants: weights are whole numbers, so that every machine makes the same lists. Of a list that many share, only the
//! part that is nearest in time is looked at, so that the cost grows with the archive and not with its square. No list
//! holds what the record's editor has put into its own.

use rapidhash::RapidHashMap;
use rayon::prelude::*;

use crate::archive::chain::Report;
use crate::archive::{Archive, RecordIx, TermMention};

mod words;

use words::Words;

/// Indexes whose terms are no common ground: that two pieces ran in one year or one outlet says little.
pub const PROVENANCE: [&str; 3] = ["outlets", "authors", "years"];

/// A binary digit, as weights count it: in sixteenths.
const BIT: u64 = 16;

/// So many of those that share something are looked at: the ones nearest in time to the record.
const NEAREST: usize = 128;

/// What two records must have in common: as much as a name that a quarter of the archive has.
const LEAST: u64 = 2 * BIT * NAME;

/// So many words must be shared where nothing else is: one alone is chance.
const LEAST_WORDS: u64 = 2;

/// How much a binary digit counts of a name that both are about, of one that either only mentions, and so on.
const NAME: u64 = 2;
const MENTION: u64 = 1;
const SERIES: u64 = 3;
const ORIGINAL: u64 = 3;
const SOURCE: u64 = 6;
const WORD: u64 = 1;

/// What has most in common with each record.
#[derive(Debug, Default)]
pub struct Related {
    /// For each record, in the archive's order, those nearest to it, the nearest first; never the record itself, nor one
    /// that its editor calls related.
    lists: Vec<Box<[RecordIx]>>,
    words: Words,
}

impl Related {
    /// Fills the list of related records that each record's editor has begun up to `limit`; with 0 there is none.
    pub fn of(archive: &Archive, limit: usize) -> Related {
        if limit == 0 {
            return Related::default();
        }
        let words = Words::of(archive);
        let originals = originals(archive);
        let lists = (0..archive.len()).into_par_iter().map_init(
            || Tally::of(archive.len()),
            |tally, place| {
                let this = RecordIx::new(place);
                let room = limit.saturating_sub(archive[this].related.len());
                if room == 0 {
                    return Box::default();
                }
                tally.count(archive, this, &words, &originals);
                tally.take(archive, this, room)
            },
        );
        Related { lists: lists.collect(), words }
    }

    /// Those nearest to `record`, the nearest first.
    pub fn list(&self, record: RecordIx) -> &[RecordIx] {
        self.lists.get(record.place()).map_or(&[], |list| list)
    }

    /// The words that headline and dek of both records have, as `this` writes them, the rarest first.
    pub fn shared_words<'a>(&self, archive: &'a Archive, this: RecordIx, other: RecordIx) -> Vec<&'a str> {
        self.words.shared(archive, this, other)
    }
}

/// Records that go back to one original, by the original, each list in the archive's order.
type Originals = RapidHashMap<Report, Vec<RecordIx>>;

fn originals(archive: &Archive) -> Originals {
    let mut originals = Originals::default();
    for (record, _) in archive.iter() {
        if let Some((place, _)) = archive.chain().place(record) {
            place.originals.iter().for_each(|report| originals.entry(*report).or_default().push(record));
        }
    }
    originals
}

/// What one record has in common with others, for one record after the other.
struct Tally {
    /// For each record of the archive.
    shares: Vec<Share>,
    /// Those that have anything.
    met: Vec<RecordIx>,
}

/// What one record has in common with another, in one number, since twenty million are added up for 10,000 records: the
/// weight in its low half, above it how many words, above them how many other things. No record has so much of one that
/// it would flow into the next: that takes a million tags, or 65,536 words in headline and dek.
#[derive(Clone, Copy, Default)]
struct Share(u64);

impl Share {
    const WORD: u64 = 1 << 32;
    const OTHER: u64 = 1 << 48;

    fn weight(self) -> u64 {
        self.0 % Share::WORD
    }

    fn words(self) -> u64 {
        self.0 % Share::OTHER / Share::WORD
    }

    fn has_more_than_words(self) -> bool {
        self.0 >= Share::OTHER
    }
}

impl Tally {
    fn of(records: usize) -> Tally {
        Tally { shares: vec![Share::default(); records], met: Vec::new() }
    }

    fn count(&mut self, archive: &Archive, this: RecordIx, words: &Words, originals: &Originals) {
        let entry = &archive[this];
        let records = archive.len();
        for mention in &entry.terms {
            let key = &*archive.index_of(mention.term).key;
            if PROVENANCE.contains(&key) {
                continue;
            }
            let sharing = &archive[mention.term].records;
            let digits = digits(records, sharing.len());
            let weight = digits * if key == "series" { SERIES } else { NAME };
            let is_subject_of_all = archive[mention.term].subjects == sharing.len();
            for other in nearest(sharing, this) {
                let theirs = || archive[*other].terms.iter().find(|theirs| theirs.term == mention.term);
                let is_named = is_subject_of_all || (is_subject(mention) && theirs().is_some_and(is_subject));
                self.add(*other, if is_named { weight } else { digits * MENTION }, false);
            }
        }
        for source in entry.sources.iter().flatten().chain(&entry.picked_up_by) {
            self.add(*source, digits(records, 1).max(BIT) * SOURCE, false);
        }
        for report in archive.chain().place(this).into_iter().flat_map(|(place, _)| &place.originals) {
            let Some(sharing) = originals.get(report) else { continue };
            let weight = digits(records, sharing.len()).max(BIT) * ORIGINAL;
            nearest(sharing, this).iter().for_each(|other| self.add(*other, weight, false));
        }
        for sharing in words.sharing(this) {
            let weight = digits(records, sharing.len()) * WORD;
            nearest(sharing, this).iter().for_each(|other| self.add(*other, weight, true));
        }
    }

    fn add(&mut self, other: RecordIx, weight: u64, is_word: bool) {
        if weight == 0 {
            return;
        }
        let share = &mut self.shares[other.place()];
        if share.0 == 0 {
            self.met.push(other);
        }
        share.0 += weight + if is_word { Share::WORD } else { Share::OTHER };
    }

    /// The `room` nearest that have enough in common; what was counted is forgotten.
    fn take(&mut self, archive: &Archive, this: RecordIx, room: usize) -> Box<[RecordIx]> {
        let chosen = &archive[this].related;
        let mut near: Vec<(u64, RecordIx)> = Vec::new();
        // One and a half words that no other record has: in a large archive chance has many words to play with.
        let least_of_words = digits(archive.len(), 1) * WORD * 3 / 2;
        for other in self.met.drain(..) {
            let share = std::mem::take(&mut self.shares[other.place()]);
            let is_enough = match share.has_more_than_words() {
                true => share.weight() >= LEAST,
                false => share.weight() >= least_of_words && share.words() >= LEAST_WORDS,
            };
            if is_enough && other != this && !chosen.contains(&other) {
                near.push((share.weight(), other));
            }
        }
        // The archive's order is by date, then by file.
        let nearest_first = |(weight, record): &(u64, RecordIx)| (std::cmp::Reverse(*weight), *record);
        if near.len() > room {
            near.select_nth_unstable_by_key(room - 1, nearest_first);
            near.truncate(room);
        }
        near.sort_unstable_by_key(nearest_first);
        // A boxed list keeps no room of those that were looked at and not taken; a `Vec` would keep all of it.
        near.into_iter().map(|(_, record)| record).collect()
    }
}

fn is_subject(mention: &TermMention) -> bool {
    mention.role() != Some("mentioned")
}

/// Those of `sharing`, which are in the archive's order, that stand nearest to `this` in it.
fn nearest(sharing: &[RecordIx], this: RecordIx) -> &[RecordIx] {
    if sharing.len() <= NEAREST {
        return sharing;
    }
    let at = sharing.partition_point(|record| *record < this);
    let start = at.saturating_sub(NEAREST / 2).min(sharing.len() - NEAREST);
    &sharing[start..start + NEAREST]
}

/// How many binary digits tell `some` from `all`, in sixteenths: the logarithm of `all / some`, straight between powers
/// of two. None where there is no other to share with.
fn digits(all: usize, some: usize) -> u64 {
    let (Ok(all), Ok(some)) = (u64::try_from(all), u64::try_from(some)) else { return 0 };
    if some == 0 || some >= all {
        return 0;
    }
    // A fixed point of 20 places: at most 2^52 for the largest of archives.
    let ratio = (all << 20) / some;
    let whole = ratio.ilog2();
    let part = ((ratio - (1 << whole)) * BIT) >> whole;
    u64::from(whole - 20) * BIT + part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn what_is_rarer_takes_more_digits() {
        for (all, some, expected) in [
            (1_000, 1_000,  0),
            (1_000,   500, 16),
            (1_000,   250, 32),
            (3,         2,  8),
            (10_000,    2, 195),
            (1,         1,  0),
            (0,         0,  0),
            (4_000_000_000, 1, 509),
        ] {
            assert_eq!(digits(all, some), expected, "{some} of {all}");
        }
    }

    #[test]
    fn of_many_the_nearest_in_time_are_looked_at() {
        let all: Vec<RecordIx> = (0..1_000).map(|place| RecordIx::new(2 * place)).collect();
        for (this, first) in [(0, 0), (100, 0), (1_000, 872), (1_999, 1_744)] {
            let near = nearest(&all, RecordIx::new(this));
            assert_eq!((near.len(), near[0]), (NEAREST, RecordIx::new(first)), "{this}");
        }
        assert_eq!(nearest(&all[..7], RecordIx::new(1_000)).len(), 7);
    }
}
