//! What tests look for in pages.

/// The values of the attribute `name`, in the order of the text, with entities undone.
pub fn attributes(html: &str, name: &str) -> Vec<String> {
    let opening = format!(" {name}=\"");
    let mut found = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once(&opening) {
        let (value, after) = after.split_once('"').unwrap_or((after, ""));
        found.push(unescaped(value));
        rest = after;
    }
    found
}

/// Every address that a page leads to or loads.
pub fn addresses(html: &str) -> Vec<String> {
    [attributes(html, "href"), attributes(html, "src")].concat()
}

/// What stands between `from` and `to`, each time.
pub fn between<'a>(text: &'a str, from: &str, to: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once(from) {
        let Some((inner, after)) = after.split_once(to) else { break };
        found.push(inner);
        rest = after;
    }
    found
}

/// The text of the links in lists of records, in their order.
pub fn titles(html: &str) -> Vec<String> {
    let rows = between(html, "<p class=\"row-title\">", "</p>");
    rows.into_iter().map(|row| unescaped(between(row, ">", "<").first().copied().unwrap_or_default())).collect()
}

fn unescaped(text: &str) -> String {
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&#x2F;", "/")];
    let text = entities.iter().fold(text.to_owned(), |text, (entity, letter)| text.replace(entity, letter));
    text.replace("&amp;", "&")
}
