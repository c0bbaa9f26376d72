//! Codes of problems between records: what only the whole archive can show.

super::codes! {
    DUPLICATE_ID = Error "duplicate-id",
        cause: "Two records, or two entities of one index, have the same identifier, so a reference to it could mean either.",
        mend: "Give one of them another `id`. Where the identifier comes from the file name, write an `id` or rename the file.";
    UNKNOWN_RECORD = Error "unknown-record",
        cause: "A reference names a record that the archive does not hold.",
        mend: "Write the `id` of an existing record, or its file name without `.md` where it has no `id`; `reportage list records` shows them all.";
    AMBIGUOUS_RECORD = Error "ambiguous-record",
        cause: "A reference names a file name or a title that several records share.",
        mend: "Write the identifier that tells them apart, or give the record that is meant an `id`.";
    UNPUBLISHED_RECORD = Warning "unpublished-record",
        cause: "A reference names a record that this build does not publish: a draft, a record of a later day, or one with `access: dark`. The reference is left out of the page.",
        mend: "Publish the record, or take the reference out.";
    UNKNOWN_ENTITY = Error "unknown-entity",
        cause: "A field names an organization, person or other entity by its `id`, and no file has that `id`.",
        mend: "Write the `id` of an existing file, add the file, or write a plain name in place of `id:`.";
    ALIAS_OWNED_TWICE = Error "alias-owned-twice",
        cause: "Two entities of one index claim the same name, so a record that uses it could mean either.",
        mend: "Leave the name with the entity that it belongs to; use `abbreviation` for a short form that both share.";
    NEAR_DUPLICATE = Warning "near-duplicate",
        cause: "Two names of one index differ by a letter or by the order of their words, and may be one.",
        mend: "Write both the same way, or declare one as `alternate_name` in the entity's file. If they are two, give each a file of its own: names with files are never reported.";
    ABBREVIATION_USED = Warning "abbreviation-used",
        cause: "A record uses a name that is only an abbreviation of a known entity. Abbreviations suggest; they never merge, because others may share them.",
        mend: "Write the full name, or the entity's `id`.";
    UNKNOWN_FOLDER = Warning "unknown-folder",
        cause: "A Markdown file lies in a folder of `content/` that is neither `articles`, `pages` nor the folder of an index, so nothing is made of it.",
        mend: "Move the file into `content/articles/`, `content/pages/` or an index's folder, or name the folder as an index in `site.toml`.";
    MISSING_FILE = Error "missing-file",
        cause: "A field or a link names a file that is not there.",
        mend: "Put the file where the path says, or write the right path: it counts from the folder of the file that names it.";
    BROKEN_LINK = Error "broken-link",
        cause: "A link in a body, or an entry of the menu, names a file or an address of this site that is not there.",
        mend: "Write the path of an existing file, `record:ID`, or the address of an existing page; an address outside the site begins with `https://`.";
    FOREIGN_IMAGE = Warning "foreign-image",
        cause: "A picture in a body lies on another host. Pages load nothing from elsewhere: it could vanish, change, or \
                tell its host who reads. The picture is left out, and its alternative text stands in its place.",
        mend: "Save the picture beside the record, where the rights allow, and name the file; or link to it.";
    UNKNOWN_FRAGMENT = Error "unknown-fragment",
        cause: "A link leads to a heading (`#…`) that the page it names does not have.",
        mend: "Write the id of one of the page's headings; the message lists the nearest.";
    DUPLICATE_OUTPUT = Error "duplicate-output",
        cause: "Two things of the site would be written to the same address: two records with one permalink, or an alias that is some page's address.",
        mend: "Change the name, `id`, alias or permalink pattern of one of them.";
    BAD_ADDRESS = Error "bad-address",
        cause: "An alias or permalink cannot be an address of the site: it leaves the site, has an empty part, or is longer than a file system takes.",
        mend: "Write a path that begins with `/`, such as `/2018/old-name/`.";
}
