//! A term and its neighbours → where each stands in a drawing, and the lines between them.
//!
//! The neighbours stand round the term on an ellipse that is higher than wide, so that names have room at both sides.
//! Which comes next round the ellipse is the one with most ties to the last: the lines between neighbours stay short.

use std::f64::consts::TAU;

use schemars::JsonSchema;
use serde::Serialize;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::LinkView;

/// A drawing of terms that records name together. Every length is in units of a box of 1000 by 1000.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct GraphView {
    /// How wide and high the drawing is.
    pub size: i32,
    /// The size of letters that the labels are laid out for.
    pub letters: i32,
    /// Circles: the term itself first, then the others, the most frequent first.
    pub nodes: Vec<NodeView>,
    /// Lines: from the term to each of the others, then those among the others, at most 24, the strongest first.
    pub edges: Vec<EdgeView>,
}

/// A term in a drawing.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct NodeView {
    /// The term's name.
    pub name: String,
    /// Its page.
    pub url: String,
    /// How many of the records name it.
    pub count: usize,
    /// Whether it is the term that the drawing is about.
    pub is_centre: bool,
    /// The centre of its circle, from the left.
    pub x: i32,
    /// The centre of its circle, from the top.
    pub y: i32,
    /// The radius of its circle.
    pub radius: i32,
    /// Where its label is anchored, from the left.
    pub label_x: i32,
    /// SVG's `text-anchor` of the label, for text from left to right: `start`, `middle` or `end`.
    pub anchor: &'static str,
    /// The name in short lines.
    pub lines: Vec<LineView>,
}

/// A line of a label.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct LineView {
    /// Its text.
    pub text: String,
    /// Its baseline, from the top.
    pub y: i32,
}

/// A tie between two terms in a drawing.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EdgeView {
    /// Where it begins, from the left.
    pub x1: i32,
    /// Where it begins, from the top.
    pub y1: i32,
    /// Where it ends, from the left.
    pub x2: i32,
    /// Where it ends, from the top.
    pub y2: i32,
    /// How wide it is.
    pub width: i32,
    /// How many of the records name both.
    pub count: usize,
    /// Whether it leads to the term that the drawing is about.
    pub is_central: bool,
}

const SIZE: f64 = 1000.0;
const MIDDLE: f64 = SIZE / 2.0;
/// Half the width and half the height of the ellipse.
const REACH: [f64; 2] = [215.0, 360.0];
const LETTERS: f64 = 34.0;
const LINE_HEIGHT: f64 = 38.0;
/// Between a circle and its label.
const GAP: f64 = 12.0;
const CENTRE_RADIUS: f64 = 42.0;
const RADII: [f64; 2] = [12.0, 32.0];
const WIDTHS: [f64; 2] = [2.0, 14.0];
/// How many lines there are among the others: more is a web in which nothing can be followed.
const MOST_TIES: usize = 24;
/// How many lines a label has at the sides, and how many columns each.
const AT_SIDES: [usize; 2] = [3, 14];
/// The same above and below, where there is more width and less height.
const AT_ENDS: [usize; 2] = [2, 24];

impl GraphView {
    /// Draws `centre` and the `others`, at least one, each with how many records name it; `ties` has, for each two of
    /// the others, how many records name both.
    pub(super) fn new(centre: (LinkView, usize), others: Vec<(LinkView, usize)>, ties: &[Vec<usize>]) -> GraphView {
        let most = others.iter().map(|(_, count)| *count).max().unwrap_or_default();
        let around = round(ties);
        let mut spots = vec![(0.0, 0.0); others.len()];
        for (at, place) in around.iter().enumerate() {
            spots[*place] = (TAU * at as f64 / others.len() as f64).sin_cos();
        }
        let mut edges: Vec<EdgeView> = Vec::new();
        let point = |(sin, cos): (f64, f64)| [MIDDLE + REACH[0] * sin, MIDDLE - REACH[1] * cos];
        for ((_, count), spot) in others.iter().zip(&spots) {
            edges.push(EdgeView::new([MIDDLE; 2], point(*spot), *count, most, true));
        }
        for (count, one, other) in strongest(ties) {
            edges.push(EdgeView::new(point(spots[other]), point(spots[one]), count, most, false));
        }
        let (link, count) = centre;
        let mut nodes = vec![NodeView::centre(link, count)];
        let node = |((link, count), spot): ((LinkView, usize), (f64, f64))| {
            NodeView::around(link, count, between(RADII, count, most), point(spot), spot)
        };
        nodes.extend(others.into_iter().zip(spots).map(node));
        GraphView { size: units(SIZE), letters: units(LETTERS), nodes, edges }
    }
}

impl NodeView {
    fn centre(link: LinkView, count: usize) -> NodeView {
        let lines = wrapped(&link.name, AT_ENDS);
        let top = MIDDLE + CENTRE_RADIUS + GAP + LETTERS * 0.8;
        NodeView {
            is_centre: true,
            x: units(MIDDLE),
            y: units(MIDDLE),
            radius: units(CENTRE_RADIUS),
            label_x: units(MIDDLE),
            anchor: "middle",
            lines: stacked(lines, top),
            name: link.name,
            url: link.url,
            count,
        }
    }

    /// A node at `x`, `y`; `sin` and `cos` are those of its angle from the top, clockwise.
    fn around(link: LinkView, count: usize, radius: f64, [x, y]: [f64; 2], (sin, cos): (f64, f64)) -> NodeView {
        let is_at_end = sin.abs() < 0.2;
        let lines = wrapped(&link.name, if is_at_end { AT_ENDS } else { AT_SIDES });
        let more = LINE_HEIGHT * (lines.len() as f64 - 1.0);
        let (anchor, label_x, first) = match is_at_end {
            true if cos > 0.0 => ("middle", x, y - radius - GAP - more),
            true => ("middle", x, y + radius + GAP + LETTERS * 0.8),
            false if sin > 0.0 => ("start", x + radius + GAP, y + LETTERS * 0.35 - more / 2.0),
            false => ("end", x - radius - GAP, y + LETTERS * 0.35 - more / 2.0),
        };
        NodeView {
            is_centre: false,
            x: units(x),
            y: units(y),
            radius: units(radius),
            label_x: units(label_x),
            anchor,
            lines: stacked(lines, first),
            name: link.name,
            url: link.url,
            count,
        }
    }
}

impl EdgeView {
    fn new([x1, y1]: [f64; 2], [x2, y2]: [f64; 2], count: usize, most: usize, is_central: bool) -> EdgeView {
        let width = units(between(WIDTHS, count, most));
        EdgeView { x1: units(x1), y1: units(y1), x2: units(x2), y2: units(y2), width, count, is_central }
    }
}

/// The order round the ellipse: the most frequent first, then always the one with most ties to the last.
fn round(ties: &[Vec<usize>]) -> Vec<usize> {
    let mut left: Vec<usize> = (1..ties.len()).collect();
    let mut order = vec![0];
    while let Some(last) = order.last().copied().filter(|_| !left.is_empty()) {
        let best = (0..left.len()).rev().max_by_key(|at| ties[last][left[*at]]).unwrap_or_default();
        order.push(left.remove(best));
    }
    order
}

/// The ties among the others: how many records there are, and between which; the strongest first.
fn strongest(ties: &[Vec<usize>]) -> Vec<(usize, usize, usize)> {
    let pairs = (0..ties.len()).flat_map(|one| (0..one).map(move |other| (ties[one][other], one, other)));
    let mut pairs: Vec<(usize, usize, usize)> = pairs.filter(|(count, ..)| *count > 0).collect();
    pairs.sort_by_key(|(count, ..)| std::cmp::Reverse(*count));
    pairs.truncate(MOST_TIES);
    pairs
}

/// A length that grows with the root of `count`, so that areas can be compared.
fn between([least, largest]: [f64; 2], count: usize, most: usize) -> f64 {
    least + (largest - least) * (count as f64 / most.max(1) as f64).sqrt()
}

/// Whole units: the same on every machine, and short.
fn units(length: f64) -> i32 {
    length.round() as i32
}

fn stacked(lines: Vec<String>, first: f64) -> Vec<LineView> {
    let at = |place: usize| units(first + LINE_HEIGHT * place as f64);
    lines.into_iter().enumerate().map(|(place, text)| LineView { text, y: at(place) }).collect()
}

/// `name` in at most `most` lines of `columns`, broken between words; what does not fit ends in `…`.
fn wrapped(name: &str, [most, columns]: [usize; 2]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut words = name.split_whitespace().peekable();
    while lines.len() < most
        && let Some(first) = words.next()
    {
        let mut line = first.to_owned();
        while let Some(word) = words.next_if(|word| line.width() + 1 + word.width() <= columns) {
            line = format!("{line} {word}");
        }
        lines.push(line);
    }
    let is_whole = words.peek().is_none();
    let last = lines.len().saturating_sub(1);
    for (place, line) in lines.iter_mut().enumerate() {
        if line.width() > columns || (place == last && !is_whole) {
            *line = shortened(line, columns);
        }
    }
    lines
}

/// As much of `line` as fits with an ellipsis behind it.
fn shortened(line: &str, columns: usize) -> String {
    let mut width = 0;
    let fits = line.chars().take_while(|letter| {
        width += letter.width().unwrap_or_default();
        width < columns
    });
    let kept: String = fits.collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(name: &str) -> LinkView {
        LinkView { name: name.to_owned(), url: format!("/{name}/") }
    }

    fn drawn(names: &[(&str, usize)], tied: &[(usize, usize, usize)]) -> GraphView {
        let mut ties = vec![vec![0; names.len()]; names.len()];
        for (one, other, count) in tied {
            (ties[*one][*other], ties[*other][*one]) = (*count, *count);
        }
        let others = names.iter().map(|(name, count)| (link(name), *count)).collect();
        GraphView::new((link("centre"), 9), others, &ties)
    }

    #[test]
    fn the_most_tied_stand_side_by_side() {
        let graph = drawn(&[("a", 4), ("b", 3), ("c", 2), ("d", 1)], &[(0, 2, 2), (2, 3, 1)]);
        let places: Vec<(&str, i32, i32)> = graph.nodes.iter().map(|node| (&*node.name, node.x, node.y)).collect();
        let expected = [("centre", 500, 500), ("a", 500, 140), ("b", 285, 500), ("c", 715, 500), ("d", 500, 860)];
        assert_eq!(places, expected);
        let edges: Vec<(i32, i32, i32, i32, usize)> =
            graph.edges.iter().map(|edge| (edge.x1, edge.y1, edge.x2, edge.y2, edge.count)).collect();
        assert_eq!(edges[..2], [(500, 500, 500, 140, 4), (500, 500, 285, 500, 3)]);
        assert_eq!(edges[4..], [(500, 140, 715, 500, 2), (715, 500, 500, 860, 1)]);
    }

    #[test]
    fn circles_and_lines_grow_with_their_counts() {
        let graph = drawn(&[("a", 16), ("b", 4), ("c", 1)], &[]);
        let radii: Vec<i32> = graph.nodes.iter().map(|node| node.radius).collect();
        assert_eq!(radii, [42, 32, 22, 17]);
        let widths: Vec<i32> = graph.edges.iter().map(|edge| edge.width).collect();
        assert_eq!(widths, [14, 8, 5]);
    }

    #[test]
    fn of_many_ties_the_strongest_are_drawn() {
        let names: Vec<String> = (0..12).map(|place| format!("n{place}")).collect();
        let names: Vec<(&str, usize)> = names.iter().map(|name| (&**name, 5)).collect();
        let tied: Vec<(usize, usize, usize)> =
            (0..12).flat_map(|one| (0..one).map(move |other| (one, other, 1 + usize::from(one == 11)))).collect();
        let graph = drawn(&names, &tied);
        let counts: Vec<usize> = graph.edges[12..].iter().map(|edge| edge.count).collect();
        assert_eq!(counts, [vec![2; 11], vec![1; 13]].concat());
    }

    #[test]
    fn everything_stays_in_the_box() {
        let long = "Bundesministerium für wirtschaftliche Zusammenarbeit und Entwicklung";
        for count in 1..=12 {
            let graph = drawn(&vec![(long, 3); count], &[]);
            let anchors: Vec<&str> = graph.nodes.iter().map(|node| node.anchor).collect();
            assert!(anchors.contains(&"middle"), "{anchors:?}");
            for node in &graph.nodes {
                // A letter is about half as wide as it is high.
                let width = node.lines.iter().map(|line| line.text.width()).max().unwrap_or_default() as i32 * 17;
                let left = match node.anchor {
                    "start" => node.label_x,
                    "end" => node.label_x - width,
                    _ => node.label_x - width / 2,
                };
                assert!(left >= 0 && left + width <= 1000, "{count} {node:?}");
                let is_inside = |line: &LineView| line.y >= units(LETTERS * 0.8) && line.y <= 990;
                assert!(node.lines.iter().all(is_inside), "{count} {node:?}");
            }
        }
    }

    #[test]
    #[rustfmt::skip]
    fn labels_are_broken_between_words() {
        for (name, shape, expected) in [
            ("Salesforce",                                          AT_SIDES, vec!["Salesforce"]),
            ("US Customs and Border Protection",                    AT_SIDES, vec!["US Customs and", "Border", "Protection"]),
            ("US Immigration and Customs Enforcement of the world", AT_SIDES, vec!["US Immigration", "and Customs", "Enforcement o…"]),
            ("Bundesverfassungsgericht",                            AT_SIDES, vec!["Bundesverfass…"]),
            ("a  b",                                                AT_ENDS,  vec!["a b"]),
            ("米国税関・国境取締局",                                   AT_SIDES, vec!["米国税関・国…"]),
            ("",                                                    AT_ENDS,  vec![]),
        ] {
            assert_eq!(wrapped(name, shape), expected, "{name}");
        }
    }
}
