use std::fs;

use tempfile::TempDir;

use super::*;
use crate::publish::test_bench::{settings, site, surroundings};

/// A site's folder, a bare repository that is its host, and what `[deploy.pages]` says.
struct Bench {
    folder: TempDir,
    settings: DeployTarget,
}

impl Bench {
    fn new(keep_previous: bool) -> Bench {
        let folder = TempDir::new().expect("a folder");
        let host = folder.path().join("host.git");
        git(folder.path(), &["init", "--quiet", "--bare", host.to_str().expect("UTF-8")]);
        let to = format!("git+file://{}#pages", host.display());
        Bench { folder, settings: DeployTarget { keep_previous, ..settings(&to) } }
    }

    /// The site of these files, as a build leaves it.
    fn site(&self, files: &[(&str, &str)]) -> LocalSite {
        site(&self.folder.path().join("public"), files)
    }

    fn target(&self) -> Box<dyn Target> {
        let surroundings = surroundings(&self.folder.path().join("state"), "https://example.org/");
        Git.open(&self.settings, &surroundings).map_err(|error| error.to_string()).expect("a target")
    }

    /// Deploys, and gives the plan as it is printed.
    fn deploy(&self, site: &LocalSite) -> Vec<String> {
        let target = self.target();
        let planned = target.plan(site).map_err(|error| error.to_string()).expect("a plan");
        planned.carry_out(&|| ()).map_err(|error| error.to_string()).expect("carried out");
        printed(&*planned)
    }

    fn host(&self, arguments: &[&str]) -> String {
        git(&self.folder.path().join("host.git"), arguments)
    }
}

fn printed(planned: &dyn Planned) -> Vec<String> {
    planned.changes().iter().map(|change| format!("{} {} {}", change.kind.sign(), change.path, change.bytes)).collect()
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = command().arg("-C").arg(folder).args(arguments).output().expect("git runs");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn the_branch_is_the_site_and_what_the_host_reads() {
    let bench = Bench::new(true);
    let site = bench.site(&[
        ("index.html", "home"),
        ("a b/ü.html", "line\r\n"),
        (".gitattributes", "*.html text eol=lf\n"),
        (".gitignore", "*\n"),
    ]);
    assert_eq!(
        bench.deploy(&site),
        ["+ .gitattributes 19", "+ .gitignore 2", "+ .nojekyll 0", "+ a b/ü.html 6", "+ index.html 4"]
    );
    assert_eq!(bench.host(&["show", "pages:a b/ü.html"]), "line\r\n", "nothing is filtered");
    assert_eq!(bench.host(&["ls-tree", "-r", "--name-only", "-z", "pages"]).matches('\0').count(), 5, "nor ignored");
    assert!(bench.deploy(&site).is_empty());
    assert_eq!(bench.host(&["rev-list", "--count", "pages"]).trim(), "1", "no commit where nothing changed");
}

#[test]
fn only_what_changed_is_told_and_the_site_before_comes_back() {
    let bench = Bench::new(true);
    bench.deploy(&bench.site(&[("a.html", "1"), ("b.html", "1"), ("c.html", "1")]));
    let second = bench.site(&[("a.html", "1"), ("b.html", "22"), ("d.html", "1")]);
    assert_eq!(bench.deploy(&second), ["~ b.html 2", "- c.html 0", "+ d.html 1"]);
    assert_eq!(bench.host(&["rev-list", "--count", "pages"]).trim(), "2");
    let target = bench.target();
    assert_eq!(target.verify(&second, Sample::All).map(|verified| verified.differing), Ok(Vec::new()));

    let back = target.plan_back().map_err(|error| error.to_string()).expect("there is one");
    assert_eq!(printed(&*back), ["~ b.html 0", "+ c.html 0", "- d.html 0"]);
    back.carry_out(&|| ()).expect("carried out");
    assert_eq!(bench.host(&["show", "pages:b.html"]), "1");
    let differing = target.verify(&second, Sample::All).expect("read").differing;
    let paths: Vec<&str> = differing.iter().map(|(path, _)| &**path).collect();
    assert_eq!(paths, ["b.html", "c.html", "d.html"]);
}

#[test]
fn a_branch_without_history_has_one_commit_and_nothing_to_return_to() {
    let bench = Bench::new(false);
    for text in ["1", "2", "3"] {
        bench.deploy(&bench.site(&[("index.html", text)]));
    }
    assert_eq!(bench.host(&["rev-list", "--count", "pages"]).trim(), "1");
    assert_eq!(bench.host(&["show", "pages:index.html"]), "3");
    assert_eq!(bench.target().plan_back().err().map(|error| error.fault), Some(Fault::NothingBefore));
}

#[test]
fn a_branch_that_moved_since_the_plan_is_left_as_it_is() {
    for keep_previous in [true, false] {
        let bench = Bench::new(keep_previous);
        bench.deploy(&bench.site(&[("index.html", "1")]));
        let mine = bench.site(&[("index.html", "mine")]);
        let target = bench.target();
        let planned = target.plan(&mine).map_err(|error| error.to_string()).expect("a plan");
        let theirs = bench.host(&["commit-tree", "pages^{tree}", "-p", "pages", "-m", "theirs"]);
        bench.host(&["update-ref", "refs/heads/pages", theirs.trim()]);
        assert_eq!(planned.carry_out(&|| ()).err().map(|error| error.fault), Some(Fault::Overtaken));
        assert_eq!(bench.host(&["rev-parse", "pages"]), theirs);
    }
}

#[test]
fn a_file_that_changes_on_the_way_moves_nothing() {
    let bench = Bench::new(true);
    let site = bench.site(&[("index.html", "1")]);
    fs::write(site.folder.join("index.html"), "2").expect("written");
    assert_eq!(bench.target().plan(&site).err().map(|error| error.fault), Some(Fault::Failed));
    assert_eq!(bench.host(&["for-each-ref"]), "");
}

#[test]
fn a_repository_of_ours_that_is_damaged_is_made_anew() {
    let bench = Bench::new(true);
    bench.deploy(&bench.site(&[("index.html", "1")]));
    fs::remove_file(bench.folder.path().join("state/deploy-pages.git/HEAD")).expect("it is there");
    assert_eq!(bench.deploy(&bench.site(&[("index.html", "22")])), ["~ index.html 2"]);
}

#[test]
fn hosts_are_told_the_domain_that_is_the_sites_own() {
    for (remote, home, expected) in [
        ("ssh://git@github.com/o/r", "https://archive.example.org/", Some(("CNAME", "archive.example.org\n"))),
        ("https://codeberg.org/o/r", "https://archive.example.org/", Some((".domains", "archive.example.org\n"))),
        ("ssh://git@github.com/o/r", "https://o.github.io/", None),
        ("ssh://git@github.com/o/r", "https://archive.example.org/below/", None),
        ("ssh://git@github.com/o/r", "http://localhost/", None),
        ("ssh://git@gitlab.com/o/r", "https://archive.example.org/", None),
    ] {
        let mut extras = extras(&Url::parse(remote).expect("an address"), home);
        assert_eq!(extras.remove(".nojekyll"), Some(Vec::new()), "{remote}");
        let expected = expected.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec()));
        assert_eq!(extras.into_iter().next(), expected, "{remote} {home}");
    }
}

#[test]
fn addresses_that_are_none_are_refused_and_tokens_with_them() {
    let folder = TempDir::new().expect("a folder");
    let surroundings = surroundings(folder.path(), "https://example.org/");
    for (to, expected) in [
        ("git+ssh://git@github.com/o/r", None),
        ("git+https://github.com/o/r#pages", None),
        ("git+ftp://example.org/r#pages", Some("git is not reached by `ftp://` here")),
        ("git+github.com/o/r", Some("`git+github.com/o/r` is no address of a repository")),
        ("git+ssh://git@github.com/o/r#--mirror", Some("`--mirror` is no name of a branch")),
        ("git+ssh://git@github.com/o/r#a..b", Some("`a..b` is no name of a branch")),
        ("git+https://s3cr3t@github.com/o/r#pages", Some("the address names who signs in")),
    ] {
        let error = Git.open(&settings(to), &surroundings).err();
        assert_eq!(error.as_ref().map(ToString::to_string).as_deref(), expected, "{to}");
        assert_eq!(error.map(|error| error.fault), expected.map(|_| Fault::BadTarget));
    }
}

#[test]
fn what_git_complains_of_is_told_in_our_words() {
    let bench = Bench::new(true);
    let site = bench.site(&[("index.html", "1")]);
    let nowhere = DeployTarget {
        to: format!("git+file://{}/nowhere.git", bench.folder.path().display()),
        ..bench.settings.clone()
    };
    let surroundings = surroundings(&bench.folder.path().join("state"), "https://example.org/");
    let target = Git.open(&nowhere, &surroundings).map_err(|error| error.to_string()).expect("a target");
    assert_eq!(target.plan(&site).err().map(|error| error.fault), Some(Fault::MissingBucket));
    for (stderr, expected) in [
        ("fatal: Authentication failed for 'https://s3cr3t@x/'", Fault::Refused),
        ("git@github.com: Permission denied (publickey).", Fault::Refused),
        ("Host key verification failed.", Fault::Refused),
        ("remote: error: GH006: Protected branch update failed", Fault::Refused),
        ("ssh: Could not resolve hostname s3cr3t", Fault::Unreachable),
        ("! [rejected] pages -> pages (stale info)", Fault::Overtaken),
        ("fatal: s3cr3t", Fault::Failed),
    ] {
        let mut output = command().arg("--no-such-flag").output().expect("git runs");
        output.stderr = stderr.as_bytes().to_vec();
        let error = done("move the branch", output).expect_err("it failed");
        assert_eq!(error.fault, expected, "{stderr}");
        assert!(!format!("{error:?}").contains("s3cr3t"), "{error:?}");
    }
}
