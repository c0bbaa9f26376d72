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
#[derive(Clone, Debug, Default)]
pub struct Inputs(Vec<u8>);

impl Inputs {
    /// Inputs of the kind `kind`: two kinds never have one fingerprint by having the same inputs.
    pub fn new(kind: &str) -> Inputs {
        Inputs(Vec::with_capacity(128)).text(kind)
    }

    /// Adds text.
    #[must_use]
    pub fn text(mut self, text: &str) -> Inputs {
        self.0.extend_from_slice(&text.len().to_le_bytes());
        self.0.extend_from_slice(text.as_bytes());
        self
    }

    /// Adds a number.
    #[must_use]
    pub fn number(mut self, number: usize) -> Inputs {
        self.0.extend_from_slice(&number.to_le_bytes());
        self
    }

    /// Adds what another thing is made from.
    #[must_use]
    pub fn print(mut self, print: Fingerprint) -> Inputs {
        self.0.extend_from_slice(&print.0.to_le_bytes());
        self
    }

    /// Adds a list of prints, and how many there are.
    #[must_use]
    pub fn prints(self, prints: impl IntoIterator<Item = Fingerprint>) -> Inputs {
        let mut inputs = self.text("list");
        let mut count = 0;
        for print in prints {
            inputs = inputs.print(print);
            count += 1;
        }
        inputs.number(count)
    }

    /// The fingerprint of all that was added.
    pub fn done(&self) -> Fingerprint {
        Fingerprint::of(&self.0)
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
        assert_ne!(Inputs::new("x").prints([one]).prints([]).done(), Inputs::new("x").prints([]).prints([one]).done(),);
    }
}
