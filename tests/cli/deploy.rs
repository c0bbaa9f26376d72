//! `deploy` to a folder: what is told, what is there, and what nobody is told.
#![cfg(feature = "deploy")]

use super::bench::{Bench, Ran};

const SITE: &str = "title = \"Test\"\nbase_url = \"https://example.org/\"\noff = [\"search\", \"cards\"]\n";
const TARGET: &str = "[deploy.production]\nto = \"www\"\n";

fn bench(targets: &str) -> Bench {
    let bench = Bench::sound();
    bench.write("site.toml", &format!("{SITE}{targets}"));
    bench
}

fn deploy(bench: &Bench, flags: &[&str]) -> Ran {
    bench.run(&[&["deploy"], flags].concat())
}

#[test]
fn a_site_is_built_and_put_where_readers_have_it() {
    let bench = bench(TARGET);
    let planned = deploy(&bench, &["--dry-run"]).fine().says(&["added", "nothing was changed"]);
    assert!(planned.out.contains("+ index.html\n"), "{}", planned.out);
    assert!(!bench.has("www"));
    deploy(&bench, &["--verify=all"]).fine().says(&["files read back, all as they should be"]);
    assert_eq!(bench.read("www/index.html"), bench.read("public/index.html"));
    assert!(!bench.has("www/.reportage-site") && !bench.has("www/.reportage-deploy/lock.json"));
    deploy(&bench, &["production"]).fine().says(&["nothing to change"]);

    bench.write("content/articles/more.md", "---\ntitle: More\ndate: 2018-07-01\n---\n");
    deploy(&bench, &[]).fine().says(&["added", "replaced"]);
    assert!(bench.has("www/articles/more/index.html") || bench.has("www/more/index.html"));
    deploy(&bench, &["--rollback"]).fine().says(&["deleted"]);
    assert!(!bench.has("www/articles/more/index.html") && !bench.has("www/more/index.html"));
    bench.write("www/index.html", "mischief");
    let told = deploy(&bench, &["-n", "--json", "--verify=all"]).ended(1);
    assert!(told.out.contains("\"replace\": [\n"), "{}", told.out);
    told.says(&["index.html: its bytes are others", "error[deploy-differs]"]);
}

#[test]
#[rustfmt::skip]
fn what_keeps_a_site_from_being_deployed_is_told() {
    for (targets, flags, code, says) in [
        ("",                                       &[][..],         2, "error[unknown-target]: there is no target in `site.toml`"),
        (TARGET,                                   &["prodution"],  2, "help: did you mean `production`?"),
        ("[deploy.a]\nto = \"a\"\n[deploy.b]\nto = \"b\"\n", &[],    2, "help: name one of `a`, `b`"),
        ("[deploy.a]\nto = \"ftp://example.org\"\n", &[],            2, "error[bad-target]: `ftp://` is no kind of target"),
        ("[deploy.a]\nto = \"s3:///x\"\n",           &[],            2, "error[bad-target]: `s3:///x` names no bucket"),
        ("[deploy.a]\nto = \"content/x\"\n",         &[],            2, "error[bad-target]: `content/x` is or holds "),
        ("[deploy.a]\nto = \".\"\n",                 &[],            2, "error[bad-target]: `.` is or holds "),
        ("[deploy.a]\nto = \"public\"\n",            &[],            2, "error[bad-target]: `public` is or holds "),
        (TARGET,                                   &["--no-build"], 1, "error[not-built]"),
        (TARGET,                                   &["--rollback"], 1, "error[nothing-before]"),
        ("[deploy.a]\nto = \"s3://x\"\nprofile = \"none\"\n", &[],   1, "error[deploy-refused]: there is no profile `none`"),
    ] {
        deploy(&bench(targets), flags).ended(code).says(&[says]);
    }
}

#[test]
fn what_has_errors_is_not_deployed() {
    let bench = bench(TARGET);
    deploy(&bench, &[]).fine();
    let before = bench.read("www/index.html");
    bench.write("content/articles/broken.md", "---\ntitle: B\ndate: 2018-13\n---\n");
    deploy(&bench, &[]).ended(1).says(&["bad-date", "nothing was deployed"]);
    assert_eq!(bench.read("www/index.html"), before);
}

#[test]
fn a_secret_in_the_settings_is_shown_to_nobody() {
    for to in ["s3://AKIA:hunter2@bucket/a", "https://store.example/site?sig=hunter2"] {
        for format in ["human", "json", "sarif", "github", "short"] {
            let told = deploy(&bench(&format!("[deploy.a]\nto = \"{to}\"\n")), &["--format", format]).ended(2);
            let told = format!("{}{}", told.out, told.err);
            assert!(told.contains("secret-in-settings") && !told.contains("hunter2"), "{told}");
        }
    }
}
