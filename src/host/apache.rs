//! Apache: `.htaccess`, which the server reads by itself where `AllowOverride All` lets it, as most rented space does.
//!
//! Who runs the server says `AllowOverride None` and includes the same file in the `<Directory>` of the site: it is then
//! read once, and not with each request.

use std::fmt::Write;

use super::{ASK, FOLDER, FOR_GOOD, Host, HostFile, Lasting, Served, decoded, regex};
use crate::compress::{Encoding, is_text};

pub(super) static APACHE: Host =
    Host { key: "apache", name: "Apache", files, limits: &[], sends_twins: true, reads_at_top: false };

fn files(served: &Served) -> Vec<HostFile> {
    vec![HostFile::new("/.htaccess", text(served))]
}

fn text(served: &Served) -> String {
    let mut text = format!(
        "# The site at {} for Apache, with mod_alias, mod_dir, mod_headers, mod_mime and mod_rewrite.\n\n\
         DirectoryIndex index.html\nOptions -Indexes -MultiViews\n",
        served.home()
    );
    if served.has_not_found {
        let _ = writeln!(text, "ErrorDocument 404 {}", quoted(&decoded(&served.local("/404.html"))));
    }
    // Set by the file's whole name below; the endings of languages and of compressed files mean nothing here.
    text.push_str("RemoveLanguage .ar .de .en .es .fr\n");
    for (extension, media_type) in &served.types {
        let _ = writeln!(text, "AddType {} .{extension}", quoted(media_type));
    }
    headers(&mut text, served);
    text.push_str("\nRewriteEngine On\n");
    let _ = writeln!(text, "RewriteRule \"^({}/|\\.reportage-site$)\" - [R=404,L]", FOLDER.replace('.', "\\."));
    for lead in &served.redirects {
        let from = lead.from.strip_prefix(&*served.base).unwrap_or(&lead.from).trim_start_matches('/');
        let pattern = match decoded(from) {
            folder if folder.ends_with('/') => format!("{}/?", regex(folder.trim_end_matches('/'))),
            file => regex(&file),
        };
        // It is encoded already. `%` and `$` would stand for what was found.
        let to = lead.to.replace('%', "\\%").replace('$', "\\$");
        let _ = writeln!(text, "RewriteRule {} {} [R=301,NE,L]", quoted_pattern(&pattern), quoted(&to));
    }
    twins(&mut text, served);
    text
}

fn headers(text: &mut String, served: &Served) {
    if served.headers.is_empty() {
        return;
    }
    text.push('\n');
    for (name, value) in &served.headers {
        let _ = writeln!(text, "Header always set {name} {}", quoted(value));
    }
    // The last word is that of what lasts.
    let _ = writeln!(text, "Header set Cache-Control {}", quoted(ASK));
    for lasting in &served.lasting {
        let path = decoded(lasting.path());
        let end = if matches!(lasting, Lasting::Folder(_)) { "" } else { "$" };
        let condition = format!("%{{REQUEST_URI}} =~ m#^{}{end}#", regex(&path).replace('#', "\\#"));
        let _ = writeln!(text, "Header set Cache-Control {} \"expr={condition}\"", quoted(FOR_GOOD));
    }
}

/// For each kind of text: its twin where the browser takes it, and what is said of it then.
fn twins(text: &mut String, served: &Served) {
    let texts: Vec<(&str, &str)> = (served.types.iter())
        .filter(|(extension, _)| is_text(extension))
        .map(|(extension, media_type)| (&**extension, *media_type))
        .collect();
    if texts.is_empty() {
        return;
    }
    let extensions = texts.iter().map(|(extension, _)| *extension).collect::<Vec<_>>().join("|");
    for encoding in &served.twins {
        let (token, ending) = match encoding {
            Encoding::Brotli => ("br", "br"),
            Encoding::Gzip => ("gzip", "gz"),
        };
        let _ = writeln!(
            text,
            "\nRewriteCond %{{HTTP:Accept-Encoding}} \"\\b{token}\\b\"\nRewriteCond %{{REQUEST_FILENAME}}.{ending} -f\n\
             RewriteRule \"^(.+\\.(?:{extensions}))$\" \"$1.{ending}\" [L]"
        );
        for (extension, media_type) in &texts {
            let _ = writeln!(
                text,
                "<FilesMatch \"\\.{extension}\\.{ending}$\">\nForceType {}\nHeader set Content-Encoding {token}\n\
                 Header append Vary Accept-Encoding\n</FilesMatch>",
                quoted(media_type)
            );
        }
    }
}

fn quoted_pattern(pattern: &str) -> String {
    format!("\"^{}$\"", pattern.replace('"', "\\\""))
}

/// A word of Apache's. A path has neither a quotation mark nor a backslash, and what is escaped stays so.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\\\""))
}
