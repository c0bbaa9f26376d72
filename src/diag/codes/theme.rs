//! Codes of themes: `theme.toml`, templates, strings and assets.

super::codes! {
    UNKNOWN_THEME = Error "unknown-theme",
        cause: "`theme` in site.toml, or `extends` in a theme.toml, names a theme that is neither in `themes/` nor built in.",
        mend: "Write the name of a folder of `themes/`, or `broadsheet`, the built-in theme.";
    BAD_THEME = Error "bad-theme",
        cause: "A theme.toml is not TOML, has an unknown key or a value of the wrong type, asks for another version of the theme interface, or extends itself.",
        mend: "Correct the line that the message points at; `docs/themes.md` lists the keys.";
    UNKNOWN_OPTION = Error "unknown-option",
        cause: "`[theme_options]` in site.toml sets an option that the theme does not declare.",
        mend: "Write the name of an option that the theme's theme.toml declares, or take the line out.";
    BAD_OPTION = Error "bad-option",
        cause: "`[theme_options]` in site.toml gives an option a value that it does not take: one of another type than the theme declares, a colour or an address that is none, an asset that no layer has, or a word that is not among its choices.",
        mend: "Write a value as the message says.";
    LOW_CONTRAST = Warning "low-contrast",
        cause: "A colour in `[theme_options]` is so near to that of the paper that text in it is hard to read: its contrast is below 4.5 to 1, which WCAG 2.2 asks of text.",
        mend: "Write the colour that the message offers, or another one farther from the paper.";
    BAD_TEMPLATE = Error "bad-template",
        cause: "A template cannot be read: its syntax is wrong, or it uses a template, filter, function or component that does not exist.",
        mend: "Correct the template at the place shown; the message of the template engine says what it expected.";
    TEMPLATE_FAILED = Error "template-failed",
        cause: "A template was sound, and failed while a page was made of it: it uses a variable or a field that the page does not have, or a filter refused its value.",
        mend: "Use one of the names that the message lists, or test with `is defined` first.";
    UNKNOWN_TEMPLATE = Error "unknown-template",
        cause: "A record's or page's `template` names a template that neither the site nor its theme has.",
        mend: "Write the name of an existing template, or add it to `templates/`.";
    BAD_CARD_FONT = Warning "bad-card-font",
        cause: "`assets/fonts/card.ttf` or `card.otf`, which sets the letters of social cards that the built-in fonts lack, is not a TrueType or OpenType font.",
        mend: "Put a font there that is one, a single one and not compressed for the web; or take the file away, and records in such letters have no card.";
    BAD_STRINGS = Error "bad-strings",
        cause: "A file of `i18n/` is not TOML, or has a value that is not text.",
        mend: "Correct the line that the message points at: each entry is `name = \"text\"`, and plural forms are a table of `one`, `other` and the language's further forms.";
}
