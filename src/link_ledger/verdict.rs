//! The words of the ledger: how an address stands, and why one did not answer.

/// Declares a closed set of words: the enum, its words, and the way between them.
macro_rules! words {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $variant:ident = $word:literal),* $(,)? }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$inner])* $variant),* }

        impl $name {
            /// Every one, in the order in which they are listed.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The one that `word` names.
            pub fn from_word(word: &str) -> Option<$name> {
                match word { $($word => Some($name::$variant),)* _ => None }
            }

            /// The word as it stands in the ledger.
            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),* }
            }
        }
    };
}

words! {
    /// How an address stands; what is worst comes first.
    Verdict {
        /// It is gone: the server says so for good, or said "not found" on two days.
        Dead = "dead",
        /// Nobody answers.
        Unreachable = "unreachable",
        /// It answers, but probably with something else: the home page of the host.
        Doubtful = "doubtful",
        /// It leads to another address for good.
        Moved = "moved",
        /// It is there, and not for everybody, or not for programs.
        Forbidden = "forbidden",
        /// The server could not or would not say.
        Unsure = "unsure",
        /// It is there.
        Live = "live",
    }
}

words! {
    /// Why an address did not answer.
    Fault {
        /// The name of the host does not resolve.
        Dns = "dns",
        /// The host refuses connections.
        Refused = "refused",
        /// The host took too long.
        Timeout = "timeout",
        /// The connection was broken off.
        Reset = "reset",
        /// The connection could not be made safe: a certificate that is not valid, say.
        Tls = "tls",
        /// The redirects lead round in a circle.
        Loop = "redirect-loop",
        /// There are more redirects than anybody would follow.
        TooManyRedirects = "too-many-redirects",
        /// The answer is not one of HTTP, or redirects to what is no address.
        BadAnswer = "bad-answer",
    }
}

impl Verdict {
    /// Whether a reader who follows the link finds what it was made for.
    pub fn is_well(self) -> bool {
        matches!(self, Verdict::Live | Verdict::Moved)
    }

    /// Whether the answer holds for a while. One that does not is asked for again on the next day.
    pub fn is_settled(self) -> bool {
        !matches!(self, Verdict::Unsure | Verdict::Unreachable)
    }
}
