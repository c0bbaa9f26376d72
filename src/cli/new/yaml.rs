//! Text → YAML that reads back as that text.
//!
//! Written as a person would: plain where that is certainly safe, else in double quotation marks. Only for new files;
//! what an editor has written is never written again.

/// Words that YAML 1.1 or 1.2 takes for something else than text.
const WORDS: [&str; 9] = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"];

/// The text as the value of a key or an item of a list in brackets, on one line: each run of white space and control
/// characters is one space.
///
/// Source: YAML 1.2.2, sections 7.3.1 (double-quoted) and 7.3.3 (plain). A string of JSON is one in double quotation
/// marks; the few characters that JSON leaves as they are and YAML does not print are escaped here.
pub(super) fn scalar(text: &str) -> String {
    let text = one_line(text);
    if is_plain(&text) {
        return text;
    }
    let json = serde_json::Value::from(text).to_string();
    let mut quoted = String::with_capacity(json.len());
    for letter in json.chars() {
        match letter {
            '\u{feff}' | '\u{fffe}' | '\u{ffff}' => quoted.push_str(&format!("\\u{:04x}", u32::from(letter))),
            letter => quoted.push(letter),
        }
    }
    quoted
}

fn one_line(text: &str) -> String {
    let parts = text.split(|letter: char| letter.is_whitespace() || letter.is_control());
    let words: Vec<&str> = parts.filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// The texts as a list in brackets.
pub(super) fn list(texts: &[String]) -> String {
    let items: Vec<String> = texts.iter().map(|text| scalar(text)).collect();
    format!("[{}]", items.join(", "))
}

/// Whether nothing in the text means anything to YAML, in whatever place it stands.
fn is_plain(text: &str) -> bool {
    let is_word = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.' | '/' | '\'' | '’' | '&');
    let is_address = text.starts_with("https://") || text.starts_with("http://");
    let is_sound = |letter: char| match letter {
        ' ' => !is_address,
        ':' | '?' | '=' | '%' | '+' | '~' => is_address,
        letter => is_word(letter),
    };
    text.starts_with(char::is_alphabetic)
        && text.ends_with(is_word)
        && text.chars().all(is_sound)
        && !WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use proptest::prelude::*;

    use super::*;
    use crate::model::Document;
    use crate::model::node::Node;
    use crate::parse::{Room, document};
    use crate::source::{SitePath, SourceFile};

    #[test]
    #[rustfmt::skip]
    fn text_is_plain_where_it_can_be() {
        for (text, expected) in [
            ("Open letters",                 "Open letters"),
            ("Müller & Söhne",               "Müller & Söhne"),
            ("Google's board",               "Google's board"),
            ("https://example.org/a?b=c",    "https://example.org/a?b=c"),
            ("https://example.org/a:",       "\"https://example.org/a:\""),
            ("A: B",                         "\"A: B\""),
            ("A, B",                         "\"A, B\""),
            ("“A”",                          "\"“A”\""),
            ("a \"b\" \\ c",                 "\"a \\\"b\\\" \\\\ c\""),
            ("# 1",                          "\"# 1\""),
            ("No",                           "\"No\""),
            ("2018",                         "\"2018\""),
            ("",                             "\"\""),
            (" a\n\tb\0c\u{85}\u{7f}d\u{2028}e ", "a b c d e"),
            ("a\u{feff}b",                   "\"a\\ufeffb\""),
        ] {
            assert_eq!(scalar(text), expected, "{text:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn whatever_is_written_is_read(
            text in "\\PC{0,40}|[a-z:#,&*!|>'\"%@`{}\\[\\] \\-?~=\\\\\\n\\t\u{7f}-\u{a0}\u{feff}]{0,20}",
        ) {
            let (value, items) = (scalar(&text), list(std::slice::from_ref(&text)));
            let yaml = format!("---\ntitle: A\ndate: 2018\nextra: {{value: {value}, list: {items}}}\n---\n");
            let file = SourceFile::held(SitePath::new("content/articles/a.md").unwrap(), yaml.as_bytes());
            let checked = document(&file, &Room::Record);
            prop_assert_eq!(&checked.problems, &[]);
            let Some(Document::Record(record)) = checked.value else { panic!("no record") };
            let expected = Node::Text(crate::names::nfc::nfc(&one_line(&text)).into_owned());
            let extra = [("value".to_owned(), expected.clone()), ("list".to_owned(), Node::List(vec![expected]))];
            prop_assert_eq!(record.extra.clone(), extra);
        }
    }
}
