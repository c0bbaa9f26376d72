//! `--timings`: where a build's time went.

use serde_json::{Map, Value, json};

use crate::cli::screen::{Screen, print_data};
use crate::stopwatch::{Stage, Stopwatch};

/// How the times are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Form {
    /// A line a stage, on standard error.
    Table,
    /// One object on standard output.
    Json,
}

/// Shows what `stopwatch` has measured of a build that took `total` seconds.
pub(super) fn show(stopwatch: &Stopwatch, total: f64, form: Form, screen: &Screen) {
    match form {
        Form::Table => table(stopwatch, total).iter().for_each(|line| screen.announce(line)),
        Form::Json => print_data(&json(stopwatch, total)),
    }
}

fn table(stopwatch: &Stopwatch, total: f64) -> Vec<String> {
    let milliseconds = |seconds: f64| format!("{:>9.1} ms", seconds * 1000.0);
    let line = |(stage, seconds): (Stage, f64)| match stage.is_summed() {
        // On several threads these overlap: they say what the work costs, not how long one waits for it.
        true => format!("  {:<12}{}  summed over threads", stage.to_string(), milliseconds(seconds)),
        false => format!("{:<14}{}", stage.to_string(), milliseconds(seconds)),
    };
    let mut lines: Vec<String> = stopwatch.read().map(line).collect();
    lines.push(format!("{:<14}{}", "in all", milliseconds(total)));
    lines
}

/// `{"seconds": 0.41, "stages": {"discover": 0.02, …}, "summed": {"render": 0.3, …}}`.
fn json(stopwatch: &Stopwatch, total: f64) -> Vec<u8> {
    let of = |is_summed: bool| -> Map<String, Value> {
        let stages = stopwatch.read().filter(|(stage, _)| stage.is_summed() == is_summed);
        stages.map(|(stage, seconds)| (stage.to_string(), json!(seconds))).collect()
    };
    let mut bytes = json!({"seconds": total, "stages": of(false), "summed": of(true)}).to_string().into_bytes();
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_stage_has_its_line_and_its_place_in_the_object() {
        let stopwatch = Stopwatch::new(true);
        for stage in [Stage::Parse, Stage::Render] {
            stopwatch.time(stage, || std::hint::black_box(vec![1_u8; 100_000]).len());
        }
        let lines = table(&stopwatch, 2.0);
        assert!(lines[0].starts_with("parse ") && lines[0].ends_with(" ms"), "{lines:?}");
        assert!(lines[1].starts_with("  render ") && lines[1].ends_with("summed over threads"), "{lines:?}");
        assert_eq!(lines[2], "in all           2000.0 ms");
        let object: Value = serde_json::from_slice(&json(&stopwatch, 2.0)).expect("it is JSON");
        assert!(object["stages"]["parse"].is_f64() && object["summed"]["render"].is_f64(), "{object}");
    }
}
