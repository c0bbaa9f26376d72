//! Where a word stands in a document → how much the document is about it (BM25F).
//!
//! A word counts more in a headline than in the text, and more in a short text than in a long one; to say it again adds
//! less each time. What depends on the word alone, how rare it is, the browser works out from the number of documents.

/// The fields of a document, in the order of their positions.
pub(super) const FIELDS: usize = 4;

/// What a word counts in each: headline, names, dek, text.
const FIELD_WEIGHTS: [f64; FIELDS] = [4.0, 3.0, 2.0, 1.0];

/// The same on the page of what bears a name: who asks for no more than the name wants that first, and who asks for more
/// gets the records that have the rest.
const TERM_WEIGHTS: [f64; FIELDS] = [12.0, 12.0, 2.0, 1.0];

/// How much the length of each counts: that of a list of names says little.
const LENGTH_COUNTS: [f64; FIELDS] = [0.4, 0.4, 0.4, 0.75];

/// How soon more of the same adds nothing.
const SATURATION: f64 = 1.2;

/// How many words each field of a document has, and at which position each begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Lengths {
    /// Words of each field.
    pub words: [u32; FIELDS],
    /// The first position of each field.
    pub starts: [u32; FIELDS],
    /// Whether it is the page of a term.
    pub is_term: bool,
}

impl Lengths {
    /// The field that a position lies in.
    pub(super) fn field(&self, position: u32) -> usize {
        self.starts[1..].iter().take_while(|start| **start <= position).count()
    }
}

/// The weights of one archive's documents.
#[derive(Clone, Copy, Debug)]
pub struct Weights {
    /// Words of each field, in the middle of the documents that have it.
    average: [f64; FIELDS],
}

impl Weights {
    /// The weights for documents of these lengths.
    pub fn new(lengths: &[Lengths]) -> Weights {
        let average = std::array::from_fn(|field| {
            let words = lengths.iter().map(|length| length.words[field]).filter(|words| *words > 0);
            let (sum, count) = words.fold((0_u64, 0_u64), |(sum, count), words| (sum + u64::from(words), count + 1));
            sum as f64 / count.max(1) as f64
        });
        Weights { average }
    }

    /// The weight of a word that stands so many times in each field of a document: 1 to 255.
    pub fn of(&self, times: [u32; FIELDS], lengths: &Lengths) -> u8 {
        let field_weights = if lengths.is_term { TERM_WEIGHTS } else { FIELD_WEIGHTS };
        let parts = (0..FIELDS).map(|field| {
            let length = f64::from(lengths.words[field]) / self.average[field].max(1.0);
            let share = LENGTH_COUNTS[field];
            field_weights[field] * f64::from(times[field]) / (1.0 - share + share * length)
        });
        let frequency: f64 = parts.sum();
        // The bound is what endless repetition comes to.
        (255.0 * frequency / (SATURATION + frequency)).round().clamp(1.0, 255.0) as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_outweighs_a_text_and_a_short_text_a_long_one() {
        let of = |words: [u32; 4]| Lengths { words, starts: [0, 110, 220, 330], is_term: false };
        let (short, long) = (of([8, 4, 10, 100]), of([8, 4, 10, 300]));
        let weights = Weights::new(&[short, long]);
        let headline = weights.of([1, 0, 0, 0], &short);
        let names = weights.of([0, 1, 0, 0], &short);
        let text = weights.of([0, 0, 0, 1], &short);
        assert!(headline > names && names > text && text > weights.of([0, 0, 0, 1], &long));
        assert!(weights.of([1, 0, 0, 0], &Lengths { is_term: true, ..short }) > headline);
        assert!(weights.of([0, 0, 0, 5], &short) > text && weights.of([0, 0, 0, 5000], &short) > 250);
        let fields = [0, 109, 110, 219, 220, 330, 900].map(|position| short.field(position));
        assert_eq!(fields, [0, 0, 1, 1, 2, 3, 3]);
    }
}
