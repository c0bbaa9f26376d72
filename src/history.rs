//! What a version control says of the site's files → for each, the day on which it was last changed.
//!
//! Invariant: nothing here runs a program; whoever does hands in what it printed, as it hands in the day.

use rapidhash::RapidHashMap;

use crate::fingerprint::{Fingerprint, Inputs};
use crate::model::date::PartialDate;
use crate::names::nfc::nfc;
use crate::source::SitePath;

/// When each file was last committed; empty where nobody asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History(RapidHashMap<String, PartialDate>);

impl History {
    /// Reads what `git log -z --name-only --format=%x01%ad --date=format-local:%Y-%m-%d` prints, newest first: of the
    /// commits of a file the first counts.
    pub fn of_log(log: &[u8]) -> History {
        let mut days = RapidHashMap::default();
        let mut day = None;
        for part in log.split(|byte| *byte == 0) {
            let Ok(part) = std::str::from_utf8(part) else { continue };
            // The first path of a commit stands on a line of its own.
            match part.strip_prefix('\u{1}') {
                Some(written) => day = parse_day(written),
                None => {
                    let path = part.trim_start_matches('\n');
                    if let (false, Some(day)) = (path.is_empty(), day) {
                        days.entry(nfc(path).into_owned()).or_insert(day);
                    }
                }
            }
        }
        History(days)
    }

    /// The day on which the file at `path` was last committed.
    pub fn day(&self, path: &SitePath) -> Option<PartialDate> {
        self.0.get(&*nfc(path.as_str())).copied()
    }

    /// All of it as a number.
    pub fn print(&self) -> Fingerprint {
        let mut days: Vec<(&String, &PartialDate)> = self.0.iter().collect();
        days.sort_unstable_by_key(|(path, _)| *path);
        let inputs = Inputs::new("history");
        days.iter().fold(inputs, |inputs, (path, day)| inputs.text(path).text(&day.iso())).done()
    }
}

fn parse_day(text: &str) -> Option<PartialDate> {
    let mut parts = text.trim().splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    Some(PartialDate::day(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_commit_of_a_file_counts() {
        let log = "\u{1}2021-03-04\0\ncontent/é.md\0\u{1}2020-12-31\0\u{1}2020-01-03\0\ncontent/a b.md\0content/é.md\0";
        let history = History::of_log(log.as_bytes());
        let day = |path: &str| history.day(&SitePath::new(path).expect("sound")).map(|day| day.iso());
        for (path, expected) in [
            ("content/é.md", Some("2021-03-04")),
            ("content/e\u{301}.md", Some("2021-03-04")),
            ("content/a b.md", Some("2020-01-03")),
            ("content/c.md", None),
        ] {
            assert_eq!(day(path).as_deref(), expected, "{path}");
        }
        assert_eq!(History::of_log(b""), History::default());
        assert_eq!(History::of_log(b"\x01tomorrow\0\na.md\0\xff\0"), History::default());
        assert_ne!(history.print(), History::default().print());
    }
}
