//! Fields → the text of a new content file: front matter, with hints where nothing is known yet.

use super::yaml::{list, scalar};

/// The front matter of a file to be written, line by line.
#[derive(Default)]
pub(super) struct FrontMatter {
    lines: String,
}

impl FrontMatter {
    /// The whole file.
    pub(super) fn text(&self) -> String {
        format!("---\n{}---\n\n", self.lines)
    }

    /// A comment, its `#` and line end included.
    pub(super) fn comment(&mut self, line: &str) {
        self.lines.push_str(line);
    }

    /// A field with text.
    pub(super) fn text_field(&mut self, key: &str, text: &str) {
        self.line(key, &scalar(text));
    }

    /// A field with a date; what does not look like one is quoted, and the parser says what is wrong with it.
    pub(super) fn date(&mut self, key: &str, date: &str) {
        let is_date = date.starts_with(|first: char| first.is_ascii_digit())
            && date.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '-' | '~' | '?' | '%'));
        self.line(key, &if is_date { date.to_owned() } else { scalar(date) });
    }

    /// A field that is true.
    pub(super) fn flag(&mut self, key: &str) {
        self.line(key, "true");
    }

    /// A field with text, or a hint where there is none.
    pub(super) fn text_or_hint(&mut self, key: &str, text: Option<&str>, hint: &str) {
        match text {
            Some(text) => self.text_field(key, text),
            None => self.hint(key, hint),
        }
    }

    /// A field with a list of texts, or a hint where there is none.
    pub(super) fn list_or_hint(&mut self, key: &str, texts: &[String], hint: &str) {
        match texts {
            [] => self.hint(key, &format!("[{hint}]")),
            texts => self.line(key, &list(texts)),
        }
    }

    /// A field that is commented out: its key, and how a value looks.
    pub(super) fn hint(&mut self, key: &str, value: &str) {
        self.lines.push_str(&format!("# {key}: {value}\n"));
    }

    fn line(&mut self, key: &str, value: &str) {
        self.lines.push_str(&format!("{key}: {value}\n"));
    }
}
