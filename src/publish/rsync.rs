//! A folder of another machine, over ssh; by the rsync that is installed here and there.
//!
//! Files are compared by their bytes, and sent in waves: what is new, then what replaces other files, then deletions.
//! Within a wave rsync moves all files to their places when the last has come, so that a cut leaves the waves before it.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;

use url::Url;

use super::{
    Change, ChangeKind, DeployError, Fault, LocalSite, Planned, Sample, Surroundings, Target, TargetKind, Verified,
};
use crate::settings::DeployTarget;

/// `ssh://user@host/folder`.
pub(super) struct Rsync;

/// What is never compared, sent or deleted: our own files, and those that systems leave in folders.
const LEFT_OUT: [&str; 4] =
    ["--exclude=/.reportage*", "--exclude=.DS_Store", "--exclude=Thumbs.db", "--exclude=desktop.ini"];

/// Whole files, readable by the web server whatever the rights are here, and named in a form that can be read back.
const MANNER: [&str; 4] = ["--recursive", "--chmod=D755,F644", "--8-bit-output", "--out-format=%i %n"];

impl TargetKind for Rsync {
    fn example(&self) -> &'static str {
        "ssh://user@example.org/srv/www"
    }

    fn claims(&self, to: &str) -> bool {
        to.starts_with("ssh://")
    }

    fn open(&self, settings: &DeployTarget, surroundings: &Surroundings) -> Result<Box<dyn Target>, DeployError> {
        let bad =
            |message: String| DeployError::bad_target(settings, message, format!("write it like `{}`", self.example()));
        let url = Url::parse(&settings.to).map_err(|_| bad(format!("`{}` is no address", settings.to)))?;
        let host = url.host_str().filter(|host| !host.is_empty() && !host.starts_with('-'));
        let host = host.ok_or_else(|| bad("the address names no host".to_owned()))?;
        if url.username().starts_with('-') {
            return Err(bad("no user has such a name".to_owned()));
        }
        let folder = percent_encoding::percent_decode_str(url.path().trim_end_matches('/')).decode_utf8_lossy();
        if folder.is_empty() {
            return Err(bad("the address names no folder: the whole machine would be the site".to_owned()));
        }
        let user = if url.username().is_empty() { String::new() } else { format!("{}@", url.username()) };
        let shell = surroundings.variable("RSYNC_RSH").unwrap_or("ssh");
        let shell = url.port().map_or_else(|| shell.to_owned(), |port| format!("{shell} -p {port}"));
        Ok(Box::new(Remote {
            place: format!("{folder} on {host}"),
            destination: format!("{user}{host}:{folder}/"),
            shell,
        }))
    }
}

/// A folder of another machine.
struct Remote {
    place: String,
    /// As rsync has it: `user@host:/folder/`.
    destination: String,
    /// The program that reaches the machine, with its arguments.
    shell: String,
}

/// What is to be sent there, and deleted.
struct Sending<'s> {
    remote: &'s Remote,
    site: &'s LocalSite,
    changes: Vec<Change>,
}

impl Target for Remote {
    fn place(&self) -> String {
        self.place.clone()
    }

    fn plan<'a>(&'a self, site: &'a LocalSite) -> Result<Box<dyn Planned + 'a>, DeployError> {
        let mut changes = Vec::new();
        let mut command = self.command();
        command.args(["--dry-run", "--checksum", "--delete"]).args(LEFT_OUT).arg(from(site)).arg(&self.destination);
        self.run(command, &[], &mut |line| changes.extend(change(line, site)))?;
        changes.sort_by(|one, other| (one.kind, &one.path).cmp(&(other.kind, &other.path)));
        Ok(Box::new(Sending { remote: self, site, changes }))
    }

    fn verify(&self, site: &LocalSite, _: Sample) -> Result<Verified, DeployError> {
        // The comparison by bytes that makes a plan has read every file there.
        let planned = self.plan(site)?;
        Ok(Verified::by_plan(site.files.len(), planned.changes()))
    }
}

impl Planned for Sending<'_> {
    fn changes(&self) -> &[Change] {
        &self.changes
    }

    fn files(&self) -> usize {
        self.site.files.len()
    }

    fn carry_out(&self, tick: &(dyn Fn() + Sync)) -> Result<(), DeployError> {
        let told = |line: &str| {
            if change(line, self.site).is_some() {
                tick();
            }
        };
        for kind in [ChangeKind::Add, ChangeKind::Replace] {
            let paths: Vec<&str> = self.of_kind(kind).collect();
            if paths.is_empty() {
                continue;
            }
            let mut command = self.remote.command();
            // All that is named is sent: that it differs was found out already.
            command.args(["--ignore-times", "--delay-updates", "--from0", "--files-from=-"]);
            command.arg(from(self.site)).arg(&self.remote.destination);
            self.remote.run(command, paths.join("\0").as_bytes(), &mut |line| told(line))?;
        }
        let deletes = self.of_kind(ChangeKind::Delete).count();
        if deletes > 0 {
            let mut command = self.remote.command();
            // It changes no file that the site has, and deletes no more files than were told. Folders count as well.
            command.args(["--delete", "--existing", "--ignore-existing"]).args(LEFT_OUT);
            command.arg(from(self.site)).arg(&self.remote.destination);
            self.remote.run(command, &[], &mut |line| told(line))?;
        }
        Ok(())
    }
}

impl Sending<'_> {
    fn of_kind(&self, kind: ChangeKind) -> impl Iterator<Item = &str> {
        self.changes.iter().filter(move |change| change.kind == kind).map(|change| &*change.path)
    }
}

impl Remote {
    fn command(&self) -> Command {
        let mut command = Command::new("rsync");
        command.env("LC_ALL", "C").env_remove("RSYNC_RSH").args(MANNER).arg("--rsh").arg(&self.shell);
        command
    }

    /// Runs rsync with `input`, and gives each line that it prints to `told`.
    fn run(&self, mut command: Command, input: &[u8], told: &mut dyn FnMut(&str)) -> Result<(), DeployError> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(no_rsync)?;
        let (status, complaint) = converse(&mut child, input, told).map_err(no_rsync)?;
        if status.success() { Ok(()) } else { Err(self.refusal(status.code(), &complaint)) }
    }

    /// Why rsync ended with `code`, in words of ours.
    fn refusal(&self, code: Option<i32>, complaint: &str) -> DeployError {
        let told = complaint.to_lowercase();
        let says = |words: &[&str]| words.iter().any(|words| told.contains(words));
        let place = &self.place;
        if says(&["host key verification failed"]) {
            let help = "compare the host's key with the one that its owner gives, and add it to `~/.ssh/known_hosts`";
            DeployError::new(Fault::Refused, "the host is not known to ssh").help(help)
        } else if says(&["permission denied (publickey", "permission denied, please", "too many authentication"]) {
            let help = "give ssh a key that the host knows: `ssh HOST true` must work without a question";
            DeployError::new(Fault::Refused, "the host does not let ssh in").help(help)
        } else if says(&["permission denied", "operation not permitted", "read-only file system"]) {
            let help = "give the user the right to write in the folder, and deploy again: it goes on from there";
            DeployError::new(Fault::Refused, format!("not all may be written or deleted in {place}")).help(help)
        } else if says(&[
            "could not resolve",
            "connection refused",
            "timed out",
            "no route to host",
            "network is unreachable",
        ]) {
            DeployError::new(Fault::Unreachable, "the host does not answer")
                .help("look at the network and at `to`, and deploy again")
        } else if code == Some(127) || says(&["command not found", "rsync: not found"]) {
            DeployError::new(Fault::Failed, "there is no rsync on the host").help("install rsync there")
        } else if says(&["no space left", "disk quota"]) {
            DeployError::new(Fault::Failed, format!("there is no room left for {place}"))
                .help("make room, and deploy again")
        } else if code == Some(11) || says(&["no such file or directory"]) {
            let help = "make the folder that it lies in, or correct `to`";
            DeployError::new(Fault::MissingBucket, format!("there is no {place}")).help(help)
        } else {
            DeployError::new(Fault::Failed, format!("rsync failed (exit code {})", code.unwrap_or(-1)))
        }
    }
}

/// Writes `input`, reads what is printed, and gives how it ended and what it complained of. All three at once: each could
/// fill up while another is waited for.
fn converse(child: &mut Child, input: &[u8], told: &mut dyn FnMut(&str)) -> io::Result<(ExitStatus, String)> {
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let complaint = thread::scope(|scope| {
        // A pipe that breaks has its reason in how rsync ends.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(input)));
        let complaint = scope.spawn(move || {
            let mut text = Vec::new();
            let _ = stderr.map(|mut stderr| stderr.read_to_end(&mut text));
            String::from_utf8_lossy(&text).into_owned()
        });
        for line in BufReader::new(stdout.expect("it was asked for")).split(b'\n') {
            told(&String::from_utf8_lossy(&line?));
        }
        io::Result::Ok(complaint.join().unwrap_or_default())
    })?;
    Ok((child.wait()?, complaint))
}

/// The folder as rsync takes it for what lies in it.
fn from(site: &LocalSite) -> std::ffi::OsString {
    let mut folder = std::path::absolute(&site.folder).unwrap_or_else(|_| site.folder.clone()).into_os_string();
    folder.push("/");
    folder
}

/// What a line of `--out-format=%i %n` tells of a file: `<f+++++++++ a.html`, `<fc........ b.html`, `*deleting   c.html`.
fn change(line: &str, site: &LocalSite) -> Option<Change> {
    let (told, path) = line.split_once(' ')?;
    let path = path.trim_start();
    let kind = match told {
        "*deleting" if !path.ends_with('/') => ChangeKind::Delete,
        told if told.starts_with("<f+") => ChangeKind::Add,
        told if told.starts_with("<f") => ChangeKind::Replace,
        _ => return None,
    };
    let bytes = site.get(path).filter(|_| kind != ChangeKind::Delete).map_or(0, |file| file.size);
    Some(Change { path: path.to_owned(), kind, bytes })
}

fn no_rsync(error: io::Error) -> DeployError {
    match error.kind() {
        io::ErrorKind::NotFound => DeployError::new(Fault::Failed, "there is no `rsync` here").help("install rsync"),
        _ => DeployError::new(Fault::Failed, format!("rsync does not run: {error}")),
    }
}

#[cfg(test)]
mod tests;
