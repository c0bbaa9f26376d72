//! Text → how a message shows it: on one line, and not too long.

/// A value for a message.
pub(super) fn shown(value: &str) -> String {
    let line = one_line(value.to_owned());
    let line = if line.contains(char::is_control) { line.replace(char::is_control, "\u{fffd}") } else { line };
    match line.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", &line[..at]),
        None => line,
    }
}

/// The text with a space for each line end and tab.
pub(super) fn one_line(text: String) -> String {
    const BREAKS: [char; 6] = ['\n', '\r', '\t', '\u{85}', '\u{2028}', '\u{2029}'];
    // None of them is printable ASCII, which most text is.
    if text.bytes().fold(true, |is, byte| is & (b' '..0x7F).contains(&byte)) || !text.contains(BREAKS) {
        return text;
    }
    let parts = text.split(BREAKS).map(str::trim).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(" ")
}
