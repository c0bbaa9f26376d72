//! What a host does not take, and how near a site is to it.

/// Something of a site that a host counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The files.
    Files,
    /// The files of one folder, those of folders in it not counted.
    FilesOfFolder,
    /// The bytes of one file.
    BytesOfFile,
    /// The bytes of all files.
    Bytes,
    /// The former addresses that lead on by a rule.
    Redirects,
    /// The rules that say headers.
    HeaderRules,
    /// Both kinds of rules.
    Routes,
}

/// The most that a host takes of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Of what.
    pub of: Measure,
    /// How much.
    pub most: u64,
    /// Where the host takes more under other conditions: those under which it does not.
    pub plan: Option<&'static str>,
    /// Where the host says so.
    pub source: &'static str,
    /// On which day that was looked up.
    pub looked_up: &'static str,
}

/// The day on which the limits of all hosts were last looked up.
pub(super) const LOOKED_UP: &str = "2026-11-28";

pub(super) const KIB: u64 = 1024;

/// How a site stands to a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It is far from it.
    Fine,
    /// It has nine tenths of it or more, or more than some are given.
    Near,
    /// The host refuses it.
    Over,
}

impl Limit {
    /// How `count` stands to it.
    pub fn weigh(&self, count: u64) -> Weight {
        let is_over = count > self.most;
        // Pages lead on where there is no rule.
        let is_soft = self.plan.is_some() || matches!(self.of, Measure::Redirects | Measure::Routes);
        match is_over {
            true if is_soft => Weight::Near,
            true => Weight::Over,
            false if count >= self.most.div_ceil(10) * 9 => Weight::Near,
            false => Weight::Fine,
        }
    }

    /// What there is so much of: `20,001 files`.
    pub fn counted(&self, count: u64) -> String {
        let number = grouped(count);
        match self.of {
            Measure::Files => format!("{number} files"),
            Measure::FilesOfFolder => format!("{number} files in one folder"),
            Measure::BytesOfFile => format!("a file of {number} bytes"),
            Measure::Bytes => format!("{number} bytes"),
            Measure::Redirects => format!("{number} former addresses"),
            Measure::HeaderRules => format!("{number} rules of headers"),
            Measure::Routes => format!("{number} former addresses and rules of headers"),
        }
    }
}

/// A number in groups of three: `20,000`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
