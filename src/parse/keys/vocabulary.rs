//! The words of front matter: of records, entities and pages, and of the mappings inside them.
//!
//! Source: schema.org, CSL 1.0.2 and IPTC where they have the term; the foreign words are Hugo's, Zola's, Jekyll's,
//! Obsidian's and CSL's.

use super::Keys;

/// The rest of a `Keys` that has none of these.
const PLAIN: Keys = Keys { of: "", standard: &[], foreign: &[], combined: &[], lists: &[], quiet: &[], unread: &[] };

/// `content/articles/`.
pub(in crate::parse) const RECORD: Keys = Keys {
    of: "a record",
    standard: &[
        "id",
        "title",
        "title_by",
        "date",
        "dek",
        "type",
        "authors",
        "outlet",
        "section",
        "url",
        "url_status",
        "accessed",
        "archived",
        "tags",
        "organizations",
        "people",
        "places",
        "sources",
        "figures",
        "quotes",
        "image",
        "documents",
        "corrections",
        "related",
        "series",
        "language",
        "rights",
        "access",
        "draft",
        "aliases",
        "added",
        "updated",
        "template",
        "extra",
    ],
    foreign: &[
        ("headline", "title"),
        ("issued", "date"),
        ("date_published", "date"),
        ("publish_date", "date"),
        ("pubdate", "date"),
        ("published", "published"),
        ("created", "added"),
        ("date_created", "added"),
        ("lastmod", "updated"),
        ("last_modified_at", "updated"),
        ("last_modified", "updated"),
        ("modified", "updated"),
        ("date_modified", "updated"),
        ("description", "dek"),
        ("summary", "dek"),
        ("subtitle", "dek"),
        ("standfirst", "dek"),
        ("excerpt", "dek"),
        ("abstract", "dek"),
        ("author", "authors"),
        ("byline", "authors"),
        ("container-title", "outlet"),
        ("publication", "outlet"),
        ("publisher", "outlet"),
        ("link", "url"),
        ("original_url", "url"),
        ("source_url", "url"),
        ("external_url", "url"),
        ("source", "source"),
        ("retrieved", "accessed"),
        ("access_date", "accessed"),
        ("tag", "tags"),
        ("categories", "tags"),
        ("category", "tags"),
        ("keywords", "tags"),
        ("topics", "tags"),
        ("organization", "organizations"),
        ("organisations", "organizations"),
        ("organisation", "organizations"),
        ("person", "people"),
        ("persons", "people"),
        ("place", "places"),
        ("location", "places"),
        ("locations", "places"),
        ("taxonomies", "taxonomies"),
        ("quote", "quotes"),
        ("pull_quotes", "quotes"),
        ("cover", "image"),
        ("featured_image", "image"),
        ("lang", "language"),
        ("in_language", "language"),
        ("license", "rights"),
        ("copyright", "rights"),
        ("alias", "aliases"),
        ("redirect_from", "aliases"),
        ("permalink", "permalink"),
        ("path", "permalink"),
    ],
    combined: &[
        ("source", "`url` or `outlet`"),
        ("published", "`date`"),
        ("taxonomies", "`tags`, `organizations` and so on"),
        ("permalink", "`aliases`"),
    ],
    lists: &["authors", "tags", "organizations", "people", "places", "aliases", "permalink", "taxonomies"],
    quiet: &[],
    unread: &[
        ("slug", "a record's address comes from its file name: rename the file, or name the old address in `aliases`"),
        ("layout", "a template is named with `template:`"),
        ("weight", "lists are sorted by date; delete the line"),
        ("expiry_date", "a record does not expire; delete the line"),
    ],
};

/// `content/organizations/`, `content/people/`, `content/tags/` and the folders of other indexes.
pub(in crate::parse) const ENTITY: Keys = Keys {
    of: "an entity",
    standard: &[
        "id",
        "name",
        "type",
        "alternate_name",
        "abbreviation",
        "former_name",
        "identifiers",
        "website",
        "parent_organization",
        "relations",
        "redirect_from",
        "dek",
        "extra",
    ],
    foreign: &[
        ("title", "name"),
        ("aliases", "aliases"),
        ("alias", "aliases"),
        ("alternate_names", "alternate_name"),
        ("also_known_as", "alternate_name"),
        ("aka", "alternate_name"),
        ("abbreviations", "abbreviation"),
        ("acronym", "abbreviation"),
        ("former_names", "former_name"),
        ("formerly", "former_name"),
        ("identifier", "identifiers"),
        ("url", "website"),
        ("homepage", "website"),
        ("parent", "parent_organization"),
        ("description", "dek"),
        ("summary", "dek"),
        ("subtitle", "dek"),
    ],
    combined: &[("aliases", "`alternate_name`, or as `redirect_from` where it is a path")],
    lists: &["alternate_name", "abbreviation", "former_name", "redirect_from", "aliases"],
    quiet: &[],
    unread: &[
        ("slug", "a page's address comes from `id` or the file name; name the old address in `redirect_from`"),
        ("layout", "every page of an index has the same template; delete the line"),
    ],
};

/// `content/pages/`.
pub(in crate::parse) const PAGE: Keys = Keys {
    of: "a page",
    standard: &["title", "dek", "language", "draft", "aliases", "updated", "template", "extra"],
    foreign: &[
        ("date", "updated"),
        ("lastmod", "updated"),
        ("last_modified_at", "updated"),
        ("modified", "updated"),
        ("description", "dek"),
        ("summary", "dek"),
        ("subtitle", "dek"),
        ("lang", "language"),
        ("alias", "aliases"),
        ("redirect_from", "aliases"),
        ("url", "permalink"),
        ("permalink", "permalink"),
        ("path", "permalink"),
    ],
    combined: &[("permalink", "`aliases`")],
    lists: &["aliases", "permalink"],
    quiet: &[],
    unread: &[
        ("slug", "a page's address comes from its file name: rename the file, or name the old address in `aliases`"),
        ("layout", "a template is named with `template:`"),
        ("weight", "the menu is written in `site.toml`; delete the line"),
    ],
};

/// An author, also as CSL writes one.
pub(in crate::parse) const AUTHOR: Keys = Keys {
    of: "an author",
    standard: &["name", "as"],
    quiet: &["literal", "given", "dropping-particle", "non-dropping-particle", "family", "suffix"],
    ..PLAIN
};

/// An item of `organizations` or `people`.
pub(in crate::parse) const MENTION: Keys = Keys { of: "a mention", standard: &["id", "name", "as", "role"], ..PLAIN };

/// An item of `places`.
pub(in crate::parse) const PLACE: Keys = Keys {
    of: "a place",
    standard: &["name", "lat", "lon"],
    foreign: &[("latitude", "lat"), ("longitude", "lon"), ("lng", "lon"), ("long", "lon")],
    ..PLAIN
};

/// An item of `archived`.
pub(in crate::parse) const MEMENTO: Keys = Keys {
    of: "an archived copy",
    standard: &["url", "file", "date", "sha256"],
    foreign: &[("link", "url"), ("path", "file"), ("accessed", "date")],
    ..PLAIN
};

/// An item of `sources`.
pub(in crate::parse) const SOURCE: Keys = Keys {
    of: "a source",
    standard: &["role", "ref", "outlet", "title", "url", "date"],
    foreign: &[
        ("publication", "outlet"),
        ("publisher", "outlet"),
        ("name", "outlet"),
        ("id", "ref"),
        ("record", "ref"),
        ("headline", "title"),
        ("link", "url"),
    ],
    ..PLAIN
};

/// An item of `figures`.
pub(in crate::parse) const FIGURE: Keys =
    Keys { of: "a figure", standard: &["value", "unit", "what", "attributed_to"], ..PLAIN };

/// An item of `quotes`.
pub(in crate::parse) const QUOTE: Keys = Keys {
    of: "a quote",
    standard: &["text", "by", "role"],
    foreign: &[("quote", "text"), ("speaker", "by"), ("name", "by"), ("attributed_to", "by")],
    ..PLAIN
};

/// `image`.
pub(in crate::parse) const IMAGE: Keys = Keys {
    of: "an image",
    standard: &["file", "alt", "caption", "credit", "license", "metadata"],
    foreign: &[("src", "file"), ("path", "file"), ("image", "file"), ("alt_text", "alt"), ("title", "caption")],
    ..PLAIN
};

/// An item of `documents`.
pub(in crate::parse) const DOCUMENT: Keys = Keys {
    of: "a document",
    standard: &["title", "file", "url", "sha256"],
    foreign: &[("name", "title"), ("path", "file"), ("link", "url")],
    ..PLAIN
};

/// An item of `corrections`.
pub(in crate::parse) const CORRECTION: Keys =
    Keys { of: "a correction", standard: &["date", "text", "by"], foreign: &[("note", "text")], ..PLAIN };

/// An item of an entity's `relations`.
pub(in crate::parse) const RELATION: Keys = Keys {
    of: "a relation",
    standard: &["type", "with", "role", "start", "end", "amount", "proof"],
    foreign: &[("start_date", "start"), ("end_date", "end")],
    ..PLAIN
};

/// A date as CSL writes it.
pub(in crate::parse) const CSL_DATE: Keys =
    Keys { of: "a CSL date", standard: &["date-parts", "circa", "literal", "raw", "season"], ..PLAIN };

/// `source:` as a mapping; the warning is about `source` itself.
pub(in crate::parse) const SOURCE_MAPPING: Keys = Keys {
    of: "`source`",
    standard: &["outlet", "url"],
    quiet: &["publication", "publisher", "name", "link"],
    ..PLAIN
};
