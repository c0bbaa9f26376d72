#![allow(clippy::unwrap_used)]

use std::fs;

use super::*;

/// Two builds as text, `-- path --` before each file → what is different, a line each.
fn check(old: &str, new: &str, expected: &[&str]) -> Comparison {
    let folder = tempfile::tempdir().unwrap();
    let built = |name: &str, text: &str| {
        for part in text.split("-- ").filter(|part| part.contains(" --\n")) {
            let (path, text) = part.split_once(" --\n").unwrap();
            let location = folder.path().join(name).join(path);
            fs::create_dir_all(location.parent().unwrap()).unwrap();
            fs::write(location, text).unwrap();
        }
        BuiltFolder::list(&folder.path().join(name)).unwrap()
    };
    let comparison = compare(&built("old", old), &built("new", new)).unwrap();
    let Comparison { added, changed, moved, removed, touched, files } = &comparison;
    let mut lines: Vec<String> = added.iter().map(|page| format!("added {} {}", page.path, page.title)).collect();
    lines.extend(changed.iter().map(|page| {
        let was = page.old_title.as_ref().map(|title| format!(" was {title}")).unwrap_or_default();
        format!("changed {} {}{was} +{} -{}", page.path, page.title, page.words_added, page.words_removed)
    }));
    let arrives = |arrives: bool| if arrives { "" } else { " (nothing)" };
    lines.extend(moved.iter().map(|page| format!("moved {} {}{}", page.from, page.to, arrives(page.arrives))));
    lines.extend(removed.iter().map(|page| format!("gone {} {:?}", page.path, page.instead)));
    let Touched { frame, markup, head, assets } = touched;
    let parts = [("frame", frame), ("markup", markup), ("head", head), ("assets", assets)];
    lines.extend(parts.iter().filter(|(_, count)| **count > 0).map(|(part, count)| format!("{part} {count}")));
    lines.extend(files.added.iter().map(|path| format!("file added {path}")));
    lines.extend(files.changed.iter().map(|path| format!("file changed {path}")));
    lines.extend(files.removed.iter().map(|path| format!("file gone {path}")));
    assert_eq!(lines, expected);
    comparison
}

/// A page with this head and body.
fn page(path: &str, title: &str, body: &str) -> String {
    format!("-- {path} --\n<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>")
}

#[test]
fn what_readers_get_anew_and_otherwise_is_told() {
    let old = [
        page("index.html", "Home", "<nav>Tags</nav><main>Two records</main>"),
        page("a/index.html", "A", "<main>one two <b>thr</b>ee</main>"),
        page("b/index.html", "B", "<main>same</main>"),
        page("same/index.html", "S", "<main>s</main>"),
    ];
    let new = [
        page("index.html", "Home", "<nav>Tags, People</nav><main>Two records</main>"),
        page("a/index.html", "A", "<main><p>one two</p><p>three four three</main>"),
        page("b/index.html", "Bee", "<main>same</main>"),
        page("c.html", "C &amp; D", "<main>new</main>"),
        page("same/index.html", "S", "<main>s</main>"),
    ];
    let expected = ["added /c.html C & D", "changed /a/ A +2 -0", "changed /b/ Bee was B +0 -0", "frame 1"];
    check(&old.concat(), &new.concat(), &expected);
}

#[test]
fn what_a_reader_does_not_see_is_counted() {
    let with = |style: &str, script: &str, body: &str| {
        format!(
            "-- index.html --\n<head><meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'sha256-{script}='\">\
             <link rel=stylesheet href=\"/assets/style.{style}.css\"><script src=\"/s.js\" integrity=\"sha384-{script}=\">\
             </script></head><body><main>{body}</main></body>\n-- assets/style.{style}.css --\na{{}}"
        )
    };
    let old = with("b62a02641272", "3BdTX2aq", "x");
    check(&old, &with("c62a02641272", "4BdTX2aq", "x"), &["assets 1"]);
    check(&old, &with("c62a02641272", "4BdTX2aq", "<a href=/y>x</a>"), &["markup 1"]);
    check(&old, &old.replace("<head>", "<head><meta name=x>"), &["head 1"]);
    // A hash that is no file's is text.
    let (one, other) = (with("b62a02641272", "3", "a.0123456789ab.b"), with("b62a02641272", "3", "a.ffff56789ab0.b"));
    check(&one, &other, &["changed /  +1 -1"]);
    let files = ["file added feed.xml", "file changed robots.txt", "file gone data.csv"];
    check(
        &format!("{old}\n-- robots.txt --\na\n-- data.csv --\na"),
        &format!("{old}\n-- robots.txt --\nb\n-- feed.xml --\na\n-- .reportage-site --\n"),
        &files,
    );
}

#[test]
fn an_address_that_dies_is_told_unless_something_leads_on() {
    let home = |path: &str| format!("-- index.html --\n<head><link rel=canonical href=https://a.example{path}></head>");
    let lead = |to: &str| format!("<meta http-equiv=refresh content=\"0; url={to}\">");
    let (old_page, new_page) =
        (page("old/index.html", "T", "<main>t</main>"), page("new/index.html", "T", "<main>t</main>"));
    for (base, rules, at_old, expected) in [
        ("/", "", String::new(), "gone /old/ Some(\"/new/\")"),
        ("/", "/old/ /new/ 301\n", String::new(), "moved /old/ /new/"),
        ("/", "/old/ /nwe/ 301\n", String::new(), "moved /old/ /nwe/ (nothing)"),
        ("/", "/old /new\n", String::new(), "moved /old/ /new"),
        ("/", "# /old/ /new/\n/old/ /new/ 200\n/old /new/ 404\n", String::new(), "gone /old/ Some(\"/new/\")"),
        ("/", "/:word/ https://b.example/:word 302\n", String::new(), "moved /old/ https://b.example/old"),
        ("/", "/* /new/:splat/../\n", String::new(), "moved /old/ /new/"),
        ("/base/", "/base/old/ /base/new/ 301\n", String::new(), "moved /old/ /new/"),
        ("/base/", "/old/ /new/ 301\n", String::new(), "gone /old/ Some(\"/new/\")"),
        ("/base/", "", lead("/base/new/"), "moved /old/ /new/"),
        ("/", "", lead("../new/?a#b"), "moved /old/ /new/"),
        ("/", "", lead("/n%65w/"), "moved /old/ /new/"),
        ("/", "", lead("/gone/"), "moved /old/ /gone/ (nothing)"),
    ] {
        let old = format!("{}{old_page}", home(base));
        let at_old = if at_old.is_empty() { at_old } else { format!("\n-- old/index.html --\n{at_old}") };
        let new = format!("{}{new_page}{at_old}\n-- _redirects --\n{rules}", home(base));
        check(&old, &new, &["added /new/ T", expected, "file added _redirects"]);
    }
}

#[test]
fn problems_name_the_address_and_the_mend() {
    let old = [page("a/index.html", "A", "x"), page("b.html", "B", "y"), page("c/index.html", "C", "z")];
    let new =
        [page("a2/index.html", "A", "x"), page("c/index.html", "", "<meta http-equiv=refresh content=0;url=/d/>")];
    let expected = ["added /a2/ A", "moved /c/ /d/ (nothing)", "gone /a/ Some(\"/a2/\")", "gone /b.html None"];
    let problems = check(&old.concat(), &new.concat(), &expected).problems();
    let told: Vec<String> = problems
        .iter()
        .map(|problem| {
            let help = problem.help.as_deref().unwrap_or_default();
            format!("{} [{}]: {} / {help}", problem.place.file.as_str(), problem.code.name, problem.message)
        })
        .collect();
    assert_eq!(
        told,
        [
            "a/index.html [dead-permalink]: `/a/` is no longer there, and nothing leads on from it \
             / write `aliases: [/a/]` in the file of `/a2/`, which says the same",
            "b.html [dead-permalink]: `/b.html` is no longer there, and nothing leads on from it \
             / write `aliases: [/b.html]` in the record or page that takes its place; of an organization, a person or a \
             tag, its former id in `redirect_from`",
            "c/index.html [dead-redirect]: `/c/` leads to `/d/`, where there is nothing \
             / let it lead to a page of the site",
        ]
    );
}

#[test]
fn a_page_is_what_it_says() {
    for (html, title, text, frame) in [
        ("<title>T</title><p>a<p>b", "", "T a b", ""),
        ("<head><title>T &lt;1</title></head><body>a<br>b", "T <1", "a b", ""),
        (
            "<head><meta property=og:title content='O'><title>T</title></head>f<main>a<script>no()</script></main>",
            "O",
            "a",
            "f",
        ),
        ("<main>a<style>no</style><main>b</main>c</main>d", "", "a b c", "d"),
        ("<textarea><main></textarea>x", "", "<main> x", ""),
    ] {
        let page = Page::parse(html.as_bytes());
        assert_eq!((&*page.title, &*page.text, &*page.frame), (title, text, frame), "{html}");
    }
    assert_ne!(Page::parse(b"<a href=x>").markup, Page::parse(b"<a href=y>").markup);
}
