//! Item → COinS: what a `<span class="Z3988" title="…">` holds, from which a list of records gets a pick list.
//!
//! Source: ANSI/NISO Z39.88-2004, key/encoded-value format `mtx:dc`, which alone has types beyond journals and books.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Item;
use crate::model::record::RecordType;

/// All but what RFC 3986, section 2.3, calls unreserved: nothing that is left means anything in HTML.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The keys and values of `item`, percent-encoded, with a plain `&` between them: a template escapes it.
pub fn coins(item: &Item) -> String {
    let mut text = "ctx_ver=Z39.88-2004&rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc".to_owned();
    let mut add = |key: &str, value: Option<&str>| {
        let value = value.filter(|value| !value.is_empty());
        let value = value.map(|value| utf8_percent_encode(value, RESERVED));
        text.extend(value.map(|value| format!("&rft.{key}={value}")));
    };
    add("type", Some(zotero_type(item.kind)));
    add("title", Some(&item.title));
    add("source", item.outlet.as_deref());
    add("publisher", item.publisher.as_deref());
    for author in &item.authors {
        add("creator", Some(&author.inverted()));
    }
    add("date", item.issued.map(|date| date.iso()).as_deref());
    add("identifier", item.original.as_deref());
    add("language", Some(&item.language));
    text
}

/// The type in Zotero's words, which are the only ones in use here.
pub fn zotero_type(kind: RecordType) -> &'static str {
    match kind {
        RecordType::Newspaper => "newspaperArticle",
        RecordType::Magazine => "magazineArticle",
        RecordType::Webpage => "webpage",
        RecordType::WeblogPost => "blogPost",
        RecordType::Report => "report",
        RecordType::Letter => "letter",
        RecordType::Broadcast => "tvBroadcast",
        RecordType::Interview => "interview",
    }
}

#[cfg(test)]
mod tests {
    use super::super::Name;
    use super::*;
    use crate::model::date::PartialDate;

    #[test]
    fn a_piece_is_one_attribute() {
        let item = Item {
            id: "a".to_owned(),
            kind: RecordType::Newspaper,
            title: "Q&A: \"50 % <off>\"".to_owned(),
            is_title_supplied: false,
            authors: vec![
                Name::Person {
                    given: "Anna".to_owned(),
                    particle: "van der".to_owned(),
                    family: "Berg".to_owned(),
                    suffix: "Jr.".to_owned(),
                },
                Name::Literal("BuzzFeed News".to_owned()),
            ],
            outlet: Some("Süddeutsche".to_owned()),
            section: None,
            publisher: None,
            issued: Some(PartialDate { day: None, ..PartialDate::day(2018, 6, 1) }),
            accessed: None,
            original: Some("https://example.org/a?b=c&d".to_owned()),
            is_dead: true,
            copy: None,
            language: "de".to_owned(),
            dek: None,
            keywords: Vec::new(),
        };
        let expected = [
            "ctx_ver=Z39.88-2004",
            "rft_val_fmt=info%3Aofi%2Ffmt%3Akev%3Amtx%3Adc",
            "rft.type=newspaperArticle",
            "rft.title=Q%26A%3A%20%2250%20%25%20%3Coff%3E%22",
            "rft.source=S%C3%BCddeutsche",
            "rft.creator=van%20der%20Berg%20Jr.%2C%20Anna",
            "rft.creator=BuzzFeed%20News",
            "rft.date=2018-06",
            "rft.identifier=https%3A%2F%2Fexample.org%2Fa%3Fb%3Dc%26d",
            "rft.language=de",
        ];
        assert_eq!(coins(&item).split('&').collect::<Vec<_>>(), expected);
    }
}
