//! A service that runs workflows → the workflow that checks, compares, builds and publishes an archive there.

use clap::ValueEnum;

/// A service, or the software that runs one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Ci {
    /// GitHub Actions, to GitHub Pages
    Github,
    /// GitLab CI/CD, to GitLab Pages
    Gitlab,
    /// Forgejo Actions, as Codeberg has them, to the branch `pages`
    Forgejo,
    /// Woodpecker, as Codeberg has it, to the branch `pages`
    Woodpecker,
}

impl Ci {
    /// Where the service looks for the workflow, below the repository's root.
    pub(super) fn file(self) -> &'static str {
        match self {
            Ci::Github => ".github/workflows/archive.yml",
            Ci::Gitlab => ".gitlab-ci.yml",
            Ci::Forgejo => ".forgejo/workflows/archive.yml",
            Ci::Woodpecker => ".woodpecker/archive.yml",
        }
    }

    /// The workflow, which installs the version that this program is: one that is newer may find other problems, and
    /// whoever updates shall choose the day.
    pub(super) fn text(self) -> String {
        let text = match self {
            Ci::Github => include_str!("ci/github.yml"),
            Ci::Gitlab => include_str!("ci/gitlab.yml"),
            Ci::Forgejo => include_str!("ci/forgejo.yml"),
            Ci::Woodpecker => include_str!("ci/woodpecker.yml"),
        };
        text.replace("{version}", env!("CARGO_PKG_VERSION"))
    }

    /// What is left to a person.
    pub(super) fn next(self) -> &'static str {
        match self {
            Ci::Github => "commit it, and set Settings, Pages, Source to GitHub Actions",
            Ci::Gitlab => "commit it; the site is published when it reaches the default branch",
            Ci::Forgejo => {
                "commit it, set `base_url` to where the pages stand, and turn Actions on in the repository's settings"
            }
            Ci::Woodpecker => "commit it, set `base_url` to where the pages stand, and add the secret `pages_token`",
        }
    }
}

#[cfg(test)]
mod tests;
