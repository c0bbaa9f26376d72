//! How long each stage takes: `cargo bench --bench stages`, or `cargo bench --bench stages -- page` for one of them.

mod support;

use criterion::{Criterion, criterion_group, criterion_main};
use support::stages::STAGES;

fn stages(criterion: &mut Criterion) {
    for stage in &STAGES {
        // Laid out only where the stage is asked for.
        let mut run = None;
        criterion.bench_function(stage.name, |bencher| {
            let run = run.get_or_insert_with(stage.lay_out);
            bencher.iter_with_large_drop(run);
        });
    }
}

criterion_group!(benches, stages);
criterion_main!(benches);
