//! What search engines read of a page: schema.org's words as JSON-LD.
//!
//! A record's page is two things: a page of this archive, and the piece that it records, which is somebody else's work.
//! They are two nodes of one graph, so that nobody takes the archive for the publisher of what it only keeps track of.
//!
//! Source: schema.org, version 29; JSON-LD 1.1; HTML, section 4.12.1.3, for what a script element may hold.

use serde_json::{Map, Value, json};

use super::{Metadata, Views};
use crate::address::Address;
use crate::theme::integrity_of;

mod record;
mod term;

/// The name of the piece itself behind a record's address.
const WORK: &str = "#work";

/// The name of what a term's page is about behind its address.
const SUBJECT: &str = "#subject";

/// The name of the archive itself behind the home page's address.
const ARCHIVE: &str = "#archive";

/// The name of whoever publishes it.
const PUBLISHER: &str = "#publisher";

/// An object of JSON-LD, its members in the order in which they are written.
#[derive(Default)]
struct Node(Map<String, Value>);

impl Node {
    fn new(kind: &str) -> Node {
        Node::default().with("@type", kind)
    }

    /// With a member more; without it where there is nothing to say.
    fn with(mut self, key: &str, value: impl Into<Value>) -> Node {
        let value = value.into();
        let is_empty = match &value {
            Value::Null => true,
            Value::String(text) => text.is_empty(),
            Value::Array(values) => values.is_empty(),
            _ => false,
        };
        if !is_empty {
            self.0.insert(key.to_owned(), value);
        }
        self
    }

    /// With all of `values`: one alone stands without a list.
    fn with_all(self, key: &str, values: impl IntoIterator<Item = impl Into<Value>>) -> Node {
        let mut values: Vec<Value> = values.into_iter().map(Into::into).collect();
        match values.len() {
            0 => self,
            1 => self.with(key, values.remove(0)),
            _ => self.with(key, values),
        }
    }
}

impl From<Node> for Value {
    fn from(node: Node) -> Value {
        Value::Object(node.0)
    }
}

/// A graph as a script element; no text in it can end the element or begin a comment.
fn script(graph: Vec<Node>) -> Metadata {
    let graph: Vec<Value> = graph.into_iter().map(Value::from).collect();
    let text = json!({ "@context": "https://schema.org", "@graph": graph }).to_string();
    let text = text.replace('<', "\\u003c").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    let hash = integrity_of(text.as_bytes());
    Metadata { markup: format!("<script type=\"application/ld+json\">{text}</script>\n"), hash }
}

impl Views {
    /// The home page: the archive itself.
    pub fn home_linked(&self) -> Metadata {
        let settings = &self.settings;
        let publisher = Node::new("Organization")
            .with("@id", self.absolute_with("/", PUBLISHER))
            .with("name", settings.publisher.as_deref().unwrap_or(&settings.title))
            .with("url", settings.base_url.absolute("/"));
        let site = Node::new("WebSite")
            .with("@id", self.absolute_with("/", ARCHIVE))
            .with("name", &*settings.title)
            .with("description", settings.description.as_deref())
            .with("url", settings.base_url.absolute("/"))
            .with("inLanguage", &*settings.language)
            .with("publisher", json!({ "@id": self.absolute_with("/", PUBLISHER) }));
        script(vec![site, publisher])
    }

    /// A page of the archive's own.
    pub fn page_linked(&self, address: &Address, title: &str, dek: Option<&str>, language: Option<&str>) -> Metadata {
        let node = Node::new("WebPage")
            .with("@id", self.settings.base_url.absolute(&address.url))
            .with("name", title)
            .with("description", dek)
            .with("inLanguage", language.unwrap_or(&self.settings.language))
            .with("isPartOf", self.archive_node())
            .with("publisher", self.publisher_node());
        script(vec![node])
    }

    /// The archive, where another node names it.
    fn archive_node(&self) -> Node {
        Node::new("WebSite")
            .with("@id", self.absolute_with("/", ARCHIVE))
            .with("name", &*self.settings.title)
            .with("url", self.settings.base_url.absolute("/"))
    }

    /// Whoever publishes the archive, where another node names them.
    fn publisher_node(&self) -> Node {
        Node::new("Organization")
            .with("@id", self.absolute_with("/", PUBLISHER))
            .with("name", self.settings.publisher.as_deref().unwrap_or(&self.settings.title))
            .with("url", self.settings.base_url.absolute("/"))
    }

    fn absolute_with(&self, path: &str, fragment: &str) -> String {
        [&*self.settings.base_url.absolute(path), fragment].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_element() {
        let node = Node::new("WebPage").with("name", "</script><!--<script>\u{2028}");
        let text = script(vec![node]).markup;
        let inside = text.trim_end().trim_start_matches("<script type=\"application/ld+json\">");
        let inside = inside.strip_suffix("</script>").expect("the element is closed");
        assert!(!inside.contains('<') && !inside.contains('\u{2028}'), "{inside}");
        let value: Value = serde_json::from_str(inside).expect("it is JSON");
        assert_eq!(value["@graph"][0]["name"], "</script><!--<script>\u{2028}");
    }

    #[test]
    fn what_is_not_known_is_not_there() {
        let node =
            Node::new("WebPage").with("name", "").with("url", None::<&str>).with_all("about", Vec::<String>::new());
        assert_eq!(Value::from(node), json!({ "@type": "WebPage" }));
        assert_eq!(Value::from(Node::default().with_all("about", ["one"])), json!({ "about": "one" }));
        assert_eq!(Value::from(Node::default().with_all("about", ["one", "two"])), json!({ "about": ["one", "two"] }));
    }
}
