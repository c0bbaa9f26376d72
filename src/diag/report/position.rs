//! Offsets into a text → lines and columns, all in one pass.

/// A line and column, and where the line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    /// From 1.
    pub(super) line: usize,
    /// From 1, in Unicode scalar values.
    pub(super) column: usize,
    /// The byte at which the line begins, behind a byte-order mark.
    pub(super) line_start: usize,
}

/// The positions of some offsets of one text.
pub(super) struct Positions {
    /// Sorted, each once.
    offsets: Vec<usize>,
    positions: Vec<Position>,
}

impl Positions {
    /// Finds the positions of `offsets`, which are bounds of letters of `text`.
    pub(super) fn of(text: &str, mut offsets: Vec<usize>) -> Positions {
        offsets.sort_unstable();
        offsets.dedup();
        let line_start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
        let mut here = Position { line: 1, column: 1, line_start };
        let mut from = line_start;
        let positions = offsets
            .iter()
            .map(|offset| {
                let passed = text.get(from..*offset).unwrap_or_default();
                from = from.max(*offset);
                match passed.rfind('\n') {
                    Some(newline) => {
                        here.line += passed.bytes().filter(|byte| *byte == b'\n').count();
                        here.line_start = offset - passed.len() + newline + 1;
                        here.column = 1 + passed[newline + 1..].chars().count();
                    }
                    None => here.column += passed.chars().count(),
                }
                here
            })
            .collect();
        Positions { offsets, positions }
    }

    /// The position of `offset`, which must be one of those that were asked for.
    pub(super) fn at(&self, offset: usize) -> Position {
        let index = self.offsets.binary_search(&offset);
        index.map_or(Position { line: 1, column: 1, line_start: 0 }, |index| self.positions[index])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_and_in_letters() {
        let text = "\u{FEFF}aé\r\n\n日本x\n";
        for (offset, line, column) in [
            (0, 1, 1),
            (3, 1, 1),
            (4, 1, 2),
            (6, 1, 3),
            (7, 1, 4),
            (8, 2, 1),
            (9, 3, 1),
            (12, 3, 2),
            (15, 3, 3),
            (16, 3, 4),
            (17, 4, 1),
        ] {
            let all = Positions::of(text, vec![17, 16, offset, 0, 12]).at(offset);
            let alone = Positions::of(text, vec![offset]).at(offset);
            assert_eq!(((all.line, all.column), all), ((line, column), alone), "{offset}");
        }
    }
}
