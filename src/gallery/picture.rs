//! One picture of the site: what pages show of it, and the bytes of each of its files.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use percent_encoding::percent_decode_str;

use crate::address::Address;
use crate::attachment::NamedBy;
use crate::diag::codes::picture as codes;
use crate::diag::{Checked, Diagnostic, Place, Spot};
use crate::fingerprint::{Fingerprint, Ingredients, Inputs};
use crate::picture::{DRAWN_BY, Developed, Facts, Fault, MOST_BYTES, Memory, Original, Plan, Size, develop};
use crate::settings::BaseUrl;
use crate::source::{Files, SourceFile};
use crate::store::Key;

/// A picture that the site publishes.
#[derive(Debug)]
pub struct Picture {
    /// Where it lies.
    pub file: SourceFile,
    /// Where it stands.
    pub address: Address,
    /// Its renditions in WebP: width and address, ascending.
    pub renditions: Vec<(u32, Address)>,
    /// Nothing is known of a format that browsers do not show.
    look: Result<Option<Facts>, Fault>,
    plan: Plan,
    named_by: Option<NamedBy>,
    /// It is wanted as it is.
    is_exact: bool,
    memory: Arc<Memory>,
    work: AtomicU8,
    made: Mutex<Made>,
}

/// One of a picture's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The picture itself.
    Original,
    /// The rendition at this place.
    Rendition(usize),
}

/// What has been done for a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Work {
    Nothing,
    Recalled,
    Decoded,
}

/// What came of making a picture's files, until they are asked for.
#[derive(Debug, Default)]
struct Made {
    /// Those that no store would keep.
    waiting: BTreeMap<Part, Vec<u8>>,
    fault: Option<Fault>,
}

impl Picture {
    pub(super) fn new(
        file: SourceFile,
        address: Address,
        look: Result<Option<Facts>, Fault>,
        mut plan: Plan,
        base: &str,
        memory: Arc<Memory>,
    ) -> Picture {
        let rendition = |width: &u32| Some((*width, Address::new(&format!("{base}.w{width}.webp"))?));
        // All or none: what one looks like hangs on those that are wider.
        let renditions: Vec<(u32, Address)> =
            plan.widths.iter().map(rendition).collect::<Option<_>>().unwrap_or_default();
        plan.widths = renditions.iter().map(|(width, _)| *width).collect();
        let (work, made) = (AtomicU8::default(), Mutex::default());
        let picture =
            Picture { file, address, renditions, look, plan, named_by: None, is_exact: false, memory, work, made };
        picture.parts().filter_map(|part| picture.key(part)).for_each(|key| picture.memory.store.claim(key));
        picture
    }

    pub(super) fn named_by(self, named_by: Option<NamedBy>, is_exact: bool) -> Picture {
        Picture { named_by, is_exact, ..self }
    }

    /// Its size as published, where it is known.
    pub fn size(&self) -> Option<Size> {
        self.facts()?.size.map(|size| self.plan.shown(size))
    }

    /// Its media type, where it is one that browsers show.
    pub fn media_type(&self) -> Option<&'static str> {
        self.facts().map(|facts| facts.kind.media_type())
    }

    /// Its renditions as `srcset` has them; nothing where there are none.
    pub fn srcset(&self, base_url: &BaseUrl) -> Option<String> {
        let candidates = self.renditions.iter();
        let candidates: Vec<String> =
            candidates.map(|(width, address)| format!("{} {width}w", base_url.local(&address.url))).collect();
        (!candidates.is_empty()).then(|| candidates.join(", "))
    }

    /// What pages show of it.
    pub fn print(&self) -> Fingerprint {
        let size = self.size().map_or((0, 0), |size| (size.width as usize, size.height as usize));
        let renditions = self.renditions.iter().map(|(_, address)| Fingerprint::of(address.url.as_bytes()));
        Inputs::new("picture")
            .text(&self.address.url)
            .text(self.media_type().unwrap_or_default())
            .number(size.0)
            .number(size.1)
            .prints(renditions)
            .done()
    }

    /// What one of its files is made from.
    pub fn made_from(&self, part: Part) -> Ingredients {
        let file = Inputs::new("picture").text(self.file.path.as_str());
        let file = match (self.facts(), self.file.stamp) {
            (Some(facts), _) => file.print(Fingerprint::of(&facts.content)),
            (None, Some(stamp)) => file.print(Fingerprint::of_value(&stamp)),
            (None, None) => file.print(Fingerprint::of(&self.file.read().unwrap_or_default())),
        };
        let drawing = Inputs::new("drawing").text(DRAWN_BY).print(Fingerprint::of(&self.recipe(part)));
        Ingredients::new().with("the picture", file).with("how it is published", drawing)
    }

    /// The bytes of one of its files. `files` are those of the site, in which a problem is looked for.
    pub fn bytes(&self, part: Part, files: &Files) -> Checked<Vec<u8>> {
        let tell = |fault: &Fault| {
            let problem = fault.diagnostic(self.name(), self.place(files));
            Checked { value: Vec::new(), problems: vec![problem] }
        };
        let developed = match &self.look {
            Err(fault) => return tell(fault),
            Ok(None) => return self.raw(files),
            Ok(Some(facts)) if facts.kind.is_decoded() => {
                return self.recalled_or_made(part, facts).map_or_else(|fault| tell(&fault), Checked::sound);
            }
            Ok(Some(facts)) => self.source(facts).and_then(|source| develop(&source, facts, &self.plan)),
        };
        match developed {
            Err(fault) => tell(&fault),
            Ok(Developed { original, removed, .. }) => {
                let problem = |removed: String| {
                    let message = format!("{removed} is not let through from `{}`", self.name());
                    Diagnostic::new(codes::SVG_CONTENT_REMOVED, self.place(files), message)
                        .help("export it as plain SVG, without scripts and links to elsewhere")
                };
                Checked { value: original, problems: removed.map(problem).into_iter().collect() }
            }
        }
    }

    /// Every file that it is published as.
    pub fn parts(&self) -> impl Iterator<Item = Part> + use<> {
        std::iter::once(Part::Original).chain((0..self.renditions.len()).map(Part::Rendition))
    }

    pub(super) fn work(&self) -> Work {
        match self.work.load(Ordering::Relaxed) {
            0 => Work::Nothing,
            1 => Work::Recalled,
            _ => Work::Decoded,
        }
    }

    fn facts(&self) -> Option<&Facts> {
        self.look.as_ref().ok()?.as_ref()
    }

    /// A picture in a format that nothing is taken out of.
    fn raw(&self, files: &Files) -> Checked<Vec<u8>> {
        let bytes = match self.file.read() {
            Ok(bytes) => bytes.to_vec(),
            Err(error) => {
                let problem = Fault::Unreadable(error.to_string()).diagnostic(self.name(), self.place(files));
                return Checked { value: Vec::new(), problems: vec![problem] };
            }
        };
        let message = format!("`{}` is published with all that a camera or scanner wrote into it", self.name());
        let problem = Diagnostic::new(codes::METADATA_PUBLISHED, self.place(files), message)
            .help("export it as JPEG, PNG or WebP; where the file itself is the evidence, write its `sha256`");
        Checked { value: bytes, problems: if self.is_exact { Vec::new() } else { vec![problem] } }
    }

    /// The bytes of a file that is drawn, or was before.
    fn recalled_or_made(&self, part: Part, facts: &Facts) -> Result<Vec<u8>, Fault> {
        if let Some(recalled) = self.recalled(part, facts) {
            return recalled;
        }
        // One thread makes all files of a picture, and whoever wants another of them meanwhile waits.
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(fault) = &made.fault {
            return Err(fault.clone());
        }
        if let Some(waiting) = made.waiting.remove(&part) {
            return Ok(waiting);
        }
        if let Some(recalled) = self.recalled(part, facts) {
            return recalled;
        }
        let developed = self.source(facts).and_then(|source| develop(&source, facts, &self.plan));
        self.work.store(2, Ordering::Relaxed);
        let Developed { original, renditions, .. } = developed.inspect_err(|fault| made.fault = Some(fault.clone()))?;
        let mut wanted = Vec::new();
        for (of, bytes) in self.parts().zip(std::iter::once(original).chain(renditions)) {
            // Of one that is published as it is only this is kept: that it can be decoded.
            let kept: &[u8] = if self.is_as_it_is(of) { &[] } else { &bytes };
            let is_kept = self.key(of).is_some_and(|key| self.memory.store.put(key, kept));
            if of == part {
                wanted = bytes;
            } else if !is_kept {
                made.waiting.insert(of, bytes);
            }
        }
        Ok(wanted)
    }

    /// The bytes of a file from the store; nothing where they are not there.
    fn recalled(&self, part: Part, facts: &Facts) -> Option<Result<Vec<u8>, Fault>> {
        let bytes = self.memory.store.get(self.key(part)?)?;
        let _ = self.work.compare_exchange(0, 1, Ordering::Relaxed, Ordering::Relaxed);
        Some(if self.is_as_it_is(part) { self.source(facts) } else { Ok(bytes) })
    }

    fn is_as_it_is(&self, part: Part) -> bool {
        part == Part::Original && self.plan.original == Original::AsItIs
    }

    /// The bytes of which these are the facts.
    fn source(&self, facts: &Facts) -> Result<Vec<u8>, Fault> {
        let bytes = self.file.read_at_most(MOST_BYTES).map_err(|error| Fault::Unreadable(error.to_string()))?;
        let bytes = bytes.filter(|bytes| *blake3::hash(bytes).as_bytes() == facts.content);
        bytes.map(|bytes| bytes.to_vec()).ok_or(Fault::Changed)
    }

    /// Where a file of the picture is kept; nothing for what is not drawn, which costs no more than to read it.
    fn key(&self, part: Part) -> Option<Key> {
        let facts = self.facts().filter(|facts| facts.kind.is_decoded())?;
        Some(Key::of("picture", &[DRAWN_BY.as_bytes(), &facts.content, &self.recipe(part)]))
    }

    /// How a file of the picture is made of it, as bytes. A rendition is the same whatever becomes of the original.
    fn recipe(&self, part: Part) -> Vec<u8> {
        let recipe = match part {
            Part::Original => postcard::to_stdvec(&self.plan.original),
            Part::Rendition(place) => postcard::to_stdvec(&("webp", self.plan.widths.get(place))),
        };
        // Numbers and words can always be written.
        recipe.unwrap_or_default()
    }

    /// What it is called where it is named.
    fn name(&self) -> &str {
        match &self.named_by {
            Some(NamedBy::Field(Place { spot: Spot::Text(_, name), .. }) | NamedBy::Body(_, _, name)) => name,
            _ => self.file.path.file_name(),
        }
    }

    /// Where a problem with it is to be shown: where it is named, or else the file itself.
    fn place(&self, files: &Files) -> Place {
        match &self.named_by {
            Some(NamedBy::Field(place)) => place.clone(),
            Some(NamedBy::Body(file, from, name)) => {
                let bytes = files.get(file.as_str()).and_then(|file| file.read().ok()).unwrap_or_default();
                let body = bytes.get(*from..).unwrap_or_default();
                match written(&String::from_utf8_lossy(body), name) {
                    Some(span) => Place::bytes(file, from + span.start..from + span.end),
                    None => Place::file(file),
                }
            }
            None => Place::file(&self.file.path),
        }
    }
}

/// Where a body names a file that, decoded, is called `name`: the first place at which it stands as a destination.
fn written(body: &str, name: &str) -> Option<Range<usize>> {
    let is_start = |at: usize| body[..at].ends_with(['(', '<', '"', '\'', '=', ' ', '[', '\t', '\n']);
    let plain = body.match_indices(name).map(|(at, found)| at..at + found.len());
    if let Some(span) = plain.into_iter().find(|span| is_start(span.start)) {
        return Some(span);
    }
    // `my%20photo.jpg`, `my\_photo.jpg`
    let ends = |letter: char| matches!(letter, ')' | '>' | '"' | '\'' | ' ' | '\n' | '#' | '?');
    let starts = body.match_indices(['(', '<', '"', '\'', ' ']).map(|(at, sign)| at + sign.len());
    starts
        .map(|start| start..body[start..].find(ends).map_or(body.len(), |end| start + end))
        .find(|span| percent_decode_str(&body[span.clone()].replace('\\', "")).decode_utf8_lossy() == name)
}
