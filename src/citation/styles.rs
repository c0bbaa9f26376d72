//! The setting `citation_styles` → citation styles (CSL 1.0.2), each parsed once: bundled ones, and files of the site.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use hayagriva::archive::{ArchivedStyle, locales};
use hayagriva::citationberg::{self, DependentStyle, IndependentStyle, Locale, LocaleCode, json};
use quick_xml::Reader;
use quick_xml::events::Event;
use rapidhash::RapidHashMap;

use super::cut::{Shape, cut, endless};
use crate::diag::codes::settings::{BAD_CITATION_STYLE, UNKNOWN_CITATION_STYLE};
use crate::diag::{Checked, Diagnostic, FieldPath, Place};
use crate::fingerprint::{Fingerprint, Inputs};
use crate::names::suggest::nearest;
use crate::settings::Settings;
use crate::source::{Files, SitePath, SourceFile};

/// The styles of one site, in its order, and the words of its language for them.
#[derive(Debug, Default)]
pub struct Styles {
    styles: Vec<Style>,
    language: String,
    locales: OnceLock<Vec<Locale>>,
    letter: OnceLock<Option<IndependentStyle>>,
    /// What the styles are: their names, and the bytes of those that are the site's own.
    pub print: Fingerprint,
}

/// One style.
#[derive(Debug)]
pub struct Style {
    /// How the setting calls it: `apa`, or `styles/ours.csl`.
    pub key: String,
    /// What readers know it by: `APA`.
    pub name: String,
    bundled: Option<ArchivedStyle>,
    rules: OnceLock<Option<IndependentStyle>>,
    /// The same, cut down to each shape of pieces that was cited.
    cut: RwLock<RapidHashMap<Shape, Arc<IndependentStyle>>>,
}

/// Short names for the styles that most readers look for. The words by which settings name them, too.
const SHORT: &[(&str, &str, ArchivedStyle)] = &[
    ("chicago", "Chicago", ArchivedStyle::ChicagoNotes),
    ("apa", "APA", ArchivedStyle::AmericanPsychologicalAssociation),
    ("mla", "MLA", ArchivedStyle::ModernLanguageAssociation),
];

/// Where the site's own styles lie, and how their names end.
const FOLDER: &str = "styles/";
const EXTENSION: &str = ".csl";

/// The styles that the settings name. One that is not there, or is none, is left out.
///
/// Problems: `unknown-citation-style`, `bad-citation-style`.
pub fn load(files: &Files, settings: &Settings) -> Checked<Styles> {
    let mut problems = Vec::new();
    let mut styles = Vec::new();
    let mut prints = Vec::new();
    for (place, key) in settings.citation_styles.iter().enumerate() {
        let style = match bundled(key) {
            Some((name, archived)) => Some(Style::new(key, name.to_owned(), Some(archived), OnceLock::new())),
            None => match own(key, files) {
                Some(file) => parsed(key, file).gather(&mut problems).map(|(style, bytes)| {
                    prints.push(bytes);
                    style
                }),
                None => {
                    problems.push(unknown(key, place, files));
                    None
                }
            },
        };
        prints.extend(style.iter().map(|style| Fingerprint::of(style.key.as_bytes())));
        styles.extend(style);
    }
    let print = Inputs::new("citation styles").text(&settings.language).prints(prints);
    let language = settings.language.clone();
    Checked { value: Styles { styles, language, print: print.done(), ..Styles::default() }, problems }
}

impl Styles {
    /// Every style, in the order of the setting.
    pub fn iter(&self) -> impl Iterator<Item = &Style> {
        self.styles.iter()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.styles.is_empty()
    }

    /// What stands for the citations in the text where a style has a bibliography. The processor makes them first, twice
    /// over, and they are not looked at: in the style itself they would take two thirds of the time.
    pub(super) fn letter(&self) -> Option<&IndependentStyle> {
        self.letter.get_or_init(|| IndependentStyle::from_xml(LETTER).ok()).as_ref()
    }

    /// The language in whose words and dates the citations are.
    pub(super) fn locale(&self) -> LocaleCode {
        LocaleCode(self.language.clone())
    }

    /// The words of that language, and the English ones for what it lacks. To read all of them takes longer than to
    /// format a hundred citations, so that it is done only where there is one to format.
    pub(super) fn locales(&self) -> &[Locale] {
        self.locales.get_or_init(|| {
            let wanted = [Some(self.locale()), self.locale().fallback(), Some(LocaleCode::en_us())];
            locales().into_iter().filter(|locale| locale.lang.is_some() && wanted.contains(&locale.lang)).collect()
        })
    }
}

impl Style {
    fn new(
        key: &str,
        name: String,
        bundled: Option<ArchivedStyle>,
        rules: OnceLock<Option<IndependentStyle>>,
    ) -> Style {
        Style { key: key.to_owned(), name, bundled, rules, cut: RwLock::default() }
    }

    /// What the style says of pieces like `entry`; nothing where the library has it as a name of another alone.
    pub(super) fn rules_for(&self, entry: &json::Item) -> Option<Arc<IndependentStyle>> {
        let shape = Shape::of(entry);
        let known = self.cut.read().unwrap_or_else(PoisonError::into_inner).get(&shape).cloned();
        known.or_else(|| {
            let rules = Arc::new(cut(self.rules()?, &shape));
            self.cut.write().unwrap_or_else(PoisonError::into_inner).insert(shape, rules.clone());
            Some(rules)
        })
    }

    /// What the whole style says.
    fn rules(&self) -> Option<&IndependentStyle> {
        let read = || match self.bundled?.get() {
            citationberg::Style::Independent(style) => Some(for_one(style)),
            citationberg::Style::Dependent(_) => None,
        };
        self.rules.get_or_init(read).as_ref()
    }
}

/// The style for one piece alone, which need not be sorted among others: collation would take longer than the words.
fn for_one(mut style: IndependentStyle) -> IndependentStyle {
    // The styles of Chicago begin what has no author with its outlet. The processor then takes the piece for one without
    // outlet, and sets its headline as the title of a book; the other way of Chicago, headline first, is right with it.
    for part in style.macros.iter_mut().filter(|part| part.name == OUTLET_FOR_AUTHOR) {
        part.children.clear();
    }
    style.citation.sort = None;
    if let Some(bibliography) = &mut style.bibliography {
        bibliography.sort = None;
    }
    style
}

/// The part of those styles by which an outlet stands in for an author.
const OUTLET_FOR_AUTHOR: &str = "author-title-substitute-container";

/// A style whose citations are a single letter, as CSL has them.
const LETTER: &str = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>-</title><id>-</id></info><citation><layout><text value="-"/></layout></citation></style>"#;

fn bundled(key: &str) -> Option<(&'static str, ArchivedStyle)> {
    let short = SHORT.iter().find(|(word, _, _)| *word == key).map(|(_, name, style)| (*name, *style));
    short.or_else(|| ArchivedStyle::by_name(key).map(|style| (style.display_name(), style)))
}

/// The file of a style of the site's own.
fn own<'f>(key: &str, files: &'f Files) -> Option<&'f SourceFile> {
    files.get(key).filter(|_| key.starts_with(FOLDER) && key.ends_with(EXTENSION))
}

fn unknown(key: &str, place: usize, files: &Files) -> Diagnostic {
    let settings = SitePath::new("site.toml").expect("a plain name");
    let place = Place::value(&settings, FieldPath::key("citation_styles").item(place));
    let message = match key.ends_with(EXTENSION) {
        true => format!("there is no citation style `{key}`"),
        false => format!("no citation style is called `{key}`"),
    };
    let own = files.below("styles").map(|file| file.path.as_str()).filter(|path| path.ends_with(EXTENSION));
    let archived = ArchivedStyle::all().iter().flat_map(|style| style.names());
    let known = SHORT.iter().map(|(word, _, _)| *word).chain(archived.copied()).chain(own);
    let problem = Diagnostic::new(UNKNOWN_CITATION_STYLE, place, message);
    match nearest(key, known) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None => {
            problem.help("write `chicago`, `apa`, `mla` or another bundled style, or the path of a file in `styles/`")
        }
    }
}

/// A style of the site's own, with the fingerprint of its bytes.
fn parsed(key: &str, file: &SourceFile) -> Checked<Option<(Style, Fingerprint)>> {
    let problem = |place: Place, message: String, help: &str| Checked {
        value: None,
        problems: vec![Diagnostic::new(BAD_CITATION_STYLE, place, message).help(help)],
    };
    let bytes = match file.read() {
        Ok(bytes) => bytes,
        Err(reason) => {
            let message = format!("`{key}` cannot be read: {reason}");
            return problem(Place::file(&file.path), message, "make the file readable to the one who builds the site");
        }
    };
    let Ok(text) = std::str::from_utf8(&bytes) else {
        return problem(Place::file(&file.path), format!("`{key}` is not UTF-8"), "save the file as UTF-8");
    };
    if let Some((at, reason)) = fault_of_syntax(text) {
        let place = Place::bytes(&file.path, at..(at + 1).min(text.len()));
        return problem(place, format!("this is not XML: {reason}"), "correct the file, or take its original again");
    }
    // Read as either kind, a style that is neither would only be said to be neither.
    if let Ok(style) = DependentStyle::from_xml(text) {
        let message = format!("`{key}` only says that it is like `{}`", style.parent_link.href);
        return problem(root(text, &file.path), message, "name that style, or put its file into `styles/`");
    }
    match IndependentStyle::from_xml(text) {
        Ok(style) => {
            if let Some(name) = endless(&style) {
                let message =
                    format!("the macro `{name}` of `{key}` calls itself, so that no citation comes to an end");
                let help = "take the call out of it, or out of a macro that it calls";
                return problem(macro_of(name, text, &file.path), message, help);
            }
            let name = style.info.title.value.clone();
            let rules = OnceLock::from(Some(for_one(style)));
            Checked::sound(Some((Style::new(key, name, None, rules), Fingerprint::of(&bytes))))
        }
        Err(error) => {
            let at = error.path.map(|path| path.to_string()).filter(|path| path.chars().any(char::is_alphanumeric));
            let at = at.map(|at| format!(" in `{at}`")).unwrap_or_default();
            let message = format!("`{key}` is no citation style (CSL 1.0): {}{at}", error.source);
            let help = "take a style from https://www.zotero.org/styles, or make one valid by the schema of CSL";
            problem(root(text, &file.path), message, help)
        }
    }
}

/// The first place at which `text` is no XML, and why.
fn fault_of_syntax(text: &str) -> Option<(usize, String)> {
    let mut reader = Reader::from_str(text);
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) if depth > 0 => return Some((text.len(), "an element is not closed".to_owned())),
            Ok(Event::Eof) => return None,
            Ok(_) => {}
            Err(error) => {
                let at = usize::try_from(reader.error_position()).unwrap_or(text.len()).min(text.len());
                return Some((at, error.to_string()));
            }
        }
    }
}

/// The start of the macro `name`.
fn macro_of(name: &str, text: &str, file: &SitePath) -> Place {
    let is_named = |at: &usize| text[*at..].split('>').next().is_some_and(|tag| tag.contains(&format!("\"{name}\"")));
    let at = text.match_indices(MACRO).map(|(at, _)| at).find(is_named);
    at.map_or_else(|| root(text, file), |at| Place::bytes(file, at..at + MACRO.len()))
}

/// How a macro begins.
const MACRO: &str = "<macro";

/// The start of the style: nothing nearer is known of what is wrong with its elements.
fn root(text: &str, file: &SitePath) -> Place {
    match text.find("<style") {
        Some(at) => Place::bytes(file, at..at + "<style".len()),
        None => Place::file(file),
    }
}
