//! HTML → what a page says, apart from what it is made of.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use crate::fingerprint::Inputs;

/// A page, taken apart.
#[derive(Debug)]
pub(super) struct Page {
    /// `og:title`, or `<title>`.
    pub(super) title: String,
    /// The text of `<main>`, or of the whole body where there is none: words with a space between them.
    pub(super) text: String,
    /// The text around `<main>`.
    pub(super) frame: String,
    /// The elements of the body, as a number.
    pub(super) markup: u64,
    /// Where the page sends a reader at once.
    pub(super) leads_to: Option<String>,
    /// `<link rel="canonical">`.
    pub(super) canonical: Option<String>,
}

impl Page {
    /// Takes a page apart; what is not UTF-8 is read as if it were damaged text.
    pub(super) fn parse(html: &[u8]) -> Page {
        let input = BufferQueue::default();
        input.push_back(StrTendril::from(&*String::from_utf8_lossy(html)));
        let tokenizer = Tokenizer::new(Sink(RefCell::new(Reading::default())), TokenizerOpts::default());
        // The sink never asks to stop for a script.
        while !matches!(tokenizer.feed(&input), html5ever::TokenizerResult::Done) {}
        tokenizer.end();
        tokenizer.sink.0.into_inner().page()
    }
}

struct Sink(RefCell<Reading>);

/// What has been read of a page.
struct Reading {
    /// How many `<main>` are open.
    mains: usize,
    has_main: bool,
    is_in_head: bool,
    is_in_title: bool,
    /// Inside `<script>` or `<style>`, whose text nobody reads.
    is_in_code: bool,
    og_title: Option<String>,
    title: String,
    main: String,
    around: String,
    markup: Inputs,
    leads_to: Option<String>,
    canonical: Option<String>,
}

impl Default for Reading {
    fn default() -> Reading {
        Reading {
            mains: 0,
            has_main: false,
            is_in_head: false,
            is_in_title: false,
            is_in_code: false,
            og_title: None,
            title: String::new(),
            main: String::new(),
            around: String::new(),
            markup: Inputs::new("markup"),
            leads_to: None,
            canonical: None,
        }
    }
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut reading = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => return reading.tag(&tag),
            Token::CharacterTokens(text) => reading.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl Reading {
    fn tag(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let is_start = tag.kind == TagKind::StartTag;
        let name: &str = &tag.name;
        match name {
            "head" => self.is_in_head = is_start,
            "title" if self.is_in_head => self.is_in_title = is_start,
            "script" | "style" => self.is_in_code = is_start,
            "main" if is_start => (self.mains, self.has_main) = (self.mains + 1, true),
            "main" => self.mains = self.mains.saturating_sub(1),
            "meta" => self.meta(tag),
            "link" if attribute(tag, "rel") == Some("canonical") => {
                self.canonical = attribute(tag, "href").map(str::to_owned);
            }
            _ => {}
        }
        if !self.is_in_head {
            self.note(tag, is_start);
            // Words on both sides of an element are two, but for those within a line of text.
            if !is_phrasing(name) {
                self.text(" ");
            }
        }
        match name {
            "title" | "textarea" if is_start => TokenSinkResult::RawData(RawKind::Rcdata),
            "script" if is_start => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "iframe" | "noembed" | "noframes" | "xmp" if is_start => {
                TokenSinkResult::RawData(RawKind::Rawtext)
            }
            _ => TokenSinkResult::Continue,
        }
    }

    fn meta(&mut self, tag: &Tag) {
        let Some(content) = attribute(tag, "content") else { return };
        if attribute(tag, "property") == Some("og:title") {
            self.og_title = Some(content.to_owned());
        }
        if attribute(tag, "http-equiv").is_some_and(|kind| kind.eq_ignore_ascii_case("refresh")) {
            let address = content.split_once(';').and_then(|(_, rest)| rest.trim().split_once('='));
            self.leads_to = address.map(|(_, address)| address.trim().trim_matches(['"', '\'']).to_owned());
        }
    }

    fn note(&mut self, tag: &Tag, is_start: bool) {
        self.markup = self.markup.text(&tag.name).number(usize::from(is_start)).number(tag.attrs.len());
        for attribute in &tag.attrs {
            self.markup = self.markup.text(&attribute.name.local).text(&attribute.value);
        }
    }

    fn text(&mut self, text: &str) {
        let into = match self {
            Reading { is_in_code: true, .. } => return,
            Reading { is_in_title: true, title, .. } => title,
            Reading { mains: 0, around, .. } => around,
            Reading { main, .. } => main,
        };
        into.push_str(text);
    }

    fn page(self) -> Page {
        let (text, frame) = if self.has_main { (self.main, self.around) } else { (self.around, String::new()) };
        Page {
            title: words(&self.og_title.unwrap_or(self.title)),
            text: words(&text),
            frame: words(&frame),
            markup: self.markup.done().0,
            leads_to: self.leads_to,
            canonical: self.canonical,
        }
    }
}

fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| &*attribute.value)
}

/// Elements that stand within a word or a line.
fn is_phrasing(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "i"
            | "ins"
            | "kbd"
            | "mark"
            | "q"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "u"
            | "var"
            | "wbr"
    )
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
