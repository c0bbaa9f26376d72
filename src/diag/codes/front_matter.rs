//! Codes of the family `front_matter`.

super::codes! {
    UNREADABLE_FILE = Error "unreadable-file",
        cause: "The operating system would not let the file be read.",
        mend: "Look at the file's permissions, and whether it is still there.";
    NOT_UTF_8 = Error "not-utf-8",
        cause: "The file holds bytes that are not UTF-8: it was saved in an older encoding, or is no text at all.",
        mend: "Save the file again as UTF-8. Nothing of it is read until then, so that no letter is lost unseen.";
    UNCLOSED_FRONT_MATTER = Error "unclosed-front-matter",
        cause: "The file opens its front matter with `---`, and no line of its own closes it.",
        mend: "Put a line with `---` alone between the front matter and the text.";
    TOML_FRONT_MATTER = Error "toml-front-matter",
        cause: "The front matter stands between `+++` lines, as TOML. Records are written in YAML.",
        mend: "Put the front matter between `---` lines and write `key: value` where it has `key = value`.";
    BAD_YAML = Error "bad-yaml",
        cause: "The front matter is not YAML, or not a list of keys and values.",
        mend: "Mend the line shown. Usual causes: a `: ` in a value without quotes, a quote or bracket that is not \
               closed, a tab in place of spaces.";
    YAML_TOO_DEEP = Error "yaml-too-deep",
        cause: "The front matter nests lists or mappings more than 64 deep, or an alias contains itself.",
        mend: "Write the value with fewer levels. No field needs more than three.";
    TOO_MANY_ALIASES = Error "too-many-aliases",
        cause: "The aliases (`*name`) of the front matter unfold to far more than is written.",
        mend: "Write the values out, or take the aliases out.";
    DUPLICATE_KEY = Error "duplicate-key",
        cause: "One key stands twice in one mapping, perhaps once in another case; which one is meant cannot be known.",
        mend: "Leave one of them, or make one list of their values.";
    CONTROL_CHARACTER = Warning "control-character",
        cause: "The front matter holds characters that are no text, such as a backspace or a null; they are left out.",
        mend: "Delete the characters. They often come from copying out of a PDF or a word processor.";
    MISSING_TITLE = Error "missing-title",
        cause: "The file has no `title`, or an empty one. It is the one field that every record and page needs.",
        mend: "Add a line `title: …` to the front matter: the headline as printed, or the archive's own wording.";
    MISSING_NAME = Error "missing-name",
        cause: "The file of an organization, a person or a term has no `name`, or an empty one.",
        mend: "Add a line `name: …` to the front matter.";
    UNDATED = Warning "undated",
        cause: "The record has no `date`, and its file name gives none. It stands as undated, last in every list.",
        mend: "Add `date` as far as it is known: YYYY-MM-DD, YYYY-MM or YYYY, with `~` for about and `?` for uncertain.";
    BAD_DATE = Error "bad-date",
        cause: "The value is no date, or one that the calendar does not have.",
        mend: "Write YYYY-MM-DD, or YYYY-MM or YYYY where the day is not known.";
    BAD_URL = Error "bad-url",
        cause: "The value is no absolute address of the web: only `http` and `https` addresses can be linked.",
        mend: "Write the whole address, beginning with `https://` or `http://`.";
    BAD_PATH = Error "bad-path",
        cause: "The path leaves the place where it may lead, or is not written as such a path has to be.",
        mend: "Write files relative to the record and inside `content/`, and aliases from the site's root: `/old/path/`.";
    BAD_ACCESS = Error "bad-access",
        cause: "`access` says how much may be published; with a word that is not known, too much might be.",
        mend: "Write `dark`, `metadata`, `excerpt` or `fulltext`.";
    NOT_TRUE_OR_FALSE = Error "not-true-or-false",
        cause: "`draft` is neither true nor false, and a draft must not be published by mistake.",
        mend: "Write `true` or `false`.";
    BAD_SHA256 = Error "bad-sha256",
        cause: "The value is no SHA-256: that is 64 hexadecimal digits.",
        mend: "Write what `sha256sum FILE` prints, or leave the field out.";
    BAD_LANGUAGE = Warning "bad-language",
        cause: "The value is not shaped like a language tag of BCP 47, so it is left out.",
        mend: "Write a tag such as `en`, `es` or `pt-BR`.";
    BAD_COORDINATE = Warning "bad-coordinate",
        cause: "A place's latitude or longitude is no number or out of range, or one stands without the other.",
        mend: "Write degrees: `lat` from -90 to 90 and `lon` from -180 to 180, both or neither.";
    BAD_IDENTIFIER = Warning "bad-identifier",
        cause: "The identifier is not shaped as its scheme's are, so it is left out.",
        mend: "Write the identifier alone, without an address around it: `wikidata: Q42`.";
    UNKNOWN_WORD = Warning "unknown-word",
        cause: "The field takes one of a few words, and this is none of them; it counts as if it were not there.",
        mend: "Write one of the words that the help line gives.";
    UNKNOWN_KEY = Warning "unknown-key",
        cause: "The front matter has a key that is no field. At the top, its value is kept for templates under `extra`.",
        mend: "Correct the key, move it under `extra:`, or name it as an index in `site.toml`.";
    FOREIGN_KEY = Warning "foreign-key",
        cause: "The key is another program's word (Hugo, Zola, Jekyll, Obsidian, CSL) and is read as the standard one.",
        mend: "Write the standard word.";
    KEY_CASE = Warning "key-case",
        cause: "The key differs from the field's name only by its case.",
        mend: "Write the key in lower case.";
    WRONG_TYPE = Warning "wrong-type",
        cause: "The value has another shape than the field: a mapping where text is wanted, say. It is left out.",
        mend: "Write the value in the shape that the help line gives.";
    EMPTY_ITEM = Warning "empty-item",
        cause: "An item of a list is empty; it is left out.",
        mend: "Write the item, or delete its line.";
    INCOMPLETE = Warning "incomplete",
        cause: "An entry lacks the part without which it says nothing; it is left out.",
        mend: "Add the part that the message names.";
}
