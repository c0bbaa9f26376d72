//! Templates → which variables, and which fields of them, one may show: what no template asks for need not be made.
//!
//! Invariant: the answer is no only where the name stands nowhere in the template and in whatever it may lead to.

use std::collections::BTreeSet;

use super::{Faults, Source, Sources};

/// Where templates are looked up. `layers` has the layers' names, the nearest first: of the sound templates of one path
/// the nearest is used, and the others only where they are named in full.
#[derive(Clone, Copy)]
pub(crate) struct Shelf<'t> {
    pub(crate) sources: &'t Sources,
    pub(crate) faults: &'t Faults,
    pub(crate) layers: &'t [String],
}

impl<'t> Shelf<'t> {
    /// Whether `template`, or a template that it may lead to, can show `variable`.
    pub(crate) fn may_show(self, template: &str, variable: &str) -> bool {
        self.reached_from(template).into_iter().any(|source| shows_all(source) || mentions(source, variable))
    }

    /// The fields of `variable` that `template`, or a template that it may lead to, can show; nothing where that may be
    /// any, since the variable is used as a whole somewhere.
    pub(crate) fn fields(self, template: &str, variable: &str) -> Option<BTreeSet<String>> {
        let mut fields = BTreeSet::new();
        for source in self.reached_from(template) {
            if shows_all(source) {
                return None;
            }
            for behind in code(&source.text).into_iter().flat_map(|code| uses(code, variable)) {
                fields.insert(field(behind)?.to_owned());
            }
        }
        Some(fields)
    }

    /// The template and all that it may lead to.
    fn reached_from(self, template: &str) -> Vec<&'t Source> {
        let Shelf { sources, faults, layers } = self;
        let path = |name: &str| name.split_once('/').map_or(name.to_owned(), |(_, path)| path.to_owned());
        // A component may be called from anywhere, and can ask for what its caller sees.
        let components =
            sources.iter().filter(|(_, source)| mentions(source, "component")).map(|(name, _)| name.clone());
        let mut next: Vec<String> = components.chain([template.to_owned()]).collect();
        let mut reached: BTreeSet<String> = next.iter().cloned().collect();
        let mut found = Vec::new();
        while let Some(current) = next.pop() {
            let of_layers = layers.iter().map(|layer| format!("{layer}/{current}"));
            let nearest = of_layers.filter(|name| !faults.contains_key(name)).find_map(|name| sources.get(&name));
            for source in nearest.into_iter().chain(sources.get(&current)) {
                let led_to = sources.keys().flat_map(|name| [name.clone(), path(name)]);
                let led_to = led_to.filter(|name| source.text.contains(name.as_str()));
                next.extend(led_to.filter(|name| reached.insert(name.clone())));
                found.push(source);
            }
        }
        found
    }
}

/// The whole context shows all that is in it.
fn shows_all(source: &Source) -> bool {
    source.text.contains("__tera_context")
}

fn mentions(source: &Source, word: &str) -> bool {
    source.text.contains(word) && code(&source.text).into_iter().any(|code| uses(code, word).next().is_some())
}

/// The parts of a template that can name a variable: what stands in its tags, without quoted words. The whole text
/// where it has a part that is printed as it is, in which a quotation mark need not be closed.
fn code(text: &str) -> Vec<&str> {
    let is_raw = |tag: &str| tag.trim_start_matches('-').trim_start().starts_with("raw");
    if text.split("{%").skip(1).any(is_raw) {
        return vec![text];
    }
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("{{").into_iter().chain(rest.find("{%")).chain(rest.find("{#")).min() {
        let (opening, inside) = (rest.as_bytes()[start + 1], &rest[start + 2..]);
        rest = match opening {
            b'#' => inside.split_once("#}").map_or("", |(_, behind)| behind),
            b'%' => of_tag(inside, "%}", &mut parts),
            _ => of_tag(inside, "}}", &mut parts),
        };
    }
    parts
}

/// Adds the parts of one tag, and gives what stands behind its `end`.
fn of_tag<'t>(inside: &'t str, end: &str, parts: &mut Vec<&'t str>) -> &'t str {
    let mut rest = inside;
    while let Some(at) = rest.find(['"', '\'', '`']).into_iter().chain(rest.find(end)).min() {
        parts.push(&rest[..at]);
        if rest[at..].starts_with(end) {
            return &rest[at + end.len()..];
        }
        rest = behind_quoted(&rest[at..]);
    }
    ""
}

/// What stands behind the quoted words at the beginning of `text`.
fn behind_quoted(text: &str) -> &str {
    let mark = text.as_bytes()[0];
    let mut is_escaped = false;
    let end = text.bytes().skip(1).position(|byte| {
        let is_end = byte == mark && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    });
    end.map_or("", |end| &text[end + 2..])
}

/// What stands behind `variable` wherever it stands in `code` as a word that is not a field of something or the key of an
/// argument.
fn uses<'c>(code: &'c str, variable: &str) -> impl Iterator<Item = &'c str> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    code.match_indices(variable).filter_map(move |(at, found)| {
        let (before, behind) = (&code[..at], &code[at + found.len()..]);
        let is_argument = {
            let behind = behind.trim_start();
            behind.starts_with('=') && !behind.starts_with("==")
        };
        // `...records` takes all of them out of their list.
        let is_field = before.ends_with('.') && !before.ends_with("...");
        let is_use = !is_field && !before.ends_with(is_word) && !behind.starts_with(is_word) && !is_argument;
        is_use.then_some(behind)
    })
}

/// The field that is named right behind a variable: `title` of `.title | upper`, or of `?.title`.
fn field(behind: &str) -> Option<&str> {
    let name = behind.strip_prefix('?').unwrap_or(behind).strip_prefix('.')?;
    let end = name.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(name.len());
    (end > 0).then(|| &name[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn a_variable_is_told_from_other_words() {
        for (text, expected) in [
            ("{% for row in records %}",               true),
            ("{{records|length}}",                     true),
            ("{{ records[0].title }}",                 true),
            ("{{ [...records, x] }}",                  true),
            ("{% if records == x %}",                  true),
            ("{{ \"a\" ~ records }}",                  true),
            ("{{ \"a\\\"}}\" ~ records }}",            true),
            ("{# it's #}{{ '}}' }}{{ records }}",      true),
            ("{% set x = {a: {b: 1}} %}{{ records }}", true),
            ("{% raw %}it's {{ \"{% endraw %}{{ records }}", true),
            ("{%- raw -%}it's{% endraw %}{{ records }}", true),
            ("{# draw it's #}{{ t(key=\"records\") }}", false),
            ("some records",                           false),
            ("{# records #}",                          false),
            ("{{ t(key=\"records\", count=1) }}",      false),
            ("{{ \"all records\" }}",                  false),
            ("{{ site.records }} {{ site?.records }}", false),
            ("{{ f(records=1) }} {{ f(records = 1) }}", false),
            ("{{ records_heading }} {{ my_records }}", false),
            ("<section class=\"list records\">",       false),
            ("",                                       false),
        ] {
            assert_eq!(code(text).into_iter().any(|code| uses(code, "records").next().is_some()), expected, "{text}");
        }
    }

    #[test]
    fn what_a_template_leads_to_is_looked_at() {
        let sources = |files: &[(&str, &str)]| -> Sources {
            files
                .iter()
                .map(|(name, text)| {
                    let file = crate::source::SitePath::new(name).expect("sound");
                    ((*name).to_owned(), super::super::Source { file, text: (*text).to_owned() })
                })
                .collect()
        };
        let layers = ["site".to_owned(), "theme".to_owned(), "below".to_owned()];
        let base = ("theme/base.html", "{% include \"parts/list.html\" %}");
        let term = ("theme/term.html", "{% extends \"base.html\" %}");
        let others = [("theme/other.html", "{{ records }}"), ("below/term.html", "{{ records }}")];
        let card = ("theme/card.html", "{% component card(title) %}{{ title }}{% endcomponent %}");
        let taken = ("theme/taken.html", "{% component taken(@records) %}{{ records }}{% endcomponent %}");
        for (list, expected) in [
            ("{{ records }}", true),
            ("{{ rows }}", false),
            ("{{ <card /> }}", false),
            ("{{ <taken /> }}", true),
            ("{% include \"below/term.html\" %}", true),
        ] {
            let component = if list.contains("taken") { taken } else { card };
            let list = ("site/parts/list.html", list);
            let sources = sources(&[&[base, term, list, component], &others[..]].concat());
            let shelf = Shelf { sources: &sources, faults: &Faults::new(), layers: &layers };
            assert_eq!(shelf.may_show("term.html", "records"), expected, "{list:?}");
        }
    }

    #[test]
    #[rustfmt::skip]
    fn the_fields_of_a_variable_are_those_that_are_named() {
        for (text, expected) in [
            ("{{ term.name }} ({{ term.count|upper }})",    Some("count name")),
            ("{% if term?.parent.url %}{% endif %}",        Some("parent")),
            ("{% for row in term.rows %}{% endfor %}",      Some("rows")),
            ("{{ t(key=\"term\", term=1) }} {{ my.term }}", Some("")),
            ("<p>term</p>{# term #}",                       Some("")),
            ("{{ term }}",                                  None),
            ("{{ term | json_encode }}",                    None),
            ("{{ term[\"name\"] }}",                        None),
            ("{{ term .name }}",                            None),
            ("{% for key, value in term %}{% endfor %}",    None),
            ("{% set other = term %}",                      None),
            ("{{ <card term /> }}",                         None),
            ("{{ <card of={term} /> }}",                    None),
            ("{{ <card {...term} /> }}",                    None),
            ("{% set x = [...term.rows] %}",                Some("rows")),
            ("{{ term.name }} {{ __tera_context }}",        None),
        ] {
            let file = crate::source::SitePath::new("theme/term.html").expect("sound");
            let base = super::super::Source { file: file.clone(), text: "{% include \"part.html\" %}".to_owned() };
            let part = super::super::Source { file, text: text.to_owned() };
            let sources = Sources::from([("theme/term.html".to_owned(), base), ("theme/part.html".to_owned(), part)]);
            let shelf = Shelf { sources: &sources, faults: &Faults::new(), layers: &["theme".to_owned()] };
            let fields = shelf.fields("term.html", "term");
            let named = fields.map(|fields| fields.into_iter().collect::<Vec<_>>().join(" "));
            assert_eq!(named.as_deref(), expected, "{text}");
        }
    }
}
