//! Edges between reports → groups that go back to each other in a ring, what comes first before what goes back to it.

use super::Edge;

/// Every report once: alone, or with those with which it stands in a ring; each group behind all to which it goes back
/// (Tarjan 1972, without recursion: a chain may be as long as the archive).
pub(super) fn rings_first_sources_first(edges: &[Vec<Edge>]) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
    let count = edges.len();
    let (mut number, mut lowest, mut is_open) = (vec![UNSEEN; count], vec![0; count], vec![false; count]);
    let (mut open, mut rings, mut next) = (Vec::new(), Vec::new(), 0);
    for start in 0..count {
        if number[start] != UNSEEN {
            continue;
        }
        // A report, and how many of its edges have been followed.
        let mut path = vec![(start, 0)];
        while let Some((report, followed)) = path.last_mut() {
            let report = *report;
            if *followed == 0 {
                (number[report], lowest[report], is_open[report]) = (next, next, true);
                next += 1;
                open.push(report);
            }
            if let Some(edge) = edges[report].get(*followed) {
                *followed += 1;
                if number[edge.to] == UNSEEN {
                    path.push((edge.to, 0));
                } else if is_open[edge.to] {
                    lowest[report] = lowest[report].min(number[edge.to]);
                }
                continue;
            }
            path.pop();
            if let Some((before, _)) = path.last() {
                lowest[*before] = lowest[*before].min(lowest[report]);
            }
            if lowest[report] == number[report] {
                let from = open.iter().rposition(|open| *open == report).unwrap_or_default();
                let mut ring = open.split_off(from);
                ring.iter().for_each(|report| is_open[*report] = false);
                ring.sort_unstable();
                rings.push(ring);
            }
        }
    }
    rings
}
