//! What is shown → an HTTP response, HTML with the script that reloads it.

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::route::{Shown, problems_fingerprint};
use super::{Page, Site};

/// Below this path the server's own files stand, whatever the site's base path is.
pub const OWN: &str = "/_reportage/";

/// Below `OWN`, the editor's page.
pub(super) const DESK: &str = "desk";

const SCRIPT: &str = include_str!("reload.js");
const STYLE: &str = include_str!("reload.css");
const DESK_STYLE: &str = include_str!("desk.css");

/// What the server's own pages may load.
const OWN_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; \
                          form-action 'none'; frame-ancestors 'none'";

/// The response for what is shown at a path.
pub(super) fn respond(shown: Shown, site: &dyn Site) -> Response {
    match shown {
        Shown::Page(page) => page_response(StatusCode::OK, page),
        Shown::Missing(page) => page_response(StatusCode::NOT_FOUND, page),
        Shown::Problems(problems) => problems_response(StatusCode::INTERNAL_SERVER_ERROR, Some(&problems), site),
        Shown::Nothing => notice(StatusCode::NOT_FOUND, "There is no such page, and the site has no `404.html`.\n"),
        Shown::Elsewhere(address) => redirect(&address),
    }
}

/// One of the server's own files; `name` is the path below `OWN`.
pub(super) fn own_file(name: &str, site: &dyn Site) -> Response {
    match name {
        "reload.js" => response(StatusCode::OK, "text/javascript; charset=utf-8", SCRIPT),
        "reload.css" => response(StatusCode::OK, "text/css; charset=utf-8", STYLE),
        "desk.css" => response(StatusCode::OK, "text/css; charset=utf-8", DESK_STYLE),
        DESK => match site.desk() {
            Some(page) => own_page(StatusCode::OK, &page.bytes, page.fingerprint),
            None => notice(StatusCode::NOT_FOUND, "There is no desk here.\n"),
        },
        "problems" => problems_response(StatusCode::OK, site.problems().as_deref(), site),
        _ => notice(StatusCode::NOT_FOUND, "There is no such file.\n"),
    }
}

/// A few words as plain text.
pub(super) fn notice(status: StatusCode, text: &'static str) -> Response {
    response(status, "text/plain; charset=utf-8", text)
}

fn page_response(status: StatusCode, page: Page) -> Response {
    if page.media_type.starts_with("text/html") {
        return response(status, page.media_type, with_script(&page.bytes, page.fingerprint));
    }
    response(status, page.media_type, page.bytes)
}

fn problems_response(status: StatusCode, problems: Option<&str>, site: &dyn Site) -> Response {
    let (title, text) = match problems {
        Some(problems) => ("The site has problems", escape(problems)),
        None => ("The site has no problems", String::new()),
    };
    let home = escape(site.base_path());
    let html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<link rel=\"stylesheet\" \
         href=\"{OWN}reload.css\">\n<body class=\"reportage-problems-page\">\n<h1>{title}</h1>\n<pre>{text}</pre>\n<p><a \
         href=\"{home}/\">Home page</a></p>\n</body>\n</html>\n"
    );
    own_page(status, html.as_bytes(), problems_fingerprint(site))
}

/// One of the server's own pages, which follows what it shows as the site's do.
fn own_page(status: StatusCode, html: &[u8], fingerprint: u64) -> Response {
    let mut response = response(status, "text/html; charset=utf-8", with_script(html, fingerprint));
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(OWN_POLICY));
    response
}

/// Temporary, so that no browser remembers it for the next site on this port.
fn redirect(address: &str) -> Response {
    match HeaderValue::from_str(address) {
        Ok(address) => {
            let mut response = notice(StatusCode::TEMPORARY_REDIRECT, "The page is elsewhere.\n");
            response.headers_mut().insert(header::LOCATION, address);
            response
        }
        Err(_) => notice(StatusCode::NOT_FOUND, "There is no such page.\n"),
    }
}

fn response(status: StatusCode, media_type: &'static str, body: impl Into<Body>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        // No page elsewhere may show what is not published yet.
        (header::HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ];
    (status, headers, body.into()).into_response()
}

/// The page with the reload script before the end of its body, or at its end.
fn with_script(html: &[u8], fingerprint: u64) -> Bytes {
    const END: &[u8] = b"</body";
    let script = format!("<script src=\"{OWN}reload.js\" data-fingerprint=\"{fingerprint:016x}\" defer></script>");
    let at = html.windows(END.len()).rposition(|window| window.eq_ignore_ascii_case(END)).unwrap_or(html.len());
    [&html[..at], script.as_bytes(), &html[at..]].concat().into()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_stands_before_the_end_of_the_body() {
        let script = "<script src=\"/_reportage/reload.js\" data-fingerprint=\"00000000000000ff\" defer></script>";
        for (html, expected) in [
            ("<p>a</body></html>", format!("<p>a{script}</body></html>")),
            ("<p>a</BODY >", format!("<p>a{script}</BODY >")),
            ("<pre></body></pre></body>", format!("<pre></body></pre>{script}</body>")),
            ("<p>a", format!("<p>a{script}")),
            ("", script.to_owned()),
        ] {
            assert_eq!(with_script(html.as_bytes(), 255), expected, "{html:?}");
        }
    }
}
