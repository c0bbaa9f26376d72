//! Codes of evidence: copies and documents that are not what records say, and reports that cannot have fed one another.

super::codes! {
    SHA256_MISMATCH = Error "sha256-mismatch",
        cause: "A copy or a document has another SHA-256 than the record states: the file was changed or damaged since, or is another one.",
        mend: "Put the file back as it was. Only where you know that this file is the right one, write its own SHA-256, which the message gives.";
}
