//! The functions that a template may call; each is pure in what it was made from.
//!
//! Invariant: no function reads a file, the clock, the network or the environment.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::{Error, Kwargs, State, Tera, TeraResult};

use super::strings::Strings;
use crate::names::suggest::nearest;
use crate::settings::BaseUrl;

/// What the functions are made from.
pub(super) struct Functions {
    /// Name of an asset → its address on the site's host.
    pub(super) assets: BTreeMap<String, String>,
    /// Name of a script or style sheet → its `integrity`.
    pub(super) integrity: BTreeMap<String, String>,
    /// The theme's words.
    pub(super) strings: Arc<Strings>,
    /// Where the site stands.
    pub(super) base_url: BaseUrl,
}

impl Functions {
    /// Gives them to the template engine.
    pub(super) fn register(self, tera: &mut Tera) {
        let Functions { assets, integrity, strings, base_url } = self;
        tera.register_function("asset", move |arguments: Kwargs, _: &State<'_>| -> TeraResult<String> {
            let path: &str = arguments.must_get("path")?;
            of_asset(&assets, path)
        });
        tera.register_function("integrity", move |arguments: Kwargs, _: &State<'_>| -> TeraResult<String> {
            of_asset(&integrity, arguments.must_get("path")?)
        });
        let absolute = base_url.clone();
        tera.register_function("url", move |arguments: Kwargs, _: &State<'_>| -> TeraResult<String> {
            let path: &str = arguments.must_get("path")?;
            Ok(if path.starts_with('/') { base_url.local(path) } else { path.to_owned() })
        });
        tera.register_function("absolute_url", move |arguments: Kwargs, _: &State<'_>| -> TeraResult<String> {
            let path: &str = arguments.must_get("path")?;
            Ok(if path.starts_with('/') { absolute.absolute(path) } else { path.to_owned() })
        });
        tera.register_function("t", move |arguments: Kwargs, _: &State<'_>| -> TeraResult<String> {
            let key: &str = arguments.must_get("key")?;
            let words = match arguments.get::<i64>("count")? {
                Some(count) => strings.counted(key, count),
                None => strings.get(key).map(str::to_owned),
            };
            match (words, arguments.get::<&str>("default")?) {
                (Some(words), _) => Ok(words),
                (None, Some(default)) => Ok(default.to_owned()),
                (None, None) => Err(Error::message(match nearest(key, strings.keys()) {
                    Some(near) => format!("i18n/en.toml has no `{key}`; did you mean `{near}`?"),
                    None => format!("i18n/en.toml has no `{key}`"),
                })),
            }
        });
    }
}

/// What there is of the asset `path`.
fn of_asset(known: &BTreeMap<String, String>, path: &str) -> TeraResult<String> {
    known.get(path).cloned().ok_or_else(|| {
        Error::message(match nearest(path, known.keys().map(String::as_str)) {
            Some(near) => format!("no layer has the asset `{path}`; did you mean `{near}`?"),
            None => format!("no layer has `assets/{path}`"),
        })
    })
}
