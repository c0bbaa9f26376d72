//! Deploys, cut wherever they can be: no way leads astray, and the next one ends with what the folder has.
#![cfg(feature = "deploy")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use futures_util::StreamExt;
use object_store::memory::InMemory;
use object_store::{ObjectStore, ObjectStoreExt};
use proptest::prelude::*;
use reportage::publish::{
    Change, ChangeKind, DeployError, Fault, LocalSite, Planned, Sample, Shelf, Shelved, Target, Terms, check_deletes,
};
use reportage::settings::BaseUrl;

#[path = "deploy/cut.rs"]
mod cut;

use cut::Cut;

const OWN: &str = ".reportage-deploy/";
const LOCK: &str = ".reportage-deploy/lock.json";

/// A site as a table: each file with the files that it leads to.
type Site = BTreeMap<String, Vec<String>>;

/// Paths that a site may have.
const PATHS: [&str; 10] = [
    "index.html",
    "a/index.html",
    "b/index.html",
    "c/index.html",
    "tags/x/index.html",
    "feed.xml",
    "sitemap.xml",
    "assets/style.0123456789ab.css",
    "assets/style.ba9876543210.css",
    "p/photo.png",
];

/// Any site that has no dead link of its own.
fn any_site() -> impl Strategy<Value = Site> {
    let choice = prop::collection::vec((any::<bool>(), prop::collection::vec(0..PATHS.len(), 0..5)), PATHS.len());
    choice.prop_map(|choice| {
        let is_there = |place: usize| place == 0 || choice[place].0;
        let there = (0..PATHS.len()).filter(|place| is_there(*place));
        let site = there.map(|place| {
            let is_page = PATHS[place].ends_with(".html");
            let links = choice[place].1.iter().filter(|link| is_page && is_there(**link) && **link != place);
            (PATHS[place].to_owned(), links.map(|link| PATHS[*link].to_owned()).collect())
        });
        site.collect()
    })
}

fn text(path: &str, links: &[String]) -> String {
    let links: String = links.iter().map(|link| format!("<a href=\"/{link}\">\n")).collect();
    format!("{path}\n{links}")
}

fn write(site: &Site, folder: &Path) -> LocalSite {
    fs::write(folder.join(".reportage-site"), "").unwrap();
    for (path, links) in site {
        let place = folder.join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text(path, links)).unwrap();
    }
    LocalSite::open(folder).unwrap()
}

fn terms(token: &str, memory: &Path) -> Terms {
    Terms {
        compress: false,
        keep_previous: true,
        cache_pages: 60,
        cache_files: 3600,
        base_url: BaseUrl::parse("https://example.org/").unwrap(),
        who: "a test".to_owned(),
        now: "now".to_owned(),
        token: token.to_owned(),
        memory: Some(memory.to_owned()),
    }
}

fn target(store: Arc<dyn ObjectStore>, token: &str, memory: &Path) -> Shelved {
    Shelved::new(Shelf::new(store, "site", "memory", 3, true).unwrap(), terms(token, memory))
}

fn carry_out(planned: &dyn Planned) -> Result<(), DeployError> {
    planned.carry_out(&|| ())
}

fn deploy(target: &Shelved, site: &LocalSite) -> Result<Vec<Change>, DeployError> {
    let planned = target.plan(site)?;
    carry_out(&*planned)?;
    Ok(planned.changes().to_vec())
}

/// Every file at the target by its path there, our own among them.
fn everything(store: &InMemory) -> BTreeMap<String, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let mut all = BTreeMap::new();
        for object in store.list(None).collect::<Vec<_>>().await {
            let location = object.unwrap().location;
            let bytes = store.get(&location).await.unwrap().bytes().await.unwrap();
            let path = location.as_ref().strip_prefix("site/").unwrap().to_owned();
            all.insert(path, String::from_utf8_lossy(&bytes).into_owned());
        }
        all
    })
}

/// Every file of the site at the target.
fn served(store: &InMemory) -> BTreeMap<String, String> {
    everything(store).into_iter().filter(|(path, _)| !path.starts_with(OWN)).collect()
}

/// What a deploy of `site` shall leave.
fn texts(site: &Site) -> BTreeMap<String, String> {
    site.iter().map(|(path, links)| (path.clone(), text(path, links))).collect()
}

/// A dead link that somebody comes to who begins at the home page, or at a page of both sites.
fn dead_link(served: &BTreeMap<String, String>, old: &Site, new: &Site) -> Option<String> {
    let roots = old.keys().filter(|path| new.contains_key(*path)).cloned().chain(["index.html".to_owned()]);
    let mut way: Vec<String> = roots.filter(|path| served.contains_key(path)).collect();
    let mut seen: BTreeSet<String> = way.iter().cloned().collect();
    while let Some(page) = way.pop() {
        for link in served[&page].lines().filter_map(|line| line.strip_prefix("<a href=\"/")?.strip_suffix("\">")) {
            if !served.contains_key(link) {
                return Some(format!("{page} → {link}"));
            }
            if seen.insert(link.to_owned()) {
                way.push(link.to_owned());
            }
        }
    }
    None
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn wherever_a_deploy_is_cut_no_way_leads_astray(old in any_site(), new in any_site()) {
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let memory = folders[2].path().join("token");
        let (old_site, new_site) = (write(&old, folders[0].path()), write(&new, folders[1].path()));
        let first = Arc::new(InMemory::new());
        deploy(&target(first.clone(), "0", &memory), &old_site).unwrap();
        for most in 0.. {
            let store = Arc::new(first.fork());
            let watched = old.clone();
            let (then, becomes) = (new.clone(), store.clone());
            let cut = Cut::new(store.clone(), most, move || dead_link(&served(&becomes), &watched, &then));
            let cut = Arc::new(cut);
            let ended = deploy(&target(cut.clone(), "1", &memory), &new_site);
            prop_assert_eq!(cut.complaint(), None, "cut after {}", most);
            if ended.is_ok() {
                break;
            }
            // The lock of the one that was cut is known to be ours by its token.
            deploy(&target(store.clone(), "2", &memory), &new_site).unwrap();
            prop_assert_eq!(served(&store), texts(&new), "cut after {}", most);
            let all = everything(&store);
            prop_assert!(!all.contains_key(LOCK) && !all.contains_key(".reportage-deploy/under-way.json"));
        }
    }

    #[test]
    fn a_deploy_is_taken_back_and_brought_forth_again(old in any_site(), new in any_site()) {
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        let memory = folders[0].path().with_extension("token");
        let (old_site, new_site) = (write(&old, folders[0].path()), write(&new, folders[1].path()));
        let store = Arc::new(InMemory::new());
        let target = target(store.clone(), "0", &memory);
        deploy(&target, &old_site).unwrap();
        deploy(&target, &new_site).unwrap();
        if old == new {
            return Ok(());
        }
        for expected in [&old, &new, &old] {
            carry_out(&*target.plan_back().unwrap()).unwrap();
            prop_assert_eq!(served(&store), texts(expected));
        }
        let verified = target.verify(&old_site, Sample::All).unwrap();
        prop_assert_eq!((verified.read, verified.differing), (old.len(), Vec::new()));
    }
}

/// A site of pages without links.
fn site_of(paths: &[&str]) -> Site {
    paths.iter().map(|path| ((*path).to_owned(), Vec::new())).collect()
}

fn put(store: &InMemory, path: &str, text: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let location = object_store::path::Path::parse(format!("site/{path}")).unwrap();
    runtime.block_on(store.put(&location, text.to_owned().into())).unwrap();
}

fn problem(error: &DeployError) -> String {
    let place = reportage::diag::Place::file(&reportage::source::SitePath::new("site.toml").unwrap());
    let problem = error.diagnostic(&place);
    format!("{}: {} / {}", problem.code.name, problem.message, problem.help.unwrap_or_default())
}

#[test]
fn only_what_differs_is_sent_and_foreign_files_stay() {
    let folder = tempfile::tempdir().unwrap();
    let memory = folder.path().with_extension("token");
    let store = Arc::new(InMemory::new());
    let target = target(store.clone(), "0", &memory);
    put(&store, "foreign.txt", "of another hand");
    let signs = |changes: Vec<Change>| -> Vec<String> {
        changes.into_iter().map(|change| format!("{} {}", change.kind.sign(), change.path)).collect()
    };
    let mut site = site_of(&["index.html", "a/index.html", "b/index.html"]);
    assert_eq!(signs(deploy(&target, &write(&site, folder.path())).unwrap()).len(), 3);
    assert_eq!(signs(deploy(&target, &write(&site, folder.path())).unwrap()), Vec::<String>::new());
    site.insert("a/index.html".to_owned(), vec!["index.html".to_owned()]);
    fs::remove_file(folder.path().join("b/index.html")).unwrap();
    site.remove("b/index.html");
    assert_eq!(signs(deploy(&target, &write(&site, folder.path())).unwrap()), ["~ a/index.html", "- b/index.html"]);
    // Something was changed behind our back.
    put(&store, "index.html", "mischief");
    assert_eq!(signs(deploy(&target, &write(&site, folder.path())).unwrap()), ["~ index.html"]);
    let mut expected = texts(&site);
    expected.insert("foreign.txt".to_owned(), "of another hand".to_owned());
    assert_eq!(served(&store), expected);
}

#[test]
fn one_deploys_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let memory = folder.path().with_extension("token");
    let store = Arc::new(InMemory::new());
    let site = write(&site_of(&["index.html"]), folder.path());
    let target = target(store.clone(), "0", &memory);
    put(&store, LOCK, r#"{"who":"jo on desk","since":"2026-11-23 09:00:00 UTC","token":"other"}"#);
    assert_eq!(
        problem(&deploy(&target, &site).unwrap_err()),
        "deploy-locked: `jo on desk` is deploying to this target, since 2026-11-23 09:00:00 UTC / wait until it is done; \
         if you know that it is no more, pass `--break-lock`"
    );
    assert!(everything(&store).contains_key(LOCK), "the lock of another stays");
    target.break_lock().unwrap();
    deploy(&target, &site).unwrap();
    let planned = target.plan(&site).unwrap();
    assert_eq!(planned.changes(), []);
    let other = write(&site_of(&["index.html", "a/index.html"]), folder.path());
    let late = target.plan(&other).unwrap();
    deploy(&target, &other).unwrap();
    assert_eq!(
        problem(&carry_out(&*late).unwrap_err()),
        "deploy-overtaken: another deploy changed the target since the plan was made / deploy again: the plan is made anew"
    );
    assert!(!everything(&store).contains_key(LOCK));
}

#[test]
fn what_is_served_otherwise_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let store = Arc::new(InMemory::new());
    let target = target(store.clone(), "0", &folder.path().with_extension("token"));
    let site = write(&site_of(&["index.html", "a/index.html", "b.png"]), folder.path());
    deploy(&target, &site).unwrap();
    put(&store, "b.png", "mischief");
    let verified = target.verify(&site, Sample::All).unwrap();
    let differing = [("b.png".to_owned(), "`Content-Type` is ``, not `image/png`".to_owned())];
    assert_eq!((verified.read, verified.differing.as_slice()), (3, &differing[..]));
}

#[test]
fn there_must_be_a_site_to_return_to() {
    let folder = tempfile::tempdir().unwrap();
    let target = target(Arc::new(InMemory::new()), "0", &folder.path().with_extension("token"));
    let expected = "nothing-before: the target keeps no site from before this one / build the site as it was, from its \
                    history, and deploy that";
    assert_eq!(target.plan_back().err().as_ref().map(problem).as_deref(), Some(expected));
    deploy(&target, &write(&site_of(&["index.html"]), folder.path())).unwrap();
    assert_eq!(target.plan_back().err().as_ref().map(problem).as_deref(), Some(expected));
}

#[test]
fn deletions_are_bounded() {
    let place = reportage::diag::Place::file(&reportage::source::SitePath::new("site.toml").unwrap());
    let delete = |number: usize| Change { path: number.to_string(), kind: ChangeKind::Delete, bytes: 0 };
    for (deletes, stays, most, expected) in [
        (256, 0, None, None),
        (257, 10, None, Some("the deploy would delete 257 of 267 files, and may delete 256")),
        (400, 1_600, None, None),
        (401, 1_600, None, Some("the deploy would delete 401 of 2001 files, and may delete 400")),
        (1, 9, Some(0), Some("the deploy would delete 1 of 10 files, and may delete 0")),
        (300, 0, Some(300), None),
    ] {
        let changes: Vec<Change> = (0..deletes).map(delete).collect();
        let refused = check_deletes(&changes, stays, most, &place).err();
        assert_eq!(refused.as_ref().map(ToString::to_string).as_deref(), expected);
        assert!(refused.is_none_or(|error| error.fault == Fault::TooManyDeletes
            && problem(&error).starts_with("too-many-deletes: ")
            && problem(&error).ends_with(&format!("pass `--max-deletes {deletes}`"))));
    }
}

#[test]
fn a_folder_that_no_build_wrote_is_not_deployed() {
    let folder = tempfile::tempdir().unwrap();
    let expected = format!(
        "not-built: `{}` is no site that `reportage build` wrote / build the site with `reportage build`, or leave out \
         `--no-build`",
        folder.path().display()
    );
    assert_eq!(problem(&LocalSite::open(folder.path()).unwrap_err()), expected);
}
