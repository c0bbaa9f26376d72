//! Codes of evidence: copies and documents that are not what records say, and reports that cannot have fed one another.

super::codes! {
    SHA256_MISMATCH = Error "sha256-mismatch",
        cause: "A copy or a document has another SHA-256 than the record states: the file was changed or damaged since, or is another one.",
        mend: "Put the file back as it was. Only where you know that this file is the right one, write its own SHA-256, which the message gives.";
    SOURCE_CYCLE = Warning "source-cycle",
        cause: "Records go back to each other in a ring: each says that another obtained the document, reported first or wrote the piece. One of them must have come first.",
        mend: "Take that source out of the record that came first, or give it a role that does not say who was first: `confirms`, `disputes`, `quotes` or `background`.";
    SOURCE_ORDER = Warning "source-order",
        cause: "A report is said to have fed another one, and is dated after it; or two records each call the other the first. Days that are not known, and dates marked `~` or `?`, contradict nothing.",
        mend: "Correct the date that is wrong, or the role of the source.";
}
