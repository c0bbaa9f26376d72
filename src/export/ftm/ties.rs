//! What the file of an entity says of its ties → links and contracts.

use std::borrow::Cow;
use std::io::{self, Write};

use super::properties::{Properties, amount, day};
use super::{article_id, id, is_party, party_id};
use crate::archive::{RecordIx, TermIx};
use crate::model::entity::Relation;
use crate::view::Views;

/// Writes what ties a term to others: its parent, and the relations of its file whose other end is an entity too. A
/// contract that both parties list is written once, with the first of them, and has what either says of it.
pub(super) fn write(views: &Views, this: TermIx, out: &mut dyn Write) -> io::Result<()> {
    let term = &views.archive[this];
    let own = party_id(views, this);
    if let Some(parent) = term.parent.filter(|parent| is_party(views, *parent) && *parent != this) {
        let other = party_id(views, parent);
        let link = Properties::new().with("subject", [&own]).with("object", [&other]).with("role", ["part of"]);
        link.write(&id("link", &[&own, &other, "parent"]), "UnknownLink", out)?;
    }
    for tie in ties(views, this) {
        if this > tie.with && counterparts(views, tie.with, this).iter().any(|(_, other)| *other == Some(tie.place)) {
            continue;
        }
        let pairs = if tie.is_contract() { counterparts(views, this, tie.with) } else { Vec::new() };
        let other = pairs.iter().find_map(|(own, other)| other.filter(|_| *own == tie.place));
        let other = other.and_then(|place| ties(views, tie.with).find(|other| other.place == place));
        match other {
            Some(other) => tie.with_what_is_said_by(&other).write(out)?,
            None => tie.write(out)?,
        }
    }
    Ok(())
}

/// The relations of the file of `this` whose other end is another entity.
fn ties(views: &Views, this: TermIx) -> impl Iterator<Item = Tie<'_>> {
    let term = &views.archive[this];
    let relations = term.entity.iter().flat_map(|entity| &entity.relations).zip(&term.relations).enumerate();
    relations.filter_map(move |(place, (relation, (with, proof)))| {
        let with = with.filter(|with| is_party(views, *with) && *with != this)?;
        Some(Tie { views, relation: Cow::Borrowed(relation), term: this, with, proof: *proof, place })
    })
}

/// The contracts that `one` lists with `other`, each with the one of the other's list that is the same, by their places.
fn counterparts(views: &Views, one: TermIx, other: TermIx) -> Vec<(usize, Option<usize>)> {
    let contracts =
        |this: TermIx, with: TermIx| ties(views, this).filter(move |tie| tie.with == with && tie.is_contract());
    let mut others: Vec<Tie> = contracts(other, one).collect();
    let pair = |tie: Tie| {
        let at = others.iter().position(|other| tie.is_same_contract(other));
        (tie.place, at.map(|at| others.remove(at).place))
    };
    contracts(one, other).map(pair).collect()
}

/// One relation of an entity's file.
struct Tie<'a> {
    views: &'a Views,
    relation: Cow<'a, Relation>,
    term: TermIx,
    with: TermIx,
    proof: Option<RecordIx>,
    /// Among the relations of the file.
    place: usize,
}

/// What a party is in a contract.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Authority,
    Supplier,
}

impl Tie<'_> {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        // Who gives the contract and who gets it is known only by the role; without it there are but two parties.
        match self.part().filter(|_| self.is_contract()) {
            Some(Part::Authority) => self.write_award(self.term, self.with, out),
            Some(Part::Supplier) => self.write_award(self.with, self.term, out),
            None => self.write_link(out),
        }
    }

    fn is_contract(&self) -> bool {
        self.relation.kind.eq_ignore_ascii_case("contract")
    }

    fn part(&self) -> Option<Part> {
        let role = self.relation.role.as_deref()?;
        let parts = [("authority", Part::Authority), ("supplier", Part::Supplier)];
        parts.into_iter().find(|(word, _)| role.eq_ignore_ascii_case(word)).map(|(_, part)| part)
    }

    /// Whether two contracts, each from the list of one party, are one: what both say of it does not differ.
    fn is_same_contract(&self, other: &Tie) -> bool {
        fn agree<T: PartialEq>(one: &Option<T>, other: &Option<T>) -> bool {
            one.is_none() || other.is_none() || one == other
        }
        let (one, two) = (&self.relation, &other.relation);
        let are_two_sides = match (self.part(), other.part()) {
            (Some(part), Some(its)) => part != its,
            _ => one.role.is_none() && two.role.is_none(),
        };
        are_two_sides && agree(&one.start, &two.start) && agree(&one.end, &two.end) && agree(&one.amount, &two.amount)
    }

    /// The contract with what only the list of the other party says.
    fn with_what_is_said_by(mut self, other: &Tie) -> Self {
        let (said, relation) = (&other.relation, self.relation.to_mut());
        relation.start = relation.start.or(said.start);
        relation.end = relation.end.or(said.end);
        relation.amount = relation.amount.take().or_else(|| said.amount.clone());
        self.proof = self.proof.or(other.proof);
        self
    }

    fn write_award(&self, authority: TermIx, supplier: TermIx, out: &mut dyn Write) -> io::Result<()> {
        let name = |term: TermIx| &*self.views.archive[term].name;
        let title = format!("{} – {}", name(authority), name(supplier));
        let contract = self.id("contract");
        self.dated("contractDate")
            .with("name", [&title])
            .with("title", [&title])
            .with("authority", [party_id(self.views, authority)])
            .write(&contract, "Contract", out)?;
        self.dated("startDate")
            .with("endDate", day(&self.relation.end))
            .with("contract", [contract])
            .with("supplier", [party_id(self.views, supplier)])
            .with("amount", self.relation.amount.as_deref().and_then(amount))
            // As written: it may have a currency, or be no number at all.
            .with("summary", &self.relation.amount)
            .write(&self.id("award"), "ContractAward", out)
    }

    fn write_link(&self, out: &mut dyn Write) -> io::Result<()> {
        let role = match &self.relation.role {
            Some(role) => format!("{}: {role}", self.relation.kind),
            None => self.relation.kind.clone(),
        };
        self.dated("startDate")
            .with("endDate", day(&self.relation.end))
            .with("subject", [party_id(self.views, self.term)])
            .with("object", [party_id(self.views, self.with)])
            .with("role", [role])
            .with("summary", &self.relation.amount)
            .write(&self.id("link"), "UnknownLink", out)
    }

    /// Since when it is, under this name, and the record that shows it.
    fn dated(&self, property: &'static str) -> Properties {
        let proof = self.proof.map(|proof| article_id(&self.views.archive[proof]));
        Properties::new().with(property, day(&self.relation.start)).with("proof", proof)
    }

    fn id(&self, kind: &'static str) -> String {
        let [one, other] = [self.term, self.with].map(|term| party_id(self.views, term));
        id(kind, &[&one, &other, &self.place.to_string()])
    }
}
