//! nginx: `.host/nginx.conf`, a snippet for the `server` block of the site.
//!
//! `root` is the server's to say: the folder that has the site where its address says, so that of a site at `/archive/`
//! it is the one above `archive/`. Then a path of the host is a path below `root`, and nothing has to be turned.

use std::fmt::Write;

use super::{ASK, FOLDER, FOR_GOOD, Host, HostFile, Lasting, Served, decoded};
use crate::compress::Encoding;

pub(super) static NGINX: Host =
    Host { key: "nginx", name: "nginx", files, limits: &[], sends_twins: true, reads_at_top: false };

fn files(served: &Served) -> Vec<HostFile> {
    vec![HostFile::new(format!("/{FOLDER}/nginx.conf"), text(served))]
}

fn text(served: &Served) -> String {
    let base = &served.base;
    let mut text = format!(
        "# The site at {home} for nginx. In the `server` block of its host:\n\
         #   root /srv/www;   # the folder in which the site lies as {base}/\n\
         #   include /srv/www{base}/{FOLDER}/nginx.conf;\n\
         # and `nginx -s reload` whenever this file has changed.\n\n",
        home = served.home(),
    );
    let _ = writeln!(text, "location {} {{", quoted(&decoded(&served.local("/"))));
    text.push_str("    index index.html;\n    absolute_redirect off;\n");
    if served.has_not_found {
        let _ = writeln!(text, "    error_page 404 {};", quoted(&decoded(&served.local("/404.html"))));
    }
    types(&mut text, served);
    if served.twins.contains(&Encoding::Gzip) {
        text.push_str("    gzip_static on;\n    gzip_vary on;\n");
    }
    if served.twins.contains(&Encoding::Brotli) {
        text.push_str("    # Where nginx has the module ngx_brotli:\n    # brotli_static on;\n");
    }
    headers(&mut text, served, ASK, "    ");
    for lasting in &served.lasting {
        let (sign, path) = (if matches!(lasting, Lasting::Folder(_)) { "" } else { "= " }, decoded(lasting.path()));
        let _ = writeln!(text, "    location {sign}{} {{", quoted(&path));
        // A location that says one header says none of those around it.
        headers(&mut text, served, FOR_GOOD, "        ");
        text.push_str("    }\n");
    }
    for (sign, hidden) in [("", format!("/{FOLDER}/")), ("= ", "/.reportage-site".to_owned())] {
        let path = quoted(&decoded(&served.local(&hidden)));
        let _ = writeln!(text, "    location {sign}{path} {{\n        return 404;\n    }}");
    }
    text.push_str("}\n");
    if !base.is_empty() {
        redirect(&mut text, base, &served.local("/"));
    }
    for lead in &served.redirects {
        redirect(&mut text, &lead.from, &lead.to);
        // As a folder that is there is found without the slash, too.
        if let Some(folder) = lead.from.strip_suffix('/').filter(|folder| *folder != base) {
            redirect(&mut text, folder, &lead.to);
        }
    }
    text
}

fn redirect(text: &mut String, from: &str, to: &str) {
    // What follows `$` would be the name of a variable, and there is no way to say the sign itself.
    let to = to.replace('$', "%24");
    let from = quoted(&decoded(from));
    let _ = writeln!(text, "location = {from} {{\n    absolute_redirect off;\n    return 301 {};\n}}", quoted(&to));
}

fn types(text: &mut String, served: &Served) {
    text.push_str("    default_type application/octet-stream;\n    types {\n");
    for (extension, media_type) in &served.types {
        let _ = writeln!(text, "        {} {extension};", quoted(media_type));
    }
    text.push_str("    }\n");
}

fn headers(text: &mut String, served: &Served, cache: &str, indent: &str) {
    if served.headers.is_empty() {
        return;
    }
    for (name, value) in &served.headers {
        let _ = writeln!(text, "{indent}add_header {name} {} always;", quoted(value));
    }
    // Not `always`: that something is missing is never kept.
    let _ = writeln!(text, "{indent}add_header Cache-Control {};", quoted(cache));
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
