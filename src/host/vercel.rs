//! Vercel: `vercel.json`, with the addresses as patterns of path-to-regexp.

use serde_json::{Value, json};

use super::limit::LOOKED_UP;
use super::{FOR_GOOD, Host, HostFile, Lasting, Limit, Measure, Served};

pub(super) static VERCEL: Host = Host {
    key: "vercel",
    name: "Vercel",
    files,
    limits: &[Limit {
        of: Measure::Routes,
        most: 2_048,
        plan: None,
        source: "https://vercel.com/docs/limits",
        looked_up: LOOKED_UP,
    }],
    sends_twins: false,
    reads_at_top: true,
};

fn files(served: &Served) -> Vec<HostFile> {
    let redirect =
        |lead: &super::Lead| json!({"source": pattern(&lead.from), "destination": &lead.to, "statusCode": 301});
    let redirects: Vec<Value> = served.redirects.iter().map(redirect).collect();
    let header = |(name, value): &(&str, String)| json!({"key": name, "value": value});
    let said: Vec<Value> = served.headers.iter().map(header).collect();
    let mut headers = Vec::new();
    if !said.is_empty() {
        headers.push(json!({"source": format!("{}/(.*)", pattern(&served.base)), "headers": said}));
        headers.extend(served.lasting.iter().map(|lasting| {
            let all = if matches!(lasting, Lasting::Folder(_)) { "(.*)" } else { "" };
            let source = format!("{}{all}", pattern(lasting.path()));
            json!({"source": source, "headers": [{"key": "Cache-Control", "value": FOR_GOOD}]})
        }));
    }
    // Pages are folders, and what ends in `.html` is called so on purpose.
    let all = json!({"cleanUrls": false, "trailingSlash": true, "redirects": redirects, "headers": headers});
    vec![HostFile::new("/vercel.json", format!("{all:#}\n"))]
}

/// A path as a pattern that nothing else fits.
fn pattern(path: &str) -> String {
    let mut pattern = String::with_capacity(path.len());
    for letter in path.chars() {
        if matches!(letter, '(' | ')' | '*' | '+' | '?' | ':' | '{' | '}' | '\\' | '[' | ']' | '|' | '^' | '$' | '.') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern
}
