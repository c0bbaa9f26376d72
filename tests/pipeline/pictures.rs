//! Pictures: what pages say of them, what is published, and what is told of those that are none.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use crate::support::page::attributes;
use crate::support::picture::{from_camera, has, picture, sized};
use crate::support::{Built, Site};
use image::{GenericImageView, ImageFormat};
use sha2::{Digest, Sha256};

const RECORD: &str = "
-- content/articles/2018/a.md --
---
title: A
date: 2018
image: {file: lead.jpg, alt: A crowd}
---
![A gate](gate.png \"The gate\") and ![A plan](plan.svg).

[A scan](scan.jpg), ![The logo](/logo.png) and <img src=\"raw.jpg\" alt=\"Raw\">
";

fn site() -> Site {
    Site::new(RECORD)
        .file("content/articles/2018/lead.jpg", &from_camera(2400, 900, 1))
        .file("content/articles/2018/gate.png", &sized(700, 300, ImageFormat::Png))
        .file("content/articles/2018/scan.jpg", &from_camera(640, 400, 6))
        .file("content/articles/2018/raw.jpg", &from_camera(900, 400, 1))
        .file("content/articles/2018/plan.svg", b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 30'/>")
        .file("static/logo.png", &sized(1000, 500, ImageFormat::Png))
        .file("static/photo.jpg", &from_camera(3000, 100, 1))
}

fn size(built: &Built, path: &str) -> (u32, u32) {
    image::load_from_memory(&built.outputs[path]).unwrap_or_else(|error| panic!("{path}: {error}")).dimensions()
}

#[test]
fn every_picture_has_its_renditions_and_no_metadata() {
    let built = site().build_clean();
    let files = [
        ("files/articles/2018/gate.png", (700, 300)),
        ("files/articles/2018/gate.w480.webp", (480, 206)),
        ("files/articles/2018/gate.w700.webp", (700, 300)),
        ("files/articles/2018/lead.jpg", (2000, 750)),
        ("files/articles/2018/lead.w1200.webp", (1200, 450)),
        ("files/articles/2018/lead.w1600.webp", (1600, 600)),
        ("files/articles/2018/lead.w480.webp", (480, 180)),
        ("files/articles/2018/lead.w800.webp", (800, 300)),
        ("files/articles/2018/raw.jpg", (900, 400)),
        ("files/articles/2018/raw.w480.webp", (480, 213)),
        ("files/articles/2018/raw.w800.webp", (800, 356)),
        ("files/articles/2018/scan.jpg", (400, 640)),
        ("logo.png", (1000, 500)),
        ("logo.w1000.webp", (1000, 500)),
        ("logo.w480.webp", (480, 240)),
        ("logo.w800.webp", (800, 400)),
        // One of the site's own that no body names.
        ("photo.jpg", (3000, 100)),
    ];
    let is_picture = |path: &str| [".jpg", ".png", ".webp"].iter().any(|end| path.ends_with(end));
    let found = built.outputs.keys().filter(|path| is_picture(path.as_str()) && !path.as_str().starts_with("cards/"));
    let found: BTreeMap<&str, (u32, u32)> = found.map(|path| (path.as_str(), size(&built, path))).collect();
    assert_eq!(found, BTreeMap::from(files));
    for (path, bytes) in &built.outputs {
        assert!(!has(bytes, "GPS"), "{path}");
    }
}

#[test]
fn pages_say_how_large_pictures_are() {
    let built = site().base_url("https://example.org/archive/").build_clean();
    let page = built.text("articles/2018/a/index.html");
    let images: Vec<&str> = page.split("<img ").skip(1).map(|image| image.split('>').next().unwrap()).collect();
    let files = "/archive/files/articles/2018";
    let expected = [
        format!(
            "src=\"{files}/lead.jpg\" alt=\"A crowd\" width=\"2000\" height=\"750\" fetchpriority=\"high\" decoding=\"async\""
        ),
        format!(
            "src=\"{files}/gate.png\" alt=\"A gate\" width=\"700\" height=\"300\" loading=\"lazy\" decoding=\"async\" title=\"The gate\""
        ),
        format!(
            "src=\"{files}/plan.svg\" alt=\"A plan\" width=\"40\" height=\"30\" loading=\"lazy\" decoding=\"async\""
        ),
        "src=\"/archive/logo.png\" alt=\"The logo\" width=\"1000\" height=\"500\" loading=\"lazy\" decoding=\"async\""
            .to_owned(),
        format!("src=\"{files}/raw.jpg\" loading=\"lazy\" decoding=\"async\" alt=\"Raw\" width=\"900\" height=\"400\""),
    ];
    assert_eq!(images, expected);
    let sets = attributes(page, "srcset");
    assert_eq!(
        sets,
        [
            [480, 800, 1200, 1600].map(|width| format!("{files}/lead.w{width}.webp {width}w")).join(", "),
            [480, 700].map(|width| format!("{files}/gate.w{width}.webp {width}w")).join(", "),
            [480, 800, 1000].map(|width| format!("/archive/logo.w{width}.webp {width}w")).join(", "),
            [480, 800].map(|width| format!("{files}/raw.w{width}.webp {width}w")).join(", "),
        ]
    );
    assert_eq!(page.matches("<picture>").count(), page.matches("</picture>").count());
    for address in sets.iter().flat_map(|set| set.split(", ")).filter_map(|candidate| candidate.split(' ').next()) {
        assert!(built.has(address.strip_prefix("/archive/").unwrap()), "{address}");
    }
}

/// On one thread, on eight, and once more: the same bytes.
#[test]
fn the_same_picture_is_the_same_bytes() {
    let build = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| site().build_clean().outputs)
    };
    assert!(build(1) == build(8));
}

#[test]
fn metadata_is_kept_where_somebody_says_so() {
    let photo = from_camera(640, 400, 6);
    let site = |lines: &str| {
        let text = format!("-- content/articles/a.md --\n---\ntitle: A\ndate: 2018\n{lines}\n---\n");
        Site::new(&text).file("content/articles/p.jpg", &photo).file("static/own.jpg", &photo)
    };
    let sum = format!("{:x}", Sha256::digest(&photo));
    for (lines, is_kept) in [
        ("image: {file: p.jpg, alt: A}".to_owned(), false),
        ("image: {file: p.jpg, alt: A, metadata: remove}".to_owned(), false),
        ("image: {file: p.jpg, alt: A, metadata: keep}".to_owned(), true),
        ("documents: [p.jpg]".to_owned(), false),
        (format!("documents: [{{file: p.jpg, sha256: {sum}}}]"), true),
        (format!("archived: [{{file: p.jpg, sha256: {sum}}}]"), true),
    ] {
        let built = site(&lines).build_clean();
        assert_eq!(built.outputs["files/articles/p.jpg"] == photo, is_kept, "{lines}");
        assert!(!has(&built.outputs["own.jpg"], "GPS"), "{lines}");
    }
    // Evidence may be broken, or no picture at all.
    let sum = format!("{:x}", Sha256::digest("no picture"));
    let text = format!(
        "-- content/articles/a.md --\n---\ntitle: A\ndate: 2018\ndocuments: [{{file: p.jpg, sha256: {sum}}}]\n---\n"
    );
    let built = Site::new(&text).file("content/articles/p.jpg", b"no picture").build_clean();
    assert_eq!(built.text("files/articles/p.jpg"), "no picture");
    let settings = b"title = \"T\"\nbase_url = \"https://example.org/\"\nkeep_picture_metadata = true\n";
    let built = site("image: {file: p.jpg, alt: A}").file("site.toml", settings).build_clean();
    assert!(built.outputs["files/articles/p.jpg"] == photo && built.outputs["own.jpg"] == photo);
    // Readers' browsers turn it by what it says of itself.
    let page = built.text("articles/a/index.html");
    assert!(page.contains("width=\"400\" height=\"640\""), "{page}");
}

/// Two pictures of one name but for the extension cannot share the names of their renditions.
#[test]
fn renditions_have_names_of_their_own() {
    let built =
        Site::new("-- content/articles/a.md --\n---\ntitle: A\ndate: 2018\n---\n![A](p.jpg) ![B](P.png) ![C](q.gif)\n")
            .file("content/articles/p.jpg", &sized(600, 400, ImageFormat::Jpeg))
            .file("content/articles/P.png", &sized(500, 400, ImageFormat::Png))
            .file("content/articles/q.gif", &sized(600, 400, ImageFormat::Gif))
            .build_clean();
    let files = [
        "P.png",
        "P.png.w480.webp",
        "p.jpg",
        "p.jpg.w480.webp",
        "p.jpg.w600.webp",
        "q.gif",
        "q.w480.webp",
        "q.w600.webp",
    ];
    let mut found = built.below("files/articles/");
    found.sort_unstable_by_key(|path| (path.to_lowercase() != **path, path.to_owned()));
    let mut expected = files.to_vec();
    expected.sort_unstable_by_key(|path| (path.to_lowercase() != **path, path.to_owned()));
    assert_eq!(found, expected);
}

/// `![[gate.png]]`, as some editors write it.
#[test]
fn a_picture_between_brackets_is_published() {
    let built = Site::new("-- content/articles/a.md --\n---\ntitle: A\ndate: 2018\n---\n![[p.png|A gate]]\n")
        .file("content/articles/p.png", &picture(ImageFormat::Png))
        .build_clean();
    let page = built.text("articles/a/index.html");
    assert!(page.contains("<img src=\"/files/articles/p.png\" alt=\"A gate\" width=\"4\" height=\"3\""), "{page}");
}

#[test]
fn a_drawing_is_published_without_what_runs() {
    let svg =
        "<svg xmlns='http://www.w3.org/2000/svg'><script>evil()</script><path d='M0 0h9' onclick='evil()'/></svg>";
    let built = Site::new(
        "-- content/articles/a.md --\n---\ntitle: A\ndate: 2018\nimage: {file: d.svg, alt: A, metadata: keep}\n---\n",
    )
    .file("content/articles/d.svg", svg.as_bytes())
    .file("static/icon.svg", svg.as_bytes())
    .build();
    for path in ["files/articles/d.svg", "icon.svg"] {
        assert_eq!(built.text(path), "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0h9\"/></svg>\n");
    }
    assert_eq!(
        built.problems(),
        [
            "content/articles/a.md:4:15: warning[svg-content-removed]: `<script>` is not let through from `d.svg`",
            "static/icon.svg:1:1: warning[svg-content-removed]: `<script>` is not let through from `icon.svg`",
        ]
    );
    let help = Some("export it as plain SVG, without scripts and links to elsewhere");
    assert_eq!(built.report.problems[0].help.as_deref(), help);
}

/// What is wrong with a picture is told where it is named, once, and with what to do.
#[test]
fn a_picture_that_is_none_is_told_where_it_is_named() {
    let jpeg = sized(600, 400, ImageFormat::Jpeg);
    let huge = {
        let mut gif = picture(ImageFormat::Gif);
        gif[6..10].fill(0xFF);
        gif
    };
    let front = |file: &str| {
        format!("-- content/articles/a.md --\n---\ntitle: A\ndate: 2018\nimage: {{file: {file}, alt: A}}\n---\n")
    };
    let body = |text: &str| format!("-- content/articles/a.md --\n---\ntitle: A\ndate: 2018\n---\nSee p. {text}\n");
    let again = "export the picture again, or copy the file again from where it came";
    let smaller = "scale it down to at most 100 megapixels and 32000 pixels a side; 2,000 pixels across are plenty";
    for (text, file, bytes, problem, help) in [
        (
            front("p.png"),
            "p.png",
            &jpeg[..],
            "4:15: error[mislabelled-picture]: `p.png` is a JPEG picture by its bytes, and PNG by its name",
            "rename the file to `p.jpg`, here too",
        ),
        (
            front("p.jpg"),
            "p.jpg",
            &jpeg[..jpeg.len() - 300],
            "4:15: error[broken-picture]: `p.jpg` is a broken JPEG picture: it ends too early",
            again,
        ),
        (
            front("p.jpg"),
            "p.jpg",
            b"",
            "4:15: error[broken-picture]: `p.jpg` is no JPEG picture: it does not begin like one",
            "export it again as JPEG, PNG, GIF, WebP, AVIF or SVG, or give the file its own extension",
        ),
        (
            body("![A](p.gif)"),
            "p.gif",
            &huge,
            "5:13: error[huge-picture]: `p.gif` has 65535 × 65535 pixels, more than a picture may have",
            smaller,
        ),
        (
            body("![A](<my p.jpg>)"),
            "my p.jpg",
            &jpeg[..900],
            "5:14: error[broken-picture]: `my p.jpg` is a broken JPEG picture: it ends too early",
            again,
        ),
        (
            body("[A](my%20p.jpg)"),
            "my p.jpg",
            &jpeg[..900],
            "5:12: error[broken-picture]: `my p.jpg` is a broken JPEG picture: it ends too early",
            again,
        ),
        (
            body("![A](p.svg)"),
            "p.svg",
            b"<svg><g></svg>",
            "5:13: error[broken-picture]: `p.svg` is a broken SVG picture: it is not well-formed XML",
            again,
        ),
        (
            front("p.tiff"),
            "p.tiff",
            b"II*\0",
            "4:15: warning[metadata-published]: `p.tiff` is published with all that a camera or scanner wrote into it",
            "export it as JPEG, PNG or WebP; where the file itself is the evidence, write its `sha256`",
        ),
    ] {
        let built = Site::new(&text).file(&format!("content/articles/{file}"), bytes).build();
        assert_eq!(built.problems(), [format!("content/articles/a.md:{problem}")], "{text}");
        assert_eq!(built.report.problems[0].help.as_deref(), Some(help), "{text}");
    }
    let built = Site::new("").file("static/p.webp", &jpeg).build();
    assert_eq!(
        built.problems()[0],
        "static/p.webp:1:1: error[mislabelled-picture]: `p.webp` is a JPEG picture by its bytes, and WebP by its name"
    );
}

#[test]
fn a_broken_picture_does_not_keep_the_rest_away() {
    let text = "-- content/articles/a.md --\n---\ntitle: A\ndate: 2018\n---\n![A](p.jpg)\n";
    let jpeg = sized(600, 400, ImageFormat::Jpeg);
    let built = Site::new(text).file("content/articles/p.jpg", &jpeg[..jpeg.len() / 2]).keep_going().build();
    assert_eq!(built.report.errors(), 1, "{:?}", built.problems());
    assert!(built.has("articles/a/index.html") && built.below("files/").is_empty());
}
