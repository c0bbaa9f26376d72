//! The history of a site's content, asked of `git` once.

use std::path::Path;
use std::process::{Command, Stdio};

use super::workplace::settings_place;
use crate::diag::codes::site::NO_HISTORY;
use crate::diag::{Checked, Diagnostic, FieldPath, Place};
use crate::history::History;

/// When each file of `content/` below `root` was last committed; nothing, and why, where that cannot be known.
pub(super) fn of_content(root: &Path) -> Checked<History> {
    let unknown = |message: &str, help: &str| {
        let place = Place::value(&settings_place().file, FieldPath::key("updated_from"));
        let problem = Diagnostic::new(NO_HISTORY, place, message).help(help);
        Checked { value: History::default(), problems: vec![problem] }
    };
    let Ok(output) = git(root, &["rev-parse", "--is-shallow-repository"]) else {
        return unknown("there is no `git` to ask when records were changed", "install git, or take the setting out");
    };
    match output.as_deref().map(<[u8]>::trim_ascii) {
        None => {
            return unknown("the site lies in no git repository", "run `git init` and commit, or take the setting out");
        }
        // Where the clone ends, every file looks as if it had been changed there.
        Some(b"true") => {
            return unknown(
                "the git repository is a shallow clone, which does not know when records were changed",
                "fetch all of it: `git fetch --unshallow`, or `fetch-depth: 0` where a runner checks it out",
            );
        }
        Some(_) => {}
    }
    let log = [
        "log",
        "-z",
        "--relative",
        "--name-only",
        "--no-renames",
        // What the repository sets may not run programs.
        "--no-ext-diff",
        "--no-textconv",
        "--no-show-signature",
        "--format=%x01%ad",
        "--date=format-local:%Y-%m-%d",
        "--",
        "content",
    ];
    match git(root, &log) {
        Ok(Some(log)) => Checked::sound(History::of_log(&log)),
        _ => unknown("git tells no history: nothing is committed yet", "commit the records, or take the setting out"),
    }
}

/// What git prints, without a shell; nothing where it refuses. Days are those of UTC.
fn git(root: &Path, arguments: &[&str]) -> std::io::Result<Option<Vec<u8>>> {
    let output = Command::new("git")
        .arg("--no-pager")
        .args(arguments)
        .current_dir(root)
        .env("TZ", "UTC")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()?;
    Ok(output.status.success().then_some(output.stdout))
}
