//! Misspelt word → the known word that was probably meant.

use std::cmp::Reverse;

/// The nearest of `known` to `word`, if one is near enough to be worth saying.
///
/// Equal but for case, `-`, `_` and spaces is nearest; then few slips of the pen (one for about three letters, up to six,
/// counted as Damerau and Levenshtein do), then one being the other's beginning. Of equally near ones the first is taken.
///
/// ```
/// use reportage::names::suggest::nearest;
/// assert_eq!(nearest("dat", ["title", "date"]), Some("date"));
/// assert_eq!(nearest("colour", ["title", "date"]), None);
/// ```
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = Sketch::new(word);
    let mut best: Option<(Nearness, &'a str)> = None;
    for candidate in known {
        let Some(nearness) = word.nearness(&Sketch::new(candidate)) else { continue };
        if best.as_ref().is_none_or(|(nearest, _)| nearness < *nearest) {
            let exact = nearness == Nearness::Same;
            best = Some((nearness, candidate));
            if exact {
                break;
            }
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// With more slips than these even a long path is another one. It also keeps a broken link of a large archive, whose path
/// is compared with every other, from being counted out against all of them.
const MOST_SLIPS: usize = 6;

/// Whether the two differ in nothing but case, `-`, `_` and spaces: then the mend is certain.
pub fn same_but_for_spelling(one: &str, other: &str) -> bool {
    levelled(one).eq(levelled(other))
}

/// How near two words are; the least is the nearest.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    Same,
    /// So many slips; of two with as many, the one that begins alike for longer.
    Slips(usize, Reverse<usize>),
    /// One is the other's beginning; so much is missing.
    Beginning(usize),
}

/// A word without what does not count, and which letters it has: a cheap bound on the distance of two.
struct Sketch {
    letters: Vec<char>,
    present: u64,
}

impl Sketch {
    fn new(word: &str) -> Sketch {
        let letters: Vec<char> = levelled(word).collect();
        let present = letters.iter().fold(0, |present, letter| present | 1 << (u32::from(*letter) % 64));
        Sketch { letters, present }
    }

    fn nearness(&self, other: &Sketch) -> Option<Nearness> {
        if self.letters == other.letters {
            return Some(Nearness::Same);
        }
        let (short, long) = match self.letters.len() <= other.letters.len() {
            true => (&self.letters, &other.letters),
            false => (&other.letters, &self.letters),
        };
        let allowed = MOST_SLIPS.min(long.len() / 3);
        let missing = long.len() - short.len();
        // One slip changes at most two of the letters that are present, so most words are ruled out without a count.
        let differing = (self.present ^ other.present).count_ones() as usize;
        if missing <= allowed && differing <= 2 * allowed && short.len() > 1 {
            let slips = strsim::generic_damerau_levenshtein(&self.letters, &other.letters);
            if slips <= allowed && slips < short.len() {
                let alike = short.iter().zip(long).take_while(|(one, other)| one == other).count();
                return Some(Nearness::Slips(slips, Reverse(alike)));
            }
        }
        (short.len() >= 3 && long.starts_with(short)).then_some(Nearness::Beginning(missing))
    }
}

fn levelled(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|letter| !matches!(letter, '-' | '_' | ' ')).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const KEYS: [&str; 12] = [
        "title",
        "date",
        "tags",
        "organizations",
        "people",
        "outlet",
        "url",
        "url_status",
        "authors",
        "description",
        "base_url",
        "id",
    ];

    #[test]
    #[rustfmt::skip]
    fn the_nearest_key_is_found() {
        for (word, expected) in [
            ("titel",         Some("title")),
            ("Title",         Some("title")),
            ("tilte",         Some("title")),
            ("dat",           Some("date")),
            ("dates",         Some("date")),
            ("tag",           Some("tags")),
            ("organisations", Some("organizations")),
            ("org",           Some("organizations")),
            ("desc",          Some("description")),
            ("author",        Some("authors")),
            ("base-url",      Some("base_url")),
            ("baseURL",       Some("base_url")),
            ("urlstatus",     Some("url_status")),
            ("ulr",           Some("url")),
            ("ID",            Some("id")),
            ("xyz",           None),
            ("ab",            None),
            ("",              None),
            ("x",             None),
            ("colour",        None),
            ("番号",          None),
        ] {
            assert_eq!(nearest(word, KEYS), expected, "{word:?}");
        }
    }

    #[test]
    fn of_equally_near_words_the_first_is_taken() {
        assert_eq!(nearest("cart", ["card", "care"]), Some("card"));
        assert_eq!(nearest("cart", ["care", "card"]), Some("care"));
        assert_eq!(nearest("bate", ["date", "bats"]), Some("bats"), "the longer common beginning wins");
    }

    #[test]
    fn long_paths_are_near_only_with_few_slips() {
        let path = "/articles/2014/prospect-tender-gallery-ravine-quarry-4273/";
        assert!(nearest(path, ["/articles/2014/prospect-tender-galery-ravine-quarry-4274/"]).is_some());
        assert_eq!(nearest(path, ["/articles/2014/circuit-brigade-gallery-seminar-quarry-3725/"]), None);
    }

    proptest! {
        #[test]
        fn a_known_word_is_its_own_nearest(word in "[a-z]{1,12}", others in prop::collection::vec("[a-z]{1,12}", 0..8)) {
            let known = others.iter().map(String::as_str).chain([word.as_str()]);
            prop_assert_eq!(nearest(&word, known), Some(word.as_str()));
        }

        #[test]
        fn one_slip_in_a_long_word_is_mended(word in "[a-z]{4,20}", at in 0usize..20, slip in "[a-z]") {
            let mut slipped = word.clone();
            let at = at % word.len();
            slipped.replace_range(at..=at, &slip);
            prop_assert_eq!(nearest(&slipped, [word.as_str()]), Some(word.as_str()));
        }

        #[test]
        fn nothing_is_made_up(word in ".{0,20}", known in prop::collection::vec(".{0,20}", 0..6)) {
            if let Some(found) = nearest(&word, known.iter().map(String::as_str)) {
                prop_assert!(known.iter().any(|known| known == found));
            }
        }
    }
}
