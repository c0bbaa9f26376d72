//! Misspelt word → the known word that was probably meant.

use std::borrow::Cow;
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
    nearest_of(word, known.into_iter().map(|candidate| (Cow::Owned(Sketch::new(candidate)), candidate)))
}

fn nearest_of<'a, 's>(word: &str, known: impl Iterator<Item = (Cow<'s, Sketch>, &'a str)>) -> Option<&'a str> {
    let word = Sketch::new(word);
    let mut best: Option<(Nearness, &'a str)> = None;
    for (sketch, candidate) in known {
        let Some(nearness) = word.nearness(&sketch) else { continue };
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

/// Known words that many others are held against, each looked at once.
#[derive(Debug)]
pub struct Known<W> {
    words: Vec<(Sketch, W)>,
}

impl<W: AsRef<str>> Known<W> {
    /// The nearest of the words to `word`, as `nearest` has it.
    pub fn nearest(&self, word: &str) -> Option<&str> {
        nearest_of(word, self.words.iter().map(|(sketch, known)| (Cow::Borrowed(sketch), known.as_ref())))
    }
}

impl<W: AsRef<str>> FromIterator<W> for Known<W> {
    fn from_iter<T: IntoIterator<Item = W>>(words: T) -> Known<W> {
        Known { words: words.into_iter().map(|word| (Sketch::new(word.as_ref()), word)).collect() }
    }
}

/// With more slips than these even a long path is another one.
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

/// How many kinds of letters are told apart where they are only counted.
const KINDS: usize = 64;

/// A word without what does not count, and how often it has each kind of letter: a cheap bound on the distance of two.
#[derive(Clone, Debug)]
struct Sketch {
    letters: Vec<char>,
    counts: [u8; KINDS],
}

impl Sketch {
    fn new(word: &str) -> Sketch {
        let letters: Vec<char> = levelled(word).collect();
        let mut counts = [0_u8; KINDS];
        for letter in &letters {
            let count = &mut counts[u32::from(*letter) as usize % KINDS];
            *count = count.saturating_add(1);
        }
        Sketch { letters, counts }
    }

    /// How many letters at least one has and the other has not, both ways together.
    fn differing(&self, other: &Sketch) -> usize {
        let differences = self.counts.iter().zip(&other.counts).map(|(one, other)| u16::from(one.abs_diff(*other)));
        usize::from(differences.sum::<u16>())
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
        // One slip changes at most two counts by one, so nearly all words are ruled out before slips are counted.
        if missing <= allowed && short.len() > 1 && self.differing(other) <= 2 * allowed {
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
        fn words_looked_at_before_are_as_near(word in "[a-c]{0,9}", words in prop::collection::vec("[a-c]{0,9}", 0..8)) {
            let known: Known<&String> = words.iter().collect();
            prop_assert_eq!(known.nearest(&word), nearest(&word, words.iter().map(String::as_str)));
        }

        #[test]
        fn the_bound_never_rules_out_a_near_word(word in "[a-f/-]{6,40}", slips in prop::collection::vec((0usize..40, "[a-f/]"), 0..3)) {
            let mut slipped = word.clone();
            for (at, slip) in slips {
                let at = at % slipped.len();
                slipped.replace_range(at..=at, &slip);
            }
            let (one, other) = (Sketch::new(&word), Sketch::new(&slipped));
            let slips = strsim::generic_damerau_levenshtein(&one.letters, &other.letters);
            prop_assert!(one.differing(&other) <= 2 * slips);
        }

        #[test]
        fn nothing_is_made_up(word in ".{0,20}", known in prop::collection::vec(".{0,20}", 0..6)) {
            if let Some(found) = nearest(&word, known.iter().map(String::as_str)) {
                prop_assert!(known.iter().any(|known| known == found));
            }
        }
    }
}
