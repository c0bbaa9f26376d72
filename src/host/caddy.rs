//! Caddy: `.host/Caddyfile`, a snippet for the site block of the host.
//!
//! `root` is the server's to say, as for nginx.

use std::fmt::Write;

use super::{ASK, FOLDER, FOR_GOOD, Host, HostFile, Lasting, Served, decoded, regex};
use crate::compress::Encoding;

pub(super) static CADDY: Host =
    Host { key: "caddy", name: "Caddy", files, limits: &[], sends_twins: true, reads_at_top: false };

fn files(served: &Served) -> Vec<HostFile> {
    vec![HostFile::new(format!("/{FOLDER}/Caddyfile"), text(served))]
}

fn text(served: &Served) -> String {
    let base = &served.base;
    let mut text = format!(
        "# The site at {home} for Caddy. In the block of its host:\n\
         #   root * /srv/www   # the folder in which the site lies as {base}/\n\
         #   import /srv/www{base}/{FOLDER}/Caddyfile\n\
         # and `caddy reload` whenever this file has changed.\n\n",
        home = served.home(),
    );
    if !base.is_empty() {
        let _ = writeln!(text, "redir {} {} 301", quoted(base), quoted(&served.local("/")));
    }
    for (place, lead) in served.redirects.iter().enumerate() {
        let _ = writeln!(text, "@moved{place} path_regexp {}", quoted_pattern(&lead.from));
        let _ = writeln!(text, "redir @moved{place} {} 301", quoted(&lead.to));
    }
    let all = quoted(&served.local("/*"));
    // In a route what comes later says the last word; elsewhere Caddy sorts by rules of its own.
    let _ = writeln!(text, "handle {all} {{\n\troute {{");
    for hidden in [format!("/{FOLDER}/*"), "/.reportage-site".to_owned()] {
        let _ = writeln!(text, "\t\terror {} 404", quoted(&served.local(&hidden)));
    }
    for (extension, media_type) in &served.types {
        // Said at last, for the file server has an opinion of its own.
        let _ = writeln!(
            text,
            "\t\t@{extension} path *.{extension}\n\t\theader @{extension} {{\n\t\t\tContent-Type {}\n\t\t\tdefer\n\t\t}}",
            quoted(media_type)
        );
    }
    headers(&mut text, served, "\t\t");
    if !served.headers.is_empty() {
        let _ = writeln!(text, "\t\theader Cache-Control {}", quoted(ASK));
        for lasting in &served.lasting {
            let rest = if matches!(lasting, Lasting::Folder(_)) { "*" } else { "" };
            let path = format!("{}{rest}", lasting.path());
            let _ = writeln!(text, "\t\theader {} Cache-Control {}", quoted(&path), quoted(FOR_GOOD));
        }
    }
    match precompressed(served) {
        twins if twins.is_empty() => text.push_str("\t\tfile_server\n"),
        twins => {
            let _ = writeln!(text, "\t\tfile_server {{\n\t\t\tprecompressed{twins}\n\t\t}}");
        }
    }
    text.push_str("\t}\n}\n");
    if served.has_not_found {
        let _ = writeln!(
            text,
            "handle_errors {{\n\t@missing {{\n\t\tpath {all}\n\t\texpression {{err.status_code}} == 404\n\t}}\n\
             \thandle @missing {{\n\t\troute {{"
        );
        // What was said of the file that is not there is not true of the page that says so.
        text.push_str("\t\t\theader Content-Type \"text/html; charset=utf-8\"\n\t\t\theader -Cache-Control\n");
        headers(&mut text, served, "\t\t\t");
        let page = quoted(&served.local("/404.html"));
        let _ = writeln!(text, "\t\t\trewrite * {page}\n\t\t\tfile_server\n\t\t}}\n\t}}\n}}");
    }
    text
}

/// An expression that fits this path alone, with or without the slash of a folder. (What Caddy calls a path fits other
/// cases of its letters too, and with `%` in it all that begins so.)
fn quoted_pattern(from: &str) -> String {
    let path = decoded(from);
    let pattern = match path.strip_suffix('/') {
        Some(folder) => format!("{}/?", regex(folder)),
        None => regex(&path),
    };
    // A backquote is the one quotation mark in which a backslash is only that.
    format!("`^{}$`", pattern.replace('`', "\\x60"))
}

fn headers(text: &mut String, served: &Served, indent: &str) {
    for (name, value) in &served.headers {
        let _ = writeln!(text, "{indent}header {name} {}", quoted(value));
    }
}

fn precompressed(served: &Served) -> String {
    let word = |encoding: &Encoding| match encoding {
        Encoding::Brotli => " br",
        Encoding::Gzip => " gzip",
    };
    served.twins.iter().map(word).collect()
}

/// A word of a Caddyfile. No address has a quotation mark, a backslash or a brace in it: they are encoded.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
