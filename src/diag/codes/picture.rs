//! Codes of the family `picture`.

super::codes! {
    BROKEN_PICTURE = Error "broken-picture",
        cause: "A file that is named like a picture is none, ends too early, or holds what its format does not allow, so that browsers would show nothing or half of it.",
        mend: "Export the picture again, or copy the file again from where it came.";
    MISLABELLED_PICTURE = Error "mislabelled-picture",
        cause: "A picture's name says one format and its bytes are another. Servers go by the name, and browsers may then refuse the picture.",
        mend: "Rename the file to the format that it is, and name it so where it is used.";
    HUGE_PICTURE = Error "huge-picture",
        cause: "A picture has more pixels or bytes than one on a page can use. It is not decoded: a small file can claim more pixels than any memory holds.",
        mend: "Scale the picture down; 2,000 pixels across are plenty.";
    METADATA_PUBLISHED = Warning "metadata-published",
        cause: "A picture is in a format of cameras or scanners, such as TIFF or HEIC, which browsers do not show and from which nothing is taken out: where and when it was made is published with it.",
        mend: "Export it as JPEG, PNG or WebP. Where the file itself is the evidence, write its `sha256` among the `documents`, or `metadata: keep`.";
    SVG_CONTENT_REMOVED = Warning "svg-content-removed",
        cause: "A drawing (SVG) holds something that runs, leads elsewhere or loads from elsewhere, or an element that is none of SVG. It is left out; the rest of the drawing stays.",
        mend: "Export the drawing as plain SVG, without scripts and links, with its pictures embedded and its text as SVG text.";
}
