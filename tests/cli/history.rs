//! The day on which a record was last changed, asked of git.

use std::process::Command;

use super::bench::Bench;

const SITE: &str = "-- site.toml --\ntitle = \"Test\"\nbase_url = \"https://example.org/\"\nupdated_from = \"git\"\n\
    -- content/articles/été.md --\n---\ntitle: Été\ndate: 2018\n---\nText.\n\
    -- content/articles/own.md --\n---\ntitle: Own\ndate: 2018\nupdated: 2019-05-06\n---\n";

/// Runs git in `folder` of the bench as somebody, on `day`.
fn git(bench: &Bench, folder: &str, day: &str, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(bench.path(folder)).args(["-c", "user.name=x", "-c", "user.email=x@example.org"]);
    command.args(["-c", "commit.gpgsign=false"]).args(arguments);
    let output = command.env("GIT_AUTHOR_DATE", day).env("GIT_COMMITTER_DATE", day).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// The days of `updated` in the JSON feed, by title.
fn days(bench: &Bench, folder: &str) -> Vec<(String, String)> {
    let feed: serde_json::Value = serde_json::from_str(&bench.read(&format!("{folder}/public/feed.json"))).unwrap();
    let items = feed["items"].as_array().unwrap().iter();
    let text = |item: &serde_json::Value, key: &str| item[key].as_str().unwrap_or("-").chars().take(10).collect();
    let mut days: Vec<(String, String)> =
        items.map(|item| (text(item, "title"), text(item, "date_modified"))).collect();
    days.sort();
    days
}

#[test]
fn a_record_has_the_day_of_its_last_commit_unless_it_has_its_own() {
    let bench = Bench::new(SITE);
    // At half past eleven in the evening in New York it is the next day in UTC.
    git(&bench, "", "2020-01-02T23:30:00-0500", &["init", "-q"]);
    git(&bench, "", "2020-01-02T23:30:00-0500", &["add", "."]);
    git(&bench, "", "2020-01-02T23:30:00-0500", &["commit", "-qm", "one"]);
    let wanted =
        |day: &str| [("Own", "2019-05-06"), ("Été", day)].map(|(title, day)| (title.to_owned(), day.to_owned()));
    let ran = bench.run(&["build"]);
    assert_eq!((ran.code, days(&bench, ".").as_slice()), (0, &wanted("2020-01-03")[..]), "{}", ran.err);
    // What is not committed has no day yet; what is committed has, though no file has changed since the last build.
    bench.write("content/articles/été.md", "---\ntitle: Été\ndate: 2018\n---\nOther text.\n");
    assert_eq!((bench.run(&["build"]).code, days(&bench, ".").as_slice()), (0, &wanted("2020-01-03")[..]));
    git(&bench, "", "2021-03-04T12:00:00Z", &["commit", "-qam", "two"]);
    assert_eq!((bench.run(&["build"]).code, days(&bench, ".").as_slice()), (0, &wanted("2021-03-04")[..]));
    let page = bench.read("public/articles/été/index.html");
    assert!(page.contains("<time datetime=\"2021-03-04\">4 March 2021</time>"), "{page}");
    assert!(bench.read("public/changes/index.html").contains("datetime=\"2021-03-04\""));
}

#[test]
fn a_history_that_cannot_be_known_is_told_once_and_stops_nothing() {
    let bench = Bench::new(SITE);
    let check = |folder: &str, expected: &str| {
        let ran = bench.run(&["--root", folder, "build", "--format", "short"]);
        let told: Vec<&str> = ran.err.lines().filter(|line| line.contains("[no-history]")).collect();
        assert_eq!((ran.code, told.as_slice()), (0, &[expected][..]), "{}", ran.err);
    };
    check(".", "site.toml:3:16: warning[no-history]: the site lies in no git repository");
    git(&bench, "", "2020-01-02T12:00:00Z", &["init", "-q"]);
    check(".", "site.toml:3:16: warning[no-history]: git tells no history: nothing is committed yet");
    git(&bench, "", "2020-01-02T12:00:00Z", &["add", "."]);
    git(&bench, "", "2020-01-02T12:00:00Z", &["commit", "-qm", "one"]);
    git(&bench, "", "2020-01-03T12:00:00Z", &["commit", "-q", "--allow-empty", "-m", "two"]);
    let url = format!("file://{}", bench.root().display());
    git(&bench, "", "2020-01-03T12:00:00Z", &["clone", "-q", "--depth", "1", &url, "shallow"]);
    check(
        "shallow",
        "site.toml:3:16: warning[no-history]: the git repository is a shallow clone, which does not know when records were changed",
    );
    assert_eq!(
        days(&bench, "shallow"),
        [("Own", "2019-05-06"), ("Été", "-")].map(|(a, b)| (a.to_owned(), b.to_owned()))
    );
    let help = bench.run(&["--root", "shallow", "check"]).err;
    assert!(help.contains("help: fetch all of it: `git fetch --unshallow`"), "{help}");
}
