//! CSS → whether it would load something.

/// Whether a value or a style sheet could lead out of the drawing, or run something.
///
/// It may say so of what is harmless: `//` in no address, say. What it lets through names nothing but parts of the
/// drawing itself: `url(#stripes)`.
pub(super) fn loads(css: &str) -> bool {
    // An escape can spell every word below otherwise.
    if css.contains('\\') {
        return true;
    }
    let css = css.to_ascii_lowercase();
    let words = ["@import", "image(", "image-set(", "src(", "expression(", "javascript:", "-moz-binding", "behavior:"];
    if words.iter().any(|word| css.contains(word)) {
        return true;
    }
    css.match_indices("url(").any(|(at, opening)| {
        let inside = css[at + opening.len()..].trim_start();
        !inside.trim_start_matches(['"', '\'']).starts_with('#')
    })
}

#[cfg(test)]
mod tests {
    use super::loads;

    #[test]
    #[rustfmt::skip]
    fn only_parts_of_the_drawing_may_be_named() {
        for (css, expected) in [
            ("fill: url(#stripes); stroke: red",          false),
            ("filter: URL( \"#blur\" )",                  false),
            ("M 0 0 L 10 10",                             false),
            ("font-family: 'Times New Roman', serif",     false),
            ("fill: url(stripes.svg#a)",                  true),
            ("background: url('https://example.org/x')",  true),
            ("@import 'x.css';",                          true),
            ("@font-face { src: url(data:font/woff,x) }", true),
            ("a { b: u\\72l(x) }",                        true),
            ("cursor: image-set('x' 1x)",                 true),
            ("width: expression(alert(1))",               true),
            ("url(#a) url(x)",                            true),
            ("url(",                                      true),
        ] {
            assert_eq!(loads(css), expected, "{css}");
        }
    }
}
