//! What each host reads, of one site with former addresses of every kind.
#![allow(clippy::unwrap_used)]

use crate::support::{Built, Site, faults};

/// Former addresses with letters outside ASCII, a blank, signs that mean something to servers, and a file.
const SITE: &str = "\
-- content/articles/a.md --
---
title: A
date: 2018
aliases: [/old/, /älter titel/, \"/a+b (c).d$e;f/\", /old/page.html, /Articles/A/]
---
-- content/articles/b.md --
---
title: B
date: 2019
---
";

fn build(host: &str, base: &str, more: &str) -> Built {
    let host = if host.is_empty() { String::new() } else { format!("host = \"{host}\"\n") };
    Site::new(&format!("-- site.toml --\ntitle = \"T\"\nbase_url = \"{base}\"\n{host}{more}\n{SITE}"))
        .build_only(&|path| reportage::host::is_kept_back(path) || path == "old/index.html")
}

/// The site at the top of its host: nothing has to be done by hand there.
fn at_top(host: &str) -> Built {
    let built = build(host, "https://example.org/", "");
    assert!(built.problems().is_empty(), "{host}: {:#?}", built.problems());
    built
}

#[test]
fn every_host_has_the_files_that_it_reads_and_no_other() {
    const ALL: [&str; 9] = [
        ".host/Caddyfile",
        ".host/nginx.conf",
        ".host/website.json",
        ".htaccess",
        ".nojekyll",
        "CNAME",
        "_headers",
        "_redirects",
        "vercel.json",
    ];
    for (host, expected) in [
        ("", &["_headers", "_redirects"][..]),
        ("github-pages", &[".nojekyll", "CNAME"]),
        ("cloudflare", &["_headers", "_redirects"]),
        ("netlify", &["_headers", "_redirects"]),
        ("vercel", &["vercel.json"]),
        ("s3", &[".host/website.json"]),
        ("nginx", &[".host/nginx.conf"]),
        ("apache", &[".htaccess"]),
        ("caddy", &[".host/Caddyfile"]),
    ] {
        let built = at_top(host);
        let made: Vec<&str> = ALL.into_iter().filter(|path| built.has(path)).collect();
        assert_eq!(made, expected, "{host}");
        assert!(built.has("old/index.html"), "{host}: the pages at former addresses stay, for every other host");
    }
}

#[test]
fn a_domain_is_named_where_the_repository_has_it_alone() {
    for (base, expected) in [
        ("https://archive.example.org/", Some("archive.example.org\n")),
        ("https://bücher.example/", Some("xn--bcher-kva.example\n")),
        ("https://someone.github.io/", None),
        ("https://someone.github.io/archive/", None),
        ("https://example.org/archive/", None),
        ("http://localhost/", None),
        ("http://127.0.0.1/", None),
        ("https://example.org:8443/", None),
    ] {
        let built = build("github-pages", base, "");
        assert_eq!(built.has("CNAME").then(|| built.text("CNAME")), expected, "{base}");
        assert!(built.has(".nojekyll"), "{base}");
    }
}

#[test]
fn rules_name_addresses_as_they_are_asked_for() {
    for (base, path) in [("https://example.org/", ""), ("https://example.org/archive/", "/archive")] {
        for (host, status) in [("", "301"), ("cloudflare", "301"), ("netlify", "301!")] {
            let to = format!("{path}/articles/a/");
            let expected = ["/old/", "/%C3%A4lter%20titel/", "/a+b%20(c).d$e;f/", "/old/page.html", "/Articles/A/"]
                .map(|from| format!("{path}{from} {to} {status}\n"));
            assert_eq!(build(host, base, "").text("_redirects"), expected.concat(), "{host} {base}");
        }
    }
}

#[test]
fn vercel_takes_addresses_as_patterns_that_fit_nothing_else() {
    let json: serde_json::Value =
        serde_json::from_str(build("vercel", "https://example.org/x.y/", "").text("vercel.json")).unwrap();
    let sources: Vec<&str> =
        json["redirects"].as_array().unwrap().iter().map(|rule| rule["source"].as_str().unwrap()).collect();
    assert_eq!(
        sources,
        [
            "/x\\.y/old/",
            "/x\\.y/%C3%A4lter%20titel/",
            "/x\\.y/a\\+b%20\\(c\\)\\.d\\$e;f/",
            "/x\\.y/old/page\\.html",
            "/x\\.y/Articles/A/"
        ]
    );
    let first = &json["redirects"][0];
    assert_eq!((&first["destination"], &first["statusCode"]), (&"/x.y/articles/a/".into(), &301.into()));
    assert_eq!(json["headers"][0]["source"], "/x\\.y/(.*)");
    assert_eq!(json["headers"][0]["headers"][0]["key"], "Content-Security-Policy");
    assert_eq!(json["headers"][1]["source"], "/x\\.y/assets/(.*)");
    assert_eq!((&json["trailingSlash"], &json["cleanUrls"]), (&true.into(), &false.into()));
}

#[test]
fn a_bucket_is_told_its_documents() {
    for (base, key) in [("https://example.org/", "404.html"), ("https://example.org/k%C3%B6ln/", "köln/404.html")] {
        let json: serde_json::Value = serde_json::from_str(build("s3", base, "").text(".host/website.json")).unwrap();
        assert_eq!(json, serde_json::json!({"IndexDocument": {"Suffix": "index.html"}, "ErrorDocument": {"Key": key}}));
    }
    let without = build("s3", "https://example.org/", "off = [\"not_found\"]");
    assert!(!without.text(".host/website.json").contains("Error"));
}

/// What the servers make of these is tried on the servers: tests/publish/servers.py.
#[test]
fn servers_are_told_addresses_in_their_own_words() {
    for (host, file, expected) in [
        (
            "nginx",
            ".host/nginx.conf",
            &[
                "location = \"/archive/älter titel/\" {\n    absolute_redirect off;\n    return 301 \"/archive/articles/a/\";\n}",
                "location = \"/archive/a+b (c).d$e;f/\" {",
                "location = \"/archive\" {",
                "error_page 404 \"/archive/404.html\";",
                "    location \"/archive/assets/\" {\n        add_header Content-Security-Policy \"default-src 'none'",
                "add_header Cache-Control \"public, max-age=31536000, immutable\";",
                "\"text/markdown; charset=utf-8\" md;",
            ][..],
        ),
        (
            "caddy",
            ".host/Caddyfile",
            &[
                "@moved1 path_regexp `^/archive/älter titel/?$`\nredir @moved1 \"/archive/articles/a/\" 301\n",
                "path_regexp `^/archive/Articles/A/?$`\n",
                "redir \"/archive\" \"/archive/\" 301\n",
                "handle \"/archive/*\" {",
                "@md path *.md\n\t\theader @md {\n\t\t\tContent-Type \"text/markdown; charset=utf-8\"\n\t\t\tdefer\n",
            ],
        ),
        (
            "apache",
            ".htaccess",
            &[
                "RewriteRule \"^älter titel/?$\" \"/archive/articles/a/\" [R=301,NE,L]\n",
                "RewriteRule \"^a\\+b \\(c\\)\\.d\\$e\\;f/?$\" ",
                "ErrorDocument 404 \"/archive/404.html\"",
                "AddType \"text/markdown; charset=utf-8\" .md",
            ],
        ),
    ] {
        let built = build(host, "https://example.org/archive/", "");
        let text = built.text(file);
        for line in expected {
            assert!(text.contains(line), "{host} lacks {line:?}:\n{text}");
        }
        for twin in ["gzip_static", "precompressed", "Accept-Encoding"] {
            assert!(!text.contains(twin), "{host}: there are no twins: {twin}");
        }
        let text = build(host, "https://example.org/archive/", "precompress = true").text(file).to_owned();
        assert!(
            ["gzip_static on", "precompressed br gzip", "Accept-Encoding"].iter().any(|twin| text.contains(twin)),
            "{text}"
        );
    }
}

#[test]
fn what_is_off_is_in_no_file() {
    for host in ["", "cloudflare", "vercel", "nginx", "apache", "caddy"] {
        let text = |off: &str| {
            let built = build(host, "https://example.org/", off);
            let files = ["_headers", "_redirects", "vercel.json", ".host/nginx.conf", ".htaccess", ".host/Caddyfile"];
            files.into_iter().filter(|file| built.has(file)).map(|file| built.text(file).to_owned()).collect::<String>()
        };
        let (all, headers, redirects) = (text(""), text("off = [\"headers\"]"), text("off = [\"redirects\"]"));
        assert!(all.contains("default-src") && all.contains("lter") && all.contains("immutable"), "{host}");
        assert!(
            !headers.contains("default-src") && !headers.contains("immutable") && headers.contains("lter"),
            "{host}"
        );
        assert!(redirects.contains("default-src") && !redirects.contains("lter"), "{host}");
    }
    let own = build("nginx", "https://example.org/", "-- static/.host/nginx.conf --\n# ours");
    assert!(own.has(".host/nginx.conf"), "files that begin with a dot are no part of `static/`");
}

#[test]
fn a_host_that_reads_at_the_top_says_so_below_a_path() {
    faults::check(
        "
-- site.toml --
title = \"T\"
base_url = \"https://example.org/archive/\"
host = \"netlify\"
#      ^^^^^^^^^ warning[host-at-top]: Netlify reads `_headers` at the top of all that it serves, and the site stands at `/archive/`
# = help: publish a folder in which the site is `archive/`, and copy `_headers` to its top
-- content/articles/a.md --
---
title: A
date: 2018
---
",
    );
}

#[test]
fn more_former_addresses_than_the_host_takes_lead_on_by_their_pages() {
    let aliases = |count: usize| {
        let aliases: Vec<String> = (0..count).map(|at| format!("/old/{at}/")).collect();
        format!(
            "-- content/articles/many.md --\n---\ntitle: M\ndate: 2018\naliases: [{}, /Articles/Many/]\n---\n",
            aliases.join(", ")
        )
    };
    for (count, rules, message) in [
        (1_700, 1_706, None),
        (1_790, 1_796, None),
        (1_794, 1_800, Some("the site has 1,800 former addresses; 2,000 is the most that Cloudflare Pages takes")),
        (2_100, 2_000, Some("the site has 2,106 former addresses; 2,000 is the most that Cloudflare Pages takes")),
    ] {
        let text = format!(
            "-- site.toml --\ntitle = \"T\"\nbase_url = \"https://example.org/\"\nhost = \"cloudflare\"\n{SITE}{}",
            aliases(count)
        );
        let is_redirect = |path: &str| path == "_redirects";
        let built = Site::new(&text).build_only(&is_redirect);
        assert_eq!(built.text("_redirects").lines().count(), rules, "{count}");
        assert!(built.text("_redirects").contains("/Articles/Many/ "), "{count}: what has no page has a rule");
        let told: Vec<(&str, &str)> =
            built.report.problems.iter().map(|problem| (problem.code.name, &*problem.message)).collect();
        assert_eq!(
            told,
            message.map(|message| ("near-host-limit", message)).into_iter().collect::<Vec<_>>(),
            "{count}"
        );
    }
}
