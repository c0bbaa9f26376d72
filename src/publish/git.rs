//! A branch of a git repository, as GitHub, GitLab and Codeberg serve it as pages; by the git that is installed.
//!
//! The site becomes one commit in a bare repository below `.reportage/`: without a work tree, so that no file is
//! filtered, ignored, or given other ends of lines. One push moves the branch, so that nothing is ever half there, and
//! only from where it was seen, so that no other deploy is lost.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use url::Url;

use super::{
    Change, ChangeKind, DeployError, Fault, LocalSite, Planned, Sample, Surroundings, Target, TargetKind, Verified,
};
use crate::settings::DeployTarget;

/// `git+ssh://…`, `git+https://…`, `git+file://…`, each with the branch behind `#`.
pub(super) struct Git;

/// The branch where none is named: the one that hosts read without being told.
const BRANCH: &str = "gh-pages";

/// What the branch holds, as it was fetched, and what it is to hold.
const THERE: &str = "refs/reportage/there";
const NEW: &str = "refs/reportage/new";

/// Variables that would lead git to another repository than the one that is named.
const MISLEADING: [&str; 6] =
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_NAMESPACE"];

impl TargetKind for Git {
    fn example(&self) -> &'static str {
        "git+ssh://git@github.com/owner/repository#gh-pages"
    }

    fn claims(&self, to: &str) -> bool {
        to.starts_with("git+")
    }

    fn open(&self, settings: &DeployTarget, surroundings: &Surroundings) -> Result<Box<dyn Target>, DeployError> {
        let bad =
            |message: String| DeployError::bad_target(settings, message, format!("write it like `{}`", self.example()));
        let (url, branch) = match settings.to.trim_start_matches("git+").split_once('#') {
            Some((url, branch)) => (url, branch),
            None => (settings.to.trim_start_matches("git+"), BRANCH),
        };
        let parsed = Url::parse(url).map_err(|_| bad(format!("`{}` is no address of a repository", settings.to)))?;
        if !["ssh", "https", "http", "file"].contains(&parsed.scheme()) {
            return Err(bad(format!("git is not reached by `{}://` here", parsed.scheme())));
        }
        if !is_branch(branch) {
            return Err(bad(format!("`{branch}` is no name of a branch")));
        }
        // What stands before the `@` of https is a token as often as a name, and may be read in `site.toml`.
        if parsed.scheme().starts_with("http") && !parsed.username().is_empty() {
            let help = "leave out what stands before `@`, and let git's credential helper keep it";
            return Err(DeployError::bad_target(settings, "the address names who signs in", help));
        }
        let state = surroundings.state.as_ref().ok_or_else(|| {
            let help = "give yourself the right to write in the site's folder";
            DeployError::new(Fault::Failed, "a branch needs `.reportage/`, which cannot be written").help(help)
        })?;
        Ok(Box::new(Branch {
            repository: state.join(format!("deploy-{}.git", settings.name)),
            root: surroundings.root.clone(),
            remote: url.to_owned(),
            branch: branch.to_owned(),
            extras: extras(&parsed, &surroundings.base_url.absolute("/")),
            keeps: settings.keep_previous,
        }))
    }
}

/// Whether git takes it as the name of a branch, and takes it for nothing else.
fn is_branch(name: &str) -> bool {
    let is_plain = |part: &str| {
        !part.is_empty() && !part.starts_with(['.', '-']) && !part.ends_with('.') && !part.ends_with(".lock")
    };
    let is_char = |c: char| c.is_alphanumeric() || "-_./".contains(c);
    name.chars().all(is_char) && !name.contains("..") && name.split('/').all(is_plain)
}

/// Files that the host of the repository `remote` reads beside the site at `home`: that it is no site of Jekyll's, and
/// by which domain it is known.
fn extras(remote: &Url, home: &str) -> BTreeMap<String, Vec<u8>> {
    let mut extras = BTreeMap::from([(".nojekyll".to_owned(), Vec::new())]);
    let home = Url::parse(home).ok().filter(|home| home.path() == "/");
    let Some(domain) = home.as_ref().and_then(Url::domain) else { return extras };
    let known_by = [("github.com", "github.io", "CNAME"), ("codeberg.org", "codeberg.page", ".domains")];
    let found = known_by.into_iter().find(|(host, ..)| remote.host_str() == Some(*host));
    if let Some((_, own, file)) = found
        && domain != "localhost"
        && !domain.ends_with(own)
    {
        extras.insert(file.to_owned(), format!("{domain}\n").into_bytes());
    }
    extras
}

/// A branch of a repository.
struct Branch {
    /// Ours, bare: what is fetched, and what will be pushed.
    repository: PathBuf,
    /// The site's folder, whose own commit a deploy names.
    root: PathBuf,
    remote: String,
    branch: String,
    /// Files that the host reads, where the site has none of that name.
    extras: BTreeMap<String, Vec<u8>>,
    /// A deploy is a commit upon the one before; else the branch has one commit, ever.
    keeps: bool,
}

/// A commit that the branch is to become.
struct Commit<'t> {
    branch: &'t Branch,
    /// Where the branch was.
    there: Option<String>,
    new: String,
    changes: Vec<Change>,
    files: usize,
}

impl Target for Branch {
    fn place(&self) -> String {
        format!("the branch {} of {}", self.branch, self.remote)
    }

    fn plan<'a>(&'a self, site: &'a LocalSite) -> Result<Box<dyn Planned + 'a>, DeployError> {
        let there = self.fetch()?;
        let new = self.commit(site, there.as_deref())?;
        let mut sizes: BTreeMap<&str, u64> =
            self.extras.iter().map(|(path, bytes)| (&**path, bytes.len() as u64)).collect();
        sizes.extend(site.files.iter().map(|file| (&*file.path, file.size)));
        self.planned(there, new, &sizes)
    }

    fn plan_back(&self) -> Result<Box<dyn Planned + '_>, DeployError> {
        let there = self.fetch()?.ok_or_else(nothing_before)?;
        let before = format!("{there}^");
        if !self.git(&["rev-parse", "--verify", "--quiet", &before])?.status.success() {
            return Err(nothing_before());
        }
        let tree = format!("{before}^{{tree}}");
        let (name, mail) = self.identity()?;
        let commit = ["commit-tree", "-p", &there, "-m", "Go back to the site before", &tree];
        let mut command = self.command(&commit);
        for (variable, value) in [("NAME", &name), ("EMAIL", &mail)] {
            command.env(format!("GIT_AUTHOR_{variable}"), value).env(format!("GIT_COMMITTER_{variable}"), value);
        }
        let new = printed(&done("write a commit", run(&mut command)?)?);
        self.planned(Some(there), new, &BTreeMap::new())
    }

    fn verify(&self, site: &LocalSite, _: Sample) -> Result<Verified, DeployError> {
        // Git names what a branch holds by its hash: to compare the names is to read all of it.
        let planned = self.plan(site)?;
        Ok(Verified::by_plan(planned.files(), planned.changes()))
    }
}

impl Branch {
    /// Brings here what the branch holds, and says which commit it is; nothing where there is no such branch.
    fn fetch(&self) -> Result<Option<String>, DeployError> {
        self.prepare()?;
        let reference = format!("refs/heads/{}", self.branch);
        let listed = done("read the branch", self.git(&["ls-remote", "--quiet", &self.remote, &reference])?)?;
        if printed(&listed).is_empty() {
            return Ok(None);
        }
        let mapping = format!("+{reference}:{THERE}");
        // Two commits: the site that is there, and the one before it.
        let fetch = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--depth=2", &self.remote, &mapping];
        done("read the branch", self.git(&fetch)?)?;
        let there = done("read the branch", self.git(&["rev-parse", "--verify", THERE])?)?;
        Ok(Some(printed(&there)))
    }

    /// Makes our repository, where it is not there or is damaged.
    fn prepare(&self) -> Result<(), DeployError> {
        let is_whole = self.repository.exists() && self.git(&["rev-parse", "--git-dir"])?.status.success();
        if is_whole {
            return Ok(());
        }
        let made = match self.repository.exists() {
            true => std::fs::remove_dir_all(&self.repository),
            false => Ok(()),
        };
        made.and_then(|()| std::fs::create_dir_all(&self.repository)).map_err(|error| {
            DeployError::new(Fault::Failed, format!("`{}` cannot be made: {error}", self.repository.display()))
        })?;
        // Without templates: no hook of the machine's runs in it.
        done("make a repository", self.git(&["init", "--quiet", "--bare", "--template="])?)?;
        Ok(())
    }

    /// The site as a commit upon `there`, or upon none.
    fn commit(&self, site: &LocalSite, there: Option<&str>) -> Result<String, DeployError> {
        let parent = there.filter(|_| self.keeps);
        let (name, mail) = self.identity()?;
        let import = ["fast-import", "--quiet", "--done", "--force", "--date-format=now"];
        let mut child = self.command(&import).stdin(Stdio::piped()).spawn().map_err(no_git)?;
        let mut stream = BufWriter::new(child.stdin.take().expect("it was asked for"));
        let written = self.stream(&mut stream, site, parent, &name, &mail);
        drop(stream);
        let output = child.wait_with_output().map_err(no_git)?;
        // A file that could not be read explains why git lacks the end; git's own refusal explains a broken pipe.
        match written {
            Err(Written::Unread(error)) => return Err(error),
            Err(Written::Pipe(error)) if output.status.success() => return Err(no_git(error)),
            _ => done("write a commit", output)?,
        };
        Ok(printed(&done("write a commit", self.git(&["rev-parse", "--verify", NEW])?)?))
    }

    /// What `git fast-import` makes the commit of.
    fn stream(
        &self,
        to: &mut impl Write,
        site: &LocalSite,
        parent: Option<&str>,
        name: &str,
        mail: &str,
    ) -> Result<(), Written> {
        let message = self.message();
        write!(to, "reset {NEW}\ncommit {NEW}\ncommitter {name} <{mail}> now\ndata {}\n{message}\n", message.len())?;
        if let Some(parent) = parent {
            write!(to, "from {parent}\ndeleteall\n")?;
        }
        for file in &site.files {
            put(to, &file.path, &site.bytes(file).map_err(Written::Unread)?)?;
        }
        for (path, bytes) in self.extras.iter().filter(|(path, _)| site.get(path).is_none()) {
            put(to, path, bytes)?;
        }
        to.write_all(b"done\n")?;
        Ok(to.flush()?)
    }

    /// What the commit says: which state of the archive it shows, where that has one.
    fn message(&self) -> String {
        let mut command = command();
        let head =
            command.arg("-C").arg(&self.root).args(["rev-parse", "--short", "HEAD"]).stderr(Stdio::null()).output();
        match head.ok().filter(|head| head.status.success()) {
            Some(head) => format!("Deploy {}", printed(&head)),
            None => "Deploy".to_owned(),
        }
    }

    /// Who commits: whom git knows, or else nobody in particular.
    fn identity(&self) -> Result<(String, String), DeployError> {
        let known = self.git(&["var", "GIT_COMMITTER_IDENT"])?;
        let text = printed(&known);
        let known =
            known.status.success().then(|| text.rsplit_once('>')).flatten().and_then(|(who, _)| who.split_once(" <"));
        let (name, mail) = known.unwrap_or(("Reportage", "reportage@localhost"));
        Ok((name.to_owned(), mail.to_owned()))
    }

    fn planned(
        &self,
        there: Option<String>,
        new: String,
        sizes: &BTreeMap<&str, u64>,
    ) -> Result<Box<dyn Planned + '_>, DeployError> {
        let old = match &there {
            Some(there) => there.clone(),
            None => printed(&done("write a tree", self.git(&["mktree"])?)?),
        };
        let compare = ["diff-tree", "-r", "-z", "--no-renames", "--name-status", &old, &new];
        let compared = done("compare the sites", self.git(&compare)?)?;
        let changes = changes(&compared.stdout, sizes);
        let listed = done("list the site", self.git(&["ls-tree", "-r", "-z", "--name-only", &new])?)?;
        let files = listed.stdout.iter().filter(|byte| **byte == 0).count();
        Ok(Box::new(Commit { branch: self, there, new, changes, files }))
    }

    fn git(&self, arguments: &[&str]) -> Result<Output, DeployError> {
        run(&mut self.command(arguments))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = command();
        command.env("GIT_DIR", absolute(&self.repository)).env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

impl Planned for Commit<'_> {
    fn changes(&self) -> &[Change] {
        &self.changes
    }

    fn files(&self) -> usize {
        self.files
    }

    fn carry_out(&self, tick: &(dyn Fn() + Sync)) -> Result<(), DeployError> {
        if self.changes.is_empty() {
            return Ok(());
        }
        let Branch { branch, remote, .. } = self.branch;
        let seen = format!("--force-with-lease=refs/heads/{branch}:{}", self.there.as_deref().unwrap_or_default());
        let mapping = format!("{}:refs/heads/{branch}", self.new);
        done("move the branch", self.branch.git(&["push", "--quiet", "--no-verify", &seen, remote, &mapping])?)?;
        self.changes.iter().for_each(|_| tick());
        Ok(())
    }
}

/// Why the commit could not be told to git.
enum Written {
    Unread(DeployError),
    Pipe(io::Error),
}

impl From<io::Error> for Written {
    fn from(error: io::Error) -> Written {
        Written::Pipe(error)
    }
}

/// One file of the commit. No path of a site has what would have to be put in quotation marks.
fn put(to: &mut impl Write, path: &str, bytes: &[u8]) -> io::Result<()> {
    write!(to, "M 100644 inline {path}\ndata {}\n", bytes.len())?;
    to.write_all(bytes)?;
    to.write_all(b"\n")
}

/// What `git diff-tree -z --name-status` says.
fn changes(told: &[u8], sizes: &BTreeMap<&str, u64>) -> Vec<Change> {
    let parts: Vec<_> = told.split(|byte| *byte == 0).map(String::from_utf8_lossy).collect();
    let change = |pair: &[_]| {
        let [status, path]: &[std::borrow::Cow<'_, str>; 2] = pair.try_into().ok()?;
        let kind = match &**status {
            "A" => ChangeKind::Add,
            "D" => ChangeKind::Delete,
            _ => ChangeKind::Replace,
        };
        let bytes = sizes.get(&**path).copied().filter(|_| kind != ChangeKind::Delete).unwrap_or_default();
        Some(Change { path: path.clone().into_owned(), kind, bytes })
    };
    parts.chunks(2).filter_map(change).collect()
}

/// `output`, where git did it; otherwise why it did not do `what`, in words of ours: git's own may hold an address.
fn done(what: &str, output: Output) -> Result<Output, DeployError> {
    if output.status.success() {
        return Ok(output);
    }
    let told = String::from_utf8_lossy(&output.stderr).to_lowercase();
    let says = |words: &[&str]| words.iter().any(|words| told.contains(words));
    let error = if says(&["stale info", "fetch first", "non-fast-forward", "cannot lock ref", "incorrect old value"]) {
        DeployError::new(Fault::Overtaken, "the branch has moved since the plan was made")
    } else if says(&[
        "protected branch",
        "hook declined",
        "denied to",
        "the requested url returned error: 403",
        "not allowed to push",
    ]) {
        let help = "look at the rights of the account or key, and at what protects the branch";
        DeployError::new(Fault::Refused, format!("the repository refuses to {what}")).help(help)
    } else if says(&["does not appear to be a git repository", "repository not found", "does not exist", "not found"]) {
        let help = "make the repository, or correct `to`; some hosts say the same to those who may not see it";
        DeployError::new(Fault::MissingBucket, "there is no such repository").help(help)
    } else if says(&[
        "authentication failed",
        "could not read username",
        "could not read password",
        "permission denied",
        "returned error: 401",
    ]) {
        let help =
            "give git a key or a credential helper that this repository knows: `git ls-remote ADDRESS` must work";
        DeployError::new(Fault::Refused, "the repository does not take git's credentials").help(help)
    } else if says(&["host key verification failed"]) {
        let help = "compare the host's key with the one that it publishes, and add it to `~/.ssh/known_hosts`";
        DeployError::new(Fault::Refused, "the host of the repository is not known to ssh").help(help)
    } else if says(&[
        "could not resolve",
        "connection refused",
        "timed out",
        "unable to access",
        "could not read from remote",
    ]) {
        DeployError::new(Fault::Unreachable, "the repository does not answer")
    } else {
        DeployError::new(
            Fault::Failed,
            format!("git could not {what} (exit code {})", output.status.code().unwrap_or(-1)),
        )
    };
    Err(error)
}

/// git, which is told by nothing but its arguments where to work.
fn command() -> Command {
    let mut command = Command::new("git");
    for variable in MISLEADING {
        command.env_remove(variable);
    }
    command
}

fn run(command: &mut Command) -> Result<Output, DeployError> {
    command.output().map_err(no_git)
}

fn no_git(error: io::Error) -> DeployError {
    match error.kind() {
        io::ErrorKind::NotFound => DeployError::new(Fault::Failed, "there is no `git` here").help("install git"),
        _ => DeployError::new(Fault::Failed, format!("git does not run: {error}")),
    }
}

fn nothing_before() -> DeployError {
    DeployError::new(Fault::NothingBefore, "the branch has one commit, and no site before it")
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests;
