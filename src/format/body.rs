//! The Markdown of a record, an entity or a page as HTML.

use tera::Value;

use crate::diag::codes::front_matter::UNREADABLE_FILE;
use crate::diag::{Checked, Diagnostic, Place};
use crate::fingerprint::{Fingerprint, Inputs};
use crate::link::Links;
use crate::markdown::{self, Options, Reference, ReferenceKind, Rendered, Resolution, Resolver};
use crate::model::Body;
use crate::site::Site;

/// Renders `body`, which is in `language`; its problems are those of its links and its markup.
pub(super) fn render(site: &Site, body: &Body, language: Option<&str>) -> Checked<Rendered> {
    render_up_to(site, body, language, None)
}

/// The same with no more than `words` of it, where there is a bound.
pub(super) fn render_up_to(
    site: &Site,
    body: &Body,
    language: Option<&str>,
    words: Option<usize>,
) -> Checked<Rendered> {
    let body = site.views.archive.current(body);
    if body.is_empty {
        return Checked::default();
    }
    let file = match as_parsed(site, body) {
        Ok(file) => file,
        Err(why) => return unreadable(body, &why),
    };
    let text = &file[body.span.clone()];
    let settings = &site.views.settings;
    let options = Options {
        smart_punctuation: settings.markdown.smart_punctuation,
        trusted_html: settings.markdown.trusted_html,
        highlight: settings.markdown.highlight,
        language: language.unwrap_or(&settings.language).to_owned(),
    };
    let excerpt = words.and_then(|words| markdown::excerpt(text, words));
    let text = excerpt.as_deref().unwrap_or(text);
    let mut rendered = markdown::render(text, &body.file, &body.span, &options, &links(site, body));
    let problems = std::mem::take(&mut rendered.problems);
    Checked { value: rendered, problems }
}

/// The body of the page at the absolute address `page` as Markdown that stands by itself, with no more than `words` of
/// it, where there is a bound; what is wrong with it is told where it is rendered.
pub(super) fn markdown(site: &Site, body: &Body, page: &str, words: Option<usize>) -> String {
    let body = site.views.archive.current(body);
    let Some(file) = as_parsed(site, body).ok().filter(|_| !body.is_empty) else { return String::new() };
    let text = &file[body.span.clone()];
    let excerpt = words.and_then(|words| markdown::excerpt(text, words));
    let base_url = &site.views.settings.base_url;
    let absolute = |url: &str| match url.chars().next() {
        Some('/') if !url.starts_with("//") => [&*base_url.origin, url].concat(),
        Some('#') | None => [page, url].concat(),
        _ => url.to_owned(),
    };
    let links = Links { suggests: false, ..links(site, body) };
    markdown::resolved(excerpt.as_deref().unwrap_or(text), &links, &absolute)
}

/// The text of `body` as its page shows it, without markup, and with no more than `words` of it, where there is a bound.
pub(super) fn plain(site: &Site, body: &Body, words: Option<usize>) -> String {
    let body = site.views.archive.current(body);
    let Some(file) = as_parsed(site, body).ok().filter(|_| !body.is_empty) else { return String::new() };
    let text = &file[body.span.clone()];
    let excerpt = words.and_then(|words| markdown::excerpt(text, words));
    let links = Links { suggests: false, ..links(site, body) };
    let name = |target: &str| match links.resolve(&Reference { target, kind: ReferenceKind::Wiki }) {
        Resolution::To { title, .. } => title,
        Resolution::Broken { .. } => None,
    };
    markdown::plain(excerpt.as_deref().unwrap_or(text), &name)
}

/// What the text of `body` is made from that its page shows.
pub(super) fn plain_print(site: &Site, body: &Body) -> Fingerprint {
    let current = site.views.archive.current(body);
    // Most bodies have no link whose words stand elsewhere.
    if current.mentions.wiki.is_empty() && !current.mentions.is_obscure { current.content } else { print(site, body) }
}

/// The text of a body's file, if it is the one that was parsed; otherwise what is wrong with it.
fn as_parsed(site: &Site, body: &Body) -> Result<String, String> {
    let file = site.files.get(body.file.as_str()).ok_or("it is gone")?;
    let bytes = file.read().map_err(|error| error.to_string())?;
    let text = (Fingerprint::of(&bytes) == body.content).then(|| String::from_utf8(bytes.into()).ok()).flatten();
    text.filter(|text| text.get(body.span.clone()).is_some())
        .ok_or("it was changed while the site was built".to_owned())
}

/// What a body is made from.
pub(super) struct Prints {
    /// The bytes of its file.
    pub(super) text: Fingerprint,
    /// Everything that it links to.
    pub(super) links: Inputs,
}

/// What `body` is made from.
pub(super) fn prints(site: &Site, body: &Body) -> Prints {
    let body = site.views.archive.current(body);
    let links = Inputs::new("links").print(links(site, body).print(&body.mentions));
    let links = if body.mentions.is_obscure { links.print(site.views.names_print()) } else { links };
    Prints { text: body.content, links }
}

/// The same as one.
pub(super) fn print(site: &Site, body: &Body) -> Fingerprint {
    let Prints { text, links } = prints(site, body);
    Inputs::new("body").print(text).print(links.done()).done()
}

fn links<'a>(site: &'a Site, body: &'a Body) -> Links<'a> {
    Links {
        file: &body.file,
        archive: &site.views.archive,
        attachments: &site.views.attachments,
        gallery: &site.views.gallery,
        files: &site.files,
        paths: &site.paths,
        base_url: &site.views.settings.base_url,
        excerpt_words: site.views.settings.excerpt_words,
        suggests: true,
    }
}

/// The rendered body as templates see it: markup that is safe to print.
pub(super) fn content(rendered: &Rendered) -> Value {
    Value::safe_string(&rendered.html)
}

/// The headings as templates see them.
pub(super) fn headings(rendered: &Rendered) -> Value {
    Value::from_serializable(&rendered.headings)
}

fn unreadable(body: &Body, why: &str) -> Checked<Rendered> {
    let message = format!("`{}` cannot be read: {why}", body.file);
    let problem = Diagnostic::new(UNREADABLE_FILE, Place::file(&body.file), message).help("build again");
    Checked { value: Rendered::default(), problems: vec![problem] }
}
