//! `_redirects` and `_headers`, in the form that Netlify gave them and Cloudflare Pages took over.

use std::fmt::Write;

use super::{FOR_GOOD, HostFile, Lasting, Served};

/// Both, as far as there is something to say.
pub(super) fn files(served: &Served) -> Vec<HostFile> {
    files_with(served, "301")
}

/// The same, with `status` in the place of 301.
pub(super) fn files_with(served: &Served, status: &str) -> Vec<HostFile> {
    let (redirects, headers) = (redirects(served, status), headers(served));
    let files = [("/_redirects", redirects), ("/_headers", headers)];
    files.into_iter().filter(|(_, text)| !text.is_empty()).map(|(path, text)| HostFile::new(path, text)).collect()
}

/// How many rules the headers are: one for all files, and one for each path that lasts.
pub(super) fn header_rules(served: &Served) -> u64 {
    if served.headers.is_empty() { 0 } else { 1 + served.lasting.len() as u64 }
}

/// `FROM TO STATUS` on a line. Both are encoded, and no address has a `*` or a `:`, which would be more than letters.
fn redirects(served: &Served, status: &str) -> String {
    served.redirects.iter().map(|lead| format!("{} {} {status}\n", lead.from, lead.to)).collect()
}

fn headers(served: &Served) -> String {
    let mut text = String::new();
    if served.headers.is_empty() {
        return text;
    }
    let _ = writeln!(text, "{}", served.local("/*"));
    for (name, value) in &served.headers {
        let _ = writeln!(text, "  {name}: {value}");
    }
    for lasting in &served.lasting {
        let all = if matches!(lasting, Lasting::Folder(_)) { "*" } else { "" };
        let _ = write!(text, "\n{}{all}\n  Cache-Control: {FOR_GOOD}\n", lasting.path());
    }
    text
}
