//! Where a site may be written, who may write it, and what is said when the disk refuses.

use super::*;

#[test]
fn a_site_is_not_written_over_its_sources() {
    let project = Project::new();
    fs::write(project.path("notes.txt"), "").unwrap();
    fs::create_dir(project.path("public")).unwrap();
    let root = project.folder.path().canonicalize().unwrap();
    let above = root.parent().unwrap().display().to_string();
    for (output, expected) in [
        (".", "output-in-sources `ROOT`"),
        ("", "output-in-sources `ROOT`"),
        ("..", "output-in-sources `ROOT`"),
        ("public/..", "output-in-sources `ROOT`"),
        (&*above, "output-in-sources `ROOT`"),
        ("content", "output-in-sources `content`"),
        ("content/articles/public", "output-in-sources `content`"),
        ("static/public", "output-in-sources `static`"),
        ("themes", "output-in-sources `themes`"),
        ("public/../content", "output-in-sources `content`"),
        ("site.toml", "output-in-sources `site.toml`"),
        (".git/x", "output-in-sources `.git`"),
        (".reportage/public", "output-in-sources `.reportage`"),
        ("/", "unfit-output"),
        ("notes.txt", "unfit-output"),
        ("public", "fine"),
        ("contents", "fine"),
        ("not/there/yet", "fine"),
    ] {
        let lock = Lock::acquire(&root).unwrap();
        let opened = Target::open(&lock, Path::new(output), true);
        let seen = match &opened {
            Ok(_) => "fine".to_owned(),
            Err(WriteError::InSources { source, .. }) => format!("output-in-sources `{source}`"),
            Err(error) => error.diagnostic().code.name.to_owned(),
        };
        assert_eq!(seen.replace(&root.display().to_string(), "ROOT"), expected, "{output:?}");
    }
}

#[test]
fn the_home_folder_is_no_output() {
    let Some(home) = std::env::home_dir().filter(|home| home.is_dir()) else { return };
    let project = Project::new();
    let lock = Lock::acquire(project.folder.path()).unwrap();
    let error = Target::open(&lock, &home, true).unwrap_err();
    // Tests may run with a home that holds the folder for temporary files.
    let code = error.diagnostic().code.name;
    assert!(code == "unfit-output" || code == "output-in-sources", "{code}");
}

#[cfg(unix)]
#[test]
fn links_do_not_hide_the_sources() {
    use std::os::unix::fs::symlink;
    let project = Project::new();
    fs::create_dir_all(project.path("library/themes/x")).unwrap();
    symlink("library/themes", project.path("themes")).unwrap();
    symlink("content", project.path("innocent")).unwrap();
    symlink("nowhere", project.path("dangling")).unwrap();
    let lock = Lock::acquire(project.folder.path()).unwrap();
    for (output, code) in [
        ("library", "output-in-sources"),
        ("library/themes/x/public", "output-in-sources"),
        ("innocent/public", "output-in-sources"),
        ("dangling", "write-failed"),
    ] {
        let error = Target::open(&lock, Path::new(output), true).unwrap_err();
        assert_eq!(error.diagnostic().code.name, code, "{output}");
    }
}

#[cfg(unix)]
#[test]
fn an_output_behind_a_link_is_written_where_the_link_leads() {
    let project = Project::new();
    let elsewhere = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), project.path("public")).unwrap();
    project.update(OLD);
    project.build(NEW, Way::Anew).unwrap();
    assert!(project.path("public").is_symlink());
    assert_eq!(project.site(), tree(NEW));
}

#[test]
fn a_second_lock_waits_for_the_first() {
    let project = Project::new();
    let lock = Lock::acquire(project.folder.path()).unwrap();
    assert_eq!(
        project.refusal(OLD),
        format!(
            "locked: process `{0}` is building this site / wait until it is done, or stop process {0}",
            std::process::id()
        )
    );
    drop(lock);
    project.update(OLD);
}

#[cfg(unix)]
#[test]
fn a_lock_that_is_a_link_is_refused() {
    let project = Project::new();
    let precious = project.path("precious");
    fs::write(&precious, "ten years of work").unwrap();
    fs::create_dir(project.path(STATE_FOLDER)).unwrap();
    std::os::unix::fs::symlink(&precious, project.path(".reportage/lock")).unwrap();
    assert!(project.refusal(OLD).starts_with("write-failed: `ROOT/.reportage/lock` cannot be written: "));
    assert_eq!(fs::read_to_string(precious).unwrap(), "ten years of work");
}

#[test]
fn a_refusal_in_the_middle_leaves_the_old_site_whole() {
    for way in [Way::Incremental, Way::Anew] {
        let project = Project::new();
        project.update(OLD);
        let lock = Lock::acquire(project.folder.path()).unwrap();
        let build = Target::open(&lock, Path::new("public"), false).unwrap().build(way).unwrap();
        build.put(&OutputPath::new("a/index.html").unwrap(), None, &[], b"new").unwrap();
        // A folder that is gone refuses whoever runs the test, the superuser too.
        for staging in [".public.staging", "public/.reportage-staging"] {
            let _ = fs::remove_dir_all(project.path(staging));
        }
        let error = build.put(&OutputPath::new("a/other.html").unwrap(), None, &[], b"new").unwrap_err();
        let shown = project.shown(&Diagnostic::from(error));
        assert!(shown.starts_with("write-failed: `ROOT/public/a/other.html` cannot be written: "), "{shown}");
        assert!(shown.ends_with("; the site that was there is unchanged"), "{shown}");
        drop(build);
        drop(lock);
        assert_eq!(project.site(), tree(OLD));
        assert_eq!(project.names(), [STATE_FOLDER, "content", "public", "site.toml", "static"]);
        assert_eq!(project.update(OLD).unchanged, 3);
    }
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::new();
    project.update(OLD);
    let set = |mode| fs::set_permissions(project.path("public"), fs::Permissions::from_mode(mode)).unwrap();
    set(0o555);
    // The superuser may write everywhere.
    if fs::write(project.output("probe"), "").is_err() {
        assert_eq!(
            project.refusal(NEW),
            "write-failed: `ROOT/public/a/index.html` cannot be written: permission denied / give yourself the right to \
             write there; the site that was there is unchanged"
        );
        assert_eq!(project.site(), tree(OLD));
    }
    set(0o755);
    let _ = fs::remove_file(project.output("probe"));
    project.update(NEW);
    assert_eq!(project.site(), tree(NEW));
}
