//! Templates → whether one may show a variable: what no template asks for need not be made.
//!
//! Invariant: the answer is no only where the name stands nowhere in the template and in whatever it may lead to.

use std::collections::BTreeSet;

use super::Sources;

/// Whether `template`, whichever layer has it, or a template that it may lead to can show `variable`.
pub(crate) fn may_show(sources: &Sources, template: &str, variable: &str) -> bool {
    let path = |name: &str| name.split_once('/').map_or(name.to_owned(), |(_, path)| path.to_owned());
    let mut reached: BTreeSet<String> = BTreeSet::from([template.to_owned()]);
    let mut next = vec![template.to_owned()];
    while let Some(current) = next.pop() {
        for (_, source) in sources.iter().filter(|(name, _)| **name == current || path(name) == current) {
            // A component may be called from anywhere, and sees what its caller does; the whole context shows all.
            if source.text.contains("component") || source.text.contains("__tera_context") {
                return true;
            }
            if names(&source.text, variable) {
                return true;
            }
            let led_to = sources.keys().flat_map(|name| [name.clone(), path(name)]);
            let led_to = led_to.filter(|name| source.text.contains(name.as_str()));
            next.extend(led_to.filter(|name| reached.insert(name.clone())));
        }
    }
    false
}

/// Whether `variable` stands in `text` as a word that is not a field of something, the key of an argument, or quoted.
fn names(text: &str, variable: &str) -> bool {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.match_indices(variable).any(|(at, _)| {
        let (before, behind) = (&text[..at], &text[at + variable.len()..]);
        let is_argument = {
            let behind = behind.trim_start();
            behind.starts_with('=') && !behind.starts_with("==")
        };
        !before.ends_with(|letter: char| is_word(letter) || matches!(letter, '.' | '"' | '\'' | '`'))
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
            ("{% for row in records %}",              true),
            ("{{records|length}}",                    true),
            ("{{ records[0].title }}",                true),
            ("{% if records == x %}",                 true),
            ("some records",                          true),
            ("{{ t(key=\"records\", count=1) }}",     false),
            ("{{ site.records }}",                    false),
            ("{{ f(records=1) }} {{ f(records = 1) }}", false),
            ("{{ records_heading }} {{ my_records }}", false),
            ("<section class=\"records\">",           false),
            ("",                                      false),
        ] {
            assert_eq!(names(text, "records"), expected, "{text}");
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
        let base = ("theme/base.html", "{% include \"parts/list.html\" %}");
        let term = ("theme/term.html", "{% extends \"base.html\" %}");
        for (list, expected) in [("{{ records }}", true), ("{{ rows }}", false), ("{% component a() %}", true)] {
            let sources = sources(&[base, term, ("site/parts/list.html", list), ("theme/other.html", "{{ records }}")]);
            assert_eq!(may_show(&sources, "term.html", "records"), expected, "{list}");
        }
    }
}
