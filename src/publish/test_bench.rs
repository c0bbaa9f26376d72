//! What the tests of several kinds of target begin with.

use std::fs;
use std::path::Path;

use super::{LocalSite, Surroundings};
use crate::diag::Place;
use crate::settings::{BaseUrl, DeployTarget};
use crate::source::SitePath;
use crate::write::MARKER;

/// The site of these files in `folder`, as a build leaves it.
pub(super) fn site(folder: &Path, files: &[(&str, &str)]) -> LocalSite {
    let _ = fs::remove_dir_all(folder);
    for (path, text) in [(MARKER, "")].iter().chain(files) {
        let location = folder.join(path);
        fs::create_dir_all(location.parent().expect("a folder")).expect("made");
        fs::write(location, text).expect("written");
    }
    LocalSite::open(folder).expect("a site")
}

/// What `[deploy.pages]` says of a target at `to`.
pub(super) fn settings(to: &str) -> DeployTarget {
    DeployTarget {
        name: "pages".to_owned(),
        to: to.to_owned(),
        place: Place::file(&SitePath::new("site.toml").expect("a path")),
        endpoint: None,
        region: None,
        profile: None,
        account: None,
        path_style: None,
        compress: false,
        keep_previous: true,
        max_deletes: None,
        cache_pages: 0,
        cache_files: 0,
        parallel: 1,
        retries: 0,
    }
}

/// A machine with this folder for its state.
pub(super) fn surroundings(state: &Path, base_url: &str) -> Surroundings {
    fs::create_dir_all(state).expect("made");
    Surroundings {
        root: state.to_owned(),
        output: state.join("public"),
        state: Some(state.to_owned()),
        home: None,
        environment: Vec::new(),
        base_url: BaseUrl::parse(base_url).expect("an address"),
        who: "a test".to_owned(),
        now: "now".to_owned(),
        token: "1".to_owned(),
        only_looks: false,
    }
}
