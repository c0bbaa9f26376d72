//! JSON Feed 1.1 of the archive.

use serde_json::{Map, Value, json};

use super::atom::{made_from, newest_of_all, taken_in};
use super::{Format, site_toml};
use crate::address::Address;
use crate::archive::RecordIx;
use crate::diag::Checked;
use crate::fingerprint::Ingredients;
use crate::site::{Listing, Make, Output, Rank, Site};
use crate::view::Views;

pub(super) struct JsonFeed;

impl Format for JsonFeed {
    fn key(&self) -> &'static str {
        "json_feed"
    }

    fn plan(&self, _: &Views, _: &[Output]) -> Vec<Output> {
        let output = |address: Address| Output {
            address: address.clone(),
            rank: Rank::Signpost,
            origin: site_toml(),
            listing: Listing::Unlisted,
            make: Box::new(ArchiveFeed(address)),
        };
        Address::new("/feed.json").map(output).into_iter().collect()
    }
}

struct ArchiveFeed(Address);

impl Make for ArchiveFeed {
    fn made_from(&self, site: &Site) -> Ingredients {
        made_from(&site.views, &newest_of_all(&site.views))
    }

    fn bytes(&self, site: &Site) -> Checked<Vec<u8>> {
        Checked::sound(feed(&site.views, &self.0))
    }
}

fn feed(views: &Views, own: &Address) -> Vec<u8> {
    let settings = &views.settings;
    let items: Vec<Value> = newest_of_all(views).into_iter().map(|record| item(views, record)).collect();
    let mut feed = Map::new();
    feed.insert("version".into(), json!("https://jsonfeed.org/version/1.1"));
    feed.insert("title".into(), json!(settings.title));
    feed.insert("home_page_url".into(), json!(settings.base_url.absolute("/")));
    feed.insert("feed_url".into(), json!(settings.base_url.absolute(&own.url)));
    if let Some(description) = &settings.description {
        feed.insert("description".into(), json!(description));
    }
    feed.insert("language".into(), json!(settings.language));
    feed.insert("items".into(), json!(items));
    let mut bytes = serde_json::to_vec_pretty(&feed).expect("a map of text is JSON");
    bytes.push(b'\n');
    bytes
}

fn item(views: &Views, this: RecordIx) -> Value {
    let entry = &views.archive[this];
    let record = &entry.record;
    let url = views.settings.base_url.absolute(&entry.address.url);
    let mut item = Map::new();
    item.insert("id".into(), json!(url));
    item.insert("url".into(), json!(url));
    if let Some(original) = &record.url {
        item.insert("external_url".into(), json!(original));
    }
    item.insert("title".into(), json!(record.title));
    item.insert("content_text".into(), json!(record.dek.as_ref().unwrap_or(&record.title)));
    if let Some(published) = taken_in(views, this) {
        item.insert("date_published".into(), json!(published.rfc3339()));
    }
    if let Some(updated) = &record.updated {
        item.insert("date_modified".into(), json!(updated.rfc3339()));
    }
    if !record.authors.is_empty() {
        let authors: Vec<Value> = record.authors.iter().map(|author| json!({"name": author.name})).collect();
        item.insert("authors".into(), json!(authors));
    }
    if !record.tags.is_empty() {
        item.insert("tags".into(), json!(record.tags.to_strings()));
    }
    if let Some(language) = &record.language {
        item.insert("language".into(), json!(language));
    }
    Value::Object(item)
}
