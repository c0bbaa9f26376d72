//! What a target refused → a problem with a code, in words that hold no secret.

use std::fmt;

use crate::diag::codes::deploy as codes;
use crate::diag::{Code, Diagnostic, Place};
use crate::settings::DeployTarget;

/// Why a deploy ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The address is none.
    BadTarget,
    /// The folder is no built site.
    NotBuilt,
    /// Another deploy is under way.
    Locked,
    /// Another deploy came between.
    Overtaken,
    /// More would be deleted than may be.
    TooManyDeletes,
    /// Credentials or rights are wrong.
    Refused,
    /// The bucket is not there.
    MissingBucket,
    /// There is no answer, or none but pleas for patience.
    Unreachable,
    /// Something else.
    Failed,
    /// What is there is not what was sent.
    Differs,
    /// There is no site to return to.
    NothingBefore,
    /// The kind of target cannot do it.
    Cannot,
}

/// Why a deploy ends, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeployError {
    /// The kind of it.
    pub fault: Fault,
    message: String,
    help: String,
    place: Option<Place>,
}

impl DeployError {
    /// One of this kind; the help is the kind's own until another is given.
    pub fn new(fault: Fault, message: impl Into<String>) -> DeployError {
        DeployError { fault, message: message.into(), help: fault.help().to_owned(), place: None }
    }

    /// Of a target that cannot do `what`.
    pub fn cannot(what: &str) -> DeployError {
        DeployError::new(Fault::Cannot, format!("this kind of target cannot {what}"))
    }

    /// Of an address that is none.
    pub fn bad_target(settings: &DeployTarget, message: impl Into<String>, help: impl Into<String>) -> DeployError {
        DeployError::new(Fault::BadTarget, message).help(help).at(settings.place.clone())
    }

    /// The same with another help line.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> DeployError {
        self.help = help.into();
        self
    }

    /// The same at a place of `site.toml`.
    #[must_use]
    pub fn at(mut self, place: Place) -> DeployError {
        self.place = Some(place);
        self
    }

    /// The problem; `settings` is where the target stands in `site.toml`.
    pub fn diagnostic(&self, settings: &Place) -> Diagnostic {
        let place = self.place.clone().unwrap_or_else(|| settings.clone());
        Diagnostic::new(self.fault.code(), place, self.message.clone()).help(self.help.clone())
    }
}

impl Fault {
    fn code(self) -> &'static Code {
        match self {
            Fault::BadTarget => codes::BAD_TARGET,
            Fault::NotBuilt => codes::NOT_BUILT,
            Fault::Locked => codes::DEPLOY_LOCKED,
            Fault::Overtaken => codes::DEPLOY_OVERTAKEN,
            Fault::TooManyDeletes => codes::TOO_MANY_DELETES,
            Fault::Refused => codes::DEPLOY_REFUSED,
            Fault::MissingBucket => codes::MISSING_BUCKET,
            Fault::Unreachable => codes::TARGET_UNREACHABLE,
            Fault::Failed => codes::DEPLOY_FAILED,
            Fault::Differs => codes::DEPLOY_DIFFERS,
            Fault::NothingBefore => codes::NOTHING_BEFORE,
            Fault::Cannot => codes::TARGET_CANNOT,
        }
    }

    fn help(self) -> &'static str {
        match self {
            Fault::BadTarget => "docs/deploy.md has every kind of target",
            Fault::NotBuilt => "build the site with `reportage build`, or leave out `--no-build`",
            Fault::Locked => "wait until it is done; if you know that it is no more, pass `--break-lock`",
            Fault::Overtaken => "deploy again: the plan is made anew",
            Fault::TooManyDeletes => "look at them with `--dry-run`",
            Fault::Refused => "look at the credentials and at what they may do; what was done stays done",
            Fault::MissingBucket => "make the bucket, or correct `to`, `endpoint` and `region`",
            Fault::Unreachable => {
                "look at the network and at `endpoint`, and deploy again: what was sent is not sent twice"
            }
            Fault::Failed => "deploy again: it goes on from there",
            Fault::Differs => "deploy again: what differs is sent anew",
            Fault::NothingBefore => "build the site as it was, from its history, and deploy that",
            Fault::Cannot => "leave the flag out; docs/deploy.md says which kinds of target can do what",
        }
    }
}

impl fmt::Display for DeployError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DeployError {}

/// What is done when a target is looked at; a target that has no list has no bucket.
pub(super) const LIST: &str = "list its files";

/// What `object_store` met while it tried to do `what`: `list its files`, `write a.html`.
pub(super) fn of_store(what: &str, error: &object_store::Error) -> DeployError {
    use object_store::Error;
    let told = told(error);
    let code = code_of(&told);
    let status = status_of(&told);
    let reason = match (&code, status) {
        (Some(code), Some(status)) => format!(": {code} ({status})"),
        (Some(code), None) => format!(": {code}"),
        (None, Some(status)) => format!(": status {status}"),
        (None, None) => String::new(),
    };
    let is_bucket = matches!(code.as_deref(), Some("NoSuchBucket" | "ContainerNotFound" | "InvalidBucketName"));
    let is_missing = matches!(error, Error::NotFound { .. });
    if is_bucket || (is_missing && what == LIST) {
        return DeployError::new(Fault::MissingBucket, format!("the target has no such bucket{reason}"));
    }
    match (error, status) {
        (Error::PermissionDenied { .. } | Error::Unauthenticated { .. }, _) | (_, Some(400..=403)) => {
            DeployError::new(Fault::Refused, format!("the target refuses to {what}{reason}"))
        }
        (_, Some(429 | 500 | 502..=504)) => DeployError::new(
            Fault::Unreachable,
            format!("the target could not {what}, however often it was asked{reason}"),
        ),
        (Error::Generic { .. }, None) if is_silence(error) => {
            DeployError::new(Fault::Unreachable, format!("the target does not answer when asked to {what}"))
        }
        (Error::Generic { .. }, None) if told.contains("credential") || told.contains("metadata") => {
            let message = "there are no credentials for the target";
            DeployError::new(Fault::Refused, message).help(
                "put them into the environment, or name a `profile`; docs/deploy.md says which variables are read",
            )
        }
        _ => DeployError::new(Fault::Failed, format!("the target could not {what}{reason}")),
    }
}

/// Everything that the causes of an error say; read here, and never printed.
fn told(error: &object_store::Error) -> String {
    let mut told = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        told.push(' ');
        told.push_str(&error.to_string());
        cause = error.source();
    }
    told
}

/// The service's own word for an error: `<Code>SlowDown</Code>`.
fn code_of(told: &str) -> Option<String> {
    let (_, after) = told.split_once("<Code>")?;
    let (code, _) = after.split_once("</Code>")?;
    let is_word = !code.is_empty() && code.len() < 64 && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_word.then(|| code.to_owned())
}

/// The status of the last answer.
fn status_of(told: &str) -> Option<u16> {
    let (_, after) = told.split_once("status code: ")?;
    after.get(..3)?.parse().ok()
}

/// Whether nobody answered at all.
fn is_silence(error: &object_store::Error) -> bool {
    let mut cause = std::error::Error::source(error);
    while let Some(error) = cause {
        if error.downcast_ref::<object_store::client::HttpError>().is_some() {
            return true;
        }
        cause = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use std::io;

    use object_store::Error;
    use object_store::client::{HttpError, HttpErrorKind};

    use super::*;
    use crate::source::SitePath;

    const SECRET: &str = "hunter2";

    fn answer(status: u16, code: &str) -> Box<dyn std::error::Error + Send + Sync> {
        format!(
            "Error performing PUT https://jo:{SECRET}@example.org/?sig={SECRET} in 1s - Server returned non-2xx status code: \
             {status} Reason: <Error><Code>{code}</Code><Message>{SECRET}</Message></Error>"
        )
        .into()
    }

    #[test]
    fn an_answer_is_told_by_its_code_and_nothing_secret() {
        let path = || SECRET.to_owned();
        let generic = |source| Error::Generic { store: "S3", source };
        let silence = HttpError::new(HttpErrorKind::Connect, io::Error::other(SECRET));
        for (error, expected) in [
            (
                Error::PermissionDenied { path: path(), source: answer(403, "AccessDenied") },
                "deploy-refused: the target refuses to write `a`: AccessDenied (403) / look at the credentials and at what \
                 they may do; what was done stays done",
            ),
            (
                Error::Unauthenticated { path: path(), source: answer(401, "Unauthorized") },
                "deploy-refused: the target refuses to write `a`: Unauthorized (401) / look at the credentials and at what \
                 they may do; what was done stays done",
            ),
            (
                Error::NotFound { path: path(), source: answer(404, "NoSuchBucket") },
                "missing-bucket: the target has no such bucket: NoSuchBucket (404) / make the bucket, or correct `to`, \
                 `endpoint` and `region`",
            ),
            (
                generic(answer(503, "SlowDown")),
                "target-unreachable: the target could not write `a`, however often it was asked: SlowDown (503) / look at \
                 the network and at `endpoint`, and deploy again: what was sent is not sent twice",
            ),
            (
                generic(Box::new(silence)),
                "target-unreachable: the target does not answer when asked to write `a` / look at the network and at \
                 `endpoint`, and deploy again: what was sent is not sent twice",
            ),
            (
                generic(format!("no credentials in {SECRET}").into()),
                "deploy-refused: there are no credentials for the target / put them into the environment, or name a \
                 `profile`; docs/deploy.md says which variables are read",
            ),
            (
                generic(answer(301, "hunter2 is no word")),
                "deploy-failed: the target could not write `a`: status 301 / deploy again: it goes on from there",
            ),
        ] {
            let place = Place::file(&SitePath::new("site.toml").expect("a plain name"));
            let problem = of_store("write `a`", &error).diagnostic(&place);
            let told = format!("{}: {} / {}", problem.code.name, problem.message, problem.help.unwrap_or_default());
            assert_eq!(told, expected);
            assert!(!told.contains(SECRET));
        }
    }

    #[test]
    fn a_kind_of_target_need_not_be_able_to_do_everything() {
        let error = DeployError::cannot("be read back");
        let place = Place::file(&SitePath::new("site.toml").expect("a plain name"));
        let problem = error.diagnostic(&place);
        assert_eq!(problem.code.name, "target-cannot");
        assert_eq!(problem.message, "this kind of target cannot be read back");
        assert_eq!(problem.place, place);
    }
}
