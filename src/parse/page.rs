//! Front matter → `Page`.

use super::extra;
use super::fields::{Reader, Way};
use super::keys::{Entry, PAGE};
use crate::model::Body;
use crate::model::node::Node;
use crate::model::page::Page;

/// Types the entries of a page's front matter.
pub(super) fn page(reader: &mut Reader<'_>, entries: Vec<(String, Node)>, body: Body, site_keys: &[String]) -> Page {
    let (known, unknown) = reader.keyed_at_top(entries, &PAGE, site_keys);
    let mut page = Page {
        file: reader.file.clone(),
        title: String::new(),
        dek: None,
        language: None,
        draft: false,
        aliases: Vec::new(),
        updated: None,
        template: None,
        extra: Vec::new(),
        body,
    };
    let mut own_extra = Vec::new();
    let mut title_key = None;
    for Entry { key, written, node } in known {
        let way = &Way::key(&written);
        match key {
            "title" => {
                page.title = reader.title(way, node).unwrap_or_default();
                title_key = Some(written);
            }
            "dek" => page.dek = reader.line(way, node),
            "language" => page.language = reader.language(way, node),
            "draft" => page.draft = reader.flag(way, node).unwrap_or(page.draft),
            "aliases" | "permalink" => page.aliases.extend(reader.list(way, node, Reader::site_path)),
            "updated" => page.updated = reader.date(way, node),
            "template" => page.template = reader.template(way, node),
            "extra" => own_extra = extra::read(reader, way, node),
            _ => {}
        }
    }
    page.extra = extra::joined(own_extra, unknown);
    super::title(reader, &mut page.title, title_key.as_deref());
    page
}
