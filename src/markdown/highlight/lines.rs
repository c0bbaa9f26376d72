//! Lines of code that were highlighted before: the same line in the same state of the grammar is the same HTML.
//!
//! A grammar is an automaton over lines. Its states that have come up are numbered, so that a line which begins like
//! thousands of others (`import csv`, `}`) costs a look-up and no regular expression. What is kept is bounded; beyond
//! the bound lines are worked on as they come.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, RwLock};

use syntect::parsing::{ParseState, ScopeStack, SyntaxReference};

/// How many bytes of lines are kept.
const MOST_BYTES: usize = 16_000_000;

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
type Made = (u32, Arc<str>, u32);

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

static KEPT: LazyLock<RwLock<Kept>> = LazyLock::new(RwLock::default);

/// Where code in `syntax` begins.
pub(super) fn start(syntax: &SyntaxReference) -> Standing {
    let first = || State { parser: ParseState::new(syntax), scopes: ScopeStack::new() };
    if let Ok(kept) = KEPT.read()
        && kept.grammars.contains_key(&syntax.name)
    {
        return Standing::Known(0);
    }
    let Ok(mut kept) = KEPT.write() else { return Standing::Other(Box::new(first())) };
    let grammar = kept.grammars.entry(syntax.name.clone()).or_default();
    if grammar.states.is_empty() {
        grammar.states.push(first());
    }
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
            return Some(Standing::Other(state));
        }
        Standing::Known(from) => from,
    };
    let mut state = {
        let kept = KEPT.read().ok()?;
        let grammar = kept.grammars.get(syntax)?;
        let known = grammar.lines.get(line).and_then(|made| made.iter().find(|(before, ..)| *before == from));
        if let Some((_, made, next)) = known {
            html.push_str(made);
            return Some(Standing::Known(*next));
        }
        grammar.states.get(from as usize)?.clone()
    };
    let start = html.len();
    make(&mut state, html)?;
    Some(keep(syntax, from, line, &html[start..], state))
}

fn keep(syntax: &str, from: u32, line: &str, made: &str, state: State) -> Standing {
    let Ok(mut kept) = KEPT.write() else { return Standing::Other(Box::new(state)) };
    let bytes = line.len() + made.len();
    let is_full = kept.bytes + bytes > MOST_BYTES;
    let Some(grammar) = kept.grammars.get_mut(syntax) else { return Standing::Other(Box::new(state)) };
    let next = match grammar.states.iter().position(|known| *known == state) {
        Some(next) => next,
        None if is_full || grammar.states.len() == MOST_STATES => return Standing::Other(Box::new(state)),
        None => {
            grammar.states.push(state);
            grammar.states.len() - 1
        }
    };
    let next = u32::try_from(next).expect("there are at most MOST_STATES");
    if !is_full {
        grammar.lines.entry(line.into()).or_default().push((from, made.into(), next));
        kept.bytes += bytes;
    }
    Standing::Known(next)
}
