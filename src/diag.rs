//! Problems and where they are: every stage says what it found wrong in these words.
//!
//! A problem names its place as a file and a *spot*: a span of bytes, or a field of the front matter. A field's
//! bytes are looked up only when the problem is shown (`locate`), so records need not remember where they came from.

use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::source::{SitePath, Span};

pub mod codes;
pub mod reference;
pub mod render;
pub mod report;

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// The site is not written.
    Error,
    /// The site is written; `--strict` makes it an error.
    Warning,
}

/// One kind of problem: its stable name and what `docs/diagnostics.md` says of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable name, in kebab case: `bad-date`.
    pub name: &'static str,
    /// How bad it is by default.
    pub severity: Severity,
    /// What brings it about, in a sentence or two.
    pub cause: &'static str,
    /// What an editor does about it, in a sentence or two.
    pub mend: &'static str,
}

/// One step into front matter: a key of a mapping or an item of a list, counted from 0.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Step {
    /// The value under this key, as written in the file.
    Key(String),
    /// The item at this place.
    Item(usize),
}

/// The way from the top of the front matter to a value; empty for the whole of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FieldPath(pub Vec<Step>);

impl FieldPath {
    /// The value under the top-level `key`.
    pub fn key(key: impl Into<String>) -> FieldPath {
        FieldPath(vec![Step::Key(key.into())])
    }

    /// This path and one key more.
    #[must_use]
    pub fn then(&self, key: impl Into<String>) -> FieldPath {
        let mut steps = self.0.clone();
        steps.push(Step::Key(key.into()));
        FieldPath(steps)
    }

    /// This path and one list item more.
    #[must_use]
    pub fn item(&self, index: usize) -> FieldPath {
        let mut steps = self.0.clone();
        steps.push(Step::Item(index));
        FieldPath(steps)
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if place == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Item(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// Where in a file a problem stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Spot {
    /// The file as a whole; shown at 1:1 without an excerpt.
    File,
    /// These bytes of the file.
    Bytes(Span),
    /// The value of this front-matter field.
    Value(FieldPath),
    /// This text, which is or was in the value of this front-matter field: the field's key may be written otherwise,
    /// and an item stand elsewhere in the file where others were left out.
    Text(FieldPath, String),
    /// The key of this front-matter field.
    Key(FieldPath),
    /// The key of this front-matter field where it stands for the `n`th time (from 0): for duplicates.
    Repeat(FieldPath, usize),
}

/// A file and a spot in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The file the editor edits.
    pub file: SitePath,
    /// Where in it.
    pub spot: Spot,
}

impl Place {
    /// The whole file.
    pub fn file(file: &SitePath) -> Place {
        Place { file: file.clone(), spot: Spot::File }
    }

    /// A span of bytes.
    pub fn bytes(file: &SitePath, span: Span) -> Place {
        Place { file: file.clone(), spot: Spot::Bytes(span) }
    }

    /// The value of a field.
    pub fn value(file: &SitePath, field: FieldPath) -> Place {
        Place { file: file.clone(), spot: Spot::Value(field) }
    }

    /// A text in the value of a field, however the field is written.
    pub fn text(file: &SitePath, field: FieldPath, text: impl Into<String>) -> Place {
        Place { file: file.clone(), spot: Spot::Text(field, text.into()) }
    }

    /// The key of a field.
    pub fn field_key(file: &SitePath, field: FieldPath) -> Place {
        Place { file: file.clone(), spot: Spot::Key(field) }
    }
}

/// A mend that is certain: put `text` where the problem's place is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// What to write in place of the problem's span.
    pub text: String,
}

/// One problem as a stage reports it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// What kind of problem.
    #[serde(serialize_with = "name_of", deserialize_with = "by_name")]
    pub code: &'static Code,
    /// Usually the code's; raised by `--strict`.
    pub severity: Severity,
    /// What is wrong, the offending value in backticks; no capital, no full stop.
    pub message: String,
    /// Where.
    pub place: Place,
    /// A few words beside the caret.
    pub label: Option<String>,
    /// What to write instead.
    pub help: Option<String>,
    /// The mend, where it is certain.
    pub edit: Option<Edit>,
    /// Other places that belong to it (the first of two duplicates), each with a few words.
    pub related: Vec<(Place, String)>,
}

impl Diagnostic {
    /// A problem of `code` at `place`.
    pub fn new(code: &'static Code, place: Place, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: code.severity,
            message: message.into(),
            place,
            label: None,
            help: None,
            edit: None,
            related: Vec::new(),
        }
    }

    /// Adds the words beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Diagnostic {
        self.label = Some(label.into());
        self
    }

    /// Adds the help line.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// Adds the certain mend.
    #[must_use]
    pub fn edit(mut self, text: impl Into<String>) -> Diagnostic {
        self.edit = Some(Edit { text: text.into() });
        self
    }

    /// Adds another place that belongs to the problem.
    #[must_use]
    pub fn related(mut self, place: Place, label: impl Into<String>) -> Diagnostic {
        self.related.push((place, label.into()));
        self
    }
}

/// A code is kept by its name, which is stable.
fn name_of<S: Serializer>(code: &&'static Code, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(code.name)
}

fn by_name<'de, D: Deserializer<'de>>(deserializer: D) -> Result<&'static Code, D::Error> {
    let name = String::deserialize(deserializer)?;
    codes::all().find(|code| code.name == name).ok_or_else(|| D::Error::custom("no such code"))
}

/// What a stage made, and every problem it met on the way.
#[derive(Clone, Debug, Default)]
pub struct Checked<T> {
    /// The stage's value: whole where there is no error, and as whole as can be where there is one.
    pub value: T,
    /// The problems, in no set order.
    pub problems: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// A value with nothing wrong about it.
    pub fn sound(value: T) -> Checked<T> {
        Checked { value, problems: Vec::new() }
    }

    /// Hands the problems to `all` and gives the value.
    pub fn gather(self, all: &mut Vec<Diagnostic>) -> T {
        all.extend(self.problems);
        self.value
    }
}
