//! A build is killed before each step of its commit: what is left serves, and the next build mends it.
//!
//! The build that is killed is a process of its own, this same test program, which leaves without running any
//! destructor.

use std::process::Command;

use super::*;

/// Set for the process that is to be killed: the project's folder, the way, and the step, separated by newlines.
const ORDER: &str = "REPORTAGE_TEST_KILL";

const KILLED: i32 = 86;

#[test]
fn a_killed_build_leaves_a_site_and_the_next_mends_it() {
    let clean = Project::new();
    clean.update(NEW);
    for way in ["incremental", "anew"] {
        for has_site in [true, false] {
            let steps = (0..).take_while(|&step| check_kill(way, has_site, step, &clean)).count();
            assert!(steps >= 4, "{way}, site there: {has_site}: {steps} steps");
        }
    }
}

/// Kills one build before its `step`th step; says whether it had so many.
fn check_kill(way: &str, has_site: bool, step: usize, clean: &Project) -> bool {
    let context = format!("{way}, site there: {has_site}, step {step}");
    let project = Project::new();
    if has_site {
        project.update(OLD);
        if way == "incremental" {
            project.write_output("CNAME", "example.org");
        }
    }
    let old = project.path("public").exists().then(|| project.site());

    let order = format!("{}\n{way}\n{step}", project.folder.path().display());
    let killed = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "kill::the_process_that_is_killed", "--ignored"])
        .env(ORDER, order)
        .output()
        .unwrap();
    let was_killed = killed.status.code() == Some(KILLED);
    assert!(was_killed || killed.status.success(), "{context}: {killed:?}");

    serves(&project, old.as_ref(), &context);
    project.update(NEW);
    let mut expected = files(&clean.path("public"));
    expected.extend(project.output("CNAME").exists().then(|| ("CNAME".to_owned(), "example.org".to_owned())));
    assert_eq!(project.output("CNAME").exists(), has_site && way == "incremental", "{context}");
    assert_eq!(files(&project.path("public")), expected, "{context}");
    assert_eq!(project.names(), [STATE_FOLDER, "content", "public", "site.toml", "static"], "{context}");
    was_killed
}

/// Every file is one of the old site or the new, and the list leads only to pages that are there.
fn serves(project: &Project, old: Option<&BTreeMap<String, String>>, context: &str) {
    if !project.path("public").exists() {
        assert!(old.is_none(), "{context}: the site is gone");
        return;
    }
    let new = tree(NEW);
    let mut site = project.site();
    site.retain(|path, _| !path.starts_with(".reportage-staging"));
    for (path, text) in &site {
        let is_old = old.and_then(|old| old.get(path)) == Some(text);
        assert!(is_old || new.get(path) == Some(text), "{context}: `{path}` holds `{text}`");
    }
    for page in site["index.html"].split(", ") {
        let page = if page == "d" { "c/d/index.html".to_owned() } else { format!("{page}/index.html") };
        assert!(site.contains_key(&page), "{context}: the list leads to `{page}`");
    }
}

#[test]
#[ignore = "runs as a process of its own, started by the test above"]
fn the_process_that_is_killed() {
    let Ok(order) = std::env::var(ORDER) else { return };
    let [root, way, step] = order.split('\n').collect::<Vec<_>>().try_into().unwrap();
    let way = if way == "anew" { Way::Anew } else { Way::Incremental };
    let mut left: usize = step.parse().unwrap();
    let mut before = |_: Step| match left {
        0 => std::process::exit(KILLED),
        _ => left -= 1,
    };
    build(Path::new(root), NEW, way, false, &mut before).unwrap();
}

#[test]
fn what_a_build_killed_while_rendering_left_is_removed() {
    let project = Project::new();
    project.update(OLD);
    for leftover in [".public.staging/a/index.html", "public/.reportage-staging/0"] {
        fs::create_dir_all(project.path(leftover).parent().unwrap()).unwrap();
        fs::write(project.path(leftover), "half a pa").unwrap();
    }
    assert_eq!(project.update(OLD).unchanged, 3);
    assert_eq!(project.site(), tree(OLD));
    assert_eq!(project.names(), [STATE_FOLDER, "content", "public", "site.toml", "static"]);
}

#[test]
fn a_site_that_was_moved_aside_comes_back() {
    let project = Project::new();
    project.update(OLD);
    fs::rename(project.path("public"), project.path(".public.retired")).unwrap();
    assert_eq!(project.update(OLD).unchanged, 3);
    assert_eq!(project.site(), tree(OLD));
}

#[test]
fn a_file_put_into_a_site_that_was_just_replaced_is_carried_over() {
    let project = Project::new();
    project.update(OLD);
    let aside = Project::new();
    aside.update(NEW);
    fs::write(aside.output("a/CNAME"), "example.org").unwrap();
    fs::rename(aside.path("public"), project.path(".public.staging")).unwrap();
    assert_eq!(project.update(OLD).unchanged, 3);
    let mut expected = tree(OLD);
    expected.insert("a/CNAME".to_owned(), "example.org".to_owned());
    assert_eq!(project.site(), expected);
    assert_eq!(project.names(), [STATE_FOLDER, "content", "public", "site.toml", "static"]);
}
