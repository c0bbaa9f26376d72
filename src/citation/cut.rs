//! A style, cut down to what it says of pieces like one: a style tells some fifty kinds of works apart, by their type and by
//! what is known of them, and a processor asks it at every turn.
//!
//! Invariant: what is left says of such a piece just what the whole style says. Conditions that ask for a piece's type, or
//! for a field that it lacks, are answered beforehand. What would print such a field goes, but for a trace of it: a group
//! that asks for fields and finds none of them is silent as a whole, whatever words it has.
//!
//! Source: CSL 1.0.2, sections "Choose" and "Group".

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use hayagriva::citationberg::taxonomy::{Kind, NumberVariable, StandardVariable, Variable};
use hayagriva::citationberg::{
    Choose, ChooseBranch, ChooseMatch, CslMacro, ElseBranch, IndependentStyle, LayoutRenderingElement, NamesChild,
    TextTarget, json,
};

/// What pieces have in common that a style has the same words for: their type, and which fields they have.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Shape {
    kind: Option<Kind>,
    fields: BTreeSet<String>,
}

impl Shape {
    pub(super) fn of(entry: &json::Item) -> Shape {
        let kind = entry.type_().and_then(|kind| Kind::from_str(&kind).ok());
        Shape { kind, fields: entry.0.keys().cloned().collect() }
    }

    /// Whether no such piece has the field, and the processor has nothing of its own for it either.
    fn lacks(&self, variable: Variable) -> bool {
        let is_the_processors = matches!(
            variable,
            Variable::Standard(StandardVariable::CitationLabel | StandardVariable::YearSuffix)
                | Variable::Number(
                    NumberVariable::CitationNumber
                        | NumberVariable::FirstReferenceNoteNumber
                        | NumberVariable::Locator
                        | NumberVariable::PageFirst
                )
        );
        !is_the_processors && !self.fields.contains(&variable.to_string())
    }
}

/// `style` as it is for pieces of this shape.
pub(super) fn cut(style: &IndependentStyle, shape: &Shape) -> IndependentStyle {
    let mut style = style.clone();
    // Of a style that has both, the bibliography alone is read.
    if style.bibliography.is_some() {
        style.citation.layout.elements.clear();
    }
    style.macros.iter_mut().for_each(|part| cut_all(&mut part.children, shape));
    layouts(&mut style).for_each(|elements| cut_all(elements, shape));
    let mut silences = Silences { macros: style.macros.clone(), shape, known: BTreeMap::new() };
    style.macros.iter_mut().for_each(|part| silences.leave_out(&mut part.children));
    layouts(&mut style).for_each(|elements| silences.leave_out(elements));
    style.macros.iter_mut().for_each(|part| flatten(&mut part.children, Inside::Anything));
    layouts(&mut style).for_each(|elements| flatten(elements, Inside::Anything));
    let mut used = BTreeSet::new();
    let macros = style.macros.clone();
    layouts(&mut style).for_each(|elements| gather(elements, &macros, &mut used));
    style.macros.retain(|part| used.contains(&part.name));
    style
}

/// What the style begins with.
fn layouts(style: &mut IndependentStyle) -> impl Iterator<Item = &mut Vec<LayoutRenderingElement>> {
    let bibliography = style.bibliography.iter_mut().map(|bibliography| &mut bibliography.layout.elements);
    std::iter::once(&mut style.citation.layout.elements).chain(bibliography)
}

fn cut_all(elements: &mut [LayoutRenderingElement], shape: &Shape) {
    for element in elements {
        if let LayoutRenderingElement::Choose(choose) = element {
            cut_choose(choose, shape);
        }
        children_mut(element).into_iter().for_each(|children| cut_all(children, shape));
    }
}

/// Leaves out the branches that no such piece takes, and those behind one that every such piece takes.
fn cut_choose(choose: &mut Choose, shape: &Shape) {
    let first = std::mem::replace(&mut choose.if_, unconditional(Vec::new()));
    let mut branches = Vec::new();
    for branch in std::iter::once(first).chain(choose.else_if.drain(..)) {
        match answered(branch, shape) {
            Answer::Never => {}
            Answer::Open(branch) => branches.push(branch),
            Answer::Always(children) => {
                choose.otherwise = Some(ElseBranch { children });
                break;
            }
        }
    }
    let mut branches = branches.into_iter();
    choose.if_ = branches
        .next()
        .unwrap_or_else(|| unconditional(choose.otherwise.take().map(|branch| branch.children).unwrap_or_default()));
    choose.else_if = branches.collect();
}

/// What is known beforehand of a branch's conditions.
enum Answer {
    /// No such piece takes the branch.
    Never,
    /// The branch with the conditions that are left.
    Open(ChooseBranch),
    /// Every such piece takes it; what it says.
    Always(Vec<LayoutRenderingElement>),
}

fn answered(mut branch: ChooseBranch, shape: &Shape) -> Answer {
    let mut answers: Vec<bool> =
        branch.type_.take().into_iter().flatten().map(|kind| Some(kind) == shape.kind).collect();
    let mut is_open = |variable: Variable| {
        let lacks = shape.lacks(variable);
        answers.extend(lacks.then_some(false));
        !lacks
    };
    for variables in [&mut branch.variable, &mut branch.is_numeric].into_iter().flatten() {
        variables.retain(|variable| is_open(*variable));
    }
    for variables in branch.is_uncertain_date.iter_mut() {
        variables.retain(|variable| is_open(Variable::Date(*variable)));
    }
    let (one_no, one_yes) = (answers.contains(&false), answers.contains(&true));
    match branch.match_ {
        ChooseMatch::All if one_no => Answer::Never,
        ChooseMatch::None if one_yes => Answer::Never,
        ChooseMatch::Any if one_yes => Answer::Always(branch.children),
        _ if has_conditions(&branch) => Answer::Open(branch),
        ChooseMatch::Any => Answer::Never,
        ChooseMatch::All | ChooseMatch::None => Answer::Always(branch.children),
    }
}

fn has_conditions(branch: &ChooseBranch) -> bool {
    let has_some = |variables: &Option<Vec<Variable>>| variables.as_ref().is_some_and(|all| !all.is_empty());
    branch.disambiguate.is_some()
        || has_some(&branch.variable)
        || has_some(&branch.is_numeric)
        || branch.is_uncertain_date.as_ref().is_some_and(|dates| !dates.is_empty())
        || branch.type_.as_ref().is_some_and(|kinds| !kinds.is_empty())
        || branch.locator.is_some()
        || branch.position.is_some()
}

/// Whether an element has anything to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Voice {
    /// It may have.
    Open,
    /// It has nothing to say of any such piece, and asks for a field.
    Asking,
    /// It has nothing to say, and asks for none.
    Mute,
}

/// What is silent in a style, for pieces of a shape.
struct Silences<'s> {
    macros: Vec<CslMacro>,
    shape: &'s Shape,
    known: BTreeMap<String, Voice>,
}

impl Silences<'_> {
    fn voice(&mut self, element: &LayoutRenderingElement) -> Voice {
        let asks = |variable: Variable| if self.shape.lacks(variable) { Voice::Asking } else { Voice::Open };
        match element {
            LayoutRenderingElement::Text(text) => match &text.target {
                TextTarget::Variable { var, .. } => asks(*var),
                TextTarget::Macro { name } => self.voice_of_macro(name),
                TextTarget::Term { .. } | TextTarget::Value { .. } => Voice::Open,
            },
            LayoutRenderingElement::Number(number) => asks(number.variable.into()),
            LayoutRenderingElement::Date(date) => date.variable.map_or(Voice::Open, |date| asks(Variable::Date(date))),
            LayoutRenderingElement::Label(label) => match self.shape.lacks(label.variable.into()) {
                true => Voice::Mute,
                false => Voice::Open,
            },
            LayoutRenderingElement::Names(names) => {
                let is_silent = names.variable.iter().all(|name| self.shape.lacks(Variable::Name(*name)));
                if is_silent && names.substitute().is_none() { Voice::Mute } else { Voice::Open }
            }
            LayoutRenderingElement::Group(group) => self.voice_of_all(&group.children),
            LayoutRenderingElement::Choose(choose) if is_plain(choose) => self.voice_of_all(&choose.if_.children),
            LayoutRenderingElement::Choose(_) => Voice::Open,
        }
    }

    fn voice_of_all(&mut self, elements: &[LayoutRenderingElement]) -> Voice {
        let mut all = Voice::Mute;
        for element in elements {
            match self.voice(element) {
                Voice::Open => return Voice::Open,
                Voice::Asking => all = Voice::Asking,
                Voice::Mute => {}
            }
        }
        all
    }

    fn voice_of_macro(&mut self, name: &str) -> Voice {
        if let Some(voice) = self.known.get(name) {
            return *voice;
        }
        let part = self.macros.iter().find(|part| part.name == name).cloned();
        let voice = part.map_or(Voice::Open, |part| self.voice_of_all(&part.children));
        self.known.insert(name.to_owned(), voice);
        voice
    }

    /// Leaves out what is silent; of all that asks for fields, one.
    fn leave_out(&mut self, elements: &mut Vec<LayoutRenderingElement>) {
        let mut asking = None;
        let mut kept = Vec::with_capacity(elements.len());
        for mut element in elements.drain(..) {
            match self.voice(&element) {
                Voice::Open => {
                    children_mut(&mut element).into_iter().for_each(|children| self.leave_out(children));
                    kept.push(element);
                }
                Voice::Asking => asking = asking.or_else(|| self.question(&element)),
                Voice::Mute => {}
            }
        }
        kept.extend(asking);
        *elements = kept;
    }

    /// The first element that asks for a field in one that does nothing else.
    fn question(&self, element: &LayoutRenderingElement) -> Option<LayoutRenderingElement> {
        let within = |elements: &[LayoutRenderingElement]| elements.iter().find_map(|element| self.question(element));
        match element {
            LayoutRenderingElement::Text(text) => match &text.target {
                TextTarget::Macro { name } => {
                    self.macros.iter().filter(|part| part.name == *name).find_map(|part| within(&part.children))
                }
                _ => Some(element.clone()),
            },
            LayoutRenderingElement::Number(_) | LayoutRenderingElement::Date(_) => Some(element.clone()),
            LayoutRenderingElement::Label(_) | LayoutRenderingElement::Names(_) => None,
            LayoutRenderingElement::Group(_) | LayoutRenderingElement::Choose(_) => {
                children(element).into_iter().find_map(within)
            }
        }
    }
}

/// What elements stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Inside {
    /// A group, which asks of the groups in it whether they print, and not of those in a choice.
    Group,
    /// The substitutes of names, of which the first that prints is taken.
    Substitute,
    /// Anything else.
    Anything,
}

/// Puts what a choice without conditions says in its place: at every depth all that is deeper is gone through once more.
fn flatten(elements: &mut Vec<LayoutRenderingElement>, inside: Inside) {
    let mut flat = Vec::with_capacity(elements.len());
    for mut element in elements.drain(..) {
        let inner = match element {
            LayoutRenderingElement::Group(_) => Inside::Group,
            LayoutRenderingElement::Names(_) => Inside::Substitute,
            _ => Inside::Anything,
        };
        children_mut(&mut element).into_iter().for_each(|children| flatten(children, inner));
        match element {
            LayoutRenderingElement::Choose(choose) if is_plain(&choose) && inside.takes(&choose.if_.children) => {
                flat.extend(choose.if_.children);
            }
            other => flat.push(other),
        }
    }
    *elements = flat;
}

impl Inside {
    fn takes(self, elements: &[LayoutRenderingElement]) -> bool {
        match self {
            Inside::Anything => true,
            Inside::Group => !elements.iter().any(|element| matches!(element, LayoutRenderingElement::Group(_))),
            Inside::Substitute => false,
        }
    }
}

/// Whether every piece takes the one branch of a choice.
fn is_plain(choose: &Choose) -> bool {
    choose.else_if.is_empty() && choose.otherwise.is_none() && !has_conditions(&choose.if_)
}

/// A branch that every piece takes.
fn unconditional(children: Vec<LayoutRenderingElement>) -> ChooseBranch {
    ChooseBranch {
        disambiguate: None,
        is_numeric: None,
        is_uncertain_date: None,
        locator: None,
        position: None,
        type_: None,
        variable: None,
        match_: ChooseMatch::All,
        children,
    }
}

/// A macro that calls itself, itself or by way of others: a processor would never come to its end.
pub(super) fn endless(style: &IndependentStyle) -> Option<&str> {
    let calls_itself = |part: &&CslMacro| {
        let mut called = BTreeSet::new();
        gather(&part.children, &style.macros, &mut called);
        called.contains(&part.name)
    };
    style.macros.iter().find(calls_itself).map(|part| &*part.name)
}

/// The names of the macros that `elements` call, and of those that these call.
fn gather(elements: &[LayoutRenderingElement], macros: &[CslMacro], used: &mut BTreeSet<String>) {
    for element in elements {
        if let LayoutRenderingElement::Text(text) = element
            && let TextTarget::Macro { name } = &text.target
            && used.insert(name.clone())
        {
            macros.iter().filter(|part| part.name == *name).for_each(|part| gather(&part.children, macros, used));
        }
        children(element).into_iter().for_each(|children| gather(children, macros, used));
    }
}

/// The lists of elements that stand inside of one.
fn children(element: &LayoutRenderingElement) -> Vec<&[LayoutRenderingElement]> {
    match element {
        LayoutRenderingElement::Group(group) => vec![&group.children],
        LayoutRenderingElement::Choose(choose) => {
            let otherwise = choose.otherwise.as_ref().map(|branch| &*branch.children);
            choose.branches().map(|branch| &*branch.children).chain(otherwise).collect()
        }
        LayoutRenderingElement::Names(names) => {
            let substitutes = names.children.iter().filter_map(|child| match child {
                NamesChild::Substitute(substitute) => Some(&*substitute.children),
                _ => None,
            });
            substitutes.collect()
        }
        _ => Vec::new(),
    }
}

/// The same, to be changed.
fn children_mut(element: &mut LayoutRenderingElement) -> Vec<&mut Vec<LayoutRenderingElement>> {
    match element {
        LayoutRenderingElement::Group(group) => vec![&mut group.children],
        LayoutRenderingElement::Choose(choose) => {
            let otherwise = choose.otherwise.as_mut().map(|branch| &mut branch.children);
            let branches = std::iter::once(&mut choose.if_).chain(&mut choose.else_if);
            branches.map(|branch| &mut branch.children).chain(otherwise).collect()
        }
        LayoutRenderingElement::Names(names) => {
            let substitutes = names.children.iter_mut().filter_map(|child| match child {
                NamesChild::Substitute(substitute) => Some(&mut substitute.children),
                _ => None,
            });
            substitutes.collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use hayagriva::archive::{ArchivedStyle, locales};
    use hayagriva::citationberg::{LocaleCode, Style};
    use hayagriva::{BibliographyDriver, BibliographyRequest, BufWriteFormat, CitationItem, CitationRequest};
    use serde_json::json;

    use super::*;

    fn said(style: &IndependentStyle, entry: &json::Item, locales: &[hayagriva::citationberg::Locale]) -> String {
        let locale = Some(LocaleCode::en_us());
        let mut driver = BibliographyDriver::new();
        let items = vec![CitationItem::with_entry(entry)];
        driver.citation(CitationRequest::new(items, style, locale.clone(), locales, Some(1)));
        let rendered = driver.finish(BibliographyRequest::new(style, locale, locales));
        let mut text = String::new();
        match rendered.bibliography {
            Some(bibliography) => bibliography.items.iter().for_each(|item| {
                item.content.write_buf(&mut text, BufWriteFormat::Html).expect("a string takes all");
            }),
            None => rendered.citations.iter().for_each(|item| {
                item.citation.write_buf(&mut text, BufWriteFormat::Html).expect("a string takes all");
            }),
        }
        text
    }

    #[test]
    fn a_style_that_is_cut_down_says_what_the_whole_style_says() {
        let fields = [
            ("author", json!([{ "family": "Berg", "given": "Anna" }, { "literal": "The Desk" }])),
            ("container-title", json!("Outpost Dispatch")),
            ("publisher", json!("The Archive")),
            ("issued", json!({ "date-parts": [[2018, 6, 25]] })),
            ("accessed", json!({ "date-parts": [[2020, 1]] })),
            ("URL", json!("https://example.org/a")),
            ("archive", json!("Internet Archive")),
        ];
        let kinds = ["article-newspaper", "webpage", "report", "interview", "broadcast", "personal_communication"];
        let mut items = Vec::new();
        for (number, kind) in kinds.iter().enumerate() {
            // All fields, none, and two choices between.
            for chosen in [0x7F, 0, 0b001_1011 << (number % 2), 0b110_0110 >> (number % 2)] {
                let mut item = json!({ "id": "a", "type": kind, "title": "A headline", "language": "en" });
                for (_, (name, value)) in fields.iter().enumerate().filter(|(place, _)| chosen >> place & 1 == 1) {
                    item[name] = value.clone();
                }
                items.push(serde_json::from_value::<json::Item>(item).expect("an item of CSL-JSON"));
            }
        }
        let locales: Vec<_> = locales().into_iter().filter(|locale| locale.lang == Some(LocaleCode::en_us())).collect();
        let (mut styles, mut words) = (0, BTreeSet::new());
        for style in ArchivedStyle::all() {
            let Style::Independent(style) = style.get() else { continue };
            styles += 1;
            for item in &items {
                let whole = said(&style, item, &locales);
                let cut = cut(&style, &Shape::of(item));
                assert_eq!(said(&cut, item, &locales), whole, "{} of {:?}", style.info.title.value, item);
                words.insert(whole);
            }
        }
        assert!(styles > 50 && words.len() > 500, "{styles} styles, {} citations", words.len());
    }

    #[test]
    fn what_no_bundled_style_has_is_as_it_was_too() {
        // A group asks of the groups in it whether they print, and not of those in a choice.
        let layout = r#"<text variable="title"/><group><choose><if type="webpage"><group><text value=" here"/></group></if></choose>
            <text variable="DOI"/></group><group><group><text value=" there"/></group><text variable="DOI"/></group>"#;
        let style = r#"<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0"><info><title>-</title>
            <id>-</id></info><citation><layout>LAYOUT</layout></citation></style>"#;
        let style = IndependentStyle::from_xml(&style.replace("LAYOUT", layout)).expect("a style");
        let item = json!({ "id": "a", "type": "webpage", "title": "A" });
        let item: json::Item = serde_json::from_value(item).expect("an item of CSL-JSON");
        let cut = cut(&style, &Shape::of(&item));
        assert_eq!([said(&style, &item, &[]), said(&cut, &item, &[])], ["A there", "A there"]);
    }
}
