//! What is to be sent, and what links to what → waves: each is sent when the one before is there.
//!
//! What is promised: whoever follows links from the home page, or from a page that was there before, comes to nothing
//! that is not there. New pages that link to each other cannot all be first; they are sent together, and before anything
//! that was there leads to them.

use std::collections::BTreeMap;

use super::serving::{is_document, is_signpost};

/// The page that people come to first.
const HOME: &str = "index.html";

/// One file to be sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Sending {
    pub(super) path: String,
    /// Whether a file stands at its path now.
    pub(super) is_there: bool,
    /// Whether that file is part of the last whole deploy.
    pub(super) was_deployed: bool,
    /// The places of those among all that it leads to.
    pub(super) links: Vec<usize>,
}

/// When a file is sent; the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    /// It is new: what it leads to has a lesser level, or one of the same ring the same. The home page is the last of its ring.
    New(usize, bool),
    /// A deploy that was cut has left it.
    LeftBehind,
    /// Pages need it.
    Asset,
    /// It leads to others.
    Page,
    /// It leads to all others.
    Home,
    /// It leads to pages from outside.
    Signpost,
}

/// The places of `sendings`, wave by wave.
pub(super) fn waves(sendings: &[Sending]) -> Vec<Vec<usize>> {
    let levels = levels(sendings, |place| !sendings[place].is_there);
    let mut is_linked = vec![false; sendings.len()];
    sendings.iter().flat_map(|sending| &sending.links).for_each(|place| is_linked[*place] = true);
    let turn = |place: usize| {
        let Sending { path, is_there, was_deployed, .. } = &sendings[place];
        let is_home = path == HOME;
        match (is_there, was_deployed) {
            (false, _) if is_signpost(path) && !is_linked[place] => Turn::Signpost,
            (false, _) => Turn::New(levels[place], is_home),
            (true, false) => Turn::LeftBehind,
            _ if is_home => Turn::Home,
            _ if is_document(path) => Turn::Page,
            _ if is_signpost(path) => Turn::Signpost,
            _ => Turn::Asset,
        }
    };
    let mut waves: BTreeMap<Turn, Vec<usize>> = BTreeMap::new();
    (0..sendings.len()).for_each(|place| waves.entry(turn(place)).or_default().push(place));
    waves.into_values().collect()
}

/// The places of `deletions`, what leads to others before them: the same the other way round.
pub(super) fn waves_of_deletion(deletions: &[Sending]) -> Vec<Vec<usize>> {
    let levels = levels(deletions, |_| true);
    let mut waves: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    levels.iter().enumerate().for_each(|(place, level)| waves.entry(*level).or_default().push(place));
    waves.into_values().rev().collect()
}

/// For each of `sendings` that counts, how long the longest way is that leads down from it, where a ring of them is one
/// step.
///
/// Source: R. Tarjan, "Depth-first search and linear graph algorithms", 1972. Without recursion: a chain of pages may be
/// as long as the archive. Rings come out with those they lead to before them, so that a level is known when its turn comes.
fn levels(sendings: &[Sending], counts: impl Fn(usize) -> bool) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let total = sendings.len();
    let (mut number, mut lowest, mut levels) = (vec![UNSEEN; total], vec![0; total], vec![0; total]);
    let mut is_open = vec![false; total];
    let (mut ring, mut way, mut seen) = (Vec::new(), Vec::new(), 0);
    for start in (0..total).filter(|start| counts(*start)) {
        if number[start] != UNSEEN {
            continue;
        }
        way.push((start, 0));
        while let Some((here, next)) = way.pop() {
            if next == 0 {
                (number[here], lowest[here]) = (seen, seen);
                seen += 1;
                ring.push(here);
                is_open[here] = true;
            }
            if let Some(&there) = sendings[here].links.get(next) {
                way.push((here, next + 1));
                if !counts(there) {
                    continue;
                }
                if number[there] == UNSEEN {
                    way.push((there, 0));
                } else if is_open[there] {
                    lowest[here] = lowest[here].min(number[there]);
                }
                continue;
            }
            if let Some(&(above, _)) = way.last() {
                lowest[above] = lowest[above].min(lowest[here]);
            }
            if lowest[here] != number[here] {
                continue;
            }
            let from = ring.iter().rposition(|member| *member == here).unwrap_or_default();
            let members = ring.split_off(from);
            let below = members.iter().flat_map(|member| &sendings[*member].links);
            let below = below.filter(|there| counts(**there) && !is_open[**there]);
            let level = below.map(|there| levels[*there] + 1).max().unwrap_or_default();
            for member in members {
                is_open[member] = false;
                levels[member] = level;
            }
        }
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each word is a path, with `!` where it is there, `?` where a cut deploy left it, and what it leads to after `>`.
    fn check(site: &[&str], expected: &[&[&str]]) {
        let paths: Vec<&str> =
            site.iter().map(|word| word.split('>').next().unwrap_or_default().trim_end_matches(['!', '?'])).collect();
        let sending = |word: &&str| {
            let (path, links) = word.split_once('>').unwrap_or((word, ""));
            let links = links.split(',').filter_map(|link| paths.iter().position(|path| *path == link)).collect();
            let (is_there, was_deployed) = (path.ends_with(['!', '?']), path.ends_with('!'));
            Sending { path: path.trim_end_matches(['!', '?']).to_owned(), is_there, was_deployed, links }
        };
        let sendings: Vec<Sending> = site.iter().map(sending).collect();
        let waves = waves(&sendings);
        let named: Vec<Vec<&str>> = waves.iter().map(|wave| wave.iter().map(|place| paths[*place]).collect()).collect();
        assert_eq!(named, expected, "{site:?}");
    }

    #[test]
    fn what_is_linked_to_is_sent_first() {
        check(&[], &[]);
        check(&["a.html>b.html", "b.html>c.png", "c.png"], &[&["c.png"], &["b.html"], &["a.html"]]);
        check(&["list.html!>new.html", "new.html>s.css", "s.css"], &[&["s.css"], &["new.html"], &["list.html"]]);
        check(&["a.html>b.html", "b.html>a.html", "c.html>a.html"], &[&["a.html", "b.html"], &["c.html"]]);
        check(&["index.html>a.html", "a.html>index.html"], &[&["a.html"], &["index.html"]]);
        check(
            &["index.html!", "a.html!", "x.png!", "feed.xml!"],
            &[&["x.png"], &["a.html"], &["index.html"], &["feed.xml"]],
        );
        check(&["sitemap.xml", "a.html>feed.xml", "feed.xml"], &[&["feed.xml"], &["a.html"], &["sitemap.xml"]]);
        check(&["old.html?>new.html", "new.html>old.html"], &[&["new.html"], &["old.html"]]);
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let link = |place: usize| Sending {
            path: format!("{place}.html"),
            links: (place > 0).then(|| place - 1).into_iter().collect(),
            ..Sending::default()
        };
        let chain: Vec<Sending> = (0..50_000).map(link).collect();
        assert_eq!(waves(&chain).len(), chain.len());
        assert_eq!(waves_of_deletion(&chain).first(), Some(&vec![chain.len() - 1]));
    }
}
