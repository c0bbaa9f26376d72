//! Codes of the link ledger and of what it says.

super::codes! {
    BAD_LINK_LEDGER = Error "bad-link-ledger",
        cause: "`links.toml` cannot be read, or is not TOML; two changes of it that were merged by hand are the usual reason.",
        mend: "Mend the line, or delete the file: `reportage check --links` makes it anew.";
    BAD_LINK_ENTRY = Error "bad-link-entry",
        cause: "An entry of `links.toml` lacks its `status` or `checked`, or has a value that cannot stand there. Nothing is said of that address.",
        mend: "Write what the help line says, or delete the entry: `reportage check --links` asks the address again.";
    UNKNOWN_LINK_KEY = Warning "unknown-link-key",
        cause: "An entry of `links.toml` has a key that means nothing. It is kept as it is.",
        mend: "Write the key that was meant; what you want to remember goes into `note`.";
    DEAD_LINK = Warning "dead-link",
        cause: "A record leads to an address that is gone, as the link ledger has it, and to no copy of what stood there.",
        mend: "Add the copy under `archived`; in a text, in `sources` and in `documents` lead to the copy. `reportage check --links --memento` looks for copies. Where the page is there after all, write `url_status: live`, or check again.";
}
