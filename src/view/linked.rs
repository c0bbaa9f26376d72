//! What search engines read of a page: schema.org's words as JSON-LD.
//!
//! A record's page is two things: a page of this archive, and the piece that it records, which is somebody else's work.
//! They are two nodes of one graph, so that nobody takes the archive for the publisher of what it only keeps track of.
//!
//! Source: schema.org, version 29; JSON-LD 1.1; HTML, section 4.12.1.3, for what a script element may hold.

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

/// An object of JSON-LD, as text: nothing is looked up in it, and a page is not to pay for a map.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Node(String);

/// What may stand as a member of a node.
trait Member {
    /// Writes it; false, and nothing written, where there is nothing to say.
    fn write(&self, text: &mut String) -> bool;
}

impl Node {
    fn new(kind: &str) -> Node {
        let mut node = Node(String::with_capacity(256));
        node.0.push('{');
        node.with("@type", kind)
    }

    /// A node that only points at another.
    fn reference(id: &str) -> Node {
        Node("{".to_owned()).with("@id", id)
    }

    /// With a member more; without it where there is nothing to say.
    fn with(mut self, key: &str, value: impl Member) -> Node {
        let before = self.0.len();
        if before > 1 {
            self.0.push(',');
        }
        self.0.push('"');
        self.0.push_str(key);
        self.0.push_str("\":");
        if !value.write(&mut self.0) {
            self.0.truncate(before);
        }
        self
    }

    /// With all of `values`: one alone stands without a list.
    fn with_all<M: Member>(self, key: &str, values: impl IntoIterator<Item = M>) -> Node {
        let values: Vec<M> = values.into_iter().collect();
        match &values[..] {
            [one] => self.with(key, one),
            _ => self.with(key, &values[..]),
        }
    }
}

impl Member for Node {
    fn write(&self, text: &mut String) -> bool {
        text.push_str(&self.0);
        text.push('}');
        true
    }
}

impl Member for str {
    fn write(&self, text: &mut String) -> bool {
        // A string is always JSON.
        text.push_str(&serde_json::to_string(self).unwrap_or_default());
        !self.is_empty()
    }
}

impl Member for String {
    fn write(&self, text: &mut String) -> bool {
        self.as_str().write(text)
    }
}

impl<M: Member + ?Sized> Member for &M {
    fn write(&self, text: &mut String) -> bool {
        (**self).write(text)
    }
}

impl<M: Member> Member for Option<M> {
    fn write(&self, text: &mut String) -> bool {
        self.as_ref().is_some_and(|value| value.write(text))
    }
}

impl<M: Member> Member for [M] {
    fn write(&self, text: &mut String) -> bool {
        text.push('[');
        for (place, value) in self.iter().enumerate() {
            if place > 0 {
                text.push(',');
            }
            value.write(text);
        }
        text.push(']');
        !self.is_empty()
    }
}

impl Member for bool {
    fn write(&self, text: &mut String) -> bool {
        text.push_str(if *self { "true" } else { "false" });
        true
    }
}

impl Member for u32 {
    fn write(&self, text: &mut String) -> bool {
        text.push_str(&self.to_string());
        true
    }
}

impl Member for f64 {
    fn write(&self, text: &mut String) -> bool {
        text.push_str(&self.to_string());
        self.is_finite()
    }
}

/// A graph as a script element; no text in it can end the element or begin a comment.
fn script(graph: &[Node]) -> Metadata {
    let mut text = String::with_capacity(2048);
    text.push_str("{\"@context\":\"https://schema.org\",\"@graph\":");
    graph.write(&mut text);
    text.push('}');
    if text.contains('<') {
        text = text.replace('<', "\\u003c");
    }
    let hash = integrity_of(text.as_bytes());
    Metadata { markup: ["<script type=\"application/ld+json\">", &text, "</script>\n"].concat(), hash }
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
            .with("publisher", Node::reference(&self.absolute_with("/", PUBLISHER)));
        script(&[site, publisher])
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
        script(&[node])
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
    use serde_json::{Value, json};

    use super::*;

    fn value(node: &Node) -> Value {
        let mut text = String::new();
        node.write(&mut text);
        serde_json::from_str(&text).expect("it is JSON")
    }

    #[test]
    fn no_text_ends_the_element() {
        let node = Node::new("WebPage").with("name", "</script><!--<script>\u{2028}");
        let text = script(&[node]).markup;
        let inside = text.trim_end().trim_start_matches("<script type=\"application/ld+json\">");
        let inside = inside.strip_suffix("</script>").expect("the element is closed");
        assert!(!inside.contains('<'), "{inside}");
        let value: Value = serde_json::from_str(inside).expect("it is JSON");
        assert_eq!(value["@graph"][0]["name"], "</script><!--<script>\u{2028}");
    }

    #[test]
    #[rustfmt::skip]
    fn what_is_not_known_is_not_there() {
        for (node, expected) in [
            (Node::new("A").with("name", "").with("url", None::<&str>),  json!({ "@type": "A" })),
            (Node::new("A").with_all("about", Vec::<String>::new()),     json!({ "@type": "A" })),
            (Node::new("A").with_all("about", ["one"]),                  json!({ "@type": "A", "about": "one" })),
            (Node::new("A").with_all("about", ["one", "two"]),           json!({ "@type": "A", "about": ["one", "two"] })),
            (Node::new("A").with("b", Some(Node::reference("c"))),       json!({ "@type": "A", "b": { "@id": "c" } })),
            (Node::new("A").with("b", 1.5).with("c", false),             json!({ "@type": "A", "b": 1.5, "c": false })),
        ] {
            assert_eq!(value(&node), expected);
        }
    }
}
