//! Items → BibTeX in UTF-8, which biblatex reads as its own.
//!
//! Source: the btxdoc of BibTeX 0.99d for what a field may hold, biblatex 3.20 for entry types and fields. `year` and
//! `month` are there for the one, `date` for the other, which prefers it.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Item, Name, key};
use crate::model::record::RecordType;

/// Writes one entry an item.
///
/// # Errors
/// Those of `out`.
pub fn write(items: &mut dyn Iterator<Item = Item>, out: &mut dyn Write) -> io::Result<()> {
    for (place, item) in items.enumerate() {
        let between = if place == 0 { "" } else { "\n" };
        out.write_all(format!("{between}{}", entry(&item)).as_bytes())?;
    }
    Ok(())
}

fn entry(item: &Item) -> String {
    let mut text = format!("@{}{{{},\n", kind(item.kind), key::of(&item.id));
    let mut field = |name: &str, value: Option<Cow<'_, str>>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let _ = writeln!(text, "  {name} = {{{value}}},");
        }
    };
    let words = |text: &str| Cow::from(escaped(text));
    field("author", (!item.authors.is_empty()).then(|| authors(&item.authors).into()));
    field("title", Some(title(&item.title).into()));
    field(container(item.kind), item.outlet.as_deref().map(words));
    field("entrysubtype", subtype(item.kind).map(Cow::from));
    field(publisher(item.kind), item.publisher.as_deref().map(words));
    field("date", item.issued.as_ref().map(|date| date.to_string().into()));
    field("year", item.issued.as_ref().map(|date| date.year.to_string().into()));
    field("month", item.issued.and_then(|date| date.month).map(|month| month.to_string().into()));
    field("url", item.url().map(address));
    field("urldate", item.accessed.as_ref().map(|date| date.to_string().into()));
    field("langid", language(&item.language).map(Cow::from));
    field("abstract", item.dek.as_deref().map(words));
    field("keywords", (!item.keywords.is_empty()).then(|| words(&item.keywords.join(", "))));
    field("note", note(item).map(Cow::from));
    text.push_str("}\n");
    text
}

fn kind(kind: RecordType) -> &'static str {
    match kind {
        RecordType::Newspaper | RecordType::Magazine => "article",
        RecordType::Webpage | RecordType::WeblogPost => "online",
        RecordType::Report => "report",
        RecordType::Letter | RecordType::Broadcast | RecordType::Interview => "misc",
    }
}

/// The field for what a piece stands in.
fn container(kind: RecordType) -> &'static str {
    match kind {
        RecordType::Newspaper | RecordType::Magazine => "journal",
        RecordType::Report => "institution",
        RecordType::Webpage | RecordType::WeblogPost => "organization",
        RecordType::Letter | RecordType::Broadcast | RecordType::Interview => "howpublished",
    }
}

/// The field for who published it. An essay of the archive's own stands in nothing, so that none is given twice.
fn publisher(kind: RecordType) -> &'static str {
    match kind {
        RecordType::Report => "institution",
        RecordType::Webpage | RecordType::WeblogPost => "organization",
        _ => "publisher",
    }
}

/// What tells newspapers from magazines, in the styles of biblatex that set them apart.
fn subtype(kind: RecordType) -> Option<&'static str> {
    match kind {
        RecordType::Newspaper => Some("newspaper"),
        RecordType::Magazine => Some("magazine"),
        _ => None,
    }
}

/// The name by which babel and polyglossia know a language; nothing for those that they do not know by one.
fn language(tag: &str) -> Option<&'static str> {
    Some(match tag.split('-').next().unwrap_or(tag) {
        "ar" => "arabic",
        "da" => "danish",
        "de" => "german",
        "el" => "greek",
        "en" => "english",
        "es" => "spanish",
        "fi" => "finnish",
        "fr" => "french",
        "he" => "hebrew",
        "it" => "italian",
        "nb" | "no" => "norsk",
        "nl" => "dutch",
        "pl" => "polish",
        "pt" => "portuguese",
        "ru" => "russian",
        "sv" => "swedish",
        "tr" => "turkish",
        "uk" => "ukrainian",
        _ => return None,
    })
}

/// Where the copy is, and where the original was. Addresses stand in `\url`, in which no sign has a meaning.
fn note(item: &Item) -> Option<String> {
    let original = item.lost_original().map(|url| format!("Original: \\url{{{}}}", address(url)));
    let copy = item.copy.as_ref().filter(|copy| item.url() != Some(&copy.url));
    let copy = copy.map(|copy| format!("{}: \\url{{{}}}", escaped(&copy.holder), address(&copy.url)));
    original.or(copy)
}

/// `Berg, Jr., Anna` and `Anna van der Berg` as BibTeX wants them: `van der Berg, Jr., Anna`.
fn authors(authors: &[Name]) -> String {
    let one = |author: &Name| match author {
        Name::Literal(name) => format!("{{{}}}", escaped(name)),
        Name::Person { given, particle, family, suffix } => {
            // A family name of several words, or one that begins in lower case, is kept together by braces.
            let begins_low = family.chars().next().is_some_and(char::is_lowercase);
            let family = escaped(family);
            let family = if begins_low || family.contains(' ') { format!("{{{family}}}") } else { family };
            let family = Name::full_family(&escaped(particle), &family);
            let parts = [Some(family), Some(escaped(suffix)).filter(|part| !part.is_empty()), Some(escaped(given))];
            // A comma or an `and` in a name would begin another part, or another author.
            parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
        }
    };
    authors.iter().map(one).collect::<Vec<_>>().join(" and ")
}

/// A headline whose names keep their capitals in styles that take capitals from titles.
///
/// Letters inside a word (`BuzzFeed`, `ICE`) are kept always. In a headline that is written as a sentence, so is every
/// word but the first that begins with a capital: it is a name. In one with capitals throughout, nobody can tell.
fn title(title: &str) -> String {
    let words: Vec<&str> = title.split(' ').collect();
    let long = || words.iter().skip(1).filter(|word| word.chars().filter(|letter| letter.is_alphabetic()).count() > 3);
    let is_sentence = 2 * long().filter(|word| begins_with_capital(word)).count() <= long().count();
    let protected = |(place, word): (usize, &&str)| {
        let has_inner = word.chars().skip_while(|letter| !letter.is_alphanumeric()).skip(1).any(char::is_uppercase);
        let is_name = is_sentence && place > 0 && begins_with_capital(word);
        if has_inner || is_name { format!("{{{}}}", escaped(word)) } else { escaped(word) }
    };
    words.iter().enumerate().map(protected).collect::<Vec<_>>().join(" ")
}

fn begins_with_capital(word: &str) -> bool {
    word.chars().find(|letter| letter.is_alphanumeric()).is_some_and(char::is_uppercase)
}

/// Text in which every sign stands for itself. A brace is a command: one with a backslash would still open a group.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '%' | '&' | '$' | '#' | '_' => escaped.extend(['\\', letter]),
            '\\' => escaped.push_str("\\textbackslash{}"),
            '{' => escaped.push_str("\\textbraceleft{}"),
            '}' => escaped.push_str("\\textbraceright{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            letter if letter.is_whitespace() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// An address, in which only braces, backslashes and spaces would have a meaning.
fn address(url: &str) -> Cow<'_, str> {
    const SIGNS: [(char, &str); 4] = [('{', "%7B"), ('}', "%7D"), ('\\', "%5C"), (' ', "%20")];
    if !url.contains(SIGNS.map(|(sign, _)| sign)) {
        return url.into();
    }
    SIGNS.iter().fold(url.to_owned(), |url, (sign, code)| url.replace(*sign, code)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn names_in_headlines_keep_their_capitals() {
        for (headline, expected) in [
            ("Workers ask Salesforce to leave",      "Workers ask {Salesforce} to leave"),
            ("BuzzFeed asks ICE",                    "{BuzzFeed} asks {ICE}"),
            ("Amazon Workers Ask Their Company",     "Amazon Workers Ask Their Company"),
            ("Amazon Workers Ask ICE To Stay Away",  "Amazon Workers Ask {ICE} To Stay Away"),
            ("“We won’t build it”: Google’s Maven",  "“We won’t build it”: {Google’s} {Maven}"),
            ("100 % {of} \\them",                    "100 \\% \\textbraceleft{}of\\textbraceright{} \\textbackslash{}them"),
            ("رسالة إلى الشركة",                     "رسالة إلى الشركة"),
            ("",                                     ""),
        ] {
            assert_eq!(title(headline), expected, "{headline}");
        }
    }

    #[test]
    fn names_are_kept_apart() {
        let person = |given: &str, particle: &str, family: &str, suffix: &str| Name::Person {
            given: given.into(),
            particle: particle.into(),
            family: family.into(),
            suffix: suffix.into(),
        };
        for (name, expected) in [
            (person("Jane", "", "Doe", ""), "Doe, Jane"),
            (person("Anna", "van der", "Berg", ""), "van der Berg, Anna"),
            (person("Martin", "", "King", "Jr."), "King, Jr., Martin"),
            (person("Gabriel", "", "García Márquez", ""), "{García Márquez}, Gabriel"),
            (person("danah", "", "boyd", ""), "{boyd}, danah"),
            (Name::Literal("Jane and John".into()), "{Jane and John}"),
            (Name::Literal("A, B & C".into()), "{A, B \\& C}"),
        ] {
            assert_eq!(authors(&[name]), expected);
        }
    }
}
