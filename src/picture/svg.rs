//! A drawing (SVG) → the same, taken apart and written anew: what draws, and nothing that runs, loads or tells.
//!
//! What is let through stands in `lists`; everything is written in SVG's namespace by its local name, so that no
//! namespace can make one element another.
//!
//! Source: SVG 2 (W3C), XML 1.0.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use quick_xml::escape::{escape, partial_escape, unescape_with};
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::{Kind, Size, strip};

mod lists;
mod style;

use lists::Element;

const NAMESPACE: &str = "http://www.w3.org/2000/svg";

/// More elements inside one another are there to break readers.
const DEEPEST: usize = 256;

/// A drawing that was let through.
pub(super) struct Drawing {
    pub(super) svg: Vec<u8>,
    /// The first thing that would have run or loaded something, and is gone, in a few words.
    pub(super) removed: Option<String>,
}

/// Writes a drawing anew.
///
/// # Errors
/// Why it is no drawing.
pub(super) fn sanitize(bytes: &[u8]) -> Result<Drawing, String> {
    let mut reader = reader(bytes)?;
    let mut writer = Writer::default();
    loop {
        match reader.read_event().map_err(|_| NOT_XML)? {
            Event::Start(tag) => writer.open(&tag, false)?,
            Event::Empty(tag) => writer.open(&tag, true)?,
            Event::End(_) => writer.close(),
            Event::Text(text) => writer.text(&text.into_inner()),
            Event::CData(text) => writer.text(&partial_escape(text.into_inner())),
            Event::GeneralRef(name) => writer.text(&escape(referred(&name.into_inner()).unwrap_or_default())),
            // Comments and instructions do not draw; what a document type declares is not looked at.
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            Event::Eof => return writer.done(),
        }
    }
}

/// The size that a drawing says it has, in pixels of CSS; nothing where it fits what it is put into.
///
/// # Errors
/// Why it is no drawing.
pub(super) fn size(bytes: &[u8]) -> Result<Option<Size>, String> {
    let mut reader = reader(bytes)?;
    loop {
        match reader.read_event().map_err(|_| NOT_XML)? {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "svg" => {
                let mut sides = [None, None];
                let mut view = None;
                for attribute in tag.attributes() {
                    let attribute = attribute.map_err(|_| NOT_XML)?;
                    let value = value_of(&attribute.value);
                    match attribute.key.as_ref() {
                        "width" => sides[0] = pixels(&value),
                        "height" => sides[1] = pixels(&value),
                        "viewBox" => view = view_box(&value),
                        _ => {}
                    }
                }
                return Ok(size_of(sides, view));
            }
            Event::Start(_) | Event::Empty(_) => return Err(NO_SVG.to_owned()),
            Event::Eof => return Err(ENDS.to_owned()),
            _ => {}
        }
    }
}

const NOT_XML: &str = "it is not well-formed XML";
const NO_SVG: &str = "its outermost element is not `<svg>`";
const ENDS: &str = "it ends too early";

fn reader(bytes: &[u8]) -> Result<Reader<&[u8]>, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8")?;
    Ok(Reader::from_str(text.strip_prefix('\u{feff}').unwrap_or(text)))
}

#[derive(Default)]
struct Writer {
    svg: String,
    /// What became of each element that is open: its name, where its tags are written.
    open: Vec<Option<String>>,
    /// How many elements are open inside one that is left out, itself included.
    left_out: usize,
    /// What stands before the names of SVG's elements: mostly nothing.
    prefix: String,
    /// A style sheet is gathered until it is whole.
    sheet: Option<String>,
    is_closed: bool,
    removed: Option<String>,
}

impl Writer {
    fn open(&mut self, tag: &BytesStart<'_>, is_empty: bool) -> Result<(), String> {
        let name = tag.name();
        let local = name.local_name().as_ref().to_owned();
        let prefix = name.prefix().map(|prefix| prefix.as_ref().to_owned()).unwrap_or_default();
        if self.svg.is_empty() {
            if local != "svg" {
                return Err(NO_SVG.to_owned());
            }
            self.prefix.clone_from(&prefix);
        }
        if self.open.len() + self.left_out >= DEEPEST {
            return Err(format!("its elements stand more than {DEEPEST} deep in one another"));
        }
        let element = match lists::element(&local) {
            _ if self.left_out > 0 || self.is_closed || prefix != self.prefix || self.sheet.is_some() => {
                Element::Silent
            }
            Element::Keep if self.is_harmful_animation(tag) => Element::Remove,
            element => element,
        };
        match element {
            Element::Remove => self.remove(format!("`<{}>`", shown(&local))),
            Element::Unwrap => self.remove(format!("the link of `<{}>`", shown(&local))),
            Element::Keep | Element::Silent => {}
        }
        match element {
            Element::Keep => self.write(tag, local, is_empty)?,
            Element::Unwrap if !is_empty => self.open.push(None),
            Element::Silent | Element::Remove if !is_empty => self.left_out += 1,
            _ => {}
        }
        Ok(())
    }

    fn write(&mut self, tag: &BytesStart<'_>, name: String, is_empty: bool) -> Result<(), String> {
        self.svg.push('<');
        self.svg.push_str(&name);
        if self.open.is_empty() {
            self.pair("xmlns", NAMESPACE);
        }
        let mut has_href = false;
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|_| NOT_XML)?;
            let value = value_of(&attribute.value);
            let written = attribute.key.as_ref();
            match attribute.key.local_name().as_ref() {
                "href" if !has_href => {
                    if let Some(value) = self.reference(&name, &value) {
                        has_href = true;
                        self.pair("href", &value);
                    }
                }
                _ if written.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on")) => {
                    self.remove(format!("`{}` of `<{name}>`", shown(written)));
                }
                _ if !lists::is_attribute(written) => {}
                _ if style::loads(&value) => self.remove(format!("what `{written}` of `<{name}>` loads")),
                _ => self.pair(written, &value),
            }
        }
        if is_empty {
            self.svg.push_str("/>");
            self.is_closed |= self.open.is_empty();
            return Ok(());
        }
        self.svg.push('>');
        self.sheet = (name == "style").then(String::new);
        self.open.push(Some(name));
        Ok(())
    }

    fn close(&mut self) {
        if self.left_out > 0 {
            self.left_out -= 1;
            return;
        }
        if let Some(sheet) = self.sheet.take() {
            let css = unescape_with(&sheet, resolve).unwrap_or_default();
            if style::loads(&css) {
                self.remove("what `<style>` loads".to_owned());
            } else {
                self.svg.push_str(&sheet);
            }
        }
        if let Some(Some(name)) = self.open.pop() {
            self.svg.push_str("</");
            self.svg.push_str(&name);
            self.svg.push('>');
        }
        self.is_closed |= self.open.is_empty();
    }

    /// Adds text as it stands in the file, references and all.
    fn text(&mut self, text: &str) {
        if self.left_out > 0 || self.open.is_empty() {
            return;
        }
        match &mut self.sheet {
            Some(sheet) => sheet.push_str(text),
            None => self.svg.push_str(text),
        }
    }

    fn pair(&mut self, name: &str, value: &str) {
        self.svg.push(' ');
        self.svg.push_str(name);
        self.svg.push_str("=\"");
        self.svg.push_str(&escape(value));
        self.svg.push('"');
    }

    /// What an element refers to, if that is in the drawing.
    fn reference(&mut self, name: &str, value: &str) -> Option<String> {
        let value = value.trim();
        let found = match value.strip_prefix("data:") {
            Some(inside) if name == "image" => embedded(inside),
            _ => value.starts_with('#').then(|| value.to_owned()),
        };
        if found.is_none() {
            self.remove(format!("what `href` of `<{name}>` loads"));
        }
        found
    }

    /// Whether the element would set, in time, what may not be set at once.
    fn is_harmful_animation(&self, tag: &BytesStart<'_>) -> bool {
        let sets = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == "attributeName");
        sets.is_some_and(|attribute| !lists::may_be_animated(&value_of(&attribute.value)))
    }

    fn remove(&mut self, what: String) {
        self.removed.get_or_insert(what);
    }

    fn done(mut self) -> Result<Drawing, String> {
        if !self.is_closed || !self.open.is_empty() || self.left_out > 0 {
            return Err(ENDS.to_owned());
        }
        self.svg.push('\n');
        Ok(Drawing { svg: self.svg.into_bytes(), removed: self.removed })
    }
}

/// A picture inside the drawing, its own metadata left out.
fn embedded(inside: &str) -> Option<String> {
    let (kind, coded) = inside.split_once(',')?;
    if !kind.starts_with("image/") || !kind.ends_with(";base64") {
        return None;
    }
    let coded: String = coded.chars().filter(|sign| !sign.is_ascii_whitespace()).collect();
    let bytes = STANDARD.decode(coded).ok()?;
    let kind = Kind::of_bytes(&bytes).filter(|kind| kind.is_decoded())?;
    let stripped = strip::strip(&bytes, kind).ok()?;
    Some(format!("data:{};base64,{}", kind.media_type(), STANDARD.encode(stripped)))
}

/// A value with its references undone; one that nobody knows is nothing.
fn value_of(raw: &str) -> Cow<'_, str> {
    unescape_with(raw, resolve).unwrap_or_default()
}

fn resolve(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        // Declared by the document type, which is not believed.
        _ => "",
    })
}

fn referred(name: &str) -> Option<String> {
    let reference = format!("&{name};");
    unescape_with(&reference, resolve).ok().map(Cow::into_owned)
}

fn shown(name: &str) -> &str {
    &name[..name.floor_char_boundary(40)]
}

/// A length in pixels, where it does not hang on what is around it.
///
/// Source: CSS Values and Units 4, section 6.2.
fn pixels(value: &str) -> Option<f64> {
    let value = value.trim();
    let end = value.find(|sign: char| sign.is_ascii_alphabetic() || sign == '%').unwrap_or(value.len());
    // `1e3` is a number, and rare; `1em` is not.
    let (number, unit) = value.split_at(end);
    let factor = match &*unit.to_ascii_lowercase() {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        _ => return None,
    };
    number.parse::<f64>().ok().map(|number| number * factor).filter(|length| *length > 0.0)
}

/// Width and height of what a drawing is drawn on.
fn view_box(value: &str) -> Option<(f64, f64)> {
    let numbers: Vec<f64> = value
        .split([' ', ',', '\t', '\n', '\r'])
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    match numbers[..] {
        [_, _, width, height] if width > 0.0 && height > 0.0 => Some((width, height)),
        _ => None,
    }
}

fn size_of([width, height]: [Option<f64>; 2], view: Option<(f64, f64)>) -> Option<Size> {
    let (width, height) = match (width, height, view) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((w, h))) => (width, width * h / w),
        (None, Some(height), Some((w, h))) => (height * w / h, height),
        (None, None, view) => view?,
        _ => return None,
    };
    // Whole numbers are what the attributes of `<img>` take; a float beyond them becomes the largest.
    Size::new((width.round() as u32).clamp(1, 1 << 20), (height.round() as u32).clamp(1, 1 << 20))
}

#[cfg(test)]
mod tests;
