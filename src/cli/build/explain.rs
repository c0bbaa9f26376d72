//! `--explain PATH`: why an output was made again, or why not.

use std::iter;
use std::path::{Component, Path, PathBuf};

use crate::cli::screen::Screen;
use crate::cli::workplace::Workplace;
use crate::names::suggest::nearest;
use crate::site::{Output, Site};
use crate::write::{Build as Building, Reason};

/// The outputs that people ask about, and why each is made again.
pub(super) struct Explanation<'s> {
    asked: Vec<(&'s Output, Reason)>,
    unknown: Vec<String>,
}

impl<'s> Explanation<'s> {
    /// Looks at what stands in the output folder before anything is made. `paths` may be files or addresses of the
    /// site, with the folder that it is written to or without, or source files.
    pub(super) fn of(
        site: &'s Site,
        building: &Building<'_>,
        paths: &[String],
        workplace: &Workplace,
    ) -> Explanation<'s> {
        let mut explanation = Explanation { asked: Vec::new(), unknown: Vec::new() };
        for path in paths {
            let source = below(path, &workplace.root);
            let outputs = outputs(site, path, &source, &below(path, &workplace.root.join(&workplace.output)));
            if outputs.is_empty() {
                explanation.unknown.push(unknown(site, path, &source));
            }
            let reason =
                |output: &&'s Output| (*output, building.reason(&output.address.output, &output.make.made_from(site)));
            explanation.asked.extend(outputs.iter().map(reason));
        }
        explanation
    }

    /// Says it.
    pub(super) fn tell(&self, screen: &Screen) {
        for (output, reason) in &self.asked {
            screen.announce(&format!("{}: {}", output.address.output, words(reason)));
        }
        for line in &self.unknown {
            screen.announce(line);
        }
    }
}

fn words(reason: &Reason) -> String {
    match reason {
        Reason::Current => "kept: what it is made from is what it was, and so is its file".to_owned(),
        Reason::New => "made: the last build had no such file".to_owned(),
        Reason::NothingKnown => "made: nothing is known of the last build".to_owned(),
        Reason::HadProblems => "made again: it had a problem, which is looked for again each time".to_owned(),
        Reason::FileChanged => "made again: its file is not the one that was written, or it is gone".to_owned(),
        Reason::Parts(parts) => match parts.split_last() {
            None => "made again: it is made from other things than it was".to_owned(),
            Some((only, [])) => format!("made again: changed is {only}"),
            Some((last, others)) => format!("made again: changed are {} and {last}", others.join(", ")),
        },
    }
}

/// The output at `path`, from the top of the site or as `written` below its folder, or those that the file `source`
/// asks for.
fn outputs<'s>(site: &'s Site, path: &str, source: &Option<String>, written: &Option<String>) -> Vec<&'s Output> {
    let index = |path: &str| format!("{}/index.html", path.trim_end_matches('/')).trim_start_matches('/').to_owned();
    let at = |path: &str| site.output(path).or_else(|| site.output(&index(path)));
    // As the address bar of a browser has it.
    let encoded = || site.outputs().iter().find(|output| path.starts_with('/') && *output.address.url == *path);
    let found = at(path.trim_start_matches('/')).or_else(|| written.as_deref().and_then(at)).or_else(encoded);
    match (found, source.as_deref()) {
        (Some(output), _) => vec![output],
        (None, None) => Vec::new(),
        (None, Some(source)) => site.outputs().iter().filter(|output| output.origin.file.as_str() == source).collect(),
    }
}

/// `path`, which is relative to the current folder, as it is below `folder`; nothing where it lies elsewhere.
fn below(path: &str, folder: &Path) -> Option<String> {
    let path = straight(Path::new(path));
    Some(path.strip_prefix(straight(folder)).ok()?.to_str()?.replace('\\', "/"))
}

/// The absolute path with each `..` followed; nothing need be there.
fn straight(path: &Path) -> PathBuf {
    let mut straight = PathBuf::new();
    for part in std::path::absolute(path).unwrap_or_default().components() {
        match part {
            Component::ParentDir => {
                straight.pop();
            }
            part => straight.push(part),
        }
    }
    straight
}

fn unknown(site: &Site, path: &str, source: &Option<String>) -> String {
    if source.as_deref().is_some_and(|source| site.files.get(source).is_some()) {
        return format!("{path}: no file of the site is made from it alone; name one of those that it bears on");
    }
    let known = site.outputs().iter().flat_map(|output| {
        let (written, address) = (output.address.output.as_str(), &*output.address.path);
        // An address is mended by an address.
        let written = if path.starts_with('/') { address } else { written };
        iter::once(written).chain([output.origin.file.as_str()])
    });
    match nearest(path, known) {
        Some(near) => format!("{path}: the site has no such file; did you mean `{near}`?"),
        None => format!("{path}: the site has no such file, and nothing is made from it"),
    }
}
