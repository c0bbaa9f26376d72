//! SARIF 2.1.0 for code scanning.
//!
//! Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0, sections 3.14 (run), 3.27 (result),
//! 3.30 (region), 3.49 (rule), 3.55 (fix). Addresses of files are relative to the site's root and percent-encoded.

use std::collections::BTreeMap;
use std::io;

use serde_json::{Map, Value, json};

use super::{Options, word};
use crate::diag::report::{At, Problem, Report};
use crate::diag::{Code, codes};
use crate::names::url::encode_path;

/// Writes the log and a line end: one run, every code as a rule, every problem as a result.
///
/// # Errors
/// What `out` says.
pub fn render(report: &Report, out: &mut dyn io::Write, _options: &Options) -> io::Result<()> {
    let rules = rules(report);
    let places: BTreeMap<&str, usize> = rules.iter().enumerate().map(|(place, code)| (code.name, place)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "Reportage",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|code| rule(code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": report.problems.iter().map(|problem| result(problem, &places)).collect::<Vec<_>>(),
        }],
    });
    serde_json::to_writer(&mut *out, &log)?;
    writeln!(out)
}

/// The codes of the registry, and those of the report that are not in it.
fn rules(report: &Report) -> Vec<&'static Code> {
    let mut rules: Vec<&'static Code> =
        codes::all().chain(report.problems.iter().map(|problem| problem.code)).collect();
    rules.sort_by_key(|code| code.name);
    rules.dedup_by_key(|code| code.name);
    rules
}

fn rule(code: &Code) -> Value {
    json!({
        "id": code.name,
        "shortDescription": {"text": code.name.replace('-', " ")},
        "fullDescription": {"text": code.cause},
        "help": {"text": code.mend},
        "defaultConfiguration": {"level": word(code.severity)},
    })
}

fn result(problem: &Problem, places: &BTreeMap<&str, usize>) -> Value {
    let message = match &problem.help {
        Some(help) => format!("{}\nhelp: {help}", problem.message),
        None => problem.message.clone(),
    };
    let mut result = Map::new();
    result.insert("ruleId".into(), problem.code.name.into());
    result.insert("ruleIndex".into(), places.get(problem.code.name).copied().into());
    result.insert("level".into(), word(problem.severity).into());
    result.insert("message".into(), json!({"text": message}));
    result.insert("locations".into(), json!([location(&problem.at, problem.label.as_deref())]));
    if !problem.related.is_empty() {
        let related = problem.related.iter().map(|related| location(&related.at, Some(&related.label)));
        result.insert("relatedLocations".into(), related.collect());
    }
    if let Some(edit) = &problem.edit {
        result.insert("fixes".into(), json!([fix(problem, edit)]));
    }
    Value::Object(result)
}

fn location(at: &At, label: Option<&str>) -> Value {
    let mut physical = Map::new();
    physical.insert("artifactLocation".into(), artifact(at));
    if at.span.is_some() {
        physical.insert("region".into(), region(at).into());
    }
    let mut location = Map::new();
    location.insert("physicalLocation".into(), physical.into());
    if let Some(label) = label {
        location.insert("message".into(), json!({"text": label}));
    }
    location.into()
}

fn fix(problem: &Problem, edit: &str) -> Value {
    json!({
        "description": {"text": problem.help.as_deref().unwrap_or("write this instead")},
        "artifactChanges": [{
            "artifactLocation": artifact(&problem.at),
            "replacements": [{"deletedRegion": region(&problem.at), "insertedContent": {"text": edit}}],
        }],
    })
}

fn artifact(at: &At) -> Value {
    json!({"uri": encode_path(at.file.as_str())})
}

fn region(at: &At) -> Map<String, Value> {
    let mut region = Map::new();
    region.insert("startLine".into(), at.line.into());
    region.insert("startColumn".into(), at.column.into());
    region.insert("endLine".into(), at.end_line.into());
    region.insert("endColumn".into(), at.end_column.into());
    region
}
