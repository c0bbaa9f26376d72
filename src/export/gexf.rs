//! `gexf`: which organizations are reported together, as a graph (GEXF 1.2) for Gephi and its kin.

use std::io::{self, Write};

use quick_xml::escape::escape;
use rapidhash::RapidHashMap;

use super::{Export, ExportFile, Writer};
use crate::archive::{Entry, Term};
use crate::model::entity::Entity;
use crate::names::xml::allowed;
use crate::view::Views;

/// The index whose terms are tied.
const INDEX: &str = "organizations";

/// Of one record as many organizations are tied, the first ones: pairs grow with the square of their number, and a list
/// of all the companies of an industry says little of any two.
const MOST_TIED: usize = 24;

pub(super) struct Gexf;

impl Export for Gexf {
    fn key(&self) -> &'static str {
        "gexf"
    }

    fn title(&self) -> &'static str {
        "Organizations that are reported together, as a graph"
    }

    fn files(&self, views: &Views) -> Vec<ExportFile> {
        let file = ExportFile {
            path: "/data/organizations.gexf".to_owned(),
            table: None,
            what: "Which organizations are reported together, as a graph.".to_owned(),
            media_type: "application/gexf+xml",
            writer: Box::new(Graph),
        };
        views.archive.index(INDEX).map(|_| file).into_iter().collect()
    }
}

struct Graph;

impl Writer for Graph {
    fn write(&self, views: &Views, out: &mut dyn Write) -> io::Result<()> {
        let terms = views.archive.index(INDEX).map(|index| &*index.terms).unwrap_or_default();
        let description = format!("Organizations reported together in {}", views.settings.title);
        write!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <gexf xmlns=\"http://www.gexf.net/1.2draft\" version=\"1.2\">\n\
             <meta><creator>Reportage</creator><description>{}</description></meta>\n\
             <graph mode=\"static\" defaultedgetype=\"undirected\">\n\
             <attributes class=\"node\">\n\
             <attribute id=\"records\" title=\"records\" type=\"integer\"/>\n\
             <attribute id=\"subjects\" title=\"subjects\" type=\"integer\"/>\n\
             <attribute id=\"type\" title=\"type\" type=\"string\"/>\n\
             </attributes>\n\
             <nodes>\n",
            text(&description)
        )?;
        for term in terms {
            write_node(term, out)?;
        }
        out.write_all(b"</nodes>\n<edges>\n")?;
        for (place, ((one, other), weight)) in ties(views).into_iter().enumerate() {
            let [one, other] = [one, other].map(|term| text(&terms[term as usize].id));
            writeln!(out, "<edge id=\"{place}\" source=\"{one}\" target=\"{other}\" weight=\"{weight}\"/>")?;
        }
        out.write_all(b"</edges>\n</graph>\n</gexf>\n")
    }
}

fn write_node(term: &Term, out: &mut dyn Write) -> io::Result<()> {
    let kind =
        |entity: &Entity| entity.kind.as_ref().map(|kind| format!("<attvalue for=\"type\" value=\"{}\"/>", text(kind)));
    writeln!(
        out,
        "<node id=\"{}\" label=\"{}\"><attvalues><attvalue for=\"records\" value=\"{}\"/><attvalue for=\"subjects\" \
         value=\"{}\"/>{}</attvalues></node>",
        text(&term.id),
        text(&term.name),
        term.records.len(),
        term.subjects,
        term.entity.as_deref().and_then(kind).unwrap_or_default(),
    )
}

/// Two terms, by their places in the index, the first before the second.
type Pair = (u32, u32);

/// How many records name both terms of a pair; sorted.
fn ties(views: &Views) -> Vec<(Pair, u32)> {
    let mut weights: RapidHashMap<Pair, u32> = RapidHashMap::default();
    for (_, entry) in views.archive.iter() {
        let terms = tied(views, entry);
        for (at, one) in terms.iter().enumerate() {
            for other in &terms[at + 1..] {
                *weights.entry((*one.min(other), *one.max(other))).or_default() += 1;
            }
        }
    }
    let mut ties: Vec<(Pair, u32)> = weights.into_iter().collect();
    ties.sort_unstable();
    ties
}

/// The places of the organizations that a record ties.
fn tied(views: &Views, entry: &Entry) -> Vec<u32> {
    let mentions = entry.terms.iter().filter(|mention| views.archive.index_of(mention.term).key == INDEX);
    mentions.take(MOST_TIED).filter_map(|mention| u32::try_from(mention.term.place()).ok()).collect()
}

fn text(text: &str) -> String {
    escape(&*allowed(text)).into_owned()
}
