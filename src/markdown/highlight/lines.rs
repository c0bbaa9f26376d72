//! Lines of code that were highlighted before: the same line in the same state of the grammar is the same HTML.
//!
//! A grammar is an automaton over lines. Its states that have come up are numbered, so that a line which begins like
//! thousands of others (`import csv`, `}`) costs a look-up and no regular expression. What is kept is bounded; beyond
//! the bound lines are worked on as they come.
//!
//! Each thread keeps its own: a state has room in it for what Oniguruma finds, which no other thread may touch. Where
//! that is not empty the state is like no other, and lines are worked on as they come until one ends it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use syntect::parsing::{ParseState, ScopeStack, SyntaxReference};

/// How many bytes of lines a thread keeps.
const MOST_BYTES: usize = 4_000_000;

/// How many states of one grammar are told apart. Each new line's end is compared with all of them.
const MOST_STATES: usize = 256;

/// Where a grammar stands between two lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct State {
    pub(super) parser: ParseState,
    pub(super) scopes: ScopeStack,
}

/// The same, by its number where it has one.
pub(super) enum Standing {
    Known(u32),
    Other(Box<State>),
}

/// What a line was made into: the state before it, the HTML, and the state behind it.
type Made = (u32, Rc<str>, u32);

/// What is known of one grammar.
#[derive(Default)]
struct Grammar {
    states: Vec<State>,
    lines: HashMap<Box<str>, Vec<Made>>,
}

#[derive(Default)]
struct Kept {
    grammars: HashMap<String, Grammar>,
    bytes: usize,
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// Where code in `syntax` begins.
pub(super) fn start(syntax: &SyntaxReference) -> Standing {
    let first = || State { parser: ParseState::new(syntax), scopes: ScopeStack::new() };
    KEPT.with_borrow_mut(|kept| {
        if !kept.grammars.contains_key(&syntax.name) {
            let grammar = Grammar { states: vec![first()], ..Grammar::default() };
            kept.grammars.insert(syntax.name.clone(), grammar);
        }
    });
    Standing::Known(0)
}

/// The HTML of `line`, pushed to `html`, and where the grammar stands behind it. `make` works on a line that is new;
/// nothing where the grammar fails.
pub(super) fn push(
    syntax: &str,
    standing: Standing,
    line: &str,
    html: &mut String,
    make: impl Fn(&mut State, &mut String) -> Option<()>,
) -> Option<Standing> {
    let from = match standing {
        Standing::Other(mut state) => {
            make(&mut state, html)?;
            return Some(KEPT.with_borrow(|kept| kept.standing(syntax, state)));
        }
        Standing::Known(from) => from,
    };
    let known = KEPT.with_borrow(|kept| {
        let made = kept.grammars.get(syntax)?.lines.get(line)?.iter().find(|(before, ..)| *before == from);
        made.map(|(_, made, next)| (made.clone(), *next))
    });
    if let Some((made, next)) = known {
        html.push_str(&made);
        return Some(Standing::Known(next));
    }
    let mut state = KEPT.with_borrow(|kept| kept.grammars.get(syntax)?.states.get(from as usize).cloned())?;
    let start = html.len();
    make(&mut state, html)?;
    Some(KEPT.with_borrow_mut(|kept| kept.keep(syntax, from, line, &html[start..], state)))
}

impl Kept {
    /// Where the grammar stands in `state`.
    fn standing(&self, syntax: &str, state: Box<State>) -> Standing {
        let states = self.grammars.get(syntax).map(|grammar| &*grammar.states).unwrap_or_default();
        let known = states.iter().position(|known| *known == *state).and_then(|place| u32::try_from(place).ok());
        known.map_or(Standing::Other(state), Standing::Known)
    }

    fn keep(&mut self, syntax: &str, from: u32, line: &str, made: &str, state: State) -> Standing {
        let bytes = line.len() + made.len();
        let is_full = self.bytes + bytes > MOST_BYTES;
        let Some(grammar) = self.grammars.get_mut(syntax) else { return Standing::Other(Box::new(state)) };
        let next = match grammar.states.iter().position(|known| *known == state) {
            Some(next) => next,
            // One that remembers words (the fence that must close it, say) is not even like itself, and never comes again.
            None if is_full || grammar.states.len() == MOST_STATES || state != state.clone() => {
                return Standing::Other(Box::new(state));
            }
            None => {
                grammar.states.push(state);
                grammar.states.len() - 1
            }
        };
        let next = u32::try_from(next).expect("there are at most MOST_STATES");
        if !is_full {
            grammar.lines.entry(line.into()).or_default().push((from, made.into(), next));
            self.bytes += bytes;
        }
        Standing::Known(next)
    }
}

#[cfg(test)]
mod tests {
    use super::super::highlight;
    use super::*;

    fn states(syntax: &str) -> usize {
        KEPT.with_borrow(|kept| kept.grammars[syntax].states.len())
    }

    /// Inside the block the grammar remembers how far its first line is indented.
    #[test]
    fn a_state_that_is_like_no_other_takes_no_room() {
        let steps: String = (0..300).map(|step| format!("  echo {step}\n")).collect();
        let html = highlight("yaml", &format!("run: |\n{steps}done: true\n")).expect("YAML is known");
        assert!(states("YAML") < 20, "{}", states("YAML"));
        assert_eq!(html.matches("echo").count(), 300);
        assert_eq!(
            highlight("yaml", "done: true\n").as_deref(),
            html.rsplit_once("299").map(|(_, last)| last.split_once('\n').expect("a line end").1)
        );
    }
}
