//! The machine's own floor: a folder of files → the same files again, written from memory, and how long that took.
//!
//! ```sh
//! cargo bench --bench floor -- TREE DEST RUNS
//! ```
//!
//! No generator that makes these files can be quicker than this, which makes all folders first and then writes on two
//! threads. Each run has a folder of its own in `DEST`, and none is deleted: files that are made just after a large
//! tree was deleted take several times as long.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command says what it measured")]

use rayon::prelude::*;
use std::env;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

/// As many as the machine has on which the project's figures are taken.
const THREADS: usize = 2;

/// So many files in a row go to one thread: neighbours share a folder, and threads in one folder wait for each other.
const FILES_AT_ONCE: usize = 64;

fn main() -> ExitCode {
    // Cargo puts this word behind what the caller wrote.
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.as_slice() {
        // So that `cargo bench` and `cargo test --benches` can run everything.
        [] => {
            println!("nothing to measure: cargo bench --bench floor -- TREE DEST RUNS");
            ExitCode::SUCCESS
        }
        [tree, dest, runs] => match measure(Path::new(tree), Path::new(dest), runs) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("floor: {error}");
                ExitCode::FAILURE
            }
        },
        _ => {
            eprintln!("usage: cargo bench --bench floor -- TREE DEST RUNS");
            ExitCode::from(2)
        }
    }
}

fn measure(tree: &Path, dest: &Path, runs: &str) -> Result<(), Box<dyn Error>> {
    let runs: usize = runs.parse().map_err(|_| format!("`{runs}` is not a number of runs"))?;
    if runs == 0 {
        return Err("no runs, no figures".into());
    }
    rayon::ThreadPoolBuilder::new().num_threads(THREADS).build_global()?;
    let tree = Tree::read(tree)?;
    println!(
        "{} files in {} folders, {:.1} MB, {THREADS} threads, {runs} runs",
        tree.files.len(),
        tree.folders.len(),
        tree.megabytes()
    );
    let mut walls = Vec::with_capacity(runs);
    let mut cpus = Vec::with_capacity(runs);
    for run in 1..=runs {
        let (wall, cpu) = (Instant::now(), cpu_seconds());
        tree.write(&dest.join(run.to_string()))?;
        walls.push(wall.elapsed().as_secs_f64());
        cpus.extend(cpu_seconds().zip(cpu).map(|(after, before)| after - before));
    }
    println!("{}", line("wall", &mut walls));
    if !cpus.is_empty() {
        println!("{}", line("CPU", &mut cpus));
    }
    Ok(())
}

/// A folder in memory; paths are relative to it.
struct Tree {
    /// Each after the folder that it lies in.
    folders: Vec<PathBuf>,
    /// Sorted by path.
    files: Vec<(PathBuf, Vec<u8>)>,
}

impl Tree {
    fn read(root: &Path) -> Result<Tree, Box<dyn Error>> {
        let mut tree = Tree { folders: Vec::new(), files: Vec::new() };
        for entry in walkdir::WalkDir::new(root).min_depth(1).sort_by_file_name() {
            let entry = entry?;
            let path = entry.path().strip_prefix(root)?.to_path_buf();
            if entry.file_type().is_dir() {
                tree.folders.push(path);
            } else {
                tree.files.push((path, fs::read(entry.path())?));
            }
        }
        Ok(tree)
    }

    fn write(&self, dest: &Path) -> Result<(), String> {
        let failed = |path: &Path, error| format!("{}: {error}", path.display());
        fs::create_dir_all(dest).map_err(|error| failed(dest, error))?;
        for folder in &self.folders {
            // Fails where the folder is there already: files would then be written over, which is another thing.
            let folder = dest.join(folder);
            fs::create_dir(&folder).map_err(|error| failed(&folder, error))?;
        }
        self.files.par_iter().with_min_len(FILES_AT_ONCE).try_for_each(|(path, bytes)| {
            let path = dest.join(path);
            fs::write(&path, bytes).map_err(|error| failed(&path, error))
        })
    }

    fn megabytes(&self) -> f64 {
        self.files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() as f64 / 1e6
    }
}

/// `wall 0.2612 s (0.2540–0.2711)`: median, least and greatest. `seconds` must not be empty.
fn line(what: &str, seconds: &mut [f64]) -> String {
    seconds.sort_by(f64::total_cmp);
    let (half, last) = (seconds.len() / 2, seconds.len() - 1);
    let median = (seconds[half] + seconds[last - half]) / 2.0;
    format!("{what} {median:.4} s ({:.4}–{:.4})", seconds[0], seconds[last])
}

/// User and system time of all threads so far; nothing where the system does not tell.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn cpu_seconds() -> Option<f64> {
    let spent = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Some(spent.tv_sec as f64 + spent.tv_nsec as f64 / 1e9)
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn cpu_seconds() -> Option<f64> {
    None
}
