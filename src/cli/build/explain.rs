//! `--explain PATH`: why an output was made again, or why not.

use std::path::Path;

use crate::cli::screen::Screen;
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
    /// site, with the folder that it is written to or without, or source files; `folder` is that folder.
    pub(super) fn of(site: &'s Site, building: &Building<'_>, paths: &[String], folder: &Path) -> Explanation<'s> {
        let mut explanation = Explanation { asked: Vec::new(), unknown: Vec::new() };
        for path in paths {
            let outputs = outputs(site, path, folder);
            if outputs.is_empty() {
                explanation.unknown.push(unknown(site, path));
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

/// The output at `path`, or those that the source file at `path` asks for.
fn outputs<'s>(site: &'s Site, path: &str, folder: &Path) -> Vec<&'s Output> {
    let absolute = std::path::absolute(path).unwrap_or_default();
    let below = absolute.strip_prefix(folder).ok().and_then(Path::to_str).map(|path| path.replace('\\', "/"));
    let tries = [Some(path.trim_start_matches('/').to_owned()), below];
    let index = |path: &str| format!("{}/index.html", path.trim_end_matches('/')).trim_start_matches('/').to_owned();
    let found = tries.iter().flatten().find_map(|path| site.output(path).or_else(|| site.output(&index(path))));
    match found {
        Some(output) => vec![output],
        None => site.outputs().iter().filter(|output| output.origin.file.as_str() == path).collect(),
    }
}

fn unknown(site: &Site, path: &str) -> String {
    let paths = site.outputs().iter().map(|output| output.address.output.as_str());
    match nearest(path.trim_start_matches('/'), paths) {
        Some(near) => format!("{path}: the site has no such file; did you mean `{near}`?"),
        None => format!("{path}: the site has no such file, and nothing is made of it"),
    }
}
