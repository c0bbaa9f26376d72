//! `~/.aws/credentials` and `~/.aws/config` → the key of a profile.
//!
//! Source: AWS, "Configuration and credential file settings". Keys alone are read; profiles that take on a role, or ask a
//! program, need the environment.

use std::fs;
use std::path::PathBuf;

use super::Surroundings;

/// What a profile says.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Profile {
    pub(super) access_key_id: String,
    pub(super) secret_access_key: String,
    pub(super) session_token: Option<String>,
    pub(super) region: Option<String>,
}

/// The profile of that name, if it has a key.
pub(super) fn find(name: &str, surroundings: &Surroundings) -> Option<Profile> {
    let file = |variable: &str, file: &str| {
        let path = surroundings.variable(variable).map(PathBuf::from);
        let path = path.or_else(|| Some(surroundings.home.as_ref()?.join(".aws").join(file)))?;
        fs::read_to_string(path).ok()
    };
    let credentials = file("AWS_SHARED_CREDENTIALS_FILE", "credentials").unwrap_or_default();
    let config = file("AWS_CONFIG_FILE", "config").unwrap_or_default();
    of_texts(name, &credentials, &config)
}

fn of_texts(name: &str, credentials: &str, config: &str) -> Option<Profile> {
    let prefixed = format!("profile {name}");
    let get = |key: &str| {
        let in_config = value(config, &prefixed, key).or_else(|| value(config, name, key));
        value(credentials, name, key).or(in_config).filter(|value| !value.is_empty()).map(str::to_owned)
    };
    Some(Profile {
        access_key_id: get("aws_access_key_id")?,
        secret_access_key: get("aws_secret_access_key")?,
        session_token: get("aws_session_token"),
        region: get("region"),
    })
}

/// The value of `key` below `[section]`.
fn value<'t>(text: &'t str, section: &str, key: &str) -> Option<&'t str> {
    let mut is_here = false;
    for line in text.lines() {
        let line = line.trim_end();
        if let Some(header) = line.trim_start().strip_prefix('[').and_then(|rest| rest.split(']').next()) {
            is_here = header.trim() == section;
        } else if is_here
            // A line that is set in belongs to the key above it.
            && !line.starts_with([' ', '\t', '#', ';'])
            && let Some((name, value)) = line.split_once('=')
            && name.trim() == key
        {
            return Some(value.trim());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const CREDENTIALS: &str = "# ours\n[default]\naws_access_key_id = A\naws_secret_access_key=B=\n\n[ site ]\n\
        aws_access_key_id = C\naws_secret_access_key = D\naws_session_token = E\n[half]\naws_access_key_id = F\n";
    const CONFIG: &str = "[default]\nregion = eu-west-1\n[profile site]\ns3 =\n  region = wrong\nregion = eu-north-1\n";

    #[test]
    fn a_profile_is_gathered_from_both_files() {
        for (name, expected) in [
            ("default", Some(("A", "B=", None, "eu-west-1"))),
            ("site", Some(("C", "D", Some("E"), "eu-north-1"))),
            ("half", None),
            ("none", None),
        ] {
            let found = of_texts(name, CREDENTIALS, CONFIG);
            let expected = expected.map(|(id, key, token, region)| Profile {
                access_key_id: id.to_owned(),
                secret_access_key: key.to_owned(),
                session_token: token.map(str::to_owned),
                region: Some(region.to_owned()),
            });
            assert!(found == expected, "{name}");
        }
    }
}
