#![allow(clippy::unwrap_used)]

use clap::Parser;
use serde_yaml::Value;

use super::*;
use crate::cli::Arguments;

/// Every line of a script in a workflow, whatever the service calls it.
fn commands(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Mapping(entries) => {
            for (key, value) in entries {
                match (key.as_str(), value) {
                    (Some("run"), Value::String(script)) => found.extend(script.lines().map(str::to_owned)),
                    (Some("script" | "commands" | "before_script"), Value::Sequence(lines)) => {
                        found.extend(lines.iter().flat_map(|line| line.as_str().unwrap().lines()).map(str::to_owned));
                    }
                    _ => commands(value, found),
                }
            }
        }
        Value::Sequence(values) => values.iter().for_each(|value| commands(value, found)),
        _ => {}
    }
}

#[test]
fn every_command_of_a_workflow_is_one_of_this_program() {
    for ci in Ci::value_variants() {
        let workflow: Value = serde_yaml::from_str(&ci.text()).unwrap();
        let mut lines = Vec::new();
        commands(&workflow, &mut lines);
        let mut asked: Vec<String> = Vec::new();
        for line in &lines {
            let Some(command) = line.trim().strip_prefix("reportage ") else { continue };
            let command = command.split(" > ").next().unwrap();
            // A variable stands for a word; the shell takes the quotation marks away.
            let words = command.split(' ').map(|word| word.replace('"', "").replace("$BASE_URL", "https://a.example"));
            let words = words.map(|word| word.replace("$CI_PAGES_URL", "https://a.example"));
            let arguments = std::iter::once("reportage".to_owned()).chain(words);
            if let Err(error) = Arguments::try_parse_from(arguments) {
                panic!("{ci:?}: {line}\n{error}");
            }
            asked.extend(command.split(' ').next().map(str::to_owned));
        }
        for command in ["check", "build", "diff"] {
            assert!(asked.iter().any(|known| known == command), "{ci:?} has no `{command}`: {asked:?}");
        }
        let version = env!("CARGO_PKG_VERSION");
        let is_install = |line: &&String| line.contains("cargo") && line.contains("install --locked");
        assert!(lines.iter().any(|line| is_install(&line)), "{ci:?}");
        assert!(ci.text().contains(version) && !ci.text().contains("{version}"), "{ci:?}");
    }
}

/// A tag can be moved to other code, a commit cannot.
#[test]
fn every_action_is_named_by_its_commit() {
    let is_commit = |commit: &str| commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit());
    for ci in [Ci::Github, Ci::Forgejo] {
        let text = ci.text();
        let actions: Vec<&str> =
            text.lines().filter_map(|line| line.trim().split_once("uses: ")).map(|(_, it)| it).collect();
        assert!(actions.len() > 4, "{actions:?}");
        for action in actions {
            let (name, version) = action.split_once(" # v").unwrap();
            assert!(is_commit(name.split_once('@').unwrap().1) && version.split('.').count() == 3, "{action}");
        }
    }
}

#[test]
fn rights_are_given_job_by_job() {
    let workflow: Value = serde_yaml::from_str(&Ci::Github.text()).unwrap();
    assert_eq!(workflow["permissions"], Value::Mapping(serde_yaml::Mapping::new()));
    let rights = |job: &str| {
        let rights = workflow["jobs"][job]["permissions"].as_mapping().unwrap().iter();
        rights
            .map(|(name, right)| format!("{} {}", name.as_str().unwrap(), right.as_str().unwrap()))
            .collect::<Vec<_>>()
    };
    for (job, expected) in [
        ("check", &["contents read"][..]),
        ("compare", &["contents read", "pull-requests write"]),
        ("build", &["contents read", "pages read"]),
        ("deploy", &["pages write", "id-token write"]),
    ] {
        assert_eq!(rights(job), expected, "{job}");
    }
}
