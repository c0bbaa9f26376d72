//! Where a build sends readers who come to a former address: its `_redirects`, and pages that lead on.

use std::io;

use percent_encoding::percent_decode_str;
use url::Url;

use super::folder::BuiltFolder;
use super::page::Page;
use super::{Moved, address};

/// The rules of `_redirects`, and where the site stands.
pub(super) struct Leads {
    /// The site's own address, by the canonical link of its home page.
    home: Option<Url>,
    rules: Vec<Rule>,
}

/// `FROM TO STATUS`, as Netlify and Cloudflare Pages read it.
struct Rule {
    from: String,
    to: String,
}

impl Leads {
    pub(super) fn of(folder: &BuiltFolder) -> io::Result<Leads> {
        let home = Page::parse(&folder.read("index.html")?).canonical.and_then(|address| Url::parse(&address).ok());
        let text = folder.read("_redirects")?;
        let rules = String::from_utf8_lossy(&text).lines().filter_map(Rule::of).collect();
        Ok(Leads { home, rules })
    }

    /// Where a rule sends those who ask for the page at `path`.
    pub(super) fn rule(&self, path: &str) -> Option<String> {
        let base = self.home.as_ref().map_or("/", Url::path).trim_end_matches('/');
        let asked = format!("{base}{}", address(path));
        self.rules.iter().find_map(|rule| rule.answer(&asked))
    }

    /// A page that leads to `to`, which is written as in its file.
    pub(super) fn moved(&self, path: &str, to: &str, new: &BuiltFolder) -> Moved {
        let (to, arrives) = match self.within(path, to) {
            Some(to) => {
                let arrives = files(&to).iter().any(|file| new.has(file));
                (to, arrives)
            }
            None => (to.to_owned(), true),
        };
        Moved { from: address(path), to, arrives }
    }

    /// An address as one within the site; nothing where it leads out of it.
    fn within(&self, path: &str, to: &str) -> Option<String> {
        let nowhere = Url::parse("http://site.invalid/").ok()?;
        let home = self.home.clone().unwrap_or(nowhere);
        let from = home.join(address(path).trim_start_matches('/')).ok()?;
        let to = from.join(to).ok()?;
        let below = to.path().strip_prefix(home.path().trim_end_matches('/'))?;
        let is_ours = to.origin() == home.origin() && below.starts_with('/');
        is_ours.then(|| percent_decode_str(below).decode_utf8_lossy().into_owned())
    }
}

/// The files that a host may answer an address with.
fn files(address: &str) -> [String; 3] {
    let path = address.trim_start_matches('/');
    let folder = path.trim_end_matches('/');
    let index = if folder.is_empty() { "index.html".to_owned() } else { format!("{folder}/index.html") };
    [path.to_owned(), index, format!("{folder}.html")]
}

impl Rule {
    fn of(line: &str) -> Option<Rule> {
        let mut words = line.split_whitespace().filter(|_| !line.trim_start().starts_with('#'));
        let (from, to) = (words.next()?, words.next()?);
        // 200 shows another page, 404 and 410 say that there is none: none of them leads on.
        let leads_on = words.next().is_none_or(|status| status.trim_end_matches('!').starts_with('3'));
        leads_on.then(|| Rule { from: decoded(from), to: to.to_owned() })
    }

    /// Where the rule leads, if it is about `asked`. `*` stands for what follows, `:name` for one part.
    fn answer(&self, asked: &str) -> Option<String> {
        let mut to = self.to.clone();
        let mut parts = asked.trim_matches('/').split('/');
        for part in self.from.trim_matches('/').split('/') {
            if part == "*" {
                let rest = parts.collect::<Vec<_>>().join("/");
                return Some(to.replace(":splat", &rest));
            }
            let found = parts.next()?;
            match part.strip_prefix(':') {
                Some(_) => to = to.replace(part, found),
                None if part == found => {}
                None => return None,
            }
        }
        parts.next().is_none().then_some(to)
    }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
