//! Codes of the family `markdown`.

super::codes! {
    UNSAFE_LINK = Warning "unsafe-link",
        cause: "A link or an image of a body has an address that could run code in a reader's browser, or whose scheme is not known to be harmless.",
        mend: "Link to an `https:` address, to a file of the archive or to a record; the text stays without a link until then.";
    RAW_HTML_REMOVED = Warning "raw-html-removed",
        cause: "A body holds HTML that is not let through: an element, an attribute or a value outside the list of harmless ones. The rest of it stays.",
        mend: "Write it as Markdown, or set `trusted_html = true` under `[markdown]` in `site.toml` if everybody who writes for the archive may publish any HTML.";
    MISSING_ALT = Warning "missing-alt",
        cause: "An image has no alternative text, so that a reader who does not see it does not know what it shows.",
        mend: "Write what the image shows, in a sentence: between the brackets in Markdown, \
               `![A protest at the gate](gate.jpg)`, or as `alt` in front matter.";
    UNDEFINED_FOOTNOTE = Warning "undefined-footnote",
        cause: "A body refers to a footnote that it does not define; the mark stays as text.",
        mend: "Write the footnote on a line of its own, `[^1]: The text.`, or put a backslash before the bracket if no footnote is meant.";
    UNUSED_FOOTNOTE = Warning "unused-footnote",
        cause: "A body defines a footnote that nothing in it refers to; it stands last among the footnotes.",
        mend: "Put its mark, `[^1]`, where it belongs, or delete it.";
    REPEATED_FOOTNOTE = Warning "repeated-footnote",
        cause: "A body defines two footnotes with one name; the first one counts.",
        mend: "Give the second a name of its own.";
    BAD_HEADING_ID = Warning "bad-heading-id",
        cause: "A heading asks for an id that cannot be one, that the page itself uses, or that another heading of the body has.",
        mend: "Write a letter and then letters, digits, `-`, `_` or `.`, and nothing twice: `## The letter {#the-letter}`.";
    EMPTY_LINK = Warning "empty-link",
        cause: "A link has no text, so that nobody can see or hear it; it is left out.",
        mend: "Write between the brackets where the link leads: `[the letter](letter.pdf)`.";
    EMPTY_HEADING = Warning "empty-heading",
        cause: "A heading has no text; it is left out, because readers who go from heading to heading would land on nothing.",
        mend: "Write the heading's text, or delete the `#`.";
    DEEP_NESTING = Warning "deep-nesting",
        cause: "Quotations, lists or emphasis stand inside one another more than a hundred levels deep; the deeper ones lose their marks and keep their text.",
        mend: "Nest less deeply; the cause is most often a run of `>` or `*` that was not meant as Markdown.";
}
