//! Writing XML: escaping by quick-xml, and nothing that XML 1.0 forbids.

use std::borrow::Cow;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::names::xml::allowed;

/// A document in the making.
pub(super) struct Xml(Writer<Vec<u8>>);

impl Xml {
    /// A document with its declaration.
    pub(super) fn new() -> Xml {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None))).expect("memory takes all");
        Xml(writer)
    }

    /// An element with attributes and text; empty text makes an empty element.
    pub(super) fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        let attributes: Vec<(&str, Cow<'_, str>)> =
            attributes.iter().map(|(name, value)| (*name, allowed(value))).collect();
        let element = attributes.iter().fold(self.0.create_element(name), |element, (name, value)| {
            element.with_attribute((*name, value.as_ref()))
        });
        let written = if text.is_empty() {
            element.write_empty()
        } else {
            element.write_text_content(BytesText::new(&allowed(text)))
        };
        written.expect("memory takes all");
    }

    /// An element with others inside.
    pub(super) fn branch(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Xml)) {
        let attributes: Vec<(&str, Cow<'_, str>)> =
            attributes.iter().map(|(name, value)| (*name, allowed(value))).collect();
        let element = attributes.iter().fold(self.0.create_element(name), |element, (name, value)| {
            element.with_attribute((*name, value.as_ref()))
        });
        let write = |writer: &mut Writer<Vec<u8>>| -> io::Result<()> {
            let mut inner = Xml(std::mem::replace(writer, Writer::new(Vec::new())));
            inside(&mut inner);
            *writer = inner.0;
            Ok(())
        };
        element.write_inner_content(write).expect("memory takes all");
    }

    /// The document's bytes, with a line end.
    pub(super) fn finish(self) -> Vec<u8> {
        let mut bytes = self.0.into_inner();
        bytes.push(b'\n');
        bytes
    }
}
