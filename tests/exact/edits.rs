//! What people do to a site between two builds.

use super::around::AROUND;
use super::site::{PICTURES, Random, Site, at_first, picture};
use super::values::{FIELDS, FILES, SETTINGS};

/// What an edit is called, and how it is done.
pub(super) type Edit = (&'static str, fn(&mut Site));

const PHOTO: &str = "content/articles/2018/photo.jpg";

/// Everything else.
const OTHERS: &[Edit] = &[
    ("words of a body", |site| {
        let file = site.record();
        let word = site.one_of(&["alpha", "omega"]);
        site.change(&file, "words", word);
    }),
    ("the same number of bytes", |site| {
        let file = site.record();
        site.change(&file, "headline", "headlime");
    }),
    ("more body", |site| {
        let file = site.record();
        let more = site.one_of(&MORE);
        let text = site.read(&file);
        site.write(&file, &format!("{text}\n{more}\n"));
    }),
    ("a heading that others link to", |site| {
        let file = site.record();
        site.change(&file, "## A heading", "## A changed heading");
    }),
    ("a heading back", |site| {
        let file = site.record();
        site.change(&file, "## A changed heading", "## A heading");
    }),
    ("a role, on the last page of a term", |site| {
        site.change("content/articles/2019/r5.md", "role: mentioned", "role: subject");
    }),
    ("a role back", |site| site.change("content/articles/2019/r5.md", "role: subject", "role: mentioned")),
    ("who names whom as the first to report", |site| {
        let role = site.one_of(&["first-report", "confirms", "obtained-document"]);
        site.set_line("content/articles/2018/r3.md", "sources:", &format!("sources: [{{ref: r1, role: {role}}}]"));
    }),
    ("one more record that names what related ones share", |site| {
        let name = site.one_of(&["Acme Works", "Beta", "Gamma"]);
        let text = format!("---\ntitle: More\ndate: 1991-02\norganizations: [{name}]\n---\n");
        site.write("content/articles/more.md", &text);
    }),
    ("the same gone", |site| site.remove("content/articles/more.md")),
    ("the month of the oldest record, which no first page lists", |site| {
        let date = site.one_of(&["2016", "2016-02", "2016-02-03", "2015-02"]);
        site.write(
            "content/articles/oldest.md",
            &format!(
                "---\ntitle: Oldest\ndate: {date}\ntags: [coal]\nseries: Border\ncorrections: [{{date: {date}, text: M.}}]\n---\n"
            ),
        );
    }),
    ("the same gone", |site| site.remove("content/articles/oldest.md")),
    ("the title of what a page links to", |site| {
        let word = site.one_of(&["Sixth", "Linked"]);
        site.set_line("content/articles/2019/r6.md", "title:", &format!("title: {word} headline"));
    }),
    ("the title of a proof", |site| {
        let word = site.one_of(&["Fourth", "Proof"]);
        site.set_line("content/articles/2019/r4.md", "title:", &format!("title: {word} headline"));
    }),
    ("what a link that cannot be read at a glance leads to, moved", |site| {
        site.rename("content/articles/2018/r2.md", "content/articles/moved/r2.md");
    }),
    ("the same moved back", |site| site.rename("content/articles/moved/r2.md", "content/articles/2018/r2.md")),
    ("the name of an entity that only a relation has", |site| {
        let name = site.one_of(&["Solo", "Solo Limited", "Alone"]);
        site.set_line("content/organizations/solo.md", "name:", &format!("name: {name}"));
    }),
    ("a page for an outlet that only a source has", |site| {
        let name = site.one_of(&["mirror", "the-mirror"]);
        site.write(&format!("content/outlets/{name}.md"), "---\nname: The Mirror\n---\n");
    }),
    ("the same gone", |site| {
        site.remove("content/outlets/mirror.md");
        site.remove("content/outlets/the-mirror.md");
    }),
    ("a second record of one name, so that both have longer ids", |site| {
        site.write("content/articles/other/r6.md", "---\ntitle: Other\ndate: 1990\n---\n");
    }),
    ("the same gone", |site| site.remove("content/articles/other/r6.md")),
    ("a template", |site| site.write("templates/parts/footer.html", "<p>a part</p>")),
    ("the same template in the place of another", |site| {
        site.rename("templates/parts/footer.html", "templates/parts/kicker.html");
    }),
    ("the same gone", |site| site.remove("templates/parts/kicker.html")),
    ("an undated record that is in no index", |site| site.write("content/articles/bare.md", "---\ntitle: Bare\n---\n")),
    ("the same gone", |site| site.remove("content/articles/bare.md")),
    ("a record deleted", |site| {
        let file = site.record();
        site.remove(&file);
    }),
    ("a record added", |site| {
        let number = 7 + site.pick(4);
        let other = 1 + site.pick(10);
        site.write(
            &format!("content/articles/r{number}.md"),
            &format!(
                "---\ntitle: Number {number}\ndate: 2018-0{}-20\ntags: [coal, n{number}]\nsources: [r{other}]\n---\n[x](record:r{other})\n",
                number % 9 + 1
            ),
        );
    }),
    ("a record renamed", |site| {
        let file = site.record();
        site.rename(&file, &file.replace(".md", "-b.md").replace("-b-b", ""));
    }),
    ("a record moved to another folder", |site| {
        let file = site.record();
        let name = file.rsplit_once('/').unwrap().1.to_owned();
        let folder = site.one_of(&["2018", "2019", "2018/inner", "index-ed"]);
        site.rename(&file, &format!("content/articles/{folder}/{name}"));
    }),
    ("a folder renamed", |site| site.rename("content/articles/2018", "content/articles/1818")),
    ("a folder renamed back", |site| site.rename("content/articles/1818", "content/articles/2018")),
    ("two records change places", |site| {
        let (one, other) = (site.record(), site.record());
        let (first, second) = (site.read(&one), site.read(&other));
        site.write(&one, &second);
        site.write(&other, &first);
    }),
    ("an entity renamed", |site| {
        let entities = [site.sources("content/organizations", ".md"), site.sources("content/tags", ".md")].concat();
        if !entities.is_empty() {
            let file = entities[site.pick(entities.len())].clone();
            site.rename(&file, &file.replace(".md", "-2.md").replace("-2-2", ""));
        }
    }),
    ("an attachment renamed", |site| {
        site.rename("content/articles/2018/notes.txt", "content/articles/2018/notes2.txt");
    }),
    ("an attachment that several name, moved", |site| {
        site.rename("content/articles/2018/lead.svg", "content/articles/2019/lead.svg");
    }),
    ("attachments change places", |site| {
        site.rename("content/articles/2018/letter.txt", "content/articles/2018/third");
        site.rename("content/articles/2018/notes.txt", "content/articles/2018/letter.txt");
        site.rename("content/articles/2018/third", "content/articles/2018/notes.txt");
    }),
    ("a picture of the same size", |site| site.write(PHOTO, &picture(600, 11))),
    ("a picture of another size", |site| {
        let width = site.one_of(&[500, 640, 2100, 300]);
        site.write(PHOTO, &picture(width, 10));
    }),
    ("a picture with another comment alone", |site| {
        let mut bytes = std::fs::read(site.path(PHOTO)).unwrap_or_default();
        if let Some(at) = bytes.windows(5).position(|window| window == b"Here:") {
            bytes[at + 5] ^= 1;
            site.write(PHOTO, &bytes);
        }
    }),
    ("a broken picture", |site| {
        let bytes = picture(600, 10);
        let keep = site.one_of(&[0, 40, 500]);
        site.write(PHOTO, &bytes[..keep.min(bytes.len())]);
    }),
    ("a picture of the site's own", |site| {
        let width = site.one_of(&[700, 710, 400]);
        let shade = site.one_of(&[90, 91]);
        site.write("static/logo.jpg", &picture(width, shade));
    }),
    ("the same gone", |site| site.remove("static/logo.jpg")),
    ("a second picture of one name", |site| site.write("content/articles/2018/photo.jpeg", &picture(520, 30))),
    ("the same gone", |site| site.remove("content/articles/2018/photo.jpeg")),
    ("the size of a drawing", |site| {
        let width = site.one_of(&["4", "5"]);
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"3\"/>");
        site.write("content/articles/2018/lead.svg", &svg);
    }),
    ("the pictures as they were at first", |site| {
        for (path, width, shade) in PICTURES {
            site.write(path, &picture(*width, *shade));
        }
    }),
    ("pictures that were drawn, damaged", |site| {
        for path in site.sources(".reportage/store", "") {
            let length = std::fs::metadata(site.path(&path)).map_or(0, |metadata| metadata.len());
            if length > 40 && site.pick(2) == 0 {
                let bytes = std::fs::read(site.path(&path)).unwrap();
                site.write(&path, &bytes[..bytes.len() - 1]);
            }
        }
    }),
    ("a style of citations", |site| {
        let prefix = site.one_of(&["1 ", "2 ", "<", "3 "]);
        let text = site.read("styles/own.csl");
        let (before, rest) = text.split_once("prefix=\"").unwrap_or((&text, ""));
        let rest = rest.split_once('"').map_or("", |(_, rest)| rest);
        site.write("styles/own.csl", &format!("{before}prefix=\"{prefix}\"{rest}"));
    }),
    ("the same gone", |site| site.remove("styles/own.csl")),
    ("what one of the authors is", |site| {
        let text = site.one_of(&["---\nname: Jane Doe\n---\n", "---\nname: Someone\n---\n"]);
        site.write("content/organizations/jane.md", text);
    }),
    ("the same gone", |site| site.remove("content/organizations/jane.md")),
    ("a menu entry", |site| site.change("site.toml", "title = \"About\"", "title = \"About it\"")),
    ("another menu", |site| {
        site.change("site.toml", "[[menu]]\ntitle = \"About\"\nurl = \"/about/\"\n", "");
    }),
    ("an option of the theme", |site| site.change("site.toml", "first note", "second note")),
    ("an option of the theme back", |site| site.change("site.toml", "second note", "first note")),
    ("the built-in theme", |site| {
        site.change("site.toml", "theme = \"ledger\"", "theme = \"broadsheet\"");
        site.change("site.toml", "\nnote", "\n#note");
        site.change("site.toml", "\naccent", "\n#accent");
    }),
    ("the site's theme", |site| {
        site.change("site.toml", "theme = \"broadsheet\"", "theme = \"ledger\"");
        site.change("site.toml", "\n#note", "\nnote");
        site.change("site.toml", "\n#accent", "\naccent");
    }),
    ("a font for cards", |site| site.write(CARD_FONT, include_bytes!("../fonts/square.ttf"))),
    ("another font for cards", |site| site.write(CARD_FONT, include_bytes!("../fonts/diamond.ttf"))),
    ("no font for cards", |site| site.remove(CARD_FONT)),
    ("another colour of cards", |site| site.change("site.toml", "#8a1c1c", "#1c5a8a")),
    ("the first colour of cards", |site| site.change("site.toml", "#1c5a8a", "#8a1c1c")),
    ("an index fewer", |site| site.change("site.toml", "[[index]]\nkey = \"beat\"\ntitle = \"Beats\"\n", "")),
    ("an index by another field", |site| site.change("site.toml", "key = \"beat\"", "key = \"places\"")),
    ("an index by the first field", |site| site.change("site.toml", "key = \"places\"", "key = \"beat\"")),
    ("the title of an index", |site| site.change("site.toml", "title = \"Beats\"", "title = \"Fields\"")),
    ("another day", |site| site.clock = site.one_of(&["2026-11-23", "2027-01-01", "2018-05-01", "2026-11-24"])),
    ("today", |site| site.clock = "2026-11-23"),
    ("flags", |site| site.flags = site.one_of(&[&["--drafts"] as &[_], &["--future"], &["--drafts", "--future"], &[]])),
    ("no flags", |site| site.flags = &[]),
    ("a file touched", |site| {
        let file = site.record();
        if site.path(&file).exists() {
            site.touch(&file);
        }
    }),
    ("every file touched", |site| {
        for folder in ["content", "themes", "templates", "static", "assets", "styles"] {
            site.sources(folder, "").iter().for_each(|path| site.touch(path));
        }
    }),
    ("how an address stands", |site| {
        let status = site.one_of(&["live", "dead", "moved", "unsure"]);
        let entries = ["https://example.com/one", "https://out.example/a", "https://example.net/x"];
        let entry = site.one_of(&entries);
        for was in ["live", "dead", "moved", "unsure"] {
            let header = format!("[\"{entry}\"]\nstatus = ");
            site.change("links.toml", &format!("{header}\"{was}\""), &format!("{header}\"{status}\""));
        }
    }),
    ("the day on which an address was asked, alone", |site| {
        rest(site);
        site.change("links.toml", "checked = 2026-11-02", "checked = 2026-11-09");
    }),
    ("where an address leads that only a source has, alone", |site| {
        rest(site);
        site.change("links.toml", "example.com/2", "example.com/3");
    }),
    ("an address is forgotten", |site| {
        let entry = site.one_of(&["https://example.com/one", "https://out.example/b", "https://solo.example/"]);
        let text = site.read("links.toml");
        let kept = text.split_inclusive("\n\n").filter(|part| !part.contains(entry));
        let kept: String = kept.collect();
        site.write("links.toml", &kept);
    }),
    ("a note in the ledger, which no page shows", |site| {
        site.change("links.toml", "fault = \"dns\"", "fault = \"dns\"\nnote = \"asked\"");
    }),
    ("a page deleted by hand", |site| {
        let page = site.page();
        site.remove(&page);
    }),
    ("a page changed by hand", |site| {
        let page = site.page();
        site.write(&page, "by hand");
    }),
    ("the memory lost", |site| {
        let _ = std::fs::remove_dir_all(site.path(".reportage"));
    }),
    ("a heading alone, of what a link leads to that cannot be read at a glance", |site| {
        rest(site);
        site.change("content/articles/2018/r2.md", "## A heading", "## A changed heading");
    }),
    ("another day alone, where all was well", |site| {
        rest(site);
        site.clock = "2027-01-01";
    }),
    ("flags alone, where all was well", |site| {
        rest(site);
        site.flags = &["--future"];
    }),
    ("a title alone, where all was well", |site| {
        rest(site);
        site.set_line("content/articles/2018/r1.md", "title:", "title: Restless");
    }),
    ("a month alone, of what no first page lists", |site| {
        rest(site);
        site.set_line("content/articles/2018/r1.md", "date:", "date: 2018-02-11");
    }),
    ("a correction from the first page of the log to the last, so that another's stay and move on", |site| {
        rest(site);
        site.set_line("content/articles/2018/r2.md", "corrections:", "corrections: [{date: 2016, text: Soon.}]");
    }),
    ("one more correction, at the end of the log", |site| {
        rest(site);
        site.set_line("content/articles/2018/r3.md", "corrections:", "corrections: [{date: 2001, text: Old.}]");
    }),
    ("a record at the end of a series", |site| {
        rest(site);
        site.write("content/articles/last.md", "---\ntitle: Last\ndate: 2026-01\nseries: Border\n---\n");
    }),
    ("a record from the beginning of a series to its end", |site| {
        begin(site, |site| {
            for number in 1..=3 {
                let text = format!("---\ntitle: Part {number}\ndate: 199{number}\nseries: Border\n---\n");
                site.write(&format!("content/articles/part-{number}.md"), &text);
            }
        });
        site.set_line("content/articles/part-1.md", "date:", "date: 2026-01");
    }),
    ("the month of the first record of all, alone", |site| {
        begin(site, |site| site.write("content/articles/first.md", &plain("1980-02", "")));
        site.write("content/articles/first.md", &plain("1980-03", ""));
    }),
    ("the year of a record alone, where years have no index", |site| {
        begin(site, |site| {
            site.set_line("site.toml", "off =", "off = [\"years\"]");
            site.write("content/articles/first.md", &plain("1980", ""));
            site.write("content/articles/then.md", &plain("1990", ""));
        });
        site.write("content/articles/then.md", &plain("1991", ""));
    }),
    ("which of two shared names is the rarer", |site| {
        begin(site, |site| {
            let lines = "organizations: [Acme, Gamma]\nrelated: [r6]\n";
            site.write("content/articles/pair.md", &plain("2019-03", lines));
        });
        for number in 1..=5 {
            site.write(&format!("content/articles/more-{number}.md"), &plain("1990", "organizations: [Gamma]\n"));
        }
    }),
    ("a rare word of a headline, which another record has", |site| {
        let begun = |site: &mut Site| {
            for (name, title) in
                [("one", "Kestrel over Ceuta"), ("two", "Kestrel at Ceuta"), ("three", "Rooks elsewhere")]
            {
                site.write(&format!("content/articles/{name}.md"), &format!("---\ntitle: {title}\ndate: 2017\n---\n"));
            }
        };
        begin(site, begun);
        let title = site.one_of(&["Kestrel over Bonn", "Rooks over Ceuta", "Kestrel over Ceuta again"]);
        site.set_line("content/articles/one.md", "title:", &format!("title: {title}"));
    }),
    ("how many share what ties two records that neither names the other", |site| {
        begin(site, |site| {
            site.set_line("site.toml", "related =", "related = 1");
            for (name, organization) in [("one", "Zeta"), ("two", "Zeta, Eta"), ("three", "Eta")] {
                let lines = format!("organizations: [{organization}]\n");
                site.write(&format!("content/articles/{name}.md"), &plain("2017", &lines));
            }
        });
        for number in 1..=3 {
            site.write(&format!("content/articles/more-{number}.md"), &plain("1990", "organizations: [Zeta]\n"));
        }
    }),
    ("the image of what leads gone", |site| {
        begin(site, |site| site.set_line("site.toml", "lead =", "lead = \"r6\""));
        site.remove("content/articles/2019/lead.svg");
    }),
    ("an edit undone", |site| site.undo()),
    ("the last edits undone", |site| site.undo()),
    ("all as it was at first", |site| site.begin_again()),
    ("the settings as they were at first", |site| site.write("site.toml", &at_first("site.toml").unwrap())),
    ("the records as they were at first", |site| {
        for number in 1..=6 {
            let file = format!("content/articles/{}/r{number}.md", if number < 4 { 2018 } else { 2019 });
            site.write(&file, &at_first(&file).unwrap());
        }
    }),
];

/// What sets the letters of cards that the program's fonts lack.
const CARD_FONT: &str = "assets/fonts/card.ttf";

/// A record of `date` with these lines.
fn plain(date: &str, lines: &str) -> String {
    format!("---\ntitle: Plain\ndate: {date}\n{lines}---\n")
}

/// A site as it was at first but for `change`, built.
fn begin(site: &mut Site, change: fn(&mut Site)) {
    site.begin_again();
    (site.clock, site.flags) = ("2026-11-23", &[]);
    change(site);
    site.build("public", &[]);
}

/// A site as it was at first, built twice: the second build finds no file that was changed a moment ago, and may note
/// that nothing need be looked at while all stays as it is.
fn rest(site: &mut Site) {
    site.begin_again();
    (site.clock, site.flags) = ("2026-11-23", &[]);
    site.build("clean", &["--force"]);
    site.build("public", &[]);
}

/// What may be added to a body.
const MORE: [&str; 18] = [
    "One word more.",
    "[Somewhere](record:r4) and [[Fifth headline]].",
    "[About](/about/), [new](/new/), [Beta](org:beta#history) and [tag](tag:steel).",
    "[A file](notes.txt), ![line](lead.svg), [moved](../2019/r4.md).",
    "[One][x] that is obscure.\n\n[x]: record:r2#a-heading",
    "[[r4|Four]], [[r1#a-heading]], [[Another headline]].",
    "```python\nprint(1)\n```",
    "A \"quoted\" word -- and one[^1].\n\n[^1]: A note, by [r3](record:r3).",
    "[Hidden](record:r&#52;) and [another](tag:coal&#32;).",
    "<b onclick=\"x()\">bold</b>",
    "## A heading\n\n## A heading",
    "[Beat](beat:labour), [person](person:Jane Doe), [the wire](outlet:the-wire).",
    "![A photo](photo.jpg) and ![another](../2018/photo.jpg).",
    "![The logo](/logo.jpg), <img src=\"photo.jpg\" alt=\"raw\">",
    "![A photo](ph&#111;to.jpg) and ![The logo](/l&#111;go.jpg), in other words.",
    "[Out](https://out.example/a) and <https://out.example/b>.",
    "[Far out](https://nobody-asked.example/), [one](https://example.com/one).",
    "[late](record:late) and [home](/) and [list](/tags/coal/page/2/)",
];

/// All edits, shuffled, dealt one after another, and shuffled again when all are dealt.
pub(super) struct Deck {
    random: Random,
    cards: Vec<usize>,
}

impl Deck {
    /// A deck whose first hand is every second edit.
    pub(super) fn new(seed: u64, half: usize) -> Deck {
        let mut random = Random::new(seed);
        let cards = shuffled(&mut random).into_iter().skip(half).step_by(2).collect();
        Deck { random, cards }
    }

    /// Makes the next edit, and tells which.
    pub(super) fn edit(&mut self, site: &mut Site) -> String {
        if self.cards.is_empty() {
            self.cards = shuffled(&mut self.random);
        }
        let card = self.cards.pop().unwrap();
        if let Some((field, values)) = FIELDS.get(card) {
            let (file, value) = (site.record(), site.one_of(values));
            site.set_line(&file, &format!("{field}:"), &line(field, ": ", value));
            return format!("{field}: {value} in {file}");
        }
        let card = card - FIELDS.len();
        if let Some((setting, values)) = SETTINGS.get(card) {
            let value = site.one_of(values);
            // An option that the theme in use does not have would stand at the top, as a setting.
            if site.read("site.toml").contains(&format!("\n#{setting} =")) {
                return format!("{setting} left as it is");
            }
            site.set_line("site.toml", &format!("{setting} ="), &line(setting, " = ", value));
            return format!("{setting} = {value}");
        }
        let card = card - SETTINGS.len();
        if let Some((path, texts)) = FILES.get(card) {
            let text = site.one_of(texts).map(str::to_owned);
            // Now and then it is again what it was.
            let text = if site.pick(3) == 0 { at_first(path).or(text) } else { text };
            match &text {
                Some(text) => site.write(path, text),
                None => site.remove(path),
            }
            return format!("{path}: {text:?}");
        }
        let card = card - FILES.len();
        let (name, edit) = OTHERS.get(card).unwrap_or_else(|| &AROUND[card - OTHERS.len()]);
        edit(site);
        (*name).to_owned()
    }
}

fn line(key: &str, between: &str, value: &str) -> String {
    if value.is_empty() { String::new() } else { format!("{key}{between}{value}") }
}

fn shuffled(random: &mut Random) -> Vec<usize> {
    let count = FIELDS.len() + SETTINGS.len() + FILES.len() + OTHERS.len() + AROUND.len();
    let mut cards: Vec<usize> = (0..count).collect();
    for place in (1..count).rev() {
        cards.swap(place, random.pick(place + 1));
    }
    cards
}
