//! What a thing is made from, as a number: equal for equal inputs, and in practice never for others.

use rapidhash::v3::rapidhash_v3;
use serde::{Deserialize, Serialize};

/// This program, by the hash of its sources: another one may make other bytes of the same site.
pub const PROGRAM: &str = env!("REPORTAGE_SOURCES");

/// The hash of everything that a thing is made from; the same on every machine and in every version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fingerprint(pub u64);

impl Fingerprint {
    /// The fingerprint of some bytes.
    pub fn of(bytes: &[u8]) -> Fingerprint {
        Fingerprint(rapidhash_v3(bytes))
    }

    /// The fingerprint of what a value says of itself.
    pub fn of_value(value: &impl Serialize) -> Fingerprint {
        // What cannot be written has no inputs to tell apart; views and settings always can.
        Fingerprint::of(&serde_json::to_vec(value).unwrap_or_default())
    }
}

/// Gathers inputs, each apart from the next, in an order that counts.
#[derive(Clone, Copy, Debug)]
pub struct Inputs(u64);

/// Two odd numbers with as many ones as zeros, of no other meaning (the first digits of π and e after the point).
const SALTS: [u64; 2] = [0x243F_6A88_85A3_08D3, 0xB7E1_5162_8AED_2A6B];

impl Inputs {
    /// Inputs of the kind `kind`: two kinds never have one fingerprint by having the same inputs.
    pub fn new(kind: &str) -> Inputs {
        Inputs(0).text(kind)
    }

    /// Adds text.
    #[must_use]
    pub fn text(self, text: &str) -> Inputs {
        self.print(Fingerprint::of(text.as_bytes()))
    }

    /// Adds a number.
    #[must_use]
    pub fn number(self, number: usize) -> Inputs {
        // A number and the print of a text are of one size: what tells them apart is their place in the kind.
        self.print(Fingerprint(number as u64))
    }

    /// Adds what another thing is made from.
    #[must_use]
    pub fn print(self, print: Fingerprint) -> Inputs {
        // The full product of two numbers, folded: each bit of either bears on all of the result.
        let product = u128::from(self.0 ^ SALTS[0]) * u128::from(print.0 ^ SALTS[1]);
        let (low, high) = (product as u64, (product >> 64) as u64);
        Inputs((low ^ high).rotate_left(29).wrapping_add(print.0))
    }

    /// Adds a list of prints, and how many there are.
    #[must_use]
    pub fn prints(self, prints: impl IntoIterator<Item = Fingerprint>) -> Inputs {
        let (inputs, count) =
            prints.into_iter().fold((self, 0), |(inputs, count), print| (inputs.print(print), count + 1));
        inputs.number(count)
    }

    /// The fingerprint of all that was added.
    pub fn done(self) -> Fingerprint {
        Fingerprint(self.print(Fingerprint(SALTS[0])).0)
    }
}

/// The most parts that an output is made from.
const MOST_PARTS: usize = 12;

/// What an output is made from, part by part, each with a name for people: `its text`.
///
/// Two outputs of one kind have the same parts in the same order.
#[derive(Clone, Copy, Debug)]
pub struct Ingredients {
    parts: [(&'static str, Fingerprint); MOST_PARTS],
    count: usize,
}

/// The little that is kept of each part, so that a change can be laid to one: bits of its fingerprint.
pub type Traces = [u16; MOST_PARTS];

impl Ingredients {
    /// Nothing yet.
    pub fn new() -> Ingredients {
        Ingredients { parts: [("", Fingerprint(0)); MOST_PARTS], count: 0 }
    }

    /// Adds a part.
    ///
    /// # Panics
    /// Where there are more than `MOST_PARTS`, which no output has on any site if it has it on none.
    #[must_use]
    pub fn with(mut self, name: &'static str, print: impl Into<Fingerprint>) -> Ingredients {
        self.parts[self.count] = (name, print.into());
        self.count += 1;
        self
    }

    /// The fingerprint of all parts.
    pub fn print(&self) -> Fingerprint {
        let parts = self.parts[..self.count].iter();
        parts.fold(Inputs::new("output"), |inputs, (name, print)| inputs.number(name.len()).print(*print)).done()
    }

    /// What is to be kept of each part.
    pub fn traces(&self) -> Traces {
        self.parts.map(|(_, print)| (print.0 >> 48) as u16)
    }

    /// The names of the parts that are not what they were when `traces` were kept.
    pub fn changed_since(&self, traces: &Traces) -> Vec<&'static str> {
        let parts = self.parts[..self.count].iter().zip(self.traces()).zip(traces);
        parts.filter(|((_, now), then)| now != *then).map(|(((name, _), _), _)| *name).collect()
    }
}

impl Default for Ingredients {
    fn default() -> Ingredients {
        Ingredients::new()
    }
}

impl From<Inputs> for Fingerprint {
    fn from(inputs: Inputs) -> Fingerprint {
        inputs.done()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inputs_do_not_run_into_each_other() {
        let print = |parts: &[&str]| parts.iter().fold(Inputs::new("x"), |inputs, part| inputs.text(part)).done();
        assert_ne!(print(&["ab", "c"]), print(&["a", "bc"]));
        assert_ne!(print(&["ab"]), print(&["ab", ""]));
        assert_eq!(print(&["ab", "c"]), print(&["ab", "c"]));
        let one = Fingerprint::of(b"one");
        assert_ne!(Inputs::new("x").prints([one]).prints([]).done(), Inputs::new("x").prints([]).prints([one]).done());
    }

    #[test]
    fn a_change_is_laid_to_its_part() {
        let made = |text: &str, rows: usize| {
            Ingredients::new()
                .with("its text", Fingerprint::of(text.as_bytes()))
                .with("its rows", Inputs::new("rows").number(rows))
        };
        let before = made("one", 1);
        assert_eq!(made("one", 1).print(), before.print());
        for (now, changed) in [
            (made("one", 1), vec![]),
            (made("two", 1), vec!["its text"]),
            (made("one", 2), vec!["its rows"]),
            (made("two", 2), vec!["its text", "its rows"]),
        ] {
            assert_eq!(now.changed_since(&before.traces()), changed);
            assert_eq!(now.print() == before.print(), changed.is_empty());
        }
    }

    /// No two of many short and alike lists of inputs have one fingerprint.
    #[test]
    fn near_inputs_have_far_prints() {
        let mut seen = std::collections::HashSet::new();
        for first in 0..300 {
            for second in 0..300 {
                let inputs = Inputs::new("near").number(first).number(second);
                assert!(seen.insert(inputs.done()), "{first} {second}");
                assert!(seen.insert(inputs.prints([]).done()), "{first} {second} and a list");
            }
        }
    }
}
