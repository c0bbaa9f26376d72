#![allow(clippy::unwrap_used)]

use std::fs;

use super::*;

/// A site on the disk with these empty files, and what is found in it: paths, then problems as `code place: message`.
struct Found {
    paths: Vec<String>,
    problems: Vec<String>,
}

struct Site(tempfile::TempDir);

impl Site {
    fn with(files: &[&str]) -> Site {
        let site = Site(tempfile::tempdir().unwrap());
        for file in files {
            let location = site.0.path().join(file);
            fs::create_dir_all(location.parent().unwrap()).unwrap();
            fs::write(location, "").unwrap();
        }
        site
    }

    #[cfg(unix)]
    fn link(&self, target: &str, link: &str) {
        let link = self.0.path().join(link);
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        std::os::unix::fs::symlink(target, link).unwrap();
    }

    fn check(&self) -> Found {
        let root = self.0.path();
        let found = discover(root, &root.join("public"), 0);
        let problems = found.problems.iter().map(|problem| {
            let help = problem.help.as_deref().unwrap_or("");
            let root = root.canonicalize().unwrap().display().to_string();
            let message = problem.message.replace(&root, "ROOT");
            format!("{} {}: {message} / {help}", problem.code.name, problem.place.file)
        });
        let mut problems: Vec<_> = problems.collect();
        problems.sort();
        Found { paths: found.value.iter().map(|file| file.path.to_string()).collect(), problems }
    }
}

#[test]
fn sources_are_listed_and_nothing_else() {
    let site = Site::with(&[
        "site.toml",
        "content/articles/b.md",
        "content/articles/a.md",
        "content/articles/a.md~",
        "content/.obsidian/workspace.json",
        "content/articles/.#a.md",
        "static/.well-known/security.txt",
        "static/.DS_Store",
        "static/public/kept.txt",
        "templates/base.html",
        "themes/x/theme.toml",
        "i18n/de.toml",
        "public/index.html",
        ".reportage/lock",
        "src/main.rs",
        "README.md",
        "links.toml",
        "content/links.toml",
        ".links.toml.1",
    ]);
    let found = site.check();
    let expected = [
        "content/articles/a.md",
        "content/articles/b.md",
        "content/links.toml",
        "i18n/de.toml",
        "links.toml",
        "site.toml",
        "static/.well-known/security.txt",
        "static/public/kept.txt",
        "templates/base.html",
        "themes/x/theme.toml",
    ];
    assert_eq!(found.paths, expected);
    assert_eq!(found.problems, [""; 0]);
}

#[test]
fn a_file_is_read_from_where_it_was_found() {
    let site = Site::with(&["site.toml"]);
    fs::write(site.0.path().join("site.toml"), "title = 'A'").unwrap();
    let found = discover(site.0.path(), Path::new("public"), 0);
    assert_eq!(&*found.value.get("site.toml").unwrap().read().unwrap(), b"title = 'A'");
}

#[test]
fn a_folder_without_settings_is_no_site() {
    let site = Site::with(&["content/a.md"]);
    let found = discover(site.0.path(), Path::new("public"), 0);
    assert_eq!(found.value.iter().count(), 1);
    let problem = &found.problems[0];
    assert_eq!((problem.code.name, problem.place.file.as_str()), ("no-site", "site.toml"));
    assert_eq!(problem.message, format!("`{}` has no `site.toml`", site.0.path().display()));
    let help = "name the site's folder with `--root DIR`, or begin one with `reportage init DIR`";
    assert_eq!(problem.help.as_deref(), Some(help));

    let missing = discover(&site.0.path().join("nowhere"), Path::new("public"), 0);
    assert_eq!(missing.problems[0].code.name, "no-site");
}

#[test]
fn a_decomposed_name_keeps_its_form() {
    let site = Site::with(&["site.toml", "content/cafe\u{301}.md"]);
    assert_eq!(site.check().paths, ["content/cafe\u{301}.md", "site.toml"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_no_text_is_reported() {
    use std::os::unix::ffi::OsStrExt;
    let site = Site::with(&["site.toml", "content/a\\b.md", "content/line\nbreak.md", "content/ok.md"]);
    fs::write(site.0.path().join("content").join(OsStr::from_bytes(b"caf\xe9.md")), "").unwrap();
    fs::create_dir(site.0.path().join("content").join(OsStr::from_bytes(b"\xff"))).unwrap();
    fs::write(site.0.path().join("content").join(OsStr::from_bytes(b"\xff/inner.md")), "").unwrap();
    let found = site.check();
    let help = "rename it so that it is UTF-8 without backslashes and control characters";
    let expected = [
        format!(
            "bad-file-name content/a\u{fffd}b.md: `content/a\u{fffd}b.md` is not a name that a site can have / {help}"
        ),
        format!(
            "bad-file-name content/caf\u{fffd}.md: `content/caf\u{fffd}.md` is not a name that a site can have / {help}"
        ),
        format!(
            "bad-file-name content/line\u{fffd}break.md: `content/line\u{fffd}break.md` is not a name that a site can have / {help}"
        ),
        format!("bad-file-name content/\u{fffd}: `content/\u{fffd}` is not a name that a site can have / {help}"),
    ];
    assert_eq!(found.problems, expected);
    assert_eq!(found.paths, ["content/ok.md", "site.toml"]);
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_root_only() {
    let outside = Site::with(&["secret.txt"]);
    let site = Site::with(&["site.toml", "content/real/a.md", "public/index.html", ".git/config"]);
    site.link("real", "content/again");
    site.link("../content/real/a.md", "static/a.md");
    site.link(outside.0.path().to_str().unwrap(), "static/folder");
    site.link(outside.0.path().join("secret.txt").to_str().unwrap(), "static/file");
    site.link("../.git", "static/git");
    site.link("../public/index.html", "static/old.html");
    let found = site.check();
    let expected = ["content/again/a.md", "content/real/a.md", "site.toml", "static/a.md"];
    assert_eq!(found.paths, expected);
    let there = outside.0.path().canonicalize().unwrap().display().to_string();
    let help = "put the file itself where the link is";
    let expected = [
        format!(
            "symlink-escapes static/file: the link `static/file` leads out of the site, to `{there}/secret.txt` / {help}"
        ),
        format!("symlink-escapes static/folder: the link `static/folder` leads out of the site, to `{there}` / {help}"),
        format!(
            "symlink-escapes static/git: the link `static/git` leads to `.git`, which is no source of the site / {help}"
        ),
        format!(
            "symlink-escapes static/old.html: the link `static/old.html` leads to `public/index.html`, which is no source of the site / {help}"
        ),
    ];
    assert_eq!(found.problems, expected);
}

#[cfg(unix)]
#[test]
fn loops_and_broken_links_are_reported() {
    let site = Site::with(&["site.toml", "content/a/a.md"]);
    site.link("..", "content/a/up");
    site.link("nowhere", "content/gone.md");
    site.link("itself", "content/itself");
    site.link("nowhere", "unrelated");
    let found = site.check();
    assert_eq!(found.paths, ["content/a/a.md", "site.toml"]);
    let expected = [
        "symlink-loop content/a/up: the link `content/a/up` leads back to `content`, which holds it / delete the link",
        "unreadable-source content/gone.md: the link `content/gone.md` leads to nothing / delete the link",
        "unreadable-source content/itself: the link `content/itself` leads to nothing / delete the link",
    ];
    assert_eq!(found.problems, expected);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_listed_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let site = Site::with(&["site.toml", "content/closed/a.md"]);
    let closed = site.0.path().join("content/closed");
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let found = site.check();
    // The superuser may list everything.
    if fs::read_dir(&closed).is_err() {
        let expected = "unreadable-source content/closed: `content/closed` cannot be listed: ";
        assert!(found.problems[0].starts_with(expected), "{:?}", found.problems);
        assert!(found.problems[0].ends_with(" / give yourself the right to read it"));
    }
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
}

#[cfg(unix)]
#[test]
fn a_socket_is_not_read() {
    let site = Site::with(&["site.toml", "content/a.md"]);
    let _socket = std::os::unix::net::UnixListener::bind(site.0.path().join("content/socket")).unwrap();
    assert_eq!(
        site.check().problems,
        ["special-file content/socket: `content/socket` is neither a file nor a folder / delete it"]
    );
}

#[test]
fn the_root_is_the_nearest_folder_with_settings() {
    let site = Site::with(&["site.toml", "content/articles/a.md", "themes/demo/site.toml", "themes/demo/x/y"]);
    let root = site.0.path();
    assert_eq!(find_root(&root.join("content/articles")).as_deref(), Some(root));
    assert_eq!(find_root(&root.join("themes/demo/x")), Some(root.join("themes/demo")));
    assert_eq!(find_root(root).as_deref(), Some(root));
}

/// A file that was changed within a tick of the disk's clock may change again without its stamp's showing it.
#[test]
fn a_stamp_counts_once_it_is_settled() {
    let site = Site::with(&["site.toml", "static/a.txt"]);
    let stamp_at = |now| discover(site.0.path(), Path::new("public"), now).value.get("static/a.txt").unwrap().stamp;
    let stamp = stamp_at(u64::MAX).expect("every file is older than that");
    let changed = stamp.modified.max(stamp.changed);
    // Two seconds are enough for any disk.
    for (now, expected) in [(0, None), (changed, None), (changed + 2_000_000_000, Some(stamp))] {
        assert_eq!(stamp_at(now), expected, "{now}");
    }
}
