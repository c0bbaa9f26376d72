//! A number → a made-up archive of so many records: the same bytes on every machine and in every run.
//!
//! It has what an archive has: names that come back, links between records, entities with a file of their own. It has
//! no code to be highlighted, since the first use of a language would outweigh everything else.

use std::fmt::Write;

/// A file of the site: its path and its text.
pub type File = (String, String);

// A citation takes ten times as long as the rest of its page, and is made once: what the page costs would not show.
const SETTINGS: &str = "title = \"Made-up archive\"\nbase_url = \"https://example.org/\"\ncitation_styles = []\n";

const ORGANIZATIONS: [&str; 12] = [
    "Aldermoor Freight",
    "Bellwether Credit Union",
    "Cinder Hill Foundry",
    "Dovetail Housing Trust",
    "Eastgate Water Board",
    "Fennimore Laboratories",
    "Gannet Airways",
    "Harrowgate Post Office",
    "Ironbridge Teachers",
    "Juniper Telephone",
    "Kestrel Insurance",
    "Larkspur Hospital",
];

const PEOPLE: [&str; 10] = [
    "Ada Quill",
    "Bernard Oxley",
    "Clementine Rao",
    "Dmitri Vance",
    "Esperanza Holt",
    "Farid Nakamura",
    "Greta Sundqvist",
    "Hugo Abernathy",
    "Imogen Castellanos",
    "Joaquim Thorne",
];

const OUTLETS: [&str; 6] =
    ["Harbour Courier", "Morning Ledger", "The Plainsman", "Valley Dispatch", "Weekly Sentinel", "Zenith Review"];

const TAGS: [&str; 14] = [
    "strikes",
    "water",
    "pensions",
    "open letters",
    "elections",
    "schools",
    "harbours",
    "audits",
    "migration",
    "housing",
    "railways",
    "courts",
    "medicine",
    "forests",
];

const WORDS: [&str; 72] = [
    "the",
    "council",
    "of",
    "a",
    "report",
    "that",
    "was",
    "found",
    "in",
    "an",
    "office",
    "and",
    "letter",
    "to",
    "workers",
    "signed",
    "it",
    "before",
    "contract",
    "with",
    "company",
    "had",
    "been",
    "published",
    "after",
    "months",
    "hearing",
    "on",
    "which",
    "nobody",
    "spoke",
    "while",
    "records",
    "show",
    "money",
    "for",
    "district",
    "left",
    "without",
    "notice",
    "by",
    "its",
    "director",
    "who",
    "said",
    "that",
    "each",
    "member",
    "knew",
    "what",
    "stood",
    "there",
    "until",
    "spring",
    "when",
    "auditors",
    "came",
    "from",
    "capital",
    "figures",
    "were",
    "not",
    "those",
    "year",
    "again",
    "public",
    "asked",
    "no",
    "answer",
    "city",
    "as",
    "committee",
];

/// `site.toml`, the entities, and `count` records with a body of about 640 words each.
pub fn site(count: usize) -> Vec<File> {
    let mut files = vec![("site.toml".to_owned(), SETTINGS.to_owned())];
    files.extend(ORGANIZATIONS.iter().map(|name| entity(name)));
    files.extend((0..count).map(record));
    files
}

/// A record that has all that is common in one. It links to older ones only, so that it is sound in every archive that
/// has all before it.
pub fn record(number: usize) -> File {
    let mut chance = Chance::new(number);
    let title = sentence(&mut chance, 9);
    let dek = sentence(&mut chance, 18);
    let (month, day) = (chance.below(12) + 1, chance.below(28) + 1);
    let mut text = String::from("---\n");
    let mut line = |words: std::fmt::Arguments<'_>| {
        text.write_fmt(words).and_then(|()| text.write_char('\n')).expect("a string takes everything");
    };
    line(format_args!("id: {}", id(number)));
    line(format_args!("title: {title} {number}"));
    line(format_args!("dek: {dek}."));
    line(format_args!("date: {}-{month:02}-{day:02}", year(number)));
    line(format_args!("outlet: {}", chance.pick(&OUTLETS)));
    line(format_args!("url: https://example.com/news/{number}"));
    line(format_args!("authors: [{}]", chance.pick(&PEOPLE)));
    let tag = chance.below(TAGS.len());
    line(format_args!("tags: [{}, {}]", TAGS[tag], TAGS[(tag + 5) % TAGS.len()]));
    let organization = chance.below(ORGANIZATIONS.len());
    let mentioned = ORGANIZATIONS[(organization + 7) % ORGANIZATIONS.len()];
    line(format_args!("organizations:\n  - {}", ORGANIZATIONS[organization]));
    line(format_args!("  - {{name: {mentioned}, role: mentioned}}"));
    line(format_args!("people: [{}]", chance.pick(&PEOPLE)));
    if number > 0 {
        line(format_args!("sources:\n  - {{role: confirms, ref: {}}}", id(chance.below(number))));
        line(format_args!("related: [{}]", id(number - 1)));
    }
    line(format_args!("figures:\n  - {{value: {}, unit: people, what: signatories}}", 100 + chance.below(900)));
    line(format_args!("---\n"));
    text.push_str(&body(number));
    (format!("content/articles/{}/{}.md", year(number), id(number)), text)
}

/// About 640 words of Markdown: headings, paragraphs with links and emphasis, a quotation, a list, a footnote.
pub fn body(number: usize) -> String {
    let mut chance = Chance::new(number + 1_000_000);
    let mut text = String::new();
    for part in 0..4 {
        if part > 0 {
            text.push_str(&format!("## {}\n\n", sentence(&mut chance, 5)));
        }
        text.push_str(&paragraph(&mut chance, number, 5));
        match part {
            1 => text.push_str(&format!("> \"{}.\"\n\n", sentence(&mut chance, 24))),
            2 => {
                for _ in 0..4 {
                    text.push_str(&format!("- {}\n", sentence(&mut chance, 7)));
                }
                text.push('\n');
            }
            _ => {}
        }
        text.push_str(&paragraph(&mut chance, number, 4));
    }
    text.push_str(&format!("It was said at the hearing.[^hearing]\n\n[^hearing]: {}.\n", sentence(&mut chance, 8)));
    text
}

fn entity(name: &str) -> File {
    let id = name.to_lowercase().replace(' ', "-");
    let text = format!("---\nname: {name}\ndek: One of the organizations of the made-up archive.\n---\n");
    (format!("content/organizations/{id}.md"), text)
}

/// Sentences, one of which has a link to an organization, one a link to an older record, and one emphasis.
fn paragraph(chance: &mut Chance, number: usize, sentences: usize) -> String {
    let mut text = String::new();
    for place in 0..sentences {
        text.push_str(&sentence(chance, 13));
        match place {
            0 => {
                let name = chance.pick(&ORGANIZATIONS);
                text.push_str(&format!(" by [{name}](org:{})", name.to_lowercase().replace(' ', "-")));
            }
            1 if number > 0 => text.push_str(&format!(" as [reported](record:{})", id(chance.below(number)))),
            2 => text.push_str(&format!(" and *{}* -- it's \"{}\"", chance.pick(&WORDS), chance.pick(&WORDS))),
            _ => {}
        }
        text.push_str(if place % 3 == 2 { ".\n" } else { ". " });
    }
    text.push_str("\n\n");
    text
}

/// So many words, the first with a capital; without a full stop.
fn sentence(chance: &mut Chance, words: usize) -> String {
    let words: Vec<&str> = (0..words).map(|_| chance.pick(&WORDS)).collect();
    let text = words.join(" ");
    text[..1].to_uppercase() + &text[1..]
}

fn id(number: usize) -> String {
    format!("record-{number:06}")
}

fn year(number: usize) -> usize {
    2010 + number % 15
}

/// Numbers that look like chance and are the same in every run. Source: `SplitMix64` (Steele, Lea, Flood 2014).
struct Chance(u64);

impl Chance {
    fn new(seed: usize) -> Chance {
        Chance(seed as u64)
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }

    fn pick<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }
}
