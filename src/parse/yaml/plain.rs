//! Front matter as most people write it, read line by line: `key: value`, `key: "value"`, `key: [a, "b"]`.
//!
//! Invariant: what is read here is read as `visit` would read it, and whatever is out of the ordinary is not read here
//! at all. A tenth of the time of the YAML reader, for nearly every record of nearly every archive.

use memchr::{memchr, memchr2};

use crate::model::node::Node;
use crate::names::clean::is_control;
use crate::names::nfc::nfc;

/// More digits may be more than a whole number holds.
const MOST_DIGITS: usize = 18;

/// The entries of `yaml` in the file's order, no key twice; nothing where some line is not plain.
pub(super) fn read(yaml: &str) -> Option<Vec<(String, Node)>> {
    let mut entries: Vec<(String, Node)> = Vec::with_capacity(16);
    for line in yaml.split_terminator('\n') {
        let colon = memchr(b':', line.as_bytes())?;
        let (key, value) = (&line[..colon], line[colon + 1..].trim_end_matches(' '));
        if !is_key(key) || entries.iter().any(|(known, _)| known == key) {
            return None;
        }
        // Without a value the next lines may belong to it, and they would be no entry.
        let value = value.strip_prefix(' ')?.trim_start_matches(' ');
        entries.push((key.to_owned(), node(value)?));
    }
    Some(entries)
}

/// Lower-case words, which mean nothing else to YAML.
fn is_key(key: &str) -> bool {
    key.starts_with(|first: char| first.is_ascii_lowercase())
        && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

fn node(value: &str) -> Option<Node> {
    match value.strip_prefix('[') {
        Some(list) => items(list),
        None => {
            let (node, rest) = scalar(value, false)?;
            rest.is_empty().then_some(node)
        }
    }
}

/// The items of a list, from behind its opening bracket to the line's end.
fn items(mut rest: &str) -> Option<Node> {
    let mut list = Vec::new();
    if rest == "]" {
        return Some(Node::List(list));
    }
    loop {
        let (item, after) = scalar(rest.trim_start_matches(' '), true)?;
        list.push(item);
        rest = after.trim_start_matches(' ');
        match rest.strip_prefix(',') {
            Some(next) => rest = next,
            None => return (rest == "]").then_some(Node::List(list)),
        }
    }
}

/// The text or number that `text` begins with, and what comes behind it.
fn scalar(text: &str, in_list: bool) -> Option<(Node, &str)> {
    let first = text.chars().next()?;
    if let '"' | '\'' = first {
        let end = memchr(first as u8, &text.as_bytes()[1..])?;
        let (inside, rest) = (&text[1..=end], &text[end + 2..]);
        // `''` is an escape, and `"a":` a key.
        let has_escapes = first == '"' && memchr(b'\\', inside.as_bytes()).is_some();
        let is_plain = !has_escapes && !rest.starts_with([first, ':']);
        return (is_plain && is_sound(inside)).then(|| (words(inside), rest));
    }
    let end = if in_list { memchr2(b',', b']', text.as_bytes())? } else { text.len() };
    let (inside, rest) = (text[..end].trim_end_matches(' '), &text[end..]);
    if inside.starts_with(|first: char| first.is_ascii_digit()) {
        return Some((number_or_day(inside)?, rest));
    }
    let has_meaning = |byte: u8| matches!(byte, b':' | b'#' | b'[' | b']' | b'{' | b'}' | b',');
    let is_word =
        first.is_alphabetic() && !means_something(inside) && !inside.bytes().any(has_meaning) && is_sound(inside);
    // A comma outside a list is text.
    let is_word = is_word || (!in_list && first.is_alphabetic() && is_prose(inside));
    is_word.then(|| (words(inside), rest))
}

/// Text outside a list may hold what has a meaning inside one.
fn is_prose(text: &str) -> bool {
    !means_something(text) && !text.ends_with(':') && !text.contains(": ") && !text.contains(" #") && is_sound(text)
}

fn words(text: &str) -> Node {
    Node::Text(nfc(text).into_owned())
}

/// `2018-06-25` is text, `650` a number; whatever else begins with a digit is for YAML to say.
fn number_or_day(text: &str) -> Option<Node> {
    let bytes = text.as_bytes();
    let is_day = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if is_day {
        return Some(words(text));
    }
    let is_number =
        bytes.len() <= MOST_DIGITS && bytes.iter().all(u8::is_ascii_digit) && (bytes[0] != b'0' || text == "0");
    is_number.then(|| text.parse().ok().map(Node::Integer))?
}

/// Words of YAML's core schema.
fn means_something(text: &str) -> bool {
    text.len() <= 5 && ["true", "false", "null"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether each letter is nothing but itself to YAML, to which some of Unicode's are line ends or not allowed.
fn is_sound(text: &str) -> bool {
    let is_sound =
        |letter: char| !is_control(letter) && !matches!(letter, '\t' | '\n' | '\u{2028}' | '\u{2029}' | '\u{feff}');
    // Looked at without branches, which the compiler turns into vector instructions.
    let is_printable = text.bytes().fold(true, |is, byte| is & (b' '..0x7F).contains(&byte));
    is_printable || text.chars().all(is_sound)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use proptest::prelude::*;

    use super::super::visit;
    use super::*;

    /// What `visit` reads, where it reads a mapping that needs no second look.
    fn by_yaml(yaml: &str) -> Option<Vec<(String, Node)>> {
        match visit::read(yaml) {
            Ok((Node::Map(entries), flags)) if flags.is_plain() => Some(entries),
            Ok((Node::Null, _)) => Some(Vec::new()),
            _ => None,
        }
    }

    #[test]
    fn ordinary_front_matter_is_read() {
        let yaml = "title: A letter, and what came of it\ndek: \"He said: no\"\ndate: 2018-06-25\ntags: [open letters, 'b', \"c: d\"]\nvalue: 650\nnote: 'x'\nnone: []\n";
        assert_eq!(read(yaml), by_yaml(yaml));
        assert_eq!(read(yaml).unwrap().len(), 7);
    }

    #[test]
    fn what_is_out_of_the_ordinary_is_left_to_yaml() {
        for yaml in [
            "title:\n",
            "title: a: b\n",
            "title: a #b\n",
            "title: a:\n",
            "title: true\n",
            "title: Null\n",
            "a: \"b\\n\"\n",
            "a: 'it''s'\n",
            "a: [b\n",
            "a: [b, c],\n",
            "a: [b, ]\n",
            "a: [[b]]\n",
            "a: {b: c}\n",
            "a: &b c\n",
            "a: *b\n",
            "a: !b c\n",
            "a: |\n  b\n",
            "a: >\n  b\n",
            "a: - b\n",
            "a: 1.5\n",
            "a: 0x1F\n",
            "a: 007\n",
            "a: 1_000\n",
            "a: ~\n",
            "a: .5\n",
            "a: -1\n",
            "a: +1\n",
            "a: b\n  c\n",
            "a: b\na: c\n",
            "- a\n",
            "# a\n",
            "\na: b\n",
            "a: b\r\n",
            "A: b\n",
            "\"a\": b\n",
            "a: \tb\n",
            "a: [b: c]\n",
            "a: [b #c]\n",
            "a: \"b\" c\n",
            "a: \"b\": c\n",
            "a: b\u{2028}c\n",
        ] {
            assert_eq!(read(yaml), None, "{yaml:?}");
        }
    }

    /// Lines of what YAML and the fields of records are made of, in any order.
    fn front_matter() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            6 => "[a-z]{1,6}",
            3 => prop::sample::select(vec![
                ": ", ":", " ", ", ", "[", "]", "\"", "'", "{", "}", "#", " #", "- ", "\n", "\n  ", "true", "Null", "no", "650",
                "2018-06-25", "1.5", "0x1F", "007", "1e3", "~", "&a ", "*a", "!t ", "|", ">", "%", "@", "`", "\\", "\t", "é", "e\u{301}",
                "\u{2028}", "\u{85}", "\u{feff}", "公", "?", "? ", "---", "...", "=", "<<", "inf", ".nan", "y", "12:30", "\u{a0}", ",",
            ]).prop_map(str::to_owned),
        ];
        let value = prop::collection::vec(piece.clone(), 0..7).prop_map(|pieces| pieces.concat());
        let quoted = prop::collection::vec(piece, 0..4).prop_map(|pieces| format!("\"{}\"", pieces.concat()));
        let list = prop::collection::vec(prop_oneof![value.clone(), quoted.clone()], 0..4)
            .prop_map(|items| format!("[{}]", items.join(", ")));
        let line =
            ("[a-z]{1,4}", prop_oneof![value, quoted, list]).prop_map(|(key, value)| format!("{key}: {value}\n"));
        prop::collection::vec(line, 0..5).prop_map(|lines| lines.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_two_readers_never_disagree(yaml in front_matter()) {
            if let Some(entries) = read(&yaml) {
                prop_assert_eq!(Some(entries), by_yaml(&yaml), "{:?}", yaml);
            }
        }

        #[test]
        fn nor_do_they_over_any_text(yaml in "[ -~\n\u{80}-\u{2030}]{0,40}") {
            if let Some(entries) = read(&yaml) {
                prop_assert_eq!(Some(entries), by_yaml(&yaml), "{:?}", yaml);
            }
        }
    }
}
