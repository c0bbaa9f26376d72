//! Names of one index that may be one: a letter apart, or the same words in another order.

use std::collections::BTreeMap;

use super::{Index, Problems, Term};
use crate::diag::codes::archive::NEAR_DUPLICATE;
use crate::diag::{Diagnostic, Place};
use crate::fingerprint::{Fingerprint, Inputs};
use crate::names::fold::{Fold, fold};

/// Shorter keys have too many neighbours that are other names.
const SHORTEST: usize = 6;

/// Reports each name without a file that is close to another, once: at its first place, with the one that most
/// probably is meant.
pub(super) fn report(index: &Index, first_seen: &[Option<Place>], problems: &mut Problems) {
    for (rare, kept) in closest(index, |place| first_seen[place].is_some()) {
        let Some(place) = &first_seen[rare] else { continue };
        let (rare, kept) = (&index.terms[rare].name, &index.terms[kept].name);
        let message = format!("`{rare}` is close to `{kept}`");
        let help = format!(
            "did you mean `{kept}`? if they are one, write both the same way; if they are two, add a file for one in content/{}/",
            index.key
        );
        problems.push(Diagnostic::new(NEAR_DUPLICATE, place.clone(), message).help(help));
    }
}

/// Each name of `index` without a file that is close to another, with the one that most probably is meant.
pub fn near_duplicates(index: &Index) -> Vec<(&Term, &Term)> {
    let closest = closest(index, |place| index.terms[place].entity.is_none());
    closest.into_iter().map(|(rare, kept)| (&index.terms[rare], &index.terms[kept])).collect()
}

/// For the place of each term that `is_asked` about and that is close to another, the place of the closest, in order.
///
/// Two keys a letter apart share a key with a letter left out, so that pairs are found without comparing all with all.
fn closest(index: &Index, is_asked: impl Fn(usize) -> bool) -> BTreeMap<usize, usize> {
    let mut traits: Vec<(Fingerprint, usize)> = Vec::with_capacity(16 * index.terms.len());
    for (place, term) in index.terms.iter().enumerate() {
        let key = fold(&term.name, index.fold);
        traits.push((words_in_any_order(&term.name), place));
        if key.chars().count() >= SHORTEST {
            traits.push((Fingerprint::of(key.as_bytes()), place));
            traits.extend(with_one_left_out(&key).map(|shorter| (shorter, place)));
        }
    }
    traits.sort_unstable();
    traits.dedup();
    let mut closest: BTreeMap<usize, usize> = BTreeMap::new();
    for shared in traits.chunk_by(|a, b| a.0 == b.0).filter(|shared| shared.len() > 1) {
        let mut places: Vec<usize> = shared.iter().map(|(_, place)| *place).collect();
        places.sort_by_cached_key(|place| rank(index, *place));
        for (at, rare) in places.iter().enumerate().filter(|(_, place)| is_asked(**place)) {
            let above = places[at + 1..].iter().rev();
            let mut fit = above.filter(|kept| !is_told_apart(&index.terms[**kept], &index.terms[*rare]));
            let Some(kept) = fit.next() else { continue };
            if closest.get(rare).is_none_or(|known| rank(index, *known) < rank(index, *kept)) {
                closest.insert(*rare, *kept);
            }
        }
    }
    closest
}

/// A term without a file comes before one with; then the one that fewer records use.
fn rank(index: &Index, place: usize) -> (bool, usize, std::cmp::Reverse<&str>) {
    let term = &index.terms[place];
    (term.entity.is_some(), term.records.len(), std::cmp::Reverse(&term.name))
}

/// Names that differ in a digit are two: `Room 101` and `Room 102`.
fn is_told_apart(a: &Term, b: &Term) -> bool {
    let digits = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    digits(&a.name) != digits(&b.name)
}

fn words_in_any_order(name: &str) -> Fingerprint {
    let mut words: Vec<String> = name.split_whitespace().map(|word| fold(word, Fold::Name)).collect();
    words.sort_unstable();
    words.iter().fold(Inputs::new("words"), |inputs, word| inputs.text(word)).done()
}

fn with_one_left_out(key: &str) -> impl Iterator<Item = Fingerprint> + '_ {
    let mut shorter = String::with_capacity(key.len());
    key.char_indices().map(move |(at, letter)| {
        shorter.clear();
        shorter.push_str(&key[..at]);
        shorter.push_str(&key[at + letter.len_utf8()..]);
        Fingerprint::of(shorter.as_bytes())
    })
}
