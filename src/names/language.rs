//! Text → BCP 47 language tag, and the locale by which the tables of Unicode's CLDR know the language.

use icu_locale_core::Locale;

/// The tag in its customary spelling (`pt-BR`, `zh-Hant-TW`), or nothing where `text` is no language tag.
///
/// Well-formed in the sense of RFC 5646, section 2.1, but for the grandfathered tags; the registry is not consulted,
/// save that a language of more than three letters is refused, for none is registered.
///
/// ```
/// use reportage::names::language::canonical;
/// assert_eq!(canonical("PT-br").as_deref(), Some("pt-BR"));
/// assert_eq!(canonical("english"), None);
/// ```
pub fn canonical(text: &str) -> Option<String> {
    let mut subtags = text.split('-').peekable();
    let language = subtags.next()?;
    if !matches!(language.len(), 2 | 3) || !is_alpha(language) {
        return None;
    }
    let mut tag = language.to_ascii_lowercase();
    let mut push = |subtag: &str, spell: fn(&str) -> String| {
        tag.push('-');
        tag.push_str(&spell(subtag));
    };
    for _ in 0..3 {
        let Some(extended) = subtags.next_if(|subtag| subtag.len() == 3 && is_alpha(subtag)) else { break };
        push(extended, str::to_ascii_lowercase);
    }
    if let Some(script) = subtags.next_if(|subtag| subtag.len() == 4 && is_alpha(subtag)) {
        push(script, title_case);
    }
    if let Some(region) = subtags.next_if(|subtag| is_region(subtag)) {
        push(region, str::to_ascii_uppercase);
    }
    while let Some(variant) = subtags.next_if(|subtag| is_variant(subtag)) {
        push(variant, str::to_ascii_lowercase);
    }
    while let Some(singleton) = subtags.next() {
        if singleton.len() != 1 || !is_alphanumeric(singleton) {
            return None;
        }
        push(singleton, str::to_ascii_lowercase);
        let shortest = if singleton.eq_ignore_ascii_case("x") { 1 } else { 2 };
        let mut any = false;
        while let Some(subtag) =
            subtags.next_if(|subtag| (shortest..=8).contains(&subtag.len()) && is_alphanumeric(subtag))
        {
            push(subtag, str::to_ascii_lowercase);
            any = true;
        }
        if !any {
            return None;
        }
    }
    Some(tag)
}

/// The locale of a language tag; the root's where the tag has a form that CLDR does not know.
///
/// An extended language (`zh-cmn-Hans`) is left out: CLDR has the language before it.
pub(super) fn locale(tag: &str) -> Locale {
    let mut subtags = tag.split('-');
    let language = subtags.next().unwrap_or_default().to_owned();
    let rest = subtags.skip_while(|subtag| subtag.len() == 3 && is_alpha(subtag)).map(|subtag| format!("-{subtag}"));
    let tag: String = std::iter::once(language).chain(rest).collect();
    Locale::try_from_str(&tag).unwrap_or(Locale::UNKNOWN)
}

fn is_region(subtag: &str) -> bool {
    (subtag.len() == 2 && is_alpha(subtag)) || (subtag.len() == 3 && subtag.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_variant(subtag: &str) -> bool {
    is_alphanumeric(subtag)
        && ((5..=8).contains(&subtag.len()) || (subtag.len() == 4 && subtag.as_bytes()[0].is_ascii_digit()))
}

fn is_alpha(subtag: &str) -> bool {
    subtag.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_alphanumeric(subtag: &str) -> bool {
    subtag.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn title_case(subtag: &str) -> String {
    let mut spelt = subtag.to_ascii_lowercase();
    spelt[..1].make_ascii_uppercase();
    spelt
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[rustfmt::skip]
    fn tags_are_checked_and_spelt_as_is_customary() {
        for (text, expected) in [
            ("en",                  Some("en")),
            ("EN-us",               Some("en-US")),
            ("zh-hant-tw",          Some("zh-Hant-TW")),
            ("es-419",              Some("es-419")),
            ("sl-rozaj-biske",      Some("sl-rozaj-biske")),
            ("de-1996",             Some("de-1996")),
            ("zh-cmn-Hans",         Some("zh-cmn-Hans")),
            ("en-u-ca-gregory",     Some("en-u-ca-gregory")),
            ("de-x-Amt",            Some("de-x-amt")),
            ("de-x-a",              Some("de-x-a")),
            ("gsw",                 Some("gsw")),
            ("",                    None),
            ("e",                   None),
            ("english",             None),
            ("en_US",               None),
            ("en-",                 None),
            ("en-US-",              None),
            ("en-u",                None),
            ("en-u-a",              None),
            ("en US",               None),
            ("x-private",           None),
            ("ру",                  None),
            ("en-é",                None),
        ] {
            assert_eq!(canonical(text).as_deref(), expected, "{text:?}");
        }
    }
}
