//! An author as a byline has it → the parts of the name that bibliographies sort and shorten by.

use serde::Serialize;

use super::one_line;
use crate::archive::Archive;
use crate::model::record::Author;

/// The name of an author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Name {
    /// A person's, taken apart.
    Person {
        /// Given names, initials among them.
        given: String,
        /// What stands before the family name and belongs to it: `van der`. Empty where there is nothing.
        particle: String,
        /// The family name.
        family: String,
        /// `Jr.`, `III`. Empty where there is nothing.
        suffix: String,
    },
    /// An organization's, a person's single name, or one that nobody could take apart without asking.
    Literal(String),
}

impl Name {
    /// The name as lists are sorted by it: `van der Berg Jr., Anna`.
    pub fn inverted(&self) -> String {
        match self {
            Name::Literal(name) => name.clone(),
            Name::Person { given, particle, family, suffix } => {
                let family = Name::full_family(particle, family);
                let family = if suffix.is_empty() { family } else { format!("{family} {suffix}") };
                if given.is_empty() { family } else { format!("{family}, {given}") }
            }
        }
    }

    /// The particle and the family name.
    pub fn full_family(particle: &str, family: &str) -> String {
        if particle.is_empty() || particle.ends_with(['\'', '’']) {
            format!("{particle}{family}")
        } else {
            format!("{particle} {family}")
        }
    }
}

/// What belongs to the family name behind it. In lower case it is a particle; in capitals the first part of the name.
const PARTICLES: &[&str] = &[
    "van", "von", "vom", "der", "den", "de", "del", "della", "di", "da", "das", "do", "dos", "du", "la", "le", "las",
    "los", "lo", "ter", "ten", "te", "zu", "zum", "zur", "af", "av", "bin", "ibn", "bint", "al", "el", "'t", "d'",
    "st", "st.", "saint", "ben",
];

/// What stands behind a family name and is none.
const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv", "phd", "ph.d", "md", "m.d", "esq"];

/// Words by which a name is that of an organization or of several people.
const INSTITUTIONAL: &[&str] = &[
    "staff",
    "press",
    "desk",
    "team",
    "bureau",
    "board",
    "editors",
    "news",
    "agency",
    "association",
    "inc",
    "llc",
    "ltd",
    "gmbh",
    "company",
    "coalition",
    "committee",
    "union",
    "network",
    "institute",
    "university",
    "center",
    "centre",
    "foundation",
    "council",
    "group",
    "workers",
    "employees",
    "collective",
    "redacción",
    "redaktion",
    "rédaction",
    "agencia",
    "agentur",
    "agence",
    "department",
    "office",
    "and",
    "&",
    "und",
    "et",
];

/// The name of `author`.
///
/// The printed form (`as`) wins: a citation credits the author as the piece does. Only where the name is written
/// `Family, Given` does that win, for then the editor has said where it divides.
pub(super) fn of(author: &Author, archive: &Archive) -> Name {
    let printed = author.printed.as_deref().unwrap_or(&author.name);
    let name = one_line(if author.name.contains(',') { &author.name } else { printed });
    let is_known_in = |index: &str| archive.index(index).is_some_and(|index| index.find(&name).is_some());
    let is_person = is_known_in("people");
    // An outlet may be called like a person: Mother Jones.
    let is_other = !is_person && (is_known_in("organizations") || is_known_in("outlets"));
    if is_other { Name::Literal(name) } else { split(&name, is_person) }
}

/// Takes a name apart, unless its words are those of an organization and it is not known that it `is_person`.
fn split(name: &str, is_person: bool) -> Name {
    let literal = || Name::Literal(name.to_owned());
    let parts: Vec<&str> = name.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    match parts[..] {
        [whole] => spaced(whole, "", is_person),
        [whole, suffix] if is_suffix(suffix) => spaced(whole, suffix, is_person),
        [_, form] if !is_person && INSTITUTIONAL.contains(&&*bare(form)) => literal(),
        [family, given] => divided(family, given, ""),
        [family, given, suffix] if is_suffix(suffix) => divided(family, given, suffix),
        [family, suffix, given] if is_suffix(suffix) => divided(family, given, suffix),
        _ => literal(),
    }
}

/// `Family` and `Given`, which the editor has told apart.
fn divided(family: &str, given: &str, suffix: &str) -> Name {
    let words: Vec<&str> = family.split(' ').collect();
    let particles = words[..words.len() - 1].iter().take_while(|word| is_particle(word)).count();
    Name::Person {
        given: given.to_owned(),
        particle: words[..particles].join(" "),
        family: words[particles..].join(" "),
        suffix: suffix.to_owned(),
    }
}

/// A name as it is spoken.
fn spaced(name: &str, suffix: &str, is_person: bool) -> Name {
    let mut words: Vec<&str> = name.split(' ').collect();
    let literal = || match suffix {
        "" => Name::Literal(name.to_owned()),
        suffix => Name::Literal(format!("{name}, {suffix}")),
    };
    let is_institutional = words.iter().any(|word| INSTITUTIONAL.contains(&&*bare(word))) || bare(words[0]) == "the";
    if is_institutional && !is_person {
        return literal();
    }
    let mut suffix = suffix.to_owned();
    if suffix.is_empty() && words.len() > 2 && is_suffix(words[words.len() - 1]) {
        suffix = words.pop().unwrap_or_default().to_owned();
    }
    if words.len() < 2 {
        return literal();
    }
    if name.chars().all(|letter| letter == ' ' || is_east_asian(letter)) {
        // There the family comes first, where there is a space at all.
        return match words[..] {
            [family, given] => divided(family, given, &suffix),
            _ => literal(),
        };
    }
    let last = words.len() - 1;
    // José Ortega y Gasset.
    let is_joined = |place: usize| matches!(words[place], "y" | "e" | "i") && place >= 2 && place < last;
    let mut start = if last >= 3 && is_joined(last - 1) { last - 2 } else { last };
    while start > 1 && PARTICLES.contains(&&*bare_particle(words[start - 1])) {
        start -= 1;
    }
    let particles = words[start..last].iter().take_while(|word| is_particle(word)).count();
    Name::Person {
        given: words[..start].join(" "),
        particle: words[start..start + particles].join(" "),
        family: words[start + particles..].join(" "),
        suffix,
    }
}

/// In lower case, and one of those that are known: danah boyd has none.
fn is_particle(word: &str) -> bool {
    word.chars().next().is_some_and(|letter| letter.is_lowercase() || letter == '\'')
        && PARTICLES.contains(&&*bare_particle(word))
}

fn is_suffix(word: &str) -> bool {
    SUFFIXES.contains(&&*bare(word))
}

fn bare(word: &str) -> String {
    word.trim_end_matches(['.', ',']).to_lowercase()
}

fn bare_particle(word: &str) -> String {
    word.replace('’', "'").to_lowercase()
}

/// Whether the letter is of a script that writes families first: Han, Hangul, Kana.
fn is_east_asian(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Given, particle, family, suffix; a literal alone.
    fn check(name: &str) -> String {
        match split(name, false) {
            Name::Literal(name) => name,
            Name::Person { given, particle, family, suffix } => [given, particle, family, suffix].join("|"),
        }
    }

    #[test]
    #[rustfmt::skip]
    fn names_are_taken_apart() {
        for (name, expected) in [
            ("Jane Doe",                    "Jane||Doe|"),
            ("Jane M. Doe",                 "Jane M.||Doe|"),
            ("Doe, Jane",                   "Jane||Doe|"),
            ("García Márquez, Gabriel",     "Gabriel||García Márquez|"),
            ("van der Berg, Anna",          "Anna|van der|Berg|"),
            ("Anna van der Berg",           "Anna|van der|Berg|"),
            ("Alexander von Humboldt",      "Alexander|von|Humboldt|"),
            ("Ana de la Torre",             "Ana|de la|Torre|"),
            ("Martin Van Buren",            "Martin||Van Buren|"),
            ("Vanessa De La Cruz",          "Vanessa||De La Cruz|"),
            ("Van Morrison",                "Van||Morrison|"),
            ("Ahmed al-Masri",              "Ahmed||al-Masri|"),
            ("Osama bin Laden",             "Osama|bin|Laden|"),
            ("José Ortega y Gasset",        "José||Ortega y Gasset|"),
            ("danah boyd",                  "danah||boyd|"),
            ("Martin Luther King, Jr.",     "Martin Luther||King|Jr."),
            ("Martin Luther King Jr.",      "Martin Luther||King|Jr."),
            ("King, Martin Luther, Jr.",    "Martin Luther||King|Jr."),
            ("King, Jr., Martin Luther",    "Martin Luther||King|Jr."),
            ("John Roe III",                "John||Roe|III"),
            ("Cher",                        "Cher"),
            ("王小明",                        "王小明"),
            ("山田 太郎",                     "太郎||山田|"),
            ("محمد الأحمد",                  "محمد||الأحمد|"),
            ("BuzzFeed News",               "BuzzFeed News"),
            ("The Editors",                 "The Editors"),
            ("Reuters Staff",               "Reuters Staff"),
            ("Acme, Inc.",                  "Acme, Inc."),
            ("Jane Doe and John Roe",       "Jane Doe and John Roe"),
            ("a, b, c, d",                  "a, b, c, d"),
            (",",                           ","),
            ("",                            ""),
        ] {
            assert_eq!(check(name), expected, "{name}");
        }
    }
}
