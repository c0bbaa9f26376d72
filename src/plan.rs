//! Archive → Site: every output path, who makes it, and from what.

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::diag::codes::archive::{BROKEN_LINK, DUPLICATE_OUTPUT};
use crate::diag::codes::settings::{HOST_AT_TOP, MISSING_PLAYER};
use crate::diag::{Checked, Diagnostic, FieldPath, Place};
use crate::format;
use crate::host::{Count, Measure, host_setting};
use crate::site::{ByPath, Output, Site};
use crate::source::{Files, SitePath};
use crate::view::Views;

/// Plans every output of every format. Two outputs at one path are an error; the first stays.
pub fn plan(views: Views, files: Files) -> Checked<Site> {
    let mut problems = Vec::new();
    // Room for what most sites have, so that a large plan is not copied whenever it grows.
    let mut outputs: Vec<Output> = Vec::with_capacity(views.archive.len() * 3 / 2);
    let mut by_path = ByPath::default();
    for format in format::registry().iter().filter(|format| !format.is_off(&views.settings)) {
        let planned = format.plan(&views, &outputs);
        outputs.reserve(planned.len());
        by_path.reserve(planned.len());
        for output in planned {
            match by_path.add(output.address.output.as_str(), outputs.len()) {
                None => outputs.push(output),
                Some(first) => problems.push(duplicate(&output, &outputs[first])),
            }
        }
    }
    problems.extend(files_for_folders(&outputs, &by_path));
    let site = Site::new(views, files, outputs, by_path);
    problems.extend(broken_menu(&site));
    problems.extend(missing_player(&site));
    problems.extend(beyond_host(&site));
    Checked { value: site, problems }
}

/// The outputs that stand where another needs a folder: no file system takes both.
fn files_for_folders(outputs: &[Output], by_path: &ByPath) -> Vec<Diagnostic> {
    let path = |at: usize| outputs[at].address.output.as_str();
    let found = (0..outputs.len()).into_par_iter().flat_map_iter(|at| {
        // The folder of the output before is mostly the folder's brother: what lies above both is looked at once.
        let before = at.checked_sub(1).map_or("", path);
        let is_above = move |folder: &str| before.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let folders = path(at).match_indices('/').map(move |(end, _)| &path(at)[..end]);
        folders.filter(move |folder| !is_above(folder)).filter_map(move |folder| Some((by_path.find(folder)?, at)))
    });
    let mut in_the_way: BTreeMap<usize, &Output> = BTreeMap::new();
    for (file, inside) in found.collect::<Vec<(usize, usize)>>() {
        in_the_way.entry(file).or_insert(&outputs[inside]);
    }
    let problem = |(file, inside): (usize, &Output)| {
        let file = &outputs[file];
        let message = format!("`{}` is a file, and `{}` needs a folder", file.address.path, inside.address.path);
        Diagnostic::new(DUPLICATE_OUTPUT, file.origin.clone(), message)
            .help("give the file another name")
            .related(inside.origin.clone(), "this needs the folder")
    };
    in_the_way.into_iter().map(problem).collect()
}

/// The entries of the menu that lead to nothing.
fn broken_menu(site: &Site) -> Vec<Diagnostic> {
    let menu = site.views.settings.menu.iter().enumerate();
    let paths = menu.filter_map(|(at, item)| Some((at, item.url.split(['?', '#']).next()?)));
    let problem = |(at, path): (usize, &str)| {
        let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
        if !path.starts_with('/') || site.paths.find(&path).is_some() {
            return None;
        }
        let (message, help) = site.paths.missing(&path);
        let file = SitePath::new("site.toml").expect("a plain name");
        let place = Place::value(&file, FieldPath::key("menu").item(at).then("url"));
        Some(Diagnostic::new(BROKEN_LINK, place, message).help(help))
    };
    paths.filter_map(problem).collect()
}

/// The files of the player that the settings name and the site does not have.
fn missing_player(site: &Site) -> Vec<Diagnostic> {
    let Some(replay) = &site.views.settings.replay else { return Vec::new() };
    let named = [("script", &replay.script), ("worker", &replay.worker)];
    let missing = named.into_iter().filter(|(_, path)| site.paths.find(path).is_none());
    let problem = |(key, path): (&str, &String)| {
        let file = SitePath::new("site.toml").expect("a plain name");
        let place = Place::value(&file, FieldPath::key("replay").then(key));
        let help = format!("put the player's file there: `static{path}`");
        Diagnostic::new(MISSING_PLAYER, place, format!("the site has no file at `{path}`")).help(help)
    };
    missing.map(problem).collect()
}

/// What the host cannot be told, and what is to be done by hand.
fn beyond_host(site: &Site) -> Vec<Diagnostic> {
    let settings = &site.views.settings;
    let Some(host) = settings.host else { return Vec::new() };
    let served = format::served(&site.views, site.outputs());
    let (redirects, headers) = (served.redirects.len() as u64, served.header_rules());
    let counts =
        [(Measure::Redirects, redirects), (Measure::HeaderRules, headers), (Measure::Routes, redirects + headers)];
    let mut problems = host.problems(&counts.map(|(of, count)| Count { of, count, path: None }));
    if host.reads_at_top && !settings.base_url.path.is_empty() {
        let paths: Vec<String> = host.files(&served).into_iter().map(|file| format!("`{}`", &file.path[1..])).collect();
        let (names, path) = (paths.join(" and "), &settings.base_url.path);
        let message =
            format!("{} reads {names} at the top of all that it serves, and the site stands at `{path}/`", host.name);
        let help = format!("publish a folder in which the site is `{}/`, and copy {names} to its top", &path[1..]);
        problems.push(Diagnostic::new(HOST_AT_TOP, host_setting(), message).help(help));
    }
    problems
}

fn duplicate(second: &Output, first: &Output) -> Diagnostic {
    let message = format!("`{}` is already the address of something else", second.address.path);
    let same = second.origin == first.origin;
    let problem = Diagnostic::new(DUPLICATE_OUTPUT, second.origin.clone(), message)
        .help("change the name, the `id`, the alias or the permalink pattern of one of the two");
    if same { problem } else { problem.related(first.origin.clone(), "this stands there") }
}
