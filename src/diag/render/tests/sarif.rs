use serde_json::{Value, json};

use super::*;

fn log() -> Value {
    serde_json::from_str(&shown(Format::Sarif, &small())).unwrap()
}

#[test]
fn the_log_has_what_the_standard_requires() {
    let log = log();
    assert_eq!(log["version"], "2.1.0");
    let run = &log["runs"][0];
    assert_eq!(run["tool"]["driver"]["name"], "Reportage");
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 3);
    for result in results {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["help"]["text"].is_string() && rule["fullDescription"]["text"].is_string());
        assert!(result["message"]["text"].is_string());
        assert!(matches!(result["level"].as_str(), Some("error" | "warning")));
        assert!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].is_string());
    }
    assert!(rules.iter().any(|rule| rule["id"] == "unknown-setting"), "the whole registry is told");
    let names: Vec<&str> = rules.iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert!(names.is_sorted_by(|one, other| one < other));
}

#[test]
fn a_result_has_its_region_and_its_fix() {
    let region = json!({"startLine": 3, "startColumn": 7, "endLine": 3, "endColumn": 17});
    let artifact = json!({"uri": "content/articles/acme.md"});
    let rule = log()["runs"][0]["results"][0]["ruleIndex"].clone();
    assert_eq!(
        log()["runs"][0]["results"][0],
        json!({
            "ruleId": "bad-date",
            "ruleIndex": rule,
            "level": "error",
            "message": {"text": "`2026-13-40` is not a calendar date\nhelp: write the day the piece ran as YYYY-MM-DD"},
            "locations": [{
                "physicalLocation": {"artifactLocation": artifact, "region": region},
                "message": {"text": "there is no month 13"},
            }],
            "fixes": [{
                "description": {"text": "write the day the piece ran as YYYY-MM-DD"},
                "artifactChanges": [{
                    "artifactLocation": artifact,
                    "replacements": [{"deletedRegion": region, "insertedContent": {"text": "2026-12-31"}}],
                }],
            }],
        })
    );
}

#[test]
fn addresses_are_encoded_and_a_whole_file_has_no_region() {
    let log = log();
    let results = &log["runs"][0]["results"];
    let location = |result: usize| &results[result]["locations"][0]["physicalLocation"];
    assert_eq!(location(1)["artifactLocation"]["uri"], "content/b%20%C3%A9.md");
    assert_eq!(location(2), &json!({"artifactLocation": {"uri": "content/c.md"}}));
    assert_eq!(results[1]["relatedLocations"][0]["message"]["text"], "first here");
    assert_eq!(results[1]["relatedLocations"][0]["physicalLocation"]["region"]["startLine"], 4);
}
