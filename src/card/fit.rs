//! A headline → its lines: as large as the space allows, and of nearly one length.

use std::ops::Range;

use unicode_linebreak::linebreaks;

use super::face::Style;
use super::typeset::{Line, Setting, Typesetter, Way, cut};

/// The sizes of a headline in pixels, largest first: steps that an eye tells apart.
const SIZES: [f32; 8] = [88.0, 80.0, 72.0, 64.0, 58.0, 52.0, 48.0, 44.0];

/// The most lines, of whatever size.
const MOST_LINES: usize = 5;

/// How far below the top of its line a baseline stands, as a part of the distance between lines.
const ASCENT: f32 = 0.76;

/// A headline in its lines.
pub(super) struct Fitted<'a> {
    lines: Vec<Line<'a>>,
    /// From baseline to baseline, in pixels.
    leading: f32,
}

impl<'a> Fitted<'a> {
    /// The lines, each with its baseline, where the first begins at `top`.
    pub(super) fn lines_from(&self, top: f32) -> impl Iterator<Item = (&Line<'a>, f32)> {
        let baseline = move |line: usize| top + (line as f32 + ASCENT) * self.leading;
        self.lines.iter().enumerate().map(move |(place, line)| (line, baseline(place)))
    }
}

/// `text` in a space of `width` and `height`, in pixels. What does not fit at the smallest size is left out, and an
/// ellipsis says so.
pub(super) fn fitted<'a>(typesetter: &Typesetter<'a>, text: &str, way: Way, width: f32, height: f32) -> Fitted<'a> {
    let leading = typesetter.leading(text, Style::Serif);
    let em = Setting { style: Style::Serif, size: 1.0, tracking: 0.0, way };
    let words = words(text, &typesetter.advances(text, &em));
    let lines_at = |size: f32| ((height / (size * leading)) as usize).clamp(1, MOST_LINES);
    let fits = |size: &f32| {
        let room = width / size;
        words.iter().all(|word| word.width <= room) && broken(&words, room).len() <= lines_at(*size)
    };
    let set = |size: f32, lines: &[String]| {
        let setting = Setting { style: Style::Serif, size, tracking: 0.0, way };
        let lines = lines.iter().map(|line| typesetter.line_within(line, &setting, width)).collect();
        Fitted { lines, leading: size * leading }
    };
    let text_of = |words: &[Word], line: &Range<usize>| {
        let (first, last) = (&words[line.start], &words[line.end - 1]);
        text[first.range.start..last.range.end].trim().to_owned()
    };
    if let Some(size) = SIZES.into_iter().find(fits) {
        let lines: Vec<String> = balanced(&words, width / size).iter().map(|line| text_of(&words, line)).collect();
        return set(size, &lines);
    }
    let smallest = SIZES[SIZES.len() - 1];
    let (room, most) = (width / smallest, lines_at(smallest));
    let pieces = taken_apart(&words, room, &typesetter.advances(text, &em));
    let mut lines: Vec<String> = broken(&pieces, room).iter().map(|line| text_of(&pieces, line)).collect();
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            // The space stands for the words that follow: this line ends with a whole one.
            *last = cut(&format!("{last} "));
        }
    }
    set(smallest, &lines)
}

/// A word, with what stands between it and the next, in ems.
struct Word {
    range: Range<usize>,
    /// Without the space behind it.
    width: f32,
    space: f32,
}

/// The words of `text`: what lies between two places where a line may end (UAX #14).
fn words(text: &str, advances: &[(usize, f32)]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut rest = advances.iter().peekable();
    let mut start = 0;
    for (end, _) in linebreaks(text) {
        let mut word = Word { range: start..end, width: 0.0, space: 0.0 };
        let visible = start + text[start..end].trim_end().len();
        while let Some((at, advance)) = rest.next_if(|(at, _)| *at < end) {
            if *at < visible {
                word.width += advance;
            } else {
                word.space += advance;
            }
        }
        words.push(word);
        start = end;
    }
    words
}

/// Lines of words, each no wider than `room` unless it is one word; as many words on each as it takes.
fn broken(words: &[Word], room: f32) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut used = 0.0;
    for (place, word) in words.iter().enumerate() {
        match lines.last_mut().filter(|_| used + word.width <= room) {
            Some(line) => line.end = place + 1,
            None => {
                lines.push(place..place + 1);
                used = 0.0;
            }
        }
        used += word.width + word.space;
    }
    lines
}

/// As many lines as `room` needs, and as near to one length as words allow: the narrowest room that needs no more.
fn balanced(words: &[Word], room: f32) -> Vec<Range<usize>> {
    let count = broken(words, room).len();
    let (mut narrow, mut wide) = (0.0, room);
    // Twelve halvings of a line of 1,040 pixels end at a quarter of one.
    for _ in 0..12 {
        let middle = (narrow + wide) / 2.0;
        let is_enough = words.iter().all(|word| word.width <= middle) && broken(words, middle).len() <= count;
        if is_enough {
            wide = middle;
        } else {
            narrow = middle;
        }
    }
    broken(words, wide)
}

/// The words, those that are wider than `room` taken apart between letters.
fn taken_apart(words: &[Word], room: f32, advances: &[(usize, f32)]) -> Vec<Word> {
    let mut pieces: Vec<Word> = Vec::new();
    for word in words {
        if word.width <= room {
            pieces.push(Word { range: word.range.clone(), ..*word });
            continue;
        }
        let mut piece = Word { range: word.range.clone(), width: 0.0, space: word.space };
        for (at, advance) in advances.iter().filter(|(at, _)| word.range.contains(at)) {
            if piece.width > 0.0 && piece.width + advance > room {
                pieces.push(Word { range: piece.range.start..*at, width: piece.width, space: 0.0 });
                piece = Word { range: *at..word.range.end, width: 0.0, space: word.space };
            }
            piece.width += advance;
        }
        pieces.push(piece);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::super::face::Faces;
    use super::*;

    /// Size and number of lines of a headline on a card.
    fn check(text: &str) -> (f32, usize) {
        let faces = Faces::default();
        let typesetter = Typesetter { faces: &faces, language: "en" };
        let fitted = fitted(&typesetter, text, Way::LeftToRight, 1040.0, 340.0);
        (fitted.lines[0].size, fitted.lines.len())
    }

    #[test]
    fn a_headline_is_as_large_as_it_can_be() {
        for (text, expected) in [
            ("Google drops Maven", (88.0, 1)),
            ("Salesforce employees question a border contract", (88.0, 3)),
            (&"A headline of middling length ".repeat(3), (72.0, 3)),
            (&"word ".repeat(40), (48.0, 5)),
            (&"word ".repeat(400), (44.0, 5)),
            ("Donaudampfschifffahrtsgesellschaft", (58.0, 1)),
            (&"x".repeat(100), (44.0, 3)),
        ] {
            assert_eq!(check(text), expected, "{text}");
        }
    }

    #[test]
    fn lines_are_of_nearly_one_length() {
        let word = |width: f32| Word { range: 0..0, width, space: 1.0 };
        for (widths, room, words_on_each) in [
            (&[4.0, 4.0, 4.0, 4.0][..], 15.0, &[2, 2][..]),
            (&[4.0, 4.0, 4.0, 1.0], 14.0, &[2, 2]),
            (&[10.0, 1.0, 1.0], 12.0, &[1, 2]),
            (&[5.0], 9.0, &[1]),
            (&[], 9.0, &[]),
        ] {
            let words: Vec<Word> = widths.iter().map(|width| word(*width)).collect();
            let lines: Vec<usize> = balanced(&words, room).iter().map(Range::len).collect();
            assert_eq!(lines, words_on_each, "{widths:?}");
        }
    }
}
