//! One value of `site.toml` → its type, or a problem at its bytes.

use toml::Spanned;
use url::Url;

use super::reader::Reader;
use super::{BaseUrl, CustomIndex, Pattern, Replay, UpdatedFrom};
use crate::compress::Encoding;
use crate::diag::Code;
use crate::diag::codes::settings as codes;
use crate::host::{self, Host};
use crate::names::slug::Slug;
use crate::names::web_address::WebAddress;
use crate::source::{SitePath, Span};

/// The indexes that every site has; `[[index]]` cannot make them again.
const BUILT_IN_INDEXES: [&str; 7] = ["tags", "organizations", "people", "outlets", "authors", "years", "series"];

/// The folders that hold a site's sources.
const SOURCE_FOLDERS: [&str; 7] = ["assets", "content", "themes", "templates", "static", "styles", "i18n"];

/// `base_url`.
pub(super) fn base_url(reader: &mut Reader<'_>, text: &Spanned<String>) -> Option<BaseUrl> {
    match BaseUrl::parse(text.get_ref()) {
        Ok(base_url) => Some(base_url),
        Err(reason) => {
            let (message, help) = bad_base_url(text.get_ref(), reason);
            reader.report(codes::BAD_BASE_URL, text.span(), message, help);
            None
        }
    }
}

/// The message and help for an address that is none, whether it is `site.toml`'s or the command line's.
pub(super) fn bad_base_url(text: &str, reason: &str) -> (String, String) {
    let with_scheme = format!("https://{}", text.trim_start_matches('/'));
    let help = match BaseUrl::parse(&with_scheme) {
        Ok(base_url) if base_url.origin.contains('.') => format!("did you mean `{with_scheme}`?"),
        _ => "write the address of the home page, such as `https://example.org/archive/`".to_owned(),
    };
    (format!("`{text}` is not the address of a site: {reason}"), help)
}

/// `permalink`.
pub(super) fn permalink(reader: &mut Reader<'_>, text: &Spanned<String>) -> Option<Pattern> {
    match Pattern::parse(text.get_ref()) {
        Ok(pattern) => Some(pattern),
        Err(problems) => {
            for problem in problems {
                let span = within(reader, text, &problem.span);
                reader.report(codes::BAD_PERMALINK, span, problem.message, problem.help);
            }
            None
        }
    }
}

/// The file's bytes for the bytes `part` of a string; all of it where it is not written plainly.
fn within(reader: &Reader<'_>, text: &Spanned<String>, part: &Span) -> Span {
    let whole = text.span();
    let is_plain = reader.written(&whole).get(1..whole.len().saturating_sub(1)) == Some(text.get_ref());
    if is_plain && !part.is_empty() { whole.start + 1 + part.start..whole.start + 1 + part.end } else { whole }
}

/// `theme`: the name of one folder, for it becomes part of a path.
pub(super) fn theme(reader: &mut Reader<'_>, text: Spanned<String>) -> Option<String> {
    let name = text.get_ref();
    let is_name = !name.is_empty()
        && !name.starts_with('.')
        && !name.contains(['/', '\\', ':'])
        && !name.contains(char::is_control);
    let folder = name.strip_prefix("themes/").map(|folder| folder.trim_end_matches('/')).unwrap_or("broadsheet");
    check(is_name, reader, codes::BAD_THEME_NAME, text.span(), || {
        (format!("`{name}` is not the name of a folder of `themes/`"), format!("write `theme = \"{folder}\"`"))
    });
    is_name.then(|| text.into_inner())
}

/// `updated_from`.
pub(super) fn updated_from(reader: &mut Reader<'_>, text: &Spanned<String>) -> Option<UpdatedFrom> {
    let found = match text.get_ref().as_str() {
        "record" => Some(UpdatedFrom::Record),
        "git" => Some(UpdatedFrom::Git),
        _ => None,
    };
    check(found.is_some(), reader, codes::BAD_UPDATED_FROM, text.span(), || {
        let message = format!("`{}` says nothing of when records were changed", text.get_ref());
        (message, "write `record` or `git`".to_owned())
    });
    found
}

/// `host`.
pub(super) fn host(reader: &mut Reader<'_>, text: &Spanned<String>) -> Option<&'static Host> {
    let host = host::find(text.get_ref());
    check(host.is_some(), reader, codes::UNKNOWN_HOST, text.span(), || unknown_host(text.get_ref()));
    host
}

/// The message and help for a word that stands for no host, whether it is `site.toml`'s or the command line's.
pub(super) fn unknown_host(word: &str) -> (String, String) {
    let help = match host::nearest_key(word) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the hosts are `{}`; leave the line out for any other", host::keys().join("`, `")),
    };
    (format!("`{word}` is not a host that is known"), help)
}

/// `precompress`, where it is a list; each encoding once.
pub(super) fn encodings(reader: &mut Reader<'_>, words: Vec<Spanned<String>>) -> Vec<Encoding> {
    let mut encodings = Vec::new();
    for word in words {
        let encoding = Encoding::of_extension(word.get_ref());
        check(encoding.is_some(), reader, codes::BAD_ENCODING, word.span(), || {
            (format!("`{}` is not a way to compress", word.get_ref()), "write `br`, `gz` or both".to_owned())
        });
        encodings.extend(encoding);
    }
    encodings.sort_unstable();
    encodings.dedup();
    encodings
}

/// `output`.
pub(super) fn output(reader: &mut Reader<'_>, text: Spanned<String>) -> Option<String> {
    match bad_output(text.get_ref()) {
        None => Some(text.into_inner()),
        Some(message) => {
            reader.report(codes::BAD_OUTPUT, text.span(), message, OUTPUT_HELP);
            None
        }
    }
}

pub(super) const OUTPUT_HELP: &str = "name a folder of its own, such as `public`";

/// What is wrong with a folder to write into, as far as its name tells; `write` looks at the disk.
pub(super) fn bad_output(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['/', '\\']).filter(|part| !matches!(*part, "" | ".")).collect();
    let is_absolute = text.starts_with(['/', '\\']) || text.get(1..2) == Some(":");
    match parts.first() {
        _ if text.is_empty() => Some("`output` is empty".to_owned()),
        None if !is_absolute => Some(format!("`{text}` is the site's root itself")),
        Some(first) if !is_absolute && SOURCE_FOLDERS.contains(first) => {
            Some(format!("`{text}` lies in `{first}/`, which holds the site's sources"))
        }
        _ => None,
    }
}

/// The address of a service.
pub(super) fn web_address(reader: &mut Reader<'_>, text: Spanned<String>) -> Option<String> {
    let is_address = WebAddress::parse(text.get_ref()).is_some();
    check(is_address, reader, codes::BAD_SERVICE, text.span(), || {
        let message = format!("`{}` is not the address of a service", text.get_ref());
        (message, "write an address that begins with `https://`".to_owned())
    });
    is_address.then(|| text.into_inner())
}

/// `[replay]`; the worker, where it is not named, beside the script. Whether the files are there is seen once all files are.
pub(super) fn replay(
    reader: &mut Reader<'_>,
    script: Spanned<String>,
    worker: Option<Spanned<String>>,
) -> Option<Replay> {
    let worker = worker.unwrap_or_else(|| {
        let folder = script.get_ref().rfind('/').map_or("", |end| &script.get_ref()[..=end]);
        Spanned::new(script.span(), format!("{folder}sw.js"))
    });
    for text in [&script, &worker] {
        let path = text.get_ref();
        // Plain letters stand in an address as they are.
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._/".contains(&byte);
        let is_path = path.ends_with(".js")
            && path.bytes().all(is_plain)
            && path.strip_prefix('/').is_some_and(|inside| SitePath::new(inside).is_some());
        if !is_path {
            let help = "write a path such as `/replay/ui.js`, where the file lies in `static/replay/`";
            reader.report(
                codes::BAD_REPLAY,
                text.span(),
                format!("`{path}` is not the path of a script of the site"),
                help,
            );
            return None;
        }
    }
    // A worker answers for all that lies in its folder.
    if worker.get_ref().rfind('/') == Some(0) {
        let message = format!("`{}` at the top of the site would answer for every page of it", worker.get_ref());
        reader.report(
            codes::BAD_REPLAY,
            worker.span(),
            message,
            "put the player into a folder of its own, such as `static/replay/`",
        );
        return None;
    }
    Some(Replay { script: script.into_inner(), worker: worker.into_inner() })
}

/// The `key` of an index, which becomes a folder.
pub(super) fn index_key(reader: &mut Reader<'_>, text: Spanned<String>, others: &[CustomIndex]) -> Option<String> {
    let key = text.get_ref();
    let is_word = Slug::parse(&key.replace('_', "-").to_lowercase()).is_some();
    let is_built_in = BUILT_IN_INDEXES.contains(&key.as_str());
    let is_repeated = others.iter().any(|other| other.key == *key);
    check(is_word && !is_built_in && !is_repeated, reader, codes::BAD_INDEX, text.span(), || {
        if is_built_in {
            (format!("the index `{key}` is built in"), "delete this `[[index]]`".to_owned())
        } else if is_repeated {
            (format!("there is an `[[index]]` of `{key}` already"), "delete one of the two".to_owned())
        } else {
            (format!("`{key}` cannot be the name of a folder"), "write letters, digits, `_` and `-`".to_owned())
        }
    });
    (is_word && !is_built_in && !is_repeated).then(|| text.into_inner())
}

/// The title of an index that has none: its key, `court_cases` as "Court cases".
pub(super) fn title_of(key: &str) -> String {
    let spaced = key.replace(['_', '-'], " ");
    let mut letters = spaced.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The `url` of a menu entry.
pub(super) fn menu_url(reader: &mut Reader<'_>, text: Spanned<String>) -> Option<String> {
    let url = text.get_ref();
    let is_path = url.starts_with('/') && !url.starts_with("//") && !url.contains('\\');
    let is_address = || Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https" | "mailto" | "tel"));
    let leads_somewhere = is_path || is_address();
    check(leads_somewhere, reader, codes::BAD_MENU_URL, text.span(), || {
        let message = format!("`{url}` is neither a path of the site nor an address");
        let is_relative = !url.contains(':') && !url.starts_with(['/', '\\', '#', '?']);
        let help = match is_relative {
            true => format!("did you mean `/{url}`?"),
            false => "write a path such as `/about/`, or an address that begins with `https://`".to_owned(),
        };
        (message, help)
    });
    leads_somewhere.then(|| text.into_inner())
}

/// Reports what `problem` says, message and help, unless the value is `sound`.
fn check(
    sound: bool,
    reader: &mut Reader<'_>,
    code: &'static Code,
    span: Span,
    problem: impl FnOnce() -> (String, String),
) {
    if !sound {
        let (message, help) = problem();
        reader.report(code, span, message, help);
    }
}
