//! One stage, run a fixed number of times on one thread, for callgrind to count: `bash benches/instructions` does that.

mod support;

use std::hint::black_box;
use std::process::ExitCode;

use support::stages::{Made, Run, STAGES, Stage};

#[expect(clippy::print_stdout, reason = "the script reads it")]
fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["list"] => STAGES.iter().for_each(|stage| println!("{} {}", stage.name, stage.counted_runs)),
        ["count", name] => match STAGES.iter().find(|stage| stage.name == name) {
            Some(stage) => count(stage),
            None => return ExitCode::FAILURE,
        },
        // `cargo bench` runs every bench; this one has nothing to tell by itself.
        _ => println!("instructions are counted by `bash benches/instructions`"),
    }
    ExitCode::SUCCESS
}

fn count(stage: &Stage) {
    // Threads take turns as they like, and callgrind counts where this one is in `counted`: there must be no other.
    rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .use_current_thread()
        .build_global()
        .expect("nothing has made threads yet");
    let run = (stage.lay_out)();
    // What is made once and kept belongs to no run.
    drop(run());
    let mut made = Vec::with_capacity(stage.counted_runs as usize);
    counted(&run, stage.counted_runs, &mut made);
    black_box(made);
}

/// Callgrind counts from its beginning to its end, and knows it by its name.
#[inline(never)]
fn counted(run: &Run, runs: u32, made: &mut Vec<Made>) {
    for _ in 0..runs {
        made.push(run());
    }
}
