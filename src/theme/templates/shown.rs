//! Templates → whether one may show a variable: what no template asks for need not be made.
//!
//! Invariant: the answer is no only where the name stands nowhere in the template and in whatever it may lead to.

use std::collections::BTreeSet;

use super::{Faults, Source, Sources};

/// Whether `template`, or a template that it may lead to, can show `variable`. `layers` has the layers' names, the
/// nearest first: of the sound templates of one path the nearest is used, and the others only where they are named in
/// full.
pub(crate) fn may_show(sources: &Sources, faults: &Faults, layers: &[String], template: &str, variable: &str) -> bool {
    let path = |name: &str| name.split_once('/').map_or(name.to_owned(), |(_, path)| path.to_owned());
    // A component may be called from anywhere, and can ask for what its caller sees.
    let components = sources.iter().filter(|(_, source)| mentions(source, "component")).map(|(name, _)| name.clone());
    let mut next: Vec<String> = components.chain([template.to_owned()]).collect();
    let mut reached: BTreeSet<String> = next.iter().cloned().collect();
    while let Some(current) = next.pop() {
        let of_layers = layers.iter().map(|layer| format!("{layer}/{current}"));
        let nearest = of_layers.filter(|name| !faults.contains_key(name)).find_map(|name| sources.get(&name));
        for source in nearest.into_iter().chain(sources.get(&current)) {
            // The whole context shows all that is in it.
            if source.text.contains("__tera_context") || mentions(source, variable) {
                return true;
            }
            let led_to = sources.keys().flat_map(|name| [name.clone(), path(name)]);
            let led_to = led_to.filter(|name| source.text.contains(name.as_str()));
            next.extend(led_to.filter(|name| reached.insert(name.clone())));
        }
    }
    false
}

fn mentions(source: &Source, word: &str) -> bool {
    source.text.contains(word) && code(&source.text).into_iter().any(|code| names(code, word))
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

/// Whether `variable` stands in `code` as a word that is not a field of something or the key of an argument.
fn names(code: &str, variable: &str) -> bool {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    code.match_indices(variable).any(|(at, _)| {
        let (before, behind) = (&code[..at], &code[at + variable.len()..]);
        let is_argument = {
            let behind = behind.trim_start();
            behind.starts_with('=') && !behind.starts_with("==")
        };
        !before.ends_with(|letter: char| is_word(letter) || letter == '.')
            && !behind.starts_with(is_word)
            && !is_argument
    })
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
            assert_eq!(code(text).into_iter().any(|code| names(code, "records")), expected, "{text}");
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
            assert_eq!(may_show(&sources, &Faults::new(), &layers, "term.html", "records"), expected, "{list:?}");
        }
    }
}
