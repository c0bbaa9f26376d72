//! The classes of highlighted code, the scopes behind each, and their colours.

use std::fmt::Write;
use std::sync::LazyLock;

use syntect::parsing::Scope;

/// A class of highlighted code.
struct Class {
    /// Behind `hl-`.
    name: &'static str,
    /// The scopes it stands for, with all below them.
    scopes: &'static [&'static str],
    light: &'static str,
    dark: &'static str,
    /// More than colour, so that what matters most shows without it.
    also: &'static str,
}

const LIGHT: Ground = Ground { text: "#1f2328", background: "#f6f7f9" };
const DARK: Ground = Ground { text: "#e2e6ea", background: "#1b1f24" };

struct Ground {
    text: &'static str,
    background: &'static str,
}

const CLASSES: &[Class] = &[
    Class { name: "c", scopes: &["comment"], light: "#57606a", dark: "#9aa4af", also: "font-style:italic" },
    Class {
        name: "s",
        scopes: &["string", "constant.character", "markup.raw"],
        light: "#0a5c2f",
        dark: "#8fd19e",
        also: "",
    },
    Class { name: "n", scopes: &["constant"], light: "#8a3b00", dark: "#f0b072", also: "" },
    Class {
        name: "k",
        scopes: &["keyword", "storage", "variable.language", "markup.bold"],
        light: "#8b1a55",
        dark: "#f49ac1",
        also: "",
    },
    Class {
        name: "f",
        scopes: &[
            "entity.name.function",
            "support.function",
            "variable.function",
            "markup.heading",
            "entity.name.section",
        ],
        light: "#5b2da3",
        dark: "#c9a7f5",
        also: "",
    },
    Class {
        name: "t",
        scopes: &["entity.name.tag", "entity.name", "entity.other.inherited-class", "support.type", "support.class"],
        light: "#0b4f9e",
        dark: "#8cbcf2",
        also: "",
    },
    Class {
        name: "a",
        scopes: &["entity.other.attribute-name", "support"],
        light: "#0b5a66",
        dark: "#7fd0dc",
        also: "",
    },
    Class { name: "d", scopes: &["markup.deleted"], light: "#9b1c1c", dark: "#f5a3a3", also: "" },
    Class { name: "i", scopes: &["markup.inserted"], light: "#0a5c2f", dark: "#8fd19e", also: "" },
    Class { name: "e", scopes: &["invalid"], light: "#9b1c1c", dark: "#f5a3a3", also: "text-decoration:underline" },
];

/// Scopes that look as the text around them does, although a class above would take them.
const PLAIN: &[&str] = &["keyword.operator", "punctuation.section", "punctuation.separator", "punctuation.terminator"];

/// The class of code in these scopes, the innermost last.
pub(super) fn class(scopes: &[Scope]) -> Option<&'static str> {
    type Table = Vec<(Scope, Option<&'static str>)>;
    static TABLE: LazyLock<Table> = LazyLock::new(|| {
        let classes = CLASSES.iter().flat_map(|class| class.scopes.iter().map(|scope| (*scope, Some(class.name))));
        let mut table: Table = PLAIN
            .iter()
            .map(|scope| (*scope, None))
            .chain(classes)
            .filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, class)))
            .collect();
        // The longest name first: `constant.character` before `constant`.
        table.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
        table
    });
    scopes
        .iter()
        .rev()
        .find_map(|scope| TABLE.iter().find(|(known, _)| known.is_prefix_of(*scope)))
        .and_then(|(_, class)| *class)
}

/// The style sheet for the classes of highlighted code, light and dark as the page is (CSS Color 5, `light-dark()`).
///
/// Each colour has a contrast of at least 4.5:1 with its ground (WCAG 2.2, criterion 1.4.3).
pub fn highlight_css() -> String {
    // In custom properties, which validators that do not know `light-dark()` let pass.
    let either = |light: &str, dark: &str| format!("light-dark({light},{dark})");
    let (text, ground) = (either(LIGHT.text, DARK.text), either(LIGHT.background, DARK.background));
    let mut css =
        format!("pre.hl{{--hl-ink:{text};--hl-ground:{ground};color:var(--hl-ink);background:var(--hl-ground)}}\n");
    for Class { name, light, dark, also, .. } in CLASSES {
        let colour = either(light, dark);
        let _ = writeln!(css, ".hl-{name}{{--hl-hue:{colour};color:var(--hl-hue);{also}}}");
    }
    css
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_colour_can_be_read() {
        for class in CLASSES {
            for (colour, ground) in [(class.light, LIGHT.background), (class.dark, DARK.background)] {
                let contrast = contrast(colour, ground);
                assert!(contrast >= 4.5, ".hl-{} {colour} on {ground}: {contrast:.2}", class.name);
            }
        }
        assert!(contrast(LIGHT.text, LIGHT.background) >= 7.0);
        assert!(contrast(DARK.text, DARK.background) >= 7.0);
    }

    /// WCAG 2.2, "contrast ratio" and "relative luminance".
    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn luminance(colour: &str) -> f64 {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    }
}
